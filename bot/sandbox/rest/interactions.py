"""Answers to an interaction: the first one, edits of it, and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.commands import STRING, check_choices
from bot.sandbox.rules.components import check_modal
from bot.sandbox.rules.drafts import Draft
from bot.sandbox.rules.errors import UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, ApiError, Form
from bot.sandbox.state.components import completed
from bot.sandbox.state.numbers import (
    CHOICES,
    DEFERRED_MESSAGE,
    DEFERRED_UPDATE,
    EPHEMERAL,
    LOADING,
    MESSAGE,
    MODAL,
    UPDATE,
)
from bot.sandbox.wire.interactions import receipt_payload
from bot.sandbox.wire.messages import message_payload
from bot.sandbox.world.asking import allows, find_answerable, find_unacknowledged, post_answer
from bot.sandbox.world.drafting import read_draft
from bot.sandbox.world.posting import erase, revise

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.places import Message


def respond(call: Call) -> Json | None:
    interaction = find_unacknowledged(call.world, call.params["interaction_id"], call.params["interaction_token"])
    kind = call.body.get("type")
    _check_kind(interaction, kind)
    try:
        _ANSWERS[kind](call, interaction, call.body.get("data") or {})
    except ApiError as refusal:
        raise refusal.below("data") from None
    interaction.callback, interaction.acknowledged = kind, call.world.clock.now()
    interaction.touch()
    return receipt_payload(interaction) if call.query.get("with_response") in ("1", "true", "True") else None


def _check_kind(interaction: Interaction, kind: object) -> None:
    form = Form()
    if form.choice(("type",), kind, tuple(_ANSWERS)) and not allows(interaction, int(str(kind))):
        form.refuse(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", "This interaction cannot be answered so")
    form.finish()


def _answer(call: Call, interaction: Interaction, body: Json) -> None:
    draft = read_draft(call.world, interaction.channel, body, call.files, may_be_ephemeral=True)
    interaction.original = post_answer(call.world, interaction, draft)


def _defer(call: Call, interaction: Interaction, body: Json) -> None:
    """Only the flag for ephemeral counts: a message that people see as "is thinking…"."""
    draft = Draft(flags=LOADING | int(body.get("flags") or 0) & EPHEMERAL)
    interaction.original = post_answer(call.world, interaction, draft)


def _defer_update(_: Call, interaction: Interaction, __: Json) -> None:
    interaction.original = interaction.message


def _update(call: Call, interaction: Interaction, body: Json) -> None:
    interaction.original = interaction.message
    if interaction.message is not None:
        revise(call.world, interaction.message, body, call.files)


def _suggest(_: Call, interaction: Interaction, body: Json) -> None:
    form = Form()
    choices = body.get("choices") or []
    check_choices(form, choices, ("choices",), _focused_option(interaction.data).get("type", STRING))
    form.finish()
    interaction.choices = choices


def _focused_option(data: Json) -> Json:
    """The option that is being typed in, wherever it is nested; an empty one if there is none."""
    for option in data.get("options") or []:
        if option.get("focused"):
            return dict(option)
        if found := _focused_option(option):
            return found
    return {}


def _open_modal(_: Call, interaction: Interaction, body: Json) -> None:
    form = Form()
    check_modal(form, body)
    form.finish()
    interaction.modal = body | {"components": completed(body["components"])}


_ANSWERS = {
    MESSAGE: _answer,
    DEFERRED_MESSAGE: _defer,
    DEFERRED_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _suggest,
    MODAL: _open_modal,
}


_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"


def _answerable(call: Call) -> Interaction:
    if call.params["webhook_id"] != call.world.bot.id:
        raise ApiError(UNKNOWN_WEBHOOK)
    return find_answerable(call.world, call.params["webhook_token"])


def _answer_of(call: Call) -> Message:
    interaction = _answerable(call)
    wanted = call.params.get("message_id")
    mine = [interaction.original] if wanted is None else [interaction.original, *interaction.followups]
    for message in mine:
        if message and not message.deleted and wanted in (None, message.id):
            return message
    raise ApiError(UNKNOWN_MESSAGE)


def follow_up(call: Call) -> Json:
    """A further message; directly after deferring, it is the deferred one, ephemeral or not as that was."""
    interaction = _answerable(call)
    original = interaction.original
    if original is not None and original.loading and not original.deleted:
        return message_payload(revise(call.world, original, call.body, call.files))
    draft = read_draft(call.world, interaction.channel, call.body, call.files, may_be_ephemeral=True)
    message = post_answer(call.world, interaction, draft)
    interaction.followups.append(message)
    interaction.touch()
    return message_payload(message)


def get_answer(call: Call) -> Json:
    return message_payload(_answer_of(call))


def edit_answer(call: Call) -> Json:
    edited = message_payload(revise(call.world, _answer_of(call), call.body, call.files))
    _answerable(call).touch()
    return edited


def delete_answer(call: Call) -> None:
    erase(call.world, _answer_of(call))
    _answerable(call).touch()


ROUTES = (
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", respond, needs_token=False),
    Route("POST", _WEBHOOK, follow_up, needs_token=False),
    *(
        route
        for which in ("/messages/@original", "/messages/{message_id}")
        for route in (
            Route("GET", _WEBHOOK + which, get_answer, needs_token=False),
            Route("PATCH", _WEBHOOK + which, edit_answer, needs_token=False),
            Route("DELETE", _WEBHOOK + which, delete_answer, needs_token=False),
        )
    ),
)
