"""PDF: lines are put together again as paragraphs; every page is a place."""

import re

import pypdfium2
from pypdfium2 import raw

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.limits import MOST_PAGES
from knowledge.reading.naming import as_date, written_document
from knowledge.reading.pdf.furniture import without_furniture
from knowledge.reading.pdf.layout import columns, rows
from knowledge.reading.pdf.paragraphs import Typography, paragraphs
from knowledge.reading.pdf.runs import Page, read_page
from knowledge.reading.pdf.writing import write_paragraphs
from knowledge.reading.writing import TextWriter, tidy

_ENCRYPTED = "it is encrypted; save a copy without a password"
_SCANNED = "its pages are pictures without text; run text recognition (OCR) on it first"
_NO_LETTERS = "its fonts do not say which letters they show; export it again or run text recognition (OCR) on it"
_FEWEST_LETTERS = 20
"""On a page on average: pages of pictures have fewer, such as the scanner's name."""
_MEANINGLESS = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_NO_TITLE = re.compile(
    r"(?:untitled|document|unbenannt|sans titre|slide|powerpoint|title)\b"
    r"|.*\.(?:docx?|pptx?|tex|dvi|indd|odt|pdf|xlsx?)$",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"^Microsoft (?:Word|PowerPoint) - ")
_DATE = re.compile(r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    pdf = _open(name, content)
    try:
        if len(pdf) > MOST_PAGES:
            raise UnreadableFile(name, f"it has {len(pdf)} pages; split it into files of at most {MOST_PAGES}")
        facts = _facts(pdf)
        pages = without_furniture([read_page(name, page) for page in pdf])
        _refuse_without_letters(name, pages)
    finally:
        pdf.close()
    laid_out = [[rows(column) for column in columns(page.runs)] for page in pages]
    typography = Typography.of(row for page in laid_out for column in page for row in column)
    writer = TextWriter()
    write_paragraphs(writer, paragraphs(laid_out, typography), typography)
    return written_document(name, writer, **facts)


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
    title = _PROGRAM.sub("", tidy(stated.get("Title") or ""))
    date = _DATE.match(stated.get("ModDate") or stated.get("CreationDate") or "")
    return {
        "title": None if _NO_TITLE.match(title) else title or None,
        "date": as_date("-".join(date.groups())) if date else None,
    }


def _refuse_without_letters(name: str, pages: list[Page]) -> None:
    """A file that looks like text to people and like nothing to programs must not be taken for empty."""
    texts = ["".join(run.text for run in page.runs) for page in pages]
    letters = sum(map(len, texts))
    pictures = sum(page.pictures and len(text) < _FEWEST_LETTERS for page, text in zip(pages, texts, strict=True))
    if letters == 0 or pictures > 0.5 * len(pages):
        raise UnreadableFile(name, _SCANNED)
    if sum(len(_MEANINGLESS.findall(text)) for text in texts) > 0.2 * letters:
        raise UnreadableFile(name, _NO_LETTERS)
