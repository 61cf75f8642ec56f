"""An answer → what stands around its quotes, and the quotes that come next. Pure."""

from collections.abc import Iterator

from bot.languages import Language
from bot.replies.blocks import focus_of, is_short
from bot.replies.reply import Cited, Reply, cite, together
from knowledge import SHOWN, Asked, KnowledgeBase, Quote, Span


def context_reply(asked: Asked, base: KnowledgeBase, say: Language) -> Reply:
    """What stands around each quote, which is set off if it is short; no quotes = none stands there any more."""
    by_document: dict[str, list[Quote]] = {}
    for quote in asked.answer.quotes:
        if base.is_verbatim(quote):
            by_document.setdefault(quote.source.document_id, []).append(quote)
    widened = [part for own in by_document.values() for part in _parts(base, own)]
    footer = say("In bold what was quoted; around it what stands there, word for word")
    if not all(part.matches for part in widened):
        footer = say("Quoted word for word")
    return Reply(quotes=cite(tuple(widened), say), footer=footer)


def more_reply(asked: Asked, page: int, base: KnowledgeBase, say: Language) -> Reply:
    """The quotes of a page, numbered on; page 0 follows what the answer itself showed."""
    begins = page * SHOWN
    quotes = tuple(quote for quote in asked.more[begins : begins + SHOWN] if base.is_verbatim(quote))
    before = len(asked.answer.quotes) + begins
    numbered = tuple(_renumbered(cited, cited.number + before) for cited in cite(quotes, say))
    return Reply(
        title=asked.answer.question,
        quotes=together(numbered),
        footer=say("Quoted word for word · page {page} of {last}", page=page + 1, last=last_page(asked) + 1),
    )


def last_page(asked: Asked) -> int:
    """Of what comes next, counted from 0."""
    return max(0, (len(asked.more) - 1) // SHOWN)


def _parts(base: KnowledgeBase, quotes: list[Quote]) -> list[Quote]:
    """What stands around these quotes of one document, each place once, in the order of the document."""
    document_id = quotes[0].source.document_id
    parts: list[tuple[Span, list[Quote]]] = []
    for quote in sorted(quotes, key=lambda each: each.start):
        start, end = base.around(document_id, quote.start, quote.end)
        if parts and start < parts[-1][0][1]:
            own = [*parts[-1][1], quote]
            parts[-1] = (base.around(document_id, own[0].start, max(one.end for one in own)), own)
        else:
            parts.append(((start, end), [quote]))
    return [_widened(base.documents[document_id].text, span, own) for span, own in parts]


def _widened(text: str, span: Span, quotes: list[Quote]) -> Quote:
    start, end = span
    changed = {
        "text": text[start:end],
        "start": start,
        "end": end,
        "kind": "section",
        "focus": _focus(quotes),
        "matches": tuple(mark for quote in quotes for mark in _set_off(quote, start)),
        "code": None,
        "also": (),
    }
    return quotes[0].model_copy(update=changed)


def _focus(quotes: list[Quote]) -> Span | None:
    """What is looked for first where not all can be shown."""
    return (quotes[0].start, quotes[0].end) if len(quotes) == 1 else None


def _set_off(quote: Quote, begins: int) -> Iterator[Span]:
    """The quote, or what decides in it, if that is short, beside where the text begins."""
    for start, end in filter(None, ((0, len(quote.text)), focus_of(quote))):
        if is_short(quote.text[start:end]):
            yield quote.start + start - begins, quote.start + end - begins
            return


def _renumbered(cited: Cited, number: int) -> Cited:
    return cited.model_copy(update={"number": number})
