"""Counts as word processors show them."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_MOST = 100_000


def formed(count: int, form: str) -> str:
    """A count as letters, Roman numerals or digits."""
    count = min(max(count, 0), _MOST)
    if form == "none":
        return ""
    if form in {"lowerLetter", "upperLetter"} and count:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    if form == "ordinal":
        return f"{count}{'th' if count % 100 in {11, 12, 13} else _ORDINALS.get(count % 10, 'th')}"
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text + _ONES[count]
