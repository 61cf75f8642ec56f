"""What is known of languages beforehand, from the word lists in lexicon/."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

SCRIPTS = {
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "cyrillic": "\u0400-\u052f",
    "armenian": "\u0530-\u058f",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u077f",
    "devanagari": "\u0900-\u097f",
    "tamil": "\u0b80-\u0bff",
    "thai": "\u0e00-\u0e7f",
    "kana": "\u3040-\u30ff",
    "han": "\u3400-\u9fff",
    "hangul": "\uac00-\ud7af",
}
"""Character ranges, from the Unicode block names."""

_LANGUAGES = {
    "greek": ("el",),
    "cyrillic": ("ru", "uk"),
    "armenian": ("hy",),
    "hebrew": ("he",),
    "arabic": ("ar", "fa"),
    "devanagari": ("hi",),
    "tamil": ("ta",),
    "thai": ("th",),
    "kana": ("ja",),
    "han": ("zh",),
    "hangul": ("ko",),
}
_RUNS = {script: re.compile(f"[{letters}]+") for script, letters in SCRIPTS.items()}
SAMPLE = 4000
"""Characters that tell the language of a document."""
_WORD = re.compile(r"[^\W\d_]+")
_ENTRY = re.compile(r"^([a-z]{2}): ", re.MULTILINE)


@cache
def lexicon(name: str) -> str:
    """One of the word lists, without its comment; empty if there is none."""
    path = files("knowledge").joinpath("lexicon", f"{name}.txt")
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


@cache
def by_language(name: str) -> dict[str, str]:
    """A word list in which each language has an entry."""
    entries = _ENTRY.split(lexicon(name))
    return dict(zip(entries[1::2], map(str.strip, entries[2::2]), strict=True))


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words of a language that say nothing about what a text is about; those of English if it is not known."""
    lists = by_language("stop_words")
    own = lists.get(language, "" if language in by_language("asking") else lists["en"])
    return frozenset(own.split()) | frozenset(word for word in asking_words(language) if " " not in word)


@cache
def asking_words(language: str) -> dict[str, str]:
    """Words that ask, and what for: person, time, place, number, reason, manner or thing."""
    return _kinds(by_language("asking").get(language, "").partition("|")[0])


@cache
def focus_words(language: str) -> dict[str, str]:
    """Words that say, after "which", what is asked for: year → time."""
    return _kinds(by_language("asking").get(language, "").partition("|")[2])


@cache
def signals(language: str) -> dict[str, frozenset[str]]:
    """Words by which a sentence offers a month, a cause or a location, or leans back on the one before it."""
    return {kind: frozenset(words.split()) for words, kind in _listed(by_language("signals").get(language, ""))}


@cache
def small_talk_words(language: str) -> dict[str, str]:
    """Words and phrases of which small talk is made, and of what kind each is (see lexicon/chatter.txt)."""
    return _kinds(by_language("chatter").get(language, ""))


@cache
def talking_languages() -> tuple[str, ...]:
    """Those of which small talk is known."""
    return tuple(by_language("chatter"))


def _kinds(listed: str) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for words, kind in _listed(listed):
        kinds |= dict.fromkeys((word.replace("_", " ") for word in words.split()), kind)
    return kinds


def _listed(entries: str) -> Iterator[tuple[str, str]]:
    """ "day year=time city=place" → the words before each "=", and the kind that stands behind it."""
    words, *rest = entries.split("=")
    for part in rest:
        kind, *following = part.split(maxsplit=1)
        yield words, kind
        words = "".join(following)


def script_of(text: str) -> str:
    """The script of most of the letters; Latin if there are none."""
    if text.isascii():
        return "latin"
    letters = {script: sum(map(len, run.findall(text))) for script, run in _RUNS.items()}
    if letters["kana"] > letters["han"] / 10:
        letters["kana"] += letters["han"]
    return max(letters, key=letters.__getitem__)


def language_of(text: str, among: Collection[str] = ()) -> str:
    """ISO 639-1, told by script and stop words; the first of `among` if nothing tells, else English."""
    sample = text[:SAMPLE]
    script = script_of(sample)
    here = _LANGUAGES.get(script) or _latin_languages()
    wanted = [language for language in among if language in here] or here
    words = Counter(_WORD.findall(sample.lower()))
    votes = {language: _votes(words, language) for language in wanted}
    return max(votes, key=lambda language: (votes[language], language == "en" and not among), default="en")


def _votes(words: Counter[str], language: str) -> int:
    return sum(count for word, count in words.items() if word in stop_words(language))


@cache
def _latin_languages() -> tuple[str, ...]:
    others = {language for languages in _LANGUAGES.values() for language in languages}
    return tuple(language for language in by_language("stop_words") if language not in others)
