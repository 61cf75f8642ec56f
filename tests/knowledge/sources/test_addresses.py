from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sources.web.addresses import refusal


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "an address of this machine"),
        ("127.255.0.3", "an address of this machine"),
        ("::1", "an address of this machine"),
        ("0.0.0.0", "an address of this machine"),  # noqa: S104 it is to be refused
        ("::", "an address of this machine"),
        ("10.1.2.3", "a private address"),
        ("172.16.0.1", "a private address"),
        ("192.168.1.1", "a private address"),
        ("fd00:ec2::254", "a private address"),
        ("fec0::1", "a private address"),
        ("169.254.169.254", "a link-local address"),
        ("fe80::1%eth0", "a link-local address"),
        ("100.100.100.200", "an address of a provider's own network"),
        ("168.63.129.16", "a metadata address"),
        ("192.0.0.192", "a reserved address"),
        ("224.0.0.1", "a multicast address"),
        ("ff02::1", "a multicast address"),
        ("240.0.0.1", "a private address"),
        ("255.255.255.255", "a private address"),
        ("::ffff:127.0.0.1", "an IPv4-in-IPv6 address"),
        ("::ffff:8.8.8.8", "an IPv4-in-IPv6 address"),
        ("::127.0.0.1", "an IPv4-in-IPv6 address"),
        ("::ffff:0:7f00:1", "an IPv4-in-IPv6 address"),
        ("64:ff9b::7f00:1", "an IPv4-in-IPv6 address"),
        ("64:ff9b:1::a00:1", "an IPv4-in-IPv6 address"),
        ("2002:7f00:1::", "an IPv4-in-IPv6 address"),
        ("2001:0:7f00:1::", "an IPv4-in-IPv6 address"),
        ("localhost", "no address"),
        ("1.1.1.1", None),
        ("2606:4700::1111", None),
    ],
)
def test_refusal_names_the_kind_of_address(address: str, reason: str | None) -> None:
    assert refusal(address) == reason


@given(st.ip_addresses(v=4))
def test_refusal_lets_no_address_through_that_is_not_global(address: IPv4Address) -> None:
    assert refusal(str(address)) is not None or address.is_global


@given(st.ip_addresses(v=4))
def test_refusal_lets_no_ipv4_address_hide_in_ipv6(address: IPv4Address) -> None:
    number = int(address)
    nat, mapped, six = (0x64FF9B << 96) | number, (0xFFFF << 32) | number, (0x2002 << 112) | (number << 80)

    assert all(refusal(str(IPv6Address(hidden))) for hidden in (nat, mapped, number, six))


def test_refusal_lets_through_what_is_allowed_and_nothing_beside_it() -> None:
    allowed = [ip_network("127.0.0.1/32")]

    assert refusal("127.0.0.1", allowed) is None
    assert refusal("127.0.0.2", allowed) == "an address of this machine"
