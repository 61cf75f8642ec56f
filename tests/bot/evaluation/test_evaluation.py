import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.evaluation.measuring import measure
from bot.evaluation.questions import Golden, read_questions
from knowledge import Document, KnowledgeBase
from knowledge.errors import UnreadableFile

NOTES = "The garden opens at nine o'clock.\n\nDogs must stay outside the greenhouse.\n\nTickets cost four euros."


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


def _golden(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "golden.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_eval_command_passes_when_enough_is_answered(notes: Path, tmp_path: Path) -> None:
    golden = _golden(tmp_path, {"question": "When does the garden open?", "answers": ["nine"]})

    code = main(["eval", str(golden), "--knowledge", str(notes), "--at-least", "100"])

    assert code == 0


def test_eval_command_fails_and_tells_what_went_wrong(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    golden = _golden(tmp_path, {"question": "When does the garden open?", "answers": ["ten"]})

    code = main(["eval", str(golden), "--knowledge", str(notes), "--at-least", "50"])

    assert code == 1
    assert "| When does the garden open? |" in capsys.readouterr().out


def test_measure_counts_silence_as_right_where_there_is_no_answer() -> None:
    base = KnowledgeBase.build([Document(id="notes", title="Notes", text=NOTES)])

    (asked,) = measure(base, [Golden(question="Who painted the Mona Lisa?")]).asked

    assert asked.right


def test_measure_tells_who_is_helped_misled_and_told_all_of_a_reply() -> None:
    base = KnowledgeBase.build([Document(id="notes", title="Notes", text=NOTES)])
    asked = "When does the garden open?"
    goldens = [
        Golden(question=asked, answers=("nine",)),
        Golden(question=asked, answers=("ten",)),
        Golden(question=asked, reply="The garden opens at nine o'clock."),
        Golden(question=asked, reply="It rains in the greenhouse all day long, whatever the season may be outside."),
    ]

    found = [(one.helped, one.misled, one.complete) for one in measure(base, goldens).asked]

    assert found == [(True, False, False), (False, True, False), (True, False, True), (False, True, False)]


def test_read_questions_takes_csv_with_several_answers(tmp_path: Path) -> None:
    path = tmp_path / "golden.csv"
    path.write_text("question,answers,document\nWhat do tickets cost?,four | 4,Notes\n", encoding="utf-8")

    questions = read_questions(path)

    assert questions == [Golden(question="What do tickets cost?", answers=("four", "4"), document="Notes")]


def test_read_questions_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_text('{"question": "Why?"}\n{"answers": []}\n', encoding="utf-8")

    with pytest.raises(UnreadableFile, match="line 2"):
        read_questions(path)


def test_eval_plot_is_a_picture(notes: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the plot needs matplotlib, which the bench extra brings")
    golden = _golden(tmp_path, {"question": "What do tickets cost?", "answers": ["four"]})

    main(["eval", str(golden), "--knowledge", str(notes), "--plot", str(tmp_path / "confidence.png")])

    assert (tmp_path / "confidence.png").read_bytes().startswith(b"\x89PNG")
