"""PDF: lines are put together again as paragraphs; every page is a place."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

import pypdfium2
from pypdfium2 import raw

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.contents import contents_among
from knowledge.reading.formats import MOST_PAGES, as_date
from knowledge.reading.pdf.columns import columns
from knowledge.reading.pdf.joining import write_paragraphs
from knowledge.reading.pdf.layout import Row, rows
from knowledge.reading.pdf.pages import Page, read_page
from knowledge.reading.pdf.paragraphs import Typography, paragraphs, row_text
from knowledge.reading.pdf.runs import Run
from knowledge.reading.writing import TextWriter, written_document

_ROWS = 2
"""Lines at the top and at the bottom that may be headers and footers."""
_FEWEST = 3
_SHARE = 0.3
"""Of the pages; left and right pages often differ."""
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W{0,20}(?:page|seite|página|pagina|strana|strona|sida|side|sayfa|стр\.?|p\.|pg\.?)?\s{0,9}#\s{0,9}(?:(?:of|/|von|de|di|av|из|sur)\s{0,9}#)?\W{0,20}"
    r"|[ivxlc]{1,6}",
    re.IGNORECASE,
)


def without_furniture(pages: list[Page]) -> list[Page]:
    """The pages without it."""
    edges = [_edge_runs(page.runs) for page in pages]
    counts = Counter(key for runs in edges for key in {_key(run) for run in runs})
    often = max(_FEWEST, _SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= often}
    found = (_furniture(edge, repeated) for edge in edges)
    return [
        page._replace(runs=[run for run in page.runs if run not in furniture])
        for page, furniture in zip(pages, found, strict=True)
    ]


def _furniture(edge: list[Run], repeated: set[tuple[str, int]]) -> set[Run]:
    """What is repeated, with what stands beside it such as the chapter's title, and page numbers that stand alone."""
    often = {run for run in edge if _is_repeated(run, repeated)}
    beside = {run for run in edge for number in often if _is_page_number(number) and _are_level(run, number)}
    alone = {
        run for run in edge if _is_page_number(run) and not any(_are_level(run, one) for one in edge if one != run)
    }
    return often | beside | alone


def _is_page_number(run: Run) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(_key(run)[0]))


def _are_level(run: Run, other: Run) -> bool:
    return abs(run.bottom - other.bottom) < 0.5 * other.height


def _edge_runs(runs: Iterable[Run]) -> list[Run]:
    """The runs of the outermost lines."""
    ordered = sorted(runs, key=lambda run: run.bottom)
    return [*_first_rows(ordered), *_first_rows(ordered[::-1])]


def _first_rows(runs: list[Run]) -> list[Run]:
    found: list[Run] = []
    rows = 0
    for run in runs:
        if not found or abs(run.bottom - found[-1].bottom) > 0.5 * run.height:
            rows += 1
        if rows > _ROWS:
            break
        found.append(run)
    return found


def _key(run: Run) -> tuple[str, int]:
    """Equal for equal text, numbers aside, at about the same height."""
    return _NUMBER.sub("#", run.text), round(run.bottom / 4)


def _is_repeated(run: Run, repeated: set[tuple[str, int]]) -> bool:
    text, height = _key(run)
    return any((text, height + step) in repeated for step in (-1, 0, 1))


_ENCRYPTED = "it is encrypted; save a copy without a password"
_SCANNED = "its pages are pictures without text; run text recognition (OCR) on it first"
_SOME_SCANNED = "{pages}: pictures without text; run text recognition (OCR) on the file and add it again"
_MOST_SPANS = 10
"""Numbers of pages that are said."""
_NO_LETTERS = "its fonts do not say which letters they show; export it again or run text recognition (OCR) on it"
_FEWEST_LETTERS = 20
"""On a page: pages of pictures have fewer, such as the scanner's name."""
_MEANINGLESS = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_DATE = re.compile(r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    pdf = _open(name, content)
    try:
        if len(pdf) > MOST_PAGES:
            raise UnreadableFile(name, f"it has {len(pdf)} pages; split it into files of at most {MOST_PAGES}")
        facts = _facts(pdf)
        pages = without_furniture([read_page(name, pdf, number) for number in range(len(pdf))])
        missing = _missing(name, pages)
    finally:
        pdf.close()
    laid_out = [[left for column in columns(page.runs) if (left := _without_contents(rows(column)))] for page in pages]
    typography = Typography.of(row for page in laid_out for column in page for row in column)
    writer = TextWriter()
    write_paragraphs(writer, paragraphs(laid_out, typography), typography)
    return written_document(name, writer, missing=missing, **facts)


def _without_contents(column: list[Row]) -> list[Row]:
    contents = contents_among([row_text(row).replace(" | ", " ") for row in column])
    return [row for place, row in enumerate(column) if place not in contents]


def _open(name: str, content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise UnreadableFile(
            name, _ENCRYPTED if locked else "it is not a whole PDF; save or download it again"
        ) from None


def _facts(pdf: pypdfium2.PdfDocument) -> dict[str, str | None]:
    stated = pdf.get_metadata_dict()
    date = _DATE.match(stated.get("ModDate") or stated.get("CreationDate") or "")
    return {
        "title": stated.get("Title"),
        "date": as_date("-".join(date.groups())) if date else None,
    }


def _missing(name: str, pages: list[Page]) -> str | None:
    """What cannot be read. Raises UnreadableFile where that is everything: a file that looks like text to people and
    like nothing to programs must not be taken for empty."""
    texts = ["".join(run.text for run in page.runs) for page in pages]
    letters = sum(map(len, texts))
    pictures = [number for number, page in enumerate(pages) if page.pictures and len(texts[number]) < _FEWEST_LETTERS]
    some_text = any(len(text) >= _FEWEST_LETTERS for text in texts)
    if letters == 0 or (len(pictures) > 0.5 * len(pages) and not some_text):
        raise UnreadableFile(name, _SCANNED)
    if sum(len(_MEANINGLESS.findall(text)) for text in texts) > 0.2 * letters:
        raise UnreadableFile(name, _NO_LETTERS)
    return _SOME_SCANNED.format(pages=_numbers(pictures)) if pictures else None


def _numbers(pages: list[int]) -> str:
    """Of pages counted from 0: "page 3", "pages 3, 5–7"."""
    spans = [
        [number for _, number in group] for _, group in groupby(enumerate(pages, 1), lambda pair: pair[1] - pair[0])
    ]
    said = [f"{span[0] + 1}–{span[-1] + 1}" if len(span) > 1 else f"{span[0] + 1}" for span in spans]
    more = f" and {len(said) - _MOST_SPANS} more" if len(said) > _MOST_SPANS else ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(said[:_MOST_SPANS])}{more}"
