"""A question where it is asked: with those before it, and remembered for those after it."""

import logging
from typing import NamedTuple

import discord

from bot.ui.host import Interaction
from bot.ui.interactions import guild_of
from knowledge import Asked, sense
from knowledge.library import Library
from knowledge.store.records import Turn

_log = logging.getLogger(__name__)


class Asking(NamedTuple):
    """Who asks what, and where. `guild_id` answers; `direct`: between the two of us. `talks`: the place is a
    conversation, in which questions carry on by themselves.
    """

    guild_id: int
    channel_id: int
    user_id: int
    question: str
    message_id: int | None = None
    replies_to: int | None = None
    talks: bool = False
    unasked: bool = False
    direct: bool = False


class Answered(NamedTuple):
    """`follows` is the question that it may carry on; `earlier` the message that answered the same one here."""

    asked: Asked
    asking: Asking
    follows: int | None
    sense: str
    earlier: int | None

    @property
    def earlier_link(self) -> str | None:
        """Where the same question has been answered before."""
        if self.earlier is None:
            return None
        guild_id = 0 if self.asking.direct else self.asking.guild_id
        return message_link(guild_id, self.asking.channel_id, self.earlier)


def asking_in(message: discord.Message, question: str, guild_id: int, *, unasked: bool = False) -> Asking:
    """A question in a message, for this guild. In direct messages and threads one question carries on the other."""
    reference = message.reference
    return Asking(
        guild_id=guild_id,
        channel_id=message.channel.id,
        user_id=message.author.id,
        question=question,
        message_id=message.id,
        replies_to=reference.message_id if reference else None,
        talks=message.guild is None or isinstance(message.channel, discord.Thread),
        unasked=unasked,
        direct=message.guild is None,
    )


def asking_by(interaction: Interaction, question: str) -> Asking:
    """A question in a command."""
    return Asking(
        guild_id=guild_of(interaction),
        channel_id=interaction.channel_id or 0,
        user_id=interaction.user.id,
        question=question,
        direct=interaction.guild_id is None,
    )


async def answer_question(library: Library, asking: Asking, document_id: str | None = None) -> Answered:
    """Answered and kept. Raises DocumentNotFound."""
    return await keep_answer(library, await find_answer(library, asking, document_id))


async def find_answer(library: Library, asking: Asking, document_id: str | None = None) -> Answered:
    """Answered, and not kept yet. Raises DocumentNotFound."""
    follows = await _before(library, asking)
    history = await library.turns.leading_to(asking.guild_id, follows)
    asked = await library.find(asking.guild_id, asking.question, document_id, history)
    return Answered(asked, asking, follows, " ".join(sorted(sense(asking.question, history))), None)


async def keep_answer(library: Library, found: Answered) -> Answered:
    """With its number, and with the earlier answer to the same question."""
    asking = found.asking
    asked = await library.keep(found.asked, asking.user_id, follows=found.follows)
    earlier = await library.turns.earlier(asking.guild_id, asking.channel_id, found.sense)
    return found._replace(asked=asked, earlier=earlier if asked.answer.quotes else None)


async def remember(library: Library, answered: Answered, answer_id: int) -> None:
    """Where the answer stands, for what is asked next. It has been given already: a failure is for the log alone."""
    asking = answered.asking
    turn = Turn(asking.channel_id, answer_id, answered.sense, asking.message_id, answered.follows, asking.unasked)
    number, person = answered.asked.number, library.pseudonym(asking.user_id)
    try:
        if number:
            await library.turns.add(asking.guild_id, number, turn)
        else:
            await library.turns.add_late(asking.guild_id, person, asking.question, turn)
    except Exception as error:  # noqa: BLE001 whatever it is, an apology after an answer would be wrong
        _log.warning("Where the answer %s stands could not be kept: %s", answer_id, error)


async def _before(library: Library, asking: Asking) -> int | None:
    """What somebody replies to, whoever asked that; else, in a conversation, what they asked last."""
    if asking.replies_to is not None:
        return await library.turns.replied_to(asking.guild_id, asking.replies_to)
    if not asking.talks:
        return None
    return await library.turns.last_of(asking.guild_id, asking.channel_id, library.pseudonym(asking.user_id))


def message_link(guild_id: int, channel_id: int, message_id: int) -> str:
    """The address of a message."""
    return f"https://discord.com/channels/{guild_id or '@me'}/{channel_id}/{message_id}"
