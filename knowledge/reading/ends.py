"""Where the blocks of a text end, each at the next line that says so."""

from bisect import bisect_right
from collections.abc import Iterable


class Ends:
    """Of the lines of a text: which of them may end which kind of block."""

    def __init__(self, kinds: Iterable[str | None]) -> None:
        """`kinds`: of each line, None for one that ends nothing."""
        self._places: dict[str, list[int]] = {}
        for place, kind in enumerate(kinds):
            if kind is not None:
                self._places.setdefault(kind, []).append(place)

    def after(self, kind: str, place: int) -> int | None:
        """The next line behind `place` that ends a block of this kind."""
        places = self._places.get(kind, [])
        found = bisect_right(places, place)
        return places[found] if found < len(places) else None
