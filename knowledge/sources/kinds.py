"""How each kind of source is read."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import SourceFailed
from knowledge.models import Model
from knowledge.sources.comparison import Changes, Comparison, OnProgress
from knowledge.sources.folder import compare_folder
from knowledge.sources.models import Kind, Schedule
from knowledge.sources.queueing import InTurn
from knowledge.sources.threads import Thread, read_channel
from knowledge.sources.web.fetching import Fetcher
from knowledge.sources.web.frontier import SiteOptions
from knowledge.store.records import StoredSource

ReadThreads = Callable[[int, str], AsyncIterator[Thread]]
"""All threads of a guild's channel, by the channel's id; raises SourceFailed."""

USUAL = {
    Kind.FOLDER: Schedule.HOURLY,
    Kind.SITE: Schedule.DAILY,
    Kind.LINK: Schedule.DAILY,
    Kind.CHANNEL: Schedule.DAILY,
    Kind.FILE: Schedule.OFF,
    Kind.TEXT: Schedule.OFF,
}
GIVEN = {Kind.FILE, Kind.TEXT}
"""Kinds that people hand over: nothing can be read again."""


class NoOptions(Model):
    """Most kinds have none."""


class NewSource(Model):
    """What somebody wants to add: a folder's path, a web address, a name, or a channel's id."""

    kind: Kind
    address: str
    options: SiteOptions | None = None
    """Only for sites; None = the usual ones."""
    schedule: Schedule | None = None
    """None = what is usual for the kind."""


class Outside(NamedTuple):
    """What reading reaches: the web, and Discord if there is a bot."""

    fetcher: Fetcher
    read_threads: ReadThreads | None


async def read_source(
    source: StoredSource, comparison: Comparison, outside: Outside, in_turn: InTurn, on_progress: OnProgress
) -> Changes:
    """Raises SourceFailed, and NoDocuments for a folder: then nothing may be changed."""
    match Kind(source.kind):
        case Kind.FOLDER:
            return await compare_folder(Path(source.address), comparison, in_turn, on_progress)
        case Kind.SITE:
            from knowledge.sources.web.site import read_site  # noqa: PLC0415 lxml takes 4 MB that only the web needs

            options = SiteOptions.model_validate_json(source.options)
            return await read_site(source.address, options, comparison, outside.fetcher, in_turn, on_progress)
        case Kind.LINK:
            from knowledge.sources.web.pages import read_link  # noqa: PLC0415 as above

            return await read_link(source.address, comparison, outside.fetcher, in_turn)
        case Kind.CHANNEL if outside.read_threads is not None:
            threads = outside.read_threads(source.guild_id, source.address)
            return await read_channel(threads, comparison, in_turn, on_progress)
        case Kind.CHANNEL:
            raise SourceFailed(source.address, "channels are read by the bot alone, while it runs")
        case Kind.FILE | Kind.TEXT:
            raise SourceFailed(source.address, "it was handed over; hand it over again to change it")
