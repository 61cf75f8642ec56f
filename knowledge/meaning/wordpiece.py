"""Text → the numbers of its word pieces, as BERT's uncased WordPiece makes them (Devlin et al. 2018).

Source: https://github.com/google-research/bert/blob/master/tokenization.py. As in its successors, each character is
looked at alone: a capital sigma at the end of a word becomes σ. Names of special tokens have no meaning in a text.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

LONGEST_WORD = 100
"""Characters; longer words are unknown."""
CHARACTERS_PER_TOKEN = 32
"""What is looked at of a text for each token that is wanted. English has about five."""
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"

_MOST_KEPT = 4096
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
"""Each of these characters is a word of its own."""


class WordPiece:
    """A vocabulary: every line is a piece, whose number is that of the line; ## begins what goes on with a word."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._longest = max(map(len, pieces))

    @classmethod
    def read(cls, path: Path) -> "WordPiece":
        """From a file in UTF-8."""
        return cls(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def tokens(self, text: str, most: int) -> list[int]:
        """At most so many numbers, with those of the beginning and the end; what comes later is cut."""
        found = [self._numbers[FIRST]]
        for word in _words(text[: most * CHARACTERS_PER_TOKEN]):
            if len(found) >= most:
                break
            found += self._cut(word)
        return [*found[: most - 1], self._numbers[LAST]]

    def _cut(self, word: str) -> list[int]:
        """The longest piece that begins the word, then the longest one that goes on, to the end."""
        if len(word) > LONGEST_WORD:
            return [self._numbers[UNKNOWN]]
        found, begin = [], 0
        while begin < len(word):
            fitting = self._fitting(word, begin)
            if fitting is None:
                return [self._numbers[UNKNOWN]]
            number, begin = fitting
            found.append(number)
        return found

    def _fitting(self, word: str, begin: int) -> tuple[int, int] | None:
        """The longest piece that goes on from a position, and where it ends."""
        mark = "##" if begin else ""
        for end in range(min(len(word), begin + self._longest), begin, -1):
            if (number := self._numbers.get(mark + word[begin:end])) is not None:
                return number, end
        return None


def _words(text: str) -> list[str]:
    """In lower case and without accents; punctuation marks are words."""
    return unicodedata.normalize("NFD", text).translate(_CHARACTERS).split()


class _Characters(dict[int, str]):
    """By code point, what becomes of a character; the first ones met are remembered."""

    def __missing__(self, code: int) -> str:
        made = _plain(chr(code))
        if len(self) < _MOST_KEPT:
            self[code] = made
        return made


_CHARACTERS: Mapping[int, str] = _Characters()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\r":
        return " "
    if category in ("Cc", "Cf", "Co", "Cs", "Mn") or character == "\ufffd":
        return ""
    if category.startswith("P") or _is_mark(character) or any(low <= ord(character) <= high for low, high in _CJK):
        return f" {character} "
    return character.lower()


def _is_mark(character: str) -> bool:
    """Whether it is one of ASCII's characters that are no letters and no digits."""
    return "!" <= character <= "~" and not character.isalnum()
