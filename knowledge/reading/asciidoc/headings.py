"""Titles of sections and blocks, and the anchors that lead to them."""

import re
from collections.abc import Iterable

TITLE = re.compile(r"(?P<marks>={1,6}|#{1,6})[ ]++(?P<title>\S.*)$")
BLOCK_TITLE = re.compile(r"\.(?P<title>[^\s.].*)$")
STYLE = re.compile(r"\[(?P<inside>[^\[\]]*+)\][ ]*$")
_ANCHOR = re.compile(
    r"(?:\[\[(?P<id>[\w:.-]++)[^\]]*+\]\]|\[#(?P<short>[\w:-]++)[^\]]*+\]"
    r"|\[id=[\"']?(?P<named>[\w:.-]++)[^\]]*+\])[ ]*+$"
)
_UNDERLINE = re.compile(r"(?P<sign>[=~^+-])(?P=sign){2,}[ ]*$")
_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
_NO_WORD = re.compile(r"[\W_]+")


def anchor_of(line: str) -> str | None:
    """The name that this line gives to what follows."""
    found = _ANCHOR.match(line)
    return found and (found["id"] or found["short"] or found["named"])


def underlined_level(line: str, below: str) -> int:
    """Of a title over a line of signs that is as long, give or take one; 0 for others."""
    found = _UNDERLINE.match(below)
    if found is None or line.startswith((".", "[", ":", "/", " ", "|")) or not any(map(str.isalnum, line)):
        return 0
    return _LEVELS[found["sign"]] if abs(len(line) - len(below.rstrip())) <= 1 else 0


def key_of(identifier: str) -> str:
    """Equal for an anchor, the one that a title gets by itself, and what refers to them."""
    return _NO_WORD.sub("", identifier).casefold()


def titles_by_key(lines: Iterable[str]) -> dict[str, str]:
    """As they are written, by their anchors and by themselves."""
    found: dict[str, str] = {}
    anchors: list[str] = []
    for line in lines:
        anchor, title = anchor_of(line), TITLE.match(line) or BLOCK_TITLE.match(line)
        if anchor:
            anchors.append(anchor)
        elif title:
            said = title["title"].rstrip(" =")
            found |= dict.fromkeys(map(key_of, [*anchors, said]), said)
        if not anchor and not STYLE.match(line):
            anchors.clear()
    return found
