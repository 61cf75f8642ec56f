"""Whatever four people do in two servers, in whatever order, with restarts between: everybody gets an answer.

QUOTH_SEQUENCES=1000 makes it as many sequences; a few are enough for every day.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox import Channel, Interaction, Json, Message, NotOffered, Permission, Person
from bot.sandbox.state.components import LINK, STRING_SELECT, TEXT_INPUT, walk
from knowledge import Document
from knowledge.library import Library
from tests.bot.features.stage import QUESTION, UNANSWERABLE, Stage, new_stage

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(0)]
SEQUENCES = int(os.environ.get("QUOTH_SEQUENCES", "15"))
CALM = "went wrong on my side"
TEXTS = (QUESTION, UNANSWERABLE, "and when?", "Where is the door?", "*", "@everyone <@1> `?`", "x" * 250, "70", "é ☃ ")
COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ask", ("question",)),
    ("summary", ("document",)),
    *(
        (name, ())
        for name in ("sources", "help", "privacy", "forget-me", "server", "setup", "settings", "stats", "export")
    ),
    *(
        (name, ())
        for name in ("export", "questions", "answers show", "knowledge status", "knowledge test", "knowledge reload")
    ),
    ("knowledge expect", ("question",)),
)
DOCUMENTS = ("door", "The crew handbook", "nothing of the kind", "*")


class Crowd:
    """Ada and Bob are members (Bob of both servers), Mo manages the first, Zoe owns nothing and manages the other."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._people = (stage.ada, stage.bob, stage.mo, stage.zoe)
        self._deeds: tuple[Callable[[Person, int], Awaitable[None]], ...] = (
            *(self._mention, self._command, self._command, self._command, self._press, self._press, self._press),
            *(self._pick, self._pick, self._pick, self._find, self._complete, self._write, self._restart),
        )

    async def do(self, person: int, deed: int, number: int) -> None:
        """What is not there, or not for this person, is no deed."""
        try:
            await self._deeds[deed](self._people[person], number * 2_654_435_761 % 2**32)  # Knuth's: evenly spread
        except NotOffered:
            return

    def _place(self, person: Person, number: int) -> Channel:
        places: list[Channel] = [*self._channels(person)]
        return [*places, person.direct()][number % (len(places) + 1)]

    def _channels(self, person: Person) -> list[Channel]:
        return [each for each in (self._stage.channel, self._stage.elsewhere) if self._is_in(person, each)]

    def _is_in(self, person: Person, channel: Channel) -> bool:
        return channel.guild is not None and person.id in channel.guild.members

    def _messages(self, person: Person) -> list[Message]:
        """With something to press, the newest last."""
        seen = [message for place in (*self._channels(person), person.direct()) for message in person.reads(place)]
        return [message for message in seen if message.components][-12:]

    async def _mention(self, person: Person, number: int) -> None:
        """The channel may be one where the bot is silent."""
        place = self._place(person, number)
        await person.write(place, f"{self._stage.sandbox.bot.mention} {TEXTS[number % len(TEXTS)]}")

    async def _command(self, person: Person, number: int) -> None:
        place = self._place(person, number // 97)
        here = person.commands(place)
        offered = [each for each in COMMANDS if each[0].split()[0] in here]
        name, options = offered[number % len(offered)]
        given = {option: (DOCUMENTS if option == "document" else TEXTS)[number % 4] for option in options}
        await self._follow(person, await person.slash(place, name, **given), number)

    async def _press(self, person: Person, number: int) -> None:
        messages = [each for each in self._messages(person) if any(one["style"] != LINK for one in each.buttons)]
        if messages:
            message = messages[-1 - number % len(messages)]
            buttons = [each for each in message.buttons if each["style"] != LINK]
            button = buttons[number % len(buttons)]
            await self._follow(person, await person.click(message, button["custom_id"]), number)

    async def _pick(self, person: Person, number: int) -> None:
        messages = [each for each in self._messages(person) if each.selects]
        if messages:
            message = messages[-1 - number % len(messages)]
            menu = message.selects[number % len(message.selects)]
            await person.select(message, *self._picked(message, menu, number), menu=menu["custom_id"])

    def _picked(self, message: Message, menu: Json, number: int) -> list[Any]:
        if menu["type"] == STRING_SELECT:
            return [menu["options"][number % len(menu["options"])]["value"]]
        if number % 3 == 0 or message.channel.guild is None:
            return []
        return [message.channel] if menu["type"] == 8 else [message.channel.guild.everyone]

    async def _find(self, person: Person, number: int) -> None:
        place = self._place(person, number)
        if seen := person.reads(place):
            await person.menu(seen[-1 - number % len(seen)], "Find an answer")

    async def _complete(self, person: Person, number: int) -> None:
        options = {"document": DOCUMENTS[number % len(DOCUMENTS)][:4]}
        await person.autocomplete(self._place(person, number), "summary", options, focused="document")

    async def _write(self, person: Person, number: int) -> None:
        await person.write(person.direct(), TEXTS[number % len(TEXTS)])

    async def _restart(self, _: Person, number: int) -> None:
        """Once in a while: it takes a second."""
        if number % 5 == 0:
            await self._stage.bot.stop()
            await self._stage.bot.start()

    async def _follow(self, person: Person, used: Interaction, number: int) -> None:
        """A form that opened is filled in and sent, most of the time."""
        if used.modal is not None and number % 4:
            await person.submit(used, dict(self._filled(used.modal["components"], number)))

    def _filled(self, components: list[Json], number: int) -> list[tuple[str, str]]:
        fields = [each for _, each in walk(components)]
        texts = [(each["custom_id"], TEXTS[number % 4][:100]) for each in fields if each["type"] == TEXT_INPUT]
        chosen = [each for each in fields if each["type"] == STRING_SELECT]
        return texts + [(each["custom_id"], each["options"][0]["value"]) for each in chosen]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def crowded(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with new_stage(tmp_path_factory.mktemp("crowd")) as stage:
        stage.other.join(stage.bob)
        for guild, manager in ((stage.guild, stage.mo), (stage.other, stage.zoe)):
            role = guild.role("Manager", Permission.MANAGE_GUILD)
            guild.give(manager, role)
        async with await Library.open(stage.bot.database, stage.bot.documents) as library:
            for guild, code in ((stage.guild, "red"), (stage.other, "blue")):
                document = Document(id="door", title="The door", text=f"The code of the door is {code}.")
                await library.add(int(guild.id), document)
        await stage.bot.start()
        yield stage


STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 13), st.integers(0, 9999)), min_size=8, max_size=25)


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=SEQUENCES < 100)
@given(steps=STEPS)
async def test_everybody_is_answered_and_nothing_goes_wrong(crowded: Stage, steps: list[tuple[int, int, int]]) -> None:
    began, crowd = len(crowded.sandbox.requests), Crowd(crowded)

    for step in steps:
        await crowd.do(*step)

    assert [each for each in crowded.sandbox.requests[began:] if each.status == 400] == []
    assert crowded.sandbox.unanswered() == []
    assert CALM not in everything_said(crowded)


def everything_said(stage: Stage) -> str:
    people = (stage.ada, stage.bob, stage.mo, stage.zoe)
    places = (stage.channel, stage.elsewhere, *(person.direct() for person in people))
    return "\n".join(message.text for place in places for message in place.history())
