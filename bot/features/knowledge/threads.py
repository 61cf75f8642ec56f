"""Forums and channels of Discord as sources: who may add which, and their threads as knowledge knows them."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Callable

import discord

from bot.connecting.patience import UNSENT, told
from bot.languages import phrase
from bot.ui.host import Interaction
from bot.ui.interactions import Refused
from knowledge.errors import SourceFailed
from knowledge.sources import Message, Thread

Pseudonym = Callable[[int], str]
"""What is kept in place of a user's id (see Library.pseudonym)."""
Channel = discord.ForumChannel | discord.TextChannel
NO_PRIVILEGE = phrase(
    "I may not read messages yet, so I cannot read channels. Whoever runs me has to switch on “Message Content Intent” "
    "at https://discord.com/developers/applications under Bot, then set MESSAGE_CONTENT=true in my settings and start "
    "me again."
)
HIDDEN = phrase("You may not see that channel, so you cannot add it.")
UNREADABLE = phrase("I may not read that channel. I need “View Channel” and “Read Message History” there.")
PRIVATE = phrase(
    "Not everyone may see that channel, but I quote it to everyone who asks me. If you want that, use the command "
    "again with `private: True`."
)
_ACCEPTED = {"✅", "☑️", "✔️"}
_THANKS = {"👍", "❤️", "🙏", "💯", "⭐", "🌟", "🎉", "🙌", "💖", "➕", "🔥"}
_THANKING = re.compile(
    r"\b(?:thanks|thank you|thx|ty|that worked|works now|solved|danke|merci|gracias|obrigad[oa]|спасибо"
    r"|дякую|teşekkür\w*|sağ ?ol)\b|شكر|धन्यवाद|शुक्रिया|شکریہ|ありがとう|감사|고마|谢谢|謝謝",
    re.IGNORECASE,
)
_TALK = {discord.MessageType.default, discord.MessageType.reply}


def refuse_channel(interaction: Interaction, channel: Channel, *, private: bool) -> None:
    """Raises Refused: nobody makes public what only others may read, or what they did not mean to."""
    if not interaction.client.intents.message_content:
        raise Refused(NO_PRIVILEGE)
    guild = channel.guild
    if not isinstance(interaction.user, discord.Member) or not _reads(channel.permissions_for(interaction.user)):
        raise Refused(HIDDEN)
    if not _reads(channel.permissions_for(guild.me)):
        raise Refused(UNREADABLE)
    if not private and not _reads(channel.permissions_for(guild.default_role)):
        raise Refused(PRIVATE)


def _reads(permissions: discord.Permissions) -> bool:
    return permissions.view_channel and permissions.read_message_history


class Threads:
    """Reads through a client that is connected."""

    def __init__(self, client: discord.Client, pseudonym: Pseudonym) -> None:
        self._client = client
        self._pseudonym = pseudonym

    async def of(self, guild_id: int, address: str) -> AsyncIterator[Thread]:
        """All public threads of a channel, by its id; none if it was deleted. Raises SourceFailed."""
        channel = await self._channel(guild_id, address)
        if channel is None:
            return
        try:
            for thread in await channel.guild.active_threads():
                if thread.parent_id == channel.id and not thread.is_private():
                    yield await read_thread(thread, self._pseudonym)
            async for thread in channel.archived_threads(limit=None):
                yield await read_thread(thread, self._pseudonym)
        except (discord.HTTPException, *UNSENT) as error:
            raise SourceFailed(f"#{channel.name}", _reason(error)) from error

    async def _channel(self, guild_id: int, address: str) -> Channel | None:
        if not self._client.intents.message_content:
            raise SourceFailed(address, "the setting MESSAGE_CONTENT is off, so messages cannot be read")
        guild = self._client.get_guild(guild_id)
        if guild is None or guild.unavailable:
            raise SourceFailed(address, "its server cannot be reached")
        channel = guild.get_channel(int(address)) or await _fetched(guild, int(address))
        if not isinstance(channel, discord.ForumChannel | discord.TextChannel):
            return None
        if not _reads(channel.permissions_for(channel.guild.me)):
            raise SourceFailed(f"#{channel.name}", "I may not read it (“View Channel”, “Read Message History”)")
        return channel


async def _fetched(guild: discord.Guild, channel_id: int) -> object:
    """None only if Discord says that it is gone. Raises SourceFailed."""
    try:
        return await guild.fetch_channel(channel_id)
    except discord.NotFound:
        return None
    except (discord.HTTPException, *UNSENT) as error:
        raise SourceFailed(str(channel_id), _reason(error)) from error


def _reason(error: BaseException) -> str:
    said = (error.text or error.status) if isinstance(error, discord.HTTPException) else ""
    return f"Discord says “{said}”" if said else f"Discord cannot be reached: {told(error)}"


async def read_thread(thread: discord.Thread, pseudonym: Pseudonym) -> Thread:
    """With all that people wrote in it; what bots wrote is left out. Raises discord.HTTPException."""
    written = [message async for message in thread.history(limit=None, oldest_first=True)]
    starter = await _starter(thread, written)
    said = ([] if starter is None or starter in written else [starter]) + written
    people = [message for message in said if message.type in _TALK and not message.author.bot]
    thanked = Counter(message.reference.message_id for message in people if message.reference and _thanks(message))
    return Thread(
        id=str(thread.id),
        title=thread.name,
        author=pseudonym(thread.owner_id),
        url=thread.jump_url,
        messages=tuple(
            _message(message, thread.id, pseudonym(message.author.id), thanked[message.id]) for message in people
        ),
    )


async def _starter(thread: discord.Thread, written: list[discord.Message]) -> discord.Message | None:
    """Of a post it stands in it; of another thread, in the channel, if it was made of a message that is there still."""
    if any(message.id == thread.id for message in written) or not isinstance(thread.parent, discord.TextChannel):
        return None
    try:
        return await thread.parent.fetch_message(thread.id)
    except discord.NotFound:
        return None


def _message(message: discord.Message, thread_id: int, author: str, thanks: int) -> Message:
    counts = {str(reaction.emoji): reaction.count for reaction in message.reactions}
    return Message(
        id=str(message.id),
        text=message.content,
        author=author,
        url=message.jump_url,
        is_starter=message.id == thread_id,
        is_accepted=message.id != thread_id and (message.pinned or any(emoji in counts for emoji in _ACCEPTED)),
        thanks=thanks + sum(count for emoji, count in counts.items() if emoji in _THANKS),
    )


def _thanks(message: discord.Message) -> bool:
    return bool(_THANKING.search(message.content))
