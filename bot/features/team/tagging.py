"""Forum posts that have been answered are tagged so, by whoever opened them or looks after the forum."""

import discord
from discord import app_commands

from bot.languages import phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, library_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import EVERYONE, team_name

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
            await team_name(interaction)


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


FEATURE = Feature(buttons=(SolvedButton,))
