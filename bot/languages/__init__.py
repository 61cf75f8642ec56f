"""What the bot says, in the language of whoever reads it.

    say = language_of("pt-BR")                         # Discord's or ISO 639-1 code; one that is not here is English
    say("There is no such document here.")             # texts go by their English wording
    say("{title} was added.", title="Rules")           # values; whole numbers are written as the language does
    say("{count} word", "{count} words", count=1200)   # `count` chooses the form: the language's own plural rules
    phrase("Wrong")                                    # marks a text of a table or an attribute, for a later say(…)

Translations are in `CODE/*.json`: {English: translation}; a text with two forms goes by the second one, and its
translation is {plural category: form}. What is not there is said in English. Files are read when they are needed.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from bot.languages.plurals import category_of

CODES = ("en", "de", "es", "fr", "pt", "ru", "uk", "tr", "ar", "hi", "ur", "ja", "ko", "zh")
NOT_OF_DISCORD = frozenset({"ar", "ur"})
"""Languages in which Discord itself cannot be set."""
NAMES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ru": "Русский",
    "uk": "Українська",
    "tr": "Türkçe",
    "ar": "العربية",
    "hi": "हिन्दी",
    "ur": "اردو",
    "ja": "日本語",
    "ko": "한국어",
    "zh": "中文",
}
_GROUPING = {
    "de": ".",
    "es": ".",
    "pt": ".",
    "tr": ".",
    "fr": "\N{NARROW NO-BREAK SPACE}",
    "ru": "\N{NO-BREAK SPACE}",
    "uk": "\N{NO-BREAK SPACE}",
}
Translation = str | dict[str, str]


class Language:
    """Says a text."""

    def __init__(self, code: str, translations: Mapping[str, Translation]) -> None:
        self.code = code
        self._translations = translations

    def __call__(self, text: str, plural: str | None = None, /, **values: object) -> str:
        """`plural` is the form for a `count` other than 1."""
        template = self._template(text, plural, values.get("count"))
        shown = {name: self._shown(value) for name, value in values.items()}
        return template.format_map(shown) if shown else template

    def all_of(self, names: list[str]) -> str:
        """ "A", "A and B", "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        comma = "、" if self.code in {"ja", "zh"} else "، " if self.code in {"ar", "ur"} else ", "
        return self("{first} and {last}", first=comma.join(names[:-1]), last=names[-1])

    def _template(self, text: str, plural: str | None, count: object) -> str:
        found = self._translations.get(plural or text)
        if isinstance(found, dict) and isinstance(count, int):
            return found.get(category_of(self.code, count), found["other"])
        return str(found or (plural if plural and count != 1 else text))

    def _shown(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        return f"{value:,}".replace(",", _GROUPING.get(self.code, ","))


ENGLISH = Language("en", {})


def language_of(locale: object) -> Language:
    """Of a locale as Discord names it, "zh-CN" or discord.Locale.chinese; None and unknown ones are English."""
    code = str(locale).partition("-")[0]
    return _language(code) if code in CODES and code != ENGLISH.code else ENGLISH


def phrase(text: str) -> str:
    """The text itself; the mark lets the tests hold that it is translated."""
    return text


@lru_cache(maxsize=6)
def _language(code: str) -> Language:
    """Few are spoken in one place, and each takes a fifth of a megabyte."""
    translations: dict[str, Translation] = {}
    for file in files(__name__).joinpath(code).iterdir():
        translations |= json.loads(file.read_text(encoding="utf-8"))
    return Language(code, translations)
