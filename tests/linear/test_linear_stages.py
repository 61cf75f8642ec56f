"""Every stage of the work takes time that grows with the document alone, whatever stands in it.

QUOTH_LINEAR=4000000 sets the number of characters.
"""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.guilds.names import names_in, server_names
from bot.replies.blocks import linked_words
from bot.replies.excerpts import cut
from bot.replies.markdown import escape
from bot.replies.quoted import quote_markdown
from bot.replies.reply import shorten
from knowledge import Document, KnowledgeBase, Quote, Source, shown_blocks
from knowledge.answering.chatter import small_talk
from knowledge.answering.likeness import reads_like_question
from knowledge.answering.messages import take_apart
from knowledge.answering.names import without_names
from knowledge.answering.question import complete
from knowledge.errors import UnreadableFile
from knowledge.meaning.encoder import SHIPPED, VOCABULARY
from knowledge.meaning.wordpiece import WordPiece
from knowledge.reading.formats import reader_for
from knowledge.sources.threads import Message, Thread, thread_document
from knowledge.sources.web.crawled import page_links
from knowledge.summarizing import Length, summarize_messages
from tests.linear.growth import MOST, steepness
from tests.linear.shapes import NATURAL, SHAPES, Shape, repeated

HOSTILE = {
    name: SHAPES[name]
    for name in (
        "only 'A'",
        "only '.'",
        "Chinese without end marks",
        "sentences of one letter",
        "full stops in a bracket",
        "items of a list",
        "a long address of mail",
        "brackets about pictures",
        "names with brackets",
        "one heading with sections",
        "the title on each line",
        "fences that are not closed",
        "a fence with one long line",
        "a table of one row",
    )
} | NATURAL
QUESTIONS = ("Who rebuilt the harbour of Lisbon in 1755?", "a b 1", "我们 代码")


