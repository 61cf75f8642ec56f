"""All that people can use: commands, buttons, menus and forms."""

from collections.abc import Iterator

from discord.ext import commands

from bot.features.answers import ContextButton, MoreButton, SectionButton, TurnButton, WhyButton
from bot.features.ask import Ask
from bot.features.choosing import (
    AdminRoleMenu,
    ChannelMenu,
    ElsewhereButton,
    LanguageMenu,
    ModeMenu,
    PlacesMenu,
    RefuseButton,
    SurenessButton,
    SurenessModal,
    TeamRoleMenu,
    TurnToButton,
)
from bot.features.digest import Digest, DigestButton
from bot.features.direct import Direct, HomeMenu
from bot.features.erasing import ERASING_BUTTONS
from bot.features.find import Find, PostButton
from bot.features.help import Help
from bot.features.knowledge.admin import Admin
from bot.features.knowledge.channels import Channels
from bot.features.knowledge.handing_over import PasteModal
from bot.features.knowledge.reports import FailuresButton, KeepButton, RemoveButton, StatusButton
from bot.features.knowledge.sources import PageButton, Sources
from bot.features.knowledge.testing import DropGoldenMenu
from bot.features.listening import Listening
from bot.features.mention import Mention
from bot.features.missed import Missed
from bot.features.outlines import SectionMenu, SectionsButton
from bot.features.privacy import Privacy
from bot.features.rules import Answers
from bot.features.setup import Setup, TrialButton, TrialModal
from bot.features.statistics import Overview
from bot.features.summary import Summarize
from bot.features.team.answers import AnswerButton, EditButton, EditModal, RetireButton
from bot.features.team.questions import AnswersPageButton, ExportButton, OpenPageButton, Questions
from bot.features.team.tagging import SolvedButton
from bot.features.team.team import AskPersonButton, TellButton
from bot.features.team.telling import Telling
from bot.features.team.topics import DismissButton, GiveButton, GiveModal, TopicButton
from bot.features.upkeep import Keeping, Leaving
from bot.features.votes import DownButton, UpButton, WhyNotModal
from bot.guilds.homes import Homes
from bot.settings import Settings
from bot.ui.forms import NumberedModal
from bot.ui.host import Host
from bot.ui.persistent import NumberedButton, NumberedMenu
from bot.ui.progress import CancelButton
from knowledge.library import Library

BUTTONS: tuple[type[NumberedButton], ...] = (
    *(AnswerButton, AnswersPageButton, AskPersonButton, ContextButton, DismissButton, DownButton, EditButton),
    *(ExportButton, GiveButton, MoreButton, OpenPageButton, PageButton, PostButton, RetireButton, SectionButton),
    *(SolvedButton, TellButton, TopicButton, TurnButton, UpButton, WhyButton),
    *(CancelButton, DigestButton, FailuresButton, KeepButton, RemoveButton, SectionsButton, StatusButton),
    *(ElsewhereButton, RefuseButton, SurenessButton, TrialButton, TurnToButton),
    *ERASING_BUTTONS,
)
MENUS: tuple[type[NumberedMenu], ...] = (
    *(AdminRoleMenu, ChannelMenu, DropGoldenMenu, HomeMenu, LanguageMenu),
    *(ModeMenu, PlacesMenu, SectionMenu, TeamRoleMenu),
)
MODALS: dict[str, type[NumberedModal]] = {
    modal.kind: modal for modal in (EditModal, GiveModal, PasteModal, SurenessModal, TrialModal, WhyNotModal)
}


def cogs(bot: Host, library: Library, settings: Settings, homes: Homes) -> Iterator[commands.Cog]:
    """What listens and has commands."""
    mention = Mention(bot, library, bot.cooldowns, homes)
    yield from (mention, Missed(bot, library, mention.on_message), Listening(bot, library, settings.answer_delay))
    yield from (Ask(library, bot.cooldowns), Find(bot, library, bot.cooldowns), Answers(library), Questions())
    yield from (Summarize(library), Digest(library), Sources(library), Admin(library), Overview(library))
    yield from (Privacy(library), Setup(), Direct(), Leaving(bot, library, settings.grace_days))
    yield from (Channels(bot, library), Keeping(bot, library, settings.knowledge_path), Telling(bot, library), Help())
