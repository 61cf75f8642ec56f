"""Bytes → text, whatever program wrote them; plain text as a document."""

import codecs
import re

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import UNSEEN, suffix_of, title_from_name
from knowledge.reading.speech.cues import written_cues
from knowledge.reading.speech.transcripts import transcript_cues

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
"""Bytes that are enough to recognise an encoding."""
_MET = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "tis_620", "cp1258"),
]
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽž€‚„…†‰‹›‘’“”•–—™¡¿«»°·§©®±²³µ¼½¾ºª£\xa0\xad"
)
_INSIDE_WORDS = re.compile(r"[^\W\d_](?:[¡¿¼½¾±][^\W\d_]|[³µ])")
"""In Windows-1252 these stand before or behind words; in the code pages beside it they are letters."""
_MOST_ACCENTS = 0.25
"""Of all letters: French and Portuguese have 5 %, Cyrillic taken for Windows-1252 has 100 %."""
_NOT_TEXT = "it is not text; save it as UTF-8 text"
_NOT_RECOGNISED = "the encoding of its text was not recognised; save it as UTF-8"


def decode(name: str, content: bytes, declared: str | None = None) -> str:
    """Text with \\n line ends; `declared` is what the file says about itself. Raises UnreadableFile."""
    text = _decoded(name, content, declared)
    if "\0" in text:
        raise UnreadableFile(name, _NOT_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(name: str, content: bytes, declared: str | None) -> str:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", declared):
        text = _attempt(content, encoding)
        if text is not None and not (encoding == "utf-8" and "\0" in text):
            return text
    text = None if marked else _attempt(content, _guess(content))
    if text is None:
        raise UnreadableFile(name, _NOT_TEXT if b"\0" in content else _NOT_RECOGNISED)
    return text


def _attempt(content: bytes, encoding: str | None) -> str | None:
    try:
        return content.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> str | None:
    """By charset-normalizer, among what people meet; NULs in every second place are UTF-16 without its mark."""
    sample = (
        content if len(content) <= _SAMPLE else content[: content.rfind(b"\n", 0, _SAMPLE) + 1] or content[:_SAMPLE]
    )
    if b"\0" in sample:
        return _utf16(sample)
    if _is_western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 most files are UTF-8 and never need it

    found = from_bytes(sample, cp_isolation=_MET).best()
    return None if found is None else found.encoding


def _utf16(sample: bytes) -> str:
    """Text in Western letters has its NULs in the high byte; other binary files fail to decode, or keep NULs."""
    return "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"


def _is_western(sample: bytes) -> bool:
    """Whether it reads as Windows-1252: a few letters of Western languages among many of ASCII."""
    text = _attempt(sample, "cp1252")
    if text is None or not {char for char in text if char > "\x7f"} <= _WESTERN or _INSIDE_WORDS.search(text):
        return False
    letters = [char for char in text if char.isalpha()]
    return sum(char > "\x7f" for char in letters) <= len(letters) * _MOST_ACCENTS


_HEADING = re.compile(r"#{1,6}\s+")
_PUBLISHER = re.compile(r"^[ \t]*+Source:[ \t]*+(?P<publisher>\S.{0,60}?)[ \t]*+$", re.MULTILINE)
_NO_TITLE = re.compile(
    r"[-*•>|]|\d{1,3}[.)]\s|\w+://|www\.|[\[(]?\d{1,2}:\d\d|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|(?i:intro|introduction|transcript)$"
)
"""An item of a list, a quotation, an address, a time, a date or a part that every talk has."""
_NOT_AT_END = (".", "。", "।", ",", ";", "，", "、")
"""Of a title: it is no sentence, and greets nobody."""
_LONGEST_TITLE = 200
"""Characters: a longer first line is a paragraph."""
_OPENING = 10_000
"""Characters among which the first line is looked for."""


def read(name: str, content: bytes) -> list[Document]:
    """One document: its first line is the title, a line "Source: …" names the publisher.

    The times of a transcript are its places.
    """
    text = decode(name, content)
    if not text.strip():
        return []
    opening, cues = transcript_cues(text)
    if cues:
        said, places = written_cues(cues, opening)
        title = _title(name, opening) if opening else title_from_name(name)
        return [Document(id=name, title=title, text=said, places=places)]
    return [Document(id=name, title=_title(name, text), text=text, publisher=find_publisher(text))]


def find_publisher(text: str) -> str | None:
    """What a line "Source: …" names."""
    found = _PUBLISHER.search(text)
    return found["publisher"] if found else None


def _title(name: str, text: str) -> str:
    line, _, rest = UNSEEN.sub("", text[:_OPENING]).lstrip().partition("\n")
    line = line.strip()
    mark = _HEADING.match(line)
    if mark:
        heading = line[mark.end() :]
        return heading.rstrip(" \t#") or heading[:1]
    if suffix_of(name) == ".log" or _NO_TITLE.match(line):
        return title_from_name(name)
    if 0 < len(line) <= _LONGEST_TITLE and not line.endswith(_NOT_AT_END) and not rest[:1].islower():
        return line
    return title_from_name(name)
