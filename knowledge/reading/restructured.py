"""reStructuredText, also as Sphinx extends it: what only Sphinx knows is read by its content."""

import re
from collections import defaultdict
from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en
from docutils.parsers.rst.states import Inliner

from knowledge.models import Document
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.plain import decode, find_publisher
from knowledge.reading.writing import TextWriter, written_document

_SETTINGS = {
    "file_insertion_enabled": False,  # no "include", no "csv-table" from a file
    "raw_enabled": False,
    "report_level": 5,  # an author's slip is no reason to refuse the rest
    "halt_level": 5,
    "warning_stream": False,
    "embed_stylesheet": False,
    "stylesheet_path": None,
    "syntax_highlight": "none",
    "initial_header_level": 2,
    "doctitle_xform": True,
    "docinfo_xform": True,
    "line_length_limit": 100_000,
    "toc_backlinks": False,
    "footnote_references": "superscript",
    "math_output": "LaTeX",
    "_disable_config": True,
}
_DIRECTIVE = re.compile(r"^[^\S\n]*+(?:\.\.\s++\|[^|\n]++\|\s++|\.\.\s++)(?P<name>[\w:+.-]+)::", re.MULTILINE)
_ROLE = re.compile(r"(?<![\w:+.-])[\w+.-]*+:(?P<name>[\w:+.-]+):`|`:(?P<after>[\w:+.-]+):")
_NOT_TEXT = (
    "//*[contains(concat(' ', @class, ' '), ' contents ') or @class='system-message']"
    " | //aside//*[@class='label'] | //a[@role='doc-noteref']"
)
_OF_OTHER_FILES = frozenset(
    "toctree literalinclude include automodule autoclass autofunction autosummary index image".split()
)
_CODE = frozenset("code code-block sourcecode prompt console parsed-literal ipython doctest testcode".split())
_UNSAID = frozenset(
    """
    only ifconfig highlight currentmodule module py:module py:currentmodule tabularcolumns rst-class cssclass tabs
    tab-set grid grid-item
    """.split()
)
_PANELS = frozenset("tab tab-item group-tab md-tab-item dropdown collapse details toggle".split())
_CHANGES = {
    "versionadded": "New in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}
_SIGNS = re.compile(r"[-_]+")
_REFERENCES = frozenset({"ref", "numref", "doc", "any", "std:ref"})
_LABEL = re.compile(
    r"^\.\. _(?P<label>[^:\n`]{1,200}+):[ ]*\n(?:[ ]*\n|\.\. _[^:\n]{1,200}+:[ ]*\n){0,5}"
    r"(?P<title>\S[^\n]{0,200}+)\n[=\-~^\"'#*+.`]{3}",
    re.MULTILINE,
)
"""Of a section: what stands right before its title."""
_DIRECTIVES = frozenset(en.directives) - _CODE - _OF_OTHER_FILES
_ROLES = frozenset(en.roles)


def read(name: str, content: bytes) -> list[Document]:
    """One document; `:url:`, `:date:`, … in its first field list are its facts."""
    text = decode(name, content)
    _learn(text)
    parts = publish_parts(
        text, source_path=None, writer="html5", settings_overrides=_SETTINGS | {"labels": _labels(text)}
    )
    page = parse_html(str(parts["whole"]))
    for element in page.xpath(_NOT_TEXT):
        element.drop_tree()
    _set_subtitle(page)
    fields = _take_fields(page)
    writer = TextWriter()
    write_markup(writer, page.find("body"))
    return written_document(
        name,
        writer,
        title=fields.get("title"),
        url=as_url(fields.get("url")),
        publisher=fields.get("publisher") or fields.get("organization") or find_publisher(text),
        date=as_date(fields.get("date")),
        language=as_language(fields.get("language")),
    )


def _labels(text: str) -> dict[str, str]:
    """The title of each section that has a label."""
    return {found["label"].lower(): found["title"].strip() for found in _LABEL.finditer(text)}


def _set_subtitle(page: Any) -> None:
    """docutils takes an only section for a subtitle; it is a heading, and what is below it stands under it."""
    for subtitle in page.xpath("//p[@class='subtitle']"):
        for heading in page.xpath("//h2 | //h3 | //h4 | //h5"):
            heading.tag = f"h{int(heading.tag[1]) + 1}"
        subtitle.tag = "h2"


def _take_fields(page: Any) -> dict[str, str]:
    """What the document's own field list says; it is not text."""
    found: dict[str, str] = {}
    for block in page.xpath("//dl[contains(@class, 'docinfo')]"):
        for term, value in zip(block.findall("dt"), block.findall("dd"), strict=False):
            found[term.text_content().strip(" :").lower()] = " ".join(value.text_content().split())
        block.drop_tree()
    return found


def _learn(text: str) -> None:
    """Teach docutils the names that it does not know; this process reads files and does nothing else with them."""
    for match in _DIRECTIVE.finditer(text):
        name = match["name"].lower()
        if name not in _DIRECTIVES:
            directives.register_directive(name, _kind_of(name))
    for match in _ROLE.finditer(text):
        name = (match["name"] or match["after"]).lower()
        if name not in _ROLES:
            roles.register_local_role(name, _role)


def _kind_of(name: str) -> type[Directive]:
    if name in _OF_OTHER_FILES:
        return _Drop
    if name in _CHANGES:
        return _Change
    if name in _UNSAID:
        return _Unsaid
    return _Code if name in _CODE else _Panel if name in _PANELS else _Content


def _role(
    name: str,
    rawtext: str,
    text: str,
    _line: int,
    inliner: Inliner,
    _options: object = None,
    _content: object = None,
) -> tuple[Sequence[nodes.reference], Sequence[nodes.reference]]:
    """ "title <target>" shows its title, "~package.name" its name, a label the title of its section."""
    title, mark, target = text.removesuffix(">").rpartition("<")
    if mark and text.endswith(">") and ">" not in target:
        shown = title.rstrip()
    else:
        labels: dict[str, str] = inliner.document.settings.labels
        shown = _shown(name.rpartition(":")[2].lower(), text, labels)
    return [nodes.reference(rawtext, nodes.unescape(shown), refuri="#")], []


def _shown(kind: str, text: str, labels: dict[str, str]) -> str:
    """What Sphinx shows for a role of this kind; of another file's section it is the label, made readable."""
    if kind in _REFERENCES:
        label = text.lstrip("!").strip("/").lower()
        return labels.get(label) or _SIGNS.sub(" ", label.rpartition("/")[2])
    shown = text.rpartition(".")[2] if text.startswith("~") else text.lstrip("!")
    if kind in {"func", "meth", "function", "method"}:
        return shown if shown.endswith(")") else f"{shown}()"
    if kind in {"guilabel", "menuselection"}:
        return shown.replace(" --> ", " ‣ ").replace("-->", " ‣ ").replace("&", "")
    return shown.replace("{", "").replace("}", "") if kind == "samp" else shown


class _Content(Directive):
    """Its title, if it has one, and what stands below it."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = defaultdict(lambda: directives.unchanged, {"class": directives.unchanged})  # any at all

    def run(self) -> list[nodes.Node]:
        holder = nodes.container()
        if self.arguments:
            shown, _ = self.state.inline_text(self.arguments[0], self.lineno)
            holder += nodes.paragraph("", "", *shown)
        self.state.nested_parse(self.content, self.content_offset, holder)
        return holder.children


class _Unsaid(_Content):
    """What stands below it; its argument is for Sphinx alone."""

    def run(self) -> list[nodes.Node]:
        self.arguments = []
        return super().run()


class _Panel(_Content):
    """A tab, or what unfolds: its title stands over its content."""

    def run(self) -> list[nodes.Node]:
        title = self.arguments[0] if self.arguments else ""
        self.arguments = []
        opening = f"<details><summary>{escape(title)}</summary>" if title else "<details>"
        return [nodes.raw("", opening, format="html"), *super().run(), nodes.raw("", "</details>", format="html")]


class _Change(_Content):
    """In which version something came, changed or will go, in the words of Sphinx."""

    def run(self) -> list[nodes.Node]:
        version, *rest = " ".join(self.arguments).split(maxsplit=1)
        self.arguments = [" ".join([f"{_CHANGES[self.name]} {version}{':' if rest or self.content else '.'}", *rest])]
        return super().run()


class _Code(_Content):
    """Code, as it is."""

    def run(self) -> list[nodes.Node]:
        code = "\n".join(self.content)
        language = [f"highlight-{self.arguments[0]}"] if self.arguments else []
        return [nodes.literal_block(code, code, classes=language)]


class _Drop(_Content):
    """What belongs to other files."""

    def run(self) -> list[nodes.Node]:
        return []
