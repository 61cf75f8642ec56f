"""Inside of lines: marks, links, references, attributes and what else is not shown as it is written."""

import html
import re
from collections.abc import Callable, Mapping

from knowledge.reading.asciidoc.headings import key_of
from knowledge.reading.pictures import worded

_LITERAL = re.compile(
    r"`\+(?P<code>[^`\n]{1,300}?)\+`|\+\+\+(?P<raw>[^\n]{1,300}?)\+\+\+|\+\+(?P<double>[^\n]{1,300}?)\+\+"
    r"|(?<![\w\\])\+(?P<single>(?=\S)[^+\n]{1,300}(?<=\S))\+(?!\w)|pass:\w{0,20}\[(?P<passed>[^\]]{0,300})\]"
)
_KEPT = re.compile("\x00(?P<number>[0-9]{1,6})\x00")
_ATTRIBUTE = re.compile(r"(?P<escaped>\\)?\{(?P<name>[\w-]{1,60}+)\}")
_KNOWN = {
    "amp": "&",
    "apos": "'",
    "asterisk": "*",
    "backslash": "\\",
    "backtick": "`",
    "brvbar": "¦",
    "caret": "^",
    "cpp": "C++",
    "cxx": "C++",
    "deg": "°",
    "empty": "",
    "endsb": "]",
    "gt": ">",
    "ldquo": "“",
    "lsquo": "‘",
    "lt": "<",
    "nbsp": " ",
    "pp": "++",
    "plus": "+",
    "quot": '"',
    "rdquo": "”",
    "rsquo": "’",
    "sp": " ",
    "startsb": "[",
    "tilde": "~",
    "two-colons": "::",
    "two-semicolons": ";;",
    "vbar": "|",
    "wj": "",
    "zwsp": "",
}
"""https://docs.asciidoctor.org/asciidoc/latest/attributes/character-replacement-ref/"""
_MACRO = re.compile(
    r"(?<!\w)(?P<escaped>\\)?(?:(?P<name>[a-zA-Z][\w-]{0,30}+):{1,2}|(?P<value>\{[\w-]{1,60}+\}))"
    r"(?P<target>[^\s\[\]]{0,500}+)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}+\]){0,1000}+)\]"
)
_QUOTED = re.compile(r"\"(?P<text>[^\"]{0,500}+)\"")
_LINKS = frozenset({"http", "https", "ftp", "irc", "link", "mailto", "xref"})
_ANCHOR = re.compile(r"\[\[\[?(?P<id>[\w:.-]{1,100}+)(?:,[^\]\n]{0,200}+)?\]\]\]?")
_TERM = re.compile(r"\(\(\([^()]{0,200}+\)\)\)|\(\((?P<shown>[^()]{1,200}+)\)\)")
_REFERENCE = re.compile(r"(?P<escaped>\\)?<<(?P<target>[^,<>\n]{1,200}+)(?:,(?P<text>[^<>]{1,300}+))?>>")
_ROLE = re.compile(r"\[\.?[\w. -]{1,60}+\](?=[#*_`]\S)")
_MARKED = tuple(
    re.compile(pattern)
    for sign in ("`", r"\*", "_", "#")
    for pattern in (
        rf"(?P<escaped>\\{{1,2}})?{sign}{sign}(?P<text>[^{sign}\n]{{1,300}}){sign}{sign}",
        rf"(?<![\w\\{sign}])(?P<escaped>\\)?{sign}(?=\S)(?P<text>(?:[^{sign}\n]|(?<=\w){sign}(?=\w)){{1,300}})(?<=\S)"
        rf"{sign}(?![\w{sign}])",
    )
) + tuple(re.compile(rf"(?P<escaped>\\)?{sign}(?P<text>[^\s{sign}]{{1,100}}){sign}") for sign in (r"\^", "~"))
"""Code, bold, italics, marked: doubled marks may stand within words; then raised and lowered."""
_QUOTES = re.compile(r"(?P<sign>[\"'])`(?=\S)(?P<text>[^`\n]{1,300})(?<=\S)`(?P=sign)")
_APOSTROPHE = re.compile(r"(?<=\w)`'")
_CHARACTER = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,30});")
_SIGNS = {"(C)": "©", "(R)": "®", "(TM)": "™"}
_SIGN = re.compile(r"\((?:C|R|TM)\)")
_HARD_BREAK = re.compile(r"[ ]\+$", re.MULTILINE)
_NO_WORD = re.compile(r"[\W_]+")
_PAGE = re.compile(r"(?:(?:[\w.-]{0,60}@)?[\w.-]{0,60}:)?(?P<path>[^#]*)\.adoc$")


