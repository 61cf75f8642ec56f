"""KnowledgeBase: an immutable, searchable snapshot of some documents."""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Self

from knowledge.answering.assess import Look, find_passages, look_for, sense_of, understand
from knowledge.answering.chatter import is_chatter
from knowledge.answering.explaining import explain
from knowledge.answering.names import names_in_addresses
from knowledge.answering.quoting import quotes, worth_showing
from knowledge.index import archive
from knowledge.index.corpus import Corpus
from knowledge.index.encoding import encode
from knowledge.index.meaning import Meaning
from knowledge.index.prepared import Prepare, by_id, differs, prepare, reads_alike
from knowledge.index.vectors import Vectors
from knowledge.models import Answer, Document, Explanation, Hit, Part, Quote, Summary, TopicSummary
from knowledge.summarizing import part_of, parts_in, sections_of, summary_about, summary_of
from knowledge.text.around import around, with_marks
from knowledge.text.sentences import Span


class KnowledgeBase:
    """Some documents, cut and indexed. It never changes, so any number of threads may read it.

    `build` makes one, `changed` makes the next one out of it.
    """

    def __init__(self, corpus: Corpus, vectors: Vectors | None = None, *, waits: bool = True) -> None:
        """`vectors`: of texts that were read for what they mean; None = meaning is not looked at.

        `waits`: whether a question waits until what it needs is read, or does without what is not yet.
        """
        self._corpus = corpus
        self._vectors, self._waits = vectors, waits
        self.meaning = None if vectors is None else Meaning(corpus, vectors, waits=waits)
        """What the documents mean; None where that is not looked at."""
        self.documents: Mapping[str, Document] = MappingProxyType(corpus.documents)
        self.names = names_in_addresses(tuple(corpus.documents.values()))
        """What people call what it is about: answers need not hold these words."""

    @classmethod
    def build(cls, documents: Iterable[Document], *, meaning: bool = True) -> Self:
        """Any number of documents, also none. Raises DuplicateDocument.

        `meaning`: whether questions find what is said in other words. Nothing is read for it before somebody asks, and
        then only what comes into question; in a knowledge base of more than 10,000 chunks only by `read_meaning`.
        """
        return cls(Corpus.empty(), Vectors(encode) if meaning else None).changed(documents)

    def changed(self, put: Iterable[Document] = (), drop: Ids[str] = (), prepared: Prepare = prepare) -> Self:
        """The next snapshot: `put` are added or replace those with their ids, `drop` are ids to leave out.

        Only what changed is analysed, by `prepared`; what that raises is raised, and what it leaves out is left out.
        Raises DuplicateDocument if two of `put` have the same id.
        """
        return self._next(self._corpus.changed(by_id(put), drop, prepared))

    def relabelled(self, documents: Iterable[Document]) -> Self:
        """The next snapshot, where other facts than title, text and language of some documents changed."""
        return self._next(self._corpus.relabelled(documents))

    def joined(self, other: "KnowledgeBase") -> Self:
        """The next snapshot: these documents and then the others, none of which is analysed again."""
        return self._next(self._corpus.joined(other._corpus))  # noqa: SLF001 of this very class

    def become(self, wanted: Mapping[str, Document], prepared: Prepare = prepare) -> Self:
        """The next snapshot, with just these documents by id, less those that `prepared` leaves out.

        Only texts that are not here yet are analysed; where nothing is different it is this very one.
        """
        put = [one for key, one in wanted.items() if not reads_alike(self.documents.get(key), one)]
        drop = [key for key in self.documents if key not in wanted]
        following = self.changed(put, drop, prepared) if put or drop else self
        relabelled = [one for key, one in wanted.items() if differs(following.documents.get(key, one), one)]
        return following.relabelled(relabelled) if relabelled else following

    @classmethod
    def restored(cls, documents: Mapping[str, Document], folder: Path) -> Self:
        """Just these documents by id, as `save` left them. Raises UnreadableIndex if there is nothing to be used."""
        return cls(archive.load(documents, folder))

    def save(self, folder: Path, only: Ids[str]) -> None:
        """Write what was analysed of the documents with these ids, unless it is there. Raises OSError."""
        own = {key: document for key, document in self.documents.items() if key in only}
        if not archive.has(own, folder):
            archive.save(self._corpus.changed({}, self.documents.keys() - own.keys()), folder)

    def called(self, names: Ids[str]) -> Self:
        """The same for people who also use these names."""
        same = copy(self)
        same.names |= frozenset(names)
        return same

    @property
    def chunks(self) -> int:
        """How many there are."""
        return self._corpus.numbering.passages

    def known_terms(self, terms: Iterable[str]) -> set[str]:
        """Those of them that any document has."""
        wanted = list(terms)
        return {term for term, df in zip(wanted, self._corpus.passages.dfs(wanted), strict=True) if df}

    @cached_property
    def by_title(self) -> tuple[Document, ...]:
        """All documents, in the order of their titles, whatever their case."""
        return tuple(sorted(self.documents.values(), key=lambda document: document.title.casefold()))

    def numbered(self, number: int) -> Document | None:
        """The document with this `number`; None = it is not here."""
        return self._by_number.get(number)

    def titles(self, but: Ids[str] = ()) -> tuple[str, ...]:
        """Of the documents in their order, less those with the ids `but`."""
        return tuple(document.title for key, document in self.documents.items() if key not in but)

    def titled(self, words: Sequence[str]) -> tuple[Document, ...]:
        """The documents with all of these words or parts of words in their titles, whatever their case, in order."""
        wanted = [word.casefold() for word in words]
        folded = ((document, document.title.casefold()) for document in self.documents.values())
        return tuple(document for document, title in folded if all(word in title for word in wanted))

    def chunks_of(self, document_id: str) -> int:
        """How many a document has; 0 for one that is not here."""
        own = self._corpus.outlines.get(document_id)
        return 0 if own is None else len(own.headings)

    def code_at(self, document_id: str, position: int) -> str | None:
        """The language of the block of code at a place of the text, "" if it is not named; None outside of blocks."""
        blocks = self._corpus.outlines[document_id].blocks
        block = blocks.at(position)
        return None if block is None else blocks.language(block)

    def around(self, document_id: str, start: int, end: int) -> Span:
        """What stands around this place of a document that is here: the whole block, or the blocks beside it."""
        return around(self._corpus.outlines[document_id], self.documents[document_id].text, start, end)

    def with_marks(self, document_id: str, start: int, end: int) -> Span:
        """With the marks of an item or a row that begins here, and the fences of code that begins or ends here."""
        return with_marks(self._corpus.outlines[document_id], self.documents[document_id].text, start, end)

    def document(self, document_id: str) -> Document:
        """Raises DocumentNotFound."""
        return self._corpus.document(document_id)

    def ask(
        self,
        question: str,
        k: int = 3,
        within: Ids[str] | None = None,
        threshold: float | None = None,
        history: Sequence[str] = (),
    ) -> Answer:
        """The best k quotes of the documents with the ids `within` (None = all).

        Nothing is quoted when `known` is below `threshold` (0.0 = always quote the best k); None = nothing is quoted
        where it would hardly help, and of the k only what is worth showing.
        `history` are earlier questions of the same conversation, the last one last: "and when?" leans on them.
        """
        answer = self._answer(question, k, threshold, within, history)
        if threshold is not None:
            return answer
        return answer.model_copy(update={"quotes": worth_showing(answer.quotes)})

    def ask_further(
        self, question: str, k: int, most: int, within: Ids[str] | None = None, history: Sequence[str] = ()
    ) -> tuple[Answer, tuple[Quote, ...]]:
        """As `ask`, and the quotes that come next, `most` in all; none where nothing is quoted."""
        whole = self._answer(question, most, None, within, history)
        shown = worth_showing(whole.quotes[:k])
        return whole.model_copy(update={"quotes": shown}), whole.quotes[len(shown) :]

    def read_meaning(self) -> Iterator[int]:
        """Read what was not read yet for what it means, a second's work at a time; yields how many texts it was."""
        return self.meaning.read() if self.meaning is not None else iter(())

    def explain(
        self, question: str, k: int = 3, within: Ids[str] | None = None, history: Sequence[str] = ()
    ) -> Explanation:
        """How the question was understood, what was looked at, and what decided."""
        return explain(question, self._look(question, within, history), self._corpus, k)

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The k best chunks, best first."""
        return tuple(self._hit(*found) for found in find_passages(question, self._corpus, self.meaning, k, self.names))

    def summarize(self, document_id: str, sentences: int | None = 3, characters: int | None = None) -> Summary:
        """The sentences that matter, in the document's order, in at most so many sentences and characters.

        None = any number. Raises DocumentNotFound.
        """
        return summary_of(self._corpus, document_id, sentences, characters)

    def summarize_sections(self, document_id: str, sentences: int = 2) -> tuple[Summary, ...]:
        """Each section of a document with its most important sentences, in order. Raises DocumentNotFound."""
        return sections_of(self._corpus, document_id, sentences)

    def parts(self, document_id: str) -> tuple[Part, ...]:
        """The sections of a document, in order; `summarize_part` tells one of them. Raises DocumentNotFound."""
        return parts_in(self._corpus, document_id)

    def summarize_part(
        self, document_id: str, number: int, sentences: int | None = 3, characters: int | None = None
    ) -> Summary:
        """One of `parts`, counted from 0. Raises DocumentNotFound, IndexError."""
        return part_of(self._corpus, document_id, number, sentences, characters)

    def summarize_topic(self, topic: str, sentences: int = 5, within: Ids[str] | None = None) -> TopicSummary:
        """What the documents with the ids `within` (None = all) say about a topic, side by side."""
        return summary_about(self._corpus, topic, sentences, within)

    def is_verbatim(self, quote: Quote) -> bool:
        """Whether this quote stands in its document, word for word, at its place."""
        document = self.documents.get(quote.source.document_id)
        return document is not None and document.text[quote.start : quote.end] == quote.text

    @cached_property
    def _by_number(self) -> dict[int, Document]:
        return {document.number: document for document in self.documents.values()}

    def _next(self, corpus: Corpus) -> Self:
        return type(self)(corpus, self._vectors, waits=self._waits)

    def _answer(
        self, question: str, k: int, threshold: float | None, within: Ids[str] | None, history: Sequence[str]
    ) -> Answer:
        seen = self._look(question, within, history) if threshold == 0 or not is_chatter(question) else None
        if seen is None:
            return Answer(question=question, known=0.0, confidence=0.0, quotes=())
        known, confidence, _ = seen.sureness
        says = seen.helps if threshold is None else known >= threshold
        found = quotes(seen, self._corpus, k) if says else ()
        return Answer(question=question, known=known, confidence=confidence, quotes=found)

    def _look(self, question: str, within: Ids[str] | None, history: Sequence[str]) -> Look | None:
        asked = understand(question, self._corpus, history, self.names)
        return look_for(asked, self._corpus, sense_of(asked, self.meaning), within)

    def _hit(self, number: int, score: float) -> Hit:
        document_id, cut, passage = self._corpus.numbering.passage(number)
        return Hit(chunk=cut.chunk(self.documents[document_id], passage), score=score)
