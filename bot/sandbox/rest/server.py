"""The HTTP side: one way in for every route, where tokens, limits and faults are minded."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aiohttp import web

from bot.sandbox.rest import ROUTES
from bot.sandbox.rest.calls import Call, Route, read_body
from bot.sandbox.rest.faults import Faults, RateLimits
from bot.sandbox.rules.errors import INVALID_FORM, NOT_FOUND, UNAUTHORIZED, ApiError, Form
from bot.sandbox.state.requests import Request
from bot.sandbox.state.waiting import Watched

if TYPE_CHECKING:
    from bot.sandbox.rest.faults import Fault
    from bot.sandbox.wire.openapi import Schema
    from bot.sandbox.world.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_log = logging.getLogger(__name__)
PREFIX = "/api/v10"
_MAJOR = ("channel_id", "guild_id", "webhook_id", "interaction_id", "webhook_token")
_LARGEST = 100 * 1024 * 1024
# Without this header discord.py takes a 429 for a ban by Cloudflare.
_ALWAYS = {"Via": "1.1 google", "Server": "sandbox"}


class Rest(Watched):
    """What requests meet, and what was set up to go wrong with them. Touched after every answer."""

    def __init__(self, world: World, connect: Handler) -> None:
        """`connect` answers the gateway's handshake."""
        super().__init__()
        self.world = world
        self.connect = connect
        self.faults = Faults()
        self.ratelimits = RateLimits()
        self.violations: list[str] = []
        """What in the bot's requests is against Discord's published schema, if there is one."""
        self.deviations: list[str] = []
        """The same for what the sandbox answers: where it is not like Discord."""
        self.schema: Schema | None = None


def make_application(rest: Rest) -> web.Application:
    application = web.Application(client_max_size=_LARGEST)
    for route in ROUTES:
        application.router.add_route(route.method, PREFIX + route.path, partial(_serve, rest, route))
    application.router.add_get("/gateway", partial(_connect, rest))
    application.router.add_get("/gateway/", partial(_connect, rest))
    application.router.add_get("/attachments/{channel_id}/{attachment_id}/{filename}", partial(_download, rest))
    application.router.add_route("*", "/{path:.*}", partial(_serve_nothing, rest))
    return application


async def _connect(rest: Rest, request: web.Request) -> web.StreamResponse:
    """The gateway's handshake; its faults are those of "CONNECT /gateway"."""
    record = Request(method="CONNECT", route="/gateway", path="/gateway", at=rest.world.clock.now())
    rest.world.bot.requests.append(record)
    fault = rest.faults.next_for(record)
    if fault and (failure := await _fail(fault, request)):
        record.status = failure.status
        return failure
    record.status = 101
    return await rest.connect(request)


async def _serve(rest: Rest, route: Route, request: web.Request) -> web.StreamResponse:
    now = rest.world.clock.now()
    record = Request(method=route.method, route=route.path, path=request.path.removeprefix(PREFIX), at=now)
    rest.world.bot.requests.append(record)
    fault = rest.faults.next_for(record)
    if fault and (failure := await _fail(fault, request)):
        record.status = failure.status
        rest.touch()
        return failure
    verdict = rest.ratelimits.count(route.name, _major(request), now)
    if verdict.retry_after is not None:
        record.status = 429
        return _too_many(verdict.retry_after, "user", verdict.headers)
    response = await _answer(rest, route, request, record, verdict.headers | _ALWAYS)
    return await _lose(fault, request, response) if fault else response


async def _answer(
    rest: Rest, route: Route, request: web.Request, record: Request, headers: dict[str, str]
) -> web.Response:
    try:
        answer = await _call(rest, route, request, record)
    except ApiError as refusal:
        record.status, record.answer = refusal.problem.status, refusal.body()
        response = _json(record.answer, record.status, headers)
    else:
        record.status = 204 if answer is None else route.status
        _check_own_schema(rest, route, record, answer)
        response = _json(answer, record.status, headers)
    record.took = rest.world.clock.now() - record.at
    rest.touch()
    return response


async def _call(rest: Rest, route: Route, request: web.Request, record: Request) -> object:
    if route.needs_token and request.headers.get("Authorization") != f"Bot {rest.world.bot.token}":
        raise ApiError(UNAUTHORIZED)
    _check_reason(request.headers.get("X-Audit-Log-Reason"))
    record.body, files = await read_body(request)
    call = Call(world=rest.world, params=request.match_info, query=request.query, body=record.body, files=files)
    faults = _schema_faults(rest, route, record)
    # A route's own refusal comes first: it names the field as Discord does.
    answer = _serve_call(route, call)
    if faults:
        raise ApiError(INVALID_FORM, {"_errors": [{"code": "SCHEMA", "message": fault} for fault in faults]})
    return answer


