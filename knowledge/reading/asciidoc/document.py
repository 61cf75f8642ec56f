"""The blocks of AsciiDoc, line by line → the text of a document."""

import re
from textwrap import dedent

from knowledge.models import Document
from knowledge.reading.asciidoc.headings import BLOCK_TITLE, STYLE, TITLE, anchor_of, titles_by_key, underlined_level
from knowledge.reading.asciidoc.inline import Inline
from knowledge.reading.asciidoc.lines import shown_lines
from knowledge.reading.asciidoc.lists import Lists
from knowledge.reading.asciidoc.tables import table_rows
from knowledge.reading.ends import Ends
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter, write_rows, written_document

_ATTRIBUTE = re.compile(r":(?P<name>[\w-]+):(?:[ ]+(?P<value>.*))?$")
_DELIMITER = re.compile(r"(?P<mark>-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```+\w*|[|,:!]={3,})[ ]*$")
_ITEM = re.compile(
    r"[ \t]*(?P<marker>\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-z]\.|<(?:\d+|\.)>)[ ]+(?:\[[ xX*]\][ ]+)?(?P<text>\S.*)$"
)
_TERM = re.compile(r"[ \t]*(?P<term>\S.*?)(?P<marker>:{2,4}|;;)(?:[ ]+(?P<text>\S.*))?$")
_NOTE = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ ]+")
_LEFT_OUT = re.compile(
    r"//(?!/).*|//|[a-z][\w-]{0,30}+::[^\s\[]*+\[.*\]|'''+|<<<+|-{3}|\*{3}|:![\w-]+:|:[\w-]+!:|\[[\w-]+::.*\]"
)
_BEGINS_BLOCK = re.compile(r"\[[\w.#%{,\"'][^\[\]]*+\][ ]*$")
_CODE = frozenset("-.`")
_CODE_STYLE = re.compile(r"(?:^|,)(?:source|listing|literal|stem|latexmath|asciimath|,)")
_LANGUAGE = re.compile(r"(?:^|,)(?:source[^,]{0,100})?,[ ]*(?P<language>[\w+#-]{1,30})[ ]*(?:,|$)")
_CALLOUT = re.compile(r"[ ]{0,20}(?://|#|--|;;)?(?:[ ]{0,5}<(?:!--)?(?:\d{1,3}|\.)(?:--)?>){1,9}[ ]{0,20}$")
_LONGEST_VALUE = 500
"""Characters of an attribute, which may be made of others."""
_LONGEST_STYLE = 2_000
"""Characters that say how a block looks."""
_DEEPEST = 20
"""Blocks in blocks."""


