"""Words → terms: what must be equal in a question and a text for a word to be found.

A term is a word in lower case, stemmed where Snowball knows the language. Chinese and Japanese have no spaces:
their terms are characters and pairs of characters; those of Thai and its neighbours are three characters.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

import Stemmer

from knowledge.text.languages import stop_words

STOP, CAPITAL, NUMBER, YEAR = 1, 2, 4, 8
"""Flags of a token."""

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a51"
    "\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56"
    "\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ecd\u1037-\u103e\u200c\u200d"
)
"""Vowel signs and accents, which belong to the word though \\w does not hold them (Unicode categories Mn and Mc)."""

_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)+|[^\W_](?:[^\W_]++|[{MARKS}]++)*|[%$€£¥₹]")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_SYLLABIC = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_KATAKANA = "\u30a0-\u30ff\uff66-\uff9f"
_HIRAGANA = "\u3040-\u309f"
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SPACELESS = re.compile(f"[{_SYLLABIC}{_KATAKANA}{_HIRAGANA}{_HAN}]")
"""A character of a script that puts no spaces between words."""
_RUN = re.compile(
    f"(?P<syllabic>[{_SYLLABIC}]+)|(?P<katakana>[{_KATAKANA}]+)|(?P<hiragana>[{_HIRAGANA}]+)|(?P<han>[{_HAN}]+)"
    f"|(?P<other>[^{_SYLLABIC}{_KATAKANA}{_HIRAGANA}{_HAN}]+)"
)
_EMPTY_CHARACTERS = frozenset("的了是在和与與有被为為之於于及也而其吗嗎呢么麼什哪谁誰何怎吧")
"""Chinese characters that say little alone."""
_LONGEST_WORD = 500
"""Characters of a word that count: sorting the accents of one without end takes time without end."""
_LONGEST_KEPT = 30
"""Characters of a word that is remembered: runs without spaces never come again."""

_MOST_KEPT = 300_000
"""Forms of a language that are remembered: some 100 MB, more than any library has but not than all of Discord."""

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


_LETTERS = re.compile(r"[^\W\d_]+")


class Token(NamedTuple):
    """What analysis makes of a word."""

    term: str
    code: int
    """32 bits that stand for the term."""
    prefix: int
    """32 bits that stand for its first five characters; 0 where that says nothing."""
    flags: int


class Word(NamedTuple):
    """A word of a text: its term and where it stands."""

    term: str
    start: int
    end: int


def tokens(text: str, language: str, start: int = 0, end: int | None = None) -> list[Token]:
    """All tokens in order, stop words too."""
    known = _known[language]
    found: list[Token] = []
    for form in _TOKEN.findall(text, start, len(text) if end is None else end):
        found += known.get(form) or _learn(form, language)
    return found


def terms(text: str, language: str = "en") -> list[str]:
    """The terms of the words that are no stop words, in order."""
    return [token.term for token in tokens(text, language) if not token.flags & STOP]


def term_of(word: str, language: str) -> str:
    """The term of one word, not remembered: for words that are only tried."""
    return _word(word, language).term


def first_word(text: str) -> str:
    """In lower case; "" if there is none."""
    found = _LETTERS.search(text)
    return found.group().lower() if found else ""


def words(text: str, language: str = "en") -> Iterator[Word]:
    """The words that are no stop words, with offsets into `text`; runs without spaces have one for each term."""
    for match in _TOKEN.finditer(text):
        if SPACELESS.search(match.group()):
            yield from _spaceless_words(match.group(), match.start())
        else:
            yield from (
                Word(token.term, *match.span()) for token in _learn(match.group(), language) if not token.flags & STOP
            )


_known: defaultdict[str, dict[str, tuple[Token, ...]]] = defaultdict(dict)
"""What was learned, by language: a form is analysed once."""


def _learn(form: str, language: str) -> tuple[Token, ...]:
    known = _known[language]
    if form not in known:
        made = tuple(_tokens_of(form, language))
        if len(form) > _LONGEST_KEPT:
            return made
        if len(known) >= _MOST_KEPT:
            known.clear()
        known[form] = made
    return known[form]


def _tokens_of(form: str, language: str) -> Iterator[Token]:
    if SPACELESS.search(form):
        yield from (_spaceless_token(word.term) for word in _spaceless_words(form, 0, empty=True))
    elif form in "%$€£¥₹":
        yield _token("%" if form == "%" else "$", STOP)
    elif form[0].isdigit():
        yield _number(form[:_LONGEST_WORD])
    else:
        yield _word(form[:_LONGEST_WORD], language)


def _number(form: str) -> Token:
    plain = unicodedata.normalize("NFKC", form).lower()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    is_year = len(plain) == 4 and "1000" <= plain <= "2100" and plain.isdecimal()
    return _token(plain, NUMBER | YEAR if is_year else NUMBER)


def _word(form: str, language: str) -> Token:
    capital = CAPITAL if form[0].isupper() else 0
    plain = form.replace(".", "")
    acronym = plain != form or (len(form) > 1 and form.isascii() and form.isupper())
    lower = _lower(plain, language)
    if not acronym and lower in stop_words(language):
        return _token(lower, capital | STOP)
    if len(lower) == 1 and lower.isascii():
        return _token(lower, capital | STOP)
    return _token(lower if acronym else _stemmer(language)(lower) or lower, capital)


def _lower(word: str, language: str) -> str:
    if word.isascii() and language != "tr":
        return word.lower()
    if language == "tr":
        word = word.replace("I", "ı")
    return unicodedata.normalize("NFKC", word.replace("İ", "i")).casefold()


def _token(term: str, flags: int) -> Token:
    prefix = crc32(term[:5].encode()) if len(term) >= 5 and not flags & NUMBER else 0
    return Token(term, crc32(term.encode("utf-8", "surrogatepass")), prefix, flags)


@lru_cache(_MOST_KEPT)
def _spaceless_token(term: str) -> Token:
    """Remembered: a text has few different characters and pairs of them, but each again and again."""
    if term in _EMPTY_CHARACTERS:
        return _token(term, STOP)
    return _token(term, NUMBER if term.isdecimal() else 0)


def _spaceless_words(form: str, offset: int, *, empty: bool = False) -> Iterator[Word]:
    """`empty`: with the characters that say little alone."""
    for run in _RUN.finditer(form):
        whole = run.group()
        for start, end in _pieces(run.lastgroup, len(whole)):
            term = whole[start:end].lower()
            if empty or term not in _EMPTY_CHARACTERS:
                yield Word(term, offset + run.start() + start, offset + run.start() + end)


def _pieces(script: str | None, length: int) -> Iterator[tuple[int, int]]:
    if script in ("other", "katakana") or length == 1:
        yield 0, length
    elif script == "syllabic":
        yield from ((start, min(start + 3, length)) for start in range(max(1, length - 2)))
    else:
        for start in range(length):
            if script == "han":
                yield start, start + 1
            if start + 2 <= length:
                yield start, start + 2


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _STEMMERS:
        return str
    stemmer = Stemmer.Stemmer(_STEMMERS[language])
    stemmer.maxCacheSize = 0  # forms are remembered here
    return stemmer.stemWord  # type: ignore[no-any-return]  # PyStemmer has no types
