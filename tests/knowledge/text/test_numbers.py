import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.numbers import distinct


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_distinct_gives_each_number_once_and_ascending(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


def test_answering_and_summarizing_load_nothing_of_numpy_that_they_do_not_need() -> None:
    program = """
import sys
from knowledge import Document, KnowledgeBase
base = KnowledgeBase.build([Document(id="a", title="Mars", text="Mars has two small moons. It is red. " * 20)])
base.ask("How many moons has Mars?", threshold=0.0)
base.summarize("a")
print("numpy.ma" in sys.modules)
"""
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout  # noqa: S603 our own program

    assert printed == "False\n"
