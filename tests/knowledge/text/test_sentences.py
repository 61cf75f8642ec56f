import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.sentences import LONGEST_SENTENCE, split_sentences

WHOLE = [
    "The U.S.-led mission failed.",
    "Dr. Smith met J. R. Smith in Oct. 5 rooms.",
    "Bring tools, e.g. a saw, and pay 3.5 dollars.",
    "He left (see p. 3. It is short) at noon.",
    '"Stop!" he said.',
    "The U.S. Army came at 5 p.m. sharp.",
    "See no. 5 of vol. 3, Fig. 2 and so on.",
    "Am 3. Oktober war Feiertag.",
    "El presidente de EE. UU. viajó.",
]
SPLIT = {
    "I live in the U.S. The end is near.": ["I live in the U.S.", "The end is near."],
    'He said "Go." Then he left.': ['He said "Go."', "Then he left."],
    "Really?! Yes… No.": ["Really?!", "Yes…", "No."],
    "今天天气好。他说：“走吧！”我们走了？是的。": ["今天天气好。", "他说：“走吧！”", "我们走了？", "是的。"],
    "「行く。」と言った。また来た。": ["「行く。」と言った。", "また来た。"],
    "यह पहला है। यह दूसरा है।": ["यह पहला है।", "यह दूसरा है।"],
    "هل هذا صحيح؟ نعم.": ["هل هذا صحيح؟", "نعم."],
    "It grew.[3] Then it fell.": ["It grew.[3]", "Then it fell."],
}


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize("text", WHOLE)
def test_split_sentences_keeps_abbreviations_together(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", SPLIT)
def test_split_sentences_ends_at_the_marks_of_many_languages(text: str) -> None:
    assert sentences(text) == SPLIT[text]


def test_split_sentences_cuts_what_nobody_would_read_at_its_pauses() -> None:
    text = "; ".join(f"clause number {number} goes on for a while" for number in range(60))

    parts = sentences(text)

    assert all(part.endswith(";") for part in parts[:-1])
    assert max(map(len, parts)) <= LONGEST_SENTENCE


@given(st.text(alphabet=st.sampled_from("ab A.!?\n()[]\"'。！」…1, ;İß"), max_size=1500))
def test_split_sentences_leaves_out_nothing_but_space(text: str) -> None:
    spans = list(split_sentences(text))

    gaps = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    assert all(not text[start:end].strip() for start, end in gaps)
    assert all(0 < end - start <= LONGEST_SENTENCE for start, end in spans)
