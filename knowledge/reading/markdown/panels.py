"""The Markdown that is written, and what is open in it: panels have a heading over all that they hold."""

import re

from knowledge.reading.markdown.headings import with_anchor
from knowledge.reading.markdown.markers import without_shortcodes

_ATTRIBUTES = re.compile(r"(?<=[|>])[ ]*+\{[:.#][^{}|]{0,300}+\}[ ]*+$")
"""Of a table, behind its first row, or of a quotation."""
_STARTS_BLOCK = re.compile(r"^(?P<number>\d{0,9})(?P<sign>(?<=\d)[.)]|(?<!\d)[#>+=~-])")

_FENCE = re.compile(r"`{3,}")
_ENDS_LISTS = "<!-- -->"
"""What is set in below a component belongs to it, not to a list before it."""


class Panels:
    """Lines of CommonMark; what is open waits for its end as its key and the line that closes it."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.labels: list[str] = []
        """Of the tabs to come, where what holds them has their labels."""
        self._open: list[tuple[str, str]] = []

    @property
    def keys(self) -> frozenset[str]:
        """Of all that is open."""
        return frozenset(key for key, _ in self._open)

    def next_label(self) -> str:
        """Of the next tab; "" for none."""
        return self.labels.pop(0).strip() if self.labels else ""

    def text(self, line: str) -> None:
        """A line that is neither code nor a mark."""
        self.written.append(without_shortcodes(with_anchor(_ATTRIBUTES.sub("", line))))

    def say(self, title: str, indent: str) -> None:
        """A paragraph, or a blank line for no title."""
        self.written += ["", indent + harmless(title), ""] if title else [""]

    def code(self, lines: list[str], language: str, indent: str) -> None:
        """A fenced block, without blank lines around the code."""
        shown = [place for place, line in enumerate(lines) if line.strip()]
        longest = max((len(mark) for line in lines for mark in _FENCE.findall(line)), default=2)
        fence = indent + "`" * (longest + 1)
        kept = lines[shown[0] : shown[-1] + 1] if shown else []
        self.written += ["", fence + language, *kept, fence, ""]

    def element(self, tag: str, indent: str) -> None:
        """HTML between blank lines, so that what follows is Markdown."""
        self.written += ["", indent + tag, ""]

    def begin(self, key: str, title: str, folds: bool, indent: str) -> None:
        """`folds`: whether the title is a heading over all until its end."""
        folds = folds and bool(title)
        if folds:
            self.element("<details>", indent)
            self.element("<summary>", indent)
        if title:
            self.say(title, indent)
        else:
            self.element(_ENDS_LISTS, indent)
        if folds:
            self.element("</summary>", indent)
        self.wait(key, "</details>" if folds else "")

    def wait(self, key: str, closing: str) -> None:
        """Something is open that ends with this line, "" for none."""
        self._open.append((key, closing))

    def end(self, key: str, indent: str) -> None:
        """Close the last that was opened with this key, and all that was opened in it."""
        if key not in self.keys:
            self.written.append("")
            return
        opened = ""
        while opened != key:
            opened, closing = self._open.pop()
            self.element(closing, indent)


def harmless(title: str) -> str:
    """A title that begins no heading, list or quotation."""
    return _STARTS_BLOCK.sub(r"\g<number>\\\g<sign>", title, count=1)
