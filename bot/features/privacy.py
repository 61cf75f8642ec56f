"""/privacy and /forget-me: what is kept of a person, in plain words, and how it goes."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.features.erasing import ForgetButton, OptInButton, OptOutButton, forget_question, what_is_held
from bot.features.knowledge.sources import source_name
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import respond, say_to
from bot.ui.rights import EVERYONE, usable_by
from knowledge.library import Library
from knowledge.sources import Kind
from knowledge.store.records import Held

_KEPT = (
    phrase("**When you ask me something**, I keep the question, what I answered, and when. Not your name: in its place "
           "stands a code that only I can make, so that I can find what is yours when you want it erased."),
    phrase("**When you vote or comment on an answer**, I keep that with the question."),
    phrase("**When you want to be told of an answer**, I keep your user ID until I have told you."),
)  # fmt: skip
_THREADS = phrase(
    "**When you write in a thread of {channels}**, that is knowledge: I keep it, and may quote it word for word and "
    "without your name to anyone who asks me in this server. Beside it stands the same kind of code. If you choose "
    "“Keep nothing about me”, your messages are taken out at once and stay out; threads that you began go as a whole."
)
_NO_THREADS = phrase("**No channel of this server is knowledge.** If those who manage it add one, it is named here.")
_THREADS_ELSEWHERE = phrase(
    "**In some servers, the threads of a channel are knowledge**, and I may quote them without names. `/privacy` names "
    "these channels in the server."
)
_GIVEN = phrase(
    "**Given on purpose, so it stays until somebody removes it:** answers by the team with the questions that they "
    "answer, and the texts and files that people hand over."
)
_NEVER = phrase(
    "**What I never keep:** any other message. I do not sell or pass on anything; all of it stays with whoever runs me."
)
_IS_OUT = phrase("You have opted out: I answer you, and keep nothing about you.")
_NAMED = 5
"""Channels that are named; how many more there are is said."""


class PrivacyPages(commands.Cog):
    """For everyone, everywhere, and seen by nobody else."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(EVERYONE, needs_home=False)
    @app_commands.command(description="What I keep about you, for how long, and how to have it erased.")
    async def privacy(self, interaction: Interaction) -> None:
        library, say, person = self._library, say_to(interaction), self._library.pseudonym(interaction.user.id)
        out = await library.privacy.opted_out(person)
        held = await library.privacy.held(person, interaction.user.id)
        view = ui.View(timeout=None)
        if held.can_be_forgotten:
            view.add_item(ForgetButton(say("Erase what you keep about me"), style=discord.ButtonStyle.danger))
        view.add_item(
            OptInButton(say("Keep my questions again")) if out else OptOutButton(say("Keep nothing about me"))
        )
        embed = privacy_embed(_kept(library, interaction, say), held, say, out=out)
        await respond(interaction, embed, view, ephemeral=True)

    @usable_by(EVERYONE, needs_home=False)
    @app_commands.command(name="forget-me", description="Erase everything that I keep about you.")
    async def forget_me(self, interaction: Interaction) -> None:
        say, person = say_to(interaction), self._library.pseudonym(interaction.user.id)
        held = await self._library.privacy.held(person, interaction.user.id)
        await respond(interaction, *forget_question(held, interaction.user.id, say), ephemeral=True)


def _kept(library: Library, interaction: Interaction, say: Language) -> list[str]:
    """What is kept at all, and for how long."""
    days = say(
        "**For how long:** {count} day, then it is erased.",
        "**For how long:** {count} days, then it is erased.",
        count=library.retention_days,
    )
    return [*map(say, _KEPT), days, _threads(library, interaction, say), say(_GIVEN), say(_NEVER)]


def _threads(library: Library, interaction: Interaction, say: Language) -> str:
    """Which channels of this server are knowledge; those that this person may not see are only counted."""
    if interaction.guild is None:
        return say(_THREADS_ELSEWHERE)
    sources = [one for one in library.sources.register.of(interaction.guild.id) if one.kind == Kind.CHANNEL]
    if not sources:
        return say(_NO_THREADS)
    seen = [one.address for one in sources if _sees(interaction, int(one.address))][:_NAMED]
    names = [escape(source_name(Kind.CHANNEL, address, interaction.guild)) for address in seen]
    if len(sources) > len(seen):
        names.append(say("{count} other channel", "{count} other channels", count=len(sources) - len(seen)))
    return say(_THREADS, channels=say.all_of(names))


def _sees(interaction: Interaction, channel_id: int) -> bool:
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    member = interaction.user
    return channel is None or not isinstance(member, discord.Member) or channel.permissions_for(member).view_channel


def privacy_embed(kept: list[str], held: Held, say: Language, *, out: bool) -> discord.Embed:
    """What is kept at all, and what of this person now."""
    if out:
        own = say(_IS_OUT)
    elif any(held):
        own = say("**Of you I keep now:** {what}.", what=what_is_held(held, say))
    else:
        own = say("**Of you I keep now:** nothing.")
    embed = notice_embed("\n\n".join([*kept, own]))
    embed.title = say("What I keep about you")
    return embed


FEATURE = Feature(cogs=lambda host: [PrivacyPages(host.library)])
