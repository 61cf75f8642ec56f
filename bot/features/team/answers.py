"""One answer by the team: shown whole, edited in a form, or retired."""

import discord
from discord import ui

from bot.features.team.topics import ANSWER_FIELDS, answer_fields, filled_document
from bot.languages import phrase
from bot.replies.embeds import reply_embed
from bot.replies.reply import team_reply
from bot.ui.feature import Feature
from bot.ui.forms import Answers, NumberedModal
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedButton, button_to
from bot.ui.rights import TEAM, team_name
from knowledge import Document, answer_start, team_id

_GONE = phrase("That answer has been retired already.")


class AnswerButton(NumberedButton, right=TEAM, template=r"answer:([0-9]{1,18})"):
    """Its number: that of the question which it was given to, as those of the others here."""

    kind = "answer"

    async def press(self, interaction: Interaction) -> None:
        document, say = await _document(interaction, self.numbers[0]), say_to(interaction)
        view = ui.View(timeout=None)
        view.add_item(EditButton(say("Edit"), *self.numbers))
        view.add_item(RetireButton(say("Retire"), *self.numbers, style=discord.ButtonStyle.danger))
        view.add_item(button_to(say("‹ Back"), "answers:0"))
        embed = reply_embed(team_reply(document, "", say))
        await interaction.response.edit_message(embed=embed, view=view)


class EditButton(NumberedButton, right=TEAM, template=r"edit:([0-9]{1,18})"):
    """Opens the form with what is there."""

    kind = "edit"

    async def press(self, interaction: Interaction) -> None:
        document, say = await _document(interaction, self.numbers[0]), say_to(interaction)
        fields = answer_fields(document.title, document.text[answer_start(document) :], say)
        await EditModal(*self.numbers).open(interaction, say("Answer by the team"), *fields)


class EditModal(NumberedModal, right=TEAM):
    """The answer as it is quoted from then on, by the role of whoever edited it last."""

    kind = "edit"
    counted = 1
    fields = ANSWER_FIELDS

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        role, say = await team_name(interaction), say_to(interaction)
        await _document(interaction, self.numbers[0])
        document = filled_document(self.numbers[0], answers, role, say)
        adding = library_of(interaction).add(guild_of(interaction), document)
        await in_time(interaction, adding, ephemeral=True)
        embed = reply_embed(team_reply(document, say("From now on I quote this:"), say))
        await respond(interaction, embed, ephemeral=True)


class RetireButton(NumberedButton, right=TEAM, template=r"retire:([0-9]{1,18})"):
    """It is quoted no longer; whoever pressed it sees the text once more, to put it back if that was a mistake."""

    kind = "retire"

    async def press(self, interaction: Interaction) -> None:
        document, say = await _document(interaction, self.numbers[0]), say_to(interaction)
        await library_of(interaction).remove(guild_of(interaction), document.id)
        embed = reply_embed(team_reply(document, say("Retired. I do not quote this any more:"), say))
        view = ui.View(timeout=None).add_item(button_to(say("‹ Back"), "answers:0"))
        await interaction.response.edit_message(embed=embed, view=view)


async def _document(interaction: Interaction, number: int) -> Document:
    """Raises Refused if it has been retired."""
    document = (await library_of(interaction).own_documents(guild_of(interaction))).get(team_id(number))
    if document is None:
        raise Refused(_GONE)
    return document


FEATURE = Feature(buttons=(AnswerButton, EditButton, RetireButton), forms=(EditModal,))