class Inline:
    """Knows the attributes of one file, and its titles by the keys of their anchors."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.attributes: dict[str, str] = {}
        self._titles = titles
        self._kept: list[str] = []

    def plain(self, text: str) -> str:
        """What is shown of it."""
        self._kept.clear()
        text = _LITERAL.sub(self._keep, text.replace("\x00", ""))
        text = _MACRO.sub(self._macro, text)
        if "{" in text:
            text = _ATTRIBUTE.sub(self._attribute, text)
        if "<<" in text:
            text = _REFERENCE.sub(self._reference, text)
        text = _ROLE.sub("", _ANCHOR.sub("", text))
        text = _TERM.sub(lambda term: term["shown"] or "", text)
        text = _QUOTES.sub(_quoted, text)
        for pattern in _MARKED:
            text = pattern.sub(_unmarked, text)
        text = _SIGN.sub(lambda sign: _SIGNS[sign.group()], text)
        text = _APOSTROPHE.sub("’", text)
        text = _CHARACTER.sub(lambda one: html.unescape(one.group()), text)
        return _KEPT.sub(self._given_back, _HARD_BREAK.sub("", text))

    def _keep(self, literal: re.Match[str]) -> str:
        """Letter for letter, until all else is read."""
        self._kept.append(next(filter(None, literal.groups()), ""))
        return f"\x00{len(self._kept) - 1}\x00"

    def _given_back(self, kept: re.Match[str]) -> str:
        return self._kept[int(kept["number"])]

    def _attribute(self, found: re.Match[str]) -> str:
        if found["escaped"]:
            return found.group()[1:]
        name = found["name"].lower()
        return self.attributes.get(name, _KNOWN.get(name, found.group()))

    def _macro(self, macro: re.Match[str]) -> str:
        """https://docs.asciidoctor.org/asciidoc/latest/macros/"""
        if macro["escaped"]:
            return macro.group()[1:]
        name, target = macro["name"], macro["target"]
        text = _MACRO.sub(self._macro, macro["text"]).replace("\\]", "]")  # brackets in brackets are no deeper
        if name in _SHOWN:
            return _SHOWN[name](target, text)
        if name and name not in _LINKS and not {".", "/"} & {*target}:
            return macro.group()
        shown = _text_of(text)
        if shown:
            return shown
        if name in {None, "http", "https", "ftp", "irc"}:
            return f"{name}:{target}" if name else f"{macro['value']}{target}"
        return self._referred(target) if name == "xref" else target

    def _reference(self, reference: re.Match[str]) -> str:
        if reference["escaped"]:
            return reference.group()[1:]
        return (reference["text"] or "").strip() or self._referred(reference["target"])

    def _referred(self, target: str) -> str:
        """The title that is there, or what the address says of it."""
        page, _, fragment = target.partition("#")
        if fragment or not page.endswith(".adoc"):
            title = self._titles.get(key_of(fragment or page))
            if title:
                return title
            return _words((fragment or page).rpartition(".")[2]) or target
        path = _PAGE.match(page)
        parts = [part for part in (path["path"] if path else page).split("/") if part not in {"", ".", ".."}]
        return _words(next((part for part in reversed(parts) if part != "index"), "index"))


def _words(name: str) -> str:
    return " ".join(_NO_WORD.sub(" ", name).split())


def _text_of(text: str) -> str:
    """The text of a link; what else it says stands behind a comma with an equals sign."""
    quoted = _QUOTED.match(text)
    if quoted:
        return quoted["text"]
    if "=" in text:
        text = text.partition(",")[0]
        text = "" if "=" in text else text
    return text.strip().removesuffix("^")


def _alternative(_: str, text: str) -> str:
    return worded(_text_of(text))


def _chosen(menu: str, text: str) -> str:
    return " › ".join(part.strip() for part in (menu, *text.split(">")) if part.strip())


_SHOWN: dict[str | None, Callable[[str, str], str]] = {
    "image": _alternative,
    "icon": lambda *_: "",
    "anchor": lambda *_: "",
    "indexterm": lambda *_: "",
    "counter": lambda *_: "",
    "counter2": lambda *_: "",
    "indexterm2": lambda _, text: text,
    "kbd": lambda _, text: text.replace(",", "+"),
    "btn": lambda _, text: text,
    "menu": _chosen,
    "stem": lambda _, text: text,
    "latexmath": lambda _, text: text,
    "asciimath": lambda _, text: text,
    "footnote": lambda _, text: f" ({text})" if text else "",
    "javadoc": lambda target, text: _text_of(text) or target.rpartition(".")[2],
}


def _quoted(quoted: re.Match[str]) -> str:
    return f"“{quoted['text']}”" if quoted["sign"] == '"' else f"‘{quoted['text']}’"


def _unmarked(marked: re.Match[str]) -> str:
    return marked.group()[len(marked["escaped"]) :] if marked["escaped"] else marked["text"]
