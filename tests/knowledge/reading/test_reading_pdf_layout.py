"""PDFs in many columns, turned, in other alphabets, with tables of contents, and partly scanned."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import NamedTuple

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from knowledge import Document
from knowledge.reading import read_documents

WORDS = "guild member raid dragon potion eight winter smith lobby every evening market iron river gather strong".split()
CHOICE = Random(1)  # noqa: S311 the same in each run
SENTENCES = [" ".join(CHOICE.choices(WORDS, k=10)).capitalize() + "." for _ in range(84)]
MARGIN, TOP = 40, 500


def drawn(draw: Callable[[Canvas], None], pagesize: tuple[float, float] = A4) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=pagesize, invariant=1)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def read(content: bytes) -> Document:
    (document,) = read_documents("file.pdf", content)
    return document


class Setting(NamedTuple):
    """How many columns, and points between them and of the letters."""

    columns: int
    gutter: int
    size: float


def newspaper(setting: Setting, justified: bool, row_by_row: bool, said: list[str] = SENTENCES) -> bytes:
    """The sentences in columns on landscape pages under a title; the last column is shorter."""
    columns, gutter, size = setting
    width = (landscape(A4)[0] - 2 * MARGIN - (columns - 1) * gutter) / columns
    lines = simpleSplit(" ".join(said), "Times-Roman", size, width)
    deep = -(-len(lines) // columns) + 1
    places = [(number // deep, number % deep, line) for number, line in enumerate(lines)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 22)
        canvas.drawString(MARGIN, TOP + 40, "The weekly news of the guild and of all its many friends")
        for column, row, line in sorted(places, key=lambda place: place[1]) if row_by_row else places:
            text = canvas.beginText(MARGIN + column * (width + gutter), TOP - row * 1.2 * size)
            text.setFont("Times-Roman", size)
            if justified and line != lines[-1]:
                text.setWordSpace((width - stringWidth(line, "Times-Roman", size)) / max(line.count(" "), 1))
            text.textOut(line)
            canvas.drawText(text)

    return drawn(draw, landscape(A4))


@pytest.mark.parametrize("row_by_row", [False, True], ids=["column by column", "row by row"])
@pytest.mark.parametrize("justified", [False, True], ids=["ragged", "justified"])
@pytest.mark.parametrize("setting", [(3, 24, 10), (3, 10, 10), (4, 16, 10), (5, 14, 8)])
def test_many_columns_are_read_one_after_the_other(
    setting: tuple[int, int, float], justified: bool, row_by_row: bool
) -> None:
    text = " ".join(read(newspaper(Setting(*setting), justified, row_by_row)).text.split())

    assert [sentence for sentence in SENTENCES if sentence not in text] == []


@pytest.mark.parametrize("setting", [(3, 18, 11), (4, 14, 10), (5, 18, 9)])
def test_justified_lines_of_two_long_words_are_no_cells(setting: tuple[int, int, float]) -> None:
    long = (
        "commonwealth administration considerable neighbourhood recommendation transportation internationally".split()
    )
    choice = Random(4)  # noqa: S311 the same in each run
    said = [" ".join(choice.choices(WORDS + long, k=9)).capitalize() + "." for _ in range(84)]

    text = " ".join(read(newspaper(Setting(*setting), True, False, said)).text.split())

    assert len([sentence for sentence in said if sentence not in text]) <= 2


def test_columns_of_a_form_are_cells() -> None:
    """What can be ticked is said in small letters, as if sentences went on there, and prose stands below the rest."""
    asked = [f"Did you bring the {word} to the raid?" for word in WORDS[:8]]
    ticked = ["yes | no what? ____________" if row % 3 else "yes | no" for row in range(8)]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(
            40, 700, "Go through the rules of the guild and of all its friends, and tell us what you did."
        )
        for row, question in enumerate(asked):
            canvas.drawString(40, 600 - 20 * row, question)
            canvas.drawString(385, 600 - 20 * row, "yes")
            canvas.drawString(416, 600 - 20 * row, "no")
            if row % 3:
                canvas.drawString(432, 600 - 20 * row, "what? ____________")
        for row in range(12):
            canvas.drawString(
                40, 420 - 16 * row, "and tell us what you did before the raid, of the guild, in the evening"
            )
        canvas.drawString(416, 30, "Copyright of the guild")

    lines = read(drawn(draw)).text.split("\n")

    assert [line for line in lines if " | " in line] == [
        f"{one} | {two}" for one, two in zip(asked, ticked, strict=True)
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("shown_upright", [True, False])
def test_turned_pages_are_read_in_the_direction_of_most_letters(turn: int, shown_upright: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 400, "THE WATERMARK")
        canvas.translate(300, 400)
        canvas.rotate(turn)
        for row, line in enumerate(("Every raid starts at eight in the", "evening, and ends at nine.")):
            canvas.drawString(-100, 20 - 14 * row, line)
        canvas.setPageRotation(turn if shown_upright else 0)

    document = read(drawn(draw))

    assert document.text == "Every raid starts at eight in the evening, and ends at nine."


def as_seen(*lines: list[str]) -> bytes:
    """A PDF of glyphs from left to right, each of which stands for these letters."""
    codes = {glyph: number for number, glyph in enumerate({glyph: None for line in lines for glyph in line}, 65)}
    codes[" "] = 32
    meanings = "\n".join(f"<{code:02x}> <{glyph.encode('utf-16-be').hex()}>" for glyph, code in codes.items())
    cmap = (
        "/CMapName /C def /CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(codes)} beginbfchar {meanings} endbfchar"
    )
    shown = " ".join(f"<{bytes(codes[glyph] for glyph in line).hex()}> Tj 0 -14 Td" for line in lines)
    page = f"BT /F 10 Tf 60 700 Td {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar 126/Widths["
        f"{' '.join(['600'] * 95)}]/FontDescriptor 7 0 R/ToUnicode 6 0 R>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        "<</Type/FontDescriptor/FontName/Serif/Flags 32/Ascent 800/Descent -200>>",
    )
    body = "".join(f"{number} 0 obj\n{value}\nendobj\n" for number, value in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer<</Root 1 0 R/Size 8>>\n%%EOF".encode()


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ([*".25 ", "لا", *" مث ,README.md ", *"فلملا حتفا"], "افتح الملف README.md, ثم لا 25."),
        (["لا", "س"], "سلا"),
        (["ﻼ", "ﺳ"], "سلا"),
        ([*".10:30 ", *"םוי 42 )", *"דועו( ", *"םולש"], "שלום (ועוד) 42 יום 10:30."),
        ([*".10:30 ", *"םוי 42 (", *"דועו) ", *"םולש"], "שלום (ועוד) 42 יום 10:30."),
    ],
    ids=["words and numbers of others", "one glyph for two letters", "forms", "brackets", "mirrored brackets"],
)
def test_lines_from_right_to_left_are_in_reading_order(seen: list[str], text: str) -> None:
    assert read(as_seen(seen)).text == text


def test_chinese_lines_are_joined_without_a_space_also_beside_other_letters() -> None:
    document = read(as_seen([*"我们用Discord聊天和"], [*"Python3写字所以很好"], [*"现在可以开始。"]))

    assert document.text == "我们用Discord聊天和Python3写字所以很好现在可以开始。"


def test_korean_lines_that_end_without_a_space_go_on_inside_the_word() -> None:
    document = read(as_seen([*"우리는 매주 금요일에 "], [*"모여서 함께 게임을 하고 이야"], [*"기를 나눕니다."]))

    assert document.text == "우리는 매주 금요일에 모여서 함께 게임을 하고 이야기를 나눕니다."


@pytest.mark.parametrize("leader", [" ........ ", " . . . . . . ", " ………… ", " ········ "])
def test_dotted_table_of_contents_is_left_out_with_its_title(leader: str) -> None:
    titles = ["Rules", "What to do when the dragon comes back", "and nobody is at home", "Potions"]
    lines = [title + ("" if "dragon" in title else f"{leader}{page}") for page, title in enumerate(titles, 1)]
    glyphs = [[*line] for line in ("Contents", *lines, "Every raid starts at eight in the evening.")]

    assert read(as_seen(*glyphs)).text == "Every raid starts at eight in the evening."


def scanned(canvas: Canvas) -> None:
    file = BytesIO()
    Image.new("L", (40, 40), 128).save(file, "PNG")
    canvas.drawImage(ImageReader(BytesIO(file.getvalue())), 0, 0, 500, 800)
    canvas.showPage()


def test_pages_that_are_pictures_are_said_and_the_rest_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        scanned(canvas)
        canvas.drawString(60, 700, "Every raid starts at eight in the evening.")
        canvas.showPage()
        for _ in range(3):
            scanned(canvas)

    document = read(drawn(draw))

    assert (document.text, document.missing) == (
        "Every raid starts at eight in the evening.",
        "pages 1, 3–5: pictures without text; run text recognition (OCR) on the file and add it again",
    )
