"""Runs on a page → columns in reading order → rows."""

from bisect import bisect_left
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from knowledge.reading.pdf.runs import Run

_STEP = 4
"""Points between the places where a gutter is looked for."""
_FEWEST_LINES = 4
_FEWEST_LETTERS = 18
"""In half of a column's lines: narrower ones are cells of a table."""
_FULL = 0.5
"""Of a column's width, that half of its lines fill at least."""
_MOST_ACROSS = 0.4
"""Of the runs may lie across a gutter: titles and figures over both columns."""
_MOST_SPLITS = 3
_FAR = 3.0
"""Of a letter's height: no justified text has such gaps."""
_FULL_LINE = 0.93
"""Of a line's width: a line with less space between its runs is prose."""
_ALIGNED = 1.0
"""Points between edges or middles that are set to be the same."""


class Row(NamedTuple):
    """The runs on one line of a column, from left to right."""

    runs: tuple[Run, ...]

    @property
    def first(self) -> Run:
        """The one that gives the row its looks: the longest."""
        return max(self.runs, key=lambda run: len(run.text))

    @property
    def left(self) -> float:
        """In points."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """In points."""
        return max(run.right for run in self.runs)

    @property
    def bottom(self) -> float:
        """In points, upwards."""
        return self.first.bottom


def columns(runs: list[Run], splits: int = _MOST_SPLITS) -> Iterator[list[Run]]:
    """Groups of runs to be read one after the other, each from top to bottom."""
    gutter = _gutter(runs) if splits else None
    if gutter is None:
        if runs:
            yield runs
        return
    sides: tuple[list[Run], list[Run]] = ([], [])
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.top):
        if run.left < gutter < run.right:
            yield from _sides(sides, splits)
            across.append(run)
            continue
        if across:
            yield across
            across = []
        sides[run.left > gutter].append(run)
    if across:
        yield across
    yield from _sides(sides, splits)


def _sides(sides: tuple[list[Run], list[Run]], splits: int) -> Iterator[list[Run]]:
    for side in sides:
        yield from columns(side.copy(), splits - 1)
        side.clear()


def rows(runs: list[Run]) -> list[Row]:
    """From top to bottom; runs at about the same height are one row."""
    found: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.bottom, run.left)):
        if found and abs(found[-1][0].bottom - run.bottom) < 0.4 * min(run.height, found[-1][0].height):
            found[-1].append(run)
        else:
            found.append([run])
    lines = [sorted(row, key=lambda run: run.left) for row in found]
    around = zip([[], *lines[:-1]], [*lines[1:], []], strict=True)
    return [
        Row(tuple(_cells(line, [*above[1:], *below[1:]]))) for line, (above, below) in zip(lines, around, strict=True)
    ]


def _cells(line: list[Run], around: list[Run]) -> Iterator[Run]:
    """Runs stay apart as cells when they are in line with one of a row beside theirs; justified words are joined."""
    cell = line[0]
    full = sum(run.right - run.left for run in line) > _FULL_LINE * (line[-1].right - cell.left)
    edges = [sorted(places) for places in zip(*map(_places, around), strict=True)]
    for run in line[1:]:
        if run.left - cell.right > _FAR * run.height or (not full and _is_aligned(run, edges)):
            yield cell
            cell = run
        else:
            cell = _joined(cell, run)
    yield cell


def _places(run: Run) -> tuple[float, float, float]:
    """Its edges and its middle."""
    return run.left, run.right, (run.left + run.right) / 2


def _is_aligned(run: Run, edges: list[list[float]]) -> bool:
    """`edges`: those of the rows beside it, in order."""
    for place, others in zip(_places(run), edges, strict=False):
        nearest = bisect_left(others, place)
        if any(abs(other - place) < _ALIGNED for other in others[max(0, nearest - 1) : nearest + 1]):
            return True
    return False


def _joined(run: Run, after: Run) -> Run:
    looks = max(run, after, key=lambda one: len(one.text))
    bottom, top = min(run.bottom, after.bottom), max(run.top, after.top)
    return looks._replace(
        text=f"{run.text} {after.text}", left=run.left, right=max(run.right, after.right), bottom=bottom, top=top
    )


def _gutter(runs: list[Run]) -> float | None:
    """Where the page falls into two columns of prose, if it does."""
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    places = range(int(left + 0.2 * (right - left)), int(left + 0.8 * (right - left)), _STEP)
    across = {x: sum(run.left < x < run.right for run in runs) for x in places}
    fewest = min(across.values(), default=len(runs))
    if fewest > _MOST_ACROSS * len(runs):
        return None
    x = _middle([x for x in places if across[x] == fewest])
    before, after = [run for run in runs if run.right <= x], [run for run in runs if run.left >= x]
    return x if _is_prose(before) and _is_prose(after) and _are_beside(before, after) else None


def _middle(places: list[int]) -> float:
    """Of the longest stretch without a break."""
    best: list[int] = []
    stretch: list[int] = []
    for x in places:
        stretch = [*stretch, x] if stretch and x - stretch[-1] == _STEP else [x]
        best = max(best, stretch, key=len)
    return (best[0] + best[-1]) / 2


def _is_prose(side: list[Run]) -> bool:
    if len(side) < _FEWEST_LINES:
        return False
    width = max(run.right for run in side) - min(run.left for run in side)
    letters = median(len(run.text) for run in side)
    return letters >= _FEWEST_LETTERS and median(run.right - run.left for run in side) >= _FULL * width


def _are_beside(before: list[Run], after: list[Run]) -> bool:
    """Whether the two share at least half of the height of the lower one."""
    tops, bottoms = ([*map(best, (before, after))] for best in (_top, _bottom))
    shared = min(tops) - max(bottoms)
    return shared > 0.5 * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


def _top(runs: list[Run]) -> float:
    return max(run.top for run in runs)


def _bottom(runs: list[Run]) -> float:
    return min(run.bottom for run in runs)
