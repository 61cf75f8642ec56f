"""Text → Discord's Markdown that shows exactly this text, with some words set off."""

import re
from collections.abc import Iterable, Iterator

# A backslash before any ASCII punctuation shows the punctuation alone, so it goes
# - before what means something anywhere: emphasis, code, spoilers, masked links, mentions, times, and ":", which
#   begins emoji and is in every bare link, where Discord would show the backslashes of the rest of the address;
# - before what means something at the start of a line: headings, subtext, lists ("1." too).
_SPECIAL = re.compile(r"[\\`*_~|<>\[\]@]|:(?=\S)|(?m:^)[ \t]*[#+-]|(?m:^)[ \t]*\d+[.)]")
_CLOSE, _OPEN, _ESCAPE = range(3)  # what comes first where they meet
_MARKS = {_CLOSE: "**", _OPEN: "**", _ESCAPE: "\\"}


def escape(text: str) -> str:
    """Shows as `text`, whatever it contains."""
    return set_off(text, ())


def set_off(text: str, matches: Iterable[tuple[int, int]]) -> str:
    """Shows as `text`, with the spans `matches` (in order, not overlapping) in bold."""
    marks = [(special.end() - 1, _ESCAPE) for special in _SPECIAL.finditer(text)]
    for start, end in _joined(text, matches):
        marks += [(start, _OPEN), (end, _CLOSE)]
    shown, done = [], 0
    for place, mark in sorted(marks):
        shown += [text[done:place], _MARKS[mark]]
        done = place
    return "".join([*shown, text[done:]])


def block_quote(markdown: str) -> str:
    """Every line with the bar of a quotation before it."""
    return "\n".join(f"> {line}" for line in markdown.split("\n"))


def code_block(code: str, language: str) -> str:
    """As it stands, in letters of equal width; fences in it are broken up unseen, for they would end it."""
    unbroken = code.replace("```", "`\N{ZERO WIDTH SPACE}``")
    return f"```{language}\n{unbroken}\n```"


def masked_link(text: str, address: str | None) -> str:
    """`text`, escaped, as a link if there is an address (see links.web_address)."""
    return f"[{escape(text)}]({address})" if address else escape(text)


def _joined(text: str, matches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbours become one span: "****" between them would not be read as an end and a beginning."""
    span: tuple[int, int] | None = None
    for start, end in matches:
        if span and not text[span[1] : start].strip(" "):
            span = (span[0], end)
            continue
        if span:
            yield span
        span = (start, end)
    if span:
        yield span
