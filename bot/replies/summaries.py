"""What stands for a document, for a part of it or for a topic → what a person reads. Pure."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from bot.languages import ENGLISH, Language
from bot.replies.names import name_of, visible
from bot.replies.reply import LABEL, Certainty, Reply, cite, shorten, summary_reply
from knowledge import Document, KnowledgeBase, Length, Part, Quote, Summary, TopicSummary

MESSAGE = 2400
"""Characters to quote in one message of Discord: it holds 4,096, and the places and marks need some of them."""
GIST = 1000
"""Characters to quote above an outline."""
LONG = 20_000
"""Characters of a document, about ten pages, from which on it is told section by section."""
SENTENCES = 3
"""Of a gist above an outline, and of a section."""


def parts_to_page(base: KnowledgeBase, document: Document) -> tuple[Part, ...]:
    """The sections of a long document; none of one that a single summary stands for."""
    parts = base.parts(document.id) if len(document.text) >= LONG else ()
    return parts if len(parts) > 1 else ()


def document_reply(base: KnowledgeBase, document: Document, length: Length, say: Language = ENGLISH) -> Reply:
    """The gist; of a long document with its outline. Raises DocumentNotFound."""
    reply = summary_reply(_fitting(partial(base.summarize, document.id), length), base, say)
    lines = (outline_line(number, part, document) for number, part in enumerate(parts_to_page(base, document), start=1))
    return reply.model_copy(update={"outline": tuple(lines)})


def message_length(base: KnowledgeBase, document: Document, sentences: int) -> Length:
    """What fits into one message of Discord, with an outline where the document is long."""
    if parts_to_page(base, document):
        return Length(min(sentences, SENTENCES), GIST)
    return Length(sentences, MESSAGE)


def part_reply(base: KnowledgeBase, document: Document, number: int, say: Language = ENGLISH) -> Reply:
    """One of the document's parts, counted from 0. Raises DocumentNotFound, IndexError."""
    summary = _fitting(partial(base.summarize_part, document.id, number), Length(SENTENCES, MESSAGE))
    label = label_of(base.parts(document.id)[number], document)
    reply = summary_reply(summary, base, say)
    return reply.model_copy(update={"title": f"{label} · {shorten(name_of(document, say), LABEL)}"})


def topic_reply(
    summary: TopicSummary, base: KnowledgeBase, say: Language = ENGLISH, characters: int | None = None
) -> Reply:
    """What each document says stands together, so that documents that disagree are seen to.

    Quotes beyond so many `characters` are left out; None = any number.
    """
    found = list(_first(characters, (quote for quote in summary.quotes if base.is_verbatim(quote))))
    documents = list(dict.fromkeys(quote.source.document_id for quote in found))
    grouped = sorted(found, key=lambda quote: documents.index(quote.source.document_id))
    if not grouped:
        why = say("Nothing in the documents here is about that.")
        return Reply(title=summary.topic, certainty=Certainty.UNKNOWN, opening=why)
    footer = say(
        "Quoted word for word from {count} document",
        "Quoted word for word from {count} documents",
        count=len(documents),
    )
    return Reply(title=summary.topic, quotes=cite(tuple(grouped), say), footer=footer)


def _first(characters: int | None, quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Those that fit; the first one in any case, for it is cut when it is shown."""
    used = 0
    for number, quote in enumerate(quotes):
        used += len(quote.text)
        if number and characters is not None and used > characters:
            return
        yield quote


def outline_line(number: int, part: Part, document: Document) -> str:
    """The number to pick it by, its heading and where it begins."""
    return " · ".join(filter(None, (f"{number} · {label_of(part, document)}", shorten(part.place or "", 30))))


def label_of(part: Part, document: Document) -> str:
    """Its heading; where it has none, how it begins."""
    text = document.text[part.start : part.end]
    return visible(shorten(visible(part.heading or "", text), LABEL), "…")


def _fitting(summarize: Callable[[int | None, int | None], Summary], length: Length) -> Summary:
    """Where not one sentence fits, the one that matters most: it is cut when it is shown."""
    summary = summarize(length.sentences, length.characters)
    return summary if summary.quotes else summarize(1, None)
