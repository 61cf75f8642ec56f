import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.terms import NUMBER, STOP, YEAR, terms, tokens, words


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("astronauts", "Astronaut", "en"),
        ("The U.S. army", "US army", "en"),
        ("1,000 people", "1000 people", "en"),
        ("Überraschungen", "Überraschung", "de"),
        ("ceremonias", "ceremonia", "es"),
        ("церемонии", "церемония", "ru"),
        ("İSTANBUL", "istanbul", "tr"),
        ("ΑΘΗΝΑ", "Αθήνα", "el"),
    ],
)
def test_terms_are_equal_for_forms_of_a_word(one: str, other: str, language: str) -> None:
    assert terms(one, language) == terms(other, language)


def test_terms_keep_vowel_signs_in_the_word() -> None:
    assert len(terms("किताब", "hi")) == 1


def test_terms_of_chinese_are_characters_and_pairs() -> None:
    assert terms("黑豹队", "zh") == ["黑", "黑豹", "豹", "豹队", "队"]


def test_terms_of_thai_are_three_characters() -> None:
    assert terms("กขคง", "th") == ["กขค", "ขคง"]


def test_terms_leave_out_stop_words_and_question_words() -> None:
    assert terms("Who is the astronaut?") == ["astronaut"]


def test_tokens_know_years_and_numbers() -> None:
    year, number = (token.flags for token in tokens("1969 400", "en"))

    assert (year & YEAR, number & (YEAR | NUMBER)) == (YEAR, NUMBER)


def test_tokens_tell_the_country_from_the_pronoun() -> None:
    country, pronoun = (token.flags & STOP for token in tokens("US us", "en"))

    assert (country, pronoun) == (0, STOP)


@given(st.text(), st.sampled_from(["en", "de", "tr", "zh", "th", "hi", "xx"]))
def test_words_stand_where_they_say(text: str, language: str) -> None:
    spans = [(word.start, word.end) for word in words(text, language)]

    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text(), st.sampled_from(["en", "ru", "zh", "th"]))
def test_words_and_terms_agree(text: str, language: str) -> None:
    assert [word.term for word in words(text, language)] == terms(text, language)
