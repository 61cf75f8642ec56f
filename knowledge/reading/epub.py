"""EPUB: the chapters in the order of the book. Its rules: https://www.w3.org/TR/epub-33/."""

import posixpath
from urllib.parse import unquote
from zipfile import ZipFile

from lxml.etree import _Element

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.archive import open_archive, parse_xml, refuse_entities
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter, written_document

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/encryption.xml"
_ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_PAGES = {"application/xhtml+xml", "text/html"}
_NOT_READ = "//nav | //*[contains(@*[local-name()='type'], 'pagebreak') or contains(@role, 'doc-toc')]"


def read(name: str, content: bytes) -> list[Document]:
    """One document, the book. Raises UnreadableFile."""
    with open_archive(name, content) as archive:
        package_path = _package_path(name, archive)
        package = parse_xml(name, archive.read(package_path))
        locked = _locked(name, archive)
        writer = TextWriter()
        for path in _chapters(package, posixpath.dirname(package_path)):
            if path in locked:
                raise UnreadableFile(name, "it is protected against copying; add a copy without protection")
            page = archive.read(path)
            refuse_entities(name, page)
            _write_chapter(writer, decode(name, page))
    return written_document(name, writer, **_facts(package))


def _write_chapter(writer: TextWriter, markup: str) -> None:
    root = parse_html(markup)
    for element in root.xpath(_NOT_READ):
        element.drop_tree()
    write_markup(writer, root)


def _package_path(name: str, archive: ZipFile) -> str:
    found = parse_xml(name, archive.read(_CONTAINER)).iter(_ROOT_FILE)
    path = next((one.get("full-path") for one in found), None)
    if path is None:
        raise UnreadableFile(name, "it does not say where its book begins; save it again in its program")
    return path


def _locked(name: str, archive: ZipFile) -> set[str]:
    """Parts that are encrypted; books with open text encrypt no more than their fonts."""
    if _RIGHTS not in archive.namelist():
        return set()
    rights = parse_xml(name, archive.read(_RIGHTS))
    return {unquote(one.get("URI") or "") for one in rights.iter("{http://www.w3.org/2001/04/xmlenc#}CipherReference")}


def _chapters(package: _Element, folder: str) -> list[str]:
    """Names inside the archive, in reading order; those that are not text, and the table of contents, are left out."""
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    order = (items.get(reference.get("idref")) for reference in package.iter(f"{_OPF}itemref"))
    pages = (item for item in order if item is not None and item.get("media-type") in _PAGES)
    text = (item for item in pages if "nav" not in (item.get("properties") or "").split())
    return [posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))) for item in text]


def _facts(package: _Element) -> dict[str, str | None]:
    return {
        "title": (package.findtext(f".//{_DUBLIN}title") or "").strip() or None,
        "url": as_url(package.findtext(f".//{_DUBLIN}source")) or as_url(package.findtext(f".//{_DUBLIN}identifier")),
        "publisher": (package.findtext(f".//{_DUBLIN}publisher") or "").strip() or None,
        "date": as_date(package.findtext(f".//{_DUBLIN}date")),
        "language": as_language(package.findtext(f".//{_DUBLIN}language")),
    }
