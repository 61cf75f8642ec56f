from pathlib import Path

import pytest

import knowledge
from knowledge import Document, UnreadableFile
from knowledge.models import Place
from knowledge.reading import document_files, fingerprint, read_documents, read_file

ARTICLE = Path(knowledge.__file__).parent / "articles" / "china-pakistan-tiangong.txt"


def test_read_documents_takes_title_and_publisher_from_the_article() -> None:
    (document,) = read_documents(ARTICLE.name, ARTICLE.read_bytes())

    assert document.title.startswith("China and Pakistan Sign Agreement")
    assert document.publisher == "NDTV"
    assert document.text == ARTICLE.read_text(encoding="utf-8")


def test_read_documents_takes_the_title_of_markdown_from_its_heading() -> None:
    (document,) = read_documents("guide.md", b"# The guide #\n\nText.")

    assert document == Document(
        id="guide.md", title="The guide", text="# The guide\n\nText.", places=(Place(start=0, anchor="the-guide"),)
    )


def test_read_documents_names_a_text_without_a_title_after_its_file() -> None:
    (document,) = read_documents("notes/club_rules-2024.txt", "\ufeffNo smoking here.\r\nThanks.".encode())

    assert (document.title, document.text) == ("Club rules 2024", "No smoking here.\nThanks.")


def test_read_documents_reads_one_document_a_line_of_jsonl() -> None:
    first = b'{"id": "a", "title": "A", "text": "One.", "url": "https://example.org/a"}'
    second = b'{"id": "b", "title": "B", "text": "Two."}'

    documents = read_documents("all.jsonl", first + b"\n\n" + second + b"\n")

    assert [(document.id, document.url) for document in documents] == [("a", "https://example.org/a"), ("b", None)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "it has no text"),
        ("a.txt", b" \n\n", "it has no text"),
        ("a.txt", b"\x81\x8d\x8f\x90\x9d" * 9, "the encoding of its text was not recognised; save it as UTF-8"),
        ("a.md", b"MZ\0\0", "it is not text; save it as UTF-8 text"),
        ("a.jsonl", b'{"id": "a"}', "line 1 is not a document (title: Field required)"),
        ("a.jsonl", b"{}\nnonsense", "its first line is neither a document nor a question with its answer"),
        ("a.jsonl", b'{"q": "Why?", "a": "So."}\nnonsense', "line 2 is not JSON; correct it"),
    ],
)
def test_read_documents_says_why_a_file_cannot_be_read(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_documents(name, content)

    assert (caught.value.name, caught.value.reason) == (name, reason)


def test_read_file_refuses_other_kinds_and_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"photo\.png: it is a picture; write what it says into a text"):
        read_file("photo.png", tmp_path / "photo.png")
    with pytest.raises(UnreadableFile, match="No such file"):
        read_file("gone.txt", tmp_path / "gone.txt")


def test_document_files_names_what_is_below_and_skips_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")

    assert list(document_files(tmp_path)) == ["a/c.md", "b.txt"]
    assert list(document_files(tmp_path / "b.txt")) == ["b.txt"]


def test_fingerprint_tells_bytes_apart() -> None:
    assert fingerprint(b"a") == fingerprint(b"a") != fingerprint(b"b")
