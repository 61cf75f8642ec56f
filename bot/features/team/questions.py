"""/questions: open questions and the team's answers, page by page, for those on the team alone."""

import io
import json
from collections.abc import Sequence

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.features.team.answers import AnswerButton
from bot.features.team.topics import TopicButton
from bot.languages import Language
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import guild_of, library_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import TEAM, usable_by
from knowledge import Document, Topic, answer_start, team_answers, team_number

_PAGE = 5
_QUESTION, _ANSWER = 200, 200  # characters of each in a list


async def open_page(interaction: Interaction, page: int) -> Shown:
    """The open questions; page 0 is the first."""
    say, topics = say_to(interaction), await library_of(interaction).curation.topics(guild_of(interaction))
    page = _within(page, topics)
    shown = topics[page * _PAGE : (page + 1) * _PAGE]
    lines = [_topic_line(number, topic, say) for number, topic in enumerate(shown, 1)]
    embed = notice_embed("\n".join(lines) or say("Nothing is open: every question has found its answer."))
    embed.title = say("{count} open question", "{count} open questions", count=len(topics))
    view = ui.View(timeout=None)
    for number, topic in enumerate(shown, 1):
        view.add_item(TopicButton(f"{number}", topic.number, row=0))
    _add_turns(view, OpenPageButton, page, topics, say)
    view.add_item(AnswersPageButton(say("Answers by the team"), 0, row=2))
    return Shown(embed, view)


async def answers_page(interaction: Interaction, page: int) -> Shown:
    """The team's answers, the newest first."""
    say, documents = say_to(interaction), await team_documents(interaction)
    page = _within(page, documents)
    shown = documents[page * _PAGE : (page + 1) * _PAGE]
    lines = [_answer_line(number, document) for number, document in enumerate(shown, 1)]
    embed = notice_embed("\n".join(lines) or say("The team has not answered anything yet."))
    embed.title = say("Answers by the team")
    view = ui.View(timeout=None)
    for number, document in enumerate(shown, 1):
        view.add_item(AnswerButton(f"{number}", team_number(document.id) or 0, row=0))
    _add_turns(view, AnswersPageButton, page, documents, say)
    view.add_item(OpenPageButton(say("Open questions"), 0, row=2))
    view.add_item(ExportButton(say("Export"), 0, row=2, disabled=not documents))
    return Shown(embed, view)


async def team_documents(interaction: Interaction) -> list[Document]:
    """This guild's own, the newest first."""
    documents = await library_of(interaction).own_documents(guild_of(interaction))
    ids = team_answers(documents)
    return [documents[each] for each in sorted(ids, key=lambda each: -(team_number(each) or 0))]


class OpenPageButton(NumberedButton, right=TEAM, template=r"waiting:([0-9]{1,6})"):
    """Its number: the page of the open questions."""

    kind = "waiting"

    async def press(self, interaction: Interaction) -> None:
        embed, view = await open_page(interaction, *self.numbers)
        await interaction.response.edit_message(embed=embed, view=view)


class AnswersPageButton(NumberedButton, right=TEAM, template=r"answers:([0-9]{1,6})"):
    """Its number: the page of the team's answers."""

    kind = "answers"

    async def press(self, interaction: Interaction) -> None:
        embed, view = await answers_page(interaction, *self.numbers)
        await interaction.response.edit_message(embed=embed, view=view)


class ExportButton(NumberedButton, right=TEAM, template=r"export:([0-9]{1,6})"):
    """All answers of the team as a file, one JSON object in each line."""

    kind = "export"

    async def press(self, interaction: Interaction) -> None:
        lines = [_exported(document) for document in await team_documents(interaction)]
        file = discord.File(io.BytesIO("\n".join(lines).encode()), "answers.jsonl")
        await interaction.response.send_message(file=file, ephemeral=True)


def _exported(document: Document) -> str:
    answer = document.text[answer_start(document) :]
    line = {"question": document.title, "answer": answer, "role": document.publisher, "date": document.date}
    return json.dumps(line, ensure_ascii=False)


def _topic_line(number: int, topic: Topic, say: Language) -> str:
    asked = say("asked once", "asked {count} times", count=len(topic.questions))
    when = f"<t:{topic.questions[0].asked_at}:R>"
    return f"**{number}.** {escape(shorten(topic.text, _QUESTION))}\n-# {asked} · {when}"


def _answer_line(number: int, document: Document) -> str:
    answer = escape(shorten(document.text[answer_start(document) :], _ANSWER))
    imprint = " · ".join(escape(shorten(each, 60)) for each in (document.publisher, document.date) if each)
    return f"**{number}. {escape(shorten(document.title, _QUESTION))}**\n{answer}\n-# {imprint}"


def _within(page: int, listed: Sequence[object]) -> int:
    """The last page, where the list has become shorter."""
    return min(page, max(0, (len(listed) - 1) // _PAGE))


def _add_turns(
    view: ui.View,
    button: type[OpenPageButton | AnswersPageButton],
    page: int,
    listed: Sequence[object],
    say: Language,
) -> None:
    """No two buttons of a message may lead to the same place, so the way to nowhere is left out."""
    last = _within(len(listed), listed)
    if page > 0:
        view.add_item(button(say("‹ Back"), page - 1, row=1))
    if page < last:
        view.add_item(button(say("Next ›"), page + 1, row=1))


class Questions(commands.Cog):
    """Discord shows it to everyone, since roles differ from server to server; the bot checks who uses it."""

    @usable_by(TEAM)
    @app_commands.command(description="For those who answer: what I could not, the most asked first.")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def questions(self, interaction: Interaction) -> None:
        await respond(interaction, *await open_page(interaction, 0), ephemeral=True)


FEATURE = Feature(cogs=lambda _: [Questions()], buttons=(AnswersPageButton, ExportButton, OpenPageButton))
