"""👍 and 👎: one vote per person and answer; why an answer did not help is asked in a form."""

from bot.languages import phrase
from bot.replies.embeds import notice_embed
from bot.ui.feature import Feature
from bot.ui.forms import Answers, NumberedModal, choice_field, text_field
from bot.ui.host import Interaction
from bot.ui.interactions import QuestionForgotten, Refused, asked_of, guild_of, library_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import EVERYONE
from knowledge.store.records import Vote

_OUT = phrase("You have opted out, so I keep no votes of yours. `/privacy` changes that.")
_THANKS = phrase("Thank you, noted. You can change your vote at any time.")
_PASSED_ON = phrase("Thank you, noted. The people who look after this server's answers will see it.")
REASONS = {
    "wrong": phrase("It is wrong"),
    "outdated": phrase("It is outdated"),
    "beside": phrase("It is not what I asked"),
    "other": phrase("Something else"),
}
_COMMENT = 500


class UpButton(NumberedButton, right=EVERYONE, template=r"up:([0-9]{1,18})"):
    """It helped. Its number: the question's."""

    kind = "up"

    async def press(self, interaction: Interaction) -> None:
        await _cast(interaction, self.numbers[0], _THANKS, helpful=True)


class DownButton(NumberedButton, right=EVERYONE, template=r"down:([0-9]{1,18})"):
    """It did not help; the form asks why, and the vote counts when that is sent. Its number: the question's."""

    kind = "down"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        await asked_of(interaction, *self.numbers)
        reasons = {value: say(text) for value, text in REASONS.items()}
        await WhyNotModal(*self.numbers).open(
            interaction,
            say("What was wrong?"),
            choice_field("reason", say("Why did it not help?"), reasons),
            text_field("comment", say("What would be right?"), longest=_COMMENT, optional=True),
        )


class WhyNotModal(NumberedModal, right=EVERYONE):
    """Its number: the question's."""

    kind = "whynot"
    counted = 1
    fields = frozenset({"reason", "comment"})

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        reason, comment = answers.get("reason", []), answers.get("comment", [])
        known = next((each for each in reason if each in REASONS), "other")
        text = "".join(comment)[:_COMMENT] or None
        await _cast(interaction, self.numbers[0], _PASSED_ON, helpful=False, reason=known, comment=text)


async def _cast(  # noqa: PLR0913 a vote has as many sides
    interaction: Interaction,
    number: int,
    thanks: str,
    *,
    helpful: bool,
    reason: str | None = None,
    comment: str | None = None,
) -> None:
    library = library_of(interaction)
    vote = Vote(library.pseudonym(interaction.user.id), helpful, reason, comment)
    if not await library.votes.cast(guild_of(interaction), number, vote):
        raise Refused(_OUT) if await library.privacy.opted_out(vote.voter) else QuestionForgotten
    await respond(interaction, notice_embed(say_to(interaction)(thanks)), ephemeral=True)


FEATURE = Feature(buttons=(DownButton, UpButton), forms=(WhyNotModal,))
