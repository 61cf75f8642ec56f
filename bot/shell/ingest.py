"""`quoth ingest` and `quoth knowledge`: sources from the shell, also while the bot runs: it takes them up by itself."""

import argparse
import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import ValidationError
from rich.table import Table
from rich.text import Text

from bot.settings import LOG_FORMAT, load_settings
from bot.shell.chat import new_console, watched
from knowledge import Document
from knowledge.errors import DuplicateSource, KnowledgeError, SourceFailed
from knowledge.reading import read_file
from knowledge.sources import (
    Added,
    Kind,
    NewSource,
    OnProgress,
    OpenedSources,
    SiteOptions,
    Sources,
    SourceStatus,
    by_source,
    opened_sources,
)
from knowledge.store.records import StoredSource

_DONE, _FAILED = 0, 2


def run_ingest(arguments: argparse.Namespace) -> int:
    """Returns the exit code: 0, or 2 when something could not be read."""
    return asyncio.run(_ingest(arguments))


def run_knowledge(arguments: argparse.Namespace) -> int:
    """Returns the exit code. Raises KnowledgeError."""
    action = {"list": _list, "remove": _remove, "export": _export}[arguments.action]
    return asyncio.run(action(arguments))


@asynccontextmanager
async def _opened(guild_id: int) -> AsyncIterator[OpenedSources]:
    settings = load_settings()
    logging.basicConfig(level=settings.log_level, format=LOG_FORMAT)
    async with opened_sources(settings.database_path, guild_id, settings.allowed_networks) as opened:
        yield opened


async def _ingest(arguments: argparse.Namespace) -> int:
    failures = 0
    async with _opened(arguments.guild) as opened:
        for place in arguments.places:
            try:
                with watched() as on_progress:
                    added = await _read(opened.sources, place, arguments, on_progress)
            except KnowledgeError as error:
                failures += 1
                sys.stderr.write(f"{_printable(f'{place} was not read: {_reason(error)}')}.\n")
            else:
                _tell(place, added)
    return _FAILED if failures else _DONE


async def _read(sources: Sources, place: str, arguments: argparse.Namespace, on_progress: OnProgress) -> Added:
    """A source that is there already is read again."""
    if _is_file(place):
        name = Path(place).name
        return await sources.give(arguments.guild, Kind.FILE, name, read_file(name, Path(place)))
    try:
        return await sources.add(arguments.guild, _wanted(place, arguments), on_progress)
    except DuplicateSource as error:
        return Added(number=error.number, reload=await sources.sync(arguments.guild, error.number, on_progress))


def _is_file(place: str) -> bool:
    """Raises SourceFailed when it is neither a web address nor there."""
    if place.startswith(("http://", "https://")):
        return False
    if not Path(place).exists():
        raise SourceFailed(place, "it is not there")
    return Path(place).is_file()


def _wanted(place: str, arguments: argparse.Namespace) -> NewSource:
    if not place.startswith(("http://", "https://")):
        return NewSource(kind=Kind.FOLDER, address=str(Path(place).resolve()), schedule=arguments.schedule)
    if not arguments.site:
        return NewSource(kind=Kind.LINK, address=place, schedule=arguments.schedule)
    given = {field: getattr(arguments, field) for field in SiteOptions.model_fields}
    try:
        options = SiteOptions.model_validate({field: value for field, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SourceFailed(place, f"--{first['loc'][0]} {first['input']} is not possible: {first['msg']}") from None
    return NewSource(kind=Kind.SITE, address=place, options=options, schedule=arguments.schedule)


def _tell(place: str, added: Added) -> None:
    report = added.reload
    changes = ("added", "changed", "removed")
    counts = [f"{len(getattr(report, what))} {what}" for what in changes if getattr(report, what)]
    told = ", ".join([*counts, f"{report.unchanged} unchanged"] if report.unchanged or not counts else counts)
    sys.stdout.write(f"{_printable(place)} is source {added.number}: {told}.\n")
    for note in report.noted:
        sys.stdout.write(f"{_printable(note)}\n")
    for failure in report.failed:
        sys.stderr.write(f"Left out {_printable(f'{failure.name}: {failure.reason}')}.\n")


async def _list(arguments: argparse.Namespace) -> int:
    table = Table("Number", "Kind", "Address", "Documents", "Last success", "Again", "Cannot be read", box=None)
    async with _opened(arguments.guild) as opened:
        held = by_source(opened.shelf)
        for source in filter(_is_used, opened.sources.register.of(arguments.guild)):
            status = opened.sources.register.status(source, held[source.number], None, is_running=False)
            table.add_row(*map(_cell, _columns(status)))
    new_console().print(table)
    return _DONE


def _is_used(source: StoredSource) -> bool:
    """The operator's folder has its row before any bot has run."""
    return bool(source.address)


def _columns(status: SourceStatus) -> list[object]:
    success = status.last_success and f"{status.last_success.astimezone():%Y-%m-%d %H:%M}"
    failing = status.error or "; ".join(f"{failure.name}: {failure.reason}" for failure in status.failures)
    return [status.number, status.kind, status.address, status.documents, success or "never", status.schedule, failing]


def _cell(value: object) -> Text:
    return Text(_printable(str(value)))


async def _remove(arguments: argparse.Namespace) -> int:
    async with _opened(arguments.guild) as opened:
        source = opened.sources.register.source(arguments.guild, arguments.number)
        await opened.sources.remove(arguments.guild, arguments.number)
    sys.stdout.write(f"{_printable(source.address)} and all that was read from it are gone.\n")
    return _DONE


async def _export(arguments: argparse.Namespace) -> int:
    async with _opened(arguments.guild) as opened:
        lines = [_line(stored.document) for stored in opened.shelf.values()]
    if arguments.file is None:
        sys.stdout.writelines(lines)
        return _DONE
    try:
        with arguments.file.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as error:
        sys.stderr.write(f"{arguments.file} cannot be written: {error.strerror}.\n")
        return _FAILED
    sys.stdout.write(f"{len(lines)} documents are in {arguments.file}.\n")
    return _DONE


def _line(document: Document) -> str:
    return document.model_dump_json(exclude_defaults=True) + "\n"


def _reason(error: KnowledgeError) -> str:
    return str(getattr(error, "reason", error))


def _printable(text: str) -> str:
    """Text that cannot command the terminal: addresses and reasons come from elsewhere."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
