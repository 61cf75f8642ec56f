"""XLSX: every sheet that Excel shows is a section, with its questions and answers or its rows."""

import re
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml.etree import SubElement, tostring
from openpyxl import load_workbook

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.archive import open_archive, parse_xml, refuse_entities_inside
from knowledge.reading.formats import as_date, title_from_name
from knowledge.reading.tables.sheets import write_sheet
from knowledge.reading.writing import TextWriter, written_document

_UNNAMED = re.compile(
    r"(?:sheet|tabelle|hoja|feuil(?:le)?|planilha|folha|foglio|лист|аркуш|工作表|シート|시트|ورقة|sayfa|blad|arkusz)\s*\d*",
    re.IGNORECASE,
)
"""What office programs call a sheet that nobody named."""
_MOST_ROWS = 100_000
_MOST_CELLS = 500_000
"""In a file; they take about six seconds."""
_MOST_COLUMNS = 200
_TOO_LONG = f"a sheet has more than {_MOST_ROWS:,} rows; keep those that people ask about, or split it"
_TOO_LARGE = f"it has more than {_MOST_CELLS:,} cells; keep those that people ask about, or split it"
_TOO_WIDE = f"only the first {_MOST_COLUMNS} columns of {{sheets}} are there; keep those that people ask about"
_STYLES = "xl/styles.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DECIMALS = re.compile(r"[0#]\.(?P<decimals>0+)")
_CURRENCY = re.compile(r"[€$£¥₽₴₹₩₺]")


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    with open_archive(name, content) as archive:
        refuse_entities_inside(name, archive)
    book = _opened(name, content)
    title = (book.properties.title or "").strip() or title_from_name(name)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    named = len(sheets) > 1 or not all(_UNNAMED.fullmatch(sheet.title) for sheet in sheets)
    writer = TextWriter()
    read_so_far = _Sheets(name)
    written = sum(_write(writer, read_so_far.rows(sheet), sheet.title if named else title, named) for sheet in sheets)
    if not written:
        return []
    wide = ", ".join(f"“{one}”" for one in read_so_far.wide)
    missing = _TOO_WIDE.format(sheets=wide) if wide else None
    return written_document(name, writer, title=title, date=as_date(book.properties.modified), missing=missing)


def _opened(name: str, content: bytes) -> Any:
    """Programs other than Excel write styles that the library refuses: without them the file is read all the same."""
    try:
        return load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (TypeError, ValueError):
        return load_workbook(_plainly_styled(name, content), read_only=True, data_only=True)


def _plainly_styled(name: str, content: bytes) -> BytesIO:
    """Of its styles only the formats of numbers are left, which tell what is a date."""
    plain = BytesIO()
    with open_archive(name, content) as archive, ZipFile(plain, "w") as copy:
        for part in archive.namelist():
            held = archive.read(part)
            copy.writestr(part, _number_formats(name, held) if part == _STYLES else held)
    return plain


def _number_formats(name: str, styles: bytes) -> bytes:
    source = parse_xml(name, styles)
    target = source.makeelement(source.tag)
    for holder, kept in (("numFmts", ("numFmtId", "formatCode")), ("cellXfs", ("numFmtId",))):
        for found in source.iterchildren(f"{_MAIN}{holder}"):
            copied = SubElement(target, found.tag)
            for one in found.iterchildren(f"{_MAIN}*"):
                SubElement(copied, one.tag, {key: one.get(key) or "0" for key in kept})
    return tostring(target)


def _write(writer: TextWriter, rows: list[list[str]], title: str, named: bool) -> int:
    if not rows:
        return 0
    writer.heading(1, title)
    return write_sheet(writer, rows, 3 if named else 2)


class _Sheets:
    """Those of one file, which together are not too large."""

    def __init__(self, name: str) -> None:
        self.wide: list[str] = []
        """Titles of sheets with more columns than are read."""
        self._name = name
        self._cells = 0

    def rows(self, sheet: Any) -> list[list[str]]:
        """Without empty ones. Raises UnreadableFile."""
        sheet.reset_dimensions()  # some programs state them wrongly
        found: list[list[str]] = []
        width = 0
        for cells in sheet.iter_rows():
            row = [shown(cell) for cell in cells]
            while row and not row[-1]:
                row.pop()
            self._cells += len(row)
            if self._cells > _MOST_CELLS:
                raise UnreadableFile(self._name, _TOO_LARGE)
            width = max(width, len(row))
            if any(row[:_MOST_COLUMNS]):
                found.append(row[:_MOST_COLUMNS])
            if len(found) > _MOST_ROWS:
                raise UnreadableFile(self._name, _TOO_LONG)
        if width > _MOST_COLUMNS:
            self.wide.append(sheet.title)
        return found


def shown(cell: Any) -> str:
    """About what Excel shows; "" for errors."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat() if isinstance(value, date) else value.isoformat("minutes")
    return _number(float(value), cell.number_format) if isinstance(value, int | float) else str(value).strip()


def _number(value: float, form: str) -> str:
    """By the first part of Excel's format, which is that of positive numbers."""
    form = form.partition(";")[0]
    found = _DECIMALS.search(form)
    decimals = len(found["decimals"]) if found else 0
    if "%" in form:
        return f"{100 * value:.{decimals}f}%"
    currency = _CURRENCY.search(form)
    if not found and not currency and "#,##0" not in form:
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"
    number = f"{value:,.{decimals}f}" if "," in form else f"{value:.{decimals}f}"
    if currency is None:
        return number
    return f"{currency.group()}{number}" if currency.start() < form.find("0") else f"{number} {currency.group()}"
