"""One handbook in every format, written by the formats' own libraries."""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import docx
import odfdo
import openpyxl
import pptx
import yaml
from pysubs2 import SSAEvent, SSAFile
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Table

TITLE = "The Station Handbook"
SECTIONS = {
    "Opening hours": ("The station opens at six in the morning.", "It closes at midnight, except on Sundays."),
    "Tickets": ("A single ticket costs three euros.", "Children under six travel for free with an adult."),
    "Lost property": ("Ask for Zoë at the desk.", "Found things are kept for thirty days."),
}
ITEMS = ("Buy tickets at the machine.", "Keep them until the exit.")
TABLE = (("Zone", "Price"), ("Inner", "3 euros"), ("Outer", "5 euros"))
QUESTIONS = {
    "When does the station open?": "It opens at six in the morning.",
    "What does a ticket cost?": "A single ticket costs three euros. Children travel for free.",
}
SPOKEN = ((1.0, 3.0, "Welcome to the station,"), (3.0, 5.5, "which opens at six."), (83.0, 85.0, "Keep your ticket."))


def as_text() -> bytes:
    return "\n\n".join(
        [f"# {TITLE}", *(f"## {title}\n\n{' '.join(said)}" for title, said in SECTIONS.items())]
    ).encode()


def as_markdown() -> bytes:
    sections = (f"## {title}\n\n{' '.join(said)}" for title, said in SECTIONS.items())
    items = "\n".join(f"- {item}" for item in ITEMS)
    table = "\n".join(f"| {' | '.join(row)} |" for row in (TABLE[0], ("---", "---"), *TABLE[1:]))
    return "\n\n".join([f"# {TITLE}", *sections, items, table, ""]).encode()


def as_restructured() -> bytes:
    sections = (f"{title}\n{'-' * len(title)}\n\n{' '.join(said)}" for title, said in SECTIONS.items())
    items = "\n".join(f"* {item}" for item in ITEMS)
    rule = "====== ======="
    table = "\n".join([rule, "Zone   Price", rule, "Inner  3 euros", "Outer  5 euros", rule])
    return "\n\n".join([f"{TITLE}\n{'=' * len(TITLE)}", *sections, items, table, ""]).encode()


def as_html() -> bytes:
    sections = "".join(
        f'<h2 id="{title.split()[0].lower()}">{title}</h2><p>{said[0]} <a href="/x">{said[1]}</a></p>'
        for title, said in SECTIONS.items()
    )
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    (zone, price), *rows = TABLE
    table = f"<tr><th>{zone}<th>{price}" + "".join(f"<tr><td>{zone}<td>{price}" for zone, price in rows)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} | The Station</title>
    <link rel="canonical" href="https://station.example/handbook">
    <meta property="og:site_name" content="The Station">
    <meta property="article:published_time" content="2024-05-01T10:00:00Z">
    </head><body><header><a href="/">Home</a></header><nav><ul><li><a href="/news">Latest news.</a></ul></nav>
    <main><h1>{TITLE}</h1>{sections}<ul>{items}</ul><table>{table}</table></main>
    <footer>Cookies are used here.</footer><script>alert("never")</script></body></html>""".encode()


def as_pdf(**options: Any) -> bytes:
    """Every section on a page of its own."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(TITLE, styles["Title"])]
    for title, said in SECTIONS.items():
        story += [Paragraph(title, styles["Heading1"]), Paragraph(" ".join(said), styles["BodyText"]), PageBreak()]
    story += [ListFlowable([Paragraph(item, styles["BodyText"]) for item in ITEMS], bulletType="bullet"), Table(TABLE)]
    file = BytesIO()
    SimpleDocTemplate(file, title=TITLE, pageCompression=0, invariant=1, **options).build(story)
    return file.getvalue()


