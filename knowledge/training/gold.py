"""Which texts answer a question of a set: those that hold its answer, or stand where a helpful reply was taken from."""

import re
from functools import cache

from knowledge.answering.judging import holds, is_one_of, shared_words
from knowledge.errors import UnreadableFile
from knowledge.reading import read_documents
from knowledge.training.sets import Row, is_documentation

_WORD = re.compile(r"\w+")
_RUN, _SAME = 3, 0.6
"""A text is a part of another when this share of its runs of three words stands there."""
_SHARE = 0.5
"""Of the words of a reply or of a text: from which on it holds what is needed."""


def stands_right(document_id: str, row: Row) -> bool:
    """Whether a document is one of those that answer; a file may be read as several documents."""
    wanted = row.get("doc_ids")
    return not wanted or any(document_id.startswith(one) for one in wanted)


def answers(text: str, document_id: str, row: Row) -> bool:
    """Whether a text is from a right document and holds an answer, or much of what a helpful reply quotes."""
    if not stands_right(document_id, row):
        return False
    if is_documentation(row):
        return _is_needed(text, row)
    gold = row.get("gold_any") or row.get("gold_sentences")
    return is_one_of(text, gold) if gold else holds(text, row["answers"])


def stands_in(text: str, row: Row) -> bool:
    """Whether a part of a right document holds what answers."""
    if is_documentation(row):
        return is_part(text, plain(row["section"]))
    if gold := row.get("gold_sentences"):
        return any(folded(sentence) in folded(text) for sentence in gold)
    return holds(text, row["answers"])


def _is_needed(text: str, row: Row) -> bool:
    shared, own, need = shared_words(text, plain(row["gold"]))
    return is_part(text, plain(row["section"])) and shared >= _SHARE * min(need, own) > 0


def is_part(text: str, section: str) -> bool:
    """Whether a text is most of a section, or for the most part a part of it."""
    own, other = folded(text), folded(section)
    if not own or not other:
        return False
    mine, theirs = _runs(text), _runs(section)
    return own in other or other in own or len(mine & theirs) >= _SAME * min(len(mine), len(theirs))


def folded(text: str) -> str:
    """Its letters and digits alone."""
    return "".join(_words(text))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@cache
def plain(markdown: str) -> str:
    """The text of a piece of Markdown."""
    try:
        return "\n\n".join(document.text for document in read_documents("part.md", markdown.encode()))
    except UnreadableFile:
        return markdown
