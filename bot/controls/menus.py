"""Menus to pick from that outlive the process."""

from typing import Any, ClassVar, Self

import discord
from discord import ui

from bot.controls.forged import require_numbers, require_offered, require_own
from bot.interacting.interactions import Interaction, apologise, settle_home


class NumberedMenu(ui.DynamicItem[ui.Item[ui.View]], template=r"(?!)"):
    """All that it knows is in its custom id: its kind, and numbers, each a group of the subclass's template."""

    kind: ClassVar[str]
    needs_home: ClassVar[bool] = True
    """Whether it must be known which guild answers in direct messages."""

    def __init__(self, menu: ui.Item[Any], *numbers: int) -> None:
        """`menu` is one of discord.ui's; its custom id is given here."""
        menu.custom_id = self.custom_id_of(*numbers)  # type: ignore[attr-defined]  # every menu has one
        super().__init__(menu)
        self.numbers = numbers

    @classmethod
    def custom_id_of(cls, *numbers: int) -> str:
        """The same for the same numbers, whenever."""
        return ":".join([cls.kind, *map(str, numbers)])

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: ui.Item[Any], match: Any, /) -> Self:
        return cls(item, *map(int, match.groups()))

    async def callback(self, interaction: Interaction) -> None:
        """discord.py would only log what goes wrong here."""
        try:
            picked: Any = interaction.data or {}
            values = list(map(str, picked.get("values", ())))
            require_own(interaction)
            require_numbers(self.numbers)
            require_offered(self.item, values)
            if self.needs_home:
                await settle_home(interaction)
            await self.pick(interaction, values)
        except Exception as error:  # noqa: BLE001 whatever it is, the person who picked gets a sentence
            await apologise(interaction, error)

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        """What a choice does. The values are the menu's; roles and channels may be of another server."""
        raise NotImplementedError
