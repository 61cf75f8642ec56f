"""Forms that outlive the process: sent by whoever opened one, even after a restart; and what people typed into them."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

import discord
from discord import ui

from bot.languages import phrase
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.ui.forged import NotOffered, require_numbers, sent_by
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, apologise
from bot.ui.rights import Right

Answers = dict[str, list[str]]
"""What was filled in, by the custom id of the field; nothing is an empty list."""
_TITLE, _LABEL = 45, 45
_DIGITS = 20
_NO_PERCENT = phrase("“{typed}” is no percentage. Type a whole number from 0 to 100. Nothing was changed.")
_EMPTY = phrase("The field “{field}” is empty. Type a text into it. Nothing was changed.")
_SHOWN = 80
"""Characters of what was typed that are shown again; chosen by hand."""
_SIGNS = "%٪％﹪ \t\n"
"""Percent signs of the world's keyboards, and what may stand before them."""


class NumberedModal:
    """All that it knows is in its custom id: its kind, and numbers. What no feature brings is not understood."""

    kind: ClassVar[str]
    counted: ClassVar[int]
    """How many numbers."""
    fields: ClassVar[frozenset[str]]
    """The custom ids of its fields."""
    right: ClassVar[Right]
    """Who may send it."""

    def __init_subclass__(cls, *, right: Right) -> None:
        cls.right = right

    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers

    async def open(self, interaction: Interaction, title: str, *fields: ui.Label[ui.View]) -> None:
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
) -> ui.Label[ui.View]:
    """A field for text, of some lines unless it is to be one."""
    entry: ui.TextInput[ui.View] = ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.short if one_line else discord.TextStyle.paragraph,
        max_length=longest,
        required=not optional,
        default=filled[:longest] or None,
    )
    return ui.Label(text=shorten(label, _LABEL), component=entry)


def choice_field(name: str, label: str, options: dict[str, str]) -> ui.Label[ui.View]:
    """A field for one of `options`: value → what people read."""
    entry: ui.Select[ui.View] = ui.Select(
        custom_id=name, options=[discord.SelectOption(label=shown, value=value) for value, shown in options.items()]
    )
    return ui.Label(text=shorten(label, _LABEL), component=entry)


async def dispatch(interaction: Interaction, kinds: dict[str, type[NumberedModal]]) -> None:
    """Hand what was sent to its kind. Forms of no kind are refused: all of the bot's own have one."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    try:
        modal, answers = _read(sent_by(interaction), kinds)
        await modal.right.require(interaction)
        await modal.submit(interaction, answers)
    except Exception as error:  # noqa: BLE001 whatever it is, the person who sent the form gets a sentence
        await apologise(interaction, error)


def _read(sent: Mapping[str, object], kinds: dict[str, type[NumberedModal]]) -> tuple[NumberedModal, Answers]:
    """The form and what was filled in. Raises NotOffered for a form or a field that it does not have."""
    kind, *numbers = str(sent.get("custom_id")).split(":")
    modal, answers = kinds.get(kind), dict(_filled(sent.get("components")))
    whole = all(number.isascii() and number.isdecimal() and len(number) <= _DIGITS for number in numbers)
    if modal is None or not whole or len(numbers) != modal.counted or answers.keys() != modal.fields:
        raise NotOffered
    require_numbers(map(int, numbers))
    return modal(*map(int, numbers)), answers


def _filled(components: object) -> Iterator[tuple[str, list[str]]]:
    for component in components if isinstance(components, list) else ():
        inner = component.get("component") if isinstance(component, dict) else None
        if not isinstance(inner, dict) or "custom_id" not in inner:
            raise NotOffered
        typed = [inner["value"]] if inner.get("value") else []
        yield str(inner["custom_id"]), list(map(str, inner.get("values") or typed))


def percent_of(typed: str) -> int:
    """From 0 to 100. Raises Refused."""
    number = typed.strip().rstrip(_SIGNS)
    if not number.isdecimal() or len(number.lstrip("0")) > 3 or int(number) > 100:
        raise Refused(_NO_PERCENT, typed=shown(typed))
    return int(number)


def text_of(typed: str, field: str) -> str:
    """Without the space around it. `field` is what people read above it. Raises Refused when there is nothing."""
    text = typed.strip()
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise Refused(_EMPTY, field=field)
    return text


def shown(typed: str) -> str:
    """As a sentence can say it again: a line that is no Markdown."""
    return escape(shorten(typed, _SHOWN))
