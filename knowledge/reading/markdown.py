"""Markdown as GitHub, MkDocs, Docusaurus and Obsidian write it, with front matter."""

import re
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from knowledge.models import Document
from knowledge.reading.encoding import decode
from knowledge.reading.front_matter import split_front_matter
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.naming import written_document
from knowledge.reading.plain import find_publisher
from knowledge.reading.writing import TextWriter

_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})")
_NOTE = re.compile(
    r"(?P<indent>[ ]*)(?:!!!|\?\?\?\+?|===\+?)[ ]++(?:[\w-]++(?:[ ]++|$))*(?:\"(?P<title>[^\"]*+)\")?[ ]*+$"
)
"""MkDocs: a note is a line like `!!! tip "Title"` and the indented lines below it."""
_NEVER_SHOWN = re.compile(r"[ ]*(?::{3,}.*|>[ ]*\[!\w+\][-+]?[ ]*|(?:import|export)[ ].*?[ ]from[ ]++['\"].*)$")
"""Docusaurus' ::: around notes, the kind of a GitHub note, and what MDX imports."""
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\]|\n]{1,200}+\|)?(?P<text>[^\]|\n]{1,200}+)\]\]")
_HEADING_ID = re.compile(r"\{[ ]*+:?[ ]*+#(?P<id>[\w:.-]+)")
"""Where a line with a heading ends in braces."""
_NOT_IN_SLUGS = re.compile(r"[^\w\- ]")


def read(name: str, content: bytes) -> list[Document]:
    """One document; headings are places with the anchors that GitHub and most sites give them."""
    facts, text = split_front_matter(name, decode(name, content))
    facts["publisher"] = facts["publisher"] or find_publisher(text)
    writer = TextWriter()
    write_markdown(writer, text)
    return written_document(name, writer, **facts)


def write_markdown(writer: TextWriter, text: str) -> None:
    """Write what is shown of Markdown."""
    root = parse_html(_parser().render(_plainer(text)))
    taken: dict[str, int] = {}
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if not heading.xpath("@id | .//a/@id"):
            heading.set("id", _slug(heading.text_content(), taken))
    write_markup(writer, root)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.use(deflist_plugin).use(footnote_plugin)


def _slug(title: str, taken: dict[str, int]) -> str:
    """Lower case, "-" for spaces, no punctuation; the second of equal ones ends in -1."""
    slug = _NOT_IN_SLUGS.sub("", title.strip().lower()).replace(" ", "-")
    seen = taken.get(slug, 0)
    taken[slug] = seen + 1
    return f"{slug}-{seen}" if seen else slug


def _plainer(text: str) -> str:
    """CommonMark of what sites add to it; code stays as it is."""
    lines: list[str] = []
    fence, indent, margin = "", None, ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or (mark["fence"].startswith(fence) and not line.strip().strip(fence[0]))):
            fence = "" if fence else mark["fence"]
        note = None if fence or mark else _NOTE.match(line)
        if note:
            indent, margin = note["indent"], note["indent"] + "    "
            lines += ["", indent + (note["title"] or ""), ""]
            continue
        if indent is not None and line.strip() and not line.startswith(margin):
            indent = None
        inner = line if indent is None else line.removeprefix(margin)
        lines.append(inner if fence else _plainer_line(inner))
    return "\n".join(lines)


def _plainer_line(line: str) -> str:
    if _NEVER_SHOWN.match(line):
        return ">" if line.lstrip().startswith(">") else ""
    line = _with_anchor(line)
    return _WIKI_LINK.sub(lambda link: link["text"], line)


def _with_anchor(line: str) -> str:
    """ "# Title {#id}" → a heading with an anchor of this name."""
    inside = line.rstrip(" ")
    heading = line.find("# ") + 2
    if heading == 1 or not inside.endswith("}"):
        return line
    braces = _HEADING_ID.search(line, max(heading, inside.rfind("}", 0, len(inside) - 1) + 1), len(inside) - 1)
    if not braces:
        return line
    return f'{line[:heading]}{line[heading : braces.start()].rstrip(" ")} <a id="{braces["id"]}"></a>'
