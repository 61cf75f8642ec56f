"""What commands and their options may be called, in every language.

Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.form import Form, Path
    from bot.sandbox.state.people import Json

LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko".split()
)


def check_name(form: Form, body: Json, path: Path, *, any_case: bool = False) -> None:
    """Of a command or an option, in every language; `any_case` for those of menus, which are read, not typed."""
    if form.require((*path, "name"), body.get("name")):
        _check_one_name(form, body["name"], (*path, "name"), any_case=any_case)
    for locale, name in localized(form, body, path, "name_localizations"):
        _check_one_name(form, name, (*path, "name_localizations", locale), any_case=any_case)


def _check_one_name(form: Form, name: str, path: Path, *, any_case: bool) -> None:
    form.text(path, name, 32)
    if not any_case and (name != name.lower() or not all(map(_fits_name, name))):
        form.refuse(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _fits_name(char: str) -> bool:
    r"""A character of ``[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]``."""
    if char in "-_'" or unicodedata.category(char)[0] in "LN":
        return True
    return unicodedata.name(char, "").split(" ")[0] in ("DEVANAGARI", "THAI")


def check_description(form: Form, body: Json, path: Path) -> None:
    """What it does, in every language."""
    form.text((*path, "description"), body.get("description"), 100)
    for locale, text in localized(form, body, path, "description_localizations"):
        form.text((*path, "description_localizations", locale), text, 100)


def localized(form: Form, body: Json, path: Path, key: str) -> list[tuple[str, str]]:
    """The translations of a text. Refuses languages that Discord does not speak."""
    translations = body.get(key) or {}
    for locale in translations:
        form.choice((*path, key, locale), locale, tuple(LOCALES))
    return list(translations.items())


def check_unique(form: Form, named: list[Json], path: Path, code: str) -> None:
    """No two of these are called the same in any language, where a name that is not translated stands as it is."""
    languages = {None}.union(*((each.get("name_localizations") or {}) for each in named))
    for language in sorted(languages, key=str):
        seen: set[str] = set()
        for index, each in enumerate(named):
            translated = (each.get("name_localizations") or {}).get(language)
            name = str(translated or each.get("name"))
            if name in seen:
                key = ("name_localizations", str(language)) if translated else ("name",)
                form.refuse((*path, index, *key), code, f"Names must be unique: {name}")
            seen.add(name)
