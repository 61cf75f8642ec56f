"""People, roles, channels and files that somebody put into an interaction, in full beside their ids."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from bot.sandbox.rules.drafts import store_attachment
from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.people import Role, User
from bot.sandbox.state.places import Channel
from bot.sandbox.wire import message_payloads, payloads

if TYPE_CHECKING:
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Json


class Resolved:
    def __init__(self, channel: Channel, user: User) -> None:
        self._channel = channel
        self._user = user
        self._found: dict[str, Json] = {}

    def id_of(self, thing: Any) -> str:
        """The id that stands for a User, Role, Channel, or a file given as (name, bytes)."""
        if isinstance(thing, User):
            return self._user_id(thing)
        if isinstance(thing, Role):
            return self._add("roles", thing.id, payloads.role(thing))
        if isinstance(thing, Channel):
            permissions = str(int(permissions_in(thing, self._user)))
            return self._add("channels", thing.id, payloads.channel(thing) | {"permissions": permissions})
        filename, content = thing
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        stored = store_attachment(self._channel, filename, content, kind)
        return self._add("attachments", stored.id, message_payloads.attachment(stored, ephemeral=True))

    def _user_id(self, user: User) -> str:
        guild = self._channel.guild
        if guild and (member := guild.members.get(user.id)):
            permissions = str(int(permissions_in(self._channel, user)))
            self._add("members", user.id, payloads.member_without_user(member) | {"permissions": permissions})
        return self._add("users", user.id, payloads.user(user))

    def add_message(self, message: Message) -> str:
        """Chosen from the context menu: the bot reads it whole, whatever its intents."""
        return self._add("messages", message.id, message_payloads.message(message))

    def _add(self, kind: str, key: str, payload: Json) -> str:
        self._found.setdefault(kind, {})[key] = payload
        return key

    def payload(self) -> Json:
        return {"resolved": self._found} if self._found else {}
