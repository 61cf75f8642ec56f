"""Headers, footers and page numbers: what stands at the edge of page after page is not text."""

import re
from collections import Counter
from collections.abc import Iterable

from knowledge.reading.pdf.runs import Page, Run

_ROWS = 2
"""Lines at the top and at the bottom that may be headers and footers."""
_FEWEST = 3
_SHARE = 0.3
"""Of the pages; left and right pages often differ."""
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W{0,20}(?:page|seite|página|pagina|strana|strona|sida|side|sayfa|стр\.?|p\.|pg\.?)?\s{0,9}#\s{0,9}(?:(?:of|/|von|de|di|av|из|sur)\s{0,9}#)?\W{0,20}"
    r"|[ivxlc]{1,6}",
    re.IGNORECASE,
)


def without_furniture(pages: list[Page]) -> list[Page]:
    """The pages without it."""
    edges = [_edge_runs(page.runs) for page in pages]
    counts = Counter(key for runs in edges for key in {_key(run) for run in runs})
    often = max(_FEWEST, _SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= often}
    found = (_furniture(edge, repeated) for edge in edges)
    return [
        page._replace(runs=[run for run in page.runs if run not in furniture])
        for page, furniture in zip(pages, found, strict=True)
    ]


def _furniture(edge: list[Run], repeated: set[tuple[str, int]]) -> set[Run]:
    """What is repeated, with what stands beside it such as the chapter's title, and page numbers that stand alone."""
    often = {run for run in edge if _is_repeated(run, repeated)}
    beside = {run for run in edge for number in often if _is_page_number(number) and _are_level(run, number)}
    alone = {
        run for run in edge if _is_page_number(run) and not any(_are_level(run, one) for one in edge if one != run)
    }
    return often | beside | alone


def _is_page_number(run: Run) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(_key(run)[0]))


def _are_level(run: Run, other: Run) -> bool:
    return abs(run.bottom - other.bottom) < 0.5 * other.height


def _edge_runs(runs: Iterable[Run]) -> list[Run]:
    """The runs of the outermost lines."""
    ordered = sorted(runs, key=lambda run: run.bottom)
    return [*_first_rows(ordered), *_first_rows(ordered[::-1])]


def _first_rows(runs: list[Run]) -> list[Run]:
    found: list[Run] = []
    rows = 0
    for run in runs:
        if not found or abs(run.bottom - found[-1].bottom) > 0.5 * run.height:
            rows += 1
        if rows > _ROWS:
            break
        found.append(run)
    return found


def _key(run: Run) -> tuple[str, int]:
    """Equal for equal text, numbers aside, at about the same height."""
    return _NUMBER.sub("#", run.text), round(run.bottom / 4)


def _is_repeated(run: Run, repeated: set[tuple[str, int]]) -> bool:
    text, height = _key(run)
    return any((text, height + step) in repeated for step in (-1, 0, 1))
