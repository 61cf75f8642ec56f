"""What those who manage each server have chosen, held in memory because every reply asks for it."""

from typing import Any

from knowledge import Model, read_each
from knowledge.library import Library

_PREFERENCES = "preferences"


class Chosen(Model):
    """Of one guild. None = as Discord has it."""

    language: str | None = None
    """For what everyone sees: a code of bot.languages."""
    admin_role: int | None = None
    """May do what those with Manage Server may."""
    refuse_breaking: bool = False
    """Whether documents that break a golden question are refused."""


class Preferences:
    """Those of all guilds."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._chosen: dict[int, Chosen] = {}

    def load(self) -> None:
        """Once, before anybody asks."""
        kept = self._library.settings.named(_PREFERENCES)
        self._chosen = dict(read_each(kept.items(), _chosen, "servers' preferences"))

    def of(self, guild_id: int | None) -> Chosen:
        """In direct messages nothing is chosen."""
        return self._chosen.get(guild_id or 0, Chosen())

    async def choose(self, guild_id: int, **changes: Any) -> None:
        """From now on, and after the next start."""

        def change(kept: str | None) -> str:
            return _read_chosen(kept).model_copy(update=changes).model_dump_json()

        self._chosen[guild_id] = _read_chosen(await self._library.settings.change(guild_id, _PREFERENCES, change))

    def forget(self, guild_id: int) -> None:
        """The guild is gone, or what was chosen there has been erased."""
        self._chosen.pop(guild_id, None)


def _read_chosen(kept: str | None) -> Chosen:
    """What cannot be read is as if nothing had been chosen."""
    values = [] if kept is None else [(0, kept)]
    return dict(read_each(values, _chosen, "servers' preferences")).get(0, Chosen())


def _chosen(kept: tuple[int, str]) -> tuple[int, Chosen]:
    guild_id, value = kept
    return guild_id, Chosen.model_validate_json(value)
