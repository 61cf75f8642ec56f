"""/ask, and "Find an answer" in the menu of a message: for oneself first, and for everyone at a press of a button."""

from functools import partial

import discord
from discord import app_commands, ui
from discord.ext import commands
from discord.utils import MISSING

from bot.features.answers import show, show_answered
from bot.features.conversation import answer_question, asking_by, message_link, remember
from bot.features.help import talk_embed
from bot.features.mention import words_of
from bot.guilds.cooldowns import Cooldowns
from bot.guilds.settings import Mode, settings_of
from bot.languages import phrase
from bot.replies.embeds import notice_embed
from bot.replies.reply import shorten
from bot.ui.choices import chosen_document, complete_document
from bot.ui.feature import Feature
from bot.ui.host import Host, Interaction
from bot.ui.interactions import asked_of, guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import EVERYONE, usable_by
from bot.ui.sending import Parts, insist
from knowledge import Asked, small_talk
from knowledge.library import Library

QUESTION = app_commands.Range[str, 1, 1000]
_NO_WORDS = phrase("There are no words in that message that I could look for.")


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
        rule = settings_of(self._library, guild_id).rules.rule_for(interaction.channel)
        private = private or rule.mode is Mode.OFF
        if kind := small_talk(question):
            await respond(interaction, talk_embed(kind, say_to(interaction, ephemeral=private)), ephemeral=private)
            return
        document_id = None
        if document:
            base = await in_time(interaction, self._library.base(guild_id), ephemeral=private)
            document_id = chosen_document(base, document).id
        answering = answer_question(self._library, asking_by(interaction, question), document_id)
        answered = await in_time(interaction, answering, ephemeral=private)
        say = say_to(interaction, ephemeral=private)
        shown = await show_answered(answered, self._library, interaction.guild, say)
        answer_id = await respond(interaction, *shown, ephemeral=private)
        if answer_id and not private:
            await remember(self._library, answered, answer_id)


class Find(commands.Cog):
    """Helping someone who asked in the channel and not the bot."""

    def __init__(self, bot: Host, library: Library, cooldowns: Cooldowns) -> None:
        self._library = library
        self._cooldowns = cooldowns
        bot.tree.add_command(usable_by(EVERYONE)(app_commands.ContextMenu(name="Find an answer", callback=self.find)))

    async def find(self, interaction: Interaction, message: discord.Message) -> None:
        question, say = words_of(message.content), say_to(interaction)
        if small_talk(question):
            await respond(interaction, notice_embed(say(_NO_WORDS)), ephemeral=True)
            return
        self._cooldowns.take(interaction.user.id, guild_of(interaction))
        asking = self._ask(guild_of(interaction), question, interaction.user.id, message.author.id)
        asked = await in_time(interaction, asking, ephemeral=True)
        embed, view = await show(asked, self._library, say, titled=True)
        embed.url = message.jump_url
        if asked.answer.quotes and asked.number:
            post = PostButton(say("Post in the channel"), asked.number, message.id)
            view = (view or ui.View(timeout=None)).add_item(post)
        await respond(interaction, embed, view, ephemeral=True)

    async def _ask(self, guild_id: int, question: str, asker: int, author: int) -> Asked:
        """Kept as the words of whoever wrote them, too: they may want them erased, or never kept."""
        return await self._library.keep(await self._library.find(guild_id, question), asker, author)


class PostButton(NumberedButton, right=EVERYONE, template=r"post:([0-9]{1,18}):([0-9]{1,20})"):
    """Shows the answer to everyone, and then goes, so that it is posted once. Its numbers: question and message."""

    kind = "post"

    async def press(self, interaction: Interaction) -> None:
        number, message_id = self.numbers
        asked = await asked_of(interaction, number)
        await interaction.response.edit_message(view=None)
        say = say_to(interaction, ephemeral=False)
        embed, view = await show(asked, library_of(interaction), say, titled=True)
        embed.url = message_link(interaction.guild_id or 0, interaction.channel_id or 0, message_id)
        posted = say("posted by {name}", name=shorten(interaction.user.display_name, 80))
        embed.set_footer(text=f"{embed.footer.text} · {posted}")
        await insist(partial(_post, interaction), Parts(embed, view))


async def _post(interaction: Interaction, parts: Parts) -> None:
    embed, view = parts.embed or MISSING, parts.view or MISSING
    await interaction.followup.send(parts.content or MISSING, embed=embed, view=view)


def _cogs(host: Host) -> list[commands.Cog]:
    return [Ask(host.library, host.cooldowns), Find(host, host.library, host.cooldowns)]


FEATURE = Feature(cogs=_cogs, buttons=(PostButton,))
