"""`quoth chat` as a person has it: through a terminal."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

PROMPT = r"\x1b\[\?2004h"  # the line editor listens: it has asked the terminal for bracketed paste


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator["pexpect.spawn[str]"]:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "chat"],
        cwd=str(tmp_path),
        env={
            **os.environ,
            "MEANING": "off",
            "HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path),
            "TERM": "xterm-256color",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        },
        encoding="utf-8",
        timeout=20,
        dimensions=(40, 100),
    )
    child.expect("Ask anything")
    yield child
    child.close(force=True)


def ask(terminal: "pexpect.spawn[str]", line: str) -> None:
    terminal.expect(PROMPT)
    terminal.sendline(line)


def test_chat_quotes_in_colour(terminal: "pexpect.spawn[str]") -> None:
    ask(terminal, "Who attended the signing ceremony?")

    terminal.expect("Prime Minister Shehbaz Sharif")
    assert "\x1b[1;33m" in str(terminal.before)


@pytest.mark.parametrize("leave", ["\x03", "\x04", "/quit\r"])
def test_chat_leaves_cleanly(terminal: "pexpect.spawn[str]", leave: str) -> None:
    terminal.expect(PROMPT)

    terminal.send(leave)
    terminal.expect(pexpect.EOF)

    terminal.wait()
    assert terminal.exitstatus == 0
    assert "Traceback" not in str(terminal.before)


def test_chat_remembers_what_was_typed(terminal: "pexpect.spawn[str]", tmp_path: Path) -> None:
    ask(terminal, "Which agencies signed?")
    terminal.expect("CMSA")
    ask(terminal, "/quit")
    terminal.expect(pexpect.EOF)

    assert "+Which agencies signed?" in (tmp_path / "quoth" / "history").read_text()
