from collections.abc import Sequence

import pytest

from knowledge.answering.question import complete, kinds_of, parse
from knowledge.answering.typos import Mended, mended
from knowledge.index.bm25 import Index
from knowledge.text.languages import by_language, language_of
from knowledge.text.thesaurus import Alias, find_aliases


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Who attended?", "en", "person"),
        ("How many people came?", "en", "number"),
        ("In which year was it built?", "en", "time"),
        ("What city hosted it?", "en", "place"),
        ("Why was it closed?", "en", "reason"),
        ("¿Cuándo empezó?", "es", "time"),
        ("Сколько стоит?", "ru", "number"),
        ("谁参加了？", "zh", "person"),
        ("ใครเข้าร่วม", "th", "person"),
        ("누가 참석했습니까?", "ko", "person"),
    ],
)
def test_kinds_say_what_is_asked_for(question: str, language: str, kind: str) -> None:
    assert kinds_of(question, language) == {kind}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Hund schläft nicht in der Küche.", "de"),
        ("El perro no duerme en la cocina.", "es"),
        ("Le chien ne dort pas dans la cuisine.", "fr"),
        ("Собака не спит на кухне.", "ru"),
        ("Собака не спить на кухні, але вона їсть і п'є.", "uk"),
        ("狗不在厨房睡觉。", "zh"),
        ("犬は台所で寝ません。", "ja"),
        ("สุนัขไม่นอนในครัว", "th"),
        ("الكلب لا ينام في المطبخ", "ar"),
        ("Con chó không ngủ trong bếp và nó rất vui.", "vi"),
        ("", "en"),
    ],
)
def test_language_is_told_by_script_and_stop_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_language_of_a_question_is_one_of_the_documents() -> None:
    assert language_of("Tiangong?", among=["de", "en"]) == "de"


@pytest.mark.parametrize("name", ["stop_words", "asking", "signals"])
def test_word_lists_are_read_for_every_language_in_them(name: str) -> None:
    assert all(by_language(name).values())


def test_parse_gives_a_word_that_no_document_holds_the_weight_of_the_rarest() -> None:
    index = Index.build([["garden", "open"], ["garden"], ["ticket"]])

    question = parse("Is the zoo garden open?", "en", index)

    weights = dict(zip((term.term for term in question.terms), question.idf.tolist(), strict=True))
    assert weights["zoo"] == pytest.approx(weights["open"])


def test_parse_weighs_the_word_that_says_what_is_asked_for_less() -> None:
    index = Index.build([["year", "found"]])

    question = parse("In which year was it founded?", "en", index)

    assert question.idf[0] < question.idf[1]


class Asked:
    """Of no documents; what they were asked for."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def dfs(self, terms: Sequence[str]) -> list[int]:
        self.calls.append(list(terms))
        return [0] * len(terms)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("agrement", "agreement"),
        ("agreeement", "agreement"),
        ("agreemant", "agreement"),
        ("agreemnet", "agreement"),
    ],
)
def test_mend_undoes_one_slip(typed: str, meant: str) -> None:
    index = Index.build([["agreement", "astronaut"]])

    assert mended(f"Who signed the {typed}?", "en", index.dfs).text == f"Who signed the {meant}?"


def test_mend_leaves_words_that_are_known() -> None:
    index = Index.build([["card"]])

    assert mended("Which cars?", "en", index.dfs).text == "Which cars?"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("poggers", "loggers"),
        ("coggers", "coffers"),
        ("pack", "pick"),
        ("oops", "ops"),
        ("cant", "cast"),
        ("dheme", "theme"),
    ],
)
def test_mend_leaves_what_is_rather_another_word(typed: str, near: str) -> None:
    index = Index.build([[near]])

    assert mended(typed, "en", index.dfs).text == typed


def test_mended_names_the_words_that_were_put_in() -> None:
    index = Index.build([["agreement", "sign"]])

    assert mended("Who signed the agrement?", "en", index.dfs) == Mended(
        "Who signed the agreement?", frozenset({"agreement"})
    )


def test_wrong_letter_is_mended_where_something_else_is_known() -> None:
    index = Index.build([["server", "port"]])

    assert mended("which port has the servar", "en", index.dfs).text == "which port has the server"


def test_mend_does_not_try_an_endless_word() -> None:
    asked = Asked()

    made = mended("x" * 2000, "en", asked.dfs).text

    assert (made, [terms for terms in asked.calls if terms]) == ("x" * 2000, [])


def test_mend_asks_for_all_its_guesses_at_once() -> None:
    asked = Asked()

    mended("Wich agrement wass singed by the astronuat?", "en", asked.dfs)

    assert len(asked.calls) == 2


def test_follow_up_takes_its_subject_from_the_question_before() -> None:
    completed = complete("and when?", ["Who signed the agreement?"], "en")

    assert completed == "and when signed the agreement"


def test_follow_up_about_something_else_keeps_what_was_asked() -> None:
    completed = complete("what about Pakistan?", ["When did China join?"], "en")

    assert completed == "what about Pakistan When did China join?"


def test_question_that_stands_alone_takes_nothing_from_before() -> None:
    question = "When was the lunar station announced?"

    assert complete(question, ["Who signed the agreement?"], "en") == question


def test_aliases_are_made_of_first_letters() -> None:
    found = list(find_aliases("It was built by the Ministry of Public Works (MPW) and others (ABC).", "en"))

    assert found == [Alias("mpw", ("ministri", "public", "work"))]
