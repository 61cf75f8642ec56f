"""Runs of a column → rows with their cells."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from knowledge.reading.pdf.runs import Run

_FAR = 3.0
"""Of a letter's height: no justified text has such gaps."""
_FULL_LINE = 0.93
"""Of a line's width: a line with less space between its runs is prose."""
UNEQUAL = 0.15
"""Of a letter's height: differences between the spaces of a line that come from kerning."""
_FEWEST_SPACES = 3
"""That say something by being equal."""
_SHORT_WORD = 3
"""Letters: the words of a text are longer on average, those of cells may be shorter."""
_FEWEST_FULL = 4
_FULL_LINES = 0.25
"""Of a column's lines end at the same place if it is justified."""
_NEAR = 3
"""Lines from such a one to a line of two words."""
_EDGE = 1.5
"""Points between where justified lines end."""
_MOST_INDENT = 3.0
"""Of a letter's height: the first line of a paragraph."""
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
    justified = _justified_lines(lines)
    return [
        Row((_all_joined(line),) if place in justified else tuple(_cells(line, [*above[1:], *below[1:]])))
        for place, (line, (above, below)) in enumerate(zip(lines, around, strict=True))
    ]


def _justified_lines(lines: list[list[Run]]) -> set[int]:
    """The places of those that are justified: by their own spaces, or because they end where the lines of prose
    around them end, as narrow lines of two or three words do.
    """
    prose = {place: line for place, line in enumerate(lines) if _is_prose(line)}
    edges = Counter(round(line[-1].right) for line in prose.values())
    right, often = edges.most_common(1)[0] if edges else (0, 0)
    often += max(edges[right - 1], edges[right + 1])
    found = {place for place in prose if len(lines[place]) > 1}
    if often < _FEWEST_FULL or often < _FULL_LINES * len(lines):
        return found
    left = min(line[0].left for line in prose.values())
    near = {place + step for place in prose for step in range(-_NEAR, _NEAR + 1)}
    return found | {
        place
        for place, line in enumerate(lines)
        if place in near and len(line) > 1 and _fills(line, left, right) and _has_equal_spaces(line)
    }


def _is_prose(line: list[Run]) -> bool:
    if len(line) == 1:
        return line[0].text.count(" ") >= _FEWEST_SPACES
    words = sum(len(run.text.split()) for run in line)
    long = sum(len(run.text) for run in line) > _SHORT_WORD * words
    letters = sum(run.text[0].isalpha() for run in line)
    return words > _FEWEST_SPACES and long and letters > 0.5 * len(line) and _has_equal_spaces(line)


def _fills(line: list[Run], left: float, right: float) -> bool:
    """Whether its words go from edge to edge; it may be indented."""
    indent = line[0].left - left
    return (
        abs(line[-1].right - right) < _EDGE
        and indent < _MOST_INDENT * line[0].height
        and all(run.text[0].isalpha() for run in line)
    )


def _has_equal_spaces(line: list[Run]) -> bool:
    """Whether all spaces between words are wide, and equally so."""
    gaps = [after.left - run.right for run, after in pairwise(line)]
    gaps += [gap.right - gap.left for run in line for gap in run.gaps]
    words = sum(len(run.text.split()) for run in line)
    return len(gaps) == words - 1 and max(gaps) - min(gaps) < UNEQUAL * line[0].height


def _all_joined(line: list[Run]) -> Run:
    return reduce(_joined, line)


def _cells(line: list[Run], around: list[Run]) -> Iterator[Run]:
    """Runs stay apart as cells when they are in line with one of a row beside theirs."""
    cell = line[0]
    if len(line) == 1:
        yield cell
        return
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
        text=f"{run.text} {after.text}",
        left=run.left,
        right=max(run.right, after.right),
        bottom=bottom,
        top=top,
        spaced=after.spaced,
    )


def may_go_on(first: str) -> bool:
    """Whether a line that begins with this letter may be inside a sentence; not every alphabet has capitals."""
    return first.isalpha() and not first.isupper()
