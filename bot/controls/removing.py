"""Removing a source: asked once more, for what was read from it goes with it."""

import discord
from discord import ui

from bot.controls.buttons import NumberedButton
from bot.interacting.answering import Shown
from bot.interacting.interactions import Interaction, guild_of, library_of, require_manager, say_to
from bot.languages import Language
from bot.sources.source_names import source_name
from bot.texts.embeds import notice_embed
from bot.texts.markdown import escape
from knowledge.keeping.records import StoredSource


def confirmation(source: StoredSource, documents: int, guild: discord.Guild | None, say: Language) -> Shown:
    """The question, and a button for each answer."""
    name = escape(source_name(source.kind, source.address, guild))
    counted = say("{count} document", "{count} documents", count=documents)
    view = ui.View(timeout=None)
    view.add_item(RemoveButton(say("Remove"), source.number, style=discord.ButtonStyle.danger))
    view.add_item(KeepButton(say("Keep"), source.number))
    return Shown(
        notice_embed(say("Remove {name} and what was read from it ({documents})?", name=name, documents=counted)), view
    )


class RemoveButton(NumberedButton, template=r"remove:([0-9]{1,18})"):
    """Removes. Its number: the source's."""

    kind = "remove"

    async def press(self, interaction: Interaction) -> None:
        require_manager(interaction)
        library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
        source = library.sources.register.source(guild_id, self.numbers[0])
        await interaction.response.defer()
        await library.sources.remove(guild_id, source.number)
        name = escape(source_name(source.kind, source.address, interaction.guild))
        gone = notice_embed(say("{name} and all that was read from it are gone.", name=name))
        await interaction.edit_original_response(embed=gone, view=None)


class KeepButton(NumberedButton, template=r"keep:([0-9]{1,18})"):
    """Changes nothing. Its number: the source's, so that it has one."""

    kind = "keep"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        kept = notice_embed(say("Nothing was changed."))
        await interaction.response.edit_message(embed=kept, view=None)
