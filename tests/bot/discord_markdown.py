"""Markdown as Discord's client reads it: boxes of code first, then bars, lists and lines."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

_CODE = re.compile(r"```(?:([A-Za-z0-9_+.#-]+?)\n)?\n*([^\n].*?)\n*```", re.DOTALL)
_ITEM = re.compile(r"( *)([-*]|\d+\.) +(.*)")
_INLINE = (
    (re.compile(r"\\([^0-9A-Za-z\s])"), lambda mark: f"&#{ord(mark[1])};"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]]*)\]\((https?://[^\s)]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*(.+?)\*\*", re.DOTALL), r"<b>\1</b>"),
    (re.compile(r"(?<!\*)\*([^*\n]+)\*"), r"<i>\1</i>"),
    (re.compile(r"&lt;t:\d+:?\w?&gt;"), '<span class="mention">a moment ago</span>'),
)


class Part(NamedTuple):
    """Code, or what stands between two boxes of it."""

    text: str
    is_code: bool = False
    language: str = ""


def parts_of(markdown: str) -> Iterator[Part]:
    """In order."""
    done = 0
    for code in _CODE.finditer(markdown):
        yield Part(markdown[done : code.start()])
        yield Part(code[2], is_code=True, language=code[1] or "")
        done = code.end()
    yield Part(markdown[done:])


def read(markdown: str) -> str:
    """What people see, without boxes, bars, bullets and bold."""
    return "\n".join(part.text if part.is_code else _read(part.text) for part in parts_of(markdown))


def _read(text: str) -> str:
    lines = (re.sub(r"^(?:> ?)?( *[-*] +)?(?:-# )?", "", line) for line in text.split("\n"))
    return re.sub(r"\\([^0-9A-Za-z\s])|\*\*", lambda found: found[1] or "", "\n".join(lines))


def html_of(markdown: str) -> str:
    """The part of it that the bot writes."""
    return "".join(
        _box(part) if part.is_code else _lines(part.text.removeprefix("\n").removesuffix("\n"))
        for part in parts_of(markdown)
    )


def _box(part: Part) -> str:
    return f"<pre>{escape(part.text)}</pre>"


def _lines(text: str) -> str:
    shown = []
    for barred, group in groupby(text.split("\n") if text else [], key=lambda line: line.startswith("> ")):
        lines = [line[2:] if barred else line for line in group]
        shown.append(f"<blockquote>{_listed(lines)}</blockquote>" if barred else _listed(lines))
    return "".join(shown)


def _listed(lines: list[str]) -> str:
    """An item may go on in lines that are moved in."""
    shown = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        if item:
            mark, left = "•" if item[2] in "-*" else item[2], 20 + 10 * len(item[1])
            shown.append(f'<div class="item" style="margin-left:{left}px"><i>{mark}</i>{inline(item[3])}</div>')
        elif shown and shown[-1].endswith("</div>") and line.strip():
            shown[-1] = f"{shown[-1].removesuffix('</div>')}<br>{inline(line.strip())}</div>"
        elif line.startswith("-# "):
            shown.append(f"<small>{inline(line[3:])}</small>")
        else:
            shown.append(f"<p>{inline(line)}</p>" if line else '<p class="empty"></p>')
    return "".join(shown)


def inline(text: str) -> str:
    """Marks within a line."""
    shown = escape(text, quote=False)
    for pattern, made in _INLINE:
        shown = pattern.sub(made, shown)
    return shown
