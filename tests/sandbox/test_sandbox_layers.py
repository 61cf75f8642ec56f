"""The sandbox stands in layers: nothing is imported upward, sideways or in a circle, not even for types alone."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import bot.sandbox

LAYERS = (
    ("bot.sandbox.state",),
    ("bot.sandbox.rules",),
    ("bot.sandbox.wire", "bot.sandbox.world"),
    ("bot.sandbox.gateway", "bot.sandbox.people", "bot.sandbox.rest"),
    ("bot.sandbox.sandbox",),
    ("bot.sandbox",),
    ("bot.sandbox.play",),
)
LAYER_OF = {package: number for number, layer in enumerate(LAYERS) for package in layer}
ROOT = Path(bot.sandbox.__file__).parents[2]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {name_of(path): path for path in Path(bot.sandbox.__file__).parent.rglob("*.py")}


def imported_by(module: str) -> set[str]:
    """What a module imports of the project, wherever in it; a name stands for the module that it is taken from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(SOURCES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by dots"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {name if name in SOURCES else str(node.module) for name in names}
    return {name for name in found if name.split(".")[0] in ("bot", "knowledge", "tests")}


def package_of(module: str) -> str:
    """The package of the sandbox, or the module directly in it, that stands in a layer."""
    return ".".join(module.split(".")[:3])


IMPORTS = {module: imported_by(module) for module in SOURCES}


def test_every_module_stands_in_a_layer() -> None:
    assert {package_of(module) for module in SOURCES} == LAYER_OF.keys()


def test_nothing_is_imported_upward_or_sideways() -> None:
    wrong = [
        f"{module} imports {each}"
        for module, imports in IMPORTS.items()
        for each in imports & SOURCES.keys()
        if package_of(each) != package_of(module) and LAYER_OF[package_of(each)] >= LAYER_OF[package_of(module)]
    ]

    assert wrong == []


def test_nothing_is_imported_in_a_circle() -> None:
    order = tuple(TopologicalSorter(IMPORTS).static_order())  # raises CycleError, which names the circle

    assert set(order) >= SOURCES.keys()


def test_only_the_terminal_knows_the_bot() -> None:
    outside = {module for module, imports in IMPORTS.items() if imports - SOURCES.keys()}

    assert outside == {"bot.sandbox.play.demo"}
