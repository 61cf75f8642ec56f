"""Sheets, slides and notebooks as their programs show them."""

import json
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pptx
import pytest

from knowledge import Document, UnreadableFile
from knowledge.reading import read_documents
from tests.knowledge.reading.corpus import as_sheet, as_slides


def read(name: str, content: bytes) -> Document:
    (document,) = read_documents(name, content)
    return document


def saved(made: openpyxl.Workbook | pptx.presentation.Presentation) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_every_sheet_that_is_shown_is_a_section() -> None:
    book = openpyxl.Workbook()
    (prices,) = book.worksheets
    prices.title = "Prices"
    for row in (("Plan", "Price"), ("Pro", 12)):
        prices.append(row)
    asked = book.create_sheet("Questions")
    asked.append(("Category", "Question", "Answer"))
    asked.append(("Raids", "When?", "On Friday."))
    book.create_sheet("Secret").sheet_state = "hidden"
    book["Secret"].append(("hidden", "words"))

    document = read("club.xlsx", saved(book))

    assert document.title == "Club"
    assert document.text == ("# Prices\n\nPlan: Pro | Price: 12\n\n# Questions\n\n## Raids\n\n### When?\n\nOn Friday.")


def test_only_sheet_without_a_name_has_that_of_its_file() -> None:
    assert read("plans.xlsx", as_sheet([("Plan", "Price"), ("Pro", 12)], "Tabelle1")).text == (
        "# Plans\n\nPlan: Pro | Price: 12"
    )


def test_columns_that_are_left_out_are_said() -> None:
    header, row = [f"Plan {place}" for place in range(250)], [*range(250)]

    document = read("plans.xlsx", as_sheet([header, row], "Prices"))

    assert document.missing == "only the first 200 columns of “Prices” are there; keep those that people ask about"
    assert document.text.endswith("Plan 199: 199")


def test_styles_that_the_library_refuses_cost_nothing_but_themselves() -> None:
    book = as_sheet([("Plan", "Since", "Share"), ("Pro", date(2024, 5, 1), 0.5)], "Plans")
    with ZipFile(BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"<cellStyle ", b'<cellStyle odd="1" ')
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    assert read("plans.xlsx", file.getvalue()).text == "# Plans\n\nPlan: Pro | Since: 2024-05-01 | Share: 0.5"


def test_empty_rows_do_not_count() -> None:
    rows = [("Plan", "Price"), *[(None, None)] * 100_500, ("Pro", 12)]

    assert read("plans.xlsx", as_sheet(rows, "Plans")).text == "# Plans\n\nPlan: Pro | Price: 12"


@pytest.mark.parametrize(
    ("rows", "columns", "reason"),
    [(100_001, 1, "a sheet has more than 100,000 rows"), (2_001, 250, "it has more than 500,000 cells")],
)
def test_sheets_that_are_too_large_are_refused(rows: int, columns: int, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read("all.xlsx", as_sheet([[7] * columns] * rows, "All"))


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (5.0, "General", "5"),
        (0.1 + 0.2, "General", "0.3"),
        (0.15, "0%", "15%"),
        (0.155, "0.0%", "15.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12, '"€"#,##0.00', "€12.00"),
        (12, '#,##0.00\\ "€"', "12.00 €"),
        (True, "General", "TRUE"),
        (date(2024, 5, 1), "dd.mm.yyyy", "2024-05-01"),
        (datetime(2024, 5, 1, 20, 30), "dd.mm.yyyy hh:mm", "2024-05-01 20:30"),  # noqa: DTZ001 Excel knows no zones
        ("#REF!", "General", ""),
    ],
)
def test_cells_are_about_what_excel_shows(value: object, form: str, shown: str) -> None:
    book = openpyxl.Workbook()
    (sheet,) = book.worksheets
    for row in (("Name", "Value"), ("one", None)):
        sheet.append(row)
    sheet["B2"] = value  # type: ignore[assignment]
    sheet["B2"].number_format = form

    text = read("cells.xlsx", saved(book)).text

    assert text == ("# Cells\n\nName: one" + (f" | Value: {shown}" if shown else ""))


def test_sheet_with_a_title_and_empty_rows_above_its_questions_is_read() -> None:
    rows = [("FAQ of the club",), (), ("Customer question", "Our answer"), ("Why?", "Because.")]

    assert read("faq.xlsx", as_sheet(rows)).text == "# Faq\n\n## Why?\n\nBecause."


def test_text_that_is_called_a_sheet_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="it is damaged; open it in its program and save it again"):
        read("faq.xlsx", b"Be kind to every member.")


def test_notes_follow_their_slide_and_hidden_slides_are_left_out() -> None:
    presentation = pptx.Presentation(BytesIO(as_slides()))
    first, second, _ = presentation.slides
    first.notes_slide.notes_text_frame.text = "Say hello first."
    second.element.set("show", "0")

    text = read("talk.pptx", saved(presentation)).text

    assert text.startswith(
        "## Opening hours\n\nThe station opens at six in the morning. It closes at midnight, except on Sundays.\n\n"
        "Say hello first.\n\n## Lost property"
    )


def test_text_in_groups_and_boxes_of_a_slide_is_read_from_top_to_bottom() -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide.shapes.add_textbox(0, 900, 9, 9).text_frame.text = "Below."
    slide.shapes.add_group_shape().shapes.add_textbox(0, 100, 9, 9).text_frame.text = "Above."

    assert read("talk.pptx", saved(presentation)).text == "Above.\n\nBelow."


def test_place_of_a_slide_is_where_its_text_begins() -> None:
    presentation = pptx.Presentation()
    for lines in ("One\nTwo", "Three\nFour"):
        presentation.slides.add_slide(presentation.slide_layouts[1]).placeholders[1].text = lines

    document = read("talk.pptx", saved(presentation))

    assert [document.text[place.start :].split("\n")[0] for place in document.places] == ["- One", "- Three"]


def test_notebook_is_its_words_and_its_code_without_what_was_printed() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Raids\n", "\n", "Come *early*."]},
        {"cell_type": "code", "source": "print(1)", "outputs": [{"output_type": "stream", "text": ["hidden"]}]},
        {"cell_type": "raw", "source": "raw"},
    ]
    facts = {"kernelspec": {"language": "python"}}

    document = read("raids.ipynb", json.dumps({"nbformat": 4, "metadata": facts, "cells": cells}).encode())

    assert (document.title, document.text) == ("Raids", "# Raids\n\nCome early.\n\n```python\nprint(1)\n```")


def test_notebook_of_before_has_sheets() -> None:
    cells = [{"cell_type": "heading", "level": 2, "source": ["Raids"]}, {"cell_type": "code", "input": ["f()"]}]

    text = read("raids.ipynb", json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()).text

    assert text == "## Raids\n\n```\nf()\n```"


def test_text_that_is_called_a_notebook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="it is not a notebook; save it again in Jupyter"):
        read("kind.ipynb", b"Be kind to every member.")
