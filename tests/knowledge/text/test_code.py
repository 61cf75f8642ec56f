"""What is code in a document, and in which language."""

import pytest

from knowledge import Document, KnowledgeBase
from knowledge.text.code import code_blocks, language_at

TEXT = "One.\n\n```python\nx = 1\n```\n\nTwo.\n\n~~~\ny = 2\n~~~\n\n```\nnever closed"


@pytest.mark.parametrize(
    ("word", "language"),
    [("One", None), ("x = 1", "python"), ("Two", None), ("y = 2", ""), ("never", None)],
)
def test_language_of_code_is_that_of_the_fence(word: str, language: str | None) -> None:
    assert language_at(code_blocks(TEXT), TEXT.index(word)) == language


def test_ask_carries_the_code_that_a_sentence_announces() -> None:
    text = "To feed the dragon, type:\n\n```sh\nfeed --dragon\n```\n\nIt will purr."
    base = KnowledgeBase.build([Document(id="d", title="Dragons", text=text)])

    (quote,) = base.ask("How do I feed the dragon?", threshold=0.0, k=1).quotes

    assert quote.after is not None
    assert (quote.text, quote.after.text, quote.after.code) == ("To feed the dragon, type:", "feed --dragon", "sh")
