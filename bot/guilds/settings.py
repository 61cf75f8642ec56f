"""What those who manage a server have chosen: one thing, read once, changed by one at a time."""

import logging
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import lru_cache

import discord
from pydantic import Field, ValidationError, ValidationInfo, ValidatorFunctionWrapHandler, field_validator

from bot.languages import Language, phrase
from knowledge import Model, read_each
from knowledge.library import Library

_log = logging.getLogger(__name__)


class Mode(StrEnum):
    """When it answers."""

    OFF = "off"
    MENTIONS = "mentions"
    UNASKED = "unasked"


MODE_NAMES = {
    Mode.OFF: phrase("Not here"),
    Mode.MENTIONS: phrase("When I am mentioned"),
    Mode.UNASKED: phrase("Also unasked, when I am sure"),
}


NO_CONTENT = phrase(
    "Not yet: Discord shows me only messages that mention me. Whoever runs me can change that in two steps: switch on "
    "“Message Content Intent” at https://discord.com/developers/applications under Bot, then set MESSAGE_CONTENT=true "
    "and start me again."
)


class Rule(Model):
    """`sureness` is the least confidence, in percent, for an answer that nobody asked the bot for."""

    mode: Mode
    sureness: int = 70


class Rules(Model):
    """Of one guild. A channel without a rule of its own is as `elsewhere`: never unasked, until somebody wants that."""

    elsewhere: Mode = Mode.MENTIONS
    channels: dict[int, Rule] = Field(default_factory=dict)

    def rule_for(self, channel: object) -> Rule:
        """A thread goes by its channel's rule."""
        for channel_id in (getattr(channel, "id", 0), getattr(channel, "parent_id", 0)):
            if channel_id in self.channels:
                return self.channels[channel_id]
        return Rule(mode=self.elsewhere)

    @property
    def places(self) -> list[int]:
        """The channels with a rule to answer."""
        return [channel_id for channel_id, rule in self.channels.items() if rule.mode is not Mode.OFF]

    def with_rule(self, channel_id: int, **changes: object) -> "Rules":
        """What is not among `changes` stays as it was."""
        before = self.channels.get(channel_id, Rule(mode=self.elsewhere))
        rule = before.model_copy(update=changes)
        return self.model_copy(update={"channels": self.channels | {channel_id: rule}})

    def without_rule(self, channel_id: int) -> "Rules":
        """The channel is as all those without a rule."""
        left = {each: rule for each, rule in self.channels.items() if each != channel_id}
        return self.model_copy(update={"channels": left})


def with_places(rules: Rules, ticked: Collection[int], unticked: Collection[int], there: Collection[int]) -> Rules:
    """The rules when channels are chosen to answer in, and others no longer; those of all others stay.

    Whoever chooses one wants answers only where they were chosen; without the last one of those that are `there`,
    answers come wherever the bot is mentioned.
    """
    for channel_id in unticked:
        rules = rules.without_rule(channel_id) if channel_id in rules.places else rules
    for channel_id in ticked:
        rules = rules if channel_id in rules.places else rules.with_rule(channel_id, mode=Mode.MENTIONS)
    if ticked:
        return rules.model_copy(update={"elsewhere": Mode.OFF})
    if unticked and not any(channel_id in there for channel_id in rules.places):
        return rules.model_copy(update={"elsewhere": Mode.MENTIONS})
    return rules


_LISTED = 12  # a field holds 1,024 characters


def rules_lines(rules: Rules, say: Language) -> list[str]:
    """A line for each channel with a rule, and one for all others."""
    lines = [rule_line(channel_id, rule, say) for channel_id, rule in rules.channels.items()][:_LISTED]
    more = len(rules.channels) - len(lines)
    rest = [say("and {number} more", number=more)] if more else []
    elsewhere = say(MODE_NAMES[rules.elsewhere])
    last = (
        say("In all other channels: {mode}.", mode=elsewhere)
        if lines
        else say("In all channels: {mode}.", mode=elsewhere)
    )
    return [*lines, *rest, last]


def rule_line(channel_id: int, rule: Rule, say: Language) -> str:
    """When the bot answers there."""
    name = say(MODE_NAMES[rule.mode])
    if rule.mode is Mode.UNASKED:
        name = say("{mode} (from {percent}%)", mode=name, percent=rule.sureness)
    return say("{channel}: {mode}.", channel=f"<#{channel_id}>", mode=name)


_KEY = "guild"


class GuildSettings(Model):
    """Of one guild. None = as Discord has it, or nobody."""

    language: str | None = None
    """For what everyone sees: a code of bot.languages."""
    admin_role: int | None = None
    """May do what those with Manage Server may."""
    team_role: int | None = None
    """Asked when the documents do not say."""
    refuse_breaking: bool = False
    """Whether documents that break a golden question are refused."""
    names: tuple[str, ...] = ()
    """What people call what everything is about, beside the server's own name."""
    rules: Rules = Field(default_factory=Rules)
    """Where the bot answers."""

    @field_validator("*", mode="wrap")
    @classmethod
    def _or_nothing_chosen(cls, value: object, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        """What cannot be understood takes no other choice with it."""
        try:
            return read(value)
        except ValidationError:
            _log.warning("“%s” of a server in the database cannot be understood and is left out", info.field_name)
            return cls.model_fields[info.field_name or ""].get_default(call_default_factory=True)


def settings_of(library: Library, guild_id: int | None) -> GuildSettings:
    """In direct messages (guild 0) nothing is chosen."""
    return _read(library.settings.get(guild_id, _KEY) if guild_id else None)


def team_role(library: Library, guild: discord.Guild | None) -> discord.Role | None:
    """The role that is asked when the documents do not say, if it still exists."""
    chosen = settings_of(library, guild.id).team_role if guild else None
    return guild.get_role(chosen) if guild and chosen else None


async def choose(library: Library, guild_id: int, **changes: object) -> None:
    """Fields of GuildSettings, from now on and after the next start."""
    await change_settings(library, guild_id, lambda settings: settings.model_copy(update=changes))


async def change_rules(library: Library, guild_id: int, change: Callable[[Rules], Rules]) -> Rules:
    """What `change` makes of them; two managers at once do not undo each other."""

    def changed(settings: GuildSettings) -> GuildSettings:
        return settings.model_copy(update={"rules": change(settings.rules)})

    return (await change_settings(library, guild_id, changed)).rules


async def change_rule(library: Library, guild_id: int, channel_id: int, **changes: object) -> Rule:
    """Of one channel and its threads; what is not among `changes` stays. The rule that holds then."""
    rules = await change_rules(library, guild_id, lambda rules: rules.with_rule(channel_id, **changes))
    return rules.channels[channel_id]


async def set_elsewhere(library: Library, guild_id: int, mode: Mode) -> None:
    """For all channels without a rule of their own."""
    await change_rules(library, guild_id, lambda rules: rules.model_copy(update={"elsewhere": mode}))


async def change_settings(
    library: Library, guild_id: int, change: Callable[[GuildSettings], GuildSettings]
) -> GuildSettings:
    """What `change` makes of them; nobody else changes them in between."""
    return _read(await library.settings.change(guild_id, _KEY, lambda kept: change(_read(kept)).model_dump_json()))


@lru_cache(maxsize=10_000)
def _read(kept: str | None) -> GuildSettings:
    """Read once, and told once if it cannot be: every message asks for it."""
    values = [] if kept is None else [kept]
    return next(iter(read_each(values, GuildSettings.model_validate_json, "servers' settings")), GuildSettings())
