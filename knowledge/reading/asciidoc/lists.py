"""Which lists are open, one in the other, and how many items they have."""


class Lists:
    """Of one place in a document: a list is known by what its items begin with."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._counts: list[int] = []

    def clear(self) -> None:
        """Behind them all."""
        self._open.clear()
        self._counts.clear()

    def begin(self, marker: str) -> tuple[str, int]:
        """What is written before the next item with this marker, and how deep it is."""
        kind = "<" if marker[0] == "<" else "1." if marker[0].isdecimal() else "a." if marker[0].isalpha() else marker
        if kind not in self._open:
            self._open.append(kind)
            self._counts.append(0)
        depth = self._open.index(kind)
        del self._open[depth + 1 :], self._counts[depth + 1 :]
        self._counts[depth] += 1
        if marker[0] in "*-":
            return "- ", depth
        if marker[0] in ":;":
            return "", depth
        return (f"{self._counts[depth]}. " if marker[0] in ".<" else f"{marker} "), depth
