"""The connection to Discord: intents, commands, and how it begins and ends."""

import asyncio
import logging
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook.async_ import async_context

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
from bot.connecting.deferring import DeferringAdapter
from bot.connecting.gateway import stay_connected
from bot.connecting.registering import register_commands
from bot.connecting.requests import PatientHTTP
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
from bot.controls.forged import is_completed, refuse_unknown
from bot.controls.goldens import DropGoldenMenu
from bot.controls.menus import NumberedMenu
from bot.controls.modals import NumberedModal, dispatch
from bot.controls.outlines import SectionMenu, SectionsButton
from bot.controls.progress import CancelButton, Runs
from bot.controls.removing import KeepButton, RemoveButton
from bot.controls.settings_pages import channel_page, settings_page
from bot.controls.setup_pages import SETUP_PAGES, TrialButton, TrialModal
from bot.controls.source_reports import FailuresButton, StatusButton
from bot.controls.voting import DownButton, UpButton, WhyNotModal
from bot.interacting.answering import SectionButton
from bot.interacting.interactions import Interaction, apologise, settle_home
from bot.interacting.translating import CommandTranslator
from bot.servers.cooldowns import Cooldowns
from bot.servers.homes import Homes, HomeUnchosen
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

_log = logging.getLogger(__name__)
_ANSWERING = (
    "discord.py: on_message",
    "discord.py: on_interaction",
    "CommandTree-invoker",
    "discord-ui-",
)  # discord.py's names for its tasks
BUTTONS: tuple[type[NumberedButton], ...] = (
    *(AnswerButton, AnswersPageButton, AskPersonButton, ContextButton, DismissButton, DownButton, EditButton),
    *(ExportButton, GiveButton, MoreButton, OpenPageButton, PageButton, PostButton, RetireButton, SectionButton),
    *(SolvedButton, TellButton, TopicButton, TurnButton, UpButton, WhyButton),
    *ERASING_BUTTONS,
    *(CancelButton, DigestButton, FailuresButton, KeepButton, RemoveButton, SectionsButton, StatusButton),
    *(
        ElsewhereButton,
        RefuseButton,
        SurenessButton,
        TrialButton,
        TurnToButton,
    ),
)
MENUS: tuple[type[NumberedMenu], ...] = (
    *(AdminRoleMenu, ChannelMenu, DropGoldenMenu, HomeMenu, LanguageMenu),
    *(ModeMenu, PlacesMenu, SectionMenu, TeamRoleMenu),
)
_MODALS: dict[str, type[NumberedModal]] = {
    modal.kind: modal for modal in (EditModal, GiveModal, PasteModal, SurenessModal, TrialModal, WhyNotModal)
}
_HOMELESS = {"server", "privacy", "forget-me", "help"}
"""Commands that need no server to answer them in direct messages."""
_FAREWELL = 3.0  # seconds


class Tree(app_commands.CommandTree["Quoth"]):
    """All commands; what goes wrong in one is told to whoever used it."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        await apologise(interaction, error)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Not while something is typed, where nothing can be told: what completes an option sees to that itself."""
        if interaction.type is discord.InteractionType.autocomplete:
            return await is_completed(self, interaction)
        if _name_of(interaction) in _HOMELESS:
            return True
        try:
            await settle_home(interaction)
        except HomeUnchosen as error:
            await apologise(interaction, error)
            return False
        return True


def _name_of(interaction: Interaction) -> object:
    """Of a command; what it is has not been looked up yet."""
    sent: Any = interaction.data or {}
    return sent.get("name")


def _will_be_answered(interaction: Interaction) -> bool:
    """Not what is typed, and no button or form that this version does not know: Discord says so itself."""
    if interaction.type is discord.InteractionType.application_command:
        return True
    sent: Any = interaction.data or {}
    custom_id = str(sent.get("custom_id"))
    if interaction.type is discord.InteractionType.modal_submit:
        return custom_id.partition(":")[0] in _MODALS
    return any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in (*BUTTONS, *MENUS))


class Quoth(commands.Bot):
    """Sees who is in which channel of which guild, and the messages that mention it; others only if MESSAGE_CONTENT
    is set, which is a privilege that Discord grants.

    Nothing is cached that is not needed: no messages, no members but itself.
    """

    def __init__(self, settings: Settings, library: Library) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(
                guilds=True, guild_messages=True, dm_messages=True, message_content=settings.message_content
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.library = library
        self.preferences = Preferences(library)
        self.homes = Homes(self, library)
        self.runs = Runs()
        self.pages = (settings_page, channel_page, *SETUP_PAGES)
        """What `turn_to` can show."""
        self._settings = settings
        self._api = api_base(settings)

    def _get_state(self, **options: Any) -> Any:
        """Called by discord.py before anything else gets to know what requests are made with."""
        self.http = PatientHTTP(self.loop)
        return super()._get_state(**options)

    async def setup_hook(self) -> None:
        self.answers = DeferringAdapter(self.application_id or 0)
        async_context.set(self.answers)  # for all tasks that begin from here on
        gateway = await self.http.request(Route("GET", "/gateway"))
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
        await self.preferences.load()
        settings = self._settings
        cooldowns = Cooldowns(settings.questions_per_minute, settings.server_questions_per_minute)
        mention = Mention(self, self.library, cooldowns, self.homes)
        for cog in (
            Ask(self.library, cooldowns),
            mention,
            Missed(self, self.library, mention.on_message),
            Listening(self, self.library, settings.answer_delay),
            Find(self, self.library, cooldowns),
            Answers(self.library),
            Questions(),
            Summarize(self.library),
            Digest(self.library),
            Sources(self.library),
            Admin(self.library),
            Overview(self.library),
            Privacy(self.library),
            Setup(),
            Direct(),
            Leaving(self, self.library, self.preferences, settings.grace_days),
            Channels(self, self.library),
            Keeping(self, self.library, settings.knowledge_path),
            Telling(self, self.library),
            Help(),
        ):
            await self.add_cog(cog)
        await self.tree.set_translator(CommandTranslator())
        self.add_dynamic_items(*BUTTONS, *MENUS)
        await register_commands(self.tree, self.library, self._api)

    def dispatch(self, event: str, /, *arguments: Any, **options: Any) -> None:
        """Nothing once it is closed: discord.py tells that it is ready two seconds late, and would stumble then."""
        if not self.is_closed():
            super().dispatch(event, *arguments, **options)

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no commands in messages; the cog "Mention" reads them."""

    async def on_interaction(self, interaction: Interaction) -> None:
        """Commands and buttons have been seen to; forms are for us to understand, and what nobody else understands."""
        keeping = [self.answers.keep_time(interaction)] if _will_be_answered(interaction) else []
        await asyncio.gather(*keeping, _understand(interaction))

    async def on_ready(self) -> None:
        _log.info("Ready as %s in %d servers", self.user, len(self.guilds))

    async def connect(self, *, reconnect: bool = True) -> None:  # noqa: ARG002 it always does
        """Until it is closed. Raises what `stay_connected` raises."""
        await stay_connected(self)

    async def close(self) -> None:
        """Stops what takes longer, and lets the answers that are under way be sent."""
        self.runs.stop_all()
        answering = [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]
        if answering and not self.is_closed():
            await asyncio.wait(answering, timeout=_FAREWELL)
        await super().close()


async def _understand(interaction: Interaction) -> None:
    await dispatch(interaction, _MODALS)
    await refuse_unknown(interaction, (*BUTTONS, *MENUS))


def api_base(settings: Settings) -> str:
    """As discord.py wants it: a path follows right after."""
    return str(settings.discord_api_url).rstrip("/")
