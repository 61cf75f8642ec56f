"""What Sphinx adds to reStructuredText; directives that nobody knows are read by their content."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en
from docutils.parsers.rst.states import Inliner, SubstitutionDef

_DIRECTIVE = re.compile(r"^[^\S\n]*+(?:\.\.\s++\|[^|\n]++\|\s++|\.\.\s++)(?P<name>[\w:+.-]+)::", re.MULTILINE)
_ROLE = re.compile(r"(?<![\w:+.-])[\w+.-]*+:(?P<name>[\w:+.-]+):`|`:(?P<after>[\w:+.-]+):")
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
_LABEL = re.compile(r"\.\. _(?P<label>`[^`\n]{1,200}+`|[^:\n`]{1,200}+):[ \t]*")
_LINE = re.compile(r"([=\-~^\"'#*+.:`_])\1{2,}+[ \t]*")
"""Under a title, and perhaps over it."""
_MARKED = re.compile(
    r"(?::[\w:.+-]{1,60}:)?`{1,2}(?P<quoted>[^`<\n]{1,200}+)(?:<[^`>\n]{0,200}+>)?`{1,2}_{0,2}"
    r"|\*{1,2}(?P<strong>[^*\n]{1,200}+)\*{1,2}|\|(?P<named>\w[^|\n]{0,60}+)\|_?"
)
"""What is set off in a title: code, roles, links, emphasis, substitutions."""
_DIRECTIVES = frozenset(en.directives) - _CODE - _OF_OTHER_FILES
_ROLES = frozenset(en.roles)
_SUBSTITUTION = re.compile(r"(?<![\w|\\`])\|(?P<name>\w[^|\n`]{0,60}+)\|(?P<linked>_?)")
_DEFINITION = re.compile(
    r"^[ \t]*+\.\. (?:\|(?P<text>[^|\n]{1,200}+)\|[ \t]|_(?P<target>[^:\n]{1,200}+):)", re.MULTILINE
)


def section_titles(text: str) -> dict[str, str]:
    """The title of each section by the labels that stand before it."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    lines = [line for line in text.split("\n") if line.strip()]
    for line, second, third in zip_longest(lines, lines[1:], lines[2:], fillvalue=""):
        label = _LABEL.fullmatch(line)
        if label:
            waiting.append(label["label"].strip("`").lower())
            continue
        if waiting and _LINE.fullmatch(second):
            found |= dict.fromkeys(waiting, _plain(line.strip()))
        elif waiting and _LINE.fullmatch(line) and _LINE.fullmatch(third):
            found |= dict.fromkeys(waiting, _plain(second.strip()))
        waiting = []
    return found


def _plain(title: str) -> str:
    return _MARKED.sub(lambda one: (one["quoted"] or one["strong"] or one["named"]).strip(), title)


def with_substitutions(text: str) -> str:
    """The text, and at its end a definition of each substitution that other files define: it gives its name."""
    given = [(found["text"] or "", found["target"] or "") for found in _DEFINITION.finditer(text)]
    known = {nodes.fully_normalize_name(name) for name, _ in given}
    targets = {nodes.fully_normalize_name(target) for _, target in given}
    lines = []
    for found in _SUBSTITUTION.finditer(text):
        name = nodes.fully_normalize_name(found["name"])
        if name not in known:
            known.add(name)
            shown = _SIGNS.sub(" ", found["name"])
            lines.append(f".. |{found['name']}| replace:: {shown}")
        if found["linked"] and name not in targets:
            targets.add(name)
            lines.append(f".. _{found['name']}: #")
    return text + "".join(f"\n\n{line}" for line in lines) + "\n" if lines else text


def learn(text: str) -> None:
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
        title: list[nodes.Node] = []
        if self.arguments:
            title, _ = self.state.inline_text(self.arguments[0], self.lineno)
            title = [_html("<summary>"), *title, _html("</summary>")]
        self.arguments = []
        return [_html("<details>"), *title, *super().run(), _html("</details>")]


def _html(tag: str) -> nodes.raw:
    return nodes.raw("", tag, format="html")


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
    """What belongs to other files; a substitution for it is empty."""

    def run(self) -> list[nodes.Node]:
        return [nodes.inline()] if isinstance(self.state, SubstitutionDef) else []
