from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document
from knowledge.text.chunks import LONGEST_CHUNK, split_passages

MARKDOWN = """\
# Telescopes

Big ones see far.
They are heavy.

## Mirrors

- Glass is cheap
- Metal is strong

A line that was wrapped somewhere in the middle because it
was too long for the screen. It ends here.
"""

texts = st.lists(
    st.sampled_from(
        ["One two. ", "Three? ", "\n", "\n\n", "# Head\n", "- item\n", "Source: X\n", "```\n", "x" * 300, "。", " "]
    )
).map("".join)


def document(text: str, title: str = "Title") -> Document:
    return Document(id="d", title=title, text=text)


def test_split_passages_knows_headings_items_and_wrapped_lines() -> None:
    passages = list(split_passages(document(MARKDOWN, "Telescopes")))

    assert [(p.heading or None, [MARKDOWN[s:e] for s, e in p.sentences]) for p in passages] == [
        (None, ["Big ones see far.", "They are heavy."]),
        ("Mirrors", ["Glass is cheap", "Metal is strong"]),
        (
            "Mirrors",
            [
                "A line that was wrapped somewhere in the middle because it\nwas too long for the screen.",
                "It ends here.",
            ],
        ),
    ]


def test_split_passages_keeps_code_whole() -> None:
    code = "    if dry:\n\n# not a heading\n    return 1. Really."
    text = f"Run this:\n```sh\n{code}\n```\n\nDone. Good."

    passages = list(split_passages(document(text)))

    assert [[text[s:e] for s, e in p.sentences] for p in passages] == [["Run this:"], [code], ["Done.", "Good."]]


def test_split_passages_takes_a_fence_that_never_ends_for_text() -> None:
    text = "Before.\n```\nno end"

    passages = list(split_passages(document(text)))

    assert [text[s:e] for p in passages for s, e in p.sentences] == ["Before.", "```\nno end"]


def test_split_passages_keeps_table_rows_apart() -> None:
    text = "Plan: Pro for everyone in the team | Price: 12 euros a month\nPlan: Free for one | Price: nothing at all"

    passages = list(split_passages(document(text)))

    assert [text[s:e] for p in passages for s, e in p.sentences] == text.split("\n")


def test_split_passages_never_quotes_title_source_or_contact() -> None:
    text = "A title\nThe body stands here.\nFor questions or comments write to us@example.org\nSource: NDTV"

    passages = list(split_passages(document(text, "A title")))

    assert [text[s:e] for p in passages for s, e in p.sentences] == ["The body stands here."]


def test_split_passages_caps_a_text_without_blank_lines() -> None:
    text = "Some words make a sentence of ordinary length here. " * 200

    passages = list(split_passages(document(text)))

    assert max(p.end - p.start for p in passages) <= LONGEST_CHUNK


@given(texts)
def test_split_passages_cover_all_that_may_be_quoted(text: str) -> None:
    passages = list(split_passages(document(text)))

    covered = [span for p in passages for span in p.sentences]
    rest = "".join(
        text[start:end]
        for start, end in zip([0, *(e for _, e in covered)], [*(s for s, _ in covered), len(text)], strict=True)
    )
    assert covered == sorted(covered)
    assert all(line.strip() in {"", "-", "```", "# Head", "Source: X"} for line in rest.split("\n"))


@given(texts)
def test_split_passages_span_their_sentences(text: str) -> None:
    passages = list(split_passages(document(text)))

    assert all((p.start, p.end) == (p.sentences[0][0], p.sentences[-1][1]) for p in passages)
