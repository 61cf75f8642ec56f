"""People read what they alone see in their language, and what everyone sees in the server's."""

import pytest

from bot.languages import ENGLISH, language_of
from bot.sandbox import Json
from bot.sandbox.rules.commands import LOCALES
from tests.bot.features.stage import QUESTION, SENTENCE, UNANSWERABLE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
OURS = {locale for locale in LOCALES if language_of(locale) is not ENGLISH}


@pytest.mark.parametrize(
    ("locale", "opening"),
    [("de", "Das weiß ich nicht."), ("ar", "لا أعرف."), ("ja", "わかりません。")],
)
async def test_private_answer_is_in_the_language_of_the_person(stage: Stage, locale: str, opening: str) -> None:
    person = stage.sandbox.user(f"Kim {locale}", locale=locale)
    stage.guild.join(person)

    asked = await person.slash(stage.channel, "ask", question=UNANSWERABLE, private=True)

    assert f"\n{opening} " in said(asked.response)


async def test_public_answer_is_in_the_language_of_the_server(stage: Stage) -> None:
    guild = stage.sandbox.guild("Raumfahrtklub")
    channel = guild.text("allgemein")
    guild.join(stage.ada)
    guild.change_locale("de")

    asked = await stage.ada.slash(channel, "ask", question=QUESTION)
    reply = await stage.ask(QUESTION, stage.ada, channel)

    assert asked.response.embeds[0]["footer"]["text"].startswith("Wörtlich zitiert · zu ")
    assert reply.embeds[0]["footer"]["text"].startswith("Wörtlich zitiert · zu ")


async def test_quotes_stay_as_they_are_written(stage: Stage) -> None:
    person = stage.sandbox.user("Hanna", locale="de")
    stage.guild.join(person)

    asked = await person.slash(stage.channel, "ask", question=QUESTION, private=True)

    assert SENTENCE in said(asked.response)


async def test_language_that_is_not_here_is_answered_in_english(stage: Stage) -> None:
    person = stage.sandbox.user("Bartek", locale="pl")
    stage.guild.join(person)

    asked = await person.slash(stage.channel, "ask", question=UNANSWERABLE, private=True)

    assert "\nI don't know. " in said(asked.response)


async def test_commands_are_described_in_every_language_that_discord_has(stage: Stage) -> None:
    described = [text for command in stage.sandbox.world.commands.values() for text in texts_of(command.form)]

    assert len(described) > 10
    assert [text for text, translated in described if translated != OURS] == []


def texts_of(form: Json) -> list[tuple[str, set[str]]]:
    """What is read (not typed) of a command, and the locales that it is translated to."""
    read = "description" if form.get("description") else "name"
    own = [(form[read], set(form.get(f"{read}_localizations") or {}))]
    return own + [text for each in (*form.get("options", ()), *form.get("choices", ())) for text in texts_of(each)]