def _check_reason(reason: str | None) -> None:
    """Source: https://discord.com/developers/docs/resources/audit-log"""
    form = Form()
    form.length(("reason",), unquote(reason or ""), 512)
    form.finish()


def _serve_call(route: Route, call: Call) -> object:
    try:
        return route.serve(call)
    except (AttributeError, KeyError, TypeError, ValueError):
        # A body of the wrong shape; if it is not that, the log tells what is wrong with the rest.
        _log.exception("The sandbox could not make sense of %s with %r", route.name, call.body)
        malformed = [{"code": "MODEL_TYPE_CONVERT", "message": "The body has not the shape that this route takes."}]
        raise ApiError(INVALID_FORM, {"_errors": malformed}) from None


def _schema_faults(rest: Rest, route: Route, record: Request) -> list[str]:
    """What Discord's own description of its interface has against the body, where the environment names it."""
    if rest.schema is None:
        return []
    faults = rest.schema.faults(route.method, route.path, record.body)
    rest.violations += [f"{record.name}: {fault}" for fault in faults]
    return faults


def _check_own_schema(rest: Rest, route: Route, record: Request, answer: object) -> None:
    """What the sandbox itself says, so that it cannot drift from Discord."""
    if rest.schema is not None and answer is not None:
        faults = rest.schema.answer_faults(route.method, route.path, record.status, answer)
        rest.deviations += [f"{record.name} → {record.status}: {fault}" for fault in faults]


def _json(answer: object, status: int, headers: dict[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    # discord.py knows JSON by this very content type, without a charset.
    body = json.dumps(answer).encode()
    return web.Response(body=body, status=status, headers=headers | {"Content-Type": "application/json"})


def _major(request: web.Request) -> str:
    return "+".join(request.match_info[name] for name in _MAJOR if name in request.match_info)


async def _fail(fault: Fault, request: web.Request) -> web.Response | None:
    if fault.delay and not request.content_type.startswith("multipart/"):
        await request.read()  # so that it is done even if the client does not wait for it
    await asyncio.sleep(fault.delay)
    if fault.hang_up:
        return _hang_up(request)
    if fault.retry_after is not None:
        return _too_many(fault.retry_after, fault.scope, {})
    if fault.status and fault.code is not None:
        return _json({"message": "This was refused on purpose.", "code": fault.code}, fault.status, _ALWAYS)
    return web.Response(status=fault.status, text="", headers=_ALWAYS) if fault.status else None


def _hang_up(request: web.Request) -> web.Response:
    """What is returned is not sent any more."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


async def _lose(fault: Fault, request: web.Request, response: web.Response) -> web.StreamResponse:
    """An answer that never arrives, or half of it."""
    if fault.break_off:
        half = web.StreamResponse(status=response.status, headers=response.headers)
        body = response.body if isinstance(response.body, bytes) else b""
        half.content_length = len(body) + 1  # so that even nothing is not all of it
        await half.prepare(request)
        await half.write(body[: len(body) // 2])
        _hang_up(request)
        return half
    return _hang_up(request) if fault.lose else response


def _too_many(retry_after: float, scope: str, headers: dict[str, str]) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": round(retry_after, 3), "global": scope == "global"}
    told = {"Retry-After": str(int(retry_after) + 1), "X-RateLimit-Scope": scope}
    if scope == "global":
        told["X-RateLimit-Global"] = "true"
    return _json(body, 429, headers | told | _ALWAYS)


async def _download(rest: Rest, request: web.Request) -> web.Response:
    attachment = rest.world.attachments.get(request.match_info["attachment_id"])
    if attachment is None:
        return web.Response(status=404)
    return web.Response(body=attachment.content, headers={"Content-Type": attachment.content_type})


async def _serve_nothing(rest: Rest, request: web.Request) -> web.Response:
    path = request.path.removeprefix(PREFIX)
    body = ApiError(NOT_FOUND).body()
    now = rest.world.clock.now()
    rest.world.bot.requests.append(
        Request(method=request.method, route=path, path=path, at=now, status=404, answer=body)
    )
    return _json(body, 404, _ALWAYS)
