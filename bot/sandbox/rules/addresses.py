"""Which addresses Discord takes for a link, a picture or a button.

Discord's interface says "Not a well formed URL." as the library schematics does, and judges hosts as that does: a name
with a dot and a top level, or an IP address. Source: https://github.com/schematics/schematics/blob/master/schematics/types/net.py
Hosts that are not ASCII it refuses, with or without a top level.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

_ADDRESS = re.compile(
    r"(?P<scheme>[a-z0-9.+-]+)://(?:[^\s/?#@]+@)?(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<host>[^\s/?#@:\[\]]+))"
    r"(?::(?P<port>[0-9]{1,5}))?(?:[/?#].*)?",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f<>{}|\"`\\^]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_TOP_LEVEL = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]{4,}", re.IGNORECASE)


def scheme_of(address: str) -> str | None:
    """In small letters; None if the address is not well formed."""
    found = None if _UNSAFE.search(address) else _ADDRESS.fullmatch(address)
    if found is None or not _is_port(found["port"]):
        return None
    well_formed = _is_ip(IPv6Address, found["six"]) if found["six"] else _is_host(found["host"])
    return found["scheme"].lower() if well_formed else None


def _is_port(text: str | None) -> bool:
    return text is None or 1 <= int(text) <= 65_535


def _is_host(host: str) -> bool:
    if _is_ip(IPv4Address, host):
        return True
    labels = host.removesuffix(".").split(".")
    well_formed = len(host) <= 253 and len(labels) > 1 and all(map(_LABEL.fullmatch, labels))
    return well_formed and _TOP_LEVEL.fullmatch(labels[-1]) is not None


def _is_ip(kind: type[IPv4Address | IPv6Address], text: str) -> bool:
    try:
        kind(text)
    except AddressValueError:
        return False
    return True
