"""Word pieces are those that the model has learned; the numbers below are by tokenizers 0.23.3 with its own file."""

import pytest

from knowledge.meaning.encoder import SHIPPED, VOCABULARY
from knowledge.meaning.wordpiece import WordPiece

PIECES = WordPiece.read(SHIPPED / VOCABULARY)
BEGIN, END = 101, 102
CUT = {
    "nothing": ("", ""),
    "a sentence": ("Hello, World!", "7592 1010 2088 999"),
    "accents": ("Ünïcödé ÉLÀN naïve façade", "27260 3449 2319 15743 8508"),
    "pieces of a word": ("unaffable", "14477 20961 3468"),
    "many pieces": (
        "Supercalifragilisticexpialidocious",
        "3565 9289 10128 29181 24411 4588 10288 19312 21273 10085 6313",
    ),
    "a sigma at the end": ("ΟΔΟΣ ΣΊΣΥΦΟΣ", "1169 29722 29730 29733 1173 18199 29733 29735 29736 29730 29733"),
    "letters that grow": ("İstanbul Straße ﬁn", "9960 2358 27807 1984 2078"),
    "Chinese among Latin": ("我们在Berlin用Quoth。", "1855 100 100 4068 100 22035 2705 1636"),
    "Korean and Japanese": ("한국어 ひらがな", "1469 30006 30021 29991 30014 30020 29999 30008 1673 30211 30177 30193"),
    "scripts with marks": (
        "ไม่มี हिन्दी العربية עברית",
        "100 1339 29877 29863 29861 29878 1270 23673 29830 17149 29816 14498 19433 1259 29789 29811 29796 29813",
    ),
    "marks and what is not seen": ("a\u0301\u0315b c\u200bd e\u00adf", "11113 3729 1041 2546"),
    "control characters": ("tab\tnew\nline\r\x00\x0b\ufffdnull", "21628 2047 2240 19701"),
    "wide spaces": ("\u3000wide\u2003space\u2028line\u00a0nbsp", "2898 2686 2240 1050 5910 2361"),
    "amounts": ("1,234.56€ $5 50% #tag @me", "1015 1010 22018 1012 5179 30102 1002 1019 2753 1003 1001 6415 1030 2033"),
    "punctuation": (
        'don\'t re-enter: (e.g.) "x" ‘y’ — …',
        "2123 1005 1056 2128 1011 4607 1024 1006 1041 1012 1043 1012 1007 1000 1060 1000 1520 1061 1521 1517 1529",
    ),
    "signs of ASCII": (
        "C++ a^b `code` ~x~ <tag>",
        "1039 1009 1009 1037 1034 1038 1036 3642 1036 1066 1060 1066 1026 6415 1028",
    ),
    "an address": (
        "https://example.org/a_b?c=d&e=f",
        "16770 1024 1013 1013 2742 1012 8917 1013 1037 1035 1038 1029 1039 1027 1040 1004 1041 1027 1042",
    ),
    "names in code": ("snake_case camelCase PyStemmer", "7488 1035 2553 19130 18382 1052 27268 6633 5017"),
    "numbers that are no digits": ("½ ² ① Ⅳ ℡", "1092 1082 100 100 100"),
    "emoji": ("\U0001f600 smile \U0001f600", "100 2868 100"),
    "a character of nobody": ("\u0378 \ue000 ", "100"),
    "the longest word": ("x" * 100, "22038" + 49 * " 20348"),
    "a longer word": ("x" * 101, "100"),
}


@pytest.mark.parametrize("name", CUT)
def test_pieces_are_those_of_the_model(name: str) -> None:
    text, expected = CUT[name]

    assert PIECES.tokens(text, 1000) == [BEGIN, *map(int, expected.split()), END]


def test_names_of_special_tokens_are_text_like_any() -> None:
    """Else whoever writes [SEP] could end a text for the model where they like."""
    assert not {BEGIN, END} & set(PIECES.tokens("[SEP] [CLS]", 100)[1:-1])


def test_long_text_is_cut_and_still_ends() -> None:
    assert PIECES.tokens("one two three four", 4) == [*PIECES.tokens("one two", 4)[:3], END]


def test_long_text_costs_no_more_than_what_is_looked_at() -> None:
    assert PIECES.tokens(" " * 20_000_000 + "word", 128) == [BEGIN, END]


def test_half_a_character_is_not_there() -> None:
    assert PIECES.tokens("a\ud800b", 100) == PIECES.tokens("ab", 100)
