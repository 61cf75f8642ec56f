"""Every pattern of the project takes time that grows with its text alone, whatever the text.

QUOTH_LINEAR=4000000 sets the number of characters.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import bot
import knowledge
from knowledge.answering.question import _asking_pattern
from tests.linear.growth import MOST, steepness
from tests.linear.pumping import pumped
from tests.linear.shapes import SHAPES, Shape

_FIRST, _MOST = 500, MOST or 32_000
_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")
_MADE_OF_OUR_OWN_WORDS = {"bot.sandbox.play.lines", "knowledge.answering.question"}
"""Modules that make patterns as they run: of the names of commands, and of the word lists, which are tested below."""
_OPTIONAL = ("bot.bench", "knowledge.training")
"""They read nothing of others, and need packages that only their targets install."""


def modules() -> Iterator[Any]:
    for package in (bot, knowledge):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(_OPTIONAL) and not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


@cache
def sources() -> dict[str, str]:
    return {module.__name__: Path(module.__file__).read_text(encoding="utf-8") for module in modules()}


def named_patterns() -> dict[str, re.Pattern[Any]]:
    """By "module.NAME"; those in a dictionary by its key, too."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules():
        for name, value in vars(module).items():
            several = value.items() if isinstance(value, dict) else [("", value)]
            for key, one in several:
                if isinstance(one, re.Pattern):
                    found.setdefault(f"{module.__name__}.{name}{f'[{key}]' if key else ''}", one)
    for language, spaceless in (("en", False), ("zh", True)):
        if words := _asking_pattern(language, spaceless=spaceless):
            found[f"knowledge.answering.question.{language}"] = words
    return found


PATTERNS = named_patterns()


def methods_of(name: str) -> set[str]:
    """How the pattern is used in its own module; all methods where that cannot be told."""
    module, _, own = name.rpartition(".")
    used = set(re.findall(rf"\b{re.escape(own)}\.(\w+)\(", sources()[module]))
    return used & set(_METHODS) or set(_METHODS)


def runner(pattern: re.Pattern[Any], method: str) -> Callable[[Any], object]:
    act = getattr(pattern, method)
    if method == "sub":
        return lambda text: act(text[:0], text)
    return (lambda text: sum(1 for _ in act(text))) if method == "finditer" else act


def text_for(pattern: re.Pattern[Any], shape: Shape) -> Callable[[int], Any]:
    if isinstance(pattern.pattern, str):
        return shape
    return lambda size: shape(size).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern_takes_linear_time(name: str) -> None:
    pattern = PATTERNS[name]
    steep = [
        f"{method} over {text_for(pattern, shape)(60)!r}: {where}"
        for method in sorted(methods_of(name))
        for shape in (*SHAPES.values(), *pumped(pattern))
        if (where := steepness(text_for(pattern, shape), runner(pattern, method), _FIRST, _MOST))
    ]

    assert steep == []


def test_patterns_have_names_so_that_the_law_finds_them() -> None:
    """A pattern that is written where it is used would not be seen by the test above."""
    nameless = [
        f"{module}:{node.lineno}"
        for module, source in sources().items()
        if module not in _MADE_OF_OUR_OWN_WORDS
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("re.")
        and ast.unparse(node.func) != "re.escape"
    ]

    assert nameless == []
