"""What may import what: no import runs upward, none runs in a circle, and outsiders come in through doors."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import knowledge
import knowledge.sources

ROOT = Path(__file__).parent.parent
LAYERS = (
    ("bot.__main__",),
    ("bot.bench", "bot.evaluation", "bot.sandbox", "bot.shell"),
    ("bot.run",),
    ("bot.client",),
    ("bot.features",),
    ("bot.ui",),
    ("bot.guilds",),
    ("bot.connecting",),
    ("bot.replies",),
    ("bot.languages", "bot.settings", "bot"),
    ("knowledge.training",),
    ("knowledge",),
    ("knowledge.upkeep",),
    ("knowledge.library",),
    ("knowledge.housekeeping", "knowledge.overview", "knowledge.apart.worker"),
    ("knowledge.sources",),
    ("knowledge.snapshots",),
    ("knowledge.store",),
    ("knowledge.team_first",),
    ("knowledge.base",),
    ("knowledge.summarizing",),
    ("knowledge.answering",),
    ("knowledge.index",),
    ("knowledge.text",),
    ("knowledge.reading",),
    ("knowledge.apart",),
    ("knowledge.meaning",),
    ("knowledge.models", "knowledge.errors", "knowledge.lazily"),
)
"""Top to bottom; the longest name that a module begins with says where it belongs."""
DOORS = {
    "knowledge",
    "knowledge.errors",
    "knowledge.reading",
    "knowledge.library",
    "knowledge.sources",
    "knowledge.store.records",
}
"""Where `bot` comes in."""
MEASURED = {"bot.bench.engines": "knowledge.index.bm25"}
"""What is measured by itself."""


@cache
def modules() -> dict[str, Path]:
    """By the name under which they are imported."""
    paths = [path for top in ("bot", "knowledge") for path in (ROOT / top).rglob("*.py")]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


@cache
def imports(module: str) -> frozenset[str]:
    """The modules of ours that a module imports, wherever and under whatever condition."""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return frozenset(name for node in ast.walk(tree) for name in _named(node) if name != module)


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in modules())
    if isinstance(node, ast.ImportFrom) and node.module in modules():
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name if name in modules() else str(node.module) for name in inner)


def layer_of(module: str) -> int:
    """Counted from the top."""
    fitting = [(name, at) for at, names in enumerate(LAYERS) for name in names if f"{module}.".startswith(f"{name}.")]
    return max(fitting, key=lambda found: len(found[0]))[1]


def circles() -> Iterator[list[str]]:
    """Ways through imports that come back to where they began."""
    done: set[str] = set()
    for start in modules():
        way, branches = [start], [iter(imports(start))]
        while branches and start not in done:
            following = next(branches[-1], None)
            if following is None:
                done.add(way.pop())
                branches.pop()
            elif following in way:
                yield way[way.index(following) :]
                return
            elif following not in done:
                way.append(following)
                branches.append(iter(imports(following)))


@pytest.mark.parametrize("module", sorted(modules()))
def test_import_never_runs_upward(module: str) -> None:
    assert [name for name in imports(module) if layer_of(name) < layer_of(module)] == []


def test_imports_never_run_in_a_circle() -> None:
    assert list(circles()) == []


def test_bot_comes_in_through_doors() -> None:
    deeper = {
        (module, name)
        for module in modules()
        if module.startswith("bot")
        for name in imports(module)
        if name.startswith("knowledge") and name not in DOORS and MEASURED.get(module) != name
    }

    assert deeper == set()


def test_nobody_above_the_base_looks_through_all_documents() -> None:
    """Whoever has many has them in an index or a database; a terminal alone shows all that it was given."""
    above = [
        module
        for module in modules()
        if layer_of(module) < layer_of("knowledge.base") and not module.startswith(("bot.shell", "knowledge.training"))
    ]
    walking = {
        f"{module}:{node.lineno}"
        for module in above
        for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"values", "items"}
        if isinstance(node.value, ast.Attribute) and node.value.attr == "documents"
    }

    assert walking == set()


def test_reading_knows_only_documents_and_errors() -> None:
    known = {name for module in modules() if module.startswith("knowledge.reading") for name in imports(module)}

    assert {name for name in known if not name.startswith(("knowledge.reading", "knowledge.apart"))} == {
        "knowledge.errors",
        "knowledge.models",
    }


@pytest.mark.parametrize("package", [knowledge, knowledge.sources], ids=["knowledge", "knowledge.sources"])
def test_every_public_name_is_there(package: ModuleType) -> None:
    assert [name for name in package.__all__ if getattr(package, name, None) is None] == []
