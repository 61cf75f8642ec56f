"""A page of a PDF → its letters with their boxes, line by line as PDFium finds them."""

from typing import NamedTuple
from unicodedata import normalize

import pypdfium2
from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, y upwards."""

HYPHEN = "\u00ad"
"""A hyphen at the end of a line, where PDFium has found one."""
_HYPHENS = {0x02, 0xAD, 0xFFFE}
_SPACES = {0, 9, 32, 160}
_LINE_ENDS = {10, 13}
_FIRST_FROM_RIGHT = 0x590
_FROM_RIGHT = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF))
"""Blocks of letters that are written from right to left."""
_SHAPES = ((0x2F00, 0x2FD5), (0xFB00, 0xFB06), (0xFB1D, 0xFDFB), (0xFE70, 0xFEFC))
"""Characters that are the shape of another or of several: radicals, ligatures, letters as they stand in a word."""
_SHAPED = {
    chr(code): normalize("NFKC", chr(code)).lstrip(" \u0640")  # a vowel sign's shape has a carrier
    for first, last in _SHAPES
    for code in range(first, last + 1)
}
_UNKNOWN = "\ufffd"


class Letter(NamedTuple):
    """What a character says, its number on the page and its box."""

    text: str
    number: int
    box: Box
    from_right: bool = False
    """Whether it is written from right to left."""

    @property
    def height(self) -> float:
        """Of the line, in points."""
        return self.box[3] - self.box[1]


def read_lines(text: pypdfium2.PdfTextPage, count: int) -> list[list[Letter]]:
    """In the order of the file; none is empty. `count`: how many characters there are."""
    unicode_of, box_of, page = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, text.raw
    box = raw.FS_RECTF()
    lines: list[list[Letter]] = []
    line: list[Letter] = []
    high = 0
    for index in range(count):
        code = unicode_of(page, index)
        if code in _LINE_ENDS:
            if line:
                lines.append(line)
                line = []
        elif 0xD800 <= code < 0xDC00:
            high = code
        elif box_of(page, index, box):
            if high and 0xDC00 <= code < 0xE000:  # halves of a character beyond the first 65,536
                code += 0x10000 + ((high - 0xD800) << 10) - 0xDC00
            high = 0
            line.append(_letter(code, index, (box.left, box.bottom, box.right, box.top)))
    return [*lines, line] if line else lines


def _letter(code: int, index: int, box: Box) -> Letter:
    if 32 < code < 0x7F:
        return Letter(chr(code), index, box)
    if code in _SPACES:
        return Letter(" ", index, box)
    if code in _HYPHENS:
        return Letter(HYPHEN, index, box)
    if code < _FIRST_FROM_RIGHT:
        return Letter(chr(code), index, box)
    char = _UNKNOWN if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)
    return Letter(_SHAPED.get(char, char), index, box, any(first <= code <= last for first, last in _FROM_RIGHT))
