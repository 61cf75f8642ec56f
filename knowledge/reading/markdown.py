"""Markdown as GitHub, MkDocs, Docusaurus and Obsidian write it, with front matter."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import TypedDict

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.plain import decode, find_publisher
from knowledge.reading.writing import TextWriter, written_document

_MATTER = re.compile(r"\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<matter>.*?)(?:^|\n)(?P=mark)[ \t]*(?:\n|$)", re.DOTALL)
_LONGEST = 100_000
"""Characters; YAML is slow."""


class Facts(TypedDict):
    """Fields of Document."""

    title: str | None
    url: str | None
    publisher: str | None
    date: str | None
    language: str | None


def split_front_matter(name: str, text: str) -> tuple[Facts, str]:
    """What it states, and the text below. Raises UnreadableFile where it can not be understood."""
    matter = _MATTER.match(text)
    stated = _load(name, matter) if matter else None
    if matter is None or not isinstance(stated, dict):
        return _facts({}), text
    return _facts({str(key).lower(): value for key, value in stated.items()}), text[matter.end() :]


def _load(name: str, matter: re.Match[str]) -> object:
    if len(matter["matter"]) > _LONGEST:
        raise UnreadableFile(name, "its front matter is longer than a page; shorten it")
    try:
        return tomllib.loads(matter["matter"]) if matter["mark"] == "+++" else yaml.safe_load(matter["matter"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError) as error:
        if ":" not in matter["matter"] and "=" not in matter["matter"]:
            return None  # a line, some text and another line
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 2})" if mark else ""
        raise UnreadableFile(name, f"its front matter is not valid{place}; correct it, or take it out") from None


def _facts(stated: dict[str, object]) -> Facts:
    return Facts(
        title=_first(stated, ("title",)),
        url=as_url(_first(stated, ("url", "canonical_url", "canonical", "link", "permalink"))),
        publisher=_first(stated, ("publisher", "source", "site", "site_name")),
        date=next(
            filter(None, (as_date(stated.get(key)) for key in ("updated", "last_updated", "lastmod", "date"))), None
        ),
        language=as_language(_first(stated, ("language", "lang", "locale"))),
    )


def _first(stated: dict[str, object], keys: Iterable[str]) -> str | None:
    found = (stated.get(key) for key in keys)
    return next(
        (" ".join(str(value).split()) for value in found if isinstance(value, str | int | float) and value), None
    )


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
