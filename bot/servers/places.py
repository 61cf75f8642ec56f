"""Where the bot answers: each channel's rule, as those who manage the server have set it."""

from enum import StrEnum
from functools import lru_cache

from pydantic import Field

from bot.languages import phrase
from knowledge.keeping.reading_rows import read_each
from knowledge.library import Library
from knowledge.models import Model

_SETTING = "answers"


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


async def rules_of(library: Library, guild_id: int) -> Rules:
    """In direct messages (guild 0) the usual ones."""
    kept = await library.setting(guild_id, _SETTING) if guild_id else None
    return _rules(kept) if kept else Rules()


@lru_cache(maxsize=1_000)
def _rules(kept: str) -> Rules:
    """Read once, and told once if it cannot be: every message asks for it."""
    return next(iter(read_each([kept], Rules.model_validate_json, "servers' rules")), Rules())


async def set_rule(library: Library, guild_id: int, channel_id: int, rule: Rule) -> None:
    """For one channel and its threads."""
    rules = await rules_of(library, guild_id)
    await _keep(library, guild_id, rules.model_copy(update={"channels": rules.channels | {channel_id: rule}}))


async def set_rules(library: Library, guild_id: int, rules: Rules) -> None:
    """In place of all that there were."""
    await _keep(library, guild_id, rules)


async def set_elsewhere(library: Library, guild_id: int, mode: Mode) -> None:
    """For all channels without a rule of their own."""
    rules = await rules_of(library, guild_id)
    await _keep(library, guild_id, rules.model_copy(update={"elsewhere": mode}))


async def _keep(library: Library, guild_id: int, rules: Rules) -> None:
    await library.set_setting(guild_id, _SETTING, rules.model_dump_json())
