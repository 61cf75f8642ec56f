import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = int(os.environ.get("QUOTH_KILLS", "8"))
"""100 take about two minutes."""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
@pytest.mark.timeout(60 + 5 * KILLS)
def test_database_killed_at_random_moments_is_whole_and_holds_old_or_new(tmp_path: Path) -> None:
    churn = Path(__file__).with_name("churn.py")
    root = str(churn.parent.parent.parent)

    run = subprocess.run(  # noqa: S603 our own program
        [sys.executable, str(churn), str(tmp_path), str(KILLS), "20260101"],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )

    rounds = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(rounds) == KILLS
    latest = 0
    for found in rounds:
        assert found["generations"][0] >= latest  # what the last round had read is not lost
        latest = found.pop("latest")
        assert found == {
            "integrity": [["ok"]],
            "broken": [],
            "generations": [latest - 1],
            "whole": True,
            "answer": True,
            "kept": True,
        }
