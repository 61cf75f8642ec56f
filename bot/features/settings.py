"""/settings: all that is chosen in a server, on one page, and a page for each channel."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.features.choosing import (
    AdminRoleMenu,
    ChannelMenu,
    ElsewhereButton,
    LanguageMenu,
    ModeMenu,
    Page,
    RefuseButton,
    SurenessButton,
    TeamRoleMenu,
    TurnToButton,
    channels_menu,
    language_menu,
    mode_menu,
    role_menu,
)
from bot.features.naming import NamesButton, names_line
from bot.guilds.settings import NO_CONTENT, GuildSettings, Mode, Rule, rule_line, rules_lines, settings_of, team_role
from bot.languages import NAMES, Language, phrase
from bot.replies.embeds import notice_embed
from bot.ui.feature import Feature
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import guild_of, library_of, respond, say_to
from bot.ui.rights import MANAGERS, usable_by
from bot.ui.sending import missing_permissions

_NOBODY = phrase("nobody")
_INTEGRATIONS = phrase("Discord shows my admin commands to this role once you allow it there: "
                       "Server Settings › Integrations.")  # fmt: skip


async def settings_page(interaction: Interaction) -> Shown:
    """What is chosen, and menus to change it."""
    library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
    chosen, team = settings_of(library, guild_id), team_role(library, interaction.guild)
    embed = notice_embed("")
    embed.title = say("Settings")
    _add(embed, say("Who may manage me"), admin_line(chosen, say))
    _add(embed, say("Who is asked when I do not know"), team.mention if team else say(_NOBODY))
    language = NAMES[chosen.language] if chosen.language else say("As the server's language in Discord")
    _add(embed, say("The language of public answers"), language)
    _add(embed, say("Where I answer"), "\n".join(rules_lines(chosen.rules, say)))
    _add(embed, say("Names"), names_line(chosen.names, say))
    _add(embed, say("When a reload breaks a test question"), _refusal(chosen, say))
    return Shown(embed, _settings_view(chosen, team, say))


def _settings_view(chosen: GuildSettings, team: discord.Role | None, say: Language) -> ui.View:
    view = ui.View(timeout=None)
    view.add_item(AdminRoleMenu(role_menu(say("Admin role"), chosen.admin_role), Page.SETTINGS))
    view.add_item(TeamRoleMenu(role_menu(say("Team role"), team.id if team else None), Page.SETTINGS))
    view.add_item(LanguageMenu(language_menu(chosen.language, say), Page.SETTINGS))
    view.add_item(ChannelMenu(channels_menu(say("Change a channel"), [], 1), Page.CHANNEL))
    off = chosen.rules.elsewhere is Mode.OFF
    view.add_item(
        ElsewhereButton(
            say("Answer in other channels, too") if off else say("Stay silent in other channels"),
            Page.SETTINGS,
            int(off),
        )
    )
    view.add_item(NamesButton(say("Change the names")))
    refuse = say("Report such reloads only") if chosen.refuse_breaking else say("Refuse such reloads")
    view.add_item(RefuseButton(refuse, Page.SETTINGS, int(not chosen.refuse_breaking)))
    return view


def admin_line(chosen: GuildSettings, say: Language) -> str:
    """The role, and what else it takes for its members to see the commands."""
    everyone = say("Everyone with “Manage Server”")
    if not chosen.admin_role:
        return everyone
    return f"{say.all_of([everyone, f'<@&{chosen.admin_role}>'])}\n-# {say(_INTEGRATIONS)}"


def _refusal(chosen: GuildSettings, say: Language) -> str:
    if chosen.refuse_breaking:
        return say("It is refused, and the old documents answer on.")
    return say("It counts, and I tell whoever reloaded.")


async def channel_page(interaction: Interaction) -> Shown:
    """One channel's rule; without a channel, the settings."""
    guild, say = interaction.guild, say_to(interaction)
    channel = guild.get_channel(interaction.extras.get("channel") or 0) if guild else None
    if channel is None:
        return await settings_page(interaction)
    rules = settings_of(library_of(interaction), guild_of(interaction)).rules
    rule = rules.rule_for(channel)
    embed = notice_embed("\n\n".join(_channel_lines(interaction, channel, rule, say)))
    view = ui.View(timeout=None).add_item(ModeMenu(mode_menu(rule, say), Page.CHANNEL, channel.id))
    if rule.mode is Mode.UNASKED:
        view.add_item(SurenessButton(say("How sure must I be?"), Page.CHANNEL, channel.id))
    return Shown(embed, view.add_item(TurnToButton(say("‹ Back"), Page.SETTINGS)))


def _channel_lines(interaction: Interaction, channel: discord.abc.GuildChannel, rule: Rule, say: Language) -> list[str]:
    lines = [rule_line(channel.id, rule, say)]
    if interaction.extras.get("mode") is Mode.UNASKED and rule.mode is not Mode.UNASKED:
        lines.append(say(NO_CONTENT))
    missing = missing_permissions(channel, say) if rule.mode is not Mode.OFF else []
    if missing:
        names = say.all_of([f"“{name}”" for name in missing])
        lines.append(f"⚠️ {say('I am missing {permissions} there.', permissions=names)}")
    return lines


def _add(embed: discord.Embed, name: str, value: str) -> None:
    embed.add_field(name=name, value=value, inline=False)


class Adjusting(commands.Cog):
    """For those who look after the bot."""

    @usable_by(MANAGERS)
    @app_commands.command(description="Everything that you can change about me in this server.")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def settings(self, interaction: Interaction) -> None:
        await respond(interaction, *await settings_page(interaction), ephemeral=True)


FEATURE = Feature(cogs=lambda _: [Adjusting()], pages={Page.SETTINGS: settings_page, Page.CHANNEL: channel_page})
