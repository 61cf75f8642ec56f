"""The rules of a server's channels, in words."""

from bot.languages import Language
from bot.servers.places import MODE_NAMES, Mode, Rule, Rules

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
