from collections.abc import Sequence

import pytest

from knowledge import Document, KnowledgeBase
from knowledge.answering.names import names_in_addresses, without_names

HELD = {"group", "default", "set", "rust", "high", "tiangong", "orbit"}
NAMES = ("Lantern Hollow", "5e", "Tiangong", "原神")


def _dfs(terms: Sequence[str]) -> list[int]:
    return [int(term in HELD) for term in terms]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("How do I set the default group on Lantern Hollow?", "How do I set the default group on ?"),
        ("how do i set the default group on LANTERN HOLLOW", "how do i set the default group on "),
        ("set the default group in hollow, 5e", "set the default group in , "),
        ("set groups in 5eb", "set groups in 5eb"),
        ("What is Lantern Hollow?", "What is Lantern Hollow?"),
        ("how high is tiangong", "how high is tiangong"),
        ("how high does tiangong orbit", "how high does  orbit"),
        ("原神怎么抽卡", "怎么抽卡"),
        ("set the default group", "set the default group"),
    ],
)
def test_names_go_unless_they_are_what_is_asked(text: str, left: str) -> None:
    assert without_names(text, NAMES, "zh" if "怎" in text else "en", _dfs) == left


def _documents(*addresses: str) -> list[Document]:
    text = "Look at the plugins of Luckperms."
    return [Document(id=one, title="A", text=text, url=one if "://" in one else None) for one in addresses]


@pytest.mark.parametrize(
    ("addresses", "names"),
    [
        ([f"https://docs.papermc.io/page-{number}" for number in range(5)], {"docs", "papermc", "io"}),
        ([f"luckperms/guide/{number}.md" for number in range(9)] + ["rules.md"], {"luckperms"}),
        ([f"luckperms/{number}.md" for number in range(4)], set()),
        ([f"{number}.md" for number in range(9)], set()),
        ([f"{'ab'[number % 2]}/{number}.md" for number in range(10)], set()),
        ([f"plugins/{number}.md" for number in range(9)], set()),
        (["https://[bad/1", *(f"https://[bad/{number}" for number in range(2, 8))], set()),
    ],
)
def test_what_nearly_all_addresses_share_names_the_whole(addresses: list[str], names: set[str]) -> None:
    assert names_in_addresses(_documents(*addresses)) == names


def test_question_is_as_sure_with_a_name_as_without() -> None:
    text = "# Groups\n\nSet the default group with /lp group default. Every player who joins is in it."
    base = KnowledgeBase.build([Document(id="groups", title="Groups", text=text)], meaning=False)

    plain = base.ask("How do I set the default group?")
    named = base.called(["Lantern Hollow"]).ask("How do I set the default group on Lantern Hollow?")

    assert named.confidence == pytest.approx(plain.confidence, abs=0.05)
    assert base.ask("How do I set the default group on Lantern Hollow?").confidence < named.confidence - 0.2
    assert named.question == "How do I set the default group on Lantern Hollow?"


def test_names_that_some_use_are_no_names_for_others() -> None:
    base = KnowledgeBase.build(_documents(*(f"luckperms/{number}.md" for number in range(5))), meaning=False)

    called = base.called(["Zorkmid"])

    assert called.names == {"luckperms", "Zorkmid"}
    assert base.names == {"luckperms"}
    assert called.ask("Zorkmid?").quotes == ()


def test_names_in_an_earlier_question_are_not_carried_on() -> None:
    text = "# Groups\n\nThe default group is set with /lp. On Windows it is set in a file."
    base = KnowledgeBase.build([Document(id="groups", title="Groups", text=text)], meaning=False).called(["Zorkmid"])

    explained = base.explain("and on Windows?", history=["How is the default group set on Zorkmid?"])

    assert "zorkmid" not in explained.understood.lower()
    assert "group" in explained.understood
