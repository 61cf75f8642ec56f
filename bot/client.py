"""The connection to Discord: intents, commands, and how it begins and ends."""

import asyncio
import hashlib
import json
import logging
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.answering import SectionButton
from bot.cogs.admin import Admin
from bot.cogs.ask import Ask
from bot.cogs.channels import Channels
from bot.cogs.digest import Digest
from bot.cogs.find import Find, PostButton
from bot.cogs.help import Help
from bot.cogs.keeping import Keeping
from bot.cogs.mention import Mention
from bot.cogs.sources import PageButton, Sources
from bot.cogs.summary import Summarize
from bot.digests import DigestButton
from bot.interactions import apologise
from bot.outlines import SectionMenu, SectionsButton
from bot.progress import CancelButton, Runs
from bot.removing import KeepButton, RemoveButton
from bot.settings import Settings
from bot.source_reports import FailuresButton, StatusButton
from bot.translating import CommandTranslator
from knowledge.library import SHARED, Library

_log = logging.getLogger(__name__)
_SYNCED = "commands synced"
_ANSWERING = ("discord.py: on_message", "CommandTree-invoker", "discord-ui-")  # discord.py's names for its tasks
_SUMMARY_ITEMS = (DigestButton, SectionMenu, SectionsButton)
_KNOWLEDGE_BUTTONS = (CancelButton, FailuresButton, KeepButton, RemoveButton, StatusButton)
_FAREWELL = 3.0  # seconds


class Tree(app_commands.CommandTree["Quoth"]):
    """All commands; what goes wrong in one is told to whoever used it."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        await apologise(interaction, error)


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
        self.runs = Runs()
        self._folder = settings.knowledge_path
        self._api = api_base(settings)

    async def setup_hook(self) -> None:
        gateway = await self.http.request(Route("GET", "/gateway"))
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
        for cog in (
            Ask(self.library),
            Mention(self, self.library),
            Find(self, self.library),
            Summarize(self.library),
            Digest(self.library),
            Sources(self.library),
            Admin(self.library),
            Channels(self, self.library),
            Keeping(self, self.library, self._folder),
            Help(),
        ):
            await self.add_cog(cog)
        await self.tree.set_translator(CommandTranslator())
        self.add_dynamic_items(SectionButton, PostButton, PageButton, *_KNOWLEDGE_BUTTONS, *_SUMMARY_ITEMS)
        await self._sync_commands()

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no commands in messages; the cog "Mention" reads them."""

    async def on_ready(self) -> None:
        _log.info("Ready as %s in %d servers", self.user, len(self.guilds))

    async def _sync_commands(self) -> None:
        """Only when they differ from those of the last time: Discord limits how often they may be set."""
        translator = CommandTranslator()
        payload = [await command.get_translated_payload(self.tree, translator) for command in self.tree.get_commands()]
        state = json.dumps([self._api, self.application_id, payload], sort_keys=True)
        digest = hashlib.sha256(state.encode()).hexdigest()
        if await self.library.setting(SHARED, _SYNCED) == digest:
            return
        try:
            await self.tree.sync()
        except discord.HTTPException:
            _log.exception("The commands could not be registered; the next start tries again")
            return
        await self.library.set_setting(SHARED, _SYNCED, digest)

    async def close(self) -> None:
        """Stops what takes longer, and lets the answers that are under way be sent."""
        self.runs.stop_all()
        answering = [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]
        if answering and not self.is_closed():
            await asyncio.wait(answering, timeout=_FAREWELL)
        await super().close()


def api_base(settings: Settings) -> str:
    """As discord.py wants it: a path follows right after."""
    return str(settings.discord_api_url).rstrip("/")
