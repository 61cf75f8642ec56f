"""A web site on loopback, as tests need it: it can change, fail, lead elsewhere, and it counts."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b
from ipaddress import ip_network
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Self

from aiohttp import web

from knowledge.sources.web.addresses import Lookup
from knowledge.sources.web.fetching import Fetcher, Limits

LOOPBACK = [ip_network("127.0.0.1/32")]


HTML = MappingProxyType({"Content-Type": "text/html; charset=utf-8"})
PATIENT = Limits(seconds=5.0)


class Page(NamedTuple):
    """What is served at a path; `seconds` is how long it takes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = HTML
    seconds: float = 0.0


def _secured_by(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


class Site:
    """Pages by path; over TLS with a `certificate` and its key.

    `full` and `unchanged` count the answers with and without a body, by path.
    """

    def __init__(self, host: str = "127.0.0.1", certificate: Path | None = None) -> None:
        self.pages: dict[str, Page] = {}
        self.full: Counter[str] = Counter()
        self.unchanged: Counter[str] = Counter()
        self.agents: set[str] = set()
        self._host = host
        self._certificate = certificate
        self._runner = web.ServerRunner(web.Server(self._answer), handler_cancellation=True)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        secured = _secured_by(self._certificate) if self._certificate else None
        site = web.TCPSite(self._runner, self._host, 0, ssl_context=secured)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        self.url = f"{'https' if secured else 'http'}://{self._host}:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def html(self, path: str, title: str, text: str, links: list[str] | None = None) -> None:
        """Serve a page with a heading, a paragraph and links."""
        anchors = "".join(f'<li><a href="{link}">More</a></li>' for link in links or [])
        body = f"<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p></main>"
        self.pages[path] = Page(f"{body}<nav><ul>{anchors}</ul></nav></body></html>".encode())

    def count(self) -> tuple[int, int]:
        """Full and unchanged answers since the last call, robots.txt not counted."""
        counts = self.full.total() - self.full["/robots.txt"], self.unchanged.total()
        self.full.clear()
        self.unchanged.clear()
        return counts

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.agents.add(request.headers.get("User-Agent", ""))
        page = self.pages.get(request.rel_url.raw_path_qs, Page(b"Nothing here.", 404))
        await asyncio.sleep(page.seconds)
        tag = f'"{blake2b(page.body, digest_size=8).hexdigest()}"'
        if page.status == 200 and request.headers.get("If-None-Match") == tag:
            self.unchanged[request.path] += 1
            return web.Response(status=304, headers={"ETag": tag})
        self.full[request.path] += 1
        return web.Response(body=page.body, status=page.status, headers={**page.headers, "ETag": tag})


def local_fetcher(limits: Limits = PATIENT, lookup: Lookup | None = None) -> Fetcher:
    """One that may reach 127.0.0.1 and the public internet."""
    return Fetcher(LOOPBACK, limits, lookup)


def names(*answers: list[str]) -> Lookup:
    """A name server that gives each of these in turn, then the last one again."""
    left = list(answers)

    def look_up(_host: str, _port: int) -> list[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return look_up
