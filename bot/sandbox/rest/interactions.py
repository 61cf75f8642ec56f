"""The first answer to an interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.commands import STRING, check_choices
from bot.sandbox.rules.components import check_modal
from bot.sandbox.rules.drafts import Draft
from bot.sandbox.rules.errors import ApiError, Form
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
from bot.sandbox.wire.messages import message_payload
from bot.sandbox.world.asking import allows, find_unacknowledged, post_answer
from bot.sandbox.world.drafting import read_draft
from bot.sandbox.world.posting import revise

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json
    from bot.sandbox.state.interactions import Interaction


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
    return _receipt(interaction) if call.query.get("with_response") in ("1", "true", "True") else None


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


def _receipt(interaction: Interaction) -> Json:
    about: Json = {"id": interaction.id, "type": interaction.kind}
    message = interaction.original
    if message is None:
        return {"interaction": about}
    about |= {
        "response_message_id": message.id,
        "response_message_loading": message.loading,
        "response_message_ephemeral": message.ephemeral,
    }
    if interaction.callback not in (MESSAGE, UPDATE):
        return {"interaction": about}
    return {
        "interaction": about,
        "resource": {"type": interaction.callback, "message": message_payload(message)},
    }


_ANSWERS = {
    MESSAGE: _answer,
    DEFERRED_MESSAGE: _defer,
    DEFERRED_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _suggest,
    MODAL: _open_modal,
}
ROUTES = (Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", respond, needs_token=False),)
