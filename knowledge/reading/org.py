"""Org mode of Emacs: headings, lists, tables, code; keywords, drawers and comments are left out."""

import re

from knowledge.models import Document
from knowledge.reading.ends import Ends
from knowledge.reading.formats import as_date, as_language
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter, write_rows, written_document

_HEADING = re.compile(r"(?P<stars>\*++)[ ]++(?:(?:TODO|DONE|NEXT|WAITING)[ ]++)?(?:\[#[A-Z]\][ ]++)?(?P<title>.*)$")
_TAGS = re.compile(r":(?:[\w@]++:)++")
_KEYWORD = re.compile(r"#\+(?P<key>\w+)(?:\[[^\]]*\])?:[ \t]*(?P<value>.*)$")
_BEGIN = re.compile(r"[ \t]*#\+begin_(?P<kind>\w+)(?:[ \t]+(?P<language>[\w+-]+))?", re.IGNORECASE)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-+]|\d{1,4}[.)])[ ]+(?:\[[ xX-]\][ ]+)?(?P<text>.*)$")
_DRAWER = re.compile(r"[ \t]*:[\w-]+:[ \t]*$")
_DATED = re.compile(r"[ \t]*(?:CLOSED|DEADLINE|SCHEDULED|CLOCK):")
_LINK = re.compile(r"\[\[(?P<target>[^\]\[\n]{1,500}+)\](?:\[(?P<text>[^\]\[\n]{1,300}+)\])?\]")
_EMPHASIS = re.compile(r"(?<![\w*/_=~+])(?P<mark>[*/_=~+])(?=\S)(?P<text>[^*/_=~+\n]{1,300})(?<=\S)(?P=mark)(?!\w)")
_CODE = frozenset({"src", "example"})


def read(name: str, content: bytes) -> list[Document]:
    """One document. Its syntax: https://orgmode.org/worg/org-syntax.html."""
    reader = _Reader()
    reader.read(decode(name, content).split("\n"))
    facts = reader.facts
    return written_document(
        name,
        reader.writer,
        title=facts.get("title"),
        date=as_date(facts.get("date", "").strip("<>[]")),
        language=as_language(facts.get("language")),
    )


class _Reader:
    """Lines of a paragraph or table wait until it ends."""

    def __init__(self) -> None:
        self.writer = TextWriter()
        self.facts: dict[str, str] = {}
        self._paragraph: list[str] = []
        self._rows: list[list[str]] = []
        self._header: list[str] | None = None

    def read(self, lines: list[str]) -> None:
        """Blocks end at the next line that says so, wherever they began."""
        ends = Ends(map(_ending, lines))
        place = 0
        while place < len(lines):
            place = self._line(lines, place, ends)
        self._flush()

    def _line(self, lines: list[str], place: int, ends: Ends) -> int:
        """The next place."""
        line = lines[place]
        block, drawer = _BEGIN.match(line), _DRAWER.match(line)
        if block or drawer:
            self._flush()
            last = ends.after(f"#+end_{block['kind'].lower()}" if block else ":end:", place)
            if last is None:
                return place + 1
            if block:
                self._block(block, lines[place + 1 : last])
            return last + 1
        self._text(line)
        return place + 1

    def _block(self, block: re.Match[str], lines: list[str]) -> None:
        if block["kind"].lower() in _CODE:
            self.writer.code("\n".join(lines), block["language"] or "")
        elif block["kind"].lower() != "comment":
            self.read(lines)

    def _text(self, line: str) -> None:
        heading, keyword, item = _HEADING.match(line), _KEYWORD.match(line), _ITEM.match(line)
        if line.lstrip().startswith("|"):
            self._row(line.strip())
            return
        if heading or keyword or item or not line.strip():
            self._flush()
        if heading:
            self.writer.heading(len(heading["stars"]), _plain(_untagged(heading["title"].rstrip())))
        elif keyword:
            self.facts.setdefault(keyword["key"].lower(), keyword["value"].strip())
        elif item:
            marker = "- " if item["marker"] in "-+" else f"{item['marker']} "
            self.writer.item(_plain(item["text"]), marker, min(len(item["indent"]) // 2, 10))
        elif line.strip() and not line.lstrip().startswith(("# ", "#+")) and not _DATED.match(line):
            self._paragraph.append(_plain(line.strip()))

    def _row(self, line: str) -> None:
        if line.startswith("|-"):
            if len(self._rows) == 1 and self._header is None:
                self._header = self._rows.pop()
            return
        self._rows.append([_plain(cell.strip()) for cell in line.strip("|").split("|")])

    def _flush(self) -> None:
        if self._rows or self._header:
            write_rows(self.writer, self._rows, self._header)
        if self._paragraph:
            self.writer.paragraph("\n".join(self._paragraph))
        self._paragraph, self._rows, self._header = [], [], None


def _ending(line: str) -> str | None:
    said = line.strip().lower()
    return said if said.startswith((":end:", "#+end_")) else None


def _untagged(title: str) -> str:
    before, _, last = title.rpartition(" ")
    return before if _TAGS.fullmatch(last) else title


def _plain(text: str) -> str:
    text = _LINK.sub(lambda link: link["text"] or link["target"].removeprefix("file:"), text)
    return _EMPHASIS.sub(lambda one: one["text"], text)
