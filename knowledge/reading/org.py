"""Org mode of Emacs: headings, lists, tables, code; keywords, drawers and comments are left out."""

import re
from textwrap import dedent

from knowledge.models import Document
from knowledge.reading.ends import Ends
from knowledge.reading.formats import as_date, as_language
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter, write_rows, written_document

_HEADING = re.compile(r"(?P<stars>\*++)[ ]++(?:(?:TODO|DONE|NEXT|WAITING)[ ]++)?(?:\[#[A-Z]\][ ]++)?(?P<title>.*)$")
_TAGS = re.compile(r":(?:[\w@]++:)++")
_KEYWORD = re.compile(r"#\+(?P<key>\w+)(?:\[[^\]]*\])?:[ \t]*(?P<value>.*)$")
_BEGIN = re.compile(r"[ \t]*#\+begin_(?P<kind>\w+)(?:[ \t]+(?P<language>[\w+-]+))?", re.IGNORECASE)
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>[-+]|(?<=[ \t])\*|\d{1,4}[.)])[ ]+(?:\[@\d{1,4}\][ ]*)?(?:\[[ xX-]\][ ]+)?"
    r"(?P<text>.*)$"
)
_FIXED = re.compile(r"[ \t]*:(?: (?P<code>.*))?$")
_FOOTNOTE = re.compile(r"\[fn:[\w-]{1,60}\]")
_COOKIE = re.compile(r"[ ]\[(?:\d{0,4}/\d{0,4}|\d{0,3}%)\]")
_DRAWER = re.compile(r"[ \t]*:[\w-]+:[ \t]*$")
_DATED = re.compile(r"[ \t]*(?:CLOSED|DEADLINE|SCHEDULED|CLOCK):")
_LINK = re.compile(r"\[\[(?P<target>[^\]\[]{1,500}+)\](?:\[(?P<text>[^\]\[]{1,300}+)\])?\]")
_LITERAL = re.compile(r"(?<![\w=~])(?P<mark>[=~])(?=\S)(?P<text>[^\n]{1,300}?)(?<=\S)(?P=mark)(?![\w=~])")
_EMPHASIS = re.compile(r"(?<![\w*/_+])(?P<mark>[*/_+])(?=\S)(?P<text>[^*/_+]{1,300})(?<=\S)(?P=mark)(?!\w)")
_UNSEEN = re.compile(r"@@\w{1,20}:[^@\n]{0,300}@@|<<<?[^<>\n]{1,200}>>>?|\{\{\{[^{}\n]{0,200}\}\}\}")
"""What is for one exporter alone, targets, macros."""
_KEPT = re.compile("\x00(?P<number>[0-9]{1,6})\x00")
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
    """Lines of a paragraph, an item, a table or code wait until it ends."""

    def __init__(self) -> None:
        self.writer = TextWriter()
        self.facts: dict[str, str] = {}
        self._paragraph: list[str] = []
        self._item: tuple[str, int] | None = None
        self._rows: list[list[str]] = []
        self._header: list[str] | None = None
        self._code: list[str] = []

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
            self.writer.code(dedent("\n".join(lines)), block["language"] or "")
        elif block["kind"].lower() != "comment":
            self.read(lines)

    def _text(self, line: str) -> None:
        fixed = _FIXED.match(line)
        if self._code and not fixed:
            self._flush()
        if fixed:
            self._flush(code=True)
            self._code.append(fixed["code"] or "")
        elif line.lstrip().startswith("|"):
            self._row(line.strip())
        else:
            self._said(line)

    def _said(self, line: str) -> None:
        heading, keyword, item = _HEADING.match(line), _KEYWORD.match(line), _ITEM.match(line)
        if heading or keyword or item or not line.strip():
            self._flush()
        if heading:
            title = _COOKIE.sub("", _untagged(heading["title"].rstrip()))
            self.writer.heading(len(heading["stars"]), _plain(title))
        elif keyword:
            self.facts.setdefault(keyword["key"].lower(), keyword["value"].strip())
        elif item:
            marker = "- " if item["marker"] in "-+*" else f"{item['marker']} "
            self._item = marker, min(len(item["indent"].expandtabs()) // 2, 10)
            self._paragraph.append(_defined(item["text"]))
        elif line.strip() and not line.lstrip().startswith(("# ", "#+")) and not _DATED.match(line):
            self._paragraph.append(line.strip())

    def _row(self, line: str) -> None:
        if line.startswith("|-"):
            if len(self._rows) == 1 and self._header is None:
                self._header = self._rows.pop()
            return
        self._rows.append([_plain(cell.strip()) for cell in line.strip("|").split("|")])

    def _flush(self, code: bool = False) -> None:
        """`code`: whether code goes on."""
        if self._rows or self._header:
            write_rows(self.writer, self._rows, self._header)
        text = _plain("\n".join(self._paragraph))
        if self._item is not None:
            self.writer.item(text, *self._item)
        elif text:
            self.writer.paragraph(text)
        if self._code and not code:
            self.writer.code("\n".join(self._code))
            self._code = []
        self._paragraph, self._rows, self._header, self._item = [], [], None, None


def _ending(line: str) -> str | None:
    said = line.strip().lower()
    return said if said.startswith((":end:", "#+end_")) else None


def _defined(text: str) -> str:
    term, mark, said = f"{text} ".partition(" :: ")
    return f"{term}: {said}".strip() if mark else text


def _untagged(title: str) -> str:
    before, *tags = title.rsplit(maxsplit=1)
    return before if tags and _TAGS.fullmatch(tags[0]) else title


def _plain(text: str) -> str:
    """What is shown; code is letter for letter."""
    kept: list[str] = []

    def keep(literal: re.Match[str]) -> str:
        kept.append(literal["text"])
        return f"\x00{len(kept) - 1}\x00"

    text = _LITERAL.sub(keep, text.replace("\x00", ""))
    text = _LINK.sub(lambda link: link["text"] or link["target"].removeprefix("file:"), text)
    text = _UNSEEN.sub("", _FOOTNOTE.sub("", text))
    text = _EMPHASIS.sub(lambda one: one["text"], text)
    return _KEPT.sub(lambda one: kept[int(one["number"])], text)
