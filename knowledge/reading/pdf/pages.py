"""A page of a PDF, upright → its runs of text."""

import math
from collections import Counter
from itertools import islice
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import MOST_PAGE_CHARACTERS
from knowledge.reading.pdf.letters import read_lines
from knowledge.reading.pdf.runs import Run, read_runs

_COVERED = 0.3
"""Of the page: logos and figures are smaller than what a scanner sees."""
_MOST_IMAGES = 200
"""Of a page: some scanners cut it into strips."""
_SAMPLE = 200
"""Letters that tell in which direction a page is written."""
_SLANT = 0.1
"""Quarters; what is turned otherwise is a watermark."""
_TURNS = {1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}
"""Quarters by which letters are turned clockwise → the matrix that turns them back."""


class Page(NamedTuple):
    """What is read of a page."""

    runs: list[Run]
    pictures: bool
    """Whether it is mostly pictures."""


def read_page(name: str, pdf: pypdfium2.PdfDocument, number: int) -> Page:
    """The page with this number, counted from 0. Raises UnreadableFile."""
    page = pdf[number]
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_PAGE_CHARACTERS:
        raise UnreadableFile(name, f"a page has more than {MOST_PAGE_CHARACTERS} letters; save it again as text")
    pictures = _has_pictures(page, count)
    if quarters := _quarters(text, count):
        text.close()
        _turn_back(page, quarters)
        page.close()
        page = pdf[number]
        text = page.get_textpage()
    left, _, right, _ = page.get_mediabox()
    found = Page(read_runs(text, read_lines(text, text.count_chars()), left + right), pictures)
    text.close()
    page.close()
    return found


def _has_pictures(page: pypdfium2.PdfPage, count: int) -> bool:
    """Whether pictures cover most of it, or it is drawn and has no letters."""
    if count == 0:
        return next(page.get_objects(), None) is not None
    images = islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]), _MOST_IMAGES)
    boxes = (image.get_bounds() for image in images)
    width, height = page.get_size()
    return bool(sum((right - left) * (top - bottom) for left, bottom, right, top in boxes) > _COVERED * width * height)


def _quarters(text: pypdfium2.PdfTextPage, count: int) -> int:
    """By how many quarters most letters are turned; whether viewers turn the page does not matter then."""
    step = max(1, count // _SAMPLE)
    places = (index for index in range(0, count, step) if not raw.FPDFText_IsGenerated(text.raw, index))
    angles = [raw.FPDFText_GetCharAngle(text.raw, index) / (math.pi / 2) for index in places]
    turns = Counter(round(angle) % 4 for angle in angles if abs(angle - round(angle)) < _SLANT)
    return turns.most_common(1)[0][0] if turns else 0


def _turn_back(page: pypdfium2.PdfPage, quarters: int) -> None:
    """From when it is loaded again its content is upright, so that PDFium finds lines and spaces as on any page."""
    a, b, c, d = _TURNS[quarters]
    left, bottom, right, top = page.get_mediabox()
    across = sorted((a * left + c * bottom, a * right + c * top))
    up = sorted((b * left + d * bottom, b * right + d * top))
    raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(a, b, c, d, 0, 0), None)
    for set_box in (page.set_mediabox, page.set_cropbox):
        set_box(across[0], up[0], across[1], up[1])
