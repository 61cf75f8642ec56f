"""Later answers to an interaction: edits of the first one, and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.errors import UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, ApiError
from bot.sandbox.wire.messages import message_payload
from bot.sandbox.world.asking import find_answerable, post_answer
from bot.sandbox.world.drafting import read_draft
from bot.sandbox.world.posting import erase, revise

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.places import Message

_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"


def _interaction(call: Call) -> Interaction:
    if call.params["webhook_id"] != call.world.bot.id:
        raise ApiError(UNKNOWN_WEBHOOK)
    return find_answerable(call.world, call.params["webhook_token"])


def _message(call: Call) -> Message:
    interaction = _interaction(call)
    wanted = call.params.get("message_id")
    mine = [interaction.original] if wanted is None else [interaction.original, *interaction.followups]
    for message in mine:
        if message and not message.deleted and wanted in (None, message.id):
            return message
    raise ApiError(UNKNOWN_MESSAGE)


def follow_up(call: Call) -> Json:
    """A further message; directly after deferring, it is the deferred one, ephemeral or not as that was."""
    interaction = _interaction(call)
    original = interaction.original
    if original is not None and original.loading and not original.deleted:
        return message_payload(revise(call.world, original, call.body, call.files))
    draft = read_draft(call.world, interaction.channel, call.body, call.files, may_be_ephemeral=True)
    message = post_answer(call.world, interaction, draft)
    interaction.followups.append(message)
    interaction.touch()
    return message_payload(message)


def get(call: Call) -> Json:
    return message_payload(_message(call))


def edit(call: Call) -> Json:
    edited = message_payload(revise(call.world, _message(call), call.body, call.files))
    _interaction(call).touch()
    return edited


def delete(call: Call) -> None:
    erase(call.world, _message(call))
    _interaction(call).touch()


ROUTES = (
    Route("POST", _WEBHOOK, follow_up, needs_token=False),
    *(
        route
        for which in ("/messages/@original", "/messages/{message_id}")
        for route in (
            Route("GET", _WEBHOOK + which, get, needs_token=False),
            Route("PATCH", _WEBHOOK + which, edit, needs_token=False),
            Route("DELETE", _WEBHOOK + which, delete, needs_token=False),
        )
    ),
)
