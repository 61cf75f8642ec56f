"""The numbers before headings and items (https://docs.oasis-open.org/office/OpenDocument/v1.3/, part 3, 16.33 ff.)."""

from collections.abc import Iterable
from typing import NamedTuple

from lxml.etree import _Element

from knowledge.reading.counts import formed

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OUTLINE = "\x00outline"
_MOST = 10
"""Levels of a list, and digits of a number."""


class Level(NamedTuple):
    """How one level is numbered."""

    form: str = ""
    """As `formed` takes it; "" for none."""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels its number shows."""
    start: int = 1
    bullet: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a list of HTML would show it, too."""
        return self.form == "decimal" and not self.prefix and self.suffix in {".", ")"} and self.shown == 1


class Numbering:
    """Counts the headings and items of a document in their order."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for root in roots:
            for style in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                name = _OUTLINE if style.tag == f"{TEXT}outline-style" else style.get(f"{STYLE}name") or ""
                self._levels[name] = dict(map(_level, style))

    def level(self, style: str, depth: int) -> Level:
        """Of a list with this style, the outermost has depth 1; bullets where nobody says otherwise."""
        return self._levels.get(style, {}).get(depth, Level(bullet=True))

    def begin(self, style: str, depth: int, goes_on: bool) -> int:
        """The number that the first item will have."""
        counts = self._counts.setdefault(style, {})
        if not goes_on:
            counts.pop(depth, None)
        return counts.get(depth, self.level(style, depth).start - 1) + 1

    def heading(self, depth: int, start: str | None = None) -> str:
        """What stands before the next heading of this level; "" for nothing."""
        return self.item(_OUTLINE, depth, start) if depth in self._levels.get(_OUTLINE, {}) else ""

    def item(self, style: str, depth: int, start: str | None = None) -> str:
        """What stands before the next item."""
        counts = self._counts.setdefault(style, {})
        level = self.level(style, depth)
        counts[depth] = _whole(start, counts.get(depth, level.start - 1) + 1)
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if not level.form:
            return ""
        first = max(depth - level.shown + 1, 1)
        above = (self._shown(style, counts, one) for one in range(first, depth + 1))
        return f"{level.prefix}{'.'.join(filter(None, above))}{level.suffix}".strip()

    def _shown(self, style: str, counts: dict[int, int], depth: int) -> str:
        level = self.level(style, depth)
        return formed(counts.get(depth, level.start), level.form) if level.form else ""


def _level(stated: _Element) -> tuple[int, Level]:
    level = Level(
        form=_FORMS.get(stated.get(f"{STYLE}num-format") or "", ""),
        prefix=stated.get(f"{STYLE}num-prefix") or "",
        suffix=stated.get(f"{STYLE}num-suffix") or "",
        shown=_whole(stated.get(f"{TEXT}display-levels"), 1),
        start=_whole(stated.get(f"{TEXT}start-value"), 1),
        bullet=stated.tag in {f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"},
    )
    return _whole(stated.get(f"{TEXT}level"), 1), level


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _MOST else otherwise
