"""Whom a message names, and whose phone it makes ring.

Source: https://discord.com/developers/docs/resources/message#allowed-mentions-object
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.rules.errors import Form
    from bot.sandbox.state import Json
    from bot.sandbox.state.people import Role, User
    from bot.sandbox.state.places import Message

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_KINDS = ("users", "roles", "everyone")


@dataclass
class Mentions:
    users: list[User] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    everyone: bool = False


def check_allowed_mentions(form: Form, allowed: Json | None) -> None:
    if allowed is None:
        return
    for index, kind in enumerate(allowed.get("parse") or []):
        form.choice(("allowed_mentions", "parse", index), kind, _KINDS)
    for kind in ("users", "roles"):
        form.length(("allowed_mentions", kind), allowed.get(kind), 100)
        if allowed.get(kind) and kind in (allowed.get("parse") or []):
            text = f"parse:[{kind!r}] and {kind}: [ids...] are mutually exclusive."
            form.refuse(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)


def find_mentions(message: Message, allowed: Json | None, users: Mapping[str, User]) -> Mentions:
    """Whom of `users` the content names, as far as the author's permissions and `allowed` let it. Code names nobody."""
    text = _CODE.sub("", message.content)
    found = Mentions(users=_users(text, users, allowed), roles=_roles(text, message, allowed))
    found.everyone = bool(_EVERYONE.search(text)) and _allows(allowed, "everyone") and _may_ping_all(message)
    answered = message.reply_to.author if message.reply_to else None
    if answered and answered not in found.users and (allowed is None or allowed.get("replied_user")):
        found.users.append(answered)
    return found


def _users(text: str, users: Mapping[str, User], allowed: Json | None) -> list[User]:
    named = (users.get(user_id) for user_id in dict.fromkeys(_USER.findall(text)))
    return [user for user in named if user and _allows(allowed, "users", user.id)]


def _roles(text: str, message: Message, allowed: Json | None) -> list[Role]:
    guild = message.channel.guild
    if guild is None:
        return []
    named = (guild.roles.get(role_id) for role_id in dict.fromkeys(_ROLE.findall(text)))
    rings_all = _may_ping_all(message)
    return [role for role in named if role and (role.mentionable or rings_all) and _allows(allowed, "roles", role.id)]


def _allows(allowed: Json | None, kind: str, entity_id: str | None = None) -> bool:
    """Without `allowed_mentions` everything rings."""
    if allowed is None or kind in (allowed.get("parse") or []):
        return True
    return entity_id in [str(each) for each in allowed.get(kind) or []]


def _may_ping_all(message: Message) -> bool:
    return Permission.MENTION_EVERYONE in permissions_in(message.channel, message.author)


def rung(message: Message, found: Mentions) -> list[User]:
    """Everybody who gets a notification: of those named, all who can see the channel, except the author."""
    guild = message.channel.guild
    people = list(found.users)
    if guild is not None:
        called = found.everyone or found.roles
        members = guild.members.values() if called else ()
        people += [each.user for each in members if found.everyone or set(each.roles) & set(found.roles)]
    seen = (user for user in dict.fromkeys(people) if user is not message.author)
    return [user for user in seen if Permission.VIEW_CHANNEL in permissions_in(message.channel, user)]
