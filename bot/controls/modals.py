"""Forms that outlive the process: sent by whoever opened one, even after a restart."""

from collections.abc import Iterator
from typing import Any, ClassVar

import discord
from discord import ui

from bot.interacting.interactions import Interaction, apologise, settle_home
from bot.replies import shorten

Answers = dict[str, list[str]]
"""What was filled in, by the custom id of the field; nothing is an empty list."""
_TITLE, _LABEL = 45, 45


class NumberedModal:
    """All that it knows is in its custom id: its kind, and numbers. Those kinds that `MODALS` names are understood."""

    kind: ClassVar[str]

    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers

    async def open(self, interaction: Interaction, title: str, *fields: ui.Label[Any]) -> None:
        """discord.py would remember it, and forget it with the process: so that is left out."""
        form = ui.Modal(title=shorten(title, _TITLE), custom_id=":".join([self.kind, *map(str, self.numbers)]))
        for each in fields:
            form.add_item(each)
        form.stop()
        await interaction.response.send_modal(form)

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        """What sending it does."""
        raise NotImplementedError


def text_field(  # noqa: PLR0913 as many as a field has sides
    name: str, label: str, *, longest: int, filled: str = "", optional: bool = False, one_line: bool = False
) -> ui.Label[Any]:
    """A field for text, of some lines unless it is to be one."""
    entry: ui.TextInput[Any] = ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.short if one_line else discord.TextStyle.paragraph,
        max_length=longest,
        required=not optional,
        default=filled[:longest] or None,
    )
    return ui.Label(text=shorten(label, _LABEL), component=entry)


def choice_field(name: str, label: str, options: dict[str, str]) -> ui.Label[Any]:
    """A field for one of `options`: value → what people read."""
    entry: ui.Select[Any] = ui.Select(
        custom_id=name, options=[discord.SelectOption(label=shown, value=value) for value, shown in options.items()]
    )
    return ui.Label(text=shorten(label, _LABEL), component=entry)


async def dispatch(interaction: Interaction, kinds: dict[str, type[NumberedModal]]) -> None:
    """Hand what was sent to its kind; forms of others are left alone."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    sent: Any = interaction.data or {}
    kind, *numbers = str(sent.get("custom_id")).split(":")
    if kind not in kinds:
        return
    try:
        await settle_home(interaction)
        await kinds[kind](*map(int, numbers)).submit(interaction, dict(_filled(sent["components"])))
    except Exception as error:  # noqa: BLE001 whatever it is, the person who sent the form gets a sentence
        await apologise(interaction, error)


def _filled(components: list[Any]) -> Iterator[tuple[str, list[str]]]:
    for component in components:
        if inner := component.get("component"):
            yield inner["custom_id"], inner.get("values") or [text for text in [inner.get("value")] if text]
