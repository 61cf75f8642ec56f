"""Quotes of every kind in a terminal, and in a pipe."""

from io import StringIO

from rich.console import Console
from rich.text import Text

from bot.languages import ENGLISH
from bot.replies.reply import Reply, cite, together
from bot.shell.chat import show
from knowledge import Quote, Source
from knowledge.models import Kind

TEXT = """## Install

Run this:

```sh
pip install quoth
```

1. Open it
  - and look
2. Ask.

Plan: Free | Price: 0
Plan: Pro | Price: 12"""
SOURCE = Source(document_id="guide", title="Guide", url=None, heading=None, publisher=None)


def quote(text: str, kind: Kind = "section", focus: str = "") -> Quote:
    start = text.index(focus)
    span = (start, start + len(focus)) if focus else None
    return Quote(text=text, start=0, end=len(text), score=1, source=SOURCE, kind=kind, focus=span)


def shown(*quotes: Quote, is_terminal: bool = True) -> list[str]:
    """Line by line, with the codes of colours."""
    written = StringIO()
    console = Console(file=written, force_terminal=is_terminal, width=60, highlight=False)
    show(Reply(quotes=together(cite(quotes, ENGLISH))), console)
    return [line.rstrip() for line in written.getvalue().splitlines()]


def test_terminal_shows_each_block_as_what_it_is() -> None:
    lines = [Text.from_ansi(line).plain.rstrip() for line in shown(quote(TEXT))]

    assert lines == [
        "1. Install",
        "   Run this:",
        "       pip install quoth",
        "   1. Open it",
        "     - and look",
        "   2. Ask.",
        "",
        "   Plan   Price",
        "   ────────────",
        "   Free   0",
        "   Pro    12",
        "   — Guide",
    ]


def test_terminal_sets_off_what_decides() -> None:
    item, row = shown(quote(TEXT, focus="and look")), shown(quote(TEXT, focus="Plan: Pro | Price: 12"))

    assert "     - \x1b[1;33mand look\x1b[0m" in item
    assert [line.startswith("   \x1b[1;33mPro") for line in row[-2:]] == [True, False]


def test_pipe_holds_the_text_as_it_stands() -> None:
    lines = shown(quote(TEXT), is_terminal=False)

    assert [line.removeprefix("1. ").removeprefix("   ") for line in lines] == [*TEXT.split("\n"), "— Guide"]


def test_neighbours_from_one_place_have_one_source() -> None:
    lines = shown(quote("Mars is red.", "sentence"), quote("It has moons.", "sentence"), is_terminal=False)

    assert lines == ["1. Mars is red.", "2. It has moons.", "   — Guide"]
