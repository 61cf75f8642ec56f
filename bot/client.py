"""The connection to Discord: intents, commands, and how it begins and ends."""

import asyncio
import logging
from functools import partial
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook.async_ import async_context

from bot.connecting.deferring import DeferringAdapter
from bot.connecting.gateway import stay_connected
from bot.connecting.registering import register_commands
from bot.connecting.requests import PatientHTTP
from bot.features import BUTTONS, FEATURES, FORMS, MENUS, PAGES
from bot.guilds.cooldowns import Cooldowns
from bot.guilds.homes import Homes
from bot.guilds.names import names_of
from bot.settings import Settings
from bot.ui.forged import is_completed, refuse_unknown
from bot.ui.forms import dispatch
from bot.ui.host import Host, Interaction
from bot.ui.interactions import apologise
from bot.ui.rights import require_right, settle_rights
from bot.ui.runs import Runs
from knowledge.library import Library

_log = logging.getLogger(__name__)
_ANSWERING = (
    "discord.py: on_message",
    "discord.py: on_interaction",
    "CommandTree-invoker",
    "discord-ui-",
)  # discord.py's names for its tasks
_FAREWELL = 3.0  # seconds


class Tree(app_commands.CommandTree["Quoth"]):
    """All commands; what goes wrong in one is told to whoever used it."""

    async def on_error(self, interaction: discord.Interaction["Quoth"], error: app_commands.AppCommandError, /) -> None:
        await apologise(interaction, error)

    async def interaction_check(self, interaction: discord.Interaction["Quoth"], /) -> bool:
        """Not while something is typed, where nothing can be told: what completes an option sees to that itself."""
        if interaction.type is discord.InteractionType.autocomplete:
            return await is_completed(interaction)
        try:
            await require_right(interaction)
        except Exception as error:  # noqa: BLE001 whatever it is, the person who used the command gets a sentence
            await apologise(interaction, error)
            return False
        return True


class Quoth(Host):
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
        self.settings = settings
        self.library = library
        library.answering.names = partial(names_of, self, library)
        self.homes = Homes(self, library)
        self.cooldowns = Cooldowns(settings.questions_per_minute, settings.server_questions_per_minute)
        self.runs = Runs()
        self.pages = PAGES
        self._api = api_base(settings)

    def _get_state(self, **options: object) -> Any:
        """Called by discord.py before anything else gets to know what requests are made with."""
        self.http = PatientHTTP(self.loop)
        return super()._get_state(**options)

    async def setup_hook(self) -> None:
        self.answers = DeferringAdapter(self.application_id or 0)
        async_context.set(self.answers)  # for all tasks that begin from here on
        gateway = await self.http.request(Route("GET", "/gateway"))
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
        for feature in FEATURES:
            for cog in feature.cogs(self):
                await self.add_cog(cog)
        self.add_dynamic_items(*BUTTONS, *MENUS)
        settle_rights(self.tree.get_commands())
        await register_commands(self.tree, self.library, self._api)

    def dispatch(self, event: str, /, *arguments: object, **options: object) -> None:
        """Nothing once it is closed: discord.py tells that it is ready two seconds late, and would stumble then."""
        if not self.is_closed():
            super().dispatch(event, *arguments, **options)

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no commands in messages; the cog "Mention" reads them."""

    async def on_interaction(self, interaction: Interaction) -> None:
        """Commands and buttons have been seen to; forms are for us to understand, and what nobody else understands."""
        if interaction.type is not discord.InteractionType.autocomplete:
            await asyncio.gather(self.answers.keep_time(interaction), _understand(interaction))

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
    await dispatch(interaction, FORMS)
    await refuse_unknown(interaction, (*BUTTONS, *MENUS))


def api_base(settings: Settings) -> str:
    """As discord.py wants it: a path follows right after."""
    return str(settings.discord_api_url).rstrip("/")
