"""Long documents in Discord: an outline first, then what each section says; and /digest. A hundred pages of them."""

import io
import sqlite3
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from bot.sandbox import Message, NotOffered
from tests.bot.features.stage import Stage, new_stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANUAL = "The harbour manual"
THINGS = (
    "cranes boats sails engines lamps keys ropes anchors permits tides depths piers fees storms gates cables".split()
)
WEEKS = 7 * 24 * 60 * 60


def write_manual(pages: int) -> bytes:
    """A PDF with a chapter on each page."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(MANUAL, styles["Title"])]
    for page in range(1, pages + 1):
        thing, other = THINGS[page % len(THINGS)], THINGS[(page * 7 + 3) % len(THINGS)]
        story.append(Paragraph(f"Chapter {page} on {thing}", styles["Heading1"]))
        for number in range(1, 7):
            text = (
                f"Rule {page}.{number} says that the {thing} of the harbour are looked at in month {number}. "
                f"Whoever brings {other} to the {thing} of pier {page} pays a fee of {page + number} crowns."
            )
            story.append(Paragraph(text, styles["BodyText"]))
        story.append(PageBreak())
    written = io.BytesIO()
    SimpleDocTemplate(written, title=MANUAL).build(story)
    return written.getvalue()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def harbour(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A bot that knows a book of a hundred pages, too."""
    async with new_stage(tmp_path_factory.mktemp("harbour")) as own:
        (own.bot.documents / "manual.pdf").write_bytes(write_manual(100))
        await own.bot.start()
        yield own


async def reload(stage: Stage) -> None:
    reloaded = await stage.mo.slash(stage.channel, "knowledge reload")
    assert await reloaded.response.until(lambda: "Done" in reloaded.response.text, 30)


async def outline(harbour: Stage) -> Message:
    told = await harbour.ada.slash(harbour.channel, "summary", document=MANUAL)
    return told.response


async def test_long_document_is_shown_by_gist_and_outline(harbour: Stage) -> None:
    shown = await outline(harbour)

    text = said(shown)
    assert text.startswith(f"{MANUAL}\n")
    assert "Sections\n1 · Chapter 1 on boats · p. 1\n2 · Chapter 2 on sails · p. 2\n" in text
    assert "\nand 75 more\n" in text
    assert len(shown.selects[0]["options"]) == 25


async def test_section_that_is_picked_is_told_to_the_one_who_picked_it(harbour: Stage) -> None:
    shown = await outline(harbour)

    picked = await harbour.bob.select(shown, "7 · Chapter 7 on anchors")

    assert (harbour.bob.sees(picked.response), harbour.ada.sees(picked.response)) == (True, False)
    assert said(picked.response).startswith(f"Chapter 7 on anchors · {MANUAL}\n")
    assert "the anchors of" in said(picked.response)


async def test_outline_is_paged_to_the_last_section(harbour: Stage) -> None:
    shown = await outline(harbour)
    for _ in range(3):
        await harbour.bob.click(shown, "Next ›")

    picked = await harbour.bob.select(shown, shown.selects[0]["options"][-1]["label"])

    assert said(picked.response).startswith("Chapter 100 on lamps")
    with pytest.raises(NotOffered, match="greyed out"):
        await harbour.bob.click(shown, "Next ›")


async def test_section_is_told_in_the_language_of_the_person(harbour: Stage) -> None:
    person = harbour.sandbox.user("Greta", locale="de")
    harbour.guild.join(person)

    picked = await person.select(await outline(harbour), "7 · Chapter 7 on anchors")

    assert picked.response.embeds[0]["footer"]["text"] == "Wörtlich zitiert, in der Reihenfolge des Dokuments"


async def test_outline_outlives_a_restart_and_tells_when_the_document_has_changed(harbour: Stage) -> None:
    shown = await outline(harbour)
    await harbour.bob.click(shown, "Next ›")
    await harbour.bot.stop()
    await harbour.bot.start()

    before = await harbour.bob.select(shown, "30 · Chapter 30 on gates")
    (harbour.bot.documents / "manual.pdf").write_bytes(write_manual(2))
    await reload(harbour)
    after = await harbour.bob.select(shown, "30 · Chapter 30 on gates")

    assert said(before.response).startswith("Chapter 30 on gates")
    assert said(after.response) == ("That document is gone or reads differently now. Please use `/summary` again.")


async def test_digest_shows_what_was_added_and_what_was_changed(own_stage: Stage) -> None:
    await own_stage.bot.start()
    with sqlite3.connect(own_stage.bot.database) as connection:
        connection.execute("UPDATE documents SET added_at = ?1, changed_at = ?1", (int(time.time()) - 8 * WEEKS,))
    connection.close()
    (own_stage.bot.documents / "moon-03.txt").write_text("Moon 03\nMoon 03 is made of ice.\n")
    (own_stage.bot.documents / "mars.txt").write_text("Mars\nMars has two small moons.\n")
    await reload(own_stage)

    told = await own_stage.ada.slash(own_stage.channel, "digest", since="day")
    everything = await own_stage.ada.slash(own_stage.channel, "digest", since="2020-01-31")

    lines = said(told.response).splitlines()
    assert lines[0].startswith("2 new or changed documents since 20")
    assert sorted(line.partition(" <t:")[0] for line in lines[1:] if line) == [
        "Mars has two small moons.",
        "Mars · new",
        "Moon 03 is made of ice.",
        "Moon 03 · changed",
    ]
    assert said(everything.response).startswith("16 new or changed documents since 2020-01-31\n")


async def test_digest_is_paged_and_seen_by_the_asker_alone(stage: Stage) -> None:
    told = await stage.ada.slash(stage.channel, "digest")
    first = said(told.response)

    await stage.ada.click(told.response, "Next ›")

    assert (stage.ada.sees(told.response), stage.bob.sees(told.response)) == (True, False)
    assert first.endswith("\nPage 1 of 3")
    assert said(told.response).endswith("\nPage 2 of 3")
    assert said(told.response) != first


async def test_digest_says_when_nothing_is_new(stage: Stage) -> None:
    told = await stage.ada.slash(stage.channel, "digest", since="2999-01-01")

    assert said(told.response) == "Nothing was added or changed since 2999-01-01."


async def test_digest_asks_for_a_time_that_it_understands(stage: Stage) -> None:
    told = await stage.ada.slash(stage.channel, "digest", since="yesterday-ish")

    assert told.ephemeral
    assert said(told.response).startswith("I do not understand the time “yesterday-ish”. Say `day`")


async def test_digest_offers_periods_in_the_language_of_the_person(stage: Stage) -> None:
    person = stage.sandbox.user("Heidi", locale="de")
    stage.guild.join(person)

    choices = await person.autocomplete(stage.channel, "digest", {"since": "woche"}, focused="since")

    assert choices == [("die letzte Woche", "week")]


async def test_digest_of_a_server_shows_nothing_of_another_one(stage: Stage) -> None:
    told = await stage.zoe.slash(stage.elsewhere, "digest", since="month")

    assert said(told.response).startswith("15 new or changed documents since")
