"""Runs on a page → columns of prose in reading order."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from knowledge.reading.pdf.layout import UNEQUAL, may_go_on
from knowledge.reading.pdf.runs import Run

_FEWEST_RUNS = 8
"""On a page that has columns."""
_SHORTEST_RUNS = 3
"""Letters on average: justified words stand alone, but letters and numbers are no prose."""
_FEWEST_LINES = 4
"""In one of two columns; the last one may have fewer."""
_FEWEST_LETTERS = 18
"""In enough of a column's lines: narrower ones are cells of a table."""
_MOST_LINES = 0.6
"""Of a column's lines may be shorter: paragraphs of one or two lines have such ends."""
_FEWEST_NARROW_LETTERS = 9
_GOING_ON = 0.15
"""Of the lines in a column go on with the one before, at least: the cells of a table do not."""
_GOING_ON_NARROW = 0.35
"""The same, of lines that are as short as cells."""
_JUSTIFIED = 2.0
"""Times a line's height: the widest spaces between its words."""
_FULL = 0.5
"""Of a column's width, that such lines fill at least."""
_MOST_ACROSS = 0.57
"""Of the runs in a column may lie across the gutter beside it: titles and figures over several columns."""
_STRAY = 0.05
"""The same, of those that reach into a gutter."""
_REPEATED = 0.3
"""Of the runs in a column, at least four, say the same, such as "no", if it is one of a table or form."""
_FEWEST_EQUAL = 2
"""Lines whose spaces tell that a gutter is none."""
_NARROWEST = 3
"""Points."""
_WIDEST = 20_000
"""Points of a page; PDF allows 14,400."""
_MOST_GUTTERS = 8
"""Those that the fewest runs cross; justified words leave such places within a column, too."""
_MOST_SPLITS = 4


class Gutter(NamedTuple):
    """Where two columns may be told apart: its middle and width in points, and how many runs lie across it."""

    x: float
    width: int
    across: int


class _Stretches(NamedTuple):
    """Where there are letters in a line, from left to right in points, and their height."""

    height: float
    edges: list[tuple[float, float]]


class _Line(NamedTuple):
    """From where to where it goes in points, its length, and whether it goes on with the one before."""

    left: float
    right: float
    letters: int
    goes_on: bool


def columns(runs: list[Run], splits: int = _MOST_SPLITS) -> Iterator[list[Run]]:
    """Groups of runs to be read one after the other, each from top to bottom."""
    written = sum(len(run.text) for run in runs) >= _SHORTEST_RUNS * len(runs)
    gutters = _gutters(runs) if splits and len(runs) >= _FEWEST_RUNS and written else []
    if not gutters:
        if runs:
            yield runs
        return
    fewest = min(gutter.across for gutter in gutters)
    cleanest = [gutter.x for gutter in gutters if gutter.across == fewest]
    yield from _read_beside([part for run in runs for part in run.split(cleanest)], cleanest, splits)


def _read_beside(runs: list[Run], places: Sequence[float], splits: int) -> Iterator[list[Run]]:
    """Column after column, down to each run that lies across."""
    sides: list[list[Run]] = [[] for _ in range(len(places) + 1)]
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.top):
        if any(run.left < x < run.right for x in places):
            yield from _emptied(sides, splits)
            across.append(run)
            continue
        if across:
            yield across
            across = []
        sides[sum(x <= run.left for x in places)].append(run)
    if across:
        yield across
    yield from _emptied(sides, splits)


def _emptied(sides: list[list[Run]], splits: int) -> Iterator[list[Run]]:
    for side in sides:
        yield from columns(side.copy(), splits - 1)
        side.clear()


def _gutters(runs: list[Run]) -> list[Gutter]:
    """From left to right; what is on both sides of each is prose."""
    found = sorted(sorted(_valleys(runs), key=lambda gutter: (gutter.across, -gutter.width))[:_MOST_GUTTERS])
    if found:
        stretches = _stretches(runs)
        found = [gutter for gutter in found if not _is_between_words(gutter.x, stretches)]
    while found:
        sides = _sides(runs, [gutter.x for gutter in found])
        wrong = [gutter for gutter, (one, other) in zip(found, pairwise(sides), strict=True) if not _part(one, other)]
        if not wrong:
            return found
        found.remove(max(wrong, key=lambda gutter: (gutter.across, -gutter.width)))
    return []


def _stretches(runs: list[Run]) -> list[_Stretches]:
    """From where to where there are letters in each line, and the height of these."""
    lines: list[_Stretches] = []
    bottom = 0.0
    for run in sorted(runs, key=lambda run: (-run.bottom, run.left)):
        if not lines or abs(bottom - run.bottom) > 0.4 * run.height:
            lines.append(_Stretches(run.height, []))
            bottom = run.bottom
        lines[-1].edges.extend(run.stretches)
    for line in lines:
        line.edges.sort()
    return lines


