"""What people do for an answer by people: call the team, wait to be told, and tag a post that has been answered."""

import discord
from discord import app_commands

from bot.features.conversation import message_link
from bot.guilds.settings import team_role
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, asked_of, guild_of, library_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import EVERYONE, TEAM
from knowledge import Asked
from knowledge.store.records import Exchange

_COOLDOWN = 10 * 60  # seconds between two pings of a server's team
_NOT_YOURS = phrase("Only whoever asked can call the team. Ask me yourself, and you can, too.")
_NO_TEAM = phrase("Nobody has been chosen here to answer questions. Yours is on the list of open ones, though.")
_CALLED = phrase("The team was called a moment ago. Your question is on their list, so it will not get lost.")
_WAITS = phrase(
    "I will write to you when the team has answered. Until then I keep your user ID with the question, and then I "
    "erase it. Press again if you have changed your mind."
)
_OUT = phrase("You have opted out, so I cannot keep your user ID to write to you. `/privacy` changes that.")
_DOES_NOT_WAIT = phrase("I will not write to you about this, and have erased your user ID from the question.")


class AskPersonButton(NumberedButton, right=EVERYONE, template=r"person:([0-9]{1,18})"):
    """Pings the team, once in a while: the one ping that is meant. Its number: the question's."""

    kind = "person"

    async def press(self, interaction: Interaction) -> None:
        library, guild_id = library_of(interaction), guild_of(interaction)
        asked, role = await asked_of(interaction, *self.numbers), team_role(library, interaction.guild)
        if not await library.turns.asked_by(guild_id, asked.number, library.pseudonym(interaction.user.id)):
            raise Refused(_NOT_YOURS)
        if role is None:
            raise Refused(_NO_TEAM)
        if not await library.curation.call(guild_id, _COOLDOWN):
            raise Refused(_CALLED)
        place = await library.turns.place(guild_id, asked.number)
        call = _call(role, interaction, asked, place, say_to(interaction, ephemeral=False))
        only = discord.AllowedMentions(everyone=False, users=False, roles=[role], replied_user=False)
        await interaction.response.send_message(call, allowed_mentions=only)


def _call(role: discord.Role, interaction: Interaction, asked: Asked, place: Exchange | None, say: Language) -> str:
    question = escape(shorten(asked.answer.question, 500))
    sentence = say("{role}, {name} asks:", role=role.mention, name=escape(shorten(interaction.user.display_name, 80)))
    link = message_link(guild_of(interaction), place.channel_id, place.message_id or place.answer_id) if place else ""
    return f"{sentence}\n> {question}\n{link}".rstrip()


class TellButton(NumberedButton, right=EVERYONE, template=r"tell:([0-9]{1,18})"):
    """Whoever wants to be told when there is an answer by the team. Its number: the question's."""

    kind = "tell"

    async def press(self, interaction: Interaction) -> None:
        library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
        await asked_of(interaction, *self.numbers)
        if await library.privacy.opted_out(library.pseudonym(interaction.user.id)):
            raise Refused(_OUT)
        waits = await library.curation.tell(guild_id, self.numbers[0], interaction.user.id)
        await respond(interaction, notice_embed(say(_WAITS if waits else _DOES_NOT_WAIT)), ephemeral=True)


_MOST = 5
"""Tags of a post: https://discord.com/developers/docs/resources/channel#thread-metadata-object (applied_tags)."""
_ARCHIVED = 50083
"""Discord's code for "Thread is archived"."""
_NO_TAG = phrase(
    "This forum has no tag for that any more. Whoever manages it can make one, called “Solved” for example. Nothing "
    "was changed."
)
_ALREADY = phrase("This post is tagged as “{tag}” already.")
_CLOSED = phrase("This post is closed. Write something in it to open it again, then press once more.")
_FULL = phrase(
    "This post has {most} tags, and Discord allows no more. Take one away, then press again to tag it as “{tag}”."
)
_NOT_TAKEN = phrase("Discord did not take the tag “{tag}”. Choose it yourself in the menu of this post.")
_NAMES = frozenset(
    """
    answered solved resolved done closed beantwortet gelöst erledigt respondida respondido resuelto resuelta résolu
    répondu resolvido resolvida решено отвечено вирішено çözüldü cevaplandı yanıtlandı محلول تم_الحل हल 解決済み
    解決 回答済み 해결 해결됨 답변완료 已解决 已回答 解决
    """.split()
)


def solved_tag(channel: object) -> discord.ForumTag | None:
    """The tag of a post's forum that says that it is answered, if it has one."""
    parent = channel.parent if isinstance(channel, discord.Thread) else None
    tags = parent.available_tags if isinstance(parent, discord.ForumChannel) else []
    return next((tag for tag in tags if tag.name.casefold().strip() in _NAMES), None)


class SolvedButton(NumberedButton, right=EVERYONE, template=r"solved:([0-9]{1,20})"):
    """Tags the post. Its number: the id of whoever opened it."""

    kind = "solved"

    async def press(self, interaction: Interaction) -> None:
        say, thread = say_to(interaction), interaction.channel
        await self._require_right(interaction)
        tag = solved_tag(thread)
        if tag is None or not isinstance(thread, discord.Thread):
            raise Refused(_NO_TAG)
        await _apply(thread, tag)
        await library_of(interaction).turns.leave_to_people(thread.id)
        await respond(interaction, notice_embed(say("Tagged as “{tag}”.", tag=escape(tag.name))), ephemeral=True)

    async def _require_right(self, interaction: Interaction) -> None:
        if interaction.user.id not in self.numbers and not interaction.permissions.manage_threads:
            await TEAM.require(interaction)


async def _apply(thread: discord.Thread, tag: discord.ForumTag) -> None:
    """Raises Refused, BotMissingPermissions: then nothing was changed."""
    if tag in thread.applied_tags:
        raise Refused(_ALREADY, tag=escape(tag.name))
    if thread.archived:
        raise Refused(_CLOSED)
    if len(thread.applied_tags) >= _MOST:
        raise Refused(_FULL, most=_MOST, tag=escape(tag.name))
    try:
        await thread.edit(applied_tags=[*thread.applied_tags, tag])
    except discord.Forbidden:
        raise app_commands.BotMissingPermissions(["manage_threads"]) from None
    except discord.HTTPException as error:
        raise Refused(_CLOSED if error.code == _ARCHIVED else _NOT_TAKEN, tag=escape(tag.name)) from error


FEATURE = Feature(buttons=(AskPersonButton, SolvedButton, TellButton))
