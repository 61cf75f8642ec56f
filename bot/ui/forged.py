"""What was never offered: buttons and forms of another time or of nobody's making, and choices that no menu has.

Discord's own clients send none of it, but whatever speaks to Discord can. It is told in one sentence, changes nothing,
and is no failure of ours.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.languages import phrase
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, apologise

_log = logging.getLogger(__name__)
LARGEST = 2**63 - 1
"""What a number of the database can be; Discord's ids are smaller."""
UNKNOWN = phrase("I do not know that button, menu or form any more. Please start again with the command.")


class NotOffered(Refused):
    """Something that this bot does not understand, or has not put there."""

    def __init__(self) -> None:
        super().__init__(UNKNOWN)


def sent_by(interaction: Interaction) -> Mapping[str, object]:
    """What Discord passes on; of whoever speaks to Discord, so anything may be in it."""
    return interaction.data or {}


def require_numbers(numbers: Iterable[int]) -> None:
    """Raises NotOffered for one that nothing can have."""
    if any(number > LARGEST for number in numbers):
        raise NotOffered


def require_own(interaction: Interaction) -> None:
    """Raises NotOffered for a message that this bot has not written."""
    message, own = interaction.message, interaction.client.user
    if message is None or own is None or message.author.id != own.id:
        raise NotOffered


def require_offered(menu: ui.Item[ui.View], values: Sequence[str]) -> None:
    """Raises NotOffered for values that the menu on the message does not have, and for too few or too many."""
    low, high = getattr(menu, "min_values", 1), getattr(menu, "max_values", 1)
    offered = {option.value for option in menu.options} if isinstance(menu, ui.Select) else None
    for value in values:
        if not (value in offered if offered is not None else value.isdecimal() and int(value) <= LARGEST):
            raise NotOffered
    if not low <= len(values) <= high:
        raise NotOffered


async def refuse_unknown(interaction: Interaction, kinds: Iterable[type[ui.DynamicItem[Any]]]) -> None:
    """A button or menu that discord.py passes over, for it is of none of these kinds, or not on its message."""
    if interaction.type is not discord.InteractionType.component:
        return
    sent = sent_by(interaction)
    patterns = (kind.__discord_ui_compiled_template__ for kind in kinds)
    known = any(pattern.fullmatch(str(sent.get("custom_id"))) for pattern in patterns)
    if not (known and _is_there(interaction, sent)):
        await apologise(interaction, NotOffered())


def _is_there(interaction: Interaction, sent: Mapping[str, object]) -> bool:
    """Whether the message has the button or menu that is said to have been used."""
    rows = interaction.message.components if interaction.message else ()
    return any(
        (item.type.value, getattr(item, "custom_id", None)) == (sent.get("component_type"), sent.get("custom_id"))
        for row in rows
        if isinstance(row, discord.ActionRow)
        for item in row.children
    )


async def is_completed(interaction: Interaction) -> bool:
    """Whether what is being typed is an option that completes itself; for any other nothing is offered."""
    command, typed = interaction.command, _typed(sent_by(interaction).get("options"))
    parameters = command.parameters if isinstance(command, app_commands.Command) else ()
    if any(each.display_name == typed and each.autocomplete for each in parameters):
        return True
    _log.info("Something was typed for an option that there is not")
    await interaction.response.autocomplete([])
    return False


def _typed(options: object) -> object:
    """The name of the option that is being typed; those of a command in a group are within the command's."""
    for option in options if isinstance(options, list) else ():
        if option.get("focused"):
            return option.get("name")
        if inner := _typed(option.get("options")):
            return inner
    return None
