"""One open question: shown with all that is known of it, answered in a form, or dismissed."""

import asyncio

import discord
from discord import ui

from bot.features.conversation import message_link
from bot.features.team.telling import Outcome, tell_each
from bot.features.votes import REASONS
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed, reply_embed
from bot.replies.markdown import block_quote, escape
from bot.replies.names import closing
from bot.replies.reply import team_reply
from bot.ui.feature import Feature
from bot.ui.forms import Answers, NumberedModal, text_field, text_of
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedButton, button_to
from bot.ui.rights import TEAM, team_name
from knowledge import Document, Topic, team_document
from knowledge.store.records import ToTell

QUESTION, ANSWER = 300, 2000  # characters: a heading, and what a reader takes in
_ASKED, _ANSWERED = phrase("The question, as people ask it"), phrase("The answer, quoted word for word")
_DONE = phrase("That question is not open any more.")
_LISTED = 5
ANSWER_FIELDS = frozenset({"question", "answer"})
_SOON = 10.0
"""Seconds that whoever answers waits to see how many were told; chosen by hand."""


class TopicButton(NumberedButton, right=TEAM, template=r"topic:([0-9]{1,18})"):
    """Its number: the question's, as those of the others here."""

    kind = "topic"

    async def press(self, interaction: Interaction) -> None:
        topic, say = await _open_topic(interaction, self.numbers[0]), say_to(interaction)
        view = ui.View(timeout=None)
        view.add_item(GiveButton(say("Answer"), topic.number, style=discord.ButtonStyle.primary))
        view.add_item(DismissButton(say("Dismiss"), topic.number))
        view.add_item(button_to(say("‹ Back"), "waiting:0"))
        await interaction.response.edit_message(embed=await _topic_embed(interaction, topic, say), view=view)


class DismissButton(NumberedButton, right=TEAM, template=r"dismiss:([0-9]{1,18})"):
    """Not every question needs an answer."""

    kind = "dismiss"

    async def press(self, interaction: Interaction) -> None:
        topic, say = await _topic(interaction, self.numbers[0]), say_to(interaction)
        if topic is not None:
            await library_of(interaction).curation.settle(guild_of(interaction), topic)
        view = ui.View(timeout=None).add_item(button_to(say("‹ Back"), "waiting:0"))
        await interaction.response.edit_message(embed=notice_embed(say("Dismissed.")), view=view)


class GiveButton(NumberedButton, right=TEAM, template=r"give:([0-9]{1,18})"):
    """Opens the form."""

    kind = "give"

    async def press(self, interaction: Interaction) -> None:
        topic, say = await _open_topic(interaction, self.numbers[0]), say_to(interaction)
        await GiveModal(topic.number).open(interaction, say("Answer by the team"), *answer_fields(topic.text, "", say))


class GiveModal(NumberedModal, right=TEAM):
    """From then on the answer is quoted, and whoever waited for it is told."""

    kind = "give"
    counted = 1
    fields = ANSWER_FIELDS

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        role, say = await team_name(interaction), say_to(interaction)
        topic = await _open_topic(interaction, self.numbers[0])
        document = filled_document(topic.number, answers, role, say)
        outcomes = await in_time(interaction, _give(interaction, topic, document), ephemeral=True)
        embed = reply_embed(team_reply(document, say("From now on I quote this:"), say))
        embed.set_footer(text=_how_many(outcomes, say))
        await respond(interaction, embed, ephemeral=True)


def answer_fields(question: str, answer: str, say: Language) -> list[ui.Label[ui.View]]:
    """The two parts of an answer by the team."""
    return [
        text_field("question", say(_ASKED), longest=QUESTION, filled=question),
        text_field("answer", say(_ANSWERED), longest=ANSWER, filled=answer),
    ]


def filled_document(number: int, answers: Answers, role: str, say: Language) -> Document:
    """What was filled in. Raises Refused if a part is empty."""
    question = text_of("".join(answers.get("question", []))[:QUESTION], say(_ASKED))
    answer = text_of("".join(answers.get("answer", []))[:ANSWER], say(_ANSWERED))
    return team_document(number, question, answer, role)


async def _give(interaction: Interaction, topic: Topic, document: Document) -> list[Outcome]:
    """From now on it is quoted, and those who wait are told."""
    library, guild_id = library_of(interaction), guild_of(interaction)
    await library.add(guild_id, document)
    waiting = await library.curation.tellings.answered(guild_id, topic)
    await library.curation.settle(guild_id, topic)
    return await _tell_soon(interaction, waiting)


async def _tell_soon(interaction: Interaction, waiting: list[ToTell]) -> list[Outcome]:
    """What has become of them after `_SOON`; it goes on after that."""
    outcomes: list[Outcome] = []

    async def tell() -> None:
        async for outcome in tell_each(interaction.client, library_of(interaction), waiting):
            outcomes.append(outcome)  # noqa: PERF401 each as it comes, since nobody may wait for the last

    _, task = interaction.client.runs.start(guild_of(interaction), tell())
    await asyncio.wait({task}, timeout=_SOON)
    return outcomes + [Outcome.LATER] * (len(waiting) - len(outcomes))


def _how_many(outcomes: list[Outcome], say: Language) -> str:
    told, later = outcomes.count(Outcome.TOLD), outcomes.count(Outcome.LATER)
    lines = [say("People told: {number}", number=told)]
    return "\n".join(lines + [say("People I could not reach yet and try again: {number}", number=later)] * bool(later))


async def _topic(interaction: Interaction, number: int) -> Topic | None:
    return await library_of(interaction).curation.topic(guild_of(interaction), number)


async def _open_topic(interaction: Interaction, number: int) -> Topic:
    """Raises Refused if it has been answered or dismissed."""
    topic = await _topic(interaction, number)
    if topic is None:
        raise Refused(_DONE)
    return topic


async def _topic_embed(interaction: Interaction, topic: Topic, say: Language) -> discord.Embed:
    """Its words, when and where they were asked, and what people said of the answers."""
    lines = [block_quote(f"{escape(topic.text)}{closing(topic.text)}")]
    for question in topic.questions[:_LISTED]:
        place = await library_of(interaction).turns.place(guild_of(interaction), question.number)
        when = f"<t:{question.asked_at}:R>"
        link = place and message_link(guild_of(interaction), place.channel_id, place.message_id or place.answer_id)
        lines.append(f"-# {when} · {link}" if link else f"-# {when}")
        lines += await _criticism(interaction, question.number, say)
    embed = notice_embed("\n".join(lines))
    embed.title = say("asked once", "asked {count} times", count=len(topic.questions))
    return embed


async def _criticism(interaction: Interaction, number: int, say: Language) -> list[str]:
    votes = await library_of(interaction).votes.of(guild_of(interaction), number)
    against = [vote for vote in votes if not vote.helpful][:_LISTED]
    reasons = [say(REASONS.get(vote.reason or "other", REASONS["other"])) for vote in against]
    comments = [f": {escape(' '.join(vote.comment.split()))[:300]}" if vote.comment else "" for vote in against]
    return [f"👎 {reason}{comment}" for reason, comment in zip(reasons, comments, strict=True)]


FEATURE = Feature(buttons=(DismissButton, GiveButton, TopicButton), forms=(GiveModal,))
