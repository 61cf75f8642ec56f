"""Whatever becomes of a file, it ends in documents or in one UnreadableFile, within the limits.

QUOTH_FUZZ=10000 sets the number of files.
"""

import os
import time
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import Document, UnreadableFile
from knowledge.apart.process import MOST_SECONDS
from knowledge.reading import read_documents
from knowledge.reading.formats import MOST_TEXT
from tests.knowledge.reading.corpus import EVERYTHING

FILES = int(os.environ.get("QUOTH_FUZZ", "150"))
CORPUS = {name: write() for name, write in EVERYTHING.items()}
NASTY = [
    b"\0",
    b"\xff\xfe",
    b"<",
    b"<!ENTITY a 'b'>",
    b"&a;",
    b"[" * 500,
    b"<div>" * 500,
    b"> " * 500,
    b"- " * 500,
    b"\n\n",
]
NASTY += [b"---\n", b"```", b"]]>", b"%", b" obj", b"stream\n", b"9" * 40, b"\xe2\x80\xae", b"\xed\xa0\x80", b"*" * 400]

Change = tuple[str, int, int, bytes]
changes: st.SearchStrategy[list[Change]] = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "repeat", "insert", "end"]),
        st.integers(0, 1_000_000),
        st.integers(1, 400),
        st.one_of(st.sampled_from(NASTY), st.binary(max_size=12)),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, change: Change) -> bytes:
    kind, position, length, inserted = change
    at = position % (len(content) + 1)
    before, piece, after = content[:at], content[at : at + length], content[at + length :]
    if kind == "flip":
        return before + bytes(byte ^ (1 << position % 8) for byte in piece[:4]) + piece[4:] + after
    return {
        "cut": before + after,
        "repeat": before + piece * 20 + after,
        "insert": before + inserted + piece + after,
    }.get(kind, before)


def rewritten(content: bytes, change: Change) -> bytes:
    """An archive with the change inside of one of its parts."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w") as new:
        names = old.namelist()
        chosen = names[change[1] % len(names)]
        for name in names:
            new.writestr(name, changed(old.read(name), change) if name == chosen else old.read(name))
    return file.getvalue()


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(CORPUS)))
    content = CORPUS[draw(st.sampled_from(sorted(CORPUS)))] if draw(st.integers(0, 19)) == 0 else CORPUS[name]
    inside = draw(st.booleans())
    for change in draw(changes):
        try:
            content = rewritten(content, change) if inside else changed(content, change)
        except (BadZipFile, NotImplementedError):
            content = changed(content, change)
    return name, content


def outcome(name: str, content: bytes) -> tuple[list[Document], str]:
    """The documents, or the reason why there are none; every other exception is a failure."""
    try:
        return read_documents(name, content), ""
    except UnreadableFile as error:
        return [], error.reason


@pytest.mark.timeout(60 + FILES)
@settings(max_examples=FILES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_changed_files_end_in_documents_or_one_clear_error(file: tuple[str, bytes]) -> None:
    name, content = file
    begun = time.monotonic()

    documents, refused = outcome(name, content)

    assert refused or 0 < sum(len(document.text) for document in documents) <= MOST_TEXT
    assert all(place.start <= len(one.text) for one in documents for place in one.places)
    assert time.monotonic() - begun < MOST_SECONDS
