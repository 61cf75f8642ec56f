"""Buttons and menus that outlive the process."""

import re
from typing import ClassVar, Self

import discord
from discord import ui

from bot.languages import Language
from bot.ui.forged import NotOffered, require_numbers, require_offered, require_own, sent_by
from bot.ui.host import Interaction, hosted
from bot.ui.interactions import apologise
from bot.ui.rights import Right


def button_to(label: str, custom_id: str) -> ui.Button[ui.View]:
    """A button of a kind whose module imports the caller's: the kind is found by the custom id when it is pressed."""
    return ui.Button(label=label, custom_id=custom_id)


class NumberedButton(ui.DynamicItem[ui.Button[ui.View]], template=r"(?!)"):
    """All that it knows is in its custom id: its kind, and numbers, each a group of the subclass's template."""

    kind: ClassVar[str]
    right: ClassVar[Right]
    """Who may use it."""
    needs_home: ClassVar[bool] = True
    """Whether it must be known which guild answers in direct messages."""

    def __init_subclass__(cls, *, right: Right, template: str) -> None:
        super().__init_subclass__(template=template)
        cls.right = right

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
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[ui.View], match: re.Match[str], /) -> Self:
        return cls(getattr(item, "label", None) or "…", *map(int, match.groups()))

    async def callback(self, interaction: discord.Interaction) -> None:
        """discord.py would only log what goes wrong here."""
        await self._use(hosted(interaction))

    async def _use(self, interaction: Interaction) -> None:
        try:
            require_own(interaction)
            require_numbers(self.numbers)
            await self.right.require(interaction, needs_home=self.needs_home)
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


class NumberedMenu(ui.DynamicItem[ui.Item[ui.View]], template=r"(?!)"):
    """All that it knows is in its custom id: its kind, and numbers, each a group of the subclass's template."""

    kind: ClassVar[str]
    right: ClassVar[Right]
    """Who may use it."""
    needs_home: ClassVar[bool] = True
    """Whether it must be known which guild answers in direct messages."""

    def __init_subclass__(cls, *, right: Right, template: str) -> None:
        super().__init_subclass__(template=template)
        cls.right = right

    def __init__(self, menu: ui.Item[ui.View], *numbers: int) -> None:
        """`menu` is one of discord.ui's; its custom id is given here."""
        menu.custom_id = self.custom_id_of(*numbers)  # type: ignore[attr-defined]  # every menu has one
        super().__init__(menu)
        self.numbers = numbers

    @classmethod
    def custom_id_of(cls, *numbers: int) -> str:
        """The same for the same numbers, whenever."""
        return ":".join([cls.kind, *map(str, numbers)])

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[ui.View], match: re.Match[str], /) -> Self:
        return cls(item, *map(int, match.groups()))

    async def callback(self, interaction: discord.Interaction) -> None:
        """discord.py would only log what goes wrong here."""
        await self._use(hosted(interaction))

    async def _use(self, interaction: Interaction) -> None:
        try:
            picked = sent_by(interaction).get("values")
            values = list(map(str, picked)) if isinstance(picked, list) else []
            require_own(interaction)
            require_numbers(self.numbers)
            require_offered(self.item, values)
            await self.right.require(interaction, needs_home=self.needs_home)
            await self.pick(interaction, values)
        except Exception as error:  # noqa: BLE001 whatever it is, the person who picked gets a sentence
            await apologise(interaction, error)

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        """What a choice does. The values are the menu's; roles and channels may be of another server."""
        raise NotImplementedError


async def turn_to(interaction: Interaction, page: int) -> None:
    """Show a page in place of the one that was used."""
    embed, view = await interaction.client.pages[page](interaction)
    await interaction.response.edit_message(embed=embed, view=view)


def require_page(interaction: Interaction, page: int, channel_id: int | None = None) -> None:
    """Raises NotOffered for a page that there is not, or a channel of another server."""
    guild = interaction.guild
    elsewhere = channel_id is not None and (guild is None or guild.get_channel(channel_id) is None)
    if elsewhere or page not in interaction.client.pages:
        raise NotOffered
