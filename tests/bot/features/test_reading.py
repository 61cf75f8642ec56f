"""/summary, /sources and /help: finding one's way in the documents."""

import pytest

from bot.sandbox import NotOffered
from tests.bot.features.stage import ARTICLE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
TITLE = ARTICLE.read_text().partition("\n")[0]


@pytest.mark.parametrize(("length", "sentences"), [({}, 3), ({"length": "medium"}, 6), ({"length": "long"}, 12)])
async def test_summary_quotes_as_many_sentences_as_wished(stage: Stage, length: dict[str, str], sentences: int) -> None:
    (choice,) = await stage.ada.autocomplete(stage.channel, "summary", {"document": "tiangong"}, focused="document")

    summary = await stage.ada.slash(stage.channel, "summary", document=choice.value, **length)

    quotes = [line.removeprefix("> ") for line in summary.response.text.splitlines() if line.startswith("> ")]
    assert len(quotes) == sentences
    assert [quote in ARTICLE.read_text() for quote in quotes] == [True] * sentences


async def test_summary_names_the_document_and_who_published_it(stage: Stage) -> None:
    summary = await stage.ada.slash(stage.channel, "summary", document=TITLE)

    assert said(summary.response).startswith(TITLE)
    assert "\nNDTV · 387 words\n" in said(summary.response)


async def test_summary_of_a_document_with_a_very_long_id_is_found_by_its_choice(stage: Stage) -> None:
    (choice,) = await stage.ada.autocomplete(stage.channel, "summary", {"document": "crew"}, focused="document")

    summary = await stage.ada.slash(stage.channel, "summary", document=choice.value)

    assert said(summary.response).startswith("The crew handbook\n")


async def test_sources_are_listed_with_publisher_date_and_length(stage: Stage) -> None:
    listed = await stage.ada.slash(stage.channel, "sources")

    assert listed.ephemeral
    assert f"{TITLE}\nNDTV · 387 words\n" in said(listed.response)


async def test_sources_are_paged_by_buttons(stage: Stage) -> None:
    listed = await stage.ada.slash(stage.channel, "sources")

    await stage.ada.click(listed.response, "Next ›")

    assert said(listed.response).startswith("15 documents\nMoon 09\n")
    assert said(listed.response).endswith("Space Club · 2025-03-01 · 19 words\nPage 2 of 2")


async def test_sources_lead_back_and_no_further(stage: Stage) -> None:
    listed = await stage.ada.slash(stage.channel, "sources")
    await stage.ada.click(listed.response, "Next ›")

    await stage.ada.click(listed.response, "‹ Back")

    with pytest.raises(NotOffered, match="greyed out"):
        await stage.ada.click(listed.response, "‹ Back")


async def test_help_takes_five_lines_and_disturbs_nobody(stage: Stage) -> None:
    helped = await stage.ada.slash(stage.channel, "help")

    assert helped.ephemeral
    assert len(said(helped.response).splitlines()) == 5


async def test_help_names_every_command(stage: Stage) -> None:
    helped = await stage.mo.slash(stage.channel, "help")

    slash = {name for name in stage.mo.commands(stage.channel) if name.islower()}
    assert {name for name in slash - {"help"} if f"/{name}" not in helped.response.text} == set()
