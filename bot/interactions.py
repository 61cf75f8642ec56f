"""Answering an interaction: once, in time, and calmly when something went wrong."""

import logging
import secrets
from collections.abc import Awaitable
from typing import Any, TypeVar

import discord
from discord import app_commands
from discord.utils import MISSING

from bot.embeds import notice_embed
from bot.languages import Language, language_of, phrase
from bot.replies import error_sentence
from bot.waiting import waiting
from knowledge.library import SHARED, Library

_log = logging.getLogger(__name__)
T = TypeVar("T")
Interaction = discord.Interaction[Any]


class Refused(Exception):
    """Something that cannot be done as things are; the message is a text for `say`."""


PATIENCE = 1.5  # seconds; Discord gives up after 3
_ERRORS: dict[type[BaseException], str] = {
    app_commands.MissingPermissions: phrase("This is for those who may manage this server."),
    app_commands.NoPrivateMessage: phrase("This works only in a server."),
    app_commands.CommandNotFound: phrase("My commands have changed. Please try again in a minute."),
    app_commands.CommandSignatureMismatch: phrase("My commands have changed. Please try again in a minute."),
}


async def in_time(interaction: Interaction, work: Awaitable[T], *, ephemeral: bool) -> T:
    """The result of `work`. Deferred only if it is slow: answers take milliseconds, and deferring doubles that."""

    async def defer() -> None:
        await interaction.response.defer(ephemeral=ephemeral, thinking=True)

    return await waiting(work, PATIENCE, defer)


async def respond(
    interaction: Interaction, embed: discord.Embed, view: discord.ui.View | None = None, *, ephemeral: bool
) -> None:
    """Show this, in place of "thinking …" where that is shown."""
    if interaction.response.is_done():
        await interaction.edit_original_response(embed=embed, view=view)
    else:
        await interaction.response.send_message(embed=embed, view=view or MISSING, ephemeral=ephemeral)


async def apologise(interaction: Interaction, error: BaseException) -> None:
    """One calm sentence that only this person sees."""
    error = getattr(error, "original", error)
    doing = f"{_name(interaction)} in guild {interaction.guild_id}"
    embed = notice_embed(explain(error, doing, say_to(interaction)))
    try:
        await _tell(interaction, embed)
    except discord.HTTPException as failure:
        _log.warning("Could not tell about the failure of %s: %s", _name(interaction), failure)


async def _tell(interaction: Interaction, embed: discord.Embed) -> None:
    """In place of "thinking …", a follow-up would be as public as the answer was to be: so that goes first."""
    shown = interaction.response.type
    if shown is None:
        await interaction.response.send_message(embed=embed, ephemeral=True)
    elif shown is discord.InteractionResponseType.channel_message:
        await interaction.edit_original_response(embed=embed, view=None)
    else:
        if shown is discord.InteractionResponseType.deferred_channel_message:
            await interaction.delete_original_response()
        await interaction.followup.send(embed=embed, ephemeral=True)


def explain(error: BaseException, doing: str, say: Language) -> str:
    """A sentence for a known error; for the unexpected one with a reference, under which the log tells all."""
    if isinstance(error, Refused):
        return say(str(error))
    if type(error) in _ERRORS:
        return say(_ERRORS[type(error)])
    if known := error_sentence(error, say):
        return known
    reference = secrets.token_hex(3)
    _log.error("%s: %s failed", reference, doing, exc_info=error)
    return say(
        "Sorry, something went wrong on my side. Whoever runs me will find it in the log under `{reference}`.",
        reference=reference,
    )


def say_to(interaction: Interaction, *, ephemeral: bool = True) -> Language:
    """The person's language for what only they see, the guild's for what everyone sees."""
    shared = None if ephemeral else interaction.guild_locale
    return language_of(shared or interaction.locale)


def say_in(guild: discord.Guild | None) -> Language:
    """For messages that answer messages. Discord does not tell the language of who wrote one directly: English."""
    return language_of(guild and guild.preferred_locale)


def guild_of(interaction: Interaction) -> int:
    """The guild's id; in direct messages that of the operator's documents."""
    return interaction.guild_id or SHARED


def library_of(interaction: Interaction) -> Library:
    """For what has no constructor of ours: buttons, and options that complete themselves."""
    library: Library = interaction.client.library
    return library


def _name(interaction: Interaction) -> str:
    return interaction.command.qualified_name if interaction.command else "a button"
