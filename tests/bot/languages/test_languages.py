"""What the bot says is there in every language, says the same, and fits where it is shown."""

import ast
import json
import string
from functools import cache
from itertools import pairwise
from pathlib import Path

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.languages import CODES, ENGLISH, NAMES, Translation, language_of
from bot.languages.plurals import categories_of, category_of

SOURCES = Path(bot.__file__).parent
TRANSLATED = [code for code in CODES if code != "en"]
# How long a text may be where it stands directly in a call: (end of the callee's name, argument) → characters.
# https://discord.com/developers/docs/components/reference and …/resources/message#embed-object-embed-limits
LIMITS = {
    ("Button", "label"): 80,
    ("Button", 0): 80,
    ("SelectOption", "label"): 100,
    ("SelectOption", "description"): 100,
    ("Select", "placeholder"): 150,
    ("TextInput", "label"): 45,
    ("TextInput", "placeholder"): 100,
    ("Label", "text"): 45,
    ("Label", "description"): 100,
    ("Modal", "title"): 45,
    ("Form", "title"): 45,
    ("Choice", "name"): 100,
    ("Embed", "title"): 256,
    ("add_field", "name"): 256,
}


@cache
def nodes() -> list[ast.AST]:
    """All that the bot is made of; looked for when a test needs it, for every process of a run collects all tests."""
    trees = (ast.parse(path.read_text("utf-8")) for path in SOURCES.rglob("*.py"))
    return [node for tree in trees for node in ast.walk(tree)]


@cache
def calls() -> list[ast.Call]:
    return [node for node in nodes() if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def text_of(node: ast.expr) -> str | None:
    """The key of a text that is said there: the last of its forms."""
    if not isinstance(node, ast.Call) or name_of(node) not in {"say", "phrase"}:
        return None
    literals = [each.value for each in node.args if isinstance(each, ast.Constant)]
    return str(literals[-1]) if literals else None


def catalogue(code: str) -> dict[str, Translation]:
    files = sorted((SOURCES / "languages" / code).glob("*.json"))
    return {key: text for file in files for key, text in json.loads(file.read_text("utf-8")).items()}


def forms_of(translation: Translation) -> list[str]:
    return list(translation.values()) if isinstance(translation, dict) else [translation]


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


CATALOGUES = {code: catalogue(code) for code in TRANSLATED}


@cache
def texts_said(values: int | None = None) -> set[str]:
    """In calls with so many values; None = any number."""
    return {text for call in calls() if values in (None, len(call.args)) and (text := text_of(call))}


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_has_every_text_that_is_said(code: str) -> None:
    assert sorted(texts_said() - CATALOGUES[code].keys()) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_has_the_texts_of_the_others_and_none_that_nobody_says(code: str) -> None:
    assert CATALOGUES[code].keys() == CATALOGUES["de"].keys()
    constants = {node.value for node in nodes() if isinstance(node, ast.Constant)}
    assert sorted(CATALOGUES[code].keys() - constants) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_has_each_text_once(code: str) -> None:
    files = sorted((SOURCES / "languages" / code).glob("*.json"))

    keys = [key for file in files for key, _ in json.loads(file.read_text("utf-8"), object_pairs_hook=list)]

    assert [first for first, second in pairwise(sorted(keys)) if first == second] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_have_the_values_of_the_original(code: str) -> None:
    wrong = {
        key: form
        for key, translation in CATALOGUES[code].items()
        for form in forms_of(translation)
        if fields_of(form) != fields_of(key) and fields_of(form) | {"count"} != fields_of(key)
    }

    assert wrong == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_have_the_forms_that_their_language_counts_with(code: str) -> None:
    needed = categories_of(code)

    for key in texts_said(values=2):
        translation = CATALOGUES[code][key]
        assert needed <= translation.keys() if isinstance(translation, dict) else needed == {"other"}, key


@pytest.mark.parametrize("code", CODES)
def test_texts_fit_where_they_are_shown(code: str) -> None:
    too_long = [
        (text, limit)
        for call in calls()
        for place, value in [*enumerate(call.args), *((each.arg, each.value) for each in call.keywords)]
        for (callee, argument), limit in LIMITS.items()
        if name_of(call).endswith(callee) and place == argument and (text := text_of(value))
        for form in forms_of(CATALOGUES.get(code, {}).get(text, text))
        if len(form) > limit
    ]

    assert too_long == []


def test_language_of_knows_the_locales_of_discord() -> None:
    codes = {language_of(locale).code for locale in discord.Locale}

    assert codes == set(CODES) - {"ar", "ur"}


def test_language_of_falls_back_to_english() -> None:
    assert language_of("tlh") is language_of(None) is language_of("en-GB") is ENGLISH


def test_language_says_in_english_what_is_not_translated() -> None:
    say = language_of("de")

    assert say("{count} dwarf", "{count} dwarfs", count=7) == "7 dwarfs"


@pytest.mark.parametrize(
    ("code", "count", "text"),
    [
        ("en", 1, "1 word"),
        ("en", 1200, "1,200 words"),
        ("de", 1200, "1.200 Wörter"),
        ("fr", 0, "0 mot"),
        ("ru", 21, "21 слово"),
        ("uk", 12, "12 слів"),
        ("ar", 2, "كلمتان"),
        ("ar", 11, "11 كلمة"),
        ("ja", 1, "1語"),
    ],
)
def test_language_counts_as_it_does(code: str, count: int, text: str) -> None:
    assert language_of(code)("{count} word", "{count} words", count=count) == text


@pytest.mark.parametrize(("code", "text"), [("en", "A, B and C"), ("ja", "A、BとC"), ("ar", "A، B وC")])
def test_language_joins_names(code: str, text: str) -> None:
    assert language_of(code).all_of(["A", "B", "C"]) == text


@given(st.sampled_from(CODES), st.integers(0))
def test_category_of_is_one_that_is_counted_with(code: str, count: int) -> None:
    assert category_of(code, count) in categories_of(code)


def test_names_has_every_language() -> None:
    assert tuple(NAMES) == CODES
