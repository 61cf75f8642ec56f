"""Discord's gateway, version 10. Source: https://discord.com/developers/docs/events/gateway"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from bot.sandbox.gateway.session import Connection, Session
from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.facts import GuildJoined, GuildLeft, MessageChanged, MessageErased, MessagePosted
from bot.sandbox.state.intents import Intent
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.waiting import Watched
from bot.sandbox.wire import payloads
from bot.sandbox.wire.events import Event, event
from bot.sandbox.wire.protocol import (  # fmt: skip
    BAD_SEQUENCE,
    BAD_TOKEN,
    DISALLOWED_INTENTS,
    HEARTBEAT,
    HEARTBEAT_ACK,
    HELLO,
    IDENTIFIED_TWICE,
    IDENTIFY,
    INVALID_SESSION,
    MEMBERS,
    NOT_IDENTIFIED,
    PRESENCE,
    RECONNECT,
    RESUME,
    UNKNOWN_OP,
    VOICE,
    Close,
    application_flags,
    check_version,
    read_frame,
    read_intents,
    read_shard,
)

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.facts import Fact
    from bot.sandbox.state.places import GuildRecord
    from bot.sandbox.world.world import World


class Gateway(Watched):
    """All sessions."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.heartbeat_interval = 41.25
        self.sessions: dict[str, Session] = {}
        self.presence: Json = {}
        self.identified = 0
        """How many sessions were begun."""
        self.resumed = 0
        self._refusals = 0
        world.listen(self.hear)

    # What the tests may do to the bot.

    @property
    def url(self) -> str:
        return self.world.gateway_url

    @property
    def connected(self) -> bool:
        return any(session.connection for session in self.sessions.values())

    def drop(self, code: int | None = None) -> None:
        """Close every connection with a code, or cut it without one. The bot may resume."""
        for session in self.sessions.values():
            if session.connection is not None:
                session.connection.cut() if code is None else session.connection.close(code)

    def ask_to_reconnect(self) -> None:
        """Opcode 7, which Discord sends every few hours."""
        for session in self.sessions.values():
            if session.connection is not None:
                session.connection.send_op(RECONNECT, None)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Opcode 9: the bot has to identify anew, or may resume."""
        for session in list(self.sessions.values()):
            if session.connection is not None:
                session.connection.send_op(INVALID_SESSION, resumable)
            if not resumable:
                del self.sessions[session.id]

    def refuse_resumes(self, times: int = 1) -> None:
        """Answer the next `times` resumes with an invalid session."""
        self._refusals += times

    def hear(self, fact: Fact) -> None:
        """Send what the bot may know to the sessions that asked for it."""
        if not self._may_know(fact):
            return
        told = event(fact)
        for session in self.sessions.values():
            if session.wants(told, fact.told_in):
                session.dispatch(told)

    def _may_know(self, fact: Fact) -> bool:
        bot, guild, channel = self.world.bot, fact.told_in, fact.seen_in
        if isinstance(fact, MessagePosted | MessageChanged | MessageErased) and fact.message.ephemeral:
            return False
        if guild is not None and bot.id not in guild.members and not isinstance(fact, GuildLeft):
            return False
        return channel is None or Permission.VIEW_CHANNEL in permissions_in(channel, bot)

    # A connection's life.

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        transport = request.transport
        if not isinstance(transport, asyncio.Transport):
            return socket
        connection = Connection(socket, transport, request.query.get("compress"))
        try:
            await self._converse(socket, connection, request.query.get("v", "10"))
        finally:
            connection.writer.cancel()
            self._part(connection, socket.close_code)
        return socket

    async def _converse(self, socket: web.WebSocketResponse, connection: Connection, version: str) -> None:
        try:
            check_version(version)
            connection.send_op(HELLO, {"heartbeat_interval": int(self.heartbeat_interval * 1000)})
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._receive(connection, frame.data)
        except Close as close:
            connection.close(close.code)
            await connection.writer

    def _part(self, connection: Connection, code: int | None) -> None:
        """A client that says goodbye with 1000 or 1001 ends its session; any other end leaves it to be resumed."""
        for session in list(self.sessions.values()):
            if session.connection is connection:
                session.connection = None
                if code in (1000, 1001) and not connection.ending:
                    del self.sessions[session.id]
        self.touch()

    def _session(self, connection: Connection) -> Session | None:
        return next((each for each in self.sessions.values() if each.connection is connection), None)

    def _receive(self, connection: Connection, text: str) -> None:
        connection.count_frame()
        op, data = read_frame(text)
        if op == HEARTBEAT:
            connection.send_op(HEARTBEAT_ACK, None)
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        else:
            self._serve(connection, op, data)

    def _serve(self, connection: Connection, op: int, data: Json) -> None:
        session = self._session(connection)
        if session is None:
            raise Close(NOT_IDENTIFIED)
        if op == PRESENCE:
            self.presence = data
        elif op == MEMBERS:
            self._send_members(session, data)
        elif op != VOICE:
            raise Close(UNKNOWN_OP)

    def _identify(self, connection: Connection, data: Json) -> None:
        if self._session(connection) is not None:
            raise Close(IDENTIFIED_TWICE)
        if data.get("token") != self.world.bot.token:
            raise Close(BAD_TOKEN)
        session = Session(
            f"{int(self.world.ids.next()):032x}", read_intents(data, self.world.bot.privileged), read_shard(data)
        )
        session.connection = connection
        self.sessions[session.id] = session
        self.identified += 1
        self._send_ready(session)
        self.touch()

    def _send_ready(self, session: Session) -> None:
        guilds = [each for each in self.world.guilds.values() if self._is_in(each) and session.covers(each)]
        own = payloads.user(self.world.bot) | {"verified": True, "mfa_enabled": False, "email": None}
        ready = {
            "v": 10,
            "user": own,
            "guilds": [payloads.unavailable(each) for each in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": self.world.bot.id, "flags": application_flags(self.world.bot.privileged)},
        }
        session.dispatch(Event("READY", ready))
        if Intent.GUILDS in session.intents:
            for guild in guilds:
                session.dispatch(event(GuildJoined(guild)))

    def _is_in(self, guild: GuildRecord) -> bool:
        return self.world.bot.id in guild.members

    def _resume(self, connection: Connection, data: Json) -> None:
        if data.get("token") != self.world.bot.token:
            raise Close(BAD_TOKEN)
        session = self.sessions.get(str(data.get("session_id")))
        if session is None or self._refusals:
            self._refusals = max(0, self._refusals - 1)
            connection.send_op(INVALID_SESSION, False)
            return
        missed = session.missed_since(int(data.get("seq") or 0))
        if missed is None:
            raise Close(BAD_SEQUENCE)
        session.connection = connection
        for frame in missed:
            connection.send(frame)
        self.resumed += 1
        session.dispatch(Event("RESUMED", {}))
        self.touch()

    def _send_members(self, session: Session, data: Json) -> None:
        """Answer a request for members: by ids, or by the beginning of a name; all of them with the intent alone."""
        guild = self.world.guild(str(data["guild_id"]))
        members = list(guild.members.values())
        if ids := data.get("user_ids"):
            wanted = {str(each) for each in (ids if isinstance(ids, list) else [ids])}
            members = [each for each in members if each.user.id in wanted]
        elif query := data.get("query"):
            members = [each for each in members if each.user.name.lower().startswith(query.lower())][: data["limit"]]
        elif Intent.GUILD_MEMBERS not in session.intents:
            raise Close(DISALLOWED_INTENTS)
        chunk: Json = {"guild_id": guild.id, "members": [payloads.member(each) for each in members]}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        session.dispatch(Event("GUILD_MEMBERS_CHUNK", chunk))
