"""The same conversation in a terminal: `quoth ask` and `quoth chat`."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import platformdirs
from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn
from rich.progress import Progress as Bar
from rich.text import Text

from bot.languages import ENGLISH
from bot.replies.names import name_of
from bot.replies.reply import SUMMARY_LENGTHS, Reply, answer_reply, provenance, shorten
from bot.replies.summaries import document_reply, part_reply, topic_reply
from bot.replies.talk import talk_line
from bot.shell.quoted import line_of, shown_quotes
from knowledge import Answer, Document, KnowledgeBase, Length, small_talk
from knowledge.sources import Progress

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
    return next(iter(base.titled([title])), None)


def _length_and_title(wish: str) -> tuple[str, str]:
    first, _, rest = wish.partition(" ")
    return (first, rest.strip()) if first in SUMMARY_LENGTHS else ("short", wish)


HELP = """\
Ask anything about the documents; the answer is quoted from them, word for word.
/summary [short|medium|long] [title]   the sentences that matter; of a long document also its sections
/summary section NUMBER [title]        those of one section
/summary topic: WORDS                  what all documents say about something
/sources                               what there is to ask about
/help                                  these lines
/quit                                  leave (so do Ctrl-C and Ctrl-D)"""


class Conversation:
    """What a person may type, and what is shown for it."""

    def __init__(self, base: KnowledgeBase, console: Console) -> None:
        self._base = base
        self._console = console
        self._commands: dict[str, Callable[[str], None]] = {
            "/summary": self._summarize,
            "/sources": self._list_sources,
            "/help": lambda _: self._console.print(Text(HELP)),
        }

    def say(self, line: str) -> bool:
        """Show the reply to a line; False = the person wants to leave."""
        word, _, rest = line.strip().partition(" ")
        if word == "/quit":
            return False
        if word in self._commands:
            self._commands[word](rest.strip())
        elif word.startswith("/"):
            self._console.print(Text(f"There is no {word} here. /help shows what there is."))
        elif word:
            self._ask(line.strip())
        return True

    def _ask(self, question: str) -> None:
        show_answer(self._base.ask(question), self._base, self._console)

    def _summarize(self, wish: str) -> None:
        show(reply_to_wish(wish, self._base), self._console)

    def _list_sources(self, _: str) -> None:
        for document in self._base.documents.values():
            line = " · ".join(filter(None, (name_of(document, ENGLISH), provenance(document, ENGLISH))))
            self._console.print(line_of(line), soft_wrap=not self._console.is_terminal)


def show_answer(answer: Answer, base: KnowledgeBase, console: Console) -> None:
    """Quotes with their sources, or that the documents do not say and what comes closest; a word for small talk."""
    if kind := small_talk(answer.question):
        show(Reply(opening=HELP if kind == "help" else talk_line(kind, ENGLISH)), console)
        return
    closest = () if answer.quotes else base.search(answer.question, k=3)
    show(answer_reply(answer, base, closest, ENGLISH), console)


def show(reply: Reply, console: Console) -> None:
    """A reply in a terminal; colours and wrapped lines are there only where it is one."""
    console.print(_rendered(reply, is_terminal=console.is_terminal), soft_wrap=not console.is_terminal)


def _rendered(reply: Reply, *, is_terminal: bool) -> RenderableType:
    lines: list[RenderableType] = []
    if reply.opening:
        lines.append(line_of(reply.opening, "bold"))
    lines += shown_quotes(reply.quotes, is_terminal=is_terminal)
    lines += [line_of(f"• {section.label}", "cyan") for section in reply.sections]
    lines += [line_of(line, "cyan") for line in reply.outline]
    lines += [line_of(line, "dim") for line in (reply.source, reply.link, reply.footer) if line]
    return Group(*lines)


def new_console() -> Console:
    """Standard output; only words that matched are coloured, not whatever looks like a number or a path."""
    return Console(highlight=False)


@contextmanager
def watched() -> Iterator[Callable[[Progress], None]]:
    """A progress bar on standard error for whoever waits at a terminal; gone when it is done."""
    console = Console(stderr=True)
    with Bar(
        "[dim]{task.description}", BarColumn(), transient=True, console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Reading")
        yield lambda now: bar.update(task, completed=now.done, total=now.total, description=shorten(now.name, 40))


def chat(base: KnowledgeBase, console: Console) -> None:
    """Talk until /quit, Ctrl-C, Ctrl-D or the end of the input."""
    conversation = Conversation(base, console)
    history = platformdirs.user_state_path("quoth") / "history"
    lines = _typed(history) if sys.stdin.isatty() else iter(sys.stdin)
    if sys.stdin.isatty():
        console.print(Text(HELP))
    for line in lines:
        if not conversation.say(line):
            return


def _typed(history: Path) -> Iterator[str]:
    from prompt_toolkit import PromptSession  # noqa: PLC0415 a fifth of a second that only a chat needs
    from prompt_toolkit.completion import WordCompleter  # noqa: PLC0415 the same
    from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415 the same

    with suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True)
    kept = FileHistory(str(history)) if history.parent.is_dir() else InMemoryHistory()
    commands = WordCompleter(["/summary", "/sources", "/help", "/quit"], sentence=True)
    session: PromptSession[str] = PromptSession("? ", history=kept, completer=commands, reserve_space_for_menu=4)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            yield session.prompt()
