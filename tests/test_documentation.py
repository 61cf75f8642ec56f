"""README and .env.example are complete: what there is stands in them, and what stands in them is there."""

import ast
import re
from pathlib import Path

import pytest

from bot.__main__ import command_names
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
TERMINAL = (ROOT / "docs" / "terminal.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_env_example_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)

    assert sorted(named) == sorted(field.upper() for field in Settings.model_fields)


def test_env_example_explains_every_setting() -> None:
    assert len(re.findall(r"^# .+\n(?=#?[A-Z_]+=)", EXAMPLE, re.MULTILINE)) == len(Settings.model_fields)


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_documentation_explains_every_setting(field: str) -> None:
    assert f"| `{field.upper()}` |" in SETTINGS


@pytest.mark.parametrize("name", command_names())
def test_documentation_shows_every_command(name: str) -> None:
    assert f"quoth {name}" in TERMINAL


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["readme", "contributing"])
def test_named_make_targets_exist(text: str) -> None:
    named = re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)

    assert set(named) <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda path: path.name)
def test_links_lead_to_files_that_exist(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda path: path.name)
def test_named_files_and_tests_exist(path: Path) -> None:
    named = re.findall(r"`((?:bot|knowledge|tests)/[\w/]+\.py)(?:::(\w+))?", path.read_text(encoding="utf-8"))

    assert [(file, test) for file, test in named if not _is_there(ROOT / file, test)] == []


def _is_there(file: Path, test: str) -> bool:
    """Without a name the file alone is meant."""
    return file.exists() and (not test or f"def {test}(" in file.read_text(encoding="utf-8"))


def test_readme_is_read_in_three_minutes() -> None:
    assert len(README.split()) < 900


def test_architecture_names_every_module_with_the_first_line_of_its_docstring() -> None:
    modules = [path for top in ("bot", "knowledge") for path in (ROOT / top).rglob("*.py")]

    assert [str(path.relative_to(ROOT)) for path in modules if _line_of(path) not in ARCHITECTURE] == []


def test_architecture_names_no_module_that_is_not_there() -> None:
    shown = len(re.findall(r"^(?:\| `\w+\.py` \||### `)", ARCHITECTURE, re.MULTILINE))

    assert shown == len([path for top in ("bot", "knowledge") for path in (ROOT / top).rglob("*.py")])


def _line_of(path: Path) -> str:
    documentation = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    line = documentation.split("\n\n")[0].replace("\n", " ").rstrip(".").replace("|", "\\|")
    package = f"### `{path.parent.relative_to(ROOT).as_posix()}/`\n"
    return f"{package}\n{line}." if path.name == "__init__.py" else f"| `{path.name}` | {line} |"
