"""The words of the domain. Offsets are characters into `Document.text`, end exclusive."""

from hashlib import blake2b
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A value: it never changes and has no other fields than these."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Model):
    """Where a person finds the text from `start` on, until the next place: "p. 12" and "page=12"."""

    start: int
    label: str | None = None
    """What people read: a page, a time."""
    anchor: str | None = None
    """What a link to the document gets behind its "#"."""
    url: str | None = None
    """A link of its own, where the document's with an anchor does not lead there: a message."""


class Document(Model):
    """What was added: plain text, paragraphs separated by a blank line, headings as "# …" lines."""

    id: str = Field(min_length=1)
    title: str
    text: str
    url: str | None = None
    publisher: str | None = None
    date: str | None = None
    language: str | None = None
    """ISO 639-1; None = found out from the text."""
    places: tuple[Place, ...] = ()
    """In order of `start`; without any the document is one place."""
    also_urls: tuple[str, ...] = ()
    """Other addresses of the same text."""
    old_since: str | None = None
    """ISO 8601, UTC: since when it could not be read again, so that this may be out of date; None = it is current."""
    missing: str | None = None
    """What of the file could not be read, and what to do about it; said when it is read, and not kept."""

    @property
    def number(self) -> int:
        """Stands for the id where there is little room; below 2**56."""
        return int.from_bytes(blake2b(self.id.encode(), digest_size=7).digest(), "big")


class Sentence(Model):
    """What may be quoted: `document.text[start:end]`."""

    start: int
    end: int


class Chunk(Model):
    """What is indexed: some consecutive sentences under one heading."""

    document_id: str
    text: str
    start: int
    end: int
    heading: str | None
    sentences: tuple[Sentence, ...]


class Hit(Model):
    """A chunk and how well it fits the question: BM25 beside the best chunk's, and the agreement of its title."""

    chunk: Chunk
    score: float


class Source(Model):
    """Where a person can check."""

    document_id: str
    title: str
    url: str | None
    heading: str | None
    publisher: str | None
    date: str | None = None
    place: str | None = None
    """Where in the document, in words: "p. 12", "00:01:23", "line 7"; `url` leads there."""
    also_urls: tuple[str, ...] = ()
    """Other addresses of the same text."""
    old_since: str | None = None
    """ISO 8601, UTC: since when the document could not be read again; None = it is current."""


Kind = Literal["sentence", "paragraph", "list", "steps", "table", "code", "section"]
"""What a quote is: one sentence or a few, a whole block, or a short section."""


class Quote(Model):
    """What a helpful person would paste of a document, word for word: `text == document.text[start:end]`."""

    text: str
    start: int
    end: int
    score: float
    source: Source
    kind: Kind = "sentence"
    focus: tuple[int, int] | None = None
    """Start and end of what decides, inside of `start` and `end`; None = all of it."""
    matches: tuple[tuple[int, int], ...] = ()
    """Spans of `text` to mark: names, numbers or dates that are what was asked for, in order, not overlapping."""
    code: str | None = None
    """The language of the block of code that this is, "" if it is not named; None = it is no code."""
    also: tuple[Source, ...] = ()
    """Where else the same is said in nearly the same words."""


class Answer(Model):
    """The best quotes first; none = the documents do not hold an answer."""

    question: str
    known: float = Field(ge=0, le=1)
    """The probability that the documents hold an answer at all."""
    confidence: float = Field(ge=0, le=1)
    """The probability that the first quote answers."""
    quotes: tuple[Quote, ...]


class Reason(Model):
    """One feature of a candidate; `effect` is by how much it moved the candidate's score."""

    name: str
    value: float
    effect: float


class Considered(Model):
    """A sentence that was looked at, with the reasons that moved its score most, strongest first."""

    quote: Quote
    reasons: tuple[Reason, ...]


class Explanation(Model):
    """How a question was understood and what was looked at, best first; none = nothing had to do with it."""

    question: str
    understood: str
    """The question as it was looked for: mended, and with what an earlier one adds."""
    terms: tuple[tuple[str, float], ...]
    """What was looked for, with each term's share of the whole weight."""
    asks_for: tuple[str, ...]
    known: float
    confidence: float
    threshold: float
    considered: tuple[Considered, ...]


class Summary(Model):
    """Sentences that stand for a document or one of its sections, in its order."""

    document_id: str
    title: str
    quotes: tuple[Quote, ...]
    heading: str | None = None
    """Of the section; None = the whole document, or a part without a heading."""


class TopicSummary(Model):
    """What documents say about a topic; sentences that have much in common stand side by side."""

    topic: str
    quotes: tuple[Quote, ...]


class Part(Model):
    """A section of a document, or about two pages of one that has no headings; in order, from `start` to `end`."""

    heading: str | None
    start: int
    end: int
    place: str | None = None
    """Where it begins, in words: "p. 12"; None = the document says nothing of places."""


class Gain(Model):
    """A document that came or changed; seconds since 1970."""

    document_id: str
    added_at: int | None
    """None = before this was kept."""
    changed_at: int
    """When its present text came."""


class Asked(Model):
    """A question that was answered, or not: then `closest` holds the chunks that came nearest."""

    answer: Answer
    number: int = 0
    """0 = not kept."""
    guild_id: int = 0
    more: tuple[Quote, ...] = ()
    """The quotes that come next."""
    closest: tuple[Hit, ...] = ()
    earlier: tuple[str, ...] = ()
    """The questions that this one may carry on, the last one last."""
