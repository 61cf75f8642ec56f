"""Adds and reloads, and is killed in the middle of them: python churn.py FOLDER ROUNDS SEED.

Each round is a process of its own, made by fork so that nothing is imported again, killed at a random moment.
Afterwards whoever comes next must find a whole database. Prints one line of JSON for each round.
"""

import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from knowledge import Document
from knowledge.library import SHARED, Library
from knowledge.sources.models import Kind

GUILD = 7
FILES = 30
QUESTION = "Which generation has the file number 3?"


def text(generation: int, number: int) -> str:
    """What a file says in a generation; long, so that writing takes a while."""
    filler = "\n\n".join(f"Filler {number}-{line} of generation {generation} says nothing." for line in range(40))
    return f"File {number}\nThe file number {number} has the generation {generation}.\n\n{filler}\n"


def write_generation(folder: Path, generation: int) -> None:
    """What the next reload is to find."""
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(text(generation, number))


async def prepare(folder: Path, database: Path) -> None:
    """What is old when the first round begins."""
    async with await Library.open(database, folder):
        pass


async def churn(folder: Path, database: Path, generation: int) -> None:
    """Until it is killed."""
    async with await Library.open(database, folder) as library:
        while True:
            generation += 1
            await asyncio.to_thread(write_generation, folder, generation)
            await library.reload()
            await library.sources.give(GUILD, Kind.FILE, "given.txt", text(generation, 3).encode())
            await library.add(GUILD, Document(id="own", title="Own", text=text(generation, 5)))


async def look(folder: Path, database: Path) -> dict[str, object]:
    """What a database holds after a kill, and whether the next reload and question go well."""
    held = rows(database, "SELECT id, texts.text FROM documents JOIN texts ON number = documents.text WHERE source = 1")
    generations = sorted({int(said.split("generation ")[1].split(".")[0]) for _, said in held})
    latest = max(generations, default=0) + 1
    await asyncio.to_thread(write_generation, folder, latest)
    async with await Library.open(database, folder) as library:
        answer = (await library.base(SHARED)).ask(QUESTION, threshold=0.0)
        asked = await library.ask(GUILD, QUESTION, asker=1)
    return {
        "integrity": rows(database, "PRAGMA integrity_check"),
        "broken": rows(database, "PRAGMA foreign_key_check"),
        "generations": generations,
        "whole": [name for name, said in held if said.strip() != text(generations[0], number_of(name)).strip()] == [],
        "answer": answer.quotes[0].text == f"The file number 3 has the generation {latest}.",
        "kept": asked.number > 0,
        "latest": latest,
    }


def rows(database: Path, statement: str) -> list[tuple[str, ...]]:
    """What is in the file, seen without Quoth."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(statement).fetchall()


def number_of(name: str) -> int:
    """Of "3.txt"."""
    return int(name.removesuffix(".txt"))


def fork(folder: Path, database: Path, generation: int) -> int:
    """A process that churns."""
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(churn(folder, database, generation))
        finally:
            os._exit(1)
    return child


def main() -> None:
    """One line for each round."""
    place, rounds, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))  # noqa: S311 a dice
    folder, database = place / "documents", place / "quoth.sqlite3"
    folder.mkdir()
    write_generation(folder, 0)
    asyncio.run(prepare(folder, database))
    generation = 0
    for _ in range(rounds):
        child = fork(folder, database, generation)
        time.sleep(chance.uniform(0.05, 1.0))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        result = asyncio.run(look(folder, database))
        generation = int(str(result["latest"]))
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
