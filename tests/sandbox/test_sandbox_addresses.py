"""Addresses that Discord takes for a button, and those that it refuses."""

import discord
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.bodies import link, with_row
from tests.sandbox.tiny_bot import logged_in

REFUSED_ADDRESSES = [
    "http://wiki/pump",
    "http://localhost:8080/x",
    "https://",
    "https:///nohost",
    "https://exa mple.org",
    "https://exa%20mple.org",
    "https://bücher.example",
    "https://example.org:99999",
    "https://example.org:0",
    "https://example.org:port",
    "https://example.org/a b",
    "https://example.org/<x>",
    "https://example..org",
    "https://-example.org",
    "https://example.1",
    "https://1.2.3.999",
    "https://[::1",
    "https://" + "x" * 64 + ".org",
    "ftp://example.org",
    "javascript:alert(1)",
    "example.org",
    "",
]
TAKEN_ADDRESSES = [
    "https://example.org",
    "HTTPS://example.org",
    "http://example.org:8080/a?b=c#d",
    "https://example.org./x",
    "https://xn--bcher-kva.example/k",
    "https://my_host.example.org",
    "https://10.0.0.1/x",
    "https://[2001:db8::1]/x",
    "https://example.org/ü",
    "https://mia@example.org",
    "discord://-/channels/1",
]


@pytest.mark.parametrize("address", REFUSED_ADDRESSES)
async def test_button_with_no_address_is_refused(sandbox: Sandbox, address: str) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/channels/{channel.id}/messages", with_row(link(url=address)))

    [error] = (sandbox.requests[-1].answer or {})["errors"]["components"]["0"]["components"]["0"]["url"]["_errors"]
    codes = ("URL_TYPE_INVALID_URL", "URL_TYPE_INVALID_SCHEME", "BASE_TYPE_REQUIRED")
    assert (refused.value.code, error["code"] in codes) == (50035, True)


@pytest.mark.parametrize("address", TAKEN_ADDRESSES)
async def test_button_with_an_address_is_taken(sandbox: Sandbox, address: str) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        await bot.ask("POST", f"/channels/{channel.id}/messages", with_row(link(url=address)))

    assert channel.history()[0].buttons[0]["url"] == address
