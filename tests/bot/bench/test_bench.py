"""The benchmark asks all engines the same, of a text that anyone can make again."""

import argparse
import json
from pathlib import Path

import pytest

from bot import bench
from bot.bench.engines import contender, installed
from bot.bench.measuring import Result
from bot.bench.report import draw, markdown
from bot.bench.workload import Workload

RESULT = Result("quoth", 1_000, 0.5, 2_000_000, 3_000_000, 1_000_000, 0.01, (20.0, 40.0), (30.0, 60.0))


def test_the_same_text_is_made_at_every_run() -> None:
    assert list(Workload(300).chunks()) == list(Workload(300).chunks())


def test_as_many_chunks_are_made_as_asked_for() -> None:
    assert [len(list(Workload(size).chunks())) for size in (1, 7, 300)] == [1, 7, 300]


def test_given_text_comes_before_what_is_made(tmp_path: Path) -> None:
    (tmp_path / "moon.txt").write_text("The moon is made of " + "cheese " * 500, "utf-8")

    chunks = list(Workload(30, tmp_path).chunks())

    assert ["cheese"] * 60 in chunks


def test_content_questions_are_full_ones_less_their_stop_words() -> None:
    questions = Workload(300).questions(50)

    assert all(set(question.content) <= set(question.full) for question in questions)
    assert sum(len(question.content) for question in questions) < sum(len(question.full) for question in questions)


@pytest.mark.parametrize("name", [name for name in bench.ENGINES if installed(name)])
def test_every_engine_finds_the_one_chunk_that_holds_a_term(name: str, tmp_path: Path) -> None:
    chunks = [*Workload(50).chunks(), ["cheese", "moon"], *Workload(20).chunks()]
    contender(name).build(chunks, tmp_path)
    loaded = contender(name)
    loaded.load(tmp_path)

    hits = loaded.top(["cheese"], 5)

    assert len(hits) in {1, 5}  # some fill up with what does not match
    assert name == "tantivy" or hits[0] == 50


def test_run_prints_every_figure_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    options = parser.parse_args("--sizes 200 --engines quoth sqlite-fts5 --rounds 2 --json".split())

    code = bench.run(options)

    printed = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [result["engine"] for result in printed["results"]] == ["quoth", "sqlite-fts5"]
    assert all(result["content"][0] > 0 and result["full"][0] > 0 for result in printed["results"])


def test_tables_give_the_ratio_to_each_engine() -> None:
    other = Result("bm25s", 1_000, 1.0, 4_000_000, 6_000_000, 1_000_000, 0.02, (40.0, 80.0), (120.0, 160.0))

    text = markdown([[RESULT, other]])

    assert "| 1,000 | bm25s | 40 / 80 | 0.50 | 120 / 160 | 0.25 |" in text
    assert "| 1,000 | bm25s | 1.00 | 0.020 | 4 | 6 | 1 |" in text


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="comes with quoth[bench]")

    draw([[RESULT]], tmp_path / "times.png")

    assert (tmp_path / "times.png").read_bytes().startswith(b"\x89PNG")
