"""Menus and buttons that change what is chosen in a server. Their first number is the page that they are on."""

from collections.abc import Sequence
from enum import IntEnum

import discord
from discord import ui

from bot.guilds.settings import (
    MODE_NAMES,
    Mode,
    Rule,
    change_rule,
    change_rules,
    choose,
    set_elsewhere,
    settings_of,
    with_places,
)
from bot.languages import CODES, NAMES, Language
from bot.ui.feature import Feature
from bot.ui.forms import Answers, NumberedModal, percent_of, text_field
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, library_of, say_to
from bot.ui.persistent import NumberedButton, NumberedMenu, require_page, turn_to
from bot.ui.rights import MANAGERS

PLACES = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
_SURENESS, _TYPED = "sureness", 10  # characters of a percentage; longer ones are told, not cut


class Page(IntEnum):
    """What menus and buttons lead to. The numbers stand in the custom ids of messages that are there already."""

    SETTINGS = 0
    CHANNEL = 1
    ROLES = 2
    PLACES = 3
    KNOWLEDGE = 4
    TRIAL = 5
    CHECK = 6


def role_menu(placeholder: str, role_id: int | None) -> ui.RoleSelect[ui.View]:
    """One role or none."""
    chosen = [discord.SelectDefaultValue.from_role(discord.Object(role_id))] if role_id else []
    return ui.RoleSelect(placeholder=placeholder, min_values=0, default_values=chosen)


def channels_menu(placeholder: str, channel_ids: Sequence[int], most: int) -> ui.ChannelSelect[ui.View]:
    """Text channels and forums, at most 25 of them ticked: Discord allows no more."""
    chosen = [discord.SelectDefaultValue.from_channel(discord.Object(each)) for each in channel_ids[:most]]
    return ui.ChannelSelect(
        placeholder=placeholder, channel_types=PLACES, min_values=0, max_values=most, default_values=chosen
    )


def language_menu(chosen: str | None, say: Language) -> ui.Select[ui.View]:
    """Each language by its own name."""
    usual = discord.SelectOption(label=say("As the server's language in Discord"), value="-", default=chosen is None)
    own = [discord.SelectOption(label=NAMES[code], value=code, default=code == chosen) for code in CODES]
    return ui.Select(placeholder=say("The language of public answers"), options=[usual, *own])


def mode_menu(rule: Rule, say: Language) -> ui.Select[ui.View]:
    """When the bot answers."""
    options = [
        discord.SelectOption(label=say(name), value=mode.value, default=mode is rule.mode)
        for mode, name in MODE_NAMES.items()
    ]
    return ui.Select(placeholder=say("When should I answer?"), options=options)


class AdminRoleMenu(NumberedMenu, right=MANAGERS, template=r"adminrole:([0-9]{1,2})"):
    """Who may do what those with Manage Server may."""

    kind = "adminrole"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        require_page(interaction, *self.numbers)
        role = _role(interaction, values)
        await choose(library_of(interaction), guild_of(interaction), admin_role=role.id if role else None)
        await turn_to(interaction, self.numbers[0])


class TeamRoleMenu(NumberedMenu, right=MANAGERS, template=r"teamrole:([0-9]{1,2})"):
    """Who is asked when the documents do not say."""

    kind = "teamrole"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        require_page(interaction, *self.numbers)
        role = _role(interaction, values)
        await choose(library_of(interaction), guild_of(interaction), team_role=role.id if role else 0)
        await turn_to(interaction, self.numbers[0])


class LanguageMenu(NumberedMenu, right=MANAGERS, template=r"language:([0-9]{1,2})"):
    """The language of what everyone sees."""

    kind = "language"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        require_page(interaction, *self.numbers)
        chosen = values[0] if values[0] in CODES else None
        await choose(library_of(interaction), guild_of(interaction), language=chosen)
        await turn_to(interaction, self.numbers[0])


class PlacesMenu(NumberedMenu, right=MANAGERS, template=r"places:([0-9]{1,2})"):
    """The channels to answer in, and no others; none at all = everywhere.

    It may show a part of them, or what they were before somebody else changed them: so only what was ticked or
    unticked, compared with what it showed, is changed.
    """

    kind = "places"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        require_page(interaction, *self.numbers)
        shown = {each.id for each in getattr(self.item, "default_values", [])}
        picked, there = _channels(interaction, values), {channel.id for channel in _guild_channels(interaction)}
        ticked, unticked = [each for each in picked if each not in shown], shown.difference(map(int, values))
        library, guild_id = library_of(interaction), guild_of(interaction)
        await change_rules(library, guild_id, lambda rules: with_places(rules, ticked, unticked, there))
        await turn_to(interaction, self.numbers[0])


