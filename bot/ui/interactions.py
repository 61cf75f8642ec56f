"""Answering an interaction: once, in time, and calmly when something went wrong."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord
from discord import app_commands
from discord.utils import MISSING

from bot.connecting.deferring import TooLate
from bot.connecting.patience import UNSENT, passes, told
from bot.guilds.cooldowns import TooFast
from bot.guilds.homes import Homes, HomeUnchosen
from bot.guilds.settings import settings_of
from bot.languages import ENGLISH, NOT_OF_DISCORD, Language, language_of, phrase
from bot.replies.embeds import notice_embed
from bot.replies.errors import error_sentence
from bot.ui.host import Host, Interaction
from bot.ui.sending import Parts, insist
from knowledge import Asked
from knowledge.library import Library
from knowledge.store.records import SHARED

_log = logging.getLogger(__name__)
T = TypeVar("T")
Act = Callable[[], Awaitable[object]]


class NotOnTeam(Exception):
    """Something that is for those who answer questions."""


class QuestionForgotten(Exception):
    """A question that was not asked in this guild, or is not kept any more."""


class Refused(Exception):
    """Something that cannot be done as things are; the message is a text for `say`, `facts` are its values."""

    def __init__(self, text: str, **facts: object) -> None:
        super().__init__(text)
        self.facts = facts


_UNREACHABLE = phrase("I could not reach Discord just now. Please try again in a moment.")
PATIENCE = 1.5  # seconds; Discord gives up after 3
_ERRORS: dict[type[BaseException], str] = {
    app_commands.MissingPermissions: phrase("This is for those who may manage this server."),
    app_commands.BotMissingPermissions: phrase("I am missing the permission “Manage Threads” for that."),
    HomeUnchosen: phrase("We share more than one server. Choose with `/server` which one answers you here."),
    TooLate: phrase("That took me too long to open. Please try once more."),
    QuestionForgotten: phrase("I do not remember that question any more. Please ask again."),
    NotOnTeam: phrase("This is for those who answer questions here."),
    app_commands.NoPrivateMessage: phrase("This works only in a server."),
    app_commands.CommandNotFound: phrase("My commands have changed. Please try again in a minute."),
    app_commands.CommandSignatureMismatch: phrase("My commands have changed. Please try again in a minute."),
}


async def in_time(interaction: Interaction, work: Awaitable[T], *, ephemeral: bool) -> T:
    """The result of `work`. Deferred if it is slow, and once: answers take milliseconds, and that doubles them."""

    async def defer() -> None:
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=ephemeral, thinking=True)

    return await waiting(work, PATIENCE, defer)


async def respond(
    interaction: Interaction, embed: discord.Embed, view: discord.ui.View | None = None, *, ephemeral: bool
) -> int | None:
    """Show this, in place of "thinking …" where that is shown. The message's id."""

    async def show(parts: Parts) -> int | None:
        if interaction.response.is_done():
            edited = interaction.edit_original_response
            return (await edited(content=parts.content, embed=parts.embed, view=parts.view)).id
        embed, view = parts.embed or MISSING, parts.view or MISSING
        sent = await interaction.response.send_message(parts.content, embed=embed, view=view, ephemeral=ephemeral)
        return sent.message_id

    return await insist(show, Parts(embed, view))


async def send_file(interaction: Interaction, embed: discord.Embed, file: discord.File) -> None:
    """Show this to the person alone, in place of "thinking …" where that is shown."""
    if interaction.response.is_done():
        await interaction.edit_original_response(embed=embed, attachments=[file])
    else:
        await interaction.response.send_message(embed=embed, file=file, ephemeral=True)


