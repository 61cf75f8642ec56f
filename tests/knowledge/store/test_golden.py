"""Golden questions: what they tell about the documents, and that they can keep worse ones out."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.errors import ReloadRefused
from knowledge.library import SHARED, Library
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind
from knowledge.store.goldens import MOST_GOLDENS, Checked, Trial, check_goldens

GUILD, OTHER = 7, 8
DINNER, MOON = "When is dinner served?", "Who built the moon elevator?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "documents"
    place.mkdir()
    (place / "plan.txt").write_text("Plan\nDinner is served at seven in the galley.")
    return place


@pytest.fixture
async def library(tmp_path: Path, folder: Path) -> AsyncIterator[Library]:
    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as opened:
        await opened.goldens.add(GUILD, DINNER, "plan.txt")
        await opened.goldens.add(GUILD, MOON, None)
        yield opened


async def trial_of(library: Library, *, refuse: bool) -> Trial:
    return Trial(GUILD, await library.goldens.of(GUILD), refuse=refuse)


async def test_check_asks_each_question(library: Library) -> None:
    checked = check_goldens(await library.goldens.of(GUILD), (await library.base(GUILD)))

    assert [(each.question, each.found, each.passed) for each in checked] == [
        (DINNER, "plan.txt", True),
        (MOON, None, True),
    ]


async def test_reload_reports_what_it_breaks(library: Library, folder: Path) -> None:
    (folder / "plan.txt").write_text("Plan\nWe sing in the morning.")
    trial = await trial_of(library, refuse=False)

    reload = await library.reload(trial=trial)

    assert reload.changed == ("Plan",)
    assert [each.question for each in trial.broken] == [DINNER]


async def test_reload_that_breaks_a_question_can_be_refused(library: Library, folder: Path) -> None:
    (folder / "plan.txt").write_text("Plan\nWe sing in the morning.")

    with pytest.raises(ReloadRefused):
        await library.reload(trial=await trial_of(library, refuse=True))

    assert "Dinner" in (await library.base(SHARED)).document("plan.txt").text


async def added_folder(library: Library, place: Path, text: str, beside: int = 0) -> int:
    """A folder as a source, with `beside` more files that take their time to be read."""
    place.mkdir()
    (place / "a.txt").write_text(text)
    for number in range(beside):
        (place / f"b{number}.txt").write_text(f"Number {number}\nIt is a number.")
    return (await library.sources.add(GUILD, NewSource(kind=Kind.FOLDER, address=str(place)))).number


async def test_each_of_two_reloads_at_once_stands_its_own_trial(library: Library, tmp_path: Path) -> None:
    mars = await added_folder(library, tmp_path / "mars", "Mars\nMars has two small moons.", beside=40)
    venus = await added_folder(library, tmp_path / "venus", "Venus\nVenus spins backwards.")
    (found,) = (one.id for one in (await library.own_documents(GUILD)).values() if one.title == "Mars")
    await library.goldens.add(GUILD, "How many moons has Mars?", found)
    (tmp_path / "mars" / "a.txt").write_text("Mars\nNothing is said here any more.")
    (tmp_path / "venus" / "a.txt").write_text("Venus\nVenus is hot.")
    trial = await trial_of(library, refuse=True)

    slow = asyncio.create_task(library.reload(trial=trial, guild_id=GUILD, number=mars))
    await library.reload(trial=await trial_of(library, refuse=True), guild_id=GUILD, number=venus)

    with pytest.raises(ReloadRefused):
        await slow
    assert "two small moons" in (await library.own_documents(GUILD))[found].text


async def test_document_added_during_a_reload_does_not_stand_its_trial(library: Library, tmp_path: Path) -> None:
    numbers = await added_folder(library, tmp_path / "numbers", "Zero\nIt is a number.", beside=40)
    trial, begun = await trial_of(library, refuse=True), asyncio.Event()
    reload = asyncio.create_task(library.reload(lambda _: begun.set(), trial, GUILD, numbers))
    await begun.wait()

    await library.add(GUILD, Document(id="elevator", title="Elevator", text="Ada built the moon elevator."))

    assert not reload.done()
    assert "elevator" in await library.own_documents(GUILD)
    await reload


async def test_reload_is_not_refused_for_what_was_broken_before(library: Library, folder: Path) -> None:
    await library.goldens.add(GUILD, "What is the meaning of life?", "plan.txt")
    (folder / "song.txt").write_text("Song\nWe sing in the morning.")

    reload = await library.reload(trial=await trial_of(library, refuse=True))

    assert reload.added == ("Song",)


async def test_golden_question_of_another_guild_is_out_of_reach(library: Library) -> None:
    first = (await library.goldens.of(GUILD))[0]

    assert not await library.goldens.drop(OTHER, first.number)
    assert await library.goldens.of(OTHER) == []


async def test_golden_question_replaces_the_one_with_its_words(library: Library) -> None:
    await library.goldens.add(GUILD, DINNER, None)

    assert [golden.document_id for golden in await library.goldens.of(GUILD)] == [None, None]


async def test_golden_questions_are_not_without_end(library: Library) -> None:
    added = [await library.goldens.add(OTHER, f"Question {number}?", None) for number in range(MOST_GOLDENS + 1)]

    assert added == [True] * MOST_GOLDENS + [False]


def test_checked_passes_when_it_came_out_as_expected() -> None:
    assert Checked(number=1, question="Q", expected=None, found=None).passed
    assert not Checked(number=1, question="Q", expected=None, found="plan.txt").passed
