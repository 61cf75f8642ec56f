import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.errors import SourceFailed
from knowledge.library import Library
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind
from knowledge.sources.threads import Message, Thread, thread_document

GUILD = 7
CHANNEL = NewSource(kind=Kind.CHANNEL, address="500")
ASKED = Message(id="1", text="Hello <@42>, how do I reset my password?", is_starter=True, url="https://d/1")
GUESS = Message(id="2", text="Have you tried to turn it off?", thanks=1, url="https://d/2")
THANKED = Message(id="3", text="Ask <@&9> for a new one <:wink:55>.", thanks=5, url="https://d/3")
ACCEPTED = Message(
    id="4", text="Press Forgotten on the login page.\n\n    reset --now", is_accepted=True, url="https://d/4"
)


def thread(*messages: Message, title: str = "Password", number: str = "100") -> Thread:
    return Thread(id=number, title=title, url="https://d/100", messages=messages)


def test_thread_becomes_its_question_and_its_answers_the_best_first() -> None:
    document = thread_document(thread(ASKED, GUESS, THANKED, ACCEPTED))

    assert document is not None
    assert document.text == (
        "# Password\n\n## Hello , how do I reset my password?\n\n"
        "Press Forgotten on the login page.\n\n    reset --now\n\n"
        "Ask for a new one .\n\nHave you tried to turn it off?\n\n"
    )
    assert [document.text[place.start :].split("\n")[0] for place in document.places] == [
        "Press Forgotten on the login page.",
        "Ask for a new one .",
        "Have you tried to turn it off?",
    ]
    assert [place.url for place in document.places] == ["https://d/4", "https://d/3", "https://d/2"]


def test_thread_that_asks_nothing_says_what_it_starts_with() -> None:
    guide = Message(id="1", text="Our servers restart at noon.", is_starter=True)

    document = thread_document(thread(guide, Message(id="2", text="Thanks!")))

    assert document is not None
    assert document.text == "# Password\n\nOur servers restart at noon.\n\nThanks!\n\n"


@pytest.mark.parametrize("messages", [(), (Message(id="1", text="<:wave:1>", is_starter=True),)])
def test_thread_without_words_is_no_document(messages: tuple[Message, ...]) -> None:
    assert thread_document(thread(*messages)) is None


class Forum:
    """Threads of a channel; `begun` is set when somebody reads them, who then waits for `go_on`."""

    def __init__(self, *threads: Thread) -> None:
        self.threads = list(threads)
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.go_on.set()

    async def read(self, guild_id: int, address: str) -> AsyncIterator[Thread]:
        assert (guild_id, address) == (GUILD, "500")
        for one in list(self.threads):
            yield one
        self.begun.set()
        await self.go_on.wait()


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    (tmp_path / "documents").mkdir()
    async with await Library.open(tmp_path / "quoth.sqlite3", tmp_path / "documents") as opened:
        yield opened


async def quotes(library: Library) -> list[tuple[str, str]]:
    answer = (await library.base(GUILD)).ask("Where do I press Forgotten to reset my password?", threshold=0.0)
    return [(quote.source.document_id, quote.text) for quote in answer.quotes]


async def test_channel_answers_from_its_threads_and_forgets_those_that_go(library: Library) -> None:
    other = thread(Message(id="9", text="The login page is down.", is_starter=True), title="Down", number="101")
    forum = Forum(thread(ASKED, ACCEPTED), other)
    library.read_threads_with(forum.read)
    added = await library.sources.add(GUILD, CHANNEL)
    before = set((await library.base(GUILD)).documents)

    del forum.threads[1]
    report = await library.sources.sync(GUILD, added.number)

    assert before == {"2/100", "2/101"}
    assert (report.unchanged, report.removed) == (1, ("Down",))
    assert {document_id for document_id, _ in await quotes(library)} == {"2/100"}


async def test_channel_follows_an_edited_and_a_deleted_thread_at_once(library: Library) -> None:
    library.read_threads_with(Forum(thread(ASKED, ACCEPTED)).read)
    added = await library.sources.add(GUILD, CHANNEL)
    edited = ACCEPTED.model_copy(update={"text": "Press Forgotten below the form."})

    await library.sources.put_thread(GUILD, added.number, thread(ASKED, edited))
    after_edit = await quotes(library)
    await library.sources.drop_thread(GUILD, added.number, "100")

    assert after_edit[0] == ("2/100", "Press Forgotten below the form.")
    assert await quotes(library) == []


async def test_channel_never_brings_back_what_was_deleted_while_it_was_read(library: Library) -> None:
    forum = Forum()
    library.read_threads_with(forum.read)
    added = await library.sources.add(GUILD, CHANNEL)
    forum.threads.append(thread(ASKED, ACCEPTED))
    forum.begun.clear()
    forum.go_on.clear()
    run = asyncio.create_task(library.sources.sync(GUILD, added.number))
    await forum.begun.wait()

    await library.sources.drop_thread(GUILD, added.number, "100")
    forum.go_on.set()
    await run

    assert await quotes(library) == []


async def test_channel_is_read_by_a_bot_alone(library: Library) -> None:
    with pytest.raises(SourceFailed, match="channels are read by the bot alone"):
        await library.sources.add(GUILD, CHANNEL)

    assert await library.overview.sources(GUILD) == ()
