"""An answer → what stands around its quotes, and the quotes that come next. Pure."""

from bot.languages import Language
from bot.replies import Cited, Reply, cite
from knowledge import KnowledgeBase, Quote
from knowledge.asking import SHOWN
from knowledge.library import Asked
from knowledge.sentences import Span, split_sentences

_LONGEST = 1200  # characters of a paragraph; of a longer one, the sentences nearest to the quote


def context_reply(asked: Asked, base: KnowledgeBase, say: Language) -> Reply:
    """The paragraph around each quote, the quote set off; no quotes = none of them stands there any more."""
    quotes = [quote for quote in asked.answer.quotes if base.is_verbatim(quote)]
    places: dict[tuple[str, Span], list[Quote]] = {}
    for quote in quotes:
        document = base.documents[quote.source.document_id]
        places.setdefault((document.id, around(document.text, quote.start, quote.end)), []).append(quote)
    widened = tuple(_widened(base, span, own) for (_, span), own in places.items())
    return Reply(
        quotes=cite(widened, say), footer=say("In bold what was quoted; around it what stands there, word for word")
    )


def more_reply(asked: Asked, page: int, base: KnowledgeBase, say: Language) -> Reply:
    """The quotes of a page, numbered on; page 0 follows what the answer itself showed."""
    begins = page * SHOWN
    quotes = tuple(quote for quote in asked.more[begins : begins + SHOWN] if base.is_verbatim(quote))
    before = len(asked.answer.quotes) + begins
    return Reply(
        title=asked.answer.question,
        quotes=tuple(_renumbered(cited, cited.number + before) for cited in cite(quotes, say)),
        footer=say("Quoted word for word · page {page} of {last}", page=page + 1, last=last_page(asked) + 1),
    )


def last_page(asked: Asked) -> int:
    """Of what comes next, counted from 0."""
    return max(0, (len(asked.more) - 1) // SHOWN)


def around(text: str, start: int, end: int) -> Span:
    """The paragraph that holds `text[start:end]`; with its neighbours if there is nothing else in it."""
    first, last = _paragraph(text, start, end)
    if text[first:last].strip() == text[start:end].strip():
        first, last = _paragraph(text, max(0, first - 2), min(len(text), last + 2))
    if last - first > _LONGEST:
        first, last = _nearest(text, (first, last), (start, end))
    return first, last


def _paragraph(text: str, start: int, end: int) -> Span:
    before, after = text.rfind("\n\n", 0, start), text.find("\n\n", end)
    return before + 2 if before >= 0 else 0, after if after >= 0 else len(text)


def _nearest(text: str, paragraph: Span, quote: Span) -> Span:
    first, last = paragraph
    spans = [(first + start, first + end) for start, end in split_sentences(text[first:last])]
    reach = _LONGEST // 2
    near = [span for span in spans if span[0] >= quote[0] - reach and span[1] <= quote[1] + reach]
    return min([quote[0], *(start for start, _ in near)]), max([quote[1], *(end for _, end in near)])


def _widened(base: KnowledgeBase, span: Span, quotes: list[Quote]) -> Quote:
    start, end = span
    text = base.documents[quotes[0].source.document_id].text[start:end]
    spans = sorted({(quote.start - start, quote.end - start) for quote in quotes})
    return quotes[0].model_copy(
        update={"text": text, "start": start, "end": end, "matches": tuple(spans), "before": None, "also": ()}
    )


def _renumbered(cited: Cited, number: int) -> Cited:
    return cited.model_copy(update={"number": number})
