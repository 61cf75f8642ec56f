"""`quoth summary`: the gist of files in a terminal, or for programs."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.replies.reply import SUMMARY_LENGTHS, Reply
from bot.replies.summaries import document_reply, parts_to_page, topic_reply
from bot.shell.chat import new_console, section_reply, show
from knowledge import Document, KnowledgeBase, Length, Quote, Summary

QUOTED, NOTHING = 0, 1
_USUAL = SUMMARY_LENGTHS["short"]
_SOURCE = {"document_id", "title", "url", "heading", "publisher"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `quoth summary`."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a file or folder of documents")
    parser.add_argument(
        "--sentences", type=_positive, metavar="N", help="of each document, or of the topic; 3 without it"
    )
    parser.add_argument("--characters", type=_positive, metavar="N", help="at most so many, of each document")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--topic", metavar="WORDS", help="what all the documents say about this")
    which.add_argument("--section", type=_positive, metavar="N", help="this section of a long document alone")
    parser.add_argument("--json", action="store_true", help="the summary for programs")


def run(arguments: argparse.Namespace, base: KnowledgeBase) -> int:
    """Returns the exit code: 0 = something was quoted, 1 = there was nothing."""
    if arguments.json:
        written = list(_as_json(arguments, base))
        sys.stdout.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in written)
        return QUOTED if any(one["quotes"] for one in written) else NOTHING
    replies, console = list(_replies(arguments, base)), new_console()
    for reply in replies:
        show(reply, console)
    return QUOTED if any(reply.quotes for reply in replies) else NOTHING


def _replies(arguments: argparse.Namespace, base: KnowledgeBase) -> Iterable[Reply]:
    length = _length(arguments)
    if arguments.topic is not None:
        yield topic_reply(base.summarize_topic(arguments.topic, length.sentences or _USUAL), base)
        return
    for document in base.documents.values():
        if arguments.section is not None:
            reply = section_reply(base, document, arguments.section)
        else:
            reply = document_reply(base, document, length)
        yield reply.model_copy(update={"opening": reply.opening or reply.title})


def _as_json(arguments: argparse.Namespace, base: KnowledgeBase) -> Iterable[dict[str, object]]:
    """One object for the topic, or one for each document, a long one with its sections."""
    length = _length(arguments)
    if arguments.topic is not None:
        found = base.summarize_topic(arguments.topic, length.sentences or _USUAL)
        yield {"topic": found.topic, "quotes": _quotes(found.quotes)}
        return
    for document in base.documents.values():
        about = {"document_id": document.id, "title": document.title}
        if arguments.section is None:
            quotes = _quotes(base.summarize(document.id, *length).quotes)
            yield {**about, "quotes": quotes, "sections": _sections(base, document)}
        elif arguments.section <= len(base.parts(document.id)):
            yield about | _section(base.summarize_part(document.id, arguments.section - 1, *length))


def _length(arguments: argparse.Namespace) -> Length:
    """As many sentences as fit, where only characters are given."""
    sentences = arguments.sentences or (None if arguments.characters else _USUAL)
    return Length(sentences, arguments.characters)


def _sections(base: KnowledgeBase, document: Document) -> list[dict[str, object]]:
    numbers = range(len(parts_to_page(base, document)))
    return [_section(base.summarize_part(document.id, number, 1)) for number in numbers]


def _section(summary: Summary) -> dict[str, object]:
    return {"heading": summary.heading, "quotes": _quotes(summary.quotes)}


def _quotes(quotes: Iterable[Quote]) -> list[dict[str, object]]:
    return [
        quote.model_dump(include={"text", "start", "end"}) | {"source": quote.source.model_dump(include=_SOURCE)}
        for quote in quotes
    ]


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
