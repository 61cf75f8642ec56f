"""What may stand behind `quoth ingest` and `quoth knowledge`; kept apart, for reading takes long to import."""

import argparse
from pathlib import Path

_SHARED = 0
_SCHEDULES = ("off", "hourly", "daily", "weekly")


def add_ingest_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `quoth ingest`. None = what is usual."""
    parser.add_argument("places", nargs="+", metavar="PATH_OR_URL", help="a file, a folder, or a web address")
    parser.add_argument("--site", action="store_true", help="follow the address's links, or read it as a sitemap")
    parser.add_argument("--depth", type=int, help="links from the first page; 3 without it")
    parser.add_argument("--pages", type=int, help="at most so many pages; 500 without it")
    parser.add_argument("--include", action="append", metavar="PATTERN", help="only paths like '/docs/*'")
    parser.add_argument("--exclude", action="append", metavar="PATTERN", help="no paths like '/blog/*'")
    parser.add_argument("--wait", type=float, help="seconds between requests; 1 without it")
    parser.add_argument("--schedule", choices=_SCHEDULES, help="how often to look again; daily for links and sites")
    _add_guild(parser)


def add_knowledge_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `quoth knowledge`."""
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    _add_guild(actions.add_parser("list", help="every source, and how it stands"))
    remove = actions.add_parser("remove", help="a source with all that was read from it")
    remove.add_argument("number", type=int, help="as `quoth knowledge list` shows it")
    _add_guild(remove)
    export = actions.add_parser("export", help="every document as a line of JSON, which can be read again")
    export.add_argument("file", type=Path, nargs="?", help="nothing = standard output")
    _add_guild(export)


def _add_guild(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--guild", type=int, default=_SHARED, help="a server's id; without it, what every server sees")
