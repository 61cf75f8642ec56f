"""What MDX never shows: imports, expressions, comments, and elements that hold no text."""

import re

from knowledge.reading.markdown.markers import CODE

_IMPORTS = re.compile(
    r"import\s+(?:[\w{*]|['\"])|export\s+(?:const|let|var|default|function|async|class|type|interface|\{|\*)"
)
_COMMENT = re.compile(CODE + r"|\{/\*")
_REMARKS = (("{% comment", "endcomment %}"), ("%%", "%%"))
"""For writers only, in Jekyll and Obsidian."""
MOST_LINES = 300
"""Of an import, an expression, a comment, a tag or an element that is left out; chosen by hand."""


def after_unshown(lines: list[str], place: int, mdx: bool) -> int | None:
    """The next place to go on from, where what the line begins is not shown; None where it is."""
    line = lines[place]
    begun = line.lstrip()
    for begin, end in _REMARKS:
        if begun.startswith(begin) and (begin != end or end not in begun[len(begin) :]):
            return leave_out(end, lines, place, len(line) - len(begun))
    comment = next((one for one in _COMMENT.finditer(line) if not one["code"]), None) if "{/*" in line else None
    if comment:
        return leave_out("*/}", lines, place, comment.start())
    if mdx and _IMPORTS.match(line):
        return _after_import(lines, place)
    if mdx and line.startswith("{") and not line.startswith(("{{", "{%")):
        return _after_expression(lines, place)
    return None


def leave_out(end: str, lines: list[str], place: int, start: int) -> int | None:
    """Take out what stands from `start` in the line to `end`, which may be on a later one; None where there is none."""
    before = lines[place][:start]
    for number in range(place, min(len(lines), place + MOST_LINES)):
        found = lines[number].find(end, start + 1 if number == place else 0)
        if found >= 0:
            lines[number] = before + lines[number][found + len(end) :]
            return number if lines[number].strip() else number + 1
    return None


def _after_import(lines: list[str], place: int) -> int:
    """An import or export goes on while brackets are open."""
    depth = 0
    for number in range(place, min(len(lines), place + MOST_LINES)):
        depth += _opened(lines[number])
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if depth <= 0 and not after.startswith((" ", "\t", "}", ")", "]")):
            return number + 1
    return place + 1


def _after_expression(lines: list[str], place: int) -> int | None:
    """None where its braces do not end, or text follows."""
    depth = 0
    for number in range(place, min(len(lines), place + MOST_LINES)):
        depth += _opened(lines[number])
        if depth <= 0:
            return number + 1 if lines[number].rstrip().endswith(("}", "};")) else None
    return None


def _opened(line: str) -> int:
    return sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
