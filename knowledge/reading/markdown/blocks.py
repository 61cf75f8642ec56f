"""Markdown of documentation sites → CommonMark: lines that only they know become headings, paragraphs or nothing."""

import re
from functools import partial
from itertools import takewhile

from knowledge.reading.ends import Ends
from knowledge.reading.markdown.components import Components
from knowledge.reading.markdown.fences import fence_after
from knowledge.reading.markdown.markers import (
    Marker,
    closing_behind,
    code_end,
    is_folding,
    read_marker,
    without_shortcodes,
)
from knowledge.reading.markdown.panels import Panels, harmless
from knowledge.reading.markdown.unshown import MOST_LINES, after_unshown

_SET_IN = re.compile(
    r"(?:!!!|\?\?\?\+?|(?P<tab>===[!+]?))[ ]++(?:[\w-]++(?:[ ]++|$))*(?:\"(?P<title>[^\"]*+)\")?[ ]*+$"
)
"""MkDocs: a note or a tab is a line like `!!! tip "Title"` and the indented lines below it."""
_CALLOUT = re.compile(r"(?P<quote>[ ]*(?:>[ ]?)+)\[![\w -]{1,40}(?:\|[^\]]{0,40})?\](?P<fold>[-+]?)[ ]*(?P<title>.*)$")
_MDX = re.compile(r"^(?:import\s.*from\s+['\"]|\s{0,12}</?[A-Z][\w.]*[\s>/])", re.MULTILINE)
_MOST_INSIDE = 3
"""Lines of a shortcode that begins within a sentence."""
_RAW = re.compile(r"\{%-?[ ]*(?:end)?raw[ ]*-?%\}")
_NEXT_ENDS = frozenset({"==", "+++"})
"""Of these the next one ends the one before."""
_MARGIN = "    "
_LONGEST_LINE = 20_000
"""Characters; what stands in longer ones is read as inside of lines."""
_DEEPEST = 12
"""Notes within notes that are set in."""


def common_markdown(text: str, mdx: bool) -> str:
    """`mdx`: whether what is set in is no code. Code stays letter for letter."""
    panels = Panels()
    _Rewriter(panels, mdx).rewrite(text.split("\n"))
    return "\n".join(panels.written)


def is_mdx(text: str) -> bool:
    """Whether it uses components, whatever its name ends in."""
    return _MDX.search(text) is not None


