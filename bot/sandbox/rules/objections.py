"""Refusing on purpose: parts of messages that nothing is wrong with, named by their place in the body."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.rules.errors import Form
    from bot.sandbox.state.components import Path


@dataclass
class _Objection:
    place: str
    times: int


class Objections:
    """Discord's rules change, and are not all written down; this stands for those that nobody knew of."""

    def __init__(self) -> None:
        self._raised: list[_Objection] = []

    def refuse(self, place: str, times: int = 1) -> None:
        """Refuse what the next `times` messages have at a place such as "components.*.url", with error 50035."""
        self._raised.append(_Objection(place, times))

    def check(self, form: Form, body: Any) -> None:
        """Refuse every part that there is an objection to; an objection that met nothing stays."""
        for objection in list(self._raised):
            met = [path for path in _paths(body) if fnmatchcase(".".join(map(str, path)), objection.place)]
            for path in met:
                form.refuse(path, "REFUSED", "This is refused on purpose.")
            objection.times -= bool(met)
            if not objection.times:
                self._raised.remove(objection)


def _paths(part: Any, path: Path = ()) -> Iterator[Path]:
    """Where something stands, in whatever depth."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, each in inner:
        if each is not None:
            yield (*path, key)
            yield from _paths(each, (*path, key))
