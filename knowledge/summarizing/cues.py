"""Whether a sentence can be told in a summary, and whether it leans on the one before it."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

TELLS, FRAGMENT, NOISE = 0, 1, 2
"""From a whole sentence to what nobody wants to read: a caption, a byline, a cookie notice."""

_NO_SPACES = frozenset({"zh", "ja", "ko"})
"""Their openers are matched as beginnings: no space, or a particle, follows them."""

_END = re.compile(r"[.!?…‽。！？｡؟۔।॥።၊။][\"'”’»›)\]}」』）】》*_\d\[\]]*\s*$")
_CLOSING = 12
"""Characters at the end of a sentence among which its end mark is, before quotation marks and footnotes."""
_WORD = re.compile(r"[\w'’-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_FEWEST = 25
"""Characters: less is a label or an exclamation; one of Chinese and its like counts twice."""
_MOSTLY = 0.6
"""A text of which fewer sentences have a capital and an end mark is not written in sentences: chats, notes, Thai."""

_NEVER_TOLD = re.compile(
    r"""
    ©|all\ rights\ reserved|alle\ rechte\ vorbehalten|^\s*advertisement|(?<!\S)\S[^\s@]*+@\S\S*?\.\w
    |\bmin(?:ute)?s?\ read\b
    |^\s*(?:photo|image|picture|video|file|foto|bild|figure|fig\.|table|source|quelle|fuente|credit|caption)
      s?(?:\ \d+(?:\.\d+)*)?\s*[:—–|.]
    |^\s*(?:photograph|image|photo|foto)s?\ (?:by|von)\b
    |^\s*(?:by|von|por|par)\ (?-i:[A-Z]\S{0,40}(?:\ [A-Z]\S{0,40}){1,3})(?:\s*[,|•·].{0,400})?$
    |^\s*(?:read\ (?:more|also|next)|see\ also|follow\ us|share\ this|click\ here|last\ updated|published\ (?:on|at))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)
_PICTURE = re.compile(r"\(\s*(?:photo|image|foto)\b", re.IGNORECASE)
_OPENERS = re.compile(r"^([a-z]{2}):((?:.|\n )*)", re.MULTILINE)
_WEB_PAGES = re.compile(r"\b(?:cookies?|subscribe|newsletters?|sign (?:up|in)|log ?in|javascript)\b", re.IGNORECASE)
_SUBJECT_FROM = 3
"""Sentences: a text that speaks of cookies so often is about them."""


def qualities(texts: Sequence[str]) -> NDArray[np.int8]:
    """(n,): TELLS, FRAGMENT or NOISE for each sentence of a text."""
    whole = np.array([_is_whole(text) for text in texts], np.bool_)
    in_sentences = whole.size > 0 and whole.mean() >= _MOSTLY
    found = np.where(whole | (not in_sentences), TELLS, FRAGMENT).astype(np.int8)
    found[[number for number, text in enumerate(texts) if _is_short(text)]] = FRAGMENT
    found[[number for number, text in enumerate(texts) if _is_noise(text)]] = NOISE
    found[_of_web_pages(texts)] = NOISE
    found[_repeated(texts)] = NOISE
    return found


def leans(text: str, language: str) -> bool:
    """Whether a sentence begins with a pronoun or a word that takes up what was said before."""
    words, phrases = _openers(language)
    if language in _NO_SPACES:
        return text.lstrip('「『“"（( ').startswith(tuple(words))
    beginning = [word.replace("’", "'") for word in _WORD.findall(text[:60].casefold())[:4]]
    return bool(beginning) and (
        beginning[0] in words or any(" ".join(beginning[:size]) in phrases for size in (2, 3, 4))
    )


@cache
def _openers(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Single words, and phrases of several."""
    lines = files(__package__).joinpath("openers.txt").read_text(encoding="utf-8")
    listed = dict(_OPENERS.findall(lines)).get(language, "").split()
    phrases = frozenset(phrase.replace("_", " ") for phrase in listed if "_" in phrase)
    return frozenset(word for word in listed if "_" not in word), phrases


def _is_whole(text: str) -> bool:
    return not text[:1].islower() and bool(_END.search(text, max(0, len(text) - _CLOSING)))


def _is_short(text: str) -> bool:
    wide = 0 if text.isascii() else sum(character >= "\u2e80" for character in text[:_FEWEST])
    return len(text) + wide < _FEWEST or text.rstrip().endswith((":", "："))


def _is_noise(text: str) -> bool:
    letters = sum(map(len, _LETTERS.findall(text)))
    return letters < len(text) / 2 or (letters > _FEWEST and text.isupper()) or _is_never_told(text)


def _is_never_told(text: str) -> bool:
    """Also what ends in a link, or in a note about a picture."""
    last = "".join(text.rsplit(maxsplit=1)[-1:])
    end = text.rstrip()
    bracket = end[:-1].rpartition(")")[2] if end.endswith(")") else ""
    return bool(_NEVER_TOLD.search(text) or _ADDRESS.search(last) or _PICTURE.search(bracket))


def _of_web_pages(texts: Sequence[str]) -> list[int]:
    """What the frame around a page says, unless that is what the text is about."""
    found = [number for number, text in enumerate(texts) if _WEB_PAGES.search(text)]
    return found if len(found) < _SUBJECT_FROM else []


def _repeated(texts: Sequence[str]) -> list[int]:
    """Every occurrence but the first of what is said word for word more than once."""
    first: dict[str, int] = {}
    return [number for number, text in enumerate(texts) if first.setdefault(text, number) != number]
