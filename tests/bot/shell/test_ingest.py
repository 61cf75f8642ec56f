import json
from pathlib import Path

import pytest

from tests.bot.program import quoth

MARS = "Mars\nMars has two small moons.\n"


OWN = {"DATABASE_PATH": "quoth.sqlite3", "COLUMNS": "200"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "docs"
    path.mkdir()
    (path / "mars.txt").write_text(MARS)
    return path


def test_ingest_adds_a_folder_and_reads_it_again(folder: Path, tmp_path: Path) -> None:
    first = quoth("ingest", "docs", cwd=tmp_path, variables=OWN)
    (folder / "mars.txt").write_text(MARS.replace("two small", "many"))
    second = quoth("ingest", "docs", cwd=tmp_path, variables=OWN)

    assert (first.returncode, first.stdout, first.stderr) == (0, "docs is source 2: 1 added.\n", "")
    assert second.stdout == "docs is source 2: 1 changed.\n"


def test_ingest_goes_on_after_what_it_cannot_read(folder: Path, tmp_path: Path) -> None:
    (folder / "photo.png").write_bytes(b"")

    run = quoth("ingest", "nowhere", "ftp://example.org/", "http://127.0.0.1/", "docs", cwd=tmp_path, variables=OWN)

    assert run.returncode == 2
    assert run.stdout.endswith(": 1 added.\nLeft out: 1 picture.\n")
    for told in ("nowhere was not read: it is not there.", "http://127.0.0.1/ was not read: it is an address of this"):
        assert told in run.stderr


def test_ingest_names_an_option_that_is_not_possible(tmp_path: Path) -> None:
    run = quoth("ingest", "--site", "--pages", "0", "https://example.org/", cwd=tmp_path, variables=OWN)

    assert (run.returncode, "--pages 0 is not possible" in run.stderr, "Traceback" in run.stderr) == (2, True, False)


def test_knowledge_lists_exports_and_removes(folder: Path, tmp_path: Path) -> None:
    quoth("ingest", "docs/mars.txt", cwd=tmp_path, variables=OWN)

    listed = quoth("knowledge", "list", cwd=tmp_path, variables=OWN)
    exported = quoth("knowledge", "export", cwd=tmp_path, variables=OWN)
    removed = quoth("knowledge", "remove", "2", cwd=tmp_path, variables=OWN)
    left = quoth("knowledge", "export", "left.jsonl", cwd=tmp_path, variables=OWN)

    assert "mars.txt" in listed.stdout
    assert json.loads(exported.stdout)["text"].startswith("Mars\nMars has two small moons.")
    assert removed.stdout == "mars.txt and all that was read from it are gone.\n"
    assert (left.stdout, (tmp_path / "left.jsonl").read_text()) == ("0 documents are in left.jsonl.\n", "")


def test_knowledge_says_that_there_is_no_such_source(tmp_path: Path) -> None:
    run = quoth("knowledge", "remove", "99", cwd=tmp_path, variables=OWN)

    assert (run.returncode, run.stderr) == (2, "no source with the number 99.\n")


def test_knowledge_says_that_a_file_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    run = quoth("knowledge", "export", "nowhere/left.jsonl", cwd=tmp_path, variables=OWN)

    assert (run.returncode, run.stderr) == (2, "nowhere/left.jsonl cannot be written: No such file or directory.\n")
