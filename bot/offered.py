"""All that people can use: commands, buttons, menus and forms."""

from collections.abc import Iterator

from discord.ext import commands

from bot.cogs.admin import Admin
from bot.cogs.answers import Answers
from bot.cogs.ask import Ask
from bot.cogs.channels import Channels
from bot.cogs.digest import Digest
from bot.cogs.direct import Direct, HomeMenu
from bot.cogs.find import Find, PostButton
from bot.cogs.help import Help
from bot.cogs.keeping import Keeping
from bot.cogs.leaving import Leaving
from bot.cogs.listening import Listening
from bot.cogs.mention import Mention
from bot.cogs.missed import Missed
from bot.cogs.privacy import Privacy
from bot.cogs.questions import Questions
from bot.cogs.setup import Setup
from bot.cogs.sources import PageButton, Sources
from bot.cogs.statistics import Overview
from bot.cogs.summary import Summarize
from bot.controls.buttons import NumberedButton
from bot.controls.choosing import (
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
from bot.controls.deeper import ContextButton, MoreButton, TurnButton, WhyButton
from bot.controls.digests import DigestButton
from bot.controls.erasing import ERASING_BUTTONS
from bot.controls.goldens import DropGoldenMenu
from bot.controls.menus import NumberedMenu
from bot.controls.modals import NumberedModal
from bot.controls.outlines import SectionMenu, SectionsButton
from bot.controls.progress import CancelButton
from bot.controls.removing import KeepButton, RemoveButton
from bot.controls.setup_pages import TrialButton, TrialModal
from bot.controls.source_reports import FailuresButton, StatusButton
from bot.controls.voting import DownButton, UpButton, WhyNotModal
from bot.interacting.answering import SectionButton
from bot.servers.cooldowns import Cooldowns
from bot.servers.homes import Homes
from bot.servers.preferences import Preferences
from bot.settings import Settings
from bot.sources.handing_over import PasteModal
from bot.team.curating import AnswersPageButton, ExportButton, OpenPageButton
from bot.team.tagging import SolvedButton
from bot.team.team import AskPersonButton, TellButton
from bot.team.team_answers import AnswerButton, EditButton, EditModal, RetireButton
from bot.team.telling import Telling
from bot.team.topics import DismissButton, GiveButton, GiveModal, TopicButton
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


def cogs(
    bot: commands.Bot, library: Library, settings: Settings, homes: Homes, preferences: Preferences
) -> Iterator[commands.Cog]:
    """What listens and has commands."""
    cooldowns = Cooldowns(settings.questions_per_minute, settings.server_questions_per_minute)
    mention = Mention(bot, library, cooldowns, homes)
    yield from (mention, Missed(bot, library, mention.on_message), Listening(bot, library, settings.answer_delay))
    yield from (Ask(library, cooldowns), Find(bot, library, cooldowns), Answers(library), Questions())
    yield from (Summarize(library), Digest(library), Sources(library), Admin(library), Overview(library))
    yield from (Privacy(library), Setup(), Direct(), Leaving(bot, library, preferences, settings.grace_days))
    yield from (Channels(bot, library), Keeping(bot, library, settings.knowledge_path), Telling(bot, library), Help())
