"""`make soak`: many questions a second, for a minute, and how long people waited."""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.sandbox import Channel
from tests.bot.features.stage import QUESTION, UNANSWERABLE, Stage, new_stage
from tests.bot.program import fresh

QUESTIONS = (
    QUESTION,
    UNANSWERABLE,
    "When is dinner served?",
    "What is moon 07 made of?",
    "Why was China excluded from the ISS?",
    "How high does Tiangong orbit?",
)
_SOON, _AT_LAST = 0.030, 3.0  # seconds: half of the answers, and all of them


async def soak(stage: Stage, rate: int, seconds: int) -> list[float]:
    """Seconds from each mention to its reply; `rate` mentions a second, whether or not the last are answered."""
    channels = [stage.guild.text(f"channel-{number}") for number in range(10)]
    asking: list[asyncio.Task[float]] = []
    began = time.perf_counter()
    for number in range(rate * seconds):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        channel, question = channels[number % len(channels)], QUESTIONS[number % len(QUESTIONS)]
        asking.append(asyncio.create_task(_wait_of(stage, channel, question)))
    return await asyncio.gather(*asking)


async def _wait_of(stage: Stage, channel: Channel, question: str) -> float:
    began = time.perf_counter()
    await stage.ask(question, channel=channel)
    return time.perf_counter() - began


def report(waits: list[float], megabytes: tuple[float, float]) -> str:
    """In milliseconds, and the bot's resident memory before and after."""
    ranks = statistics.quantiles(waits, n=100)
    times = {"p50": ranks[49], "p95": ranks[94], "p99": ranks[98], "max": max(waits)}
    told = "  ".join(f"{name} {value * 1000:.1f} ms" for name, value in times.items())
    return f"{len(waits)} mentions answered: {told}; resident memory {megabytes[0]:.0f} → {megabytes[1]:.0f} MB\n"


async def main(rate: int, seconds: int) -> int:
    """Exit code 0 if half of the answers came within 30 ms and all within 3 s."""
    with tempfile.TemporaryDirectory() as place:
        async with new_stage(Path(place)) as stage:
            stage.bot.begins = fresh
            await stage.bot.start()
            await stage.ask(QUESTION)
            before = stage.bot.megabytes
            waits = await soak(stage, rate, seconds)
            sys.stdout.write(report(waits, (before, stage.bot.megabytes)))
    return int(statistics.median(waits) > _SOON or max(waits) > _AT_LAST)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=50, help="mentions a second")
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    sys.exit(asyncio.run(main(arguments.rate, arguments.seconds)))
