"""A page of a PDF → runs of text: what stands side by side on one line without a wide gap."""

import ctypes
import re
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import MOST_PAGE_CHARACTERS

HYPHEN = "\u00ad"
"""A hyphen at the end of a line, where PDFium has found one."""
_HYPHENS = {0x02, 0xAD, 0xFFFE}
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " "})
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|cmssbx", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|menlo|cmtt|code|typewriter", re.IGNORECASE)
_GAP = 0.8
"""Of a letter's height: wider gaps may be between columns; most spaces are 0.25."""


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

    @property
    def height(self) -> float:
        """Of the line, in points."""
        return self.top - self.bottom


class Page(NamedTuple):
    """What is read of a page."""

    runs: list[Run]
    height: float
    pictures: bool


def read_page(name: str, page: pypdfium2.PdfPage) -> Page:
    """Raises UnreadableFile."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_PAGE_CHARACTERS:
        raise UnreadableFile(name, f"a page has more than {MOST_PAGE_CHARACTERS} letters; save it again as text")
    pictures = count == 0 or next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]), None) is not None
    found = Page(_RunReader(text).read(count), page.get_height(), pictures)
    text.close()
    page.close()
    return found


class _RunReader:
    """Goes through the characters in the order of the file."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = text.raw  # as PDFium's own functions take it
        self._box = raw.FS_RECTF()
        self._runs: list[Run] = []
        self._letters: list[str] = []
        self._indexes: list[int] = []
        self._edges = (0.0, 0.0, 0.0, 0.0)

    def read(self, count: int) -> list[Run]:
        for index in range(count):
            self._take(index, raw.FPDFText_GetUnicode(self._text, index))
        self._end()
        return self._runs

    def _take(self, index: int, code: int) -> None:
        if code in {10, 13}:
            self._end()
        elif code in {0, 9, 32, 160}:
            if self._letters:
                self._letters.append(" ")
        elif raw.FPDFText_GetLooseCharBox(self._text, index, self._box):
            box = (self._box.left, self._box.bottom, self._box.right, self._box.top)
            if self._letters and self._is_elsewhere(box):
                self._end()
            self._grow(box)
            self._letters.append(HYPHEN if code in _HYPHENS else chr(code))
            self._indexes.append(index)

    def _is_elsewhere(self, box: tuple[float, float, float, float]) -> bool:
        left, bottom, right, top = self._edges
        height = max(top - bottom, 1.0)
        overlap = min(top, box[3]) - max(bottom, box[1])
        return box[0] - right > _GAP * height or box[0] < left - height or overlap < 0.3 * min(height, box[3] - box[1])

    def _grow(self, box: tuple[float, float, float, float]) -> None:
        if not self._letters:
            self._edges = box
        left, bottom, right, top = self._edges
        self._edges = (min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3]))

    def _end(self) -> None:
        text = _whole("".join(self._letters)).translate(_LIGATURES).strip()
        if text and self._is_upright():
            names = [
                self._font(index)
                for index in {self._indexes[0], self._indexes[-1], self._indexes[len(self._indexes) // 2]}
            ]
            bold, mono = (all(kind.search(name) for name in names) for kind in (_BOLD, _MONO))
            self._runs.append(Run(text, *self._edges, self._size(), bold, mono))
        self._letters, self._indexes = [], []

    def _is_upright(self) -> bool:
        """Watermarks and the sides of figures are turned."""
        angle = raw.FPDFText_GetCharAngle(self._text, self._indexes[0])
        return bool(angle < 0.1 or angle > 6.18)

    def _size(self) -> float:
        matrix = raw.FS_MATRIX()
        index = self._indexes[len(self._indexes) // 2]
        scale = matrix.d if raw.FPDFText_GetMatrix(self._text, index, matrix) and matrix.d > 0 else 1.0
        return round(float(raw.FPDFText_GetFontSize(self._text, index) * scale), 1)

    def _font(self, index: int) -> str:
        name = ctypes.create_string_buffer(128)
        length = raw.FPDFText_GetFontInfo(self._text, index, name, 128, None)
        weight = raw.FPDFText_GetFontWeight(self._text, index)
        return (name.value.decode("utf-8", "replace") if length <= 128 else "") + (" bold" if weight >= 600 else "")


def _whole(text: str) -> str:
    """Halves of a character beyond the first 65,536 put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
