"""What comes from outside is called by a name that shows something, and turns nothing around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import ENGLISH, language_of
from bot.replies.names import closing, name_of, shows, tame
from bot.replies.reply import shorten
from knowledge import Document

OVERRIDE, ISOLATE, POP, POP_ISOLATE = "\u202e", "\u2066", "\u202c", "\u2069"


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u2066\u2069", "\u3164", "\u2800", "\u0301", "\ufe0f", "\x00\x07"]
)
def test_shows_nothing_of_what_is_invisible(text: str) -> None:
    assert not shows(text)


@pytest.mark.parametrize("text", ["a", "家", "?", "👍", "\u200bx", "قواعد"])
def test_shows_what_there_is_to_see(text: str) -> None:
    assert shows(text)


@pytest.mark.parametrize(
    ("title", "document_id", "url", "name"),
    [
        ("Rules", "a", None, "Rules"),
        ("\u200b", "guide/install.md", None, "install.md"),
        ("", "guide/install.md", "https://example.org/x", "example.org"),
        ("", "pages.jsonl#3", None, "pages.jsonl"),
        ("", "\u200b", "https://[broken", "Untitled"),
        (f"{OVERRIDE}gnp.exe", "a", None, "gnp.exe"),
    ],
)
def test_name_of_a_document_shows_something(title: str, document_id: str, url: str | None, name: str) -> None:
    assert name_of(Document(id=document_id, title=title, text="x", url=url), ENGLISH) == name


def test_name_of_a_document_without_any_is_said_in_the_language_of_the_reader() -> None:
    document = Document(id="\u200b", title="", text="x")

    assert name_of(document, language_of("de")) == "Ohne Titel"


@given(
    st.text(st.sampled_from(f"ab {OVERRIDE}{ISOLATE}{POP}{POP_ISOLATE}\u202a\u202b\u202d\u2067\u2068\n"), max_size=60)
)
def test_closing_leaves_nothing_open_behind_a_quote(text: str) -> None:
    assert closing(text + closing(text)) == ""


@pytest.mark.parametrize(
    ("text", "closed_by"),
    [
        ("plain", ""),
        (f"a {OVERRIDE}b", POP),
        (f"a {OVERRIDE}b{POP} c", ""),
        (f"{ISOLATE}{OVERRIDE}b", POP + POP_ISOLATE),
        (f"{ISOLATE}{OVERRIDE}b{POP_ISOLATE}", ""),
        (f"{OVERRIDE}b\nnext line", ""),
        (f"{POP}{POP_ISOLATE}stray", ""),
    ],
)
def test_closing_closes_what_the_last_line_leaves_open(text: str, closed_by: str) -> None:
    assert closing(text) == closed_by


@given(st.text(max_size=200), st.integers(2, 100))
def test_shortened_text_commands_nothing(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert short == tame(short)
    assert not set(short) & set(f"{OVERRIDE}{ISOLATE}\x1b\x00\u202b")


def test_what_joins_letters_stays_in_a_name() -> None:
    assert shorten("می\u200cخواهم 👩\u200d🚀", 80) == "می\u200cخواهم 👩\u200d🚀"
