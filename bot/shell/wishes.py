"""What may stand behind `/summary` in a terminal, and what is shown for it."""

import re

from bot.replies import SUMMARY_LENGTHS, Reply
from bot.texts.summaries import document_reply, part_reply, topic_reply
from knowledge import Document, KnowledgeBase
from knowledge.summarizing import Length

_TOPIC = re.compile(r"topic:\s*+(.+)", re.IGNORECASE)
_SECTION = re.compile(r"section\s++(\d++)\s*+(.*)", re.IGNORECASE)
_NO_DOCUMENT = Reply(opening="There is no document with that title. /sources shows them all.")
_NO_SECTION = Reply(opening="There is no such section.")


def reply_to_wish(wish: str, base: KnowledgeBase) -> Reply:
    """For "topic: …", "section NUMBER [title]" or "[length] [title]"."""
    if topic := _TOPIC.fullmatch(wish):
        words = topic[1].strip("\"'“”")
        return topic_reply(base.summarize_topic(words, SUMMARY_LENGTHS["medium"]), base)
    if section := _SECTION.fullmatch(wish):
        return section_reply(base, find_document(base, section[2]), int(section[1]))
    length, title = _length_and_title(wish)
    document = find_document(base, title)
    return _NO_DOCUMENT if document is None else document_reply(base, document, Length(SUMMARY_LENGTHS[length]))


def section_reply(base: KnowledgeBase, document: Document | None, number: int) -> Reply:
    """The section with this number, counted from 1, or that there is none."""
    if document is None:
        return _NO_DOCUMENT
    there = 1 <= number <= len(base.parts(document.id))
    return part_reply(base, document, number - 1) if there else _NO_SECTION


def find_document(base: KnowledgeBase, title: str) -> Document | None:
    """The document whose title holds these words; without words, the first one."""
    wanted = title.casefold()
    return next((document for document in base.documents.values() if wanted in document.title.casefold()), None)


def _length_and_title(wish: str) -> tuple[str, str]:
    first, _, rest = wish.partition(" ")
    return (first, rest.strip()) if first in SUMMARY_LENGTHS else ("short", wish)
