"""How long questions take while many documents are read: python tests/knowledge/sources/load.py DOCUMENTS.jsonl

Every document becomes a file; they are added in one reload and changed in a second one, while questions are asked.
"""

import asyncio
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from knowledge.library import Library

QUESTIONS = (
    "Who attended the signing of the treaty?",
    "When was the city founded?",
    "What is the population of the region?",
    "How many moons has Mars?",
)


async def main() -> None:
    """One line for each reload: how long it took, and percentiles of the questions in milliseconds."""
    place = Path(tempfile.mkdtemp())
    folder = place / "documents"
    folder.mkdir()
    (folder / "mars.txt").write_text("Mars\nMars has two small moons.")
    documents = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    async with await Library.open(place / "quoth.sqlite3", folder) as library:
        for ending in ("", "\n\nThis is new."):
            for number, document in enumerate(documents):
                (folder / f"{number}.txt").write_text(f"{document['title']}\n{document['text']}{ending}")
            sys.stdout.write(await measure(library) + "\n")
    sys.stdout.write(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")


async def measure(library: Library) -> str:
    """Ask until the reload is done."""
    begun, taken = time.perf_counter(), list[float]()
    reload = asyncio.create_task(library.reload())
    while not reload.done():
        asked = time.perf_counter()
        await library.ask(7, QUESTIONS[len(taken) % len(QUESTIONS)], asker=1)
        taken.append((time.perf_counter() - asked) * 1000)
        await asyncio.sleep(0.01)
    report = await reload
    taken.sort()
    p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    changes = f"{len(report.added)} added, {len(report.changed)} changed in {time.perf_counter() - begun:.1f} s"
    return f"{changes}: {len(taken)} questions, p50 {p50:.1f}, p95 {p95:.1f}, at most {taken[-1]:.1f} ms"


if __name__ == "__main__":
    asyncio.run(main())
