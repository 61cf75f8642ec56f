from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import Sandbox
from bot.sandbox.play.lines import GoesTo, Presses, Says, Uses, read_line, split_command
from bot.sandbox.play.stage import Stage
from tests.sandbox.tiny_bot import TinyBot, running


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("@mia hello there", Says("mia", "hello there")),
        ("@Mia /ask question: who?", Uses("mia", "ask question: who?")),
        ("@mia 12", Presses("mia", 12)),
        ("#help", GoesTo("help")),
        ("hello", None),
        ("@mia", None),
    ],
)
def test_line_is_understood(line: str, meant: object) -> None:
    assert read_line(line) == meant


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("help", ("help", {})),
        ("ask question: who: me? document: The book", ("ask", {"question": "who: me?", "document": "The book"})),
        ("knowledge reload", ("knowledge reload", {})),
    ],
)
def test_command_is_split_at_its_options(typed: str, parts: object) -> None:
    assert split_command(typed, ["question", "document"]) == parts


class Form(discord.ui.Modal, title="Tell us"):
    why: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Why")

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await interaction.response.send_message(f"Noted: {self.why.value}", ephemeral=True)


class Tell(discord.ui.View):
    @discord.ui.button(label="Tell")
    async def tell(self, interaction: discord.Interaction[Any], _: Any) -> None:
        await interaction.response.send_modal(Form())


@app_commands.command()
async def echo(interaction: discord.Interaction[Any], text: str, times: int = 1) -> None:
    """Say it again"""
    await interaction.response.send_message(text * times, view=Tell())


async def test_stage_plays_what_is_typed(sandbox: Sandbox) -> None:
    said: list[str] = []
    stage = Stage(sandbox, said.append)
    bot = TinyBot()
    bot.tree.add_command(echo)

    async with running(sandbox, bot):
        for line in (
            "@mia hi @Quoth",
            "@mia /echo text: ha times: 2",
            "@mia 1",
            "@mia because",
            "@mia 9",
            "@mia /nope",
        ):
            await stage.play(line)

    assert said == [
        "Mia:\n    hi @Quoth",
        "Quoth:\n    haha\n    [1] Tell",
        "Mia is shown a form, “Tell us”; fill it in with @mia Why: …",
        "Quoth (only Mia sees this):\n    Noted: because",
        "! nothing has the number 9",
        "! the bot has registered no nope; registered: echo",
    ]


async def test_stage_goes_to_another_channel_and_explains_itself(sandbox: Sandbox) -> None:
    said: list[str] = []
    stage = Stage(sandbox, said.append)

    for line in ("#help", "#nowhere", "what now?"):
        await stage.play(line)

    assert said == ["# help", "! there is no #nowhere", stage.help]


async def test_stage_shows_what_happened_while_it_looked_elsewhere(sandbox: Sandbox) -> None:
    said: list[str] = []
    stage = Stage(sandbox, said.append)

    await stage.people["mia"].write(stage.channels["help"], "is somebody here?")
    await stage.play("#help")
    await stage.play("#help")

    assert said == ["# help", "Mia:\n    is somebody here?", "# help"]