async def apologise(interaction: Interaction, error: BaseException) -> None:
    """One calm sentence that only this person sees; none if what was used or shown is not there any more."""
    error = getattr(error, "original", error)
    doing = f"{_name(interaction)} in guild {interaction.guild_id}"
    if isinstance(error, discord.NotFound):
        _log.warning("%s could not be answered: %s", doing, error)
        return
    embed = notice_embed(explain(error, doing, say_to(interaction)))
    try:
        await _tell(interaction, embed)
    except (discord.HTTPException, *UNSENT) as failure:
        _log.warning("Could not tell about the failure of %s: %s", _name(interaction), told(failure))


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
    if isinstance(error, TooFast):
        return say("Please give me a moment: your next question can come in {seconds} s.", seconds=error.seconds)
    if isinstance(error, Refused):
        return say(str(error), **error.facts)
    if type(error) in _ERRORS:
        return say(_ERRORS[type(error)])
    if known := error_sentence(error, say):
        return known
    if passes(error):
        _log.warning("%s failed: %s", doing, told(error))
        return say(_UNREACHABLE)
    reference = secrets.token_hex(3)
    _log.error("%s: %s failed", reference, doing, exc_info=error)
    return say(
        "Sorry, something went wrong on my side. Whoever runs me will find it in the log under `{reference}`.",
        reference=reference,
    )


def say_to(interaction: Interaction, *, ephemeral: bool = True) -> Language:
    """The person's language for what only they see, the guild's for what everyone sees.

    Discord itself does not speak every language that the bot does: where a server has chosen one of those, people
    whose Discord is English get it, too.
    """
    chosen = settings_of(library_of(interaction), interaction.guild_id).language
    if not ephemeral:
        return language_of(chosen or interaction.guild_locale or interaction.locale)
    own = language_of(interaction.locale)
    return language_of(chosen) if own is ENGLISH and chosen in NOT_OF_DISCORD else own


def say_in(host: Host, guild: discord.Guild | None) -> Language:
    """For messages that answer messages. Discord does not tell the language of who wrote one directly: English."""
    if guild is None:
        return ENGLISH
    return language_of(settings_of(host.library, guild.id).language or guild.preferred_locale)


async def settle_home(interaction: Interaction) -> None:
    """Find out which guild answers in direct messages, for guild_of. Raises HomeUnchosen."""
    if interaction.guild_id is None:
        interaction.extras["home"] = await homes_of(interaction).of(interaction.user.id)


def homes_of(interaction: Interaction) -> Homes:
    """Which guild answers whom in direct messages."""
    return interaction.client.homes


def guild_of(interaction: Interaction) -> int:
    """The guild's id; in direct messages that of the one which this person chose."""
    return interaction.guild_id or interaction.extras.get("home", SHARED)


def library_of(interaction: Interaction) -> Library:
    """For what has no constructor of ours: buttons, and options that complete themselves."""
    return interaction.client.library


async def asked_of(interaction: Interaction, number: int) -> Asked:
    """The question that a button or form is about. Raises QuestionForgotten."""
    asked = await library_of(interaction).asked(guild_of(interaction), number)
    if asked is None:
        raise QuestionForgotten
    return asked


def _name(interaction: Interaction) -> str:
    return interaction.command.qualified_name if interaction.command else "a button"


async def waiting(work: Awaitable[T], patience: float, act: Act) -> T:
    """The result of `work`; if that takes more than `patience` seconds, `act` is called once in the meantime.

    `act` has ended when this returns; that it failed is only logged.
    """
    task = asyncio.ensure_future(work)
    try:
        if not await _ends(task, patience):
            await _try(act)
        return await task
    finally:
        task.cancel()


async def announcing(work: Awaitable[T], patience: float, act: Act) -> T:
    """As `waiting`, but `act` is given up as soon as the result is there: nobody waits for it."""
    task = asyncio.ensure_future(work)
    announcement = None
    try:
        if not await _ends(task, patience):
            announcement = asyncio.ensure_future(_try(act))
        return await task
    finally:
        task.cancel()
        if announcement:
            announcement.cancel()


async def _ends(task: asyncio.Future[T], seconds: float) -> bool:
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)


async def _try(act: Act) -> None:
    try:
        await act()
    except Exception as error:  # noqa: BLE001 whatever it is, the work goes on
        _log.info("Could not tell that it takes a while: %s", error or type(error).__name__)
