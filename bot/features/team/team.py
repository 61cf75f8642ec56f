"""The people who answer what the documents do not: asked by a ping, told by a list, and telling those who asked."""

import discord

from bot.features.conversation import message_link
from bot.guilds.team import team_role
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, asked_of, guild_of, library_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import EVERYONE
from knowledge.keeping.turns import Place
from knowledge.library import Asked

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
        asked, role = await asked_of(interaction, *self.numbers), await team_role(library, interaction.guild)
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


def _call(role: discord.Role, interaction: Interaction, asked: Asked, place: Place | None, say: Language) -> str:
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


FEATURE = Feature(buttons=(AskPersonButton, TellButton))
