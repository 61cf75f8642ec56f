"""/privacy and /forget-me: what is kept of a person, in plain words, and how it goes."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.controls.buttons import NumberedButton
from bot.interacting.interactions import Interaction, library_of, respond, say_to
from bot.languages import Language, phrase
from bot.texts.embeds import notice_embed
from knowledge.keeping.privacy import Held
from knowledge.library import Library

_KEPT = (
    phrase("**When you ask me something**, I keep the question, what I answered, and when. Not your name: in its place "
           "stands a code that only I can make, so that I can find what is yours when you want it erased."),
    phrase("**When you vote or comment on an answer**, I keep that with the question."),
    phrase("**When you want to be told of an answer**, I keep your user ID until I have told you."),
    phrase("**What I never keep:** messages that are not questions to me. I do not sell or pass on anything; all of it "
           "stays with whoever runs me."),
)  # fmt: skip
_IS_OUT = phrase("You have opted out: I answer you, and keep nothing about you.")
_ERASED = phrase("Done. Everything that I had kept about you is erased, in every server.")
_OUT = phrase("Done. I have erased what I had kept about you, and from now on I keep nothing. I still answer you.")
_BACK_IN = phrase("Thank you. From now on I keep your questions again, as `/privacy` says.")


class Privacy(commands.Cog):
    """For everyone, everywhere, and seen by nobody else."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @app_commands.command(description="What I keep about you, for how long, and how to have it erased.")
    async def privacy(self, interaction: Interaction) -> None:
        library, say, person = self._library, say_to(interaction), self._library.pseudonym(interaction.user.id)
        out = await library.privacy.opted_out(person)
        held = await library.privacy.held(person, interaction.user.id)
        embed = privacy_embed(library.retention_days, held, say, out=out)
        view = ui.View(timeout=None)
        if any(held):
            view.add_item(ForgetButton(say("Erase what you keep about me"), style=discord.ButtonStyle.danger))
        view.add_item(
            OptInButton(say("Keep my questions again")) if out else OptOutButton(say("Keep nothing about me"))
        )
        await respond(interaction, embed, view, ephemeral=True)

    @app_commands.command(name="forget-me", description="Erase everything that I keep about you.")
    async def forget_me(self, interaction: Interaction) -> None:
        say, person = say_to(interaction), self._library.pseudonym(interaction.user.id)
        held = await self._library.privacy.held(person, interaction.user.id)
        if not any(held):
            await respond(
                interaction, notice_embed(say("There is nothing to erase: I keep nothing about you.")), ephemeral=True
            )
            return
        sentence = say("This erases {what}, in every server. It cannot be undone.", what=_what(held, say))
        button = ForgetButton(say("Erase what you keep about me"), style=discord.ButtonStyle.danger)
        await respond(interaction, notice_embed(sentence), ui.View(timeout=None).add_item(button), ephemeral=True)


def privacy_embed(days: int, held: Held, say: Language, *, out: bool) -> discord.Embed:
    """What is kept at all, and what of this person now."""
    lines = [say(line) for line in _KEPT]
    lines.append(
        say(
            "**For how long:** {count} day, then it is erased.",
            "**For how long:** {count} days, then it is erased.",
            count=days,
        )
    )
    if out:
        lines.append(say(_IS_OUT))
    elif any(held):
        lines.append(say("**Of you I keep now:** {what}.", what=_what(held, say)))
    else:
        lines.append(say("**Of you I keep now:** nothing."))
    embed = notice_embed("\n\n".join(lines))
    embed.title = say("What I keep about you")
    return embed


def _what(held: Held, say: Language) -> str:
    parts = [
        say("{count} question", "{count} questions", count=held.questions) if held.questions else "",
        say("{count} vote", "{count} votes", count=held.votes) if held.votes else "",
        say("{count} wish to be told", "{count} wishes to be told", count=held.waiting) if held.waiting else "",
    ]
    return say.all_of([part for part in parts if part])


class ForgetButton(NumberedButton, template=r"forget"):
    """Erases what is kept of whoever presses it."""

    kind = "forget"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        library = library_of(interaction)
        await library.privacy.forget(library.pseudonym(interaction.user.id), interaction.user.id)
        await _replace(interaction, _ERASED)


class OptOutButton(NumberedButton, template=r"optout"):
    """From now on nothing is kept of whoever presses it."""

    kind = "optout"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        library = library_of(interaction)
        await library.privacy.opt_out(library.pseudonym(interaction.user.id), interaction.user.id)
        await _replace(interaction, _OUT)


class OptInButton(NumberedButton, template=r"optin"):
    """Things are kept again."""

    kind = "optin"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        library = library_of(interaction)
        await library.privacy.opt_in(library.pseudonym(interaction.user.id))
        await _replace(interaction, _BACK_IN)


async def _replace(interaction: Interaction, sentence: str) -> None:
    await interaction.response.edit_message(embed=notice_embed(say_to(interaction)(sentence)), view=None)
