"""`quoth summary`, and `/summary` in a terminal."""

import argparse
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from bot.__main__ import main
from bot.shell.chat import Conversation
from bot.shell.summary import add_arguments, run
from knowledge import Document, KnowledgeBase

CHAPTERS = 12
MANUAL = "".join(
    f"# Chapter {chapter}\n\n"
    + "".join(
        f"Rule {rule} of chapter {chapter} says that boat {chapter * rule} pays {rule + chapter} crowns for its berth. "
        for rule in range(30)
    )
    + "\n\n"
    for chapter in range(1, CHAPTERS + 1)
)
BASE = KnowledgeBase.build(
    [
        Document(id="manual", title="Harbour manual", text=MANUAL),
        Document(id="old", title="Old fees", text="Storage fees are 20 crowns a week. Boats may stay all winter."),
        Document(id="new", title="New fees", text="Storage fees are 35 crowns a week. Keys are at the office."),
    ]
)


def told(*lines: str) -> str:
    written = io.StringIO()
    conversation = Conversation(BASE, Console(file=written, width=200, highlight=False))
    for line in lines:
        conversation.say(line)
    return written.getvalue()


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    code = run(parser.parse_args(["PATH", *arguments]), BASE)
    return code, capsys.readouterr().out


def test_chat_shows_the_outline_of_a_long_document() -> None:
    shown = told("/summary manual")

    assert f"\n{CHAPTERS} · Chapter {CHAPTERS}\n" in shown
    assert "of chapter" in shown


def test_chat_tells_one_section() -> None:
    shown = told("/summary section 4 manual")

    assert "of chapter 4 says" in shown
    assert "of chapter 5 says" not in shown


@pytest.mark.parametrize("wish", ["section 99 manual", "section 0 manual"])
def test_chat_says_that_there_is_no_such_section(wish: str) -> None:
    assert told(f"/summary {wish}") == "There is no such section.\n"


def test_chat_tells_what_documents_say_about_a_topic() -> None:
    shown = told('/summary topic: "storage fees"')

    assert "Storage fees are 20 crowns a week." in shown
    assert "Storage fees are 35 crowns a week." in shown
    assert "Quoted word for word from 2 documents" in shown


def test_chat_says_that_there_is_no_such_document() -> None:
    assert told("/summary the lost book").startswith("There is no document with that title.")


def test_summary_prints_each_document_under_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = printed(capsys, "--sentences", "1")

    assert code == 0
    assert "Old fees\n1. Storage fees are 20 crowns a week.\n" in shown
    assert "New fees\n1. Storage fees are 35 crowns a week.\n" in shown


def test_summary_stays_within_characters(capsys: pytest.CaptureFixture[str]) -> None:
    _, shown = printed(capsys, "--characters", "130", "--json")

    lengths = [sum(len(quote["text"]) for quote in json.loads(line)["quotes"]) for line in shown.splitlines()]
    assert len(lengths) == 3
    assert all(0 < length <= 130 for length in lengths)


def test_summary_prints_json_that_is_verbatim_with_the_sections_of_long_documents(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, shown = printed(capsys, "--sentences", "5", "--json")

    manual, old, _ = map(json.loads, shown.splitlines())
    assert [len(manual["quotes"]), old["sections"]] == [5, []]
    assert [section["heading"] for section in manual["sections"]] == [f"Chapter {n}" for n in range(1, CHAPTERS + 1)]
    assert all(MANUAL[quote["start"] : quote["end"]] == quote["text"] for quote in manual["quotes"])


def test_summary_of_a_section_alone(capsys: pytest.CaptureFixture[str]) -> None:
    _, shown = printed(capsys, "--section", "7", "--json")

    (section, *_) = map(json.loads, shown.splitlines())
    assert (section["document_id"], section["heading"]) == ("manual", "Chapter 7")


def test_summary_of_a_topic_exits_1_when_nobody_speaks_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--topic", "xylophones") == (1, "Nothing in the documents here is about that.\n")
    assert printed(capsys, "--topic", "xylophones", "--json") == (1, '{"topic": "xylophones", "quotes": []}\n')


def test_quoth_summary_reads_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mars.md").write_text("# Mars\n\nMars has two small moons.\n")

    code = main(["summary", str(tmp_path / "mars.md")])

    assert code == 0
    assert capsys.readouterr().out.startswith("Mars\n1. Mars has two small moons.\n")


def test_quoth_summary_says_that_there_is_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["summary", str(tmp_path / "nowhere")])

    assert code == 2
    assert capsys.readouterr().err.endswith("nowhere is not there.\n")
