"""Tags at the beginning and end of lines: components become panels and paragraphs, what is in them is Markdown."""

from knowledge.reading.markdown.markers import is_folding
from knowledge.reading.markdown.panels import Panels
from knowledge.reading.markdown.tags import HTML, HTML_BLOCKS, LONGEST_TAG, NOTES, Tag, listed_labels, read_tag
from knowledge.reading.markdown.unshown import MOST_LINES, leave_out

_NEVER_SHOWN = frozenset(
    "include script style svg iframe video audio object math noscript head canvas Head Script Style".split()
)
_CELLS = frozenset("pre table tr td th".split())
"""Markdown in them would not be read as such."""
_SETS_OFF = frozenset("span font b strong i em u small big sub sup mark center".split())
"""What says how text looks: alone on a line it would keep Markdown from being read to the next blank line."""
_PANELS = frozenset({"tab", "tabitem", "item", "panel"})


class Components:
    """Writes to `panels`; `mdx`: whether what is in HTML is Markdown, too."""

    def __init__(self, panels: Panels, mdx: bool) -> None:
        self._panels = panels
        self._mdx = mdx
        self._raw = False

    def blank(self) -> None:
        """After an empty line HTML has ended."""
        self._raw = False

    def after(self, lines: list[str], place: int) -> int | None:
        """The next place to go on from; None where the line is text. What is left of the line is put there."""
        line = lines[place]
        indent = len(line) - len(line.lstrip())
        if not line.startswith("<", indent):
            return self._after_closing(lines, place)
        tag = (read_tag(line, indent) if ">" in line else None) or read_tag(_text(lines, place), indent)
        return None if tag is None else self._after_tag(tag, lines, place)

    def _after_closing(self, lines: list[str], place: int) -> int | None:
        """A tag at the end of a line that closes what is open."""
        line = lines[place].rstrip()
        start = line.rfind("</") if line.endswith(">") else -1
        tag = read_tag(line, start) if start > 0 else None
        if tag is None or tag.end != len(line) or tag.name not in {"details", "summary", *self._panels.keys}:
            return None
        self._panels.text(line[:start])
        lines[place] = line[: len(line) - len(line.lstrip())] + line[start:]
        return place

    def _after_tag(self, tag: Tag, lines: list[str], place: int) -> int | None:
        text = _text(lines, place) if tag.end > len(lines[place]) else lines[place]
        last, indent = place + text.count("\n", 0, tag.end), text[: tag.start]
        rest = text[tag.end :].partition("\n")[0]
        if tag.name in _NEVER_SHOWN and tag.kind != "close":
            return leave_out(f"</{tag.name}>", lines, place, tag.start) if tag.kind == "open" else last + 1
        if tag.is_component and not _is_inline(tag, rest):
            self._component(tag, indent)
        elif self._holds_markdown(tag, text):
            self._panels.element(_bare(tag), indent)
        else:
            return None if tag.is_component else self._after_html(tag, lines, place)
        lines[last] = indent + rest.strip()
        return last if rest.strip() else last + 1

    def _after_html(self, tag: Tag, lines: list[str], place: int) -> int | None:
        """HTML stays as it is; the unknown is text, such as `<player>`."""
        self._raw = self._raw or tag.name in HTML_BLOCKS
        if not self._raw and tag.name in _SETS_OFF and lines[place].strip() == lines[place][tag.start : tag.end]:
            return place + 1
        if self._raw or tag.name in HTML:
            return None
        self._panels.text(f"{lines[place][: tag.start]}&lt;{lines[place][tag.start + 1 :]}")
        return place + 1

    def _holds_markdown(self, tag: Tag, text: str) -> bool:
        if tag.name in {"details", "summary"} or " markdown" in text[tag.start : tag.end]:
            return True
        return self._mdx and tag.name in HTML_BLOCKS - _CELLS

    def _component(self, tag: Tag, indent: str) -> None:
        if tag.kind == "close":
            self._panels.end(tag.name, indent)
            return
        label = tag.label or self._listed(tag)
        if tag.kind == "alone":
            self._panels.say(label, indent)
        elif tag.plain_name in {"q", "question"} and not label:
            self._panels.element("<summary>", indent)
            self._panels.wait(tag.name, "</summary>")
        else:
            names = bool(label) and tag.plain_name not in NOTES
            self._panels.begin(tag.name, label, names or is_folding("", label), indent)
        for said in tag.told:
            self._panels.say(said, indent)

    def _listed(self, tag: Tag) -> str:
        """The label of a panel whose component has those of all."""
        if tag.plain_name.endswith(("tabs", "group")):
            self._panels.labels = listed_labels(tag)
        if tag.plain_name not in _PANELS:
            return ""
        return self._panels.next_label() or tag.values.get("value", "")


def _text(lines: list[str], place: int) -> str:
    """The line, and as many of those below it as a tag may go over."""
    text = lines[place]
    for line in lines[place + 1 : place + MOST_LINES]:
        if len(text) > LONGEST_TAG:
            break
        text += f"\n{line}"
    return text


def _is_inline(tag: Tag, rest: str) -> bool:
    """Whether prose goes on behind it on its line."""
    if tag.kind == "alone":
        return bool(rest.strip()) and not rest.lstrip().startswith(("<", "{"))
    closing = rest.find(f"</{tag.name}>") if tag.kind == "open" else -1
    behind = rest[closing + len(tag.name) + 3 :].strip() if closing >= 0 else ""
    return bool(behind) and not behind.startswith(("<", "{"))


def _bare(tag: Tag) -> str:
    """Without attributes, which in MDX are not always HTML; ids are anchors."""
    named = tag.values.get("id", "")
    anchor = f' id="{named}"' if named and not {'"', "<", ">"} & set(named) else ""
    return f"<{'/' * (tag.kind == 'close')}{tag.name}{anchor}>"
