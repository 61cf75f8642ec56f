"""Fetching from the web without reaching into anybody's network: every address is checked, then exactly it is used."""

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import NamedTuple

import aiohttp
from yarl import URL

from knowledge.errors import Unreachable
from knowledge.sources.web.addresses import CheckedResolver, Lookup, Network, Refused, is_address, look_up, refusal

AGENT = "quoth"
"""What robots.txt calls us."""
USER_AGENT = f"{AGENT}/{version('quoth')} (a self-hosted bot that quotes documents for its community)"

REDIRECTS = {301, 302, 303, 307, 308}
"""Statuses of answers that lead elsewhere."""
_REASONS = {
    401: "it asks for a login",
    403: "its server refuses to show it",
    404: "there is nothing any more (HTTP 404)",
    410: "it was taken away (HTTP 410)",
    429: "its server asks for fewer requests (HTTP 429)",
}
_UNKNOWN_AUTHORITY = "its certificate is of an authority that this machine does not trust (see SSL_CERT_FILE)"
_CERTIFICATES = {
    10: "its certificate has expired",
    18: _UNKNOWN_AUTHORITY,  # signed by itself
    19: _UNKNOWN_AUTHORITY,
    20: _UNKNOWN_AUTHORITY,
    21: _UNKNOWN_AUTHORITY,
    62: "its certificate is for another name",
    64: "its certificate is for another name",  # the address is a number
}
"""By OpenSSL's codes: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/."""
_LOWEST_PORT = 1024
_STEP = 64 * 1024


class Limits(NamedTuple):
    """What one fetch may cost: bytes after decompression, seconds of all of it, redirects."""

    size: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


STRICT = Limits()


class Fetched(NamedTuple):
    """What came from `url`, where the redirects ended. `content` is None when it has not changed."""

    url: str
    content: bytes | None
    content_type: str
    etag: str | None
    last_modified: str | None
    robots: str
    """The header X-Robots-Tag."""


class Fetcher:
    """Holds connections; close it. `allowed` are networks beside the public ones: tests name loopback."""

    def __init__(
        self, allowed: Collection[Network] = (), limits: Limits = STRICT, lookup: Lookup | None = None
    ) -> None:
        self._allowed = tuple(allowed)
        self._limits = limits
        self._resolver = CheckedResolver(lookup or look_up, self._allowed)
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Let the connections go. Nothing can be fetched any more."""
        await self._resolver.close()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(
        self,
        url: str,
        etag: str | None = None,
        last_modified: str | None = None,
        within: Callable[[str], str | None] | None = None,
    ) -> Fetched:
        """The content, or that it is still what `etag` or `last_modified` stand for. Raises Unreachable.

        `within` says of the target of each redirect why it must not be followed; None = it may.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._follow(URL(url), headers, within)
        except TimeoutError:
            raise Unreachable(url, f"it took longer than {self._limits.seconds:g} seconds") from None
        except Refused as error:
            raise Unreachable(url, str(error)) from None
        except (aiohttp.ClientError, OSError, ValueError, zlib.error) as error:
            raise Unreachable(url, _reason(error)) from error

    async def _follow(self, url: URL, headers: dict[str, str], within: Callable[[str], str | None] | None) -> Fetched:
        for _ in range(self._limits.redirects + 1):
            self._check(url)
            async with self._get(url, headers) as response:
                if response.status not in REDIRECTS or "Location" not in response.headers:
                    return await self._received(url, response)
                status = response.status
                target = url.join(URL(response.headers["Location"])).with_fragment(None)
            if url.scheme == "https" and target.scheme == "http":
                raise Refused("it leads from a secure address to one that is not")
            if within is not None and (reason := within(str(target))):
                raise Unreachable(str(url), reason, status)
            url = target
        raise Refused(f"it leads on more than {self._limits.redirects} times")

    def _check(self, url: URL) -> None:
        """Hosts that are numbers are checked here, names when they are looked up."""
        if url.scheme not in {"http", "https"} or not url.host:
            raise Refused("only addresses that begin with http:// or https:// are fetched")
        if url.user or url.password:
            raise Refused("its address holds a name or password")
        if url.port not in {80, 443} and (url.port or 0) < _LOWEST_PORT:
            raise Refused(f"port {url.port} is not one of the web")
        if is_address(url.host) and (kind := refusal(url.host, self._allowed)):
            raise Refused(f"it is {kind}")

    @asynccontextmanager
    async def _get(self, url: URL, headers: dict[str, str]) -> AsyncIterator[aiohttp.ClientResponse]:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=self._resolver, use_dns_cache=False, limit_per_host=2),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
                timeout=aiohttp.ClientTimeout(total=None),
                auto_decompress=False,
            )
        async with self._session.get(url, headers=headers, allow_redirects=False) as response:
            yield response

    async def _received(self, url: URL, response: aiohttp.ClientResponse) -> Fetched:
        if response.status not in {200, 304}:
            reason = _REASONS.get(response.status, f"its server answered HTTP {response.status}")
            raise Unreachable(str(url), reason, response.status)
        try:
            content = None if response.status == 304 else await self._body(response)
        except Refused as error:
            raise Unreachable(str(url), str(error), response.status) from None
        return Fetched(
            url=str(url),
            content=content,
            content_type=response.content_type,
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
            robots=response.headers.get("X-Robots-Tag", ""),
        )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """Unpacked step by step, so that a few bytes can never fill the memory."""
        encoding = response.headers.get("Content-Encoding", "identity").lower()
        if encoding not in {"identity", "gzip", "x-gzip"}:
            raise Refused(f"it is packed as {encoding}, which was not asked for")
        if (response.content_length or 0) > self._limits.size:
            raise self._too_large()
        body, unpacker = bytearray(), zlib.decompressobj(wbits=31) if encoding != "identity" else None
        async for part in response.content.iter_chunked(_STEP):
            body += part if unpacker is None else unpacker.decompress(part, self._limits.size + 1 - len(body))
            if len(body) > self._limits.size:
                raise self._too_large()
        if unpacker is not None and body and not unpacker.eof:
            raise Refused("it ends in the middle")
        return bytes(body)

    def _too_large(self) -> Exception:
        return Refused(f"it is larger than {self._limits.size / 1_000_000:g} MB")


def _reason(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        return _CERTIFICATES.get(getattr(error.os_error, "verify_code", 0), "its certificate is not valid")
    if isinstance(error, aiohttp.ClientConnectorDNSError | socket.gaierror):
        return "there is no such host"
    if isinstance(error, zlib.error):
        return "it is damaged"
    if isinstance(error, aiohttp.ClientConnectorError | ConnectionError):
        return "its server does not answer"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "it ends in the middle"
    return "its server does not speak HTTP" if isinstance(error, aiohttp.ClientError) else "it is not a web address"