class ChannelMenu(NumberedMenu, right=MANAGERS, template=r"channel:([0-9]{1,2})"):
    """Opens the page of one channel."""

    kind = "channel"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        require_page(interaction, *self.numbers)
        interaction.extras["channel"] = next(iter(_channels(interaction, values)), None)
        await turn_to(interaction, self.numbers[0])


class ModeMenu(NumberedMenu, right=MANAGERS, template=r"mode:([0-9]{1,2}):([0-9]{1,20})"):
    """When the bot answers in a channel. Its second number: the channel's."""

    kind = "mode"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        require_page(interaction, *self.numbers)
        page, channel_id = self.numbers
        library, guild_id, mode = library_of(interaction), guild_of(interaction), Mode(values[0])
        interaction.extras |= {"channel": channel_id, "mode": mode}
        if mode is not Mode.UNASKED or interaction.client.intents.message_content:
            await change_rule(library, guild_id, channel_id, mode=mode)
        await turn_to(interaction, page)


class SurenessButton(NumberedButton, right=MANAGERS, template=r"sureness:([0-9]{1,2}):([0-9]{1,20})"):
    """How sure an answer must be that nobody asked for. Its second number: the channel's."""

    kind = "sureness"

    async def press(self, interaction: Interaction) -> None:
        require_page(interaction, *self.numbers)
        rule = settings_of(library_of(interaction), guild_of(interaction)).rules.channels.get(self.numbers[1])
        say, filled = say_to(interaction), str(rule.sureness if rule else 70)
        label = say("From how much percent on?")
        field = text_field(_SURENESS, label, longest=_TYPED, filled=filled, one_line=True)
        await SurenessModal(*self.numbers).open(interaction, say("How sure must I be?"), field)


class SurenessModal(NumberedModal, right=MANAGERS):
    """Its numbers: the page's and the channel's."""

    kind = "sureness"
    counted = 2
    fields = frozenset({_SURENESS})

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        require_page(interaction, *self.numbers)
        page, channel_id = self.numbers
        library, guild_id = library_of(interaction), guild_of(interaction)
        sureness = percent_of("".join(answers.get(_SURENESS, [])))
        await change_rule(library, guild_id, channel_id, sureness=sureness)
        interaction.extras["channel"] = channel_id
        await turn_to(interaction, page)


class ElsewhereButton(NumberedButton, right=MANAGERS, template=r"elsewhere:([0-9]{1,2}):([01])"):
    """Whether the bot answers in channels without a rule. Its second number: 1 = from now on it does."""

    kind = "elsewhere"

    async def press(self, interaction: Interaction) -> None:
        page, wanted = self.numbers
        require_page(interaction, page)
        mode = Mode.MENTIONS if wanted else Mode.OFF
        await set_elsewhere(library_of(interaction), guild_of(interaction), mode)
        await turn_to(interaction, page)


class RefuseButton(NumberedButton, right=MANAGERS, template=r"refuse:([0-9]{1,2}):([01])"):
    """Whether reloads that break a test question are refused. Its second number: 1 = from now on they are."""

    kind = "refuse"

    async def press(self, interaction: Interaction) -> None:
        page, wanted = self.numbers
        require_page(interaction, page)
        await choose(library_of(interaction), guild_of(interaction), refuse_breaking=bool(wanted))
        await turn_to(interaction, page)


class TurnToButton(NumberedButton, right=MANAGERS, template=r"turnto:([0-9]{1,2})"):
    """Its number: the page to show."""

    kind = "turnto"

    async def press(self, interaction: Interaction) -> None:
        await turn_to(interaction, self.numbers[0] % len(Page))


def _role(interaction: Interaction, values: list[str]) -> discord.Role | None:
    """A role of this server; not the one that everybody has."""
    role = interaction.guild.get_role(int(values[0])) if interaction.guild and values else None
    return None if role is None or role.is_default() else role


def _channels(interaction: Interaction, values: list[str]) -> list[int]:
    """Those that are of this server."""
    there = {channel.id for channel in _guild_channels(interaction)}
    return [int(each) for each in values if int(each) in there]


def _guild_channels(interaction: Interaction) -> Sequence[discord.abc.GuildChannel]:
    return interaction.guild.channels if interaction.guild else ()


FEATURE = Feature(
    buttons=(ElsewhereButton, RefuseButton, SurenessButton, TurnToButton),
    menus=(AdminRoleMenu, ChannelMenu, LanguageMenu, ModeMenu, PlacesMenu, TeamRoleMenu),
    forms=(SurenessModal,),
)
