"""Lines that open and close something in the dialects of Markdown: notes, tabs, panels, shortcodes."""

import re
from typing import Literal, NamedTuple

from knowledge.reading.formats import QUESTION_MARKS
from knowledge.reading.markdown.tags import NOTES

Action = Literal["open", "close", "say", "drop"]
"""`say`: its title stands alone."""


class Marker(NamedTuple):
    """What a line does. `key` is equal for what opens and what closes the same."""

    action: Action
    key: str = ""
    title: str = ""
    folds: bool = False
    """Whether the title is the heading over all that it holds."""
    rest: str = ""
    """What stands behind it on the line."""
    told: str = ""
    """What else of it is shown, such as what a card leads to."""
    labels: tuple[str, ...] = ()
    """Of the tabs that it holds, in order."""
    code: str | None = None
    """The language of the code that it holds; None for Markdown."""

    @property
    def is_nameless_tab(self) -> bool:
        """Whether what holds it has its label."""
        return self.action == "say" and self.key in {"<tab", "%tab"} and not self.title


_COLONS = re.compile(
    r"(?P<colons>:{3,})[ ]*+(?:\{?(?P<kind>[\w-]++)\}?)?[ ]*+(?:\[(?P<bracket>[^\]]*+)\])?(?P<title>[^{]*+)(?:\{.*)?"
)
_LIQUID = re.compile(r"\{%-?[ ]*+(?P<close>end|/)?(?P<name>[\w-]++)(?P<values>(?:[^%]|%(?!\})){0,300}+)%\}[ ]*+")
_SHORTCODE = re.compile(
    r"\{\{[<%][ ]*+(?P<close>/)?[ ]*+(?P<name>[\w/.-]++)(?P<values>[^{}]*?)(?P<alone>/)?[>%]\}\}[ ]*+"
)
CODE = r"(?P<code>``[^\n]{1,1000}?``|`[^`\n]{1,1000}`)"
"""Inside of a line."""
_SHORTCODES = re.compile(
    CODE + r"|\{\{[<%][^{}\n]{0,1000}[>%]\}\}|\{%(?:[^%\n]|%(?!\})){0,1000}%\}"
    r"|\{\{[ ]*[\w.$]{1,100}+[ ]*\|[^{}\n]{0,300}\}\}"
)
"""Code, which stays, and what is not shown: also a value with a filter, whose bar would end a cell."""
_TITLED = re.compile(
    r"(?<![\w-])(?:title|label|header|name|summary|tab|question)\s*=\s*(?P<mark>[\"'])(?P<title>.*?)(?P=mark)"
)
_TOLD = re.compile(
    r"(?<![\w-])(?:description|subtitle|caption)\s*=\s*(?P<mark>[\"'])(?=[^\"']*[^\W\d_])(?P<text>.*?)(?P=mark)"
)
_CARD_TEXT = re.compile(r"(?<![\w-])text\s*=\s*(?P<mark>[\"'])(?P<text>.*?)(?P=mark)")
_LABELS = re.compile(r"(?<![\w-])items\s*=\s*(?P<mark>[\"'])(?P<names>.*?)(?P=mark)")
_LANGUAGE = re.compile(r"(?<![\w-])lang\s*=\s*[\"']?(?P<name>[\w+#-]{1,30})")
_CODE_ENDS = re.compile(
    r"\{%-?[ ]*end(?P<liquid>highlight|codeblock)[ ]*-?%\}|\{\{[<%][ ]*/[ ]*(?P<hugo>highlight|tab)[ ]*[>%]\}\}"
)
_BARE = re.compile(r"[ ]*+[\"'](?P<title>[^\"']*+)[\"']")
_BANG = re.compile(r"!!![ ]*+(?P<kind>\w++)?(?P<title>[^\"]*+)")
_PANEL = re.compile(r"(?P<key>==[=-]|\+\+\+|\|\|\|)(?:[ ]++(?P<title>[^\"=|+ ][^\"]*+))?")
_DROPPED = re.compile(
    r"\[TOC\]|\[\[_?TOC_?\]\]|\$\{toc\}|<<<[ ]?\S.*|-{1,3}8<-{1,3}.*|%%.*%%|!\[\[.*\]\]|\^[\w-]{1,80}"
    r"|\([\w-]{1,80}\)=|\*\[[^\]]{1,80}\]:.*"
    r"|\{[:#.][^{}]*\}|\{[ ]+[.#:][^{}]*\}|\{\{#[^{}]*\}\}|\{%\{|\}%\}"
    r"|\{\{~?[ ]*(?:include|for|if|else|end|while|func|capture|partial|template|define|block|range|with)\b[^{}]*\}\}"
    r"|\[!(?:ref|embed|file|include)[^\]]*\](?:\([^)]*\))?",
    re.IGNORECASE,
)
"""Tables of contents, parts of other files, comments, names of blocks, abbreviations and attributes."""
_CLOSING = re.compile(r"\{%-?[ ]*(?:end|/)[^{}%]*%\}|\{\{[<%][ ]*/[^{}]*\}\}")
_FOLDING = re.compile(r"tab|panel|detail|accordion|expand|collaps|dropdown|spoiler|step|question|faq|card|toggle")
_CODE = frozenset({"highlight", "codeblock"})
_PANEL_KEYS = {"===": "==", "==-": "==", "+++": "+++", "|||": "|||"}


