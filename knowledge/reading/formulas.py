"""Formulas as linear text: a/b, x_1, √(x) (https://www.unicode.org/notes/tn28/); those of MathML."""

import re
from collections.abc import Callable, Iterable
from itertools import accumulate

from lxml.etree import _Element

MATHML = frozenset(
    """
    mi mo mn ms mtext mspace mrow mstyle mpadded mphantom menclose merror mfenced mfrac msqrt mroot msub msup msubsup
    munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd maction semantics annotation
    annotation-xml
    """.split()
)
"""Elements inside of a formula."""
_ONE_THING = re.compile(r"\w*+(?:[.,]\d++)?|.[\u0300-\u036f\u20d0-\u20ff]?")
_UNSEEN = re.compile(r"[\u2061-\u2064]")
"""Signs of MathML for "times" and the like, where nothing is written."""
_LEFT_OUT = frozenset({"annotation", "annotation-xml", "mphantom"})
_APART = frozenset({"mfrac"})
_ENDS = frozenset({"mfrac", "msub", "msup", "msubsup", "munder", "mover", "munderover"})
"""What letters must not touch: before it or behind it, and behind it alone."""
_ACCENTS = {"¯": "\u0305", "‾": "\u0305", "→": "\u20d7", "⃗": "\u20d7", "^": "\u0302", "~": "\u0303", "˙": "\u0307"}
"""Signs over one letter, as what combines with it."""


def side_by_side(parts: Iterable[tuple[str, bool, bool]]) -> str:
    """Texts one behind the other, with spaces where letters would run together: each with whether it keeps apart from
    what is before it, and from what is behind it.
    """
    text: list[str] = []
    last, ends = "", False
    for said, apart, is_end in parts:
        if said:
            if (apart or ends) and last.isalnum() and said[0].isalnum():
                text.append(" ")
            text.append(said)
            last, ends = said[-1], is_end
    return "".join(text)


def held(text: str) -> str:
    """In brackets, unless it is one thing."""
    return text if _ONE_THING.fullmatch(text) or _is_in_brackets(text) else f"({text})"


def _is_in_brackets(text: str) -> bool:
    """Whether its first bracket closes at its end."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    return min(accumulate((one == "(") - (one == ")") for one in text[:-1])) > 0


def from_mathml(element: _Element) -> str:
    """What a formula says (https://www.w3.org/TR/mathml-core/)."""
    name = _name(element)
    if name in _LEFT_OUT:
        return ""
    return _FORMS.get(name, _joined)(element)


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else "annotation"


def _joined(element: _Element) -> str:
    own = _UNSEEN.sub("", " ".join((element.text or "").split()))
    children = ((from_mathml(child), _name(child) in _APART, _name(child) in _ENDS) for child in element)
    return own + side_by_side(children)


def _parts(element: _Element) -> list[str]:
    return [from_mathml(child) for child in element if _name(child) not in _LEFT_OUT]


def _semantics(element: _Element) -> str:
    """The same several times; the first is what is shown."""
    return "".join(_parts(element)[:1])


def _fraction(element: _Element) -> str:
    return "/".join(map(held, _parts(element)))


def _root(element: _Element) -> str:
    inside, *index = _parts(element) or [""]
    return f"{''.join(index)}√({inside})"


def _square_root(element: _Element) -> str:
    return f"√({_joined(element)})"


def _below(element: _Element) -> str:
    base, *below = _parts(element) or [""]
    return held(base) + "".join(f"_{held(one)}" for one in below if one)


def _above(element: _Element) -> str:
    base, *above = _parts(element) or [""]
    if len(above) == 1 and above[0] in _ACCENTS:
        return held(base) + _ACCENTS[above[0]]
    return held(base) + "".join(f"^{held(one)}" for one in above if one)


def _both(element: _Element) -> str:
    base, *bounds = _parts(element) or [""]
    return held(base) + "".join(f"{sign}{held(one)}" for sign, one in zip("_^", bounds, strict=False) if one)


def _fenced(element: _Element) -> str:
    inside = (element.get("separators") or ",").strip()[:1].join(_parts(element))
    return f"{element.get('open') or '('}{inside}{element.get('close') or ')'}"


def _table(element: _Element) -> str:
    rows = [_parts(row) for row in element if _name(row) in {"mtr", "mlabeledtr"}]
    return "; ".join(", ".join(filter(None, row)) for row in rows)


_FORMS: dict[str, Callable[[_Element], str]] = {
    "semantics": _semantics,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _below,
    "munder": _below,
    "msup": _above,
    "mover": _above,
    "msubsup": _both,
    "munderover": _both,
    "mfenced": _fenced,
    "mtable": _table,
}
