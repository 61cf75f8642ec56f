"""Which internet addresses may be reached: those of the public internet, and none that lead back into a network."""

import asyncio
import socket
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult

Lookup = Callable[[str, int], list[str]]
"""The addresses of a host, for a port; it may take a while. Raises OSError."""
Network = IPv4Network | IPv6Network
_AT_ONCE = 4
"""Names that are looked up at the same time; others wait."""

_REFUSED: dict[Network, str] = {
    ip_network(network): reason
    for network, reason in {
        "168.63.129.16/32": "a metadata address",  # Azure's, among public addresses
        "192.0.0.0/24": "a reserved address",  # RFC 6890; Oracle's metadata is in it
        "192.88.99.0/24": "an IPv4-in-IPv6 address",  # RFC 7526, relays of 6to4
        "100.64.0.0/10": "an address of a provider's own network",  # RFC 6598; Alibaba's metadata is in it
        "::/96": "an IPv4-in-IPv6 address",  # RFC 4291, IPv4-compatible
        "::ffff:0:0/96": "an IPv4-in-IPv6 address",  # RFC 4291, IPv4-mapped
        "::ffff:0:0:0/96": "an IPv4-in-IPv6 address",  # RFC 2765, IPv4-translated
        "64:ff9b::/96": "an IPv4-in-IPv6 address",  # RFC 6052, NAT64
        "64:ff9b:1::/48": "an IPv4-in-IPv6 address",  # RFC 8215, NAT64 of a network's own
        "2001::/32": "an IPv4-in-IPv6 address",  # RFC 4380, Teredo
        "2002::/16": "an IPv4-in-IPv6 address",  # RFC 3056, 6to4
        "fec0::/10": "a private address",  # RFC 3879, site-local
        "3fff::/20": "a reserved address",  # RFC 9637, documentation
        "5f00::/16": "a reserved address",  # RFC 9602, segment routing
    }.items()
}
_THIS_MACHINE = {IPv6Address("::"), IPv6Address("::1")}
"""Said before all else, for they look like IPv4 in IPv6."""
_KINDS = {
    "is_loopback": "an address of this machine",
    "is_unspecified": "an address of this machine",
    "is_link_local": "a link-local address",
    "is_multicast": "a multicast address",
    "is_private": "a private address",
    "is_reserved": "a reserved address",
}
"""Properties of the library `ipaddress`, those that say most about an address first."""


def refusal(address: str, allowed: Collection[Network] = ()) -> str | None:
    """Why this address must not be reached, as a noun; None = it may. Addresses in `allowed` always may."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return "no address"
    if any(parsed in network for network in allowed):
        return None
    if parsed in _THIS_MACHINE:
        return "an address of this machine"
    for kind, reason in _KINDS.items():
        if getattr(parsed, kind) and not _embedded(parsed):
            return reason
    listed = next((reason for network, reason in _REFUSED.items() if parsed in network), None)
    return listed or (None if parsed.is_global else "a reserved address")


def _embedded(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network, reason in _REFUSED.items() if reason == "an IPv4-in-IPv6 address")


class Refused(ValueError):
    """What must not or cannot be fetched; the message is a clause that says why."""


class CheckedResolver(AbstractResolver):
    """A host's addresses, if every one may be reached; the connection is made to exactly these.

    It has threads of its own: name servers that do not answer keep no question waiting.
    """

    def __init__(self, lookup: Lookup, allowed: tuple[Network, ...]) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, "looking up")
        self._lookup = lookup
        self._allowed = allowed

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 aiohttp's interface
    ) -> list[ResolveResult]:
        """Raises Refused, OSError."""
        addresses = await asyncio.get_running_loop().run_in_executor(self._threads, self._lookup, host, port)
        for address in addresses:
            if kind := refusal(address, self._allowed):
                raise Refused(f"its name leads to {kind}")
        return [_result(host, port, address) for address in addresses]

    async def close(self) -> None:
        """Waits for nothing."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def look_up(host: str, port: int) -> list[str]:
    """What the system says. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return {"hostname": host, "host": address, "port": port, "family": family, "proto": 0, "flags": flags}


def is_address(host: str) -> bool:
    """Whether a host is a number, so that nothing looks it up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
