"""PDFs that are set in columns, with hyphens, headers, footers and tables; and those that cannot be read."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from knowledge import Document, UnreadableFile
from knowledge.reading import read_documents
from tests.knowledge.reading.corpus import as_pdf

LEFT = ("The first column tells about the sea and", "what lives in it, from the smallest plank-", "ton to the whales.")
RIGHT = ("The second column tells about the land", "and its well-known animals, which are", "mostly insects.")


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    """A PDF of what is drawn on a canvas."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def lines(canvas: Canvas, left: float, top: float, texts: tuple[str, ...]) -> None:
    for index, text in enumerate(texts):
        canvas.drawString(left, top - 14 * index, text)


def read(content: bytes) -> Document:
    (document,) = read_documents("file.pdf", content)
    return document


def test_columns_are_read_one_after_the_other_even_when_they_were_written_line_by_line() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, ("A line over both of the columns, as wide as the whole page is, or nearly so wide.",))
        for index, (left, right) in enumerate(zip(LEFT * 2, RIGHT * 2, strict=True)):
            lines(canvas, 60, 740 - 14 * index, (left,))
            lines(canvas, 320, 740 - 14 * index, (right,))

    document = read(drawn(draw))

    sea = "The first column tells about the sea and what lives in it, from the smallest plankton to the whales."
    land = "The second column tells about the land and its well-known animals, which are mostly insects."
    assert " ".join(document.text.split()).endswith(f"nearly so wide. {sea} {sea} {land} {land}")


def test_words_with_a_hyphen_elsewhere_keep_it_at_the_end_of_a_line() -> None:
    said = (
        "These well-known rules are kept by all who are well-",
        "known here, and by pre-",
        "and post-war mem-",
        "bers.",
    )

    document = read(drawn(lambda canvas: lines(canvas, 60, 740, said)))

    assert document.text == (
        "These well-known rules are kept by all who are well-known here, and by pre- and post-war members."
    )


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        for number, word in enumerate(("one", "two", "three", "four"), 1):
            lines(canvas, 60, 800, ("The yearly report",))
            lines(canvas, 60, 700, (f"Page {word} has this sentence.",))
            lines(canvas, 280, 30, (f"Page {number} of 4",))
            canvas.showPage()

    document = read(drawn(draw))

    assert document.text.split("\n\n") == [
        f"Page {word} has this sentence." for word in ("one", "two", "three", "four")
    ]


def test_sentence_over_two_pages_is_one_and_the_second_page_begins_inside_it() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 740, ("This sentence begins on the first page of the two and it",))
        canvas.showPage()
        lines(canvas, 60, 740, ("goes on upon the second.",))

    document = read(drawn(draw))

    places = [(place.label, document.text[place.start :][:4]) for place in document.places]
    assert document.text == "This sentence begins on the first page of the two and it goes on upon the second."
    assert places == [("p. 1", "This"), ("p. 2", "goes")]


def test_table_of_three_columns_is_read_row_by_row() -> None:
    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(
            (("Plan", "Price", "Users"), ("Free", "0 €", "5"), ("Professional", "12 €", "500"))
        ):
            for column, cell in enumerate(row):
                lines(canvas, 60 + 150 * column, 740 - 16 * index, (cell,))

    document = read(drawn(draw))

    assert document.text == "Plan | Price | Users\nFree | 0 € | 5\nProfessional | 12 € | 500"


def test_larger_and_bold_lines_are_headings() -> None:
    def draw(canvas: Canvas) -> None:
        for top, font, size, text in (
            (780, "Helvetica-Bold", 20, "The manual"),
            (740, "Helvetica-Bold", 10, "Cleaning"),
            (700, "Helvetica", 10, "Clean it every week with a dry cloth."),
        ):
            canvas.setFont(font, size)
            canvas.drawString(60, top, text)

    document = read(drawn(draw))

    assert document.text == "# The manual\n\n## Cleaning\n\nClean it every week with a dry cloth."


def test_code_keeps_its_lines() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        canvas.drawString(60, 740, "def open():")
        canvas.drawString(84, 728, "return 1")

    document = read(drawn(draw))

    assert document.text == "```\ndef open():\n    return 1\n```"


def picture() -> bytes:
    file = BytesIO()
    Image.new("L", (40, 40), 128).save(file, "PNG")
    return drawn(lambda canvas: canvas.drawImage(ImageReader(BytesIO(file.getvalue())), 0, 0, 500, 800) and None)


def encrypted() -> bytes:
    return as_pdf(encrypt=StandardEncryption("secret", strength=128))


def empty_pages(canvas: Canvas) -> None:
    for _ in range(2001):
        canvas.showPage()


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (picture, "its pages are pictures without text; run text recognition (OCR) on it first"),
        (encrypted, "it is encrypted; save a copy without a password"),
        (lambda: as_pdf()[:400], "it is not a whole PDF; save or download it again"),
        (lambda: drawn(empty_pages), "it has 2001 pages; split it into files of at most 2000"),
    ],
    ids=["scanned", "encrypted", "cut off", "too many pages"],
)
def test_pdf_that_cannot_be_read_is_refused_with_the_reason(write: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(write())

    assert caught.value.reason == reason
