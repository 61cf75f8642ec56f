"""What managers call their server, game or product: a button of the settings, and its form."""

from bot.features.choosing import Page
from bot.guilds.names import names_in
from bot.guilds.settings import choose, settings_of
from bot.languages import Language, phrase
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.ui.feature import Feature
from bot.ui.forms import Answers, NumberedModal, text_field
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, library_of, say_to
from bot.ui.persistent import NumberedButton, turn_to
from bot.ui.rights import MANAGERS

_NAMES = "names"
_WHAT_FOR = phrase(
    "What people call the server, the game, the product: answers need not hold these words. "
    "I know the server's own name."
)
_LONGEST, _SHOWN = 500, 300
"""Characters of all names: of those that may be typed, and of those that a field of an embed shows."""


def names_line(names: tuple[str, ...], say: Language) -> str:
    """Those that were added, and what they are for."""
    listed = [escape(shorten(", ".join(names), _SHOWN))] if names else []
    told = say(_WHAT_FOR)
    return "\n".join([*listed, f"-# {told}"])


class NamesButton(NumberedButton, right=MANAGERS, template=r"names"):
    """Opens the form."""

    kind = "names"

    async def press(self, interaction: Interaction) -> None:
        say, names = say_to(interaction), settings_of(library_of(interaction), guild_of(interaction)).names
        field = text_field(_NAMES, say("One on each line"), longest=_LONGEST, filled="\n".join(names), optional=True)
        await NamesModal().open(interaction, say("Names"), field)


class NamesModal(NumberedModal, right=MANAGERS):
    """All of them at once; nothing = none."""

    kind = "names"
    counted = 0
    fields = frozenset({_NAMES})

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        names = names_in("".join(answers.get(_NAMES, [])))
        await choose(library_of(interaction), guild_of(interaction), names=names)
        await turn_to(interaction, Page.SETTINGS)


FEATURE = Feature(buttons=(NamesButton,), forms=(NamesModal,))
