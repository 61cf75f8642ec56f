"""/digest: what there is to know that was not there before."""

from datetime import UTC, datetime

from discord import app_commands
from discord.ext import commands

from bot.controls.digests import PERIODS, digest_page, since_of
from bot.interacting.interactions import Interaction, guild_of, in_time, respond, say_to
from knowledge.library import Library

_SINCE = app_commands.Range[str, 1, 40]


async def complete_since(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The periods; a date is typed."""
    say = say_to(interaction)
    named = {wish: say(name) for wish, (_, name) in PERIODS.items()}
    return [
        app_commands.Choice(name=name, value=wish)
        for wish, name in named.items()
        if typed.casefold() in (wish + name).casefold()
    ]


class Digest(commands.Cog):
    """For the one who asks, unless they want everyone to see it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @app_commands.command(description="What is new in the documents, with a sentence or two of each.")
    @app_commands.describe(
        since="Since when? Pick one or type a date like 2026-03-31; otherwise the last week",
        private="Only you see it, as is usual",
    )
    @app_commands.autocomplete(since=complete_since)
    async def digest(self, interaction: Interaction, since: _SINCE = "week", private: bool = True) -> None:
        begin = max(0, int(since_of(since, datetime.now(UTC)).timestamp()))
        paging = digest_page(self._library, guild_of(interaction), begin, 0, say_to(interaction, ephemeral=private))
        await respond(interaction, *await in_time(interaction, paging, ephemeral=private), ephemeral=private)
