"""Where documents come from and how they stay current: one module per kind of source."""

from typing import TYPE_CHECKING

from knowledge.lazily import looked_up

if TYPE_CHECKING:
    from knowledge.sources.comparison import Failure, OnProgress, Progress
    from knowledge.sources.folder import read_folder
    from knowledge.sources.kinds import GIVEN, NewSource
    from knowledge.sources.models import Added, Kind, Quotas, Reload, Schedule, SourceStatus, Status, Usage
    from knowledge.sources.opened import OpenedSources, opened_sources
    from knowledge.sources.register import by_source
    from knowledge.sources.syncing import Sources
    from knowledge.sources.threads import Message, Thread
    from knowledge.sources.web.crawled import canonical_address
    from knowledge.sources.web.fetching import Fetcher
    from knowledge.sources.web.frontier import SiteOptions

__all__ = [
    "GIVEN",
    "Added",
    "Failure",
    "Fetcher",
    "Kind",
    "Message",
    "NewSource",
    "OnProgress",
    "OpenedSources",
    "Progress",
    "Quotas",
    "Reload",
    "Schedule",
    "SiteOptions",
    "SourceStatus",
    "Sources",
    "Status",
    "Thread",
    "Usage",
    "by_source",
    "canonical_address",
    "opened_sources",
    "read_folder",
]

_MODULES = {
    "comparison": (
        "Failure",
        "OnProgress",
        "Progress",
    ),
    "folder": ("read_folder",),
    "kinds": (
        "GIVEN",
        "NewSource",
    ),
    "models": (
        "Added",
        "Kind",
        "Quotas",
        "Reload",
        "Schedule",
        "SourceStatus",
        "Status",
        "Usage",
    ),
    "opened": (
        "OpenedSources",
        "opened_sources",
    ),
    "register": ("by_source",),
    "syncing": ("Sources",),
    "threads": (
        "Message",
        "Thread",
    ),
    "web.crawled": ("canonical_address",),
    "web.fetching": ("Fetcher",),
    "web.frontier": ("SiteOptions",),
}
"""Which names stand where. They are looked up when somebody wants them:
most programs need few of these, and the web takes long to import."""

__getattr__ = looked_up(__name__, _MODULES)