def _is_between_words(x: float, lines: list[_Stretches]) -> bool:
    """Whether the space there is as wide as those beside it, in most lines that have such: then they are justified."""
    equal = other = 0
    for height, edges in lines:
        place = bisect_left(edges, (x, x))
        if not 0 < place < len(edges) or edges[place - 1][1] > x:
            continue
        beside = [edges[one][0] - edges[one - 1][1] for one in (place - 1, place + 1) if 0 < one < len(edges)]
        if beside:
            space = edges[place][0] - edges[place - 1][1]
            is_equal = all(abs(space - gap) < UNEQUAL * height for gap in beside)
            equal, other = equal + is_equal, other + (not is_equal)
    return equal >= _FEWEST_EQUAL and equal > other


def _valleys(runs: list[Run]) -> list[Gutter]:
    """Where few runs lie across in comparison with both sides of the page."""
    first, last = int(min(run.left for run in runs)), int(max(run.right for run in runs))
    if last - first > _WIDEST:
        return []
    changes = [0] * (last - first + 3)
    for run in runs:
        for left, right in run.stretches:
            begin, end = max(round(left) - first, 0), max(round(right) - first, 0)
            changes[begin] += 1
            changes[max(end, begin)] -= 1
    across = [*accumulate(changes)]
    before, after = [*accumulate(across, max)], [*accumulate(reversed(across), max)][::-1]
    low = [count <= _MOST_ACROSS * min(peaks) for count, *peaks in zip(across, before, after, strict=True)]
    edges = [place for place, (one, other) in enumerate(pairwise([False, *low, False])) if one != other]
    valleys = (_deepest(across, begin, end, max(across)) for begin, end in zip(edges[::2], edges[1::2], strict=True))
    return [gutter._replace(x=gutter.x + first) for gutter in valleys if gutter.width >= _NARROWEST]


def _deepest(across: list[int], begin: int, end: int, peak: int) -> Gutter:
    """The longest stretch that about the fewest runs cross."""
    fewest = min(across[begin:end])
    best = length = last = 0
    for place in range(begin, end):
        length = length + 1 if across[place] <= fewest + _STRAY * peak else 0
        if length > best:
            best, last = length, place + 1
    return Gutter(last - best / 2, best, fewest)


def _sides(runs: list[Run], places: Sequence[float]) -> list[list[Run]]:
    """What lies between the places, without what lies across one."""
    sides: list[list[Run]] = [[] for _ in range(len(places) + 1)]
    for run in runs:
        for part in run.split(places):
            side = sum(x <= part.left for x in places)
            if side == len(places) or part.right <= places[side]:
                sides[side].append(part)
    return sides


def _part(one: list[Run], other: list[Run]) -> bool:
    """Whether there are columns of prose on both sides."""
    few, many = sorted((one, other), key=len)
    if not few or not _is_prose(many) or not _are_beside(one, other):
        return False
    if len(few) >= _FEWEST_LINES:
        return _is_prose(few)
    return other is few and few[0].size == many[0].size and _width(few) >= _FULL * _width(many)


def _is_prose(side: list[Run]) -> bool:
    lines = _lines(side)
    if len(lines) < _FEWEST_LINES or sum(run.mono for run in side) > 0.5 * len(side):
        return False
    if Counter(run.text for run in side).most_common(1)[0][1] > max(_REPEATED * len(side), _FEWEST_LINES - 1):
        return False
    place = int(_MOST_LINES * len(lines))
    if sorted(line.right - line.left for line in lines)[place] < _FULL * _width(side):
        return False
    letters = sorted(line.letters for line in lines)[place]
    going_on = sum(line.goes_on for line in lines) / len(lines)
    if letters >= _FEWEST_LETTERS:
        return going_on >= _GOING_ON
    return letters >= _FEWEST_NARROW_LETTERS and going_on >= _GOING_ON_NARROW


def _lines(side: list[Run]) -> list[_Line]:
    """From top to bottom; justified words may be far apart."""
    found: list[_Line] = []
    bottom = height = 0.0
    for run in sorted(side, key=lambda run: (-round(run.bottom), run.left)):
        last = found[-1] if found else None
        if last and abs(bottom - run.bottom) < 0.4 * height and 0 <= run.left - last.right < _JUSTIFIED * height:
            found[-1] = last._replace(right=run.right, letters=last.letters + 1 + len(run.text))
        else:
            found.append(_Line(run.left, run.right, len(run.text), may_go_on(run.text[0])))
        bottom, height = run.bottom, run.height
    return found


def _width(side: list[Run]) -> float:
    return max(run.right for run in side) - min(run.left for run in side)


def _are_beside(one: list[Run], other: list[Run]) -> bool:
    """Whether the two share at least half of the height of the lower one."""
    tops, bottoms = ([max(run.top for run in side) for side in (one, other)], [_bottom(one), _bottom(other)])
    shared = min(tops) - max(bottoms)
    return shared > 0.5 * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


def _bottom(side: list[Run]) -> float:
    return min(run.bottom for run in side)
