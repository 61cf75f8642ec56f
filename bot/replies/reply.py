"""Answer or Summary → what a person reads. Pure, and the same for every medium."""

from collections.abc import Iterator
from enum import Enum
from itertools import islice

from bot.languages import Language, phrase
from bot.replies.blocks import linked_words
from bot.replies.markdown import link_to, shown_address, web_address
from bot.replies.names import name_of, shows, tame, visible
from knowledge import (
    Answer,
    Chunk,
    Document,
    Hit,
    KnowledgeBase,
    Model,
    Quote,
    Source,
    Summary,
    source_at,
    team_number,
    whole_quote,
)

SURE_FROM = 0.5  # below it the first quote is more likely wrong than right
CLOSEST = 3
SUMMARY_LENGTHS = {"short": 3, "medium": 6, "long": 12}  # sentences
LABEL = 80  # characters: a button's label in Discord, a comfortable line in a terminal
_ALSO, _NAME, _SHORT_LINK = 3, 60, 200  # other places of a quote, and the characters of one and of its address


class Certainty(Enum):
    """How an answer is put."""

    UNKNOWN = phrase("I don't know.")
    UNSURE = phrase("I am not sure, but this may help.")
    SURE = ""


class Elsewhere(Model):
    """Another place of the same words, and its address."""

    text: str
    link: str


class Cited(Model):
    """A quote, the number it goes by, and where to check it: in words, and as an address if it has one."""

    number: int
    quote: Quote
    source: str
    link: str | None
    also: tuple[Elsewhere, ...] = ()
    with_next: bool = False
    """Whether it stands under one source with the next quote."""


class Section(Model):
    """A part of a document that came close to the question, and what to call it in one line."""

    label: str
    chunk: Chunk
    quote: Quote
    """All of the chunk, with the marks around it."""


class Reply(Model):
    """What is said: an opening, then quotes or sections, then how it is to be taken. Any part may be empty."""

    title: str = ""
    certainty: Certainty = Certainty.SURE
    opening: str = ""
    quotes: tuple[Cited, ...] = ()
    sections: tuple[Section, ...] = ()
    source: str = ""
    link: str | None = None
    outline: tuple[str, ...] = ()
    """The sections of a long document, a line for each."""
    footer: str = ""


def answer_reply(answer: Answer, base: KnowledgeBase, closest: tuple[Hit, ...], say: Language) -> Reply:
    """Quotes that are not, now, word for word in their document are left out."""
    quotes = tuple(quote for quote in answer.quotes if base.is_verbatim(quote))
    if not quotes:
        return _unknown(answer.question, base, closest, say)
    certainty = Certainty.SURE if answer.confidence >= SURE_FROM else Certainty.UNSURE
    return Reply(
        title=answer.question,
        certainty=certainty,
        opening=say(certainty.value) if certainty.value else "",
        quotes=together(cite(quotes, say)),
        footer=say("Quoted word for word · {percent}% sure", percent=round(answer.confidence * 100)),
    )


def _unknown(question: str, base: KnowledgeBase, closest: tuple[Hit, ...], say: Language) -> Reply:
    sections = tuple(section for hit in closest if (section := section_of(hit.chunk, base)))[:CLOSEST]
    if not base.documents:
        why = say("There are no documents here yet.")
    elif sections:
        why = say("The documents here do not seem to say. These parts come closest:")
    else:
        why = say("Nothing in the documents here is about that.")
    opening = f"{say(Certainty.UNKNOWN.value)} {why}"
    return Reply(title=question, certainty=Certainty.UNKNOWN, opening=opening, sections=sections)


def summary_reply(summary: Summary, base: KnowledgeBase, say: Language) -> Reply:
    """Raises DocumentNotFound if the document has gone in the meantime."""
    document = base.document(summary.document_id)
    quotes = tuple(quote for quote in summary.quotes if base.is_verbatim(quote))
    places, link = tuple(_place(quote, document, say) for quote in quotes), web_address(document.url)
    return Reply(
        title=name_of(document, say),
        opening="" if quotes else say("There are no sentences to quote in this document."),
        quotes=tuple(
            cited.model_copy(update={"source": place}) for cited, place in zip(cite(quotes, say), places, strict=True)
        ),
        source=_dotted(provenance(document, say), "" if link else shown_address(document.url)),
        link=link,
        footer=say("Quoted word for word, in the order of the document") if quotes else "",
    )


