"""Arabic, Persian and Hebrew lines: from how they are seen to how they are read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional, combining

from knowledge.reading.pdf.letters import Letter

_SPACE = 0.2
"""Of the height of a line: letters this far apart have a space between them, even if none is written."""
_WRITTEN_SPACE = 0.05
_GOD = "الله"
_STOPS = frozenset(".،؟?!:")
"""With these no line begins."""
_CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_IN_NUMBERS = {"CS"}
"""Kinds of signs (Unicode's bidirectional classes) that stand between the digits of one number: 10:30."""
_IN_HEBREW_NUMBERS = {"CS", "ES", "ET"}


class _Glyph(NamedTuple):
    """What is seen at one place; `kind` is "R", "L", "1" for a digit, or " " for the rest."""

    text: str
    left: float
    right: float
    kind: str


def is_mostly_from_right(letters: Iterable[Letter]) -> bool:
    """Whether these are read from right to left."""
    count = Counter(letter.from_right for letter in letters if letter.text.isalpha())
    return count[True] > count[False]


def visible_stretches(line: list[Letter], gap: float) -> Iterator[list[Letter]]:
    """From left to right as they are seen, cut where letters are farther apart than `gap` times their height; what
    PDFium took apart stays in its order."""
    for level in _level_parts([letter for letter in line if letter.text != " " or letter.box[2] > 0]):
        stretch: list[Letter] = []
        right = 0.0
        for letter in sorted(level, key=lambda letter: letter.box[0]):
            if letter.text != " ":
                if stretch and letter.box[0] - right > gap * letter.height:
                    yield stretch
                    stretch = []
                right = max(right, letter.box[2]) if stretch else letter.box[2]
            elif not stretch:
                continue
            stretch.append(letter)
        if stretch:
            yield stretch


def _level_parts(line: list[Letter]) -> Iterator[list[Letter]]:
    """Cut where a letter stands higher or lower than the one before."""
    part: list[Letter] = []
    bottom = top = 0.0
    for letter in line:
        if letter.text != " " and not combining(letter.text[-1:] or " "):
            overlap = min(top, letter.box[3]) - max(bottom, letter.box[1])
            if part and overlap < 0.5 * min(top - bottom, letter.height):
                yield part
                part = []
            bottom, top = letter.box[1], letter.box[3]
        part.append(letter)
    yield part


def in_reading_order(letters: Sequence[Letter], from_right: bool) -> str:
    """The text of letters from left to right; `from_right`: whether the page is read from right to left."""
    glyphs = list(_spaced(letters))
    kinds = Counter(glyph.kind for glyph in glyphs)
    set_from_left = glyphs[-1].text in _STOPS  # the line was set as if it were English
    if not set_from_left and kinds["R"] and (from_right or kinds["R"] >= kinds["L"]):
        return _with_brackets("".join(_from_right(glyphs)))
    return "".join(_from_left(glyphs))


def _spaced(letters: Sequence[Letter]) -> Iterator[_Glyph]:
    """The glyphs, with spaces where there is room for one."""
    before: _Glyph | None = None
    written = False
    for glyph, height in _glyphs(letters):
        if glyph.text == " ":
            written = True
            continue
        if before and glyph.left - before.right > (_WRITTEN_SPACE if written else _SPACE) * height:
            yield _Glyph(" ", before.right, glyph.left, " ")
        yield glyph
        before, written = glyph, False


def _glyphs(letters: Sequence[Letter]) -> Iterator[tuple[_Glyph, float]]:
    """Letters in one box are one glyph; signs over and under a letter go with it."""
    found: list[tuple[_Glyph, float]] = []
    for box, same in groupby(letters, key=lambda letter: letter.box):
        text = _text([letter.text for letter in same])
        if combining(text[0]) and found and box[0] < found[-1][0].right:
            base, height = found[-1]
            found[-1] = base._replace(text=base.text + text), height
        elif text.strip() or text == " ":
            found.append((_Glyph(text, box[0], box[2], _kind(text)), box[3] - box[1]))
    yield from found


def _text(parts: list[str]) -> str:
    """PDFium turns around what stands for one glyph, but not what it takes apart itself: lam with alef."""
    text = "".join(parts)
    if len(parts) < 2 or bidirectional(parts[-1][0]) not in {"R", "AL"} or text == _GOD:
        return text
    return text if text.startswith("ل") else "".join(reversed(parts))


def _kind(text: str) -> str:
    found = bidirectional(text[0])
    if found in {"R", "AL"}:
        return "R"
    return {"L": "L", "EN": "1", "AN": "1"}.get(found, " ")


def _from_right(glyphs: list[_Glyph]) -> Iterator[str]:
    """Of a line that is read from right to left; what is read from left to right within it stays."""
    arabic = any(bidirectional(glyph.text[0]) == "AL" for glyph in glyphs)
    joining = _IN_NUMBERS if arabic else _IN_HEBREW_NUMBERS
    end = len(glyphs)
    for start, stop in reversed([*_turned_parts(glyphs, joining)]):
        yield from (glyph.text for glyph in reversed(glyphs[stop:end]))
        yield from (glyph.text for glyph in glyphs[start:stop])
        end = start
    yield from (glyph.text for glyph in reversed(glyphs[:end]))


def _turned_parts(glyphs: list[_Glyph], joining: set[str]) -> Iterator[tuple[int, int]]:
    """Where words in other letters and numbers begin and end."""
    start = 0
    for from_right, group in groupby(glyphs, key=lambda glyph: glyph.kind == "R"):
        part = [glyph.kind for glyph in group]
        begin, start = start, start + len(part)
        if from_right:
            continue
        if "L" in part:
            strong = [place for place, kind in enumerate(part, begin) if kind != " "]
            yield strong[0], strong[-1] + 1
        else:
            yield from _numbers(glyphs, range(begin, start), joining)


def _numbers(glyphs: list[_Glyph], places: range, joining: set[str]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    last = places.start
    for place in places:
        if glyphs[place].kind == "1":
            if first is not None and place - last > 1 and not _joins(glyphs[last + 1 : place], joining):
                yield first, last + 1
                first = None
            first, last = place if first is None else first, place
    if first is not None:
        yield first, last + 1 + (last + 1 < places.stop and glyphs[last + 1].text in "%٪")


def _joins(between: list[_Glyph], joining: set[str]) -> bool:
    return len(between) == 1 and bidirectional(between[0].text[0]) in joining


def _from_left(glyphs: list[_Glyph]) -> Iterator[str]:
    """Of a line that is read from left to right, with words within it that are not."""
    for other, group in groupby(glyphs, key=lambda glyph: glyph.kind == "L"):
        part = list(group)
        places = [place for place, glyph in enumerate(part) if glyph.kind == "R"]
        if other or not places:
            yield from (glyph.text for glyph in part)
            continue
        first, last = places[0], places[-1] + 1
        yield from (glyph.text for glyph in part[:first])
        yield from _from_right(part[first:last])
        yield from (glyph.text for glyph in part[last:])


def _with_brackets(text: str) -> str:
    """Those that open open: some programs write the mirrored ones, some do not, and PDFium turns some around."""
    chars = list(text)
    opened: list[str] = []
    for place, char in enumerate(chars):
        opening = _OPENING.get(char, char)
        if opening not in _CLOSING:
            continue
        free_before = place == 0 or chars[place - 1].isspace()
        free_after = place + 1 == len(chars) or not chars[place + 1].isalnum()
        opens = free_before if free_before != free_after else opening not in opened
        if opens:
            opened.append(opening)
        elif opening in opened[-1:]:
            opened.pop()
        chars[place] = opening if opens else _CLOSING[opening]
    return "".join(chars)
