"""What features see of the client that runs them, and what they show in it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple, TypeAlias, cast

import discord
from discord import ui
from discord.ext import commands

from bot.guilds.cooldowns import Cooldowns
from bot.guilds.homes import Homes
from bot.settings import Settings
from bot.ui.runs import Runs
from knowledge.library import Library


class Shown(NamedTuple):
    """What is sent."""

    embed: discord.Embed
    view: ui.View | None


class Host(commands.Bot):
    """A connection to Discord, and all that features share beside it."""

    settings: Settings
    library: Library
    homes: Homes
    cooldowns: Cooldowns
    runs: Runs
    pages: "Mapping[int, PageMaker]"
    """What `turn_to` can show."""


Interaction: TypeAlias = discord.Interaction[Host]
PageMaker: TypeAlias = Callable[[Interaction], Awaitable[Shown]]


def hosted(interaction: discord.Interaction) -> Interaction:
    """The same: discord.py does not know in its own classes which client it is. Raises TypeError for another one."""
    if not isinstance(interaction.client, Host):
        raise TypeError(f"{interaction.client!r} runs no features")
    return cast("Interaction", interaction)
