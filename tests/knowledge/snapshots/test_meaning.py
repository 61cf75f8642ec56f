"""What documents mean is read in the background, kept beside the database, and leaves it with the documents."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from knowledge.index.files import write_arrays
from knowledge.index.vectors import key_of
from tests.knowledge.snapshots.reading import TEA, Encoder, all_read, file_of, kept, opened, share, tea, until

GUILD, OTHER = 7, 8
MARS = "Mars has two small moons."


@pytest.fixture
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents"
    path.mkdir()
    (path / "mars.txt").write_text(f"Mars\n{MARS}\n")
    return path


async def test_meaning_is_read_in_the_background_and_kept(folder: Path, encoder: Encoder) -> None:
    async with await opened(folder, encoder) as library:
        await all_read(library)
        await until(lambda: kept(folder) == {key_of("Mars"), key_of(MARS)})

    assert encoder.read == ["Mars", MARS]


async def test_meaning_is_not_read_again_after_a_restart(folder: Path, encoder: Encoder) -> None:
    async with await opened(folder, encoder) as library:
        await all_read(library)
    encoder.read.clear()

    async with await opened(folder, encoder) as library:
        await library.add(GUILD, tea())
        await all_read(library, GUILD)

    assert encoder.read == ["Tea", TEA]


async def test_closing_is_prompt_and_a_restart_goes_on_where_it_was(folder: Path, encoder: Encoder) -> None:
    encoder.seconds = 0.01
    texts = [f"Room {number} is blue." for number in range(60)]
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(f"Room {number}\n{text}\n")
    library = await opened(folder, encoder)
    await until(lambda: len(encoder.read) >= 70)

    began = time.monotonic()
    await library.close()
    took, read = time.monotonic() - began, len(encoder.read)
    async with await opened(folder, encoder) as library:
        await all_read(library)

    assert took < 1
    assert read < len(encoder.read) == len(set(encoder.read)) == 2 * len(texts) + 2


async def test_meaning_of_later_documents_is_read_while_others_come_all_the_time(
    folder: Path, encoder: Encoder
) -> None:
    async with await opened(folder, encoder) as library:
        for number in range(20):
            await library.add(GUILD, tea("tea", f"Tea number {number} is served."))
            await asyncio.sleep(0.01)
            if MARS in encoder.read:
                break

    assert MARS in encoder.read


async def test_guild_with_little_to_read_does_not_wait_for_one_with_much(folder: Path, encoder: Encoder) -> None:
    for number in range(50):
        (folder / f"{number}.txt").write_text(f"Room {number}\nRoom {number} is blue.\n")

    async with await opened(folder, encoder, quiet=0.5) as library:
        await library.add(GUILD, tea())
        await all_read(library, GUILD)

    assert encoder.read[:2] == ["Tea", TEA]


@pytest.mark.parametrize("damage", ["empty", "no index", "cut", "another file", "another encoder"])
async def test_meaning_is_read_again_when_the_file_cannot_be_used(folder: Path, encoder: Encoder, damage: str) -> None:
    async with await opened(folder, encoder) as library:
        await all_read(library)
    content = file_of(folder).read_bytes()
    damaged = {"empty": b"", "no index": b"no index", "cut": content[:-64]}
    if damage in damaged:
        file_of(folder).write_bytes(damaged[damage])
    elif damage == "another file":
        write_arrays(file_of(folder), {}, {"terms": np.zeros(3, np.int64)})
    encoder.read.clear()

    version = "another" if damage == "another encoder" else "one"
    async with await opened(folder, encoder, version=version) as library:
        await all_read(library)

    assert encoder.read == ["Mars", MARS]


async def test_meaning_leaves_the_file_with_its_document(folder: Path, encoder: Encoder) -> None:
    async with await opened(folder, encoder) as library:
        await library.add(GUILD, tea())
        await all_read(library, GUILD)
        await until(lambda: key_of(TEA) in kept(folder))

        await library.remove(GUILD, "tea")
        await until(lambda: key_of(TEA) not in kept(folder))

    assert kept(folder) == {key_of("Mars"), key_of(MARS)}


async def test_meaning_that_is_removed_just_before_the_end_leaves_the_file(folder: Path, encoder: Encoder) -> None:
    async with await opened(folder, encoder) as library:
        await library.add(GUILD, tea())
        await all_read(library, GUILD)
        await library.remove(GUILD, "tea")

    assert kept(folder) == {key_of("Mars"), key_of(MARS)}


async def test_meaning_of_guilds_that_nobody_asks_stays_until_they_are_erased(folder: Path, encoder: Encoder) -> None:
    async with await opened(folder, encoder) as library:
        for guild_id in (GUILD, OTHER):
            await library.add(guild_id, tea(text=f"{guild_id} {TEA}"))
            await all_read(library, guild_id)
    (folder / "mars.txt").write_text("Mars\nMars is red.\n")

    async with await opened(folder, encoder) as library:
        await all_read(library)
    stayed = kept(folder)
    async with await opened(folder, encoder) as library:
        await library.departures.leaves(OTHER)
        await library.housekeeping.tidy(0)

    shared = {key_of(text) for text in ("Mars", "Mars is red.")}
    own = {key_of("Tea"), key_of(f"{GUILD} {TEA}")}
    assert stayed == shared | own | {key_of(f"{OTHER} {TEA}")}
    assert kept(folder) == shared | own


async def test_library_goes_on_when_the_meaning_cannot_be_kept(
    folder: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    file_of(folder).mkdir(parents=True)

    async with await opened(folder, encoder) as library:
        await all_read(library)
        found = await library.find(GUILD, "How many moons has Mars?")

    assert found.guild_id == GUILD
    assert "What the documents mean could not be kept" in caplog.text


async def test_meaning_is_read_with_the_next_change_when_it_could_not_be_read(
    folder: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    encoder.fails = True
    async with await opened(folder, encoder) as library:
        await until(lambda: "could not be read" in caplog.text)
        encoder.fails = False
        await library.add(GUILD, tea())
        await all_read(library, GUILD)

    assert set(encoder.read) == {"Mars", MARS, "Tea", TEA}


async def test_half_a_file_of_a_program_that_was_killed_is_cleared_away(folder: Path, encoder: Encoder) -> None:
    async with await opened(folder, encoder) as library:
        await all_read(library)
    half = file_of(folder).with_name("meaning.vectorsa1b2c3")
    half.write_bytes(b"half")

    async with await opened(folder, encoder):
        pass

    assert (half.exists(), file_of(folder).exists()) == (False, True)


async def test_without_meaning_nothing_is_read_and_nothing_stays(folder: Path, encoder: Encoder) -> None:
    async with await opened(folder, encoder) as library:
        await all_read(library)
    encoder.read.clear()

    async with await opened(folder, None) as library:
        told = await share(library)

    assert (told, encoder.read, file_of(folder).exists()) == (None, [], False)


PROGRAM = """
import asyncio, sys
from pathlib import Path
from knowledge.library import Library

async def main():
    async with await Library.open(Path("quoth.sqlite3"), Path("documents")) as library:
        found = await library.find(7, "How many moons has Mars?")
        print(len(found.answer.quotes), "knowledge.meaning.encoder" in sys.modules)

asyncio.run(main())
"""


def test_without_meaning_the_encoder_is_not_loaded(folder: Path) -> None:
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=True)  # noqa: S603 our own

    assert ran.stdout == "1 False\n"
