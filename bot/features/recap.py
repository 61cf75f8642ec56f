"""What was said lately in a thread or channel, quoted; nothing of it is kept, and nobody is named."""

import asyncio
import re
from typing import NamedTuple

import discord
from discord.utils import format_dt

from bot.features.knowledge.threads import NO_PRIVILEGE, UNREADABLE
from bot.languages import Language, phrase
from bot.replies.embeds import DESCRIPTION, notice_embed, title_of
from bot.replies.excerpts import cut
from bot.replies.markdown import block_quote, escape
from bot.replies.names import closing
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, library_of
from knowledge import Length, summarize_messages

MOST_MESSAGES = 200
"""Messages: two requests to Discord."""
USUAL = 50
_TALK = {discord.MessageType.default, discord.MessageType.reply}
_TOKEN = re.compile(r"(<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::[a-zA-Z])?)>)")
"""What Discord shows as a name, an emoji or a time."""
_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)
_LONGEST, _CHARACTERS = 800, 2000
"""Of one quote, and of all."""
_FEWEST_WORDS, _FEWEST_BYTES = 3, 24
"""Of a message that may be quoted, either of them: eight Chinese characters, which have no spaces between words, tell
as much."""
_NOT_YOURS = phrase("You may not read earlier messages here, so I do not quote them to you.")
_SILENCE = phrase(
    "There is nothing to quote: nobody has written a sentence here lately, or only people who have opted out. What "
    "bots wrote does not count."
)


class Said(NamedTuple):
    """Words of a message, from `start` to `end` of its content."""

    message: discord.Message
    start: int
    end: int


class Recap(NamedTuple):
    """What was quoted, and of how many messages it was chosen."""

    said: tuple[Said, ...]
    messages: int


async def recap(interaction: Interaction, count: int | None, sentences: int) -> Recap:
    """Of the last `count` messages here; None = what is usual. Raises Refused."""
    _refuse(interaction)
    usual = MOST_MESSAGES if isinstance(interaction.channel, discord.Thread) else USUAL
    messages = await _spoken(interaction, count or usual)
    texts = [_words_of(message.content) for message in messages]
    chosen = await asyncio.to_thread(summarize_messages, texts, Length(sentences, _CHARACTERS))
    return Recap(tuple(Said(messages[number], start, end) for number, (start, end) in chosen), len(messages))


def _words_of(content: str) -> str:
    """As long as the message, for places in it are quoted; empty for a greeting or a laugh, which tell nothing."""
    words = _TOKEN.sub(lambda token: " " * len(token[0]), content)
    return words if len(words.split()) >= _FEWEST_WORDS or len(words.strip().encode()) >= _FEWEST_BYTES else ""


def recap_embed(found: Recap, title: str, say: Language) -> discord.Embed:
    """Each quote with a link to its message; never more than Discord takes."""
    if not found.said:
        return notice_embed(say(_SILENCE))
    blocks = [_block(number, said, say) for number, said in enumerate(found.said, start=1)]
    while len(description := "\n\n".join(blocks)) > DESCRIPTION:
        blocks.pop()
    embed = notice_embed(description)
    embed.title = title_of(title)
    embed.set_footer(
        text=say(
            "Quoted word for word from {count} message; I keep nothing of it",
            "Quoted word for word from {count} messages; I keep nothing of them",
            count=found.messages,
        )
    )
    return embed


def _refuse(interaction: Interaction) -> None:
    """Raises Refused: nobody is shown what they may not read. In direct messages everything is read by both."""
    if interaction.guild_id is None:
        return
    if not interaction.client.intents.message_content:
        raise Refused(NO_PRIVILEGE)
    if not interaction.permissions.read_message_history:
        raise Refused(_NOT_YOURS)
    own = interaction.app_permissions
    if not (own.view_channel and own.read_message_history):
        raise Refused(UNREADABLE)


async def _spoken(interaction: Interaction, count: int) -> list[discord.Message]:
    """What people said in the last `count` messages, oldest first. Raises Refused."""
    place = interaction.client.get_partial_messageable(interaction.channel_id or 0, guild_id=interaction.guild_id)
    try:
        found = [message async for message in place.history(limit=count)]
    except (discord.Forbidden, discord.NotFound) as error:
        raise Refused(UNREADABLE) from error
    spoken = (_opening(message) or message for message in reversed(found))
    return await _without_people(interaction, [message for message in spoken if _is_talk(message)])


async def _without_people(interaction: Interaction, messages: list[discord.Message]) -> list[discord.Message]:
    """Nobody who opted out is quoted."""
    library = library_of(interaction)
    people = {message.author.id: library.pseudonym(message.author.id) for message in messages}
    out = await library.privacy.out_of(people.values())
    return [message for message in messages if people[message.author.id] not in out]


def _opening(message: discord.Message) -> discord.Message | None:
    """The message of the channel that a thread was made of: the thread itself begins with a reference to it."""
    if message.type is not discord.MessageType.thread_starter_message or message.reference is None:
        return None
    resolved = message.reference.resolved
    return resolved if isinstance(resolved, discord.Message) else None


def _is_talk(message: discord.Message) -> bool:
    return message.type in _TALK and not message.author.bot and message.webhook_id is None and bool(message.content)


def _block(number: int, said: Said, say: Language) -> str:
    content = said.message.content
    text = content[said.start : said.end]
    kept = cut(text, _LONGEST)
    shown = f"{_shown(kept)}{closing(kept)}"
    if any(spoiler.start() < said.end and said.start < spoiler.end() for spoiler in _SPOILER.finditer(content)):
        shown = f"||{shown}||"
    link = f"[{say('to the message')}]({said.message.jump_url})"
    return f"{block_quote(shown)}\n-# {number} · {link} · {format_dt(said.message.created_at, 'R')}"


def _shown(text: str) -> str:
    """As it is written, but names, emoji and times as Discord shows them; in an embed they ping nobody."""
    pieces = enumerate(_TOKEN.split(text))
    return "".join(piece if place % 2 else escape(piece) for place, piece in pieces)
