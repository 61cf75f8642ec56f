"""A question → what is quoted: the team's own answer first, then the documents."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from knowledge.answering.likeness import ALIKE, likeness, sense
from knowledge.base import KnowledgeBase
from knowledge.models import Answer, Asked, Document, Quote, Source

SHOWN = 3
"""How many quotes an answer shows."""
_PREFIX = "team:"
_KEPT = 9
"""How many there are to page through; all of them are kept with the question."""
_CLOSEST = 3
"""How many sections are offered when nothing is quoted."""
_SURE = 0.5
"""The confidence from which a question is taken to be one that the team has answered."""


def ask_team_first(
    base: KnowledgeBase,
    question: str,
    *,
    earlier: Sequence[str] = (),
    within: Collection[str] | None = None,
    team: Collection[str] = (),
) -> Asked:
    """`earlier`: the questions that this one may carry on; `team`: the ids of the team's own answers."""
    answer, more = base.ask_further(question, SHOWN, _KEPT, within, earlier)
    own = _by_team(base, question, earlier, [each for each in team if each in base.documents])
    if own is not None:
        answer = _ahead(own, answer)
    shown = answer.quotes[:SHOWN]
    closest = () if shown else base.search(" ".join([question, *earlier[-1:]]), k=_CLOSEST)
    answer = answer.model_copy(update={"quotes": shown})
    return Asked(answer=answer, more=more, closest=closest, earlier=tuple(earlier))


def _by_team(base: KnowledgeBase, question: str, earlier: Sequence[str], team: Collection[str]) -> Answer | None:
    """What the team answered to the same question; or to another one, if that answers this."""
    if not team:
        return None
    meant = sense(question, earlier)
    share, best = max((likeness(meant, sense(base.document(each).title)), each) for each in team)
    if share >= ALIKE:
        return _whole(base.document(best), question, share)
    answer = base.ask(question, k=1, within=team, history=earlier)
    if not answer.quotes or answer.confidence < _SURE:
        return None
    return _whole(base.document(answer.quotes[0].source.document_id), question, answer.confidence)


def _whole(document: Document, question: str, likely: float) -> Answer:
    quote = whole_quote(document)
    return Answer(question=question, known=likely, confidence=likely, quotes=(quote,))


def whole_quote(document: Document) -> Quote:
    """All that the team wrote, as one quote: they wrote it to be read as a whole."""
    start = answer_start(document)
    source = Source(
        document_id=document.id,
        title=document.title,
        url=document.url,
        heading=None,
        publisher=document.publisher,
        date=document.date,
    )
    text = document.text[start:]
    return Quote(text=text, start=start, end=len(document.text), score=0, source=source, kind="section")


def _ahead(own: Answer, answer: Answer) -> Answer:
    team = own.quotes[0].source.document_id
    others = tuple(quote for quote in answer.quotes if quote.source.document_id != team)
    known, confidence = max(own.known, answer.known), max(own.confidence, answer.confidence)
    return answer.model_copy(update={"known": known, "confidence": confidence, "quotes": own.quotes + others})


def team_document(number: int, question: str, answer: str, role: str) -> Document:
    """The answer to the question with this number, dated today."""
    heading, text = " ".join(question.split()), answer.strip()
    today = datetime.now(UTC).date().isoformat()
    return Document(
        id=team_id(number), title=heading, text=f"# {heading}\n\n{text}", publisher=role or None, date=today
    )


def team_id(number: int) -> str:
    """The id of the document that answers the question with this number."""
    return f"{_PREFIX}{number}"


def team_number(document_id: str) -> int | None:
    """The question that an answer by the team was given to; None for every other document."""
    number = document_id.removeprefix(_PREFIX)
    return int(number) if document_id.startswith(_PREFIX) and number.isdecimal() else None


def team_answers(document_ids: Iterable[str]) -> list[str]:
    """Of these ids, those of answers by the team."""
    return [document_id for document_id in document_ids if team_number(document_id) is not None]


def answer_start(document: Document) -> int:
    """Where in its document the answer begins, after the question."""
    return document.text.index("\n\n") + 2
