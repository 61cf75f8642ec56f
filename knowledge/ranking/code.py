"""Blocks of code in a document: the lines between two fences, as Markdown has them."""

import re

_FENCE = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)", re.MULTILINE)


def language_of_code(text: str, start: int) -> str | None:
    """Of the block that `start` is in: "python", "" where it is not named; None outside of blocks."""
    if "```" not in text and "~~~" not in text:
        return None
    opened: re.Match[str] | None = None
    for mark in _FENCE.finditer(text, 0, start):
        if opened is None:
            opened = mark
        elif mark["fence"].startswith(opened["fence"]):
            opened = None
    if opened is None:
        return None
    closes = any(mark["fence"].startswith(opened["fence"]) for mark in _FENCE.finditer(text, start))
    return opened["language"] if closes else None
