"""`make guilds`: how long `quoth run` takes to reach the gateway when it is in many servers, and how much memory."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from knowledge import Document
from knowledge.store.records import Change, StoredDocument
from knowledge.store.store import Store
from tests.bot.features.stage import Stage, new_stage
from tests.bot.program import fresh

SECONDS, MEGABYTES = 8.0, 700.0
"""At most, for 2,500 servers with 20 documents each; chosen by hand."""
_TOPICS = ("doors", "meals", "rules", "events", "maps", "teams", "music", "rewards", "trains", "weather")


def document(guild: int, number: int) -> Document:
    """One of a guild's own: no other guild has its words."""
    topic = _TOPICS[number % len(_TOPICS)]
    paragraphs = [
        f"## Part {part}\n\nIn hall {guild * 31 + part} of keeper{guild} the {topic} open at {part + 7} o'clock. "
        f"Whoever comes later asks keeper{guild} for badge {number * 7 + part}. It costs {part + number} coins."
        for part in range(3)
    ]
    return Document(id=f"doc-{number}", title=f"About {topic}, {number}", text="\n\n".join(paragraphs), language="en")


async def fill(database: Path, guilds: list[int], documents: int) -> None:
    """Give each guild so many documents of its own."""
    store = await Store.open(database)
    for guild in guilds:
        put = [StoredDocument(document(guild, number), None, "-") for number in range(documents)]
        await store.catalog.change(guild, Change(put=put))
    await store.close()


async def seconds_to_gateway(stage: Stage) -> float:
    """From the start of the process until it has identified itself."""
    before, began = stage.sandbox.gateway.identified, time.perf_counter()
    await stage.bot.begin()
    while stage.sandbox.gateway.identified == before:
        await asyncio.sleep(0.01)
        assert time.perf_counter() - began < 120, stage.bot.log
    return time.perf_counter() - began


async def measure(stage: Stage, start: str) -> bool:
    """Start, tell, and stop in peace; whether it was within what is allowed."""
    seconds = await seconds_to_gateway(stage)
    megabytes = stage.bot.megabytes
    await stage.sandbox.ready(120, sessions=stage.sandbox.gateway.identified)
    began = time.perf_counter()
    reply = await stage.ask("When do the meals open?")
    waited = time.perf_counter() - began
    sys.stdout.write(
        f"{start}: {seconds:.1f} s to the gateway, {megabytes:.0f} MB; {stage.bot.megabytes:.0f} MB when all servers "
        f"are there and one has asked ({waited * 1000:.0f} ms, {len(reply.text)} characters)\n"
    )
    await stage.bot.stop()
    return seconds <= SECONDS and megabytes <= MEGABYTES


def numbers_of(stage: Stage, guilds: int) -> list[int]:
    """The ids of so many guilds, made where they are missing."""
    for number in range(guilds - len(stage.sandbox.world.guilds)):
        stage.sandbox.guild(f"Club {number}")
    return [int(guild) for guild in stage.sandbox.world.guilds]


async def main(guilds: int, documents: int) -> int:
    """Exit code 0 if both starts are within what is allowed: the first one, and the next, which finds an index."""
    with tempfile.TemporaryDirectory() as place:
        async with new_stage(Path(place)) as stage:
            stage.bot.begins = fresh
            await fill(stage.bot.database, numbers_of(stage, guilds), documents)
            return int(not all([await measure(stage, start) for start in ("first start", "next start")]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guilds", type=int, default=2_500)
    parser.add_argument("--documents", type=int, default=20, help="of each guild")
    arguments = parser.parse_args()
    sys.exit(asyncio.run(main(arguments.guilds, arguments.documents)))
