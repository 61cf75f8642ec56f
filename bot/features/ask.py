"""/ask: a question, an answer."""

from discord import app_commands
from discord.ext import commands

from bot.features.answers import show_answered
from bot.features.conversation import answer, asking_by, remember
from bot.guilds.cooldowns import Cooldowns
from bot.guilds.rules import Mode, rules_of
from bot.ui.choices import chosen_document, complete_document
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, in_time, respond, say_to
from bot.ui.rights import EVERYONE, usable_by
from knowledge.library import Library

QUESTION = app_commands.Range[str, 1, 1000]


class Ask(commands.Cog):
    """Answers for everyone to see, or for the asker alone."""

    def __init__(self, library: Library, cooldowns: Cooldowns) -> None:
        self._library = library
        self._cooldowns = cooldowns

    @usable_by(EVERYONE)
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
        self._cooldowns.take(interaction.user.id, guild_id)
        rule = (await rules_of(self._library, guild_id)).rule_for(interaction.channel)
        private = private or rule.mode is Mode.OFF
        document_id = None
        if document:
            base = await in_time(interaction, self._library.base(guild_id), ephemeral=private)
            document_id = chosen_document(base, document).id
        answering = answer(self._library, asking_by(interaction, question), document_id)
        answered = await in_time(interaction, answering, ephemeral=private)
        say = say_to(interaction, ephemeral=private)
        shown = await show_answered(answered, self._library, interaction.guild, say)
        answer_id = await respond(interaction, *shown, ephemeral=private)
        if answer_id and not private:
            await remember(self._library, answered, answer_id)


FEATURE = Feature(cogs=lambda host: [Ask(host.library, host.cooldowns)])
