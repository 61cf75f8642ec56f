"""The life of an interaction: begun, acknowledged within three seconds, answered within fifteen minutes.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import (
    ALREADY_ACKNOWLEDGED,
    INVALID_WEBHOOK_TOKEN,
    UNKNOWN_INTERACTION,
    UNKNOWN_WEBHOOK,
    ApiError,
)
from bot.sandbox.state.facts import InteractionBegun
from bot.sandbox.state.interactions import Interaction
from bot.sandbox.state.numbers import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFERRED_MESSAGE,
    DEFERRED_UPDATE,
    EPHEMERAL,
    MESSAGE,
    MODAL,
    MODAL_SUBMIT,
    UPDATE,
)
from bot.sandbox.state.requests import told
from bot.sandbox.state.waiting import NoAnswer
from bot.sandbox.world.posting import post

if TYPE_CHECKING:
    from bot.sandbox.rules.drafts import Draft
    from bot.sandbox.state import Json
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Channel, Message
    from bot.sandbox.world.world import World

_ACKNOWLEDGE_WITHIN = 3.0
_ANSWER_WITHIN = 15 * 60.0
_ALLOWED = {
    COMMAND: (MESSAGE, DEFERRED_MESSAGE, MODAL),
    COMPONENT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE),
}


def interact(  # noqa: PLR0913 - who, where, what, and what it followed from
    world: World,
    kind: int,
    user: User,
    channel: Channel,
    data: Json,
    *,
    message: Message | None = None,
    before: Interaction | None = None,
) -> Interaction:
    """Somebody uses something of the bot's."""
    interaction = Interaction(
        id=world.ids.next(),
        token=secrets.token_urlsafe(96),
        kind=kind,
        user=user,
        channel=channel,
        created=world.clock.now(),
        data=data,
        message=message,
        before=before,
        edits_before=message.edits if message else 0,
    )
    world.interactions[interaction.token] = interaction
    world.tell(InteractionBegun(interaction))
    return interaction


async def answered(world: World, interaction: Interaction) -> Interaction:
    """Wait for the answer. Raises NoAnswer, saying what the bot did instead."""
    requests = world.bot.requests
    began = len(requests)
    if not await interaction.until(lambda: interaction.settled, world.patience):
        if interaction.callback == DEFERRED_UPDATE:
            return interaction
        raise NoAnswer(f"{interaction} was not answered within {world.patience} s; {told(requests[began:])}")
    return interaction


def allows(interaction: Interaction, callback: int) -> bool:
    """Whether this kind of interaction can be answered so."""
    changes_message = callback in (DEFERRED_UPDATE, UPDATE)
    return callback in _ALLOWED[interaction.kind] and (interaction.message is not None or not changes_message)


def find_answerable(world: World, token: str) -> Interaction:
    """The interaction of a webhook's token, while it may be answered. Raises ApiError 50027 or 10015."""
    interaction = world.interactions.get(token)
    if interaction is None or world.clock.now() - interaction.created > _ANSWER_WITHIN:
        raise ApiError(INVALID_WEBHOOK_TOKEN)
    if interaction.callback is None:
        raise ApiError(UNKNOWN_WEBHOOK)
    return interaction


def find_unacknowledged(world: World, interaction_id: str, token: str) -> Interaction:
    """The interaction that a callback is for. Raises ApiError 10062 or 40060."""
    interaction = world.interactions.get(token)
    if interaction is None or interaction.id != interaction_id:
        raise ApiError(UNKNOWN_INTERACTION)
    if interaction.callback is not None:
        raise ApiError(ALREADY_ACKNOWLEDGED)
    if world.clock.now() - interaction.created > _ACKNOWLEDGE_WITHIN:
        raise ApiError(UNKNOWN_INTERACTION)
    return interaction


def post_answer(world: World, interaction: Interaction, draft: Draft) -> Message:
    """A message that answers an interaction, seen by its user alone if it is ephemeral."""
    draft.reply_to = interaction.message
    only_for = interaction.user if draft.flags & EPHEMERAL else None
    return post(
        world,
        interaction.channel,
        world.bot,
        draft,
        interaction=interaction,
        kind=interaction.answer_kind,
        only_for=only_for,
    )
