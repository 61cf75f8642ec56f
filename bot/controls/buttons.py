"""Buttons that outlive the process."""

from typing import Any, ClassVar, Self

import discord
from discord import ui

from bot.controls.forged import require_numbers, require_own
from bot.interacting.interactions import Interaction, apologise, settle_home
from bot.languages import Language


def button_to(label: str, custom_id: str) -> ui.Button[ui.View]:
    """A button of a kind whose module imports the caller's: the kind is found by the custom id when it is pressed."""
    return ui.Button(label=label, custom_id=custom_id)


class NumberedButton(ui.DynamicItem[ui.Button[ui.View]], template=r"(?!)"):
    """All that it knows is in its custom id: its kind, and numbers, each a group of the subclass's template."""

    kind: ClassVar[str]
    needs_home: ClassVar[bool] = True
    """Whether it must be known which guild answers in direct messages."""

    def __init__(
        self,
        label: str,
        *numbers: int,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
        row: int | None = None,
    ) -> None:
        custom_id = ":".join([self.kind, *map(str, numbers)])
        super().__init__(ui.Button(label=label, style=style, disabled=disabled, custom_id=custom_id), row=row)
        self.numbers = numbers

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: ui.Item[Any], match: Any, /) -> Self:
        return cls(getattr(item, "label", None) or "…", *map(int, match.groups()))

    async def callback(self, interaction: Interaction) -> None:
        """discord.py would only log what goes wrong here."""
        try:
            require_own(interaction)
            require_numbers(self.numbers)
            if self.needs_home:
                await settle_home(interaction)
            await self.press(interaction)
        except Exception as error:  # noqa: BLE001 whatever it is, the person who clicked gets a sentence
            await apologise(interaction, error)

    async def press(self, interaction: Interaction) -> None:
        """What a click does."""
        raise NotImplementedError


def with_turning(
    view: ui.View, kind: type[NumberedButton], *numbers: int, page: int, last: int, say: Language
) -> ui.View:
    """With Back and Next at its end; the last of their numbers is the page that they lead to, counted from 0.

    The one that leads nowhere is disabled. It bears this page's number, so that no two are alike.
    """
    view.add_item(kind(say("‹ Back"), *numbers, max(page - 1, 0), disabled=page == 0))
    return view.add_item(kind(say("Next ›"), *numbers, min(page + 1, last), disabled=page >= last))
