"""What is kept of people and of guilds, and that it goes when it should: in a real database."""

import io
import json
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.library import Library
from knowledge.store.records import Held, Turn, Vote

GUILD, OTHER = 7, 8
ADA, BOB = 1, 2


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "quoth.sqlite3"


@pytest.fixture
async def library(tmp_path: Path, database: Path) -> AsyncIterator[Library]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text("Plan\nDinner is served at seven.")
    async with await Library.open(database, folder) as opened:
        yield opened


def everything(database: Path) -> str:
    """All that stands in the file, as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


async def test_held_counts_what_is_kept_of_a_person(library: Library) -> None:
    person = library.pseudonym(ADA)
    asked = await library.ask(GUILD, "When is dinner?", asker=ADA)
    await library.votes.cast(GUILD, asked.number, Vote(person, helpful=True))
    await library.curation.tell(GUILD, asked.number, ADA)
    await library.ask(GUILD, "When is dinner?", asker=BOB)

    assert await library.privacy.held(person, ADA) == Held(questions=1, votes=1, waiting=1)


async def test_forget_erases_a_person_and_nobody_else(library: Library, database: Path) -> None:
    mine = await library.ask(GUILD, "When is dinner served today?", asker=ADA)
    theirs = await library.ask(GUILD, "Where is dinner served?", asker=BOB)
    await library.votes.cast(GUILD, theirs.number, Vote(library.pseudonym(ADA), helpful=True))

    await library.privacy.forget(library.pseudonym(ADA), ADA)

    assert [await library.asked(GUILD, each.number) for each in (mine, theirs)] == [None, theirs]
    assert library.pseudonym(ADA) not in everything(database)


async def test_opted_out_person_is_answered_and_not_stored(library: Library, database: Path) -> None:
    person = library.pseudonym(ADA)
    theirs = await library.ask(GUILD, "Where is dinner served?", asker=BOB)
    await library.privacy.opt_out(person, ADA)

    asked = await library.ask(GUILD, "Secretly: when is dinner served?", asker=ADA)
    voted = await library.votes.cast(GUILD, theirs.number, Vote(person, helpful=True))
    await library.privacy.set_home(person, GUILD)

    assert (asked.number, bool(asked.answer.quotes), voted) == (0, True, False)
    assert "ecretly" not in everything(database)
    assert everything(database).count(person) == 1  # that they opted out


async def test_opting_out_erases_what_was_kept(library: Library) -> None:
    person = library.pseudonym(ADA)
    await library.ask(GUILD, "When is dinner?", asker=ADA)

    await library.privacy.opt_out(person, ADA)

    assert await library.privacy.held(person, ADA) == Held(0, 0, 0)


async def test_opting_in_again_keeps_questions_again(library: Library) -> None:
    await library.privacy.opt_out(library.pseudonym(ADA), ADA)

    await library.privacy.opt_in(library.pseudonym(ADA))

    assert (await library.ask(GUILD, "When is dinner?", asker=ADA)).number > 0


async def test_tidy_erases_old_questions(library: Library, database: Path) -> None:
    asked = await library.ask(GUILD, "When is dinner?", asker=ADA)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE questions SET asked_at = asked_at - 31 * 24 * 3600")

    await library.housekeeping.tidy(grace=0)

    assert await library.asked(GUILD, asked.number) is None


async def test_tidy_erases_guilds_that_were_left_and_no_others(library: Library, database: Path) -> None:
    for guild_id in (GUILD, OTHER):
        await library.add(guild_id, Document(id="own", title="Own", text=f"The code of guild {guild_id} is green."))
        await library.settings.put(guild_id, "language", "de")
        await library.goldens.add(guild_id, f"What is the code of guild {guild_id}?", "own")
    await library.departures.leaves(GUILD)

    await library.housekeeping.tidy(grace=0)

    assert (list((await library.base(GUILD)).documents), "own" in (await library.base(OTHER)).documents) == (
        ["plan.txt"],
        True,
    )
    assert "guild 7" not in everything(database)
    assert library.settings.get(OTHER, "language") == "de"


@pytest.mark.parametrize("back", [True, False])
async def test_tidy_waits_for_the_end_of_the_grace_and_spares_those_who_came_back(library: Library, back: bool) -> None:
    await library.add(GUILD, Document(id="own", title="Own", text="The code is green."))
    await library.departures.stays(set())
    if back:
        await library.departures.stays({GUILD})

    await library.housekeeping.tidy(grace=0 if back else 60)

    assert "own" in (await library.base(GUILD)).documents


async def test_export_holds_all_of_a_guild_and_nothing_of_others_or_of_who_asked(library: Library) -> None:
    await library.add(GUILD, Document(id="own", title="Own", text="The code is green."))
    asked = await library.ask(GUILD, "What is the code?", asker=ADA)
    await library.votes.cast(GUILD, asked.number, Vote(library.pseudonym(ADA), helpful=True, comment="Good"))
    await library.goldens.add(GUILD, "What is the code?", "own")
    await library.ask(OTHER, "A secret of others?", asker=BOB)

    with zipfile.ZipFile(io.BytesIO(await library.housekeeping.export(GUILD))) as archive:
        rows = {name: [json.loads(line) for line in archive.read(name).splitlines()] for name in archive.namelist()}

    assert rows["documents.jsonl"] == [{"id": "own", "title": "Own", "text": "The code is green."}]
    assert [(row["question"], row["answered"], row["quotes"]) for row in rows["questions.jsonl"]] == [
        ("What is the code?", True, ["own"])
    ]
    assert [(row["helpful"], row["comment"]) for row in rows["votes.jsonl"]] == [(True, "Good")]
    assert rows["golden.jsonl"] == [{"question": "What is the code?", "document_id": "own"}]
    assert library.pseudonym(ADA) not in json.dumps(rows)


async def test_forget_leaves_no_trace_in_any_table_also_of_what_carried_a_question_on(
    library: Library, database: Path
) -> None:
    kim, person = 123_456_789_012, library.pseudonym(123_456_789_012)
    follows, numbers = None, []
    for asker in (kim, BOB, ADA, BOB):
        words = "When is dinner, pumpernickel?" if asker == kim else "And when?"
        history = await library.turns.leading_to(GUILD, follows)
        asked = await library.keep(await library.find(GUILD, words, earlier=history), asker, follows=follows)
        await library.turns.claim(777_000 + asked.number)
        turn = Turn(5, 888_000 + asked.number, " ".join([words, *history]), 777_000 + asked.number, follows)
        await library.turns.add(GUILD, asked.number, turn)
        follows = asked.number
        numbers.append(asked.number)
    await library.votes.cast(GUILD, numbers[1], Vote(person, helpful=False, comment="Pumpernickel!"))
    await library.curation.tell(GUILD, numbers[1], kim)
    await library.privacy.set_home(person, GUILD)
    found = await library.find(GUILD, "Does the pumpernickel come from Kim?")
    await library.keep(found, BOB, author=kim)
    assert everything(database).lower().count("pumpernickel") > 5

    await library.privacy.forget(person, kim)

    kept = everything(database)
    traces = [person, str(kim), "pumpernickel", str(777_000 + numbers[0]), str(888_000 + numbers[0])]
    assert [trace for trace in traces if trace in kept.lower()] == []
    assert await library.privacy.held(person, kim) == Held(0, 0, 0)
    assert await library.asked(GUILD, numbers[1]) is not None


@pytest.mark.parametrize("meanwhile", ["it was answered", "the answer was sent"])
async def test_what_carried_on_a_question_that_is_forgotten_meanwhile_keeps_nothing_of_it(
    library: Library, database: Path, meanwhile: str
) -> None:
    first = await library.ask(GUILD, "When is dinner, pumpernickel?", asker=ADA)
    found = await library.find(GUILD, "And when?", earlier=[first.answer.question])
    if meanwhile == "the answer was sent":
        found = await library.keep(found, BOB, follows=first.number)

    await library.privacy.forget(library.pseudonym(ADA), ADA)

    kept = found if found.number else await library.keep(found, BOB, follows=first.number)
    turn = Turn(5, 888_000, "and dinner pumpernickel when", 777_000, first.number)
    await library.turns.add(GUILD, kept.number, turn)
    assert "pumpernickel" not in everything(database)
    assert await library.turns.leading_to(GUILD, kept.number) == ("And when?",)


def steps(database: Path) -> list[str]:
    """What is left to do of an erasing."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT step FROM erasures")]


async def test_sweeping_waits_for_another_program_and_is_done_later(library: Library, database: Path) -> None:
    await library.ask(GUILD, "When is dinner, pumpernickel?", asker=ADA)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM questions").fetchall()
        await library.privacy.forget(library.pseudonym(ADA), ADA)
        left_meanwhile = steps(database)

    await library.housekeeping.tidy(grace=0)

    assert (left_meanwhile, steps(database)) == (["file"], [])
    files = [database, database.with_name(f"{database.name}-wal")]
    assert not any(b"pumpernickel" in path.read_bytes() for path in files)


async def test_words_of_whoever_opted_out_are_not_kept_as_somebody_elses_question(library: Library) -> None:
    await library.privacy.opt_out(library.pseudonym(ADA), ADA)

    kept = await library.keep(await library.find(GUILD, "When is dinner?"), BOB, author=ADA)

    assert kept.number == 0
