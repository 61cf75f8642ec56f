from pathlib import Path

import pytest

import knowledge
from knowledge import Document, KnowledgeBase, UnreadableFile
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


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Rules\n\n## One\n\nA.\n\n## Two\n\nB.", "Rules"),
        ("Version 2\n\n# Rules\n\nB.", "Rules"),
        (f"{'This is prose. ' * 9}\n\n# Rules\n\nB.", "Advanced Setup"),
        ("### First\n\n# Rules\n\nB.", "Advanced Setup"),
        ("## Intro\n\nA.\n\n## Setup\n\nB.", "Advanced Setup"),
        ("## Intro\n\nA.\n\n# One\n\nB.\n\n# Two\n\nC.", "Advanced Setup"),
        ("# Intro\n\nA.\n\n# Setup\n\nB.", "Advanced Setup"),
        ("## Rules\n\nA.\n\n### One\n\nB.", "Rules"),
        ("---\ntitle: Untitled document\n---\n# Rules\n\nA.", "Rules"),
        ("---\ntitle: plan.graffle\n---\n# Rules\n\nA.", "Rules"),
        ("# Ru\u200bles\u00ad\n\nA.", "Rules"),
        ("A.", "Advanced Setup"),
    ],
)
def test_title_is_that_of_the_whole_file(text: str, title: str) -> None:
    (document,) = read_documents("Advanced-Setup.md", text.encode())

    assert document.title == title


@pytest.mark.parametrize(
    ("name", "line", "title"),
    [
        ("club_rules.txt", "The rules", "The rules"),
        ("club_rules.txt", "\ufeffThe\u200b rules", "The rules"),
        ("club_rules.txt", "\u2060The rules\u00ad", "The rules"),
        ("club_rules.txt", "- be kind", "Club rules"),
        ("club_rules.txt", "Dear members,", "Club rules"),
        ("club_rules.txt", "Intro", "Club rules"),
        ("club_rules.txt", "This is a sentence that goes\non in the next line", "Club rules"),
        ("club_rules.txt", "https://a.example/rules", "Club rules"),
        ("club_rules.txt", "2024-05-01", "Club rules"),
        ("club_rules.log", "Started", "Club rules"),
    ],
)
def test_first_line_of_a_text_is_its_title_where_it_looks_like_one(name: str, line: str, title: str) -> None:
    (document,) = read_documents(name, f"{line}\n\nBe kind.".encode())

    assert document.title == title


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("guide.md", b"# Install\n\n## Linux\n\n### Requirements\n\nPython is needed."),
        ("guide.html", b"<h1>Install</h1><h2>Linux</h2><h3>Requirements</h3><p>Python is needed."),
        ("guide.rst", b"Install\n=======\n\nLinux\n-----\n\nRequirements\n~~~~~~~~~~~~\n\nPython is needed."),
        ("guide.adoc", b"= Install\n\n== Linux\n\n=== Requirements\n\nPython is needed."),
        ("guide.org", b"* Install\n** Linux\n*** Requirements\nPython is needed."),
        ("guide.txt", b"# Install\n\n## Linux\n\n### Requirements\n\nPython is needed."),
    ],
)
def test_heading_of_a_source_is_the_path_of_all_above_it(name: str, content: bytes) -> None:
    base = KnowledgeBase.build(read_documents(name, content), meaning=False)

    (hit,) = base.search("What is needed on Linux?", k=1)

    assert hit.chunk.heading == "Linux › Requirements"
