"""AsciiDoc: what its documentation calls the common subset; other files are never included here."""

import re
from collections.abc import Iterator

from knowledge.models import Document
from knowledge.reading.ends import Ends
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter, write_rows, written_document

_TITLE = re.compile(r"(?P<marks>={1,6}|#{1,6})[ ]++(?P<title>\S.*)$")
_ATTRIBUTE = re.compile(r":(?P<name>[\w-]+):(?:[ ]+(?P<value>.*))?$")
_DELIMITER = re.compile(r"(?P<mark>-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```+\w*|[|,:!]===)[ ]*$")
_STYLE = re.compile(r"\[(?P<inside>[^\[\]]*+)\][ ]*$")
_ANCHOR = re.compile(
    r"(?:\[\[(?P<id>[\w:.-]++)[^\]]*+\]\]|\[#(?P<short>[\w:.-]++)[^\]]*+\]"
    r"|\[id=[\"']?(?P<named>[\w:.-]++)[^\]]*+\])[ ]*+$"
)
_ITEM = re.compile(
    r"[ \t]*(?P<marker>\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-z]\.|<(?:\d+|\.)>)[ ]+(?:\[[ xX*]\][ ]+)?(?P<text>\S.*)$"
)
_TERM = re.compile(r"[ \t]*(?P<term>\S.*?)(?:::|;;):{0,2}(?:[ ]+(?P<text>\S.*))?$")
_NOTE = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ ]+")
_LEFT_OUT = re.compile(
    r"//(?!/).*|//|(?:include|ifdef|ifndef|ifeval|endif|toc|video|audio)::.*|image::.*|'''+|<<<+|-{3}|\*{3}|:![\w-]+:|:[\w-]+!:"
    r"|\[[\w-]+::.*\]"
)
_LINK = re.compile(
    r"(?:(?:link|xref|mailto|kbd|btn|menu|pass|footnote|stem|latexmath|asciimath|https?|ftp|irc):{1,2}|\{[\w-]{1,60}+\}/?)"
    r"(?P<target>[^\s\[\]]{0,500}+)\[(?P<text>[^\]]{0,500}+)\]"
)
_MACRO = re.compile(
    r"(?:image|icon|anchor|indexterm2?|counter2?):[^\s\[\]]{0,300}+\[[^\]]{0,300}+\]|\(\(\([^()]{0,200}+\)\)\)|\[\[[\w:.-]{1,100}+\]\]"
)
_REFERENCE = re.compile(r"<<(?P<target>[^,<>\n]{1,200}+)(?:,[ ]*(?P<text>[^<>\n]{1,300}+))?>>")
_MARKED = tuple(
    re.compile(rf"(?<![\w\\])(?P<mark>{sign}{sign}?)(?=\S)(?P<text>[^{sign}\n]{{1,300}})(?<=\S)(?P=mark)(?!\w)")
    for sign in ("_", r"\*", "#", "\\^", "~", "`", r"\+")
)
"""Italics, bold, marked, raised, lowered, code, literal; the code last, for others may stand in it."""
_ROLE = re.compile(r"\[\.?[\w. -]{1,60}+\](?=[#*_`])")
_VALUE = re.compile(r"\{(?P<name>[\w-]{1,60}+)\}")
_CALLOUT = re.compile(r"[ ]{0,20}(?://|#|--|;;)?[ ]{0,5}<(?:!--)?(?:\d{1,3}|\.)(?:--)?>[ ]{0,20}$")
_LONGEST_VALUE = 2_000
"""Characters of an attribute, which may be made of others."""
_KNOWN = {
    "nbsp": " ",
    "empty": "",
    "sp": " ",
    "plus": "+",
    "asterisk": "*",
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "cpp": "C++",
}
_CODE = frozenset("-.`+")
_COLUMNS = re.compile(r"cols=\"?(?P<each>[\d<^>.,%~aehlmdsv]+)")
_CELLS = re.compile(r"(?<!\\)(?:\d{1,2}\+)?(?:[<^>.]{1,3})?[aehlmdsv]?\|")


def read(name: str, content: bytes) -> list[Document]:
    """One document. Its syntax: https://docs.asciidoctor.org/asciidoc/latest/."""
    reader = _Reader()
    reader.read(decode(name, content).split("\n"))
    facts = reader.attributes
    return written_document(
        name,
        reader.writer,
        title=facts.get("title") or facts.get("doctitle"),
        url=as_url(facts.get("url")),
        publisher=facts.get("publisher") or facts.get("organization"),
        date=as_date(facts.get("revdate") or facts.get("date")),
        language=as_language(facts.get("lang")),
    )