def without_shortcodes(line: str) -> str:
    """Those inside of a line say nothing that is shown."""
    return _SHORTCODES.sub(lambda one: one["code"] or "", line) if "{{" in line or "{%" in line else line


def read_marker(line: str, holds: frozenset[str]) -> Marker | None:
    """What the line does, without outer spaces; None for text. `holds`: the keys of what is open."""
    if line.startswith(":"):
        return _colons(line)
    if line.startswith("{%") and not line.startswith("{%{"):
        return _tagged(line, _LIQUID, "%")
    if line.startswith(("{{<", "{{%")):
        return _tagged(line, _SHORTCODE, "<")
    if line.startswith(("!!!", "===", "==-", "+++", "|||")):
        return _bang(line, holds) if line.startswith("!") else _panel(line, holds)
    if line.startswith("[!card") and line.endswith(")"):
        return _card(line)
    return Marker("drop") if line.startswith(_FIRST) and _DROPPED.fullmatch(line) else None


_FIRST = tuple("[$<-%!^(*{}")


def code_end(line: str, start: int = 0) -> tuple[str, int] | None:
    """The key of the code that ends on this line, and where its closing begins."""
    found = _CODE_ENDS.search(line, start) if "{" in line else None
    if found is None:
        return None
    return (f"%{found['liquid']}" if found["liquid"] else f"<{found['hugo']}"), found.start()


def closing_behind(line: str) -> int:
    """Where the shortcode begins that closes something at the end of a line; -1 for none."""
    start = max(line.rfind("{%"), line.rfind("{{"))
    return start if start > 0 and _CLOSING.fullmatch(line, start) else -1


def is_folding(name: str, title: str) -> bool:
    """Whether a title is a heading: it names a panel, or asks."""
    name = name.lower()
    return bool(title) and (title.endswith(QUESTION_MARKS) or (name not in NOTES and bool(_FOLDING.search(name))))


def _card(line: str) -> Marker:
    """Of Retype: what it leads to, and what it says of that."""
    title, text = _TITLED.search(line), _CARD_TEXT.search(line)
    return Marker("say", "card", title["title"] if title else "", told=text["text"] if text else "")


def _colons(line: str) -> Marker | None:
    found = _COLONS.fullmatch(line)
    if found is None:
        return None
    key, kind = f":{len(found['colons'])}", found["kind"] or ""
    title = (found["bracket"] or found["title"] or "").strip()
    if not kind and not title and not found["bracket"]:
        return Marker("open" if "{" in line else "close", key)
    return Marker("open", key, title, is_folding(kind, title))


def _tagged(line: str, pattern: re.Pattern[str], family: str) -> Marker | None:
    found = pattern.match(line)
    if found is None:
        return None
    name, key, rest = found["name"], family + found["name"].lower(), line[found.end() :]
    if found["close"]:
        return Marker("close", key, rest=rest)
    if name.lower() in _CODE:
        return Marker("drop", key, rest=rest, code="".join(found["values"].split()[:1]))
    titled = _TITLED.search(found["values"]) or (_BARE.match(found["values"]) if _FOLDING.search(name) else None)
    title = titled["title"].strip() if titled else ""
    folds = is_folding(name, title)
    alone = found["values"].rstrip().endswith("/") or (pattern is _SHORTCODE and found["alone"])
    told, labels = _TOLD.search(found["values"]), _LABELS.search(found["values"])
    names = tuple(labels["names"].split(",")) if labels else ()
    language = _LANGUAGE.search(found["values"]) if name.lower() == "tab" and not alone else None
    return Marker(
        action="open" if folds and not alone else "say",
        key=key,
        title=title,
        folds=folds,
        rest=rest,
        told=told["text"] if told else "",
        labels=names,
        code=language["name"] if language else None,
    )


def _bang(line: str, holds: frozenset[str]) -> Marker | None:
    """Retype's notes; those of MkDocs have their title in quotes, and their text set in."""
    found = _BANG.fullmatch(line)
    if found is None:
        return None
    kind, title = found["kind"] or "", found["title"].strip()
    if not kind and not title:
        return Marker("close" if "!!!" in holds else "open", "!!!")
    if kind.lower() not in _RETYPE:
        title = f"{kind} {title}".strip()
    return Marker("open", "!!!", title, is_folding("", title))


_RETYPE = NOTES | {"primary", "secondary", "success", "light", "dark", "ghost", "contrast", "base", "question"}


def _panel(line: str, holds: frozenset[str]) -> Marker | None:
    """Retype's panels, tabs and columns."""
    found = _PANEL.fullmatch(line)
    if found is None:
        return None
    key, title = _PANEL_KEYS[found["key"]], (found["title"] or "").strip(" =")
    if not title:
        return Marker("close", key) if key in holds else None
    return Marker("open", key, title, key != "|||")
