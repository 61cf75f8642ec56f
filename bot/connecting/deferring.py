"""Answers to interactions that take longer than Discord waits, whatever they are waiting for.

Discord forgets an interaction after three seconds. So what has not been answered by then is deferred, and the answer
takes another way when it comes: whoever gives it need not know. Only a form cannot be opened late.
"""

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import discord
from discord import InteractionResponseType as Kind
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter, interaction_response_params

from bot.connecting.patience import UNSENT, again, never_arrived, told, worth_repeating

_ALREADY_ANSWERED = 40060  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_ATTEMPT = 30.0
"""Seconds for one attempt without files, chosen by hand: discord.py waits up to 25 of them for Discord to recover."""
_APPLICATION_COMMAND = 2


class PatientAdapter(AsyncWebhookAdapter):
    """The way of all answers to interactions, for the application with this id."""

    def __init__(self, application_id: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.application_id = application_id

    async def request(self, route: Route, session: aiohttp.ClientSession, **kwargs: object) -> object:
        """Raises what discord.py raises, and aiohttp.ClientError or OSError when Discord cannot be reached."""
        first = route.path.endswith("/callback")
        try:
            return await self._repeated(route, session, safe=first or route.method != "POST", **kwargs)
        except discord.NotFound:
            if route.method != "DELETE":
                raise
            return None  # it is gone, as it should be
        except discord.HTTPException as error:
            if not first or error.code != _ALREADY_ANSWERED:
                raise
            return await self._receipt(route, session)

    async def _repeated(self, route: Route, session: aiohttp.ClientSession, *, safe: bool, **kwargs: Any) -> Any:
        ask, files, tries = super().request, kwargs.get("files") or (), 0

        async def attempt() -> object:
            nonlocal tries
            for file in files:
                file.reset(seek=tries)
            tries += 1
            async with asyncio.timeout(None if files else _ATTEMPT):
                return await ask(route, session, **kwargs)

        return await again(attempt, _is_broken if safe else never_arrived, "Answering an interaction")

    async def _receipt(self, route: Route, session: aiohttp.ClientSession) -> object:
        """What Discord said when it took the answer, which got lost."""
        about: dict[str, object] = {"id": str(route.webhook_id), "type": _APPLICATION_COMMAND}
        token = str(route.webhook_token)
        with suppress(discord.HTTPException):  # a form, or something that is typed, has no message
            original = await self.get_original_interaction_response(self.application_id, token, session=session)
            about["response_message_id"] = original["id"]
        return {"interaction": about}


def _is_broken(error: BaseException) -> bool:
    """Here discord.py has tried five times after every failure of Discord's own."""
    return worth_repeating(error) and not isinstance(error, discord.HTTPException)


_log = logging.getLogger(__name__)
_PATIENCE = 2.0
"""Seconds of the three until an answer is deferred; chosen by hand."""
_KEPT = 15 * 60.0
"""Seconds for which an interaction can be answered
(https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages)."""
_EPHEMERAL = 64


class TooLate(Exception):
    """A form that was to be opened after the interaction was deferred."""


@dataclass
class _Watched:
    """An interaction, and what has become of it.

    `deferred` is how it was; `place` are the flags of the message that is still to come, apart from the deferred one,
    and `moved` is that message's id.
    """

    token: str
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    deferred: Kind | None = None
    place: int | None = None
    moved: int | None = None


class DeferringAdapter(PatientAdapter):
    """The way of all answers to interactions, the late ones too."""

    def __init__(self, application_id: int) -> None:
        super().__init__(application_id)
        self._watched: dict[int, _Watched] = {}
        self._by_token: dict[str, _Watched] = {}

    async def keep_time(self, interaction: discord.Interaction) -> None:
        """Defer, for the person alone, what has not been answered after a while."""
        watched = self._watch(interaction.id, interaction.token)
        try:
            await asyncio.wait_for(watched.answered.wait(), _PATIENCE)
        except TimeoutError:
            await self._defer_if_possible(interaction, watched)

    async def create_interaction_response(
        self, interaction_id: int, token: str, *, params: MultipartParameters, **more: Any
    ) -> Any:
        """The answer, or what stands for it once the interaction was deferred. Raises TooLate."""
        if (params.payload or {}).get("type") == Kind.autocomplete_result.value:
            return await super().create_interaction_response(interaction_id, token, params=params, **more)
        watched = self._watch(interaction_id, token)
        async with watched.lock:
            if watched.deferred is not None:
                return await self._answer_late(interaction_id, watched, params, more["session"])
            receipt = await super().create_interaction_response(interaction_id, token, params=params, **more)
            watched.answered.set()
            self._forget(interaction_id)
            return receipt

    async def edit_original_interaction_response(self, application_id: int, token: str, **more: Any) -> Any:
        """Of a late answer that stands apart, that one."""
        watched = self._by_token.get(token)
        if watched is not None and watched.place is not None:
            return await self._post(watched, **more)
        if watched is not None and watched.moved is not None:
            return await self.edit_webhook_message(application_id, token, watched.moved, **more)
        return await super().edit_original_interaction_response(application_id, token, **more)

    async def delete_original_interaction_response(self, application_id: int, token: str, **more: Any) -> Any:
        """Of a late answer that stands apart, that one."""
        watched = self._by_token.get(token)
        if watched is not None and watched.moved is not None:
            return await self.delete_webhook_message(application_id, token, watched.moved, **more)
        if watched is not None and watched.place is not None:
            watched.place = None
            if watched.deferred is not Kind.deferred_channel_message:
                return None
        return await super().delete_original_interaction_response(application_id, token, **more)

    def _watch(self, interaction_id: int, token: str) -> _Watched:
        if interaction_id not in self._watched:
            self._watched[interaction_id] = self._by_token[token] = _Watched(token)
        return self._watched[interaction_id]

    def _forget(self, interaction_id: int) -> None:
        if watched := self._watched.pop(interaction_id, None):
            del self._by_token[watched.token]

    async def _defer_if_possible(self, interaction: discord.Interaction, watched: _Watched) -> None:
        async with watched.lock:
            if watched.answered.is_set():
                return
            try:
                await self._defer(interaction, watched)
            except (discord.HTTPException, *UNSENT) as error:
                _log.info("An answer that takes long could not be announced: %s", told(error))
                self._forget(interaction.id)

    async def _defer(self, interaction: discord.Interaction, watched: _Watched) -> None:
        kind = Kind.deferred_channel_message if interaction.message is None else Kind.deferred_message_update
        params = interaction_response_params(kind.value, {"flags": _EPHEMERAL})
        session = interaction._session  # noqa: SLF001 as discord.py does it
        await super().create_interaction_response(interaction.id, interaction.token, params=params, session=session)
        watched.deferred = kind
        asyncio.get_running_loop().call_later(_KEPT, self._forget, interaction.id)

    async def _answer_late(
        self, interaction_id: int, watched: _Watched, params: MultipartParameters, session: aiohttp.ClientSession
    ) -> Any:
        answer = _content(params.payload, params.multipart)
        kind, data = Kind(answer["type"]), dict(answer.get("data") or {})
        flags = int(data.pop("flags", None) or 0)
        if kind is Kind.modal:
            raise TooLate
        apart = watched.deferred is Kind.deferred_message_update or not flags & _EPHEMERAL
        if apart and kind in {Kind.channel_message, Kind.deferred_channel_message}:
            watched.place = flags
        receipt: dict[str, Any] = {"id": str(interaction_id), "type": 2}
        if kind in {Kind.channel_message, Kind.message_update}:
            data.pop("tts", None)  # a change has none
            late = _with_content(data, params.multipart) | ({"files": params.files} if params.multipart else {})
            shown: Any = await self.edit_original_interaction_response(
                self.application_id, watched.token, session=session, **late
            )
            receipt["response_message_id"] = shown["id"]
        return {"interaction": receipt}

    async def _post(self, watched: _Watched, *, payload: Any = None, multipart: Any = None, **more: Any) -> Any:
        """A message of its own, in place of "thinking …" where that is shown."""
        flags, watched.place = watched.place, None
        if watched.deferred is Kind.deferred_channel_message:
            await super().delete_original_interaction_response(
                self.application_id, watched.token, session=more["session"]
            )
        content = _content(payload, multipart) | {"flags": flags}
        sent: Any = await self.execute_webhook(
            self.application_id, watched.token, wait=True, **_with_content(content, multipart), **more
        )
        watched.moved = int(sent["id"])
        return sent


def _content(payload: dict[str, Any] | None, multipart: list[dict[str, Any]] | None) -> dict[str, Any]:
    """What is said, wherever it stands: beside files it is one of the parts."""
    content: dict[str, Any] = dict(payload or {}) if not multipart else json.loads(multipart[0]["value"])
    return content


def _with_content(content: dict[str, Any], multipart: list[dict[str, object]] | None) -> dict[str, Any]:
    """The same place with something else in it."""
    if not multipart:
        return {"payload": content}
    return {"multipart": [multipart[0] | {"value": json.dumps(content)}, *multipart[1:]]}