class _Reader:
    """Goes through the lines once; what a line says of the next block waits for it."""

    def __init__(self) -> None:
        self.writer = TextWriter()
        self.attributes: dict[str, str] = {}
        self._paragraph: list[str] = []
        self._item: tuple[str, int] | None = None
        self._style = ""
        self._anchor: str | None = None
        self._is_header = False

    def read(self, lines: list[str]) -> None:
        ends = Ends(map(_delimiter, lines))
        place = 0
        while place < len(lines):
            place = self._line(lines, place, ends)
        self._flush()

    def _line(self, lines: list[str], place: int, ends: Ends) -> int:
        """The next place."""
        line = lines[place].rstrip()
        mark = _DELIMITER.match(line)
        if mark:
            return self._block(mark["mark"], lines, place, ends)
        if not line or line == "+":
            self._is_header = False
            self._flush(keep_item=line == "+")
        elif not self._says_of_next(line):
            self._text(line)
        return place + 1

    def _says_of_next(self, line: str) -> bool:
        """Whether it is about a block, not of one."""
        attribute, anchor, style = _ATTRIBUTE.match(line), _ANCHOR.match(line), _STYLE.match(line)
        if attribute and not self._paragraph:
            self.attributes.setdefault(attribute["name"], self._plain(attribute["value"] or "")[:_LONGEST_VALUE])
        elif anchor:
            self._anchor = anchor["id"] or anchor["short"] or anchor["named"]
        elif style and not self._paragraph:
            self._style = style["inside"]
        else:
            return bool(_LEFT_OUT.fullmatch(line))
        return True

    def _block(self, mark: str, lines: list[str], place: int, ends: Ends) -> int:
        self._flush(keep_item=True)
        found = ends.after(_delimiter(mark) or mark, place)
        last = len(lines) if found is None else found
        inside = lines[place + 1 : last]
        style, self._style = self._style, ""
        if mark[0] == "/":
            pass
        elif mark.endswith("==="):
            self._table(inside, style) if mark[0] in "|,:!" else self._inner(inside)
        elif mark[0] in _CODE and mark != "--":
            self._code(inside, mark, style)
        else:
            self._code(inside, mark, style) if style.startswith("source") else self._inner(inside)
        return last + 1

    def _inner(self, lines: list[str]) -> None:
        item, self._item = self._item, None
        self.read(lines)
        self._item = item

    def _code(self, lines: list[str], mark: str, style: str) -> None:
        kind, _, language = (part.strip() for part in style.partition(","))
        said = mark.strip("`") if mark[0] == "`" else language.partition(",")[0] if kind in {"source", ""} else ""
        code = "\n".join(_CALLOUT.sub("", line) for line in lines if not _LEFT_OUT.fullmatch(line))
        self.writer.code(code, said if said.isalnum() else "")

    def _table(self, lines: list[str], style: str) -> None:
        """The first row is the header where a blank line follows it, or the style says so."""
        rows = list(_rows(lines))
        columns = _COLUMNS.search(style)
        width = len(columns["each"].split(",")) if columns else len(rows[0]) if rows else 0
        cells = [self._plain(cell) for row in rows for cell in row]
        table = [cells[start : start + width] for start in range(0, len(cells), max(width, 1))]
        first = next((number for number, line in enumerate(lines) if line.strip()), 0)
        headed = first + 1 < len(lines) and not lines[first + 1].strip() and width > 1
        header = table.pop(0) if (headed or "header" in style) and len(table) > 1 else None
        write_rows(self.writer, table, header)

    def _text(self, line: str) -> None:
        title, item, term = _TITLE.match(line), _ITEM.match(line), _TERM.match(line)
        if title and not self._paragraph:
            self._heading(len(title["marks"]), title["title"].rstrip(" ="))
        elif item:
            self._flush()
            self._begin_item(item["marker"])
            self._paragraph.append(item["text"])
        elif term and (self._item is not None or not self._paragraph):
            self._flush()
            self.writer.item(self._plain(term["term"]), "")
            self._item = ("", 0)
            self._paragraph += [term["text"]] if term["text"] else []
        elif line.startswith(".") and line[1:2] not in {"", ".", " "} and not self._paragraph:
            self._flush()
            self.writer.paragraph(self._plain(line[1:]))
        elif not self._is_header:
            self._paragraph.append(line.strip())

    def _heading(self, level: int, title: str) -> None:
        """The document's title is followed by lines about who wrote it and when."""
        self._flush()
        self._is_header = level == 1 and not self.writer.length
        self.writer.heading(level, self._plain(title), self._anchor)
        self._anchor, self._style = None, ""

    def _begin_item(self, marker: str) -> None:
        depth = len(marker) - 1 if marker[0] in "*." else 0
        self._item = ("- " if marker[0] in "*-" else "1. " if marker[0] in ".<" else f"{marker} ", depth)

    def _flush(self, keep_item: bool = False) -> None:
        text = self._plain("\n".join(self._paragraph))
        self._paragraph = []
        if text and self._item is not None:
            self.writer.item(text, *self._item)
        elif text:
            self.writer.paragraph(_NOTE.sub("", text, count=1))
        if not keep_item:
            self._item = None

    def _plain(self, text: str) -> str:
        """What is shown of a line's marks, links and attributes."""
        if "{" in text:
            text = _VALUE.sub(lambda one: self.attributes.get(one["name"], _KNOWN.get(one["name"], one.group())), text)
        text = _LINK.sub(lambda one: one["text"].partition(",")[0].strip('"^') or one["target"], _MACRO.sub("", text))
        text = _REFERENCE.sub(
            lambda one: one["text"] or one["target"].strip("#_").replace("-", " ").replace("_", " "), text
        )
        text = _ROLE.sub("", text)
        for pattern in _MARKED:
            text = pattern.sub(lambda one: one["text"], text)
        return text.removesuffix(" +").replace(" +\n", "\n")


def _delimiter(line: str) -> str | None:
    """What begins and ends a block; a fence may name a language."""
    mark = _DELIMITER.match(line.rstrip())
    return None if mark is None else "```" if mark["mark"].startswith("```") else mark["mark"]


def _rows(lines: list[str]) -> Iterator[list[str]]:
    """Cells of each line; a line without a bar goes on with the cell before."""
    row: list[str] = []
    for line in lines:
        parts = _CELLS.split(line.strip())
        if len(parts) == 1 and row:
            row[-1] = f"{row[-1]} {line.strip()}".strip()
        elif len(parts) > 1:
            if row:
                yield row
            row = [part.strip() for part in parts[1:]]
    if row:
        yield row
