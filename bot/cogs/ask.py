"""/ask: a question, an answer."""

from discord import app_commands
from discord.ext import commands

from bot.answering import show
from bot.choices import chosen_document, complete_document
from bot.interactions import Interaction, guild_of, in_time, respond, say_to
from knowledge.library import Library

QUESTION = app_commands.Range[str, 1, 1000]


class Ask(commands.Cog):
    """Answers for everyone to see, or for the asker alone."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @app_commands.command(description="Ask a question; the answer is quoted from the documents, word for word.")
    @app_commands.describe(
        question="What do you want to know?",
        document="Look in this document only",
        private="Only you see the answer",
    )
    @app_commands.autocomplete(document=complete_document)
    async def ask(
        self, interaction: Interaction, question: QUESTION, document: str | None = None, private: bool = False
    ) -> None:
        guild_id = guild_of(interaction)
        document_id = chosen_document(self._library.base(guild_id), document).id if document else None
        asking = self._library.ask(guild_id, question, asker=interaction.user.id, document_id=document_id)
        asked = await in_time(interaction, asking, ephemeral=private)
        say = say_to(interaction, ephemeral=private)
        await respond(interaction, *show(asked, self._library, say, titled=True), ephemeral=private)
