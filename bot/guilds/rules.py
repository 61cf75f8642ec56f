"""Where the bot answers: each channel's rule, as those who manage the server have set it."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.languages import Language, phrase
from knowledge import Model


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

    def with_rule(self, channel_id: int, **changes: Any) -> "Rules":
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
