"""Rows of a database that may have been damaged → what they stand for."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

_log = logging.getLogger(__name__)
_Row = TypeVar("_Row")
_Read = TypeVar("_Read")


def read_each(rows: Iterable[_Row], read: Callable[[_Row], _Read], what: str) -> list[_Read]:
    """Those that cannot be understood are left out, and the log says how many of `what` these are."""
    found: list[_Read] = []
    dropped = 0
    for row in rows:
        try:
            found.append(read(row))
        except (ValueError, TypeError, ArithmeticError, LookupError, OSError):  # OSError: a date beyond the calendar
            dropped += 1
    if dropped:
        _log.warning("%d %s in the database cannot be understood and are left out", dropped, what)
    return found
