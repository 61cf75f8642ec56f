"""Erasing what is kept of a person: asked once more, since nothing brings it back."""

import discord
from discord import ui

from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.ui.feature import Feature
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import Refused, library_of, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import EVERYONE
from knowledge.store.records import Held

_ERASES = phrase("This erases {what}, in every server. It cannot be undone.")
_FROM_NOW_ON = phrase(
    "From now on I keep nothing about you, quote nothing that you write in threads, and still answer you. Answers that "
    "stand in channels already stay there."
)
_THREADS_STAY = phrase(
    "Messages of yours in threads that are knowledge stay, for they would only be read again. “Keep nothing about me” "
    "takes them out."
)
_ERASED = phrase("Done. Everything that I had kept about you is erased, in every server.")
_ERASED_BUT_THREADS = phrase("Done. What you asked, voted and chose is erased, in every server.")
_OUT = phrase("Done. I have erased what I had kept about you, and from now on I keep nothing. I still answer you.")
_BACK_IN = phrase("Thank you. From now on I keep your questions again, as `/privacy` says.")
_NOTHING = phrase("There is nothing to erase: I keep nothing about you.")
_NOT_YOURS = phrase("Only whoever asked for this can confirm it. Use `/privacy` yourself.")


def what_is_held(held: Held, say: Language) -> str:
    """In words, the kinds of which there is any."""
    parts = [
        say("{count} question", "{count} questions", count=held.questions) if held.questions else "",
        say("{count} vote", "{count} votes", count=held.votes) if held.votes else "",
        say("{count} wish to be told", "{count} wishes to be told", count=held.waiting) if held.waiting else "",
        say("which server answers your direct messages") if held.homes else "",
        say("your words in {count} thread", "your words in {count} threads", count=held.threads)
        if held.threads
        else "",
    ]
    return say.all_of([part for part in parts if part])


def forget_question(held: Held, user_id: int, say: Language) -> Shown:
    """Whether what somebody asked is to be erased; with words in threads, also whether these are to go."""
    if not any(held):
        return Shown(notice_embed(say(_NOTHING)), None)
    sentences = [say(_ERASES, what=what_is_held(held._replace(threads=0), say))] if held.can_be_forgotten else []
    sentences += [say(_THREADS_STAY)] if held.threads else []
    view = ui.View(timeout=None)
    if held.can_be_forgotten:
        label = say("Erase what you keep about me")
        view.add_item(ForgetNowButton(label, user_id, style=discord.ButtonStyle.danger))
    if held.threads:
        view.add_item(OptOutButton(say("Keep nothing about me")))
    view.add_item(LeaveButton(say("Cancel")))
    return Shown(notice_embed("\n".join(sentences)), view)


def opt_out_question(held: Held, user_id: int, say: Language) -> Shown:
    """Whether nothing is to be kept of somebody, and what was kept erased."""
    erases = [say(_ERASES, what=what_is_held(held, say))] if any(held) else []
    view = ui.View(timeout=None)
    view.add_item(OptOutNowButton(say("Keep nothing about me"), user_id, style=discord.ButtonStyle.danger))
    view.add_item(LeaveButton(say("Cancel")))
    return Shown(notice_embed("\n".join([*erases, say(_FROM_NOW_ON)])), view)


class ForgetButton(NumberedButton, right=EVERYONE, template=r"forget"):
    """Asks whether what is kept of whoever presses it is to be erased."""

    kind = "forget"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        await _show(interaction, forget_question(await _held(interaction), interaction.user.id, say_to(interaction)))


class OptOutButton(NumberedButton, right=EVERYONE, template=r"optout"):
    """Asks whether nothing more is to be kept of whoever presses it."""

    kind = "optout"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        await _show(interaction, opt_out_question(await _held(interaction), interaction.user.id, say_to(interaction)))


class ForgetNowButton(NumberedButton, right=EVERYONE, template=r"forgetnow:([0-9]{1,20})"):
    """Erases what is kept of a person. Its number: the person's."""

    kind = "forgetnow"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        _require_own(interaction, self.numbers[0])
        await interaction.response.defer()
        library, say = library_of(interaction), say_to(interaction)
        await library.privacy.forget(library.pseudonym(interaction.user.id), interaction.user.id)
        stays = (await _held(interaction)).threads
        await _tell(interaction, f"{say(_ERASED_BUT_THREADS)} {say(_THREADS_STAY)}" if stays else say(_ERASED))


class OptOutNowButton(NumberedButton, right=EVERYONE, template=r"optoutnow:([0-9]{1,20})"):
    """From now on nothing is kept of a person. Its number: the person's."""

    kind = "optoutnow"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        _require_own(interaction, self.numbers[0])
        await interaction.response.defer()
        library = library_of(interaction)
        await library.privacy.opt_out(library.pseudonym(interaction.user.id), interaction.user.id)
        await _tell(interaction, say_to(interaction)(_OUT))


class LeaveButton(NumberedButton, right=EVERYONE, template=r"leaveit"):
    """Changes nothing."""

    kind = "leaveit"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        await _show(interaction, Shown(notice_embed(say_to(interaction)("Nothing was changed.")), None))


class OptInButton(NumberedButton, right=EVERYONE, template=r"optin"):
    """Things are kept again."""

    kind = "optin"
    needs_home = False

    async def press(self, interaction: Interaction) -> None:
        library = library_of(interaction)
        await library.privacy.opt_in(library.pseudonym(interaction.user.id))
        await _show(interaction, Shown(notice_embed(say_to(interaction)(_BACK_IN)), None))


async def _held(interaction: Interaction) -> Held:
    library = library_of(interaction)
    return await library.privacy.held(library.pseudonym(interaction.user.id), interaction.user.id)


def _require_own(interaction: Interaction, user_id: int) -> None:
    """Raises Refused."""
    if interaction.user.id != user_id:
        raise Refused(_NOT_YOURS)


async def _show(interaction: Interaction, shown: Shown) -> None:
    """In place of what was pressed."""
    await interaction.response.edit_message(embed=shown.embed, view=shown.view)


async def _tell(interaction: Interaction, sentence: str) -> None:
    await interaction.edit_original_response(embed=notice_embed(sentence), view=None)


FEATURE = Feature(buttons=(ForgetButton, ForgetNowButton, LeaveButton, OptInButton, OptOutButton, OptOutNowButton))
