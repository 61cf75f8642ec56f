"""A Discord of one machine: started, filled with people and guilds, and waited for."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.gateway.gateway import Gateway
from bot.sandbox.people.person import Person
from bot.sandbox.rest.faults import Faults, RateLimits
from bot.sandbox.rest.server import PREFIX, make_application
from bot.sandbox.state.facts import InteractionBegun
from bot.sandbox.state.intents import NO_INTENT, Intent
from bot.sandbox.state.interactions import DEFERRED_UPDATE, Interaction
from bot.sandbox.state.permissions import BOT, Permission
from bot.sandbox.state.requests import Request, told
from bot.sandbox.state.waiting import NoAnswer, Watched
from bot.sandbox.world.world import World

if TYPE_CHECKING:
    from typing import Self

    from bot.sandbox.people.guilds import Guild
    from bot.sandbox.state.ids import Clock
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Json, User
    from bot.sandbox.state.places import Channel
    from bot.sandbox.wire.openapi import Schema

HOST = "127.0.0.1"


class Sandbox(Watched):
    """Listens while used as an async context. See the package's docstring for how to drive it."""

    def __init__(self, *, bot: str = "Quoth", privileged: Intent = NO_INTENT, port: int = 0) -> None:
        """`privileged`: the intents switched on in the developer portal. `port` 0 = a free one."""
        super().__init__()
        self.world = World(bot)
        self.token = f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(27)}"
        self.gateway = Gateway(self.world, self.token, privileged)
        self.faults = Faults()
        self.objections = self.world.objections
        self.ratelimits = RateLimits()
        self.requests: list[Request] = []
        self.violations: list[str] = []
        """What in the bot's requests is against Discord's published schema, if DISCORD_OPENAPI names it."""
        self.deviations: list[str] = []
        """The same for what the sandbox answers: where it is not like Discord."""
        self.schema = _schema()
        self.patience = 5.0
        """Seconds that people wait for an answer."""
        self._port = port
        self._runner: web.AppRunner | None = None
        self.world.wait_for_reply = self._wait_for_reply

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(make_application(self), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]
        self.world.files_url = f"http://{HOST}:{self._port}"
        self.gateway.url = f"ws://{HOST}:{self._port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The value for DISCORD_API_URL."""
        return f"http://{HOST}:{self._port}{PREFIX}"

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def clock(self) -> Clock:
        return self.world.clock

    def user(self, name: str, *, locale: str = "en-US") -> Person:
        person = Person(id=self.world.ids.past(700), name=name, locale=locale, sandbox=self)
        return self.world.add_user(person)

    def other_bot(self, name: str) -> Person:
        """A bot that is not ours, which writes as people do."""
        person = self.user(name)
        person.bot = True
        return person

    def guild(self, name: str, *, owner: Person | str = "Owner", permissions: Permission = BOT) -> Guild:
        """A guild with its owner and the bot in it; `permissions` are those of the bot's role."""
        person = self.user(owner) if isinstance(owner, str) else owner
        return self.world.add_guild(name, person, permissions)

    async def ready(self, timeout: float = 10.0, *, sessions: int = 1, commands: bool = True) -> None:  # noqa: ASYNC109 - a wait that ends is the point of it
        """Wait until the bot has connected (for the `sessions`th time) and registered commands."""

        def there() -> bool:
            gateway = self.gateway
            registered = bool(self.world.commands) or not commands
            return gateway.connected and gateway.identified >= sessions and registered

        # A change of either may come first, so both are looked at every now and then.
        for _ in range(max(1, int(timeout / 0.05))):
            if await self.gateway.until(there, 0.05):
                return
        missing = "registered no commands" if self.gateway.connected else "not connected"
        raise NoAnswer(f"within {timeout} s the bot has {missing}; {told(self.requests)}")

    def interact(  # noqa: PLR0913 - who, where, what, and what it followed from
        self,
        kind: int,
        user: User,
        channel: Channel,
        data: Json,
        *,
        message: Message | None = None,
        before: Interaction | None = None,
    ) -> Interaction:
        """Tell the bot that somebody used something of its."""
        interaction = Interaction(
            id=self.world.ids.next(),
            token=secrets.token_urlsafe(96),
            kind=kind,
            user=user,
            channel=channel,
            created=self.clock.now(),
            data=data,
            message=message,
            before=before,
            edits_before=message.edits if message else 0,
        )
        self.world.interactions[interaction.token] = interaction
        self.world.tell(InteractionBegun(interaction))
        return interaction

    async def answered(self, interaction: Interaction) -> Interaction:
        """Wait for the answer. Raises NoAnswer, saying what the bot did instead."""
        began = len(self.requests)
        if not await interaction.until(lambda: interaction.settled, self.patience):
            if interaction.callback == DEFERRED_UPDATE:
                return interaction
            raise NoAnswer(f"{interaction} was not answered within {self.patience} s; {told(self.requests[began:])}")
        return interaction

    def unanswered(self) -> list[Interaction]:
        """Interactions that left somebody waiting."""
        return [each for each in self.world.interactions.values() if not each.answered]

    async def _wait_for_reply(self, message: Message, timeout: float) -> Message:  # noqa: ASYNC109 - see Watched.until
        began = self.clock.now()

        def first() -> Message | None:
            replies = (each for each in message.replies if each.author is self.bot and not each.loading)
            return next(replies, None)

        await message.until(lambda: first() is not None, timeout)
        if reply := first():
            return reply
        since = [each for each in self.requests if each.at >= began]
        raise NoAnswer(f"no reply to {message.content!r} within {timeout} s; {told(since)}")


def _schema() -> Schema | None:
    path = os.environ.get("DISCORD_OPENAPI")
    if not path:
        return None
    from bot.sandbox.wire.openapi import read_schema  # noqa: PLC0415 - jsonschema is there for development alone

    return read_schema(path)
