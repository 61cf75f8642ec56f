"""Candidates → quotes that read well: each thing said once, and with the sentence that it leans on."""

import re

from knowledge.code import language_at
from knowledge.collection import Collection
from knowledge.models import Quote, Source
from knowledge.ranking.answering import Look
from knowledge.ranking.citing import source_at
from knowledge.ranking.marking import mark
from knowledge.words.languages import signals
from knowledge.words.question import Question
from knowledge.words.terms import STOP

ALIKE = 0.85
"""Share of the words of two sentences that are the same, from which on they say the same."""

LOOKED_AT = 10
"""Candidates among which duplicates are sought."""

_WORD = re.compile(r"[^\W\d_]+")
_LEANING = ("他", "她", "它", "该", "這", "这", "此", "彼", "それ", "これ", "その", "この")


def quotes(seen: Look, collection: Collection, k: int) -> tuple[Quote, ...]:
    """The best k, each with the sources of those that say the same."""
    chosen: list[Quote] = []
    said: list[frozenset[int]] = []
    for place in seen.order[: max(LOOKED_AT, 2 * k)]:
        number = int(seen.candidates.numbers[place])
        own = _words(seen, place)
        twin = next((other for other, words in enumerate(said) if _alike(own, words)), None)
        if twin is not None:
            source = source_of(collection, number)
            if source not in (chosen[twin].source, *chosen[twin].also):
                chosen[twin] = chosen[twin].model_copy(update={"also": (*chosen[twin].also, source)})
        elif len(chosen) < k:
            quote = quote_of(collection, number, float(seen.scores[place]), seen.question)
            around = {"before": _before(collection, number, seen.question), "after": _after(collection, number, quote)}
            chosen.append(quote.model_copy(update=around))
            said.append(own)
    return tuple(chosen)


def quote_of(collection: Collection, number: int, score: float, question: Question | None) -> Quote:
    """The sentence with this number; its words are marked if there is a question."""
    document_id, cut, sentence = collection.places.sentence(number)
    start, end = cut.span(sentence)
    document = collection.documents[document_id]
    text = document.text[start:end]
    return Quote(
        text=text,
        start=start,
        end=end,
        score=score,
        source=source_of(collection, number),
        matches=mark(text, question) if question else (),
        code=language_at(cut.code, start),
    )


def source_of(collection: Collection, number: int) -> Source:
    """Where a person can check the sentence with this number."""
    document_id, cut, sentence = collection.places.sentence(number)
    start, _ = cut.span(sentence)
    return source_at(collection.documents[document_id], start, cut.headings[cut.passage_of(sentence)])


def _words(seen: Look, place: int) -> frozenset[int]:
    """What stands for the words of a candidate that are no stop words."""
    here = seen.evidence.in_candidates
    return frozenset(here.codes[(here.rows == place) & (here.flags & STOP == 0)].tolist())


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one or other) and len(one & other) / len(one | other) >= ALIKE


def _before(collection: Collection, number: int, question: Question) -> Quote | None:
    """The sentence before in the same passage, if this one begins with a word that points back to it."""
    _, cut, sentence = collection.places.sentence(number)
    if sentence == cut.firsts[cut.passage_of(sentence)] or not _leans(collection.text(number), question.language):
        return None
    return quote_of(collection, number - 1, 0.0, question)


def _after(collection: Collection, number: int, quote: Quote) -> Quote | None:
    """The next sentence, if this one ends with a colon and that one is a block of code."""
    _, cut, sentence = collection.places.sentence(number)
    if not quote.text.endswith((":", "：")) or sentence + 1 == len(cut.spans):
        return None
    following = quote_of(collection, number + 1, 0.0, None)
    return following if following.code is not None else None


def _leans(text: str, language: str) -> bool:
    first = _WORD.search(text)
    back = signals(language).get("back", frozenset())
    return text.startswith(_LEANING) or (first is not None and first.group().lower() in back)
