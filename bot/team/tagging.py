"""Forum posts that have been answered are tagged so, by whoever opened them or looks after the forum."""

import discord
from discord import app_commands

from bot.controls.buttons import NumberedButton
from bot.interacting.interactions import Interaction, library_of, respond, say_to
from bot.team.team import team_name
from bot.texts.embeds import notice_embed

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


class SolvedButton(NumberedButton, template=r"solved:([0-9]{1,20})"):
    """Tags the post. Its number: the id of whoever opened it."""

    kind = "solved"

    async def press(self, interaction: Interaction) -> None:
        say, thread = say_to(interaction), interaction.channel
        await self._require_right(interaction)
        tag = solved_tag(thread)
        if tag is None or not isinstance(thread, discord.Thread):
            await respond(interaction, notice_embed(say("This forum has no tag for that any more.")), ephemeral=True)
            return
        try:
            await thread.add_tags(tag)
        except discord.Forbidden:
            raise app_commands.BotMissingPermissions(["manage_threads"]) from None
        await library_of(interaction).turns.leave_to_people(thread.id)
        await respond(interaction, notice_embed(say("Tagged as “{tag}”.", tag=tag.name)), ephemeral=True)

    async def _require_right(self, interaction: Interaction) -> None:
        if interaction.user.id not in self.numbers and not interaction.permissions.manage_threads:
            await team_name(interaction)
