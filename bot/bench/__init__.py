"""`quoth bench`: how fast the index is, beside other engines on the same machine, in the same run."""

import argparse
import json
import os
import sys
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
ENGINES = ("quoth", "bm25s", "tantivy", "sqlite-fts5", "rank-bm25")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, metavar="CHUNKS", help="how large the indexes are"
    )
    parser.add_argument(
        "--engines", nargs="+", choices=ENGINES, default=ENGINES, help="those not installed are skipped"
    )
    parser.add_argument("--text", type=Path, metavar="FOLDER", help="text to index besides the shipped article")
    parser.add_argument("--rounds", type=int, default=30, help="how often every engine is asked, 20 questions a round")
    parser.add_argument("--json", action="store_true", help="print every figure as JSON instead of tables")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the times into a PNG file (needs matplotlib)")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 0 if that worked."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ[variable] = "1"
    from bot.bench.measuring import measure  # noqa: PLC0415 numba reads the variables when it is imported
    from bot.bench.report import as_plain, draw, markdown  # noqa: PLC0415 numpy is needed here alone

    results = [
        measure(size, arguments.engines, arguments.text, arguments.rounds, note=sys.stderr) for size in arguments.sizes
    ]
    sys.stdout.write(json.dumps(as_plain(results), indent=1) + "\n" if arguments.json else markdown(results))
    if arguments.plot:
        draw(results, arguments.plot)
    return 0
