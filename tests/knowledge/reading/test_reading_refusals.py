"""Files that are damaged, locked or hostile end in one clear sentence."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from knowledge import UnreadableFile
from knowledge.reading import LARGEST, read_documents
from tests.knowledge.reading.corpus import as_docx, as_epub, as_odt

LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
DAMAGED = "it is damaged; open it in its program and save it again"


def reason(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_documents(name, content)
    assert caught.value.name == name
    return caught.value.reason


def with_part(content: bytes, part: str, text: str) -> bytes:
    """The archive with one part in place of its own, or added."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, text)
    return file.getvalue()


def zip_bomb() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))
    return file.getvalue()


@pytest.mark.parametrize("entities", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.docx", as_docx(), "word/document.xml"),
        ("a.odt", as_odt(), "content.xml"),
        ("a.epub", as_epub(), "OEBPS/c1.xhtml"),
        ("a.epub", as_epub(), "META-INF/container.xml"),
    ],
)
def test_xml_with_entities_is_refused(name: str, content: bytes, part: str, entities: str) -> None:
    assert reason(name, with_part(content, part, entities)).startswith("its XML defines entities")


def test_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    assert reason("a.docx", zip_bomb()).startswith("it unpacks to more than 200 MB")


def test_archive_of_too_many_files_is_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for number in range(5001):
            archive.writestr(str(number), b"")

    assert reason("a.epub", file.getvalue()) == "it holds more than 5000 files; split it"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "it is encrypted or in the format of before 2007"),
        ("a.docx", b"not an archive", DAMAGED),
        ("a.docx", as_docx()[:9000], DAMAGED),
        ("a.docx", as_odt(), "it is damaged, or another kind of file than its name says"),
        ("a.odt", as_docx(), "it lacks a part that such a file must have"),
        ("a.odt", with_part(as_odt(), "content.xml", "<a><b></a>"), DAMAGED),
        ("a.odt", with_part(as_odt(), "META-INF/manifest.xml", "<m><encryption-data/></m>"), "it is encrypted"),
        ("a.epub", as_docx(), "it lacks a part that such a file must have"),
        ("a.md", b"MZ\0\0\x90", "it is not text"),
        ("a.html", b"<html><body></body></html>", "it has no text"),
    ],
)
def test_damaged_and_locked_files_say_so(name: str, content: bytes, expected: str) -> None:
    assert reason(name, content).startswith(expected)


def test_protected_book_is_refused() -> None:
    rights = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData
    xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData><CipherReference URI="OEBPS/c1.xhtml"/></CipherData>
    </EncryptedData></encryption>"""

    assert reason("a.epub", with_part(as_epub(), "META-INF/encryption.xml", rights)).startswith("it is protected")


def test_file_above_the_limit_is_refused_unread() -> None:
    assert reason("a.txt", bytes(LARGEST + 1)) == "it is larger than 20 MB; split it into smaller files"


def test_name_is_never_a_path() -> None:
    (document,) = read_documents("../../../etc/passwd.md", b"Text.")

    assert (document.id, document.text) == ("../../../etc/passwd.md", "Text.")


@pytest.mark.parametrize(
    "directive", ["include:: {}", "csv-table::\n   :file: {}", "raw:: html\n   :file: {}", "literalinclude:: {}"]
)
def test_restructured_text_cannot_read_other_files(tmp_path: Path, directive: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")

    (document,) = read_documents("a.rst", f"Text.\n\n.. {directive.format(secret)}\n".encode())

    assert document.text == "Text."
