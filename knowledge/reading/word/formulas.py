"""Formulas of Word as linear text."""

from collections.abc import Callable

from lxml.etree import _Element

from knowledge.reading.formulas import held, side_by_side
from knowledge.reading.word.levels import W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_APART = frozenset(f"{M}{name}" for name in ("f", "func"))
_ENDS = frozenset(f"{M}{name}" for name in ("f", "func", "sSub", "sSup", "sSubSup", "sPre", "limLow", "limUpp", "nary"))
"""What letters must not touch: before it or behind it, and behind it alone."""


def linear(element: _Element) -> str:
    """What the formula says."""
    name = element.tag.removeprefix(M) if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    if name.endswith("Pr") or element.tag in _GONE:
        return ""
    return _FORMS.get(name, _joined)(element)


def _joined(element: _Element) -> str:
    return side_by_side((linear(child), child.tag in _APART, child.tag in _ENDS) for child in element)


def _part(element: _Element, name: str) -> str:
    child = element.find(f"{M}{name}")
    return "" if child is None else _joined(child)


def _sign(element: _Element, name: str, otherwise: str) -> str:
    found = element.find(f"{M}{element.tag.removeprefix(M)}Pr/{M}{name}")
    return otherwise if found is None else found.get(f"{M}val") or ""


def _fraction(element: _Element) -> str:
    return f"{held(_part(element, 'num'))}/{held(_part(element, 'den'))}"


def _scripts(element: _Element) -> str:
    return held(_part(element, "e")) + _bounds(element)


def _before(element: _Element) -> str:
    """Scripts that stand before what they belong to."""
    return f"{_bounds(element)} {held(_part(element, 'e'))}"


def _bounds(element: _Element) -> str:
    sub, sup = _part(element, "sub"), _part(element, "sup")
    return (f"_{held(sub)}" if sub else "") + (f"^{held(sup)}" if sup else "")


def _root(element: _Element) -> str:
    return f"{_part(element, 'deg')}√({_part(element, 'e')})"


def _many(element: _Element) -> str:
    """A sum or an integral, with its bounds."""
    return f"{_sign(element, 'chr', '∫')}{_bounds(element)} {_part(element, 'e')}"


def _brackets(element: _Element) -> str:
    inside = _sign(element, "sepChr", "|").join(map(_joined, element.iterchildren(f"{M}e")))
    return f"{_sign(element, 'begChr', '(')}{inside}{_sign(element, 'endChr', ')')}"


def _function(element: _Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _below(element: _Element) -> str:
    return f"{_part(element, 'e')}_{held(_part(element, 'lim'))}"


def _above(element: _Element) -> str:
    return f"{_part(element, 'e')}^{held(_part(element, 'lim'))}"


def _accent(element: _Element) -> str:
    """A sign that combines stands behind what is below it."""
    return held(_part(element, "e")) + _sign(element, "chr", "\u0302")


def _bar(element: _Element) -> str:
    position = _sign(element, "pos", "bot")
    return held(_part(element, "e")) + ("\u0305" if position == "top" else "\u0332")


def _matrix(element: _Element) -> str:
    rows = (", ".join(map(_joined, row.iterchildren(f"{M}e"))) for row in element.iterchildren(f"{M}mr"))
    return f"[{'; '.join(rows)}]"


def _equations(element: _Element) -> str:
    return "; ".join(map(_joined, element.iterchildren(f"{M}e")))


_FORMS: dict[str, Callable[[_Element], str]] = {
    "f": _fraction,
    "sSub": _scripts,
    "sSup": _scripts,
    "sSubSup": _scripts,
    "rad": _root,
    "nary": _many,
    "d": _brackets,
    "func": _function,
    "limLow": _below,
    "limUpp": _above,
    "sPre": _before,
    "acc": _accent,
    "bar": _bar,
    "m": _matrix,
    "eqArr": _equations,
}
