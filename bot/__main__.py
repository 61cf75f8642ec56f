"""The command line, and where everything is put together. Each command imports only what it needs."""

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bot import bench
from bot.settings import LOG_FORMAT, WrongSettings, load_settings
from bot.shell.ingest_arguments import add_ingest_arguments, add_knowledge_arguments
from knowledge import Answer, KnowledgeBase, KnowledgeError, taken_from
from knowledge.sources import read_folder

ANSWERED, NOT_FOUND, FAILED = 0, 1, 2
_INTERRUPTED = 130  # what shells expect after Ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    arguments = _parser(words).parse_args(words)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except WrongSettings as error:
        return _fail(str(error))
    except KnowledgeError as error:
        return _fail(f"{error}.")
    except KeyboardInterrupt:
        return _INTERRUPTED


class _Command(NamedTuple):
    """A word after `quoth`: its one line of help, its arguments, and what it does (returns the exit code)."""

    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Of the command that these words begin with, the arguments too: they may take an import that no other needs."""
    parser = argparse.ArgumentParser(prog="quoth", description="Answers questions by quoting your documents.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in _commands().items():
        subparser = subparsers.add_parser(name, help=command.summary, description=command.summary)
        if name in words[:1]:
            command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def _commands() -> dict[str, _Command]:
    return {
        "chat": _Command("ask in this terminal, no account needed", _add_knowledge, _chat),
        "ask": _Command("one answer; exit 0 answered, 1 not found, 2 an error", _add_question, _ask),
        "summary": _Command("the sentences that matter in documents", _add_summary, _summary),
        "run": _Command("connect to Discord; needs DISCORD_TOKEN", _add_recover, _run),
        "ingest": _Command("read files, folders, links and sites into the database", add_ingest_arguments, _ingest),
        "knowledge": _Command("list, remove and export what was read", add_knowledge_arguments, _knowledge),
        "sandbox": _Command("a Discord of this machine alone, with the bot in it", _add_nothing, _sandbox),
        "eval": _Command("how well your own questions are answered", _add_eval, _eval),
        "bench": _Command("speed beside other engines", bench.add_arguments, bench.run),
    }


def command_names() -> list[str]:
    """Every command there is."""
    return list(_commands())


def _add_nothing(_: argparse.ArgumentParser) -> None:
    """The environment says it all."""


def _add_knowledge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--knowledge", type=Path, metavar="PATH", help="a file or folder of documents")


def _add_recover(parser: argparse.ArgumentParser) -> None:
    help_text = "if the database is damaged, keep it aside and go on with what can be read of it"
    parser.add_argument("--recover", action="store_true", help=help_text)


def _add_summary(parser: argparse.ArgumentParser) -> None:
    from bot.shell.summary import add_arguments  # noqa: PLC0415 a terminal's colours, of no use to the bot

    add_arguments(parser)


def _add_eval(parser: argparse.ArgumentParser) -> None:
    from bot.evaluation import add_arguments  # noqa: PLC0415 only this command measures

    add_arguments(parser)


def _add_question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question")
    parser.add_argument("--json", action="store_true", help="the answer for programs")
    _add_knowledge(parser)


def _chat(arguments: argparse.Namespace) -> int:
    from bot.shell.chat import chat, new_console  # noqa: PLC0415 a terminal's colours, of no use to the bot

    chat(_base(arguments.knowledge), new_console())
    return ANSWERED


def _ask(arguments: argparse.Namespace) -> int:
    from bot.shell.chat import new_console, show_answer  # noqa: PLC0415 a terminal's colours, of no use to the bot

    base = _base(arguments.knowledge)
    answer = base.ask(arguments.question)
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(answer), ensure_ascii=False) + "\n")
    else:
        show_answer(answer, base, new_console())
    return ANSWERED if answer.quotes else NOT_FOUND


def _summary(arguments: argparse.Namespace) -> int:
    from bot.shell.summary import run  # noqa: PLC0415 a terminal's colours, of no use to the bot

    return run(arguments, _base(arguments.path, meaning=False))


def _eval(arguments: argparse.Namespace) -> int:
    from bot.evaluation import run  # noqa: PLC0415 only this command measures

    return run(arguments, _base(arguments.knowledge))


def _run(arguments: argparse.Namespace) -> int:
    settings = load_settings()
    from bot.run import run_bot  # noqa: PLC0415 discord.py takes half a second that only this command needs

    logging.basicConfig(level=settings.log_level, format=LOG_FORMAT)
    return asyncio.run(run_bot(settings, recovers=arguments.recover))


def _ingest(arguments: argparse.Namespace) -> int:
    from bot.shell.ingest import run_ingest  # noqa: PLC0415 a web client and parsers that only this command needs

    return run_ingest(arguments)


def _knowledge(arguments: argparse.Namespace) -> int:
    from bot.shell.ingest import run_knowledge  # noqa: PLC0415 the same

    return run_knowledge(arguments)


def _sandbox(_: argparse.Namespace) -> int:
    from bot.sandbox.play.demo import run_demo  # noqa: PLC0415 a web server that only this command needs

    return asyncio.run(run_demo())


def as_json(answer: Answer) -> dict[str, object]:
    """What `--json` prints: the fields of the contract, whatever else the models come to hold."""
    source = {"document_id", "title", "url", "heading", "publisher"}
    quotes = [
        quote.model_dump(include={"text", "start", "end", "score", "kind", "focus"})
        | {"source": quote.source.model_dump(include=source)}
        for quote in answer.quotes
    ]
    return answer.model_dump(include={"question", "known", "confidence"}) | {"quotes": quotes}


def _base(place: Path | None, *, meaning: bool = True) -> KnowledgeBase:
    """The documents at `place`, or of the settings; what cannot be read is told and left out.

    `meaning`: whether what they mean is of use, if the settings want it.
    """
    from bot.shell.chat import watched  # noqa: PLC0415 a terminal's colours, of no use to the bot

    folder = place or load_settings().knowledge_path
    with watched() as on_progress:
        changes = asyncio.run(read_folder(folder, (), on_progress))
        documents = [stored.document for stored in changes.put]
        nothing = KnowledgeBase.build([], meaning=meaning and load_settings().meaning)
        base = nothing.changed(documents, prepared=taken_from(changes.prepared))
    for note in changes.noted:
        sys.stderr.write(f"{note}\n")
    for failure in changes.failed:
        sys.stderr.write(f"Left out {failure.name}: {failure.reason}.\n")
    return base


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