def as_docx() -> bytes:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    for title, said in SECTIONS.items():
        document.add_heading(title, 1)
        document.add_paragraph(" ".join(said))
    for item in ITEMS:
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(len(TABLE), 2)
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].add_run(text).bold = cells is TABLE[0]
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def as_odt() -> bytes:
    document = odfdo.Document("text")
    document.meta.title = TITLE
    for outline in document.get_part("styles.xml").get_elements("//text:outline-style"):  # type: ignore[union-attr]
        outline.delete()  # the template numbers all headings
    body = document.body
    body.clear()
    body.append(odfdo.Paragraph(TITLE, style="Title"))
    for title, said in SECTIONS.items():
        body.append(odfdo.Header(1, title))
        body.append(odfdo.Paragraph(" ".join(said)))
    body.append(odfdo.List(list(ITEMS)))
    table = odfdo.Table("Prices", width=2, height=len(TABLE))
    table.set_values([list(row) for row in TABLE])
    body.append(table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def as_epub() -> bytes:
    """By hand, as the standard says: the libraries that write EPUB are under the AGPL."""
    chapters = {
        f"c{number}.xhtml": f"<h2>{title}</h2><p>{' '.join(said)}</p>"
        for number, (title, said) in enumerate(SECTIONS.items())
    }
    chapters["c2.xhtml"] += f"<ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>"
    manifest = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:language>en</dc:language>
    <dc:date>2024-05-01</dc:date><dc:publisher>The Station</dc:publisher></metadata><manifest>{manifest}
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
    <spine><itemref idref="nav"/>{"".join(f'<itemref idref="{name}"/>' for name in chapters)}</spine></package>"""
    container = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
    <rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{}</title></head><body>{}</body></html>'
    parts = {f"OEBPS/{name}": page.format(TITLE, body) for name, body in chapters.items()}
    parts["OEBPS/nav.xhtml"] = page.format("Contents", "<nav><ol><li>Opening hours</li></ol></nav>")
    fixed = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package}
    return zipped(fixed | parts)


def as_asciidoc() -> bytes:
    sections = (f"== {title}\n\n{' '.join(said)}" for title, said in SECTIONS.items())
    items = "\n".join(f"* {item}" for item in ITEMS)
    table = "\n".join(["|===", *(f"|{' |'.join(row)}" for row in TABLE), "|==="]).replace("Price\n", "Price\n\n")
    return "\n\n".join([f"= {TITLE}\nA. Writer <a@station.example>\n:toc:", *sections, items, table, ""]).encode()


def as_org() -> bytes:
    sections = (f"** {title}\n{' '.join(said)}" for title, said in SECTIONS.items())
    items = "\n".join(f"- {item}" for item in ITEMS)
    table = "\n".join(f"| {' | '.join(row)} |" for row in TABLE).replace("Price |\n", "Price |\n|---+---|\n")
    return "\n\n".join([f"#+TITLE: {TITLE}\n* {TITLE}", *sections, items, table, ""]).encode()


def as_notebook() -> bytes:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": as_markdown().decode().splitlines(keepends=True)}]
    facts = {"language_info": {"name": "python"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": facts, "cells": cells}).encode()


def as_slides() -> bytes:
    presentation = pptx.Presentation()
    presentation.core_properties.title = TITLE
    for title, said in SECTIONS.items():
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = " ".join(said)
    slide.placeholders[1].text = "\n".join([" ".join(said), *ITEMS])
    table = slide.shapes.add_table(len(TABLE), 2, 0, 5_000_000, 5_000_000, 1_000_000).table
    for row, cells in enumerate(TABLE):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    file = BytesIO()
    presentation.save(file)
    return file.getvalue()


def as_sheet(rows: Iterable[Sequence[object]], title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    (sheet,) = book.worksheets
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(parts: dict[str, str], method: int = ZIP_STORED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def _subtitles(format_: str) -> bytes:
    file = SSAFile()
    file.events = [SSAEvent(int(start * 1000), int(end * 1000), said) for start, end, said in SPOKEN]
    return file.to_string(format_).encode()


def _separated(separator: str, encoding: str) -> bytes:
    file = StringIO()
    csv.writer(file, delimiter=separator).writerows([("question", "answer"), *QUESTIONS.items()])
    return file.getvalue().encode(encoding)


def _entries() -> list[dict[str, str]]:
    return [{"question": question, "answer": answer} for question, answer in QUESTIONS.items()]


PROSE: dict[str, Callable[[], bytes]] = {
    "handbook.txt": as_text,
    "handbook.md": as_markdown,
    "handbook.rst": as_restructured,
    "handbook.html": as_html,
    "handbook.pdf": as_pdf,
    "handbook.docx": as_docx,
    "handbook.odt": as_odt,
    "handbook.epub": as_epub,
    "handbook.adoc": as_asciidoc,
    "handbook.org": as_org,
    "handbook.ipynb": as_notebook,
    "handbook.pptx": as_slides,
}
SUBTITLES: dict[str, Callable[[], bytes]] = {
    "tour.srt": lambda: _subtitles("srt"),
    "tour.vtt": lambda: _subtitles("vtt"),
}
FAQS: dict[str, Callable[[], bytes]] = {
    "faq.csv": lambda: _separated(";", "utf-8-sig"),
    "faq.tsv": lambda: _separated("\t", "utf-16"),
    "faq.xlsx": lambda: as_sheet([("question", "answer"), *QUESTIONS.items()]),
    "faq.json": lambda: json.dumps(_entries()).encode(),
    "faq.jsonl": lambda: "\n".join(map(json.dumps, _entries())).encode(),
    "faq.yaml": lambda: yaml.safe_dump(_entries()).encode(),
}
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "all.jsonl": lambda: b'{"id": "a", "title": "A", "text": "One."}\n{"id": "b", "title": "B", "text": "Two."}\n',
}
EVERYTHING = PROSE | SUBTITLES | FAQS | DOCUMENTS