def cells(size: int) -> str:
    """A column whose name is long, and many rows."""
    return f"{'a' * (size // 2)},b\n" + "c,d\n" * (size // 8)


FILES: dict[str, dict[str, Shape]] = {
    "a.txt": HOSTILE,
    "a.md": {
        "prose": repeated("The harbour was rebuilt. It has a customs house.\n\n"),
        "notes with long margins": lambda size: f"{' ' * (size // 2)}!!! note\n" + "\n" * (size // 2),
        "ids behind headings": repeated("# a {#b}\n\n"),
    },
    "a.html": {
        "headings": repeated("<h2>a</h2>"),
        "paragraphs, then headings": lambda size: "<p>a</p>" * (size // 16) + "<h2>a</h2>" * (size // 20),
        "inline elements": repeated("<b>a <i>b</i></b>"),
        "lists": repeated("<ul><li>a</ul>"),
        "tables": repeated("<table><tr><td>a<td>b</table>"),
        "navigation": repeated("<nav>a</nav>"),
        "tabs": repeated("<p role=tablist><b role=tab>a</b></p><p role=tabpanel>b</p>"),
        "labels before panels": repeated("<label for=a>a</label><div class=tab-content>b</div>"),
        "boxes of one item": repeated("<input type=checkbox disabled>", "<li>a"),
        "facts of a wiki": repeated("<aside class=infobox><h2>a</h2><div class=pi-data><b>b</b><i>c</i></div></aside>"),
        "ways to a page": repeated("<div><a href=a>a</a>T</div>", "<h1>T</h1><p>b</p>"),
        "a long title": repeated("a - ", "<title>", "</title><p>b"),
    },
    "a.rst": {"paragraphs": repeated("A word. \n\n"), "roles": repeated("a :b:`c`\n\n")},
    "a.srt": {
        "cues": repeated("1\n00:00:01,000 --> 00:00:02,000\nA word.\n\n"),
        "two cues of many lines": lambda size: (
            2 * f"1\n00:00:01,000 --> 00:00:02,000\n{('a' + chr(10)) * (size // 4)}\n\n"
        ),
    },
    "a.vtt": {"comments": repeated("NOTE a\n\n00:01.000 --> 00:02.000\nb\n\n", "WEBVTT\n\n")},
    "a.csv": {
        "rows": repeated("a,b\n"),
        "a long name": cells,
        "answers with markup": repeated("why?,<p>so</p>\n", "question,answer\n"),
        "answers with tags that are not closed": repeated("<a ", "question,answer\nwhy?,"),
    },
    "a.json": {"questions": lambda size: json.dumps([{"question": "why?", "answer": "<b>so</b>"}] * (size // 40))},
    "a.jsonl": {
        "documents": repeated('{"id":"a","title":"b","text":"c"}\n'),
        "quotation marks": repeated('"text"', "{", ":"),
    },
    "a.yaml": {"questions": repeated("- question: why?\n  answer: so\n")},
}
USUAL = {"a.rst": 16_000}
"""Characters that are enough to tell where a parser is slow; else 64,000."""
PIECES = WordPiece.read(SHIPPED / VOCABULARY)
TEXTS: dict[str, Callable[[str], object]] = {
    "small_talk": small_talk,
    "take_apart": take_apart,
    "reads_like_question": reads_like_question,
    "without_names": lambda text: without_names(text, ("A a", "我们", "of"), "en", lambda some: [0] * len(some)),
    "names_in": names_in,
    "server_names": server_names,
    "complete": lambda text: complete(text, [text], "en"),
    "shorten": lambda text: shorten(text, 200),
    "escape": escape,
    "cut": lambda text: cut(text, 2000),
    "shown_blocks": shown_blocks,
    "linked_words": lambda text: linked_words(_quote(text)),
    "page_links": lambda text: page_links(text.encode("utf-8", "surrogatepass"), "https://example.org/"),
    "thread_document": lambda text: thread_document(
        Thread(id="1", title=text[:99], messages=(Message(id="1", text=text),) * 2)
    ),
    "tokens": lambda text: PIECES.tokens(text, len(text)),
    "summarize_messages": lambda text: summarize_messages([text], Length(3)),
}


def _quote(text: str) -> Quote:
    """A section, in the middle of which something decides."""
    source = Source(document_id="a", title="The title", url=None, heading=None, publisher=None)
    middle = len(text) // 2, len(text) // 2 + 9
    return Quote(text=text, start=0, end=len(text), score=1, source=source, kind="section", focus=middle)


def document_of(shape: Shape) -> Callable[[int], Document]:
    return lambda size: Document(id="a", title="The title", text=shape(size))


def base_of(shape: Shape) -> Callable[[int], KnowledgeBase]:
    return lambda size: KnowledgeBase.build([document_of(shape)(size)], meaning=False)


@pytest.mark.parametrize("name", SHAPES)
def test_document_is_cut_and_analysed_in_linear_time(name: str) -> None:
    where = steepness(
        document_of(SHAPES[name]),
        lambda document: KnowledgeBase.build([document], meaning=False),
        2_000,
        MOST or 64_000,
    )

    assert where is None


@pytest.mark.parametrize("name", HOSTILE)
def test_question_takes_linear_time(name: str) -> None:
    def ask(base: KnowledgeBase) -> None:
        for question in QUESTIONS:
            base.ask(question, threshold=0.0)

    where = steepness(base_of(HOSTILE[name]), ask, 4_000, MOST or 32_000)

    assert where is None


@pytest.mark.parametrize("name", HOSTILE)
def test_summary_takes_linear_time(name: str) -> None:
    where = steepness(base_of(HOSTILE[name]), lambda base: base.summarize("a"), 4_000, MOST or 32_000)

    assert where is None


@pytest.mark.parametrize("name", HOSTILE)
def test_quote_is_shown_in_linear_time(name: str) -> None:
    """From where on all of the lengths are tried that a quote may be cut to."""
    make = HOSTILE[name]
    where = steepness(lambda size: _quote(make(size)), lambda one: quote_markdown(one, 2600), 8_000, MOST or 64_000)

    assert where is None


@pytest.mark.parametrize("name", HOSTILE)
def test_surroundings_take_linear_time(name: str) -> None:
    def look(base: KnowledgeBase) -> None:
        middle = len(base.documents["a"].text) // 2
        base.around("a", middle, middle + 1)
        base.with_marks("a", middle, middle + 1)

    assert steepness(base_of(HOSTILE[name]), look, 4_000, MOST or 32_000) is None


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, shapes in FILES.items() for name in shapes])
def test_file_is_read_in_linear_time(file: str, name: str) -> None:
    def content(size: int) -> bytes:
        return FILES[file][name](size).encode("utf-8", "surrogatepass")

    def read(written: bytes) -> None:
        with suppress(UnreadableFile):  # refusing it is an end, too
            reader_for(file)(file, written)

    where = steepness(content, read, 2_000, min(MOST, 500_000) or USUAL.get(file, 64_000))

    assert where is None


@pytest.mark.parametrize("name", TEXTS)
def test_text_takes_linear_time(name: str) -> None:
    act = TEXTS[name]
    steep = {shape: where for shape, make in HOSTILE.items() if (where := steepness(make, act, 1_000, MOST or 32_000))}

    assert steep == {}
