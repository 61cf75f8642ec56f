"""What is quoted around a sentence that answers: what a helpful person would paste, word for word."""

from itertools import pairwise

import pytest

from knowledge import Document, KnowledgeBase, Quote
from knowledge.answering.assess import understand
from knowledge.answering.quoting import quote_of
from knowledge.answering.units import unit_of

LONG = "It has many rooms that were built one after the other, and each of them tells of another time. "
GUIDE = f"""\
# Install

Get the package first.

## Linux

To install it, run:

```sh
apt install lantern
```

Then open the settings.

## Windows

1. Download the file.
2. Open it.
3. Press Next.

## Ports

| Name | Port |
|---|---|
| web | 8080 |
| data | 5432 |

## History

Ada King wrote the first version in 1999. {LONG * 4}

She gave it away. {LONG * 4}
"""
BASE = KnowledgeBase.build([Document(id="guide", title="Lantern", text=GUIDE)], meaning=False)


def quoted(words: str, question: str, base: KnowledgeBase = BASE) -> Quote:
    """What is quoted for the first sentence that holds these words."""
    corpus = base._corpus
    number = next(one for one in range(corpus.numbering.sentences) if words in corpus.text(one))
    asked = understand(question, corpus)
    quote = quote_of(corpus, number, unit_of(corpus, number, asked), 0.0, asked)
    assert base.is_verbatim(quote)
    return quote


@pytest.mark.parametrize("words", ["run:", "apt install", "open the settings"])
def test_code_comes_with_what_introduces_it_and_what_follows(words: str) -> None:
    quote = quoted(words, "how do i install it on linux")

    assert quote.text == "To install it, run:\n\n```sh\napt install lantern\n```\n\nThen open the settings."
    assert quote.kind == "section"


def test_steps_are_quoted_whole_with_their_numbers() -> None:
    quote = quoted("Open it", "how do i install it on windows")

    assert (quote.text, quote.kind) == ("1. Download the file.\n2. Open it.\n3. Press Next.", "steps")


def test_the_step_that_decides_is_the_focus() -> None:
    quote = quoted("Open it", "how do i open it")

    assert quote.focus is not None
    assert GUIDE[slice(*quote.focus)] == "Open it."


def test_a_table_is_quoted_with_its_header() -> None:
    quote = quoted("data | 5432", "which port has data")

    assert quote.kind == "table"
    assert quote.text.startswith("| Name | Port |")


def test_a_question_that_one_sentence_answers_gets_that_sentence_of_a_long_passage() -> None:
    quote = quoted("Ada King", "who wrote it")

    assert (quote.text, quote.kind, quote.focus) == ("Ada King wrote the first version in 1999.", "sentence", None)


def test_a_question_that_asks_for_more_gets_the_section() -> None:
    assert quoted("Ada King", "what is its history").kind in {"paragraph", "section"}


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    prose = KnowledgeBase.build(
        [Document(id="p", title="P", text=f"Ada King wrote it. However, she sold it in 2001. {LONG * 8}")],
        meaning=False,
    )

    quote = quoted("However", "when was it sold", prose)

    assert quote.text == "Ada King wrote it. However, she sold it in 2001."
    assert quote.focus == (19, 48)


def test_a_short_passage_is_quoted_whole() -> None:
    short = KnowledgeBase.build([Document(id="s", title="S", text="Doors open at nine. Bring a lamp.")], meaning=False)

    quote = quoted("nine", "when do doors open", short)

    assert (quote.text, quote.focus) == ("Doors open at nine. Bring a lamp.", (0, 19))


def test_code_alone_says_its_language() -> None:
    code = KnowledgeBase.build([Document(id="c", title="C", text="# Run\n\n```sh\nlantern --now\n```")], meaning=False)

    assert quoted("lantern --now", "how do i run it", code).code == "sh"


def test_no_place_is_quoted_twice() -> None:
    found = BASE.ask("install it on windows: download, open, press next", k=9, threshold=0.0).quotes

    spans = sorted((quote.start, quote.end) for quote in found)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


TRACE = "\n".join(f"        at java.base/java.lang.Loader.load{number}(Loader.java:{number}17)" for number in range(40))
ERRORS = f"""\
# Server does not start

## Old version

```
Exception in thread "main" java.lang.UnsupportedClassVersionError: Main was compiled by a newer runtime
{TRACE}
```

Your version of Java is too old, get a newer one.

## Port

```
FAILED TO BIND TO PORT! Error: Address already in use
```
"""


def test_copy_of_a_long_error_is_answered_with_what_stands_behind_it() -> None:
    base = KnowledgeBase.build([Document(id="errors", title="Errors", text=ERRORS)], meaning=False)

    quote = quoted("UnsupportedClassVersionError", "java.lang.UnsupportedClassVersionError, what now?", base)

    assert quote.text == "Your version of Java is too old, get a newer one."


def test_error_with_nothing_behind_it_is_quoted_itself() -> None:
    base = KnowledgeBase.build([Document(id="errors", title="Errors", text=ERRORS)], meaning=False)

    assert "Address already in use" in quoted("FAILED TO BIND", "FAILED TO BIND TO PORT", base).text
