"""Documents in, quotes out; no Discord here."""

import os
from typing import TYPE_CHECKING

from knowledge.errors import DocumentNotFound, DuplicateDocument, KnowledgeError, UnreadableFile
from knowledge.lazily import looked_up
from knowledge.models import (
    Answer,
    Asked,
    Chunk,
    Considered,
    Document,
    Explanation,
    Gain,
    Hit,
    Model,
    Part,
    Quote,
    Sentence,
    Source,
    Summary,
    TopicSummary,
)

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read when numpy is loaded, which is later than this. Where other processes want the processor, too, threads that
multiply parts of a matrix wait for each other: on two busy cores, vectors took 5 to 20 times as long as with one."""

if TYPE_CHECKING:
    from knowledge.answering.chatter import SmallTalk, small_talk
    from knowledge.answering.judging import holds, shared_words
    from knowledge.answering.likeness import Topic, reads_like_question, sense
    from knowledge.answering.quoting import source_at
    from knowledge.base import KnowledgeBase
    from knowledge.index.prepared import taken_from
    from knowledge.store.alone import alone
    from knowledge.store.connection import read_each
    from knowledge.store.goldens import LONGEST_GOLDEN, MOST_GOLDENS, Checked, Trial, check_goldens
    from knowledge.store.recovering import recover
    from knowledge.summarizing import Length, summarize_messages
    from knowledge.team_first import SHOWN, answer_start, team_answers, team_document, team_id, team_number, whole_quote
    from knowledge.text.sentences import Span, split_sentences
    from knowledge.text.shown import ShownBlock, ShownKind, shown_blocks
    from knowledge.upkeep import keep_current

__all__ = [
    "LONGEST_GOLDEN",
    "MOST_GOLDENS",
    "SHOWN",
    "Answer",
    "Asked",
    "Checked",
    "Chunk",
    "Considered",
    "Document",
    "DocumentNotFound",
    "DuplicateDocument",
    "Explanation",
    "Gain",
    "Hit",
    "KnowledgeBase",
    "KnowledgeError",
    "Length",
    "Model",
    "Part",
    "Quote",
    "Sentence",
    "ShownBlock",
    "ShownKind",
    "SmallTalk",
    "Source",
    "Span",
    "Summary",
    "Topic",
    "TopicSummary",
    "Trial",
    "UnreadableFile",
    "alone",
    "answer_start",
    "check_goldens",
    "holds",
    "keep_current",
    "read_each",
    "reads_like_question",
    "recover",
    "sense",
    "shared_words",
    "shown_blocks",
    "small_talk",
    "source_at",
    "split_sentences",
    "summarize_messages",
    "taken_from",
    "team_answers",
    "team_document",
    "team_id",
    "team_number",
    "whole_quote",
]

_MODULES = {
    "index.prepared": ("taken_from",),
    "store.alone": ("alone",),
    "store.goldens": ("LONGEST_GOLDEN", "MOST_GOLDENS", "Checked", "Trial", "check_goldens"),
    "store.connection": ("read_each",),
    "store.recovering": ("recover",),
    "answering.chatter": ("SmallTalk", "small_talk"),
    "answering.judging": ("holds", "shared_words"),
    "answering.likeness": (
        "Topic",
        "reads_like_question",
        "sense",
    ),
    "answering.quoting": ("source_at",),
    "base": ("KnowledgeBase",),
    "summarizing": (
        "Length",
        "summarize_messages",
    ),
    "team_first": (
        "SHOWN",
        "answer_start",
        "team_answers",
        "team_document",
        "team_id",
        "team_number",
        "whole_quote",
    ),
    "text.sentences": (
        "Span",
        "split_sentences",
    ),
    "text.shown": ("ShownBlock", "ShownKind", "shown_blocks"),
    "upkeep": ("keep_current",),
}
"""Which names stand where. They are looked up when somebody wants them:
numpy takes 15 MB and a third of a second; whoever reads files needs none."""

__getattr__ = looked_up(__name__, _MODULES)
