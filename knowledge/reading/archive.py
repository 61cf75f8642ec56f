"""The ZIP archives that files of office programs and books are, checked before anything is unpacked."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import MEGABYTE, MOST_EXPANDED, MOST_PARTS

_ENTITY = re.compile(rb"<!ENTITY|<\0!\0E\0N\0T\0I\0T\0Y", re.IGNORECASE)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and new ones that are encrypted."""


@contextmanager
def open_archive(name: str, content: bytes) -> Iterator[ZipFile]:
    """Names inside it are looked up, never used as paths. Raises UnreadableFile, also for what happens in the block."""
    if content.startswith(_COMPOUND):
        raise UnreadableFile(name, "it is encrypted or in the format of before 2007; save it again without a password")
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check(name, archive)
            yield archive
    except (BadZipFile, EOFError, zlib.error, NotImplementedError, etree.XMLSyntaxError) as error:
        raise UnreadableFile(name, "it is damaged; open it in its program and save it again") from error
    except KeyError:
        raise UnreadableFile(name, "it lacks a part that such a file must have; save it again in its program") from None


def parse_xml(name: str, content: bytes) -> etree._Element:
    """The root element; entities are refused, nothing outside is loaded. Raises UnreadableFile, XMLSyntaxError."""
    refuse_entities(name, content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise


def refuse_entities_inside(name: str, archive: ZipFile) -> None:
    """In any of its parts, for libraries that read them by themselves."""
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            refuse_entities(name, archive.read(part))


def refuse_entities(name: str, content: bytes) -> None:
    """Office programs never define entities; files that unfold without end do."""
    if _ENTITY.search(content):
        raise UnreadableFile(name, "its XML defines entities, which no office program does; save it again")


def _check(name: str, archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise UnreadableFile(name, f"it holds more than {MOST_PARTS} files; split it")
    if sum(part.file_size for part in parts) > MOST_EXPANDED:
        raise UnreadableFile(
            name, f"it unpacks to more than {MOST_EXPANDED // MEGABYTE} MB; take out pictures or split it"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(name, "it is encrypted; save it again without a password")
