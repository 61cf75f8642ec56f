"""What Discord refuses never takes an answer with it: hostile titles and addresses, and parts refused on purpose."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import GuildChannel, Message, Permission
from tests.bot.features.stage import HANDBOOK, QUESTION, SENTENCE, Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
DINNER = "When is dinner served in the galley?"
ADDRESSES = [
    "http://wiki/pump",
    "http://localhost:8080/x",
    "https://exa%20mple.org/x",
    "https://exa mple.org/x y",
    "https:///nohost",
    "https://",
    "https://bücher.example/kiln?a=[1]",
    "https://例え.テスト/x",
    "https://example.org:99999/x",
    "https://example.org:0",
    "https://example.org:x/y",
    "https://[::1]/x",
    "https://[broken/x",
    "https://mia:secret@example.org/x",
    "https://evil.example\\.example.org",
    "https://example.org/" + "x" * 600,
    "https://example.org/" + "ü" * 300,
    "https://" + "x" * 70 + ".org",
    "https://\u202egro.elpmaxe",
    "javascript:alert(1)",
    "ftp://example.org/x",
    "file:///etc/passwd",
    "notes.md",
    "",
    " ",
    "\u200b",
    "https://example.org/)[x](https://evil.example",
    "https://example.org/\n@everyone",
]
NAMES = [
    "",
    " ",
    "\u200b",
    "\u2066\u2069",
    "\u3164",
    "\x00\x07",
    "\u202egnp.exe",
    "\u2066\u202eabc",
    "@everyone",
    "<@1> <@&2> <#3>",
    "[click](https://evil.example)",
    "**bold** `code` ||spoiler|| ~~gone~~ > # -#",
    "x" * 3000,
    "家" * 400,
    "👩‍🚀" * 100,
    "ﷺ" * 100,
    "Z̸̢̛͕̭" * 60,
    "قواعد المجموعة",
    "a\nb\r\nc\u2028d",
    "\\" * 200,
    "```" * 50,
    "\ufeff\ufff9x\ufffb",
]
COMMANDS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x07\x1b")
COLOURS = "amber beige coral denim ebony fawn green hazel ivory jade khaki lilac mauve navy olive peach".split()
THINGS = "lantern kettle anchor violin".split()


def hostile() -> list[dict[str, Any]]:
    """A document for each address and each name, about something that no other is about."""
    subjects = [f"{colour} {thing}" for thing in THINGS for colour in COLOURS]
    strange = [{"url": url} for url in ADDRESSES]
    strange += [{"title": name, "publisher": name, "date": name} for name in NAMES]
    return [
        {
            "id": f"d{number}",
            "title": f"About {subject}",
            "url": f"https://example.org/{number}",
            "text": f"# {odd.get('title', 'Plain')}\n\nThe {subject} weighs {number + 100} grams in the museum shop.",
        }
        | odd
        for number, (subject, odd) in enumerate(zip(subjects, strange, strict=False))
    ]


def write(folder: Path, documents: list[dict[str, Any]]) -> None:
    (folder / "hostile.jsonl").write_text("\n".join(map(json.dumps, documents)))


def links(message: Message) -> list[str]:
    return [button["url"] for button in message.buttons if button.get("url")]


def shown(message: Message) -> str:
    """All that is read of it."""
    return "\n".join([message.text, *(str(button.get("label")) for button in message.buttons)])


async def test_answer_arrives_whatever_its_document_is_called_and_wherever_it_is(own_stage: Stage) -> None:
    documents = hostile()
    write(own_stage.bot.documents, documents)
    await own_stage.bot.start()

    for number, document in enumerate(documents):
        subject = document["text"].partition("The ")[2].partition(" weighs")[0]
        answer = await own_stage.ask(f"How many grams does the {subject} weigh?")

        is_chinese = document["title"].startswith("家")  # and so are its words, which the question has in other forms
        assert is_chinese or f"The {subject} weighs {number + 100} grams in the museum shop." in said(answer)
        assert answer.pinged == []
        assert not COMMANDS & set(shown(answer)), document
        assert all(button.get("label", "").strip("\u200b ") for button in answer.buttons)
    refused = [request for request in own_stage.sandbox.requests if request.status == 400]
    assert (refused, own_stage.sandbox.violations) == ([], [])
    assert "Traceback" not in own_stage.bot.log


async def test_lists_summaries_and_choices_name_every_document(own_stage: Stage) -> None:
    documents = hostile()
    write(own_stage.bot.documents, documents)
    await own_stage.bot.start()
    page = (await own_stage.ada.slash(own_stage.channel, "sources")).response

    pages = [shown(page)]
    while not next(button for button in page.buttons if button["label"] == "Next ›").get("disabled"):
        await own_stage.ada.click(page, "Next ›")
        pages.append(shown(page))
    choices = [
        choice
        for typed in ("", "About", "a", "x", "家", "\u202e")
        for choice in await own_stage.ada.autocomplete(
            own_stage.channel, "summary", {"document": typed}, focused="document"
        )
    ]
    digest = (await own_stage.ada.slash(own_stage.channel, "digest")).response
    summaries = [
        (await own_stage.ada.slash(own_stage.channel, "summary", document=document["id"])).response
        for document in documents
    ]

    told = [*pages, *(choice.name for choice in choices), shown(digest), *map(shown, summaries)]
    assert not [text for text in told if COMMANDS & set(text) or not text.strip("\u200b ")]
    assert len(choices) > 25
    assert not [request for request in own_stage.sandbox.requests if request.status == 400]
    assert "Traceback" not in own_stage.bot.log


async def test_quote_with_directions_of_its_own_stays_verbatim_and_ends_them(own_stage: Stage) -> None:
    sentence = "The copper \u202edlrow\u202c kettle of Wendt is \u2066\u202enevig to the harbour club."
    write(own_stage.bot.documents, [HANDBOOK | {"id": "k", "title": "Kettles", "text": sentence}])
    await own_stage.bot.start()

    answer = await own_stage.ask("To whom is the copper kettle of Wendt given, the harbour club?")

    assert f"{sentence}\u202c\u2069\n" in said(answer)


async def test_address_that_is_no_link_stands_beside_the_source(own_stage: Stage) -> None:
    pumps = {"id": "p", "title": "Pumps", "url": "http://wiki/pump", "text": "The pump house holds four pumps."}
    write(own_stage.bot.documents, [HANDBOOK | pumps])
    await own_stage.bot.start()

    answer = await own_stage.ask("How many pumps does the pump house hold?")

    assert "1 · Pumps · Space Club · 2025-03-01 · http://wiki/pump" in said(answer)
    assert links(answer) == []


PLACES = [
    ("components.1.components.0.url", "In components.1.components.0.url: This is refused on purpose."),
    ("components.1", "In components.1: This is refused on purpose."),
    ("components", "In components: This is refused on purpose."),
    ("embeds.0.footer", "In embeds.0.footer: This is refused on purpose."),
    ("message_reference", "In message_reference: This is refused on purpose."),
    ("embeds.0.description", "In embeds.0.description: This is refused on purpose."),
    ("embeds", "In embeds: This is refused on purpose."),
    ("components.*.url", "In components.1.components.0.url: This is refused on purpose."),
]


@pytest.mark.parametrize(("place", "logged"), PLACES)
async def test_answer_is_sent_without_what_discord_refuses(stage: Stage, place: str, logged: str) -> None:
    room, log = new_room(stage), stage.bot.log
    stage.sandbox.objections.refuse(place)

    asked = await room.ada.write(room.channel, f"{stage.sandbox.bot.mention} {DINNER}")
    await room.channel.until(lambda: len(room.channel.history()) == 2)
    answer = room.channel.history()[1]

    assert "Dinner is served at seven in the galley." in said(answer)
    assert answer.reply_to is (None if place == "message_reference" else asked)
    assert bool(links(answer)) is (place in {"message_reference", "embeds.0.footer"})
    assert stage.bot.log.removeprefix(log).count(logged) == 1
    assert "Traceback" not in stage.bot.log.removeprefix(log)


@pytest.mark.parametrize("place", ["components.1.components.0.url", "embeds.0.title", "embeds.0.description"])
async def test_answer_to_a_command_is_sent_without_what_discord_refuses(stage: Stage, place: str) -> None:
    room = new_room(stage)
    stage.sandbox.objections.refuse(place)

    answer = (await room.ada.slash(room.channel, "ask", question=DINNER)).response

    assert "Dinner is served at seven in the galley." in said(answer)


async def test_words_are_sent_where_discord_refuses_everything_else(stage: Stage) -> None:
    room = new_room(stage)
    stage.sandbox.objections.refuse("components.*.url")
    stage.sandbox.objections.refuse("components.*.custom_id")
    stage.sandbox.objections.refuse("embeds.0.description", times=2)

    answer = await room.ask(DINNER)

    assert "Dinner is served at seven in the galley." in said(answer)
    assert (answer.embeds, answer.buttons, answer.pinged) == ([], [], [])


async def test_answer_is_no_reply_where_earlier_messages_may_not_be_read(stage: Stage) -> None:
    room = new_room(stage)
    assert isinstance(room.channel, GuildChannel)
    room.channel.permit(stage.sandbox.bot, deny=Permission.READ_MESSAGE_HISTORY)

    await room.ada.write(room.channel, f"{stage.sandbox.bot.mention} {QUESTION}")
    await room.channel.until(lambda: len(room.channel.history()) == 2)

    assert SENTENCE in said(room.channel.history()[1])
