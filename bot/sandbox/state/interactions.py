"""The life of an interaction: asked, acknowledged within three seconds, answered within fifteen minutes.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import (
    ALREADY_ACKNOWLEDGED,
    INVALID_WEBHOOK_TOKEN,
    UNKNOWN_INTERACTION,
    UNKNOWN_WEBHOOK,
    ApiError,
)
from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.messages import DEFAULT, MENU_COMMAND, REPLY, SLASH_COMMAND
from bot.sandbox.state.waiting import NoAnswer, Watched
from bot.sandbox.wire import payloads

if TYPE_CHECKING:
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Json, User
    from bot.sandbox.state.places import Channel

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ACKNOWLEDGE_WITHIN = 3.0
ANSWER_WITHIN = 15 * 60.0
_ALLOWED = {
    COMMAND: (MESSAGE, DEFERRED_MESSAGE, MODAL),
    COMPONENT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE),
}


@dataclass(eq=False, kw_only=True)
class Interaction(Watched):
    """Somebody used a command, a button, a menu or a modal; and what came of it."""

    id: str
    token: str = field(repr=False)
    kind: int
    user: User
    channel: Channel = field(repr=False)
    created: float
    data: Json
    message: Message | None = field(default=None, repr=False)
    """The one with the button, also for modals that a button opened."""
    before: Interaction | None = field(default=None, repr=False)
    """The one that opened the modal."""
    callback: int | None = None
    """The type of the answer: 4 message, 5 deferred, 6 and 7 the same for the button's message, 8 choices, 9 modal."""
    acknowledged: float | None = None
    original: Message | None = field(default=None, repr=False)
    followups: list[Message] = field(default_factory=list, repr=False)
    edits_before: int = 0
    """How often the button's message had been changed when it was used."""
    modal: Json | None = None
    choices: list[Json] | None = None

    @property
    def deferred(self) -> bool:
        return self.callback in (DEFERRED_MESSAGE, DEFERRED_UPDATE)

    @property
    def answered(self) -> bool:
        """Whether the person is no longer left waiting."""
        thinking = self.original is not None and self.original.loading and not self.original.deleted
        return self.callback is not None and not thinking

    @property
    def settled(self) -> bool:
        """Whether nothing more is to be expected: after deferring a change of the message, the change was made."""
        if self.callback != DEFERRED_UPDATE or self.message is None:
            return self.answered
        return self.message.edits > self.edits_before or self.message.deleted or bool(self.followups)

    @property
    def response(self) -> Message:
        """The message that answers. Raises NoAnswer if there is none."""
        if self.original is None or not self.answered:
            raise NoAnswer(f"{self} was not answered with a message")
        return self.original

    @property
    def ephemeral(self) -> bool:
        return self.response.ephemeral

    @property
    def name(self) -> str:
        return str(self.data.get("name") or self.data.get("custom_id"))

    def __str__(self) -> str:
        verb = {COMMAND: "use of", COMPONENT: "click on", AUTOCOMPLETE: "typing in", MODAL_SUBMIT: "submission of"}
        return f"{self.user.name}'s {verb[self.kind]} {self.name}"

    def allows(self, callback: int) -> bool:
        """Whether this kind of interaction can be answered so."""
        changes_message = callback in (DEFERRED_UPDATE, UPDATE)
        return callback in _ALLOWED[self.kind] and (self.message is not None or not changes_message)

    @property
    def answer_kind(self) -> int:
        """The type of message that answers it."""
        if self.message is not None:
            return REPLY
        if self.kind == COMMAND:
            return SLASH_COMMAND if self.data.get("type") == 1 else MENU_COMMAND
        return DEFAULT

    def owners(self) -> Json:
        guild = self.channel.guild
        return {"0": guild.id if guild else "0"}

    def metadata(self) -> Json:
        """What a message says of the interaction that it answers."""
        app = self.channel.world.application_id
        told: Json = {"application_id": app, "webhook_id": app, "interaction_metadata": self._own_metadata()}
        if self.kind == COMMAND:
            user = payloads.user(self.user)
            told["interaction"] = {"id": self.id, "type": self.kind, "name": self.name, "user": user}
        return told

    def _own_metadata(self) -> Json:
        told: Json = {
            "id": self.id,
            "type": self.kind,
            "user": payloads.user(self.user),
            "authorizing_integration_owners": self.owners(),
        }
        if self.kind == COMMAND:
            told |= {"name": self.name, "command_type": self.data.get("type", 1)}
        if self.kind == COMPONENT and self.message is not None:
            told["interacted_message_id"] = self.message.id
        if self.before is not None:
            told["triggering_interaction_metadata"] = self.before._own_metadata()  # noqa: SLF001 - another of its kind
        return told


def find(interactions: dict[str, Interaction], token: str, now: float) -> Interaction:
    """The interaction of a webhook's token, while it may be answered. Raises ApiError 50027 or 10015."""
    interaction = interactions.get(token)
    if interaction is None or now - interaction.created > ANSWER_WITHIN:
        raise ApiError(INVALID_WEBHOOK_TOKEN)
    if interaction.callback is None:
        raise ApiError(UNKNOWN_WEBHOOK)
    return interaction


def find_unacknowledged(
    interactions: dict[str, Interaction], interaction_id: str, token: str, now: float
) -> Interaction:
    """The interaction that a callback is for. Raises ApiError 10062 or 40060."""
    interaction = interactions.get(token)
    if interaction is None or interaction.id != interaction_id:
        raise ApiError(UNKNOWN_INTERACTION)
    if interaction.callback is not None:
        raise ApiError(ALREADY_ACKNOWLEDGED)
    if now - interaction.created > ACKNOWLEDGE_WITHIN:
        raise ApiError(UNKNOWN_INTERACTION)
    return interaction


def payload(interaction: Interaction) -> Json:
    """What INTERACTION_CREATE tells the bot."""
    channel, guild = interaction.channel, interaction.channel.guild
    world = channel.world
    told: Json = {
        "id": interaction.id,
        "application_id": world.application_id,
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": channel.id,
        "channel": payloads.channel(channel) | {"permissions": str(int(permissions_in(channel, interaction.user)))},
        "app_permissions": str(int(permissions_in(channel, world.bot))),
        "locale": interaction.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": interaction.owners(),
        "context": 0 if guild else 1,
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    return told | _who(interaction) | _source(interaction)


def _who(interaction: Interaction) -> Json:
    guild = interaction.channel.guild
    if guild is None:
        return {"user": payloads.user(interaction.user)}
    permissions = str(int(permissions_in(interaction.channel, interaction.user)))
    return {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": guild.locale, "features": ["COMMUNITY"]},
        "guild_locale": guild.locale,
        "member": payloads.member(guild.members[interaction.user.id]) | {"permissions": permissions},
    }


def _source(interaction: Interaction) -> Json:
    from bot.sandbox.wire import message_payloads  # noqa: PLC0415 - it draws interactions, they draw it

    return {"message": message_payloads.message(interaction.message)} if interaction.message else {}
