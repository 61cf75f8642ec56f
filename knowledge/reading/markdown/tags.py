"""Tags of HTML and of components (`<Card title="…">`), also over several lines and with values in braces."""

import re
from typing import Literal, NamedTuple

_NAME = re.compile(r"<(?P<close>/?)(?:(?P<name>[A-Za-z][\w.:-]{0,80}+)(?=[\s/>{])|(?=>))")
_ATTRIBUTE = re.compile(r"\s*+(?P<name>[@:#*\w][\w.:@*-]{0,80}+)(?P<value>\s*+=\s*+)?")
_TEXT = re.compile(r"\s*['\"`](?P<text>[^'\"`{}]*+)['\"`]\s*")
_IN_BRACES = re.compile(
    r"[{}]|/\*[^*]{0,500}+\*/|/\*\*[^*]{0,500}+\*/"
    r"|\"[^\"\\\n]{0,500}+\"|'[^'\\\n]{0,500}+'|`[^`\\]{0,1000}+`"
)
LONGEST_TAG = 3_000
"""Characters of a tag."""

HTML_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html iframe legend li main menu nav
    noscript ol p picture pre script section style summary table tbody td template textarea tfoot th thead tr ul
    video audio svg math object
    """.split()
)
_HTML_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big br button cite code data del dfn em embed font i img input ins kbd label map
    mark meter output param progress q rp rt ruby s samp select option small source span strike strong sub sup
    time track tt u var wbr
    """.split()
)
HTML = HTML_BLOCKS | _HTML_INLINE
"""What is HTML and may be in a text: a tag such as `<title>` in the middle of a page is written about, not used."""

_LABELS = ("title", "label", "header", "heading", "question", "summary", "tab", "q")
"""Attributes that name what a component holds."""
_TOLD = ("description", "subtitle", "caption", "answer", "a")
_NAMED = frozenset({"param", "paramfield", "responsefield", "property", "propertyfield", "field", "parameter"})
_NAMES = ("name", "path", "query", "body", "header")
NOTES = frozenset(
    """
    note tip info warning danger caution check callout aside admonition alert important hint error success frame
    warn infobox notice bug example quote
    """.split()
)
"""Components and containers that set a paragraph or two apart; their titles are not headings over what comes after."""

Kind = Literal["open", "close", "alone"]


class Tag(NamedTuple):
    """One tag, from `start` to `end` in its text."""

    name: str
    kind: Kind
    values: dict[str, str]
    """Those of its attributes that are texts."""
    start: int
    end: int

    @property
    def is_component(self) -> bool:
        """`<Card>`, `<Tabs.Tab>` and `<doc-card>`, or a fragment: `<>`."""
        return self.name[:1].isupper() or "." in self.name or "-" in self.name or not self.name

    @property
    def plain_name(self) -> str:
        """Of `<Tabs.TabItem>` "tabitem"."""
        return self.name.rpartition(".")[2].lower()

    @property
    def label(self) -> str:
        """What it names its content; "" for nothing."""
        names = _NAMES if self.plain_name in _NAMED else _LABELS
        return next((self.values[name] for name in names if self.values.get(name, "").strip()), "")

    @property
    def told(self) -> list[str]:
        """What else of it is shown: the type of a parameter, what a card leads to."""
        names = ("type", *_TOLD) if self.plain_name in _NAMED else _TOLD
        return [self.values[name] for name in names if self.values.get(name)]


def read_tag(text: str, start: int) -> Tag | None:
    """The tag that begins at `start`; None where there is none."""
    opening = _NAME.match(text, start)
    if opening is None:
        return None
    name, place = opening["name"] or "", opening.end()
    values: dict[str, str] = {}
    while place < min(len(text), start + LONGEST_TAG):
        if text.startswith(">", place):
            return Tag(name, "close" if opening["close"] else "open", values, start, place + 1)
        if text.startswith("/>", place):
            return Tag(name, "alone", values, start, place + 2)
        after = _attribute(text, place, values)
        if after is None:
            return None
        place = after
    return None


def _attribute(text: str, place: int, values: dict[str, str]) -> int | None:
    """Where the attribute at `place` ends, which is put into `values` if it is a text; None where none is."""
    if text[place].isspace():
        return place + 1
    if text[place] == "{":  # {...spread}, or a comment
        return _after_braces(text, place)
    found = _ATTRIBUTE.match(text, place)
    if found is None:
        return None
    if not found["value"]:
        return found.end()
    return _value(text, found.end(), found["name"].lower(), values)


def _value(text: str, place: int, name: str, values: dict[str, str]) -> int | None:
    mark = text[place : place + 1]
    if mark == "{":
        end = _after_braces(text, place)
        said = _TEXT.fullmatch(text, place + 1, end - 1) if end else None
        values[name] = said["text"] if said else text[place + 1 : (end or place) - 1] if name in _LISTS else ""
        return end
    if mark in {'"', "'"}:
        end = text.find(mark, place + 1, place + LONGEST_TAG)
        values[name] = " ".join(text[place + 1 : end].split())
        return end + 1 if end >= 0 else None
    bare = _BARE.match(text, place)
    values[name] = bare.group() if bare else ""
    return bare.end() if bare else None


_LISTS = frozenset({"items", "labels", "values", "tabs"})
"""Attributes that name all panels of a component at once."""
_BARE = re.compile(r"[^\s\"'=<>`{}]{1,300}+")
_QUOTED = re.compile(r"(?P<mark>['\"`])(?P<text>[^'\"`\n]{1,200}+)(?P=mark)")
_LABELLED = re.compile(r"label['\"]?\s*:\s*['\"](?P<label>[^'\"\n]{1,200}+)['\"]")


def listed_labels(tag: Tag) -> list[str]:
    """Of `<Tabs items={["npm", "yarn"]}>` and `values={[{label: "npm"}]}`: the names of its panels, in order."""
    said = next((tag.values[name] for name in sorted(_LISTS) if tag.values.get(name)), "")
    labelled = [one["label"] for one in _LABELLED.finditer(said)]
    return labelled or [one["text"] for one in _QUOTED.finditer(said)]


def _after_braces(text: str, place: int) -> int | None:
    """Behind the brace that closes the one at `place`; braces in quotes and comments do not count."""
    depth = 0
    for part in _IN_BRACES.finditer(text, place, place + LONGEST_TAG):
        depth += (part.group() == "{") - (part.group() == "}")
        if depth == 0 and part.group() == "}":
            return part.end()
    return None
