"""A small bot whose commands and buttons answer in every way that there is."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from tests.sandbox.tiny_bot import TinyBot

Used = discord.Interaction[Any]


class Question(discord.ui.Modal, title="Wrong answer"):
    why: discord.ui.TextInput[Question] = discord.ui.TextInput(label="Why", min_length=3, max_length=20)
    more: discord.ui.TextInput[Question] = discord.ui.TextInput(label="More", required=False, default="nothing")

    async def on_submit(self, interaction: Used, /) -> None:
        await interaction.response.send_message(f"{self.why.value}, {self.more.value}", ephemeral=True)


class Panel(discord.ui.View):
    @discord.ui.button(label="Change")
    async def change(self, interaction: Used, _: Any) -> None:
        await interaction.response.edit_message(content="changed")

    @discord.ui.button(label="Later")
    async def later(self, interaction: Used, _: Any) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="changed later", view=None)

    @discord.ui.button(label="Quiet")
    async def quiet(self, interaction: Used, _: Any) -> None:
        await interaction.response.send_message("psst", ephemeral=True)
        await interaction.followup.send("and more", ephemeral=True)

    @discord.ui.button(label="Form")
    async def form(self, interaction: Used, _: Any) -> None:
        await interaction.response.send_modal(Question())

    @discord.ui.button(label="Dead", disabled=True)
    async def dead(self, interaction: Used, _: Any) -> None:
        """Nobody gets here."""

    @discord.ui.select(
        options=[discord.SelectOption(label="Long", value="l"), discord.SelectOption(label="Short")], row=1
    )
    async def pick(self, interaction: Used, select: discord.ui.Select[Any]) -> None:
        await interaction.response.send_message(f"picked {select.values[0]}")

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="Who", max_values=2, row=2)
    async def who(self, interaction: Used, select: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(" and ".join(user.display_name for user in select.values))


class CommandBot(TinyBot):
    """Commands that answer in every way that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.last: Used | None = None
        everything: list[Any] = [plain, deferred, panel, silent, about, person]
        for command in everything:
            self.tree.add_command(command)


@app_commands.command()
async def plain(interaction: Used, text: str, count: int = 1, loud: bool = False) -> None:
    """Answer at once"""
    keep(interaction)
    await interaction.response.send_message((text.upper() if loud else text) * count)


@plain.autocomplete("text")
async def suggest(_: Used, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current} {index}", value=f"{index}") for index in range(3)]


@app_commands.command()
async def deferred(interaction: Used, private: bool = False) -> None:
    """Answer later"""
    keep(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    await interaction.edit_original_response(content="here it is")
    await interaction.followup.send("and more")


@app_commands.command()
async def panel(interaction: Used) -> None:
    """Things to press"""
    await interaction.response.send_message("press", view=Panel())


@app_commands.command()
async def silent(interaction: Used) -> None:
    """Say nothing"""
    keep(interaction)


@app_commands.context_menu(name="About this")
async def about(interaction: Used, message: discord.Message) -> None:
    await interaction.response.send_message(f"{message.author.display_name}: {message.content}", ephemeral=True)


@app_commands.context_menu(name="Who is this")
async def person(interaction: Used, member: discord.Member) -> None:
    await interaction.response.send_message(member.display_name)


def keep(interaction: Used) -> None:
    interaction.client.last = interaction
