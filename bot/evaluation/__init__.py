"""`quoth eval`: how well your own questions are answered, what went wrong, and how far confidence can be trusted."""

import argparse
import sys
from pathlib import Path

from bot.evaluation.measuring import measure
from bot.evaluation.questions import read_questions
from bot.evaluation.report import draw, report
from knowledge import KnowledgeBase

GOOD_ENOUGH, NOT_GOOD_ENOUGH = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("questions", type=Path, help="JSONL or CSV with question, answers and document")
    parser.add_argument("--knowledge", type=Path, metavar="PATH", help="a file or folder of documents")
    parser.add_argument(
        "--at-least", type=float, default=0.0, metavar="PERCENT", help="exit 1 if fewer are answered by the first quote"
    )
    parser.add_argument("--wrong", type=int, default=20, metavar="COUNT", help="how many that went wrong are listed")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw confidence into a PNG file (needs matplotlib)")


def run(arguments: argparse.Namespace, base: KnowledgeBase) -> int:
    """Ask every question and print; 1 if that is not good enough."""
    result = measure(base, read_questions(arguments.questions))
    sys.stdout.write(report(result, arguments.wrong))
    if arguments.plot:
        draw(result, arguments.plot)
    return GOOD_ENOUGH if result.first_right >= arguments.at_least else NOT_GOOD_ENOUGH
