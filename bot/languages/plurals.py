"""Which form of a noun goes with a whole number.

Source: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html (cardinal, integers).
"""

from collections.abc import Callable


def category_of(code: str, count: int) -> str:
    """ "zero", "one", "two", "few", "many" or "other", for an ISO 639-1 code."""
    return _RULES.get(code, _one)(abs(count))


def categories_of(code: str) -> set[str]:
    """All that whole numbers below a hundred thousand need."""
    return {category_of(code, count) for count in (*range(200), 1000, 10_000)}


def _one(count: int) -> str:
    return "one" if count == 1 else "other"


def _none_or_one(count: int) -> str:
    return "one" if count in {0, 1} else "other"


def _always(_: int) -> str:
    return "other"


def _slavic(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else "many"


def _arabic(count: int) -> str:
    if count <= 2:
        return ("zero", "one", "two")[count]
    if 3 <= count % 100 <= 10:
        return "few"
    return "many" if count % 100 >= 11 else "other"


_RULES: dict[str, Callable[[int], str]] = {
    "ar": _arabic,
    "fr": _none_or_one,
    "hi": _none_or_one,
    "ja": _always,
    "ko": _always,
    "pt": _none_or_one,
    "ru": _slavic,
    "uk": _slavic,
    "zh": _always,
}
