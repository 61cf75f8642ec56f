import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import knowledge
from tests.bot.program import fresh, quoth

ARTICLES = Path(knowledge.__file__).with_name("articles")
CEREMONY = "Who attended the signing ceremony?"


def test_ask_quotes_the_sentence_and_names_the_article(tmp_path: Path) -> None:
    run = quoth("ask", CEREMONY, cwd=tmp_path, begins=fresh)

    assert (run.returncode, run.stderr) == (0, "")
    assert "attended by Pakistani Prime Minister Shehbaz Sharif in Islamabad" in run.stdout
    assert "China and Pakistan Sign Agreement" in run.stdout
    assert "\x1b" not in run.stdout


def test_ask_says_that_it_does_not_know(tmp_path: Path) -> None:
    run = quoth("ask", "What is the capital of France?", cwd=tmp_path)

    assert (run.returncode, run.stdout.split(".")[0]) == (1, "I don't know")


@pytest.mark.parametrize(
    ("words", "line"), [("thanks", "You're welcome!"), ("help", "Ask anything about the documents")]
)
def test_ask_has_a_friendly_word_for_small_talk(tmp_path: Path, words: str, line: str) -> None:
    run = quoth("ask", words, cwd=tmp_path)

    assert (run.returncode, run.stdout.startswith(line)) == (1, True)


def test_ask_prints_json_that_is_verbatim_by_its_offsets(tmp_path: Path) -> None:
    run = quoth("ask", CEREMONY, "--json", cwd=tmp_path)

    answer = json.loads(run.stdout)
    quote = answer["quotes"][0]
    text = (ARTICLES / quote["source"]["document_id"]).read_text(encoding="utf-8")
    assert list(answer) == ["question", "known", "confidence", "quotes"]
    assert list(quote) == ["text", "start", "end", "score", "kind", "focus", "source"]
    assert list(quote["source"]) == ["document_id", "title", "url", "heading", "publisher"]
    assert text[quote["start"] : quote["end"]] == quote["text"]


def test_ask_reads_the_folder_given_and_tells_what_it_left_out(tmp_path: Path) -> None:
    (tmp_path / "mars.md").write_text("# Mars\n\nMars has two small moons.\n")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")

    run = quoth("ask", "How many moons has Mars?", "--knowledge", str(tmp_path), cwd=tmp_path)

    assert (run.returncode, run.stdout.split("\n")[0]) == (0, "1. Mars has two small moons.")
    assert run.stderr == "Left out: 1 picture.\n"


def test_ask_reads_the_folder_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "mars.md").write_text("# Mars\n\nMars has two small moons.\n")
    (tmp_path / ".env").write_text(f"KNOWLEDGE_PATH={tmp_path}\n")

    run = quoth("ask", "How many moons has Mars?", cwd=tmp_path)

    assert run.stdout.split("\n")[0] == "1. Mars has two small moons."


def test_ask_lets_no_document_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("Evil\nThe moons of Mars \x1b]0;owned\x07 are two.\n")

    run = quoth("ask", "How many moons has Mars?", "--knowledge", str(tmp_path), cwd=tmp_path)

    assert "The moons of Mars \N{REPLACEMENT CHARACTER}]0;owned" in run.stdout
    assert "\x1b" not in run.stdout


def test_ask_lets_no_title_turn_a_line_around_and_ends_what_a_quote_turns(tmp_path: Path) -> None:
    document = {"id": "m", "title": "\u202esraM", "publisher": "\u2066Club", "text": "The moons of Mars \u202eare two."}
    (tmp_path / "mars.jsonl").write_text(json.dumps(document))

    run = quoth("ask", "How many moons has Mars?", "--knowledge", str(tmp_path), cwd=tmp_path)

    assert run.stdout.splitlines()[:2] == ["1. The moons of Mars \u202eare two.\u202c", "   — sraM · Club"]


@pytest.mark.parametrize(
    ("arguments", "variables", "sentence"),
    [
        (("ask", "Why?", "--knowledge", "nowhere"), {}, "nowhere is not there."),
        (("ask", "Why?"), {"RETENTION_DAYS": "soon"}, "RETENTION_DAYS is 'soon', but must be a whole number"),
        (("run",), {}, "DISCORD_TOKEN is not set."),
    ],
)
def test_quoth_says_what_is_wrong_and_exits_2(
    arguments: tuple[str, ...], variables: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    run = quoth(*arguments, cwd=tmp_path, variables=variables)

    assert run.returncode == 2
    assert run.stderr.startswith(sentence)
    assert "Traceback" not in run.stderr


def test_run_without_a_token_tells_in_two_lines_what_to_do(tmp_path: Path) -> None:
    run = quoth("run", cwd=tmp_path)

    get_one, try_without = run.stderr.strip().split("\n")
    assert "https://discord.com/developers/applications" in get_one
    assert "quoth chat" in try_without


def test_quoth_never_prints_the_token(tmp_path: Path) -> None:
    run = quoth("run", cwd=tmp_path, variables={"DISCORD_TOKEN": "s3cr3t.t0k3n", "RETENTION_DAYS": "soon"})

    assert run.returncode == 2
    assert "s3cr3t" not in run.stdout + run.stderr


def test_chat_answers_each_line_of_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "chat"]
    lines = f"{CEREMONY}\nlol it works now\n/summary short\n/sources\n/nonsense\n/help\n/quit\nnever read\n"

    run = subprocess.run(  # noqa: S603 our own program
        command, cwd=tmp_path, input=lines, capture_output=True, text=True, timeout=60, check=True
    )

    for expected in (
        "Shehbaz Sharif",
        "I only answer questions",
        "in the order of the document",
        "NDTV",
        "There is no /nonsense here",
        "/sources",
    ):
        assert expected in run.stdout
    assert "never read" not in run.stdout


def test_program_says_how_many_threads_multiply_before_numpy_is_loaded() -> None:
    asked = "import knowledge, os, sys; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    unset = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}

    run = subprocess.run([sys.executable, "-c", asked], env=unset, capture_output=True, text=True, check=True)  # noqa: S603 our own program

    assert run.stdout == "1 False\n"