def section_of(chunk: Chunk, base: KnowledgeBase) -> Section | None:
    """None if its document is gone or reads differently now."""
    document = base.documents.get(chunk.document_id)
    if document is None or document.text[chunk.start : chunk.end] != chunk.text:
        return None
    label = visible(shorten(visible(chunk.heading or "", chunk.text), LABEL), "…")
    start, end = base.with_marks(document.id, chunk.start, chunk.end)
    source = source_at(document, chunk.start, chunk.heading)
    quote = Quote(text=document.text[start:end], start=start, end=end, score=0, source=source, kind="section")
    return Section(label=label, chunk=chunk, quote=quote)


def section_reply(section: Section, say: Language) -> Reply:
    """The whole section, word for word."""
    quotes = cite((section.quote,), say)
    return Reply(title=section.quote.source.heading or "", quotes=quotes, footer=say("Quoted word for word"))


def team_reply(document: Document, opening: str, say: Language) -> Reply:
    """An answer by the team, whole, under its question."""
    return Reply(title=document.title, opening=opening, quotes=cite((whole_quote(document),), say))


def cite(quotes: tuple[Quote, ...], say: Language) -> tuple[Cited, ...]:
    """Numbered from 1."""
    return tuple(
        Cited(
            number=number,
            quote=quote,
            source=_dotted(source_line(quote.source, say), "" if _link(quote) else shown_address(quote.source.url)),
            link=_link(quote),
            also=tuple(_elsewhere(quote, say)),
        )
        for number, quote in enumerate(quotes, start=1)
    )


def _link(quote: Quote) -> str | None:
    return link_to(quote.source.url, *linked_words(quote))


def together(cited: tuple[Cited, ...]) -> tuple[Cited, ...]:
    """Neighbours from one place stand under one source."""
    places = [(each.source, each.quote.source.url) for each in cited]
    alike = [here == there for here, there in zip(places, [*places[1:], None], strict=True)]
    return tuple(each.model_copy(update={"with_next": same}) for each, same in zip(cited, alike, strict=True))


def source_line(source: Source, say: Language) -> str:
    """Title, heading, place, publisher and date, as far as they are known, and whether it may be out of date.

    Of an answer by the team, whose it is and when.
    """
    if team_number(source.document_id) is not None:
        return _dotted(say("answered by the team"), *_imprint(source))
    title, heading = name_of(source, say), "" if source.heading == source.title else source.heading
    old = say("may be out of date since {date}", date=source.old_since[:10]) if source.old_since else ""
    where = shorten(title, 120), _part(heading, LABEL), _part(source.place, 30)
    return _dotted(*where, *_imprint(source), old)


def _elsewhere(quote: Quote, say: Language) -> Iterator[Elsewhere]:
    """The other addresses of the same text, and of nearly the same words; not too many, and none that is long."""
    named = {source.url: shorten(name_of(source, say), _NAME) for source in quote.also}
    addresses = dict.fromkeys([*quote.source.also_urls, *named])
    linked = ((url, web_address(url)) for url in addresses if url != quote.source.url)
    short = ((url, link) for url, link in linked if link and len(link) <= _SHORT_LINK)
    for url, link in islice(short, _ALSO):
        title = named.get(url) or shorten(link.partition("://")[2], _NAME)
        yield Elsewhere(text=say("also: {title}", title=title), link=link)


def provenance(document: Document, say: Language) -> str:
    """Who published a document, when, and how long it is."""
    return _dotted(*_imprint(document), length_of(document.text, say))


def _place(quote: Quote, document: Document, say: Language) -> str:
    """Where in its document a quote stands, for a reply that is all about that document."""
    line = document.text.count("\n", 0, quote.start) + 1
    place = quote.source.place or say("line {number}", number=line)
    return _dotted(_part(quote.source.heading, LABEL), _part(place, 30))


def _imprint(of: Source | Document) -> tuple[str, str]:
    return _part(of.publisher, 60), _part(of.date, 30)


def _part(text: str | None, limit: int) -> str:
    """Of a line; nothing for what shows nothing."""
    return shorten(text, limit) if text and shows(text) else ""


def _dotted(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def length_of(text: str, say: Language) -> str:
    """In words, or in characters where words are not set apart by spaces."""
    words = len(text.split())
    if words * 20 >= len(text):
        return say("{count} word", "{count} words", count=words)
    return say("{count} character", "{count} characters", count=len(text))


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words where there are any, that commands nothing."""
    line = " ".join(tame(text).split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return head.rstrip(" ,;:–-") + "…"