class _Rewriter:
    """Goes through the lines once."""

    def __init__(self, panels: Panels, mdx: bool) -> None:
        self._panels = panels
        self._components = Components(panels, mdx)
        self._mdx = mdx
        self._fence = ""
        self._code_ends: tuple[list[str], Ends] | None = None

    def rewrite(self, lines: list[str], depth: int = 0) -> None:
        """`depth`: of notes that are set in. The lines are used up."""
        place = 0
        while place < len(lines):
            place = self._after(lines, place, depth)

    def _after(self, lines: list[str], place: int, depth: int) -> int:
        """The next place to go on from."""
        line = lines[place]
        if self._take_code(line):
            return place + 1
        if not line.strip():
            self._components.blank()
            self._panels.written.append(line)
            return place + 1
        if len(line) > _LONGEST_LINE:
            self._panels.text(line)
            return place + 1
        set_in = partial(self._after_set_in, depth=depth)
        rules = (self._after_unshown, set_in, self._after_mark, self._components.after)
        after = next((found for rule in rules if (found := rule(lines, place)) is not None), None)
        if after is None:
            self._panels.text(line)
        return place + 1 if after is None else after

    def _after_unshown(self, lines: list[str], place: int) -> int | None:
        return after_unshown(lines, place, self._mdx)

    def _take_code(self, line: str) -> bool:
        """Whether the line is code or its fence, which is then written."""
        before, self._fence = self._fence, fence_after(line, self._fence)
        if not (before or self._fence):
            return False
        if not before and self._panels.written and self._panels.written[-1].endswith(">"):
            self._panels.written.append("")  # right behind HTML it would be HTML, too
        self._panels.written.append(line)
        return True

    def _after_set_in(self, lines: list[str], place: int, depth: int) -> int | None:
        """Behind a note or tab of MkDocs."""
        line = lines[place]
        indent = line[: len(line) - len(line.lstrip(" "))]
        said = line[len(indent) :]
        note = _SET_IN.match(said) if said.startswith(("!!!", "???", "===")) and depth < _DEEPEST else None
        margin = indent + _MARGIN
        body = (
            list(takewhile(lambda one: not one.strip() or one.startswith(margin), lines[place + 1 :])) if note else []
        )
        if note is None or not any(map(str.strip, body)):
            return None
        title = note["title"] or ""
        folds = note["tab"] is not None or said.startswith("???") or is_folding("", title)
        self._panels.begin(_MARGIN, title, folds, indent)
        self.rewrite([indent + one.removeprefix(margin) for one in body], depth + 1)
        self._panels.end(_MARGIN, indent)
        return place + 1 + len(body)

    def _after_mark(self, lines: list[str], place: int) -> int | None:
        """Behind a line, or a part of it, that opens or closes something."""
        line = lines[place]
        callout = _CALLOUT.match(line) if "[!" in line else None
        if callout:
            self._call_out(callout)
            return place + 1
        said = line.strip()
        indent = line[: len(line) - len(line.lstrip())]
        if said.startswith(("{{<", "{{%", "{%")) and said != "{%{" and "}" not in said:
            return _joined(lines, place, MOST_LINES)
        if "{{" in said and max(said.rfind("{{<"), said.rfind("{{%")) > said.rfind("}}"):
            return _joined(lines, place, _MOST_INSIDE)
        marker = read_marker(said, self._panels.keys)
        if marker:
            self._obey(marker, indent)
            lines[place] = indent + marker.rest
            after = self._after_code(lines, place, marker, indent) if marker.code is not None else None
            return after if after is not None else place if marker.rest.strip() else place + 1
        closing = closing_behind(said)
        if closing < 0:
            return None
        self._panels.text(indent + said[:closing])
        lines[place] = indent + said[closing:]
        return place

    def _obey(self, marker: Marker, indent: str) -> None:
        if marker.action == "close" or (marker.action == "open" and marker.key in _NEXT_ENDS):
            self._panels.end(marker.key, indent)
        if marker.labels:
            self._panels.labels = [*marker.labels]
        label = self._panels.next_label() if marker.is_nameless_tab else ""
        if marker.action == "open" or label:
            self._panels.begin(marker.key, marker.title or label, marker.folds or bool(label), indent)
        elif marker.action == "say":
            self._panels.say(marker.title, indent)
        if marker.told:
            self._panels.say(marker.told, indent)

    def _after_code(self, lines: list[str], place: int, marker: Marker, indent: str) -> int | None:
        """The line on which the code ends that a shortcode holds; None where it does not end, or is fenced anyway."""
        here = code_end(lines[place])
        last = place if here and here[0] == marker.key else self._ends(lines).after(marker.key, place)
        found = None if last is None else code_end(lines[last])
        if last is None or found is None:
            return None
        code = [_RAW.sub("", line) for line in (*lines[place:last], lines[last][: found[1]])]
        if next(filter(None, map(str.strip, code)), "").startswith("```"):
            return None
        self._panels.code(code, marker.code or "", indent)
        lines[last] = indent + lines[last][found[1] :]
        return last

    def _ends(self, lines: list[str]) -> Ends:
        """Where code ends that shortcodes hold; looked for once in the same lines."""
        if self._code_ends is None or self._code_ends[0] is not lines:
            ends = Ends(found[0] if (found := code_end(line)) else None for line in lines)
            self._code_ends = lines, ends
        return self._code_ends[1]

    def _call_out(self, callout: re.Match[str]) -> None:
        """A note of GitHub or Obsidian in a block quote; one that folds, or asks, has a heading."""
        quote, title = callout["quote"].rstrip(" "), without_shortcodes(callout["title"]).strip()
        if title and (callout["fold"] or is_folding("", title)):
            parts = ("<summary>", harmless(title), "</summary>")
            self._panels.written += [line for part in parts for line in (quote, f"{quote} {part}", quote)]
        else:
            self._panels.written += [f"{quote} {title}", quote] if title else [quote]


def _joined(lines: list[str], place: int, most: int) -> int | None:
    """A shortcode over several lines, of which there are at most so many, is put on the last of them."""
    for number in range(place, min(len(lines), place + most)):
        if "}" in lines[number].rpartition("{{")[2]:
            lines[number] = " ".join(line.strip() for line in lines[place : number + 1])
            return number
    return None
