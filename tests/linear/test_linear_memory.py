"""Cutting and analysing a document takes memory that grows with its length, and not much for each of its bytes."""

import subprocess
import sys

import pytest

from knowledge import Document, KnowledgeBase
from knowledge.text.analysis import analyse
from knowledge.text.outline import outline
from tests.linear.growth import MOST

SIZE = MOST or 2_000_000
MOST_TIMES = 30
PROGRAM = """
import resource, sys
from knowledge.text.analysis import analyse
from knowledge.models import Document
from knowledge.text.outline import outline
from knowledge.text.grams import counts_of
from tests.linear.shapes import SHAPES

document = Document(id="a", title="The title", text=SHAPES[sys.argv[1]](int(sys.argv[2])))
analyse(document, outline(document))
counts_of(document.text)
print(len(document.text.encode("utf-8", "surrogatepass")), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def measured(shape: str, size: int) -> tuple[int, int]:
    """Bytes of the text, and the most that a process held while it was cut and analysed."""
    found = subprocess.run([sys.executable, "-c", PROGRAM, shape, str(size)], capture_output=True, check=True)  # noqa: S603 our own program
    length, peak = map(int, found.stdout.split())
    return length, peak


@pytest.mark.parametrize("shape", ["prose in lines", "prose on one line", "only 'A'", "Chinese without end marks"])
def test_memory_for_a_document_is_a_few_times_its_size(shape: str) -> None:
    _, least = measured(shape, 10)

    length, peak = measured(shape, SIZE)

    assert peak - least < MOST_TIMES * length


def test_line_that_is_too_long_for_a_heading_is_quoted_as_a_paragraph() -> None:
    document = Document(id="a", title="Rules", text=f"# {'Who is late pays. ' * 30}\n\nNobody was late.")

    cut = outline(document)

    assert cut.headings == ("",) * len(cut.headings)
    assert cut.span(0)[0] < document.text.index("Who is late") + 20


def test_title_without_end_counts_by_its_beginning() -> None:
    document = Document(id="a", title=f"Lisbon {'harbour ' * 100_000}", text="It was rebuilt.\n\n" * 1_000)

    analysis, indexed = analyse(document, outline(document))

    assert analysis.title[0] == "lisbon"
    assert sum(map(len, indexed.passages)) < 100_000
    assert KnowledgeBase.build([document]).ask("What was rebuilt in Lisbon?", threshold=0.0).quotes
