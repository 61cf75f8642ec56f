"""A Discord of one machine: started, filled with people and guilds, and waited for."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.gateway.gateway import Gateway
from bot.sandbox.people.guilds import Guild
from bot.sandbox.people.person import Person
from bot.sandbox.rest.server import PREFIX, Rest, make_application
from bot.sandbox.state.intents import NO_INTENT, Intent
from bot.sandbox.state.permissions import BOT, Permission
from bot.sandbox.state.requests import told
from bot.sandbox.state.waiting import NoAnswer
from bot.sandbox.world.asking import answered, interact
from bot.sandbox.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from bot.sandbox.state import Json
    from bot.sandbox.state.ids import Clock
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Channel, Message
    from bot.sandbox.wire.openapi import Schema

HOST = "127.0.0.1"


class Sandbox:
    """Listens while used as an async context. See the package's docstring for how to drive it."""

    def __init__(self, *, bot: str = "Quoth", privileged: Intent = NO_INTENT, port: int = 0) -> None:
        """`privileged`: the intents switched on in the developer portal. `port` 0 = a free one."""
        token = f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(27)}"
        self.world = World(bot, token, privileged)
        self.gateway = Gateway(self.world)
        self._rest = Rest(self.world, self.gateway.connect)
        self._rest.schema = _schema()
        self.faults = self._rest.faults
        self.ratelimits = self._rest.ratelimits
        self.objections = self.world.objections
        self.requests = self.world.bot.requests
        self.violations = self._rest.violations
        self.deviations = self._rest.deviations
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(make_application(self._rest), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]
        self.world.files_url = f"http://{HOST}:{self._port}"
        self.world.gateway_url = f"ws://{HOST}:{self._port}/gateway"
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
    def token(self) -> str:
        return self.world.bot.token

    @property
    def schema(self) -> Schema | None:
        """What requests and answers are checked against: the document that DISCORD_OPENAPI names, if it does."""
        return self._rest.schema

    @schema.setter
    def schema(self, schema: Schema | None) -> None:
        self._rest.schema = schema

    @property
    def patience(self) -> float:
        """Seconds that people wait for an answer."""
        return self.world.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self.world.patience = seconds

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def clock(self) -> Clock:
        return self.world.clock

    def user(self, name: str, *, locale: str = "en-US") -> Person:
        person = Person(id=self.world.ids.past(700), name=name, locale=locale, world=self.world)
        return self.world.add_user(person)

    def other_bot(self, name: str) -> Person:
        """A bot that is not ours, which writes as people do."""
        person = self.user(name)
        person.bot = True
        return person

    def guild(self, name: str, *, owner: Person | str = "Owner", permissions: Permission = BOT) -> Guild:
        """A guild with its owner and the bot in it; `permissions` are those of the bot's role."""
        person = self.user(owner) if isinstance(owner, str) else owner
        guild = Guild(id=self.world.ids.past(300), name=name, owner=person, bot=self.world.bot, world=self.world)
        self.world.add_guild(guild, permissions)
        return guild

    async def until(self, condition: Callable[[], bool], timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - see ready
        """Wait until the condition holds, looked at after every request; whether it did within `timeout` seconds."""
        return await self._rest.until(condition, timeout)

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
        return interact(self.world, kind, user, channel, data, message=message, before=before)

    async def answered(self, interaction: Interaction) -> Interaction:
        """Wait for the answer. Raises NoAnswer, saying what the bot did instead."""
        return await answered(self.world, interaction)

    def unanswered(self) -> list[Interaction]:
        """Interactions that left somebody waiting."""
        return [each for each in self.world.interactions.values() if not each.answered]


def _schema() -> Schema | None:
    path = os.environ.get("DISCORD_OPENAPI")
    if not path:
        return None
    from bot.sandbox.wire.openapi import read_schema  # noqa: PLC0415 its validator is there for development alone

    return read_schema(path)
