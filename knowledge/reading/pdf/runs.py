"""Letters of a page → runs of text: what stands side by side on one line without a wide gap."""

import ctypes
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple, Self

import pypdfium2
from pypdfium2 import raw

from knowledge.reading.pdf.letters import Box, Letter
from knowledge.reading.pdf.right_to_left import in_reading_order, is_mostly_from_right, visible_stretches

_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|cmssbx", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|menlo|cmtt|code|typewriter", re.IGNORECASE)
_GAP = 0.8
"""Of a letter's height: wider gaps may be between columns; most spaces are 0.25."""
_NARROW_GAP = 0.35
"""The same, of gaps that are between columns if those of many lines are at the same place."""


class Gap(NamedTuple):
    """A wide space within a run: where the text goes on behind it, and its edges in points."""

    offset: int
    left: float
    right: float


class Run(NamedTuple):
    """Text and its box in points, y upwards; `size` of its letters in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    mono: bool
    gaps: tuple[Gap, ...] = ()
    """From left to right."""
    spaced: bool = False
    """Whether a space is written behind it."""

    @property
    def height(self) -> float:
        """Of the line, in points."""
        return self.top - self.bottom

    @property
    def stretches(self) -> Iterator[tuple[float, float]]:
        """From where to where there are letters, in points."""
        edges = [self.left, *(edge for gap in self.gaps for edge in (gap.left, gap.right)), self.right]
        return zip(edges[::2], edges[1::2], strict=True)

    def split(self, places: Collection[float]) -> Iterator[Self]:
        """Its parts between those gaps that are at one of the places."""
        cuts = [gap for gap in self.gaps if any(gap.left < x < gap.right for x in places)]
        if not cuts:
            yield self
            return
        ends = [Gap(0, self.left, self.left), *cuts, Gap(len(self.text), self.right, self.right)]
        for one, after in pairwise(ends):
            gaps = (gap for gap in self.gaps if one.offset < gap.offset < after.offset)
            yield self._replace(
                text=self.text[one.offset : after.offset].strip(),
                left=one.right,
                right=after.left,
                gaps=tuple(gap._replace(offset=gap.offset - one.offset) for gap in gaps),
            )

    def mirrored(self, width: float) -> Self:
        """As it stands on the back of a page of this width."""
        return self._replace(left=width - self.right, right=width - self.left, gaps=())


def read_runs(text: pypdfium2.PdfTextPage, lines: list[list[Letter]], width: float) -> list[Run]:
    """In the order of the file; those of a page that is read from right to left are mirrored, so that every line and
    every row of columns begins at the left."""
    mixed = [any(letter.from_right for letter in line) for line in lines]
    from_right = any(mixed) and is_mostly_from_right(letter for line in lines for letter in line)
    looks = _Looks(text)
    runs = [
        run
        for line, has_other in zip(lines, mixed, strict=True)
        for run in (_visible_runs(line, from_right, looks) if has_other else _runs(line, looks))
    ]
    return [run.mirrored(width) for run in runs] if from_right else runs


def _visible_runs(line: list[Letter], from_right: bool, looks: "_Looks") -> Iterator[Run]:
    for letters in visible_stretches(line, _GAP):
        yield from _run(in_reading_order(letters, from_right), letters, (), looks)


def _runs(line: list[Letter], looks: "_Looks") -> Iterator[Run]:
    for letters in _stretches(line):
        yield from _run("".join([letter.text for letter in letters]), letters, _gaps(letters), looks)


def _stretches(line: list[Letter]) -> Iterator[list[Letter]]:
    """Each begins with a letter, not a space."""
    letters: list[Letter] = []
    left = bottom = right = top = 0.0
    for letter in line:
        if letter.text != " ":
            edges = letter.box
            near = bottom == edges[1] and top == edges[3] and left <= edges[0] <= right + 1
            if letters and not near and _is_elsewhere(edges, (left, bottom, right, top)):
                yield letters
                letters = []
            if not letters:
                left, bottom, right, top = edges
            elif edges[2] > right and bottom == edges[1] and top == edges[3]:
                right = edges[2]
            else:
                left, bottom = min(left, edges[0]), min(bottom, edges[1])
                right, top = max(right, edges[2]), max(top, edges[3])
        elif not letters:
            continue
        letters.append(letter)
    if letters:
        yield letters


def _is_elsewhere(box: Box, edges: Box) -> bool:
    left, bottom, right, top = edges
    height = max(top - bottom, 1.0)
    if box[0] - right > _GAP * height or box[0] < left - height:
        return True
    overlap = min(top, box[3]) - max(bottom, box[1])
    return overlap < 0.3 * min(height, box[3] - box[1])


def _gaps(letters: list[Letter]) -> tuple[Gap, ...]:
    found: list[Gap] = []
    offset, right = 0, letters[0].box[2]
    for text, _, (left, bottom, end, top), _ in letters:
        if text != " ":
            if left - right > _NARROW_GAP * (top - bottom):
                found.append(Gap(offset, right, left))
            right = max(right, end)
        offset += len(text)
    return tuple(found)


def _run(text: str, letters: list[Letter], gaps: tuple[Gap, ...], looks: "_Looks") -> Iterator[Run]:
    """None of letters that are turned, or that say nothing."""
    text = text.strip()
    if not text or not looks.are_upright(letters[0].number):
        return
    shown = [letter for letter in letters if letter.text != " "]
    lefts, bottoms, rights, tops = zip(*(letter.box for letter in shown), strict=True)
    edges = min(lefts), min(bottoms), max(rights), max(tops)
    first, middle, last = (shown[place].number for place in (0, len(shown) // 2, -1))
    names = [looks.font(index) for index in {first, middle, last}]
    bold, mono = (all(kind.search(name) for name in names) for kind in (_BOLD, _MONO))
    yield Run(text, *edges, looks.size(middle), bold, mono, () if mono else gaps, letters[-1].text == " ")


class _Looks:
    """What PDFium knows of the letter with a number."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = text.raw  # as PDFium's own functions take it

    def are_upright(self, index: int) -> bool:
        """Watermarks and the sides of figures are turned."""
        angle = raw.FPDFText_GetCharAngle(self._text, index)
        return bool(angle < 0.1 or angle > 6.18)

    def size(self, index: int) -> float:
        """In points."""
        matrix = raw.FS_MATRIX()
        scale = matrix.d if raw.FPDFText_GetMatrix(self._text, index, matrix) and matrix.d > 0 else 1.0
        return round(float(raw.FPDFText_GetFontSize(self._text, index) * scale), 1)

    def font(self, index: int) -> str:
        """Its name, with its weight."""
        name = ctypes.create_string_buffer(128)
        length = raw.FPDFText_GetFontInfo(self._text, index, name, 128, None)
        weight = raw.FPDFText_GetFontWeight(self._text, index)
        return (name.value.decode("utf-8", "replace") if length <= 128 else "") + (" bold" if weight >= 600 else "")