def read(name: str, content: bytes) -> list[Document]:
    """One document. Its syntax: https://docs.asciidoctor.org/asciidoc/latest/."""
    lines = [*shown_lines(decode(name, content).split("\n"))]
    inline = Inline(titles_by_key(lines))
    reader = _Reader(inline)
    reader.read(lines)
    facts = inline.attributes
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

    def __init__(self, inline: Inline, depth: int = 0) -> None:
        self.writer = TextWriter()
        self._inline = inline
        self._depth = depth
        self._paragraph: list[str] = []
        self._lists = Lists()
        self._item: tuple[str, int] | None = None
        self._style = self._title = ""
        self._anchor: str | None = None
        self._level = 1
        self._is_header = self._awaits_text = self._names_panels = False

    def read(self, lines: list[str]) -> None:
        """To the end of what is open."""
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
        level = (
            0 if self._paragraph or _ITEM.match(line) else underlined_level(line, "".join(lines[place + 1 : place + 2]))
        )
        if level:
            self._heading(level, line)
            return place + 2
        if self._is_literal(line):
            return self._literal(lines, place)
        if not line or line == "+":
            self._is_header = False
            self._flush(keep_item=line == "+")
        elif not self._says_of_next(line):
            self._text(line)
        return place + 1

    def _says_of_next(self, line: str) -> bool:
        """Whether it is about a block, not of one."""
        if self._paragraph and _BEGINS_BLOCK.match(line):
            self._flush(keep_item=True)
        if self._paragraph:
            return bool(_LEFT_OUT.fullmatch(line))
        attribute, anchor = _ATTRIBUTE.match(line), anchor_of(line)
        style, title = STYLE.match(line), BLOCK_TITLE.match(line)
        if attribute:
            value = self._inline.plain(attribute["value"] or "")
            self._inline.attributes[attribute["name"].lower()] = value[:_LONGEST_VALUE]
        elif anchor:
            self._anchor = anchor
        elif style:
            styles = (self._style, style["inside"]) if self._style else (style["inside"],)
            self._style = ",".join(styles)[:_LONGEST_STYLE]
            self._names_panels |= style["inside"].startswith("qanda")
        elif title and not _ITEM.match(line):
            self._title = title["title"]
        else:
            return bool(_LEFT_OUT.fullmatch(line))
        return True

    def _is_literal(self, line: str) -> bool:
        """Whether a block begins that is code because it is indented."""
        if self._paragraph or self._awaits_text or not line.startswith((" ", "\t")):
            return False
        return not (_ITEM.match(line) or _TERM.match(line))

    def _literal(self, lines: list[str], place: int) -> int:
        last = place
        while last < len(lines) and lines[last].strip() not in {"", "+"}:
            last += 1
        self._begin_block()
        self._code(dedent("\n".join(lines[place:last])).split("\n"), "-", "")
        return last

    def _begin_block(self) -> str:
        """Its style; its title is written, as a heading where it unfolds."""
        style, self._style = self._style, ""
        title, self._title = self._title, ""
        if "%collapsible" in style:
            self.writer.heading(self._level + 1, self._inline.plain(title))
        elif title:
            self.writer.paragraph(self._inline.plain(title))
        return style

    def _block(self, mark: str, lines: list[str], place: int, ends: Ends) -> int:
        self._flush(keep_item=True)
        found = ends.after(_delimiter(mark) or mark, place)
        last = len(lines) if found is None else found
        inside = lines[place + 1 : last]
        if mark[0] == "/":
            return last + 1
        style = self._begin_block()
        if mark[0] in "|,:!":
            write_rows(self.writer, *table_rows(inside, mark[0], style, self._cell))
        elif (mark[0] in _CODE and mark != "--") or _CODE_STYLE.search(style) or self._depth == _DEEPEST:
            self._code(inside, mark, style)
        elif mark[0] == "+":
            write_markup(self.writer, parse_html("\n".join(inside)))
        else:
            self._inner(inside, style)
        return last + 1

    def _inner(self, lines: list[str], style: str) -> None:
        outer = self._item, self._lists, self._names_panels
        self._item, self._lists, self._names_panels = None, Lists(), style.startswith("tabs")
        self._depth += 1
        self.read(lines)
        self._depth -= 1
        self._item, self._lists, self._names_panels = outer

    def _code(self, lines: list[str], mark: str, style: str) -> None:
        language = _LANGUAGE.search(style)
        said = mark.strip("`") if mark[0] == "`" else language["language"] if language else ""
        self.writer.code("\n".join(_CALLOUT.sub("", line) for line in lines if not _LEFT_OUT.fullmatch(line)), said)

    def _cell(self, text: str) -> str:
        """In one line, whatever blocks it holds."""
        if "\n" not in text or self._depth == _DEEPEST:
            return self._inline.plain(text)
        reader = _Reader(self._inline, self._depth + 1)
        reader.read(text.split("\n"))
        return " ".join(line for line in reader.writer.text.split("\n") if line and not line.startswith("```"))

    def _text(self, line: str) -> None:
        title, item, term = TITLE.match(line), _ITEM.match(line), _TERM.match(line)
        if title and not self._paragraph:
            self._heading(len(title["marks"]), title["title"].rstrip(" ="))
        elif item:
            self._flush()
            self._item = self._lists.begin(item["marker"])
            self._paragraph.append(item["text"])
        elif term and (self._item is not None or not self._paragraph):
            self._begin_term(term)
        elif not self._is_header:
            self._paragraph.append(line.strip().removeprefix("> "))

    def _begin_term(self, term: re.Match[str]) -> None:
        self._flush()
        self._item = self._lists.begin(term["marker"])
        said = self._inline.plain(term["term"])
        if self._names_panels:
            self.writer.heading(self._level + 1, said)
            self._item = None
        else:
            self.writer.item(said, *self._item)
        self._paragraph += [term["text"]] if term["text"] else []
        self._awaits_text = not term["text"]

    def _heading(self, level: int, title: str) -> None:
        """The document's title is followed by lines about who wrote it and when."""
        self._flush()
        self._is_header = level == 1 and not self.writer.length
        self.writer.heading(level, self._inline.plain(title), self._anchor)
        self._level, self._anchor, self._style, self._names_panels = level, None, "", False

    def _flush(self, keep_item: bool = False) -> None:
        lines, self._paragraph = self._paragraph, []
        if lines:
            self._awaits_text = False
            style = self._begin_block()
            if _CODE_STYLE.search(style):
                self._code(lines, "-", style)
            elif self._item is not None:
                self.writer.item(self._inline.plain("\n".join(lines)), *self._item)
            else:
                self._lists.clear()
                self.writer.paragraph(_NOTE.sub("", self._inline.plain("\n".join(lines)), count=1))
        if not keep_item and not self._awaits_text:
            self._item = None


def _delimiter(line: str) -> str | None:
    """What begins and ends a block; a fence may name a language."""
    mark = _DELIMITER.match(line.rstrip())
    return None if mark is None else "```" if mark["mark"].startswith("```") else mark["mark"]
