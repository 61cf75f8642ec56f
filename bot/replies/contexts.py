"""An answer → what stands around its quotes, and the quotes that come next. Pure."""

import re

from bot.languages import Language
from bot.replies.reply import Cited, Reply, cite
from knowledge import SHOWN, Asked, KnowledgeBase, Quote, Span, split_sentences

_BREAK = re.compile(r"\n[ \t]*\n|(?<=[.!?…。！？”\"’)])[ \t]*\n")
_LONGEST = 1200  # characters of a paragraph; of a longer one, the sentences nearest to the quote


def context_reply(asked: Asked, base: KnowledgeBase, say: Language) -> Reply:
    """The paragraph around each quote, the quote set off; no quotes = none of them stands there any more."""
    by_document: dict[str, list[Quote]] = {}
    for quote in asked.answer.quotes:
        if base.is_verbatim(quote):
            by_document.setdefault(quote.source.document_id, []).append(quote)
    widened = [part for own in by_document.values() for part in _parts(base, own)]
    footer = say("In bold what was quoted; around it what stands there, word for word")
    return Reply(quotes=cite(tuple(widened), say), footer=footer)


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
    first, last = _beyond(text, _paragraph(text, start, end), [(start, end)])
    return _nearest(text, (first, last), (start, end)) if last - first > _LONGEST else (first, last)


def _beyond(text: str, span: Span, quoted: list[Span]) -> Span:
    """With the paragraphs before and after, if all of it is quoted."""
    if len(text[slice(*span)].strip()) > sum(end - start + 1 for start, end in quoted):
        return span
    return _paragraph(text, max(0, span[0] - 2), min(len(text), span[1] + 2))


def _paragraph(text: str, start: int, end: int) -> Span:
    """Between blank lines, or lines that end as sentences do: not every text has blank lines."""
    before = max((match.end() for match in _BREAK.finditer(text, 0, start)), default=0)
    after = _BREAK.search(text, end)
    return before, after.start() if after else len(text)


def _nearest(text: str, paragraph: Span, quote: Span) -> Span:
    first, last = paragraph
    spans = [(first + start, first + end) for start, end in split_sentences(text[first:last])]
    reach = _LONGEST // 2
    near = [span for span in spans if span[0] >= quote[0] - reach and span[1] <= quote[1] + reach]
    return min([quote[0], *(start for start, _ in near)]), max([quote[1], *(end for _, end in near)])


def _parts(base: KnowledgeBase, quotes: list[Quote]) -> list[Quote]:
    """What stands around these quotes of one document, each place once, in the order of the document."""
    text = base.documents[quotes[0].source.document_id].text
    parts: list[tuple[Span, list[Quote]]] = []
    for quote in sorted(quotes, key=lambda each: each.start):
        start, end = around(text, quote.start, quote.end)
        if parts and start < parts[-1][0][1]:
            (first, last), own = parts[-1]
            parts[-1] = ((first, max(last, end)), [*own, quote])
        else:
            parts.append(((start, end), [quote]))
    return [_widened(text, _beyond(text, span, [(one.start, one.end) for one in own]), own) for span, own in parts]


def _widened(text: str, span: Span, quotes: list[Quote]) -> Quote:
    start, end = span
    spans = tuple((quote.start - start, quote.end - start) for quote in quotes)
    changed = {"text": text[start:end], "start": start, "end": end, "matches": spans, "before": None, "also": ()}
    return quotes[0].model_copy(update=changed)


def _renumbered(cited: Cited, number: int) -> Cited:
    return cited.model_copy(update={"number": number})
