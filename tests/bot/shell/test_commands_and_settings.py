"""Every command honours every setting that concerns it: which is which, and each pair through the real command."""

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import command_names
from bot.settings import Settings
from tests.bot.program import Ended, Start, environment, forked, quoth

SETTINGS = {field: {"run", "sandbox"} for field in Settings.model_fields} | {
    "discord_token": {"run"},  # the sandbox has its own Discord, and a database that goes with it
    "discord_api_url": {"run"},
    "database_path": {"run", "ingest", "knowledge"},
    "knowledge_path": {"run", "sandbox", "chat", "ask", "eval"},
    "meaning": {"run", "sandbox", "chat", "ask", "eval"},
    "allowed_networks": {"run", "sandbox", "ingest"},
    "log_level": {"run", "sandbox", "ingest", "knowledge"},
}
"""Setting → the commands that it concerns."""
WRONG = {
    "discord_api_url": "discord.com",
    "retention_days": "0",
    "grace_days": "-1",
    "meaning": "sometimes",
    "message_content": "perhaps",
    "answer_delay": "never",
    "questions_per_minute": "0",
    "server_questions_per_minute": "many",
    "allowed_networks": "10.0.0.0/99",
    "log_level": "loud",
}
COMMANDS = {
    "run": ("run",),
    "sandbox": ("sandbox",),
    "ingest": ("ingest", "docs"),
    "knowledge": ("knowledge", "list"),
    "chat": ("chat",),
    "ask": ("ask", "How many moons has Mars?"),
    "eval": ("eval", "questions.jsonl"),
}
"""As they are used when the settings say where the documents are."""
USUAL = {
    "DATABASE_PATH": "quoth.sqlite3",
    "DISCORD_TOKEN": "made-up",
    "DISCORD_API_URL": "http://127.0.0.1:9",
    "COLUMNS": "200",
}
MARS = "Mars\nMars has two small moons.\n"
PAIRS = sorted((command, field) for field, commands in SETTINGS.items() for command in commands if field in WRONG)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mars.txt").write_text(MARS)
    (tmp_path / "questions.jsonl").write_text('{"question": "How many moons has Mars?", "answers": ["two"]}\n')
    return tmp_path


def run(command: str, place: Path, **variables: str) -> Ended:
    return quoth(*COMMANDS[command], cwd=place, variables=USUAL | variables)


def start_and_stop(place: Path, **variables: str) -> str:
    """What `quoth run` has logged when it has read its documents and finds nobody at Discord's address."""
    log = place / "log"
    log.write_text("")
    program = forked(Start(("run",), environment(USUAL | variables), log, log, place))
    while "Discord cannot be reached" not in log.read_text() and program.exit_code() is None:
        time.sleep(0.02)
    program.send(signal.SIGTERM)
    program.join(15)
    return log.read_text()


def test_every_setting_and_every_command_is_looked_at() -> None:
    concerned = set[str]().union(*SETTINGS.values())

    assert SETTINGS.keys() == Settings.model_fields.keys()
    assert concerned == COMMANDS.keys()
    assert set(command_names()) - concerned == {"summary", "bench"}  # all that these use stands in the command


@pytest.mark.parametrize(("command", "field"), PAIRS)
def test_command_says_that_a_setting_is_wrong_and_exits_2(place: Path, command: str, field: str) -> None:
    ended = run(command, place, **{field.upper(): WRONG[field]})

    expected = f"{field.upper()} is {WRONG[field]!r}, but must be {Settings.model_fields[field].description}.\n"
    assert (ended.returncode, ended.stderr) == (2, expected)
    assert not (place / "quoth.sqlite3").exists()


@pytest.mark.parametrize("command", ["run", "chat", "ask", "eval"])
def test_command_stops_at_a_knowledge_path_that_is_not_there(place: Path, command: str) -> None:
    ended = run(command, place, KNOWLEDGE_PATH="dcos")

    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1] == "dcos is not there."


@pytest.mark.parametrize("command", ["ask", "eval"])
def test_command_answers_from_the_knowledge_path(place: Path, command: str) -> None:
    ended = run(command, place, KNOWLEDGE_PATH="docs")

    assert ended.returncode == 0
    assert "Mars" in ended.stdout or "100" in ended.stdout


@pytest.mark.parametrize("command", ["run", "ingest", "knowledge"])
def test_command_says_that_the_database_cannot_be_used(place: Path, command: str) -> None:
    ended = run(command, place, DATABASE_PATH="docs/mars.txt/quoth.sqlite3", KNOWLEDGE_PATH="docs")

    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith("cannot use the database docs/mars.txt/quoth.sqlite3: ")
    assert "Traceback" not in ended.stderr


def test_ingest_and_knowledge_write_and_read_the_database_of_the_settings(place: Path) -> None:
    run("ingest", place, DATABASE_PATH="own/one.sqlite3")

    listed = run("knowledge", place, DATABASE_PATH="own/one.sqlite3")
    empty = run("knowledge", place, DATABASE_PATH="own/two.sqlite3")

    assert ("docs" in listed.stdout, "docs" in empty.stdout) == (True, False)


@pytest.mark.parametrize(("level", "tells"), [("DEBUG", True), ("ERROR", False)])
def test_ingest_logs_as_much_as_the_settings_say(place: Path, level: str, tells: bool) -> None:
    ended = run("ingest", place, LOG_LEVEL=level)

    assert ended.returncode == 0
    assert ("DEBUG" in ended.stderr) is tells


def test_run_refuses_another_folder_that_is_not_there_and_remembers_the_last_one(place: Path) -> None:
    first = start_and_stop(place, KNOWLEDGE_PATH="docs")
    mistyped = [run("run", place, KNOWLEDGE_PATH=path) for path in ("dcos", "dcos", str(place / "dcos"))]
    (place / "empty").mkdir()
    empty = run("run", place, KNOWLEDGE_PATH="empty")

    assert "Discord cannot be reached" in first
    for ended in mistyped:
        assert (ended.returncode, ended.stderr.splitlines()[-1].endswith("dcos is not there.")) == (2, True)
        assert "the documents of the last start answer" not in ended.stderr
    assert (empty.returncode, empty.stderr.splitlines()[-1]) == (2, "empty is empty; nothing was changed.")
    with closing(sqlite3.connect(place / "quoth.sqlite3")) as database:
        assert database.execute("SELECT address FROM sources WHERE number = 1").fetchone() == (str(place / "docs"),)


@pytest.mark.parametrize("spelling", ["docs", "absolute"])
def test_run_goes_on_with_the_last_documents_of_a_folder_that_is_away(place: Path, spelling: str) -> None:
    start_and_stop(place, KNOWLEDGE_PATH="docs")
    (place / "docs").rename(place / "unmounted")

    again = start_and_stop(place, KNOWLEDGE_PATH="docs" if spelling == "docs" else str(place / "docs"))

    assert "is not there: the documents of the last start answer" in again
    assert "Discord cannot be reached" in again
