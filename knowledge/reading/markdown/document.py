"""A Markdown file → its document."""

from functools import cache

from lxml.html import HtmlElement
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import suffix_of
from knowledge.reading.markdown.blocks import common_markdown, is_mdx
from knowledge.reading.markdown.front_matter import split_front_matter
from knowledge.reading.markdown.headings import slug
from knowledge.reading.markdown.imported import missing_imports
from knowledge.reading.markdown.inline import add_rules, environment
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.plain import decode, find_publisher
from knowledge.reading.writing import TextWriter, written_document

_NOT_THERE = "it also shows what is in files that are not there; put them into one folder with it:"
_DEEPEST = 100
"""Blocks within blocks: each is a few calls deep here and in the walk through the elements."""


def read(name: str, content: bytes) -> list[Document]:
    """One document; headings are places with the anchors that GitHub and most sites give them.

    Raises UnreadableFile for a file that only shows others, which are not there.
    """
    facts, text = split_front_matter(name, decode(name, content))
    facts["publisher"] = facts["publisher"] or find_publisher(text)
    writer = TextWriter()
    write_markdown(writer, text, mdx=suffix_of(name) == ".mdx")
    missing = missing_imports(text)
    documents = written_document(name, writer, **facts, missing=f"{_NOT_THERE} {missing}" if missing else None)
    if missing and not documents:
        raise UnreadableFile(name, f"all that it shows is in {missing}; put these files into one folder with it")
    return documents


def write_markdown(writer: TextWriter, text: str, mdx: bool = False) -> None:
    """Write what is shown of Markdown; `mdx`: whether it surely is MDX."""
    root = markdown_root(text, mdx)
    taken: dict[str, int] = {}
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if not heading.xpath("@id | .//a/@id"):
            heading.set("id", slug(heading.text_content(), taken))
    write_markup(writer, root)


def markdown_root(text: str, mdx: bool = False) -> HtmlElement:
    """The elements that it stands for."""
    mdx = mdx or is_mdx(text)
    return parse_html(_parser(mdx).render(common_markdown(text, mdx), environment(text)))


@cache
def _parser(mdx: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    if mdx:
        parser.disable("code")
    return add_rules(parser.use(deflist_plugin).use(footnote_plugin), mdx)
