"""A database that has been used, and what may happen to it while nobody looks."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from knowledge import Document
from knowledge.library import Library
from knowledge.sources.models import Kind
from knowledge.store.records import Turn, Vote

GUILD = 7
SENTENCE = "Dinner is served at seven."
QUESTION = "When is dinner served?"


async def use(database: Path, folder: Path) -> None:
    """Documents of three kinds, questions with votes and turns, and settings."""
    folder.mkdir()
    (folder / "plan.txt").write_text(f"Plan\n{SENTENCE}\n")
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Moon {number}\n" + f"Moon {number} is made of cheese. " * 40)
    async with await Library.open(database, folder) as library:
        await library.add(GUILD, Document(id="own", title="Own", text="Breakfast is at eight."))
        await library.sources.give(GUILD, Kind.FILE, "given.txt", b"Given\nLunch is at noon.\n")
        for number in range(30):
            asked = await library.ask(GUILD, f"{QUESTION} {number}", asker=number)
            await library.votes.cast(GUILD, asked.number, Vote(f"voter {number}", helpful=True))
            await library.turns.add(GUILD, asked.number, Turn(1, asked.number, "sense"))
            await library.turns.claim(2**60 + number)
        await library.settings.put(GUILD, "answers", "{}")
        await library.privacy.opt_out("nobody", 1)


def copied(database: Path, place: Path) -> Path:
    """The same database elsewhere."""
    place.mkdir()
    return Path(shutil.copy(database, place / database.name))


def overwrite(database: Path, seed: int, count: int = 40) -> None:
    """So many random bytes at random places."""
    chance = random.Random(seed)  # noqa: S311 a dice
    content = bytearray(database.read_bytes())
    for _ in range(count):
        content[chance.randrange(len(content))] = chance.randrange(256)
    database.write_bytes(content)


def overwrite_page(database: Path, seed: int) -> None:
    """One page, whole; not the first, without which nothing is known of the others."""
    chance = random.Random(seed)  # noqa: S311 as above
    content = bytearray(database.read_bytes())
    page = chance.randrange(1, len(content) // 4096)
    content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    database.write_bytes(content)


def change(database: Path, statement: str, *parameters: object) -> None:
    """As a program that knows no rules."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement, parameters)


def spoil(database: Path) -> None:
    """Every page but the first."""
    content = bytearray(database.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    database.write_bytes(content)
