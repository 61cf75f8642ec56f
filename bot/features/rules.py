"""/answers: where the bot answers, and who is asked when it does not know."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.guilds.settings import (
    MODE_NAMES,
    NO_CONTENT,
    Mode,
    change_rule,
    choose,
    rule_line,
    rules_lines,
    set_elsewhere,
    settings_of,
    team_role,
)
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, respond, say_to
from bot.ui.rights import MANAGERS, usable_by
from bot.ui.sending import missing_permissions
from knowledge.library import Library

_SILENT_PING = phrase(
    "Note: I cannot ping {role} yet. Allow everyone to mention that role, or give me the permission “Mention Everyone”."
)
_MODES = [app_commands.Choice(name=name, value=mode.value) for mode, name in MODE_NAMES.items()]
Where = discord.TextChannel | discord.ForumChannel


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class Answers(
    commands.GroupCog, group_name="answers", group_description="Where I answer, and who is asked when I cannot."
):
    """One channel, all others, and the team."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(MANAGERS)
    @app_commands.command(description="When I answer in a channel.")
    @app_commands.describe(
        mode="When should I answer?",
        channel="Where? Here, unless you say otherwise",
        sureness="How sure must I be, in percent, to answer unasked? As before (at first 70), unless you say otherwise",
    )
    @app_commands.choices(mode=_MODES)
    async def mode(
        self,
        interaction: Interaction,
        mode: str,
        channel: Where | None = None,
        sureness: app_commands.Range[int, 0, 100] | None = None,
    ) -> None:
        say, chosen = say_to(interaction), Mode(mode)
        where = channel or _channel_of(interaction)
        if chosen is Mode.UNASKED and not interaction.client.intents.message_content:
            await respond(interaction, notice_embed(say(NO_CONTENT)), ephemeral=True)
            return
        changes = {"mode": chosen} if sureness is None else {"mode": chosen, "sureness": sureness}
        rule = await change_rule(self._library, guild_of(interaction), where.id, **changes)
        lines = [rule_line(where.id, rule, say), _missing(where, chosen, say)]
        await respond(interaction, notice_embed("\n".join(filter(None, lines))), ephemeral=True)

    @usable_by(MANAGERS)
    @app_commands.command(description="When I answer in all channels that have no rule of their own.")
    @app_commands.describe(mode="When should I answer?")
    @app_commands.choices(mode=[choice for choice in _MODES if choice.value != Mode.UNASKED])
    async def elsewhere(self, interaction: Interaction, mode: str) -> None:
        await set_elsewhere(self._library, guild_of(interaction), Mode(mode))
        await self._show(interaction)

    @usable_by(MANAGERS)
    @app_commands.command(description="Who is asked when I do not know, and may answer with /questions.")
    @app_commands.describe(role="A role; its members get a ping when somebody presses “Ask a person”")
    async def team(self, interaction: Interaction, role: discord.Role) -> None:
        await choose(self._library, guild_of(interaction), team_role=role.id)
        await self._show(interaction)

    @usable_by(MANAGERS)
    @app_commands.command(description="Where I answer now, and who is asked.")
    async def show(self, interaction: Interaction) -> None:
        await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        rules, say = settings_of(self._library, guild_of(interaction)).rules, say_to(interaction)
        role = team_role(self._library, interaction.guild)
        lines = rules_lines(rules, say)
        if role is None:
            lines.append(say("Nobody is asked when I do not know. Choose a role with `/answers team`."))
        else:
            lines.append(say("When I do not know, {role} can be asked.", role=role.mention))
            if not _rings(interaction, role):
                lines.append(say(_SILENT_PING, role=role.mention))
        await respond(interaction, notice_embed("\n".join(lines)), ephemeral=True)


def _channel_of(interaction: Interaction) -> discord.abc.Snowflake:
    """Of a thread, the channel that it is in."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread) and channel.parent:
        return channel.parent
    return channel or discord.Object(interaction.channel_id or 0)


def _missing(where: object, mode: Mode, say: Language) -> str | None:
    missing = [] if mode is Mode.OFF else missing_permissions(where, say)
    if not missing:
        return None
    return say("I am missing {permissions} there.", permissions=say.all_of([f"“{name}”" for name in missing]))


def _rings(interaction: Interaction, role: discord.Role) -> bool:
    return role.mentionable or interaction.app_permissions.mention_everyone


FEATURE = Feature(cogs=lambda host: [Answers(host.library)])
