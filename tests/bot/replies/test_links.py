"""Links open at the quoted words, whatever these are."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.markdown import LONGEST_LINK, link_to, shown_address, web_address
from bot.sandbox.rules.addresses import scheme_of


def test_link_to_names_a_short_text_whole() -> None:
    link = link_to("https://example.org/a", "The U.S.-led station, & more")

    assert link == "https://example.org/a#:~:text=The%20U.S.%2Dled%20station%2C%20%26%20more"


def test_link_to_names_a_long_text_by_its_ends() -> None:
    link = link_to("https://example.org/", " ".join(f"w{n}" for n in range(30)))

    assert link == "https://example.org/#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w24%20w25%20w26%20w27%20w28%20w29"


def test_link_to_keeps_the_anchor_of_an_address() -> None:
    assert link_to("https://example.org/#rules", "Be kind.") == "https://example.org/#rules:~:text=Be%20kind."


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.pdf#page=12",
        "https://example.org/talk.vtt#t=83",
        "https://github.com/a/b/blob/c/d.txt#L12",
        "https://bitbucket.org/a/b/src/c/d.md#lines-12",
        "https://discord.com/channels/1/2/3",
    ],
)
def test_link_to_leaves_addresses_alone_that_lead_there_already(url: str) -> None:
    assert link_to(url, "Be kind.") == url


@given(st.text(min_size=1, max_size=80))
def test_link_to_holds_no_character_that_ends_a_markdown_link(text: str) -> None:
    link = link_to("https://example.org/(x)", text) or ""

    assert not set(link) & set(' ()<>[]"\n\t')


@given(st.lists(st.text("aé-,&家", min_size=1), min_size=1, max_size=12))
def test_link_to_decodes_to_the_words(words: list[str]) -> None:
    link = link_to("https://example.org/", " ".join(words)) or ""

    assert unquote(link.partition(":~:text=")[2]) == " ".join(words)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "ftp://example.org/x",
        "javascript:alert(1)",
        "notes.md",
        "https://",
        "https://[broken",
        "http://e.org/" + "a" * LONGEST_LINK,
        "http://wiki/pump",
        "http://localhost:8080/x",
        "https://exa%20mple.org/x",
        "https://exa mple.org/x",
        "https://example.org:99999/x",
        "https://example.org:0/x",
        "https://example.org:port/x",
        "https://example..org",
        "https://-example.org",
        "https://example.1",
        "https://1.2.3.999",
        "https://[::1]/x",
        "https://mia:secret@example.org/x",
        "https://example.org@evil.example",
        "https://evil.example\\.example.org/x",
        "https://" + "x" * 64 + ".org",
        "https://" + "x." * 130 + "org",
        "https://bücher..example",
        "https://\u200b.example",
        "https://\u202e.org",
    ],
)
def test_web_address_refuses_what_is_not_a_page(url: str | None) -> None:
    assert web_address(url) is None


def test_web_address_encodes_what_would_end_the_link() -> None:
    assert web_address(" https://example.org/a b_(c)?q=1&r=%20 ") == "https://example.org/a%20b_%28c%29?q=1&r=%20"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTPS://Example.org/A", "https://example.org/A"),
        ("https://bücher.example/kiln?a=[1]", "https://xn--bcher-kva.example/kiln?a=%5B1%5D"),
        ("https://例え.テスト/x", "https://xn--r8jz45g.xn--zckzah/x"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("http://192.168.0.7:8080/wiki", "http://192.168.0.7:8080/wiki"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("https://example.org/über uns", "https://example.org/%C3%BCber%20uns"),
        ("https://example.org/a\nb", "https://example.org/ab"),
    ],
)
def test_web_address_is_written_as_discord_takes_it(url: str, address: str) -> None:
    assert web_address(url) == address


@given(st.text(max_size=60), st.text(max_size=20))
def test_web_address_is_none_or_one_that_discord_takes(host: str, path: str) -> None:
    address = web_address(f"https://{host}/{path}")

    assert address is None or scheme_of(address) == "https"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://wiki/pump", "http://wiki/pump"),
        ("http://mia:secret@wiki/pump", "http://wiki/pump"),
        ("https:///nohost", ""),
        ("ftp://example.org", ""),
        ("http://wiki/" + "a" * 200, ""),
        (None, ""),
    ],
)
def test_shown_address_is_what_people_can_type(url: str | None, shown: str) -> None:
    assert shown_address(url) == shown
