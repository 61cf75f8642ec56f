"""Sentence → what a helpful person would paste: it alone, the block that it is in, or the whole passage."""

from itertools import takewhile
from typing import NamedTuple

from knowledge.answering.logs import read_log_line
from knowledge.answering.question import ParsedQuestion
from knowledge.index.corpus import Corpus
from knowledge.models import Kind
from knowledge.text.around import with_marks
from knowledge.text.blocks import BlockKind
from knowledge.text.languages import signals
from knowledge.text.outline import Outline
from knowledge.text.sentences import Span
from knowledge.text.terms import first_word

SHORT = 320
"""Characters: a passage as short as that is read as quickly as one of its sentences."""

CLOSED = frozenset(("person", "time", "place", "number"))
"""What one sentence can say: who, when, where, how many."""

_KINDS: dict[int, Kind] = {
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.LIST: "list",
    BlockKind.STEPS: "steps",
    BlockKind.TABLE: "table",
    BlockKind.CODE: "code",
}
_STRUCTURED = frozenset(_KINDS) - {BlockKind.PARAGRAPH}
_LEANING = ("他", "她", "它", "该", "這", "这", "此", "彼", "それ", "これ", "その", "この")


class Unit(NamedTuple):
    """What is quoted around one sentence: offsets into the document's text."""

    document_id: str
    start: int
    end: int
    kind: Kind
    focus: Span | None
    """The sentence; None = it is all of it."""
    code: str | None
    """The language of a unit that is nothing but code; "" = not named."""


def unit_of(corpus: Corpus, number: int, question: ParsedQuestion) -> Unit:
    """What to quote for the sentence with this number."""
    document_id, cut, sentence = corpus.numbering.sentence(number)
    text = corpus.documents[document_id].text
    first, last = _reach(cut, sentence, text, question)
    start, end = with_marks(cut, text, int(cut.spans[first, 0]), int(cut.spans[last, 1]))
    focus = cut.span(sentence) if first <= sentence <= last and first < last else None
    block = cut.block_of(first)
    code = cut.blocks.language(block) if block == cut.block_of(last) else None
    return Unit(document_id, start, end, _kind(cut, first, last), focus, code)


def _reach(cut: Outline, sentence: int, text: str, question: ParsedQuestion) -> Span:
    """The first and the last sentence to quote."""
    own = cut.passage_of(sentence)
    passage = _telling(cut, own, text)
    first, last = int(cut.firsts[passage]), int(cut.firsts[passage + 1]) - 1
    if passage != own or _whole(cut, passage, question):
        return first, last
    begin = sentence - (sentence > first and _leans(text[slice(*cut.span(sentence))], question.language))
    return begin, sentence


def _telling(cut: Outline, passage: int, text: str) -> int:
    """Of an error's copy the passage behind it that says what to do: who asks has the error already."""
    line = text[slice(*cut.span(int(cut.firsts[passage])))]
    if cut.kinds_of(passage) != {BlockKind.CODE} or read_log_line(line) is None:
        return passage
    following = range(passage + 1, len(cut.headings))
    under = takewhile(lambda one: cut.headings[one] == cut.headings[passage], following)
    return next((one for one in under if cut.kinds_of(one) != {BlockKind.CODE}), passage)


def _whole(cut: Outline, passage: int, question: ParsedQuestion) -> bool:
    """Whether a sentence of this passage says too little alone, or the passage is short enough to be read at once."""
    start, end = cut.passage_span(passage)
    if end - start <= SHORT or cut.kinds_of(passage) & _STRUCTURED:
        return True
    return bool(cut.headings[passage]) and not question.kinds & CLOSED


def _kind(cut: Outline, first: int, last: int) -> Kind:
    """Of one block with what introduces it, that block's; of several, a section's."""
    begin, end = cut.block_of(first), cut.block_of(last)
    if begin == end:
        alone = cut.blocks.kinds[begin] == BlockKind.PARAGRAPH and last - first <= 1
        return "sentence" if alone else _KINDS[int(cut.blocks.kinds[begin])]
    introduced = cut.blocks.introduction(end)
    return _KINDS[int(cut.blocks.kinds[end])] if introduced == cut.span(first) else "section"


def _leans(text: str, language: str) -> bool:
    """Whether a sentence begins with a word that points back."""
    back = signals(language).get("back", frozenset())
    return text.startswith(_LEANING) or first_word(text) in back
