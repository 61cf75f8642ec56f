"""Links that open a web page at the quoted words."""

import re
from urllib.parse import quote, urlsplit

LONGEST = 1000  # a longer address would crowd out the quote that it belongs to
WORDS_OF_LONG = 6
_LEADS_THERE = re.compile(
    r":~:|#(?:page=|t=|L\d|lines-\d)|^https://(?:ptb\.|canary\.)?discord(?:app)?\.com/channels/", re.IGNORECASE
)
"""Addresses of a page of a PDF, a time, a line, a message: there are no words to scroll to, or it is not a web page."""
_KEPT_IN_URLS = "%/:?#@!$&'*+,;=~"


def web_address(url: str | None) -> str | None:
    """The address, safe inside a Markdown link; None if it is not http(s), malformed or absurdly long."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    address = quote(url.strip(), safe=_KEPT_IN_URLS)
    return address if parts.scheme in {"http", "https"} and parts.netloc and len(address) <= LONGEST else None


def link_to(url: str | None, text: str) -> str | None:
    """The address of a web page, scrolled to `text` (https://wicg.github.io/scroll-to-text-fragment/).

    A long text is named by its first and last words, because pages break and decorate what stands between.
    """
    address = web_address(url)
    if address is None or _LEADS_THERE.search(address):
        return address
    words = text.split()
    if len(words) <= 2 * WORDS_OF_LONG:
        fragment = _encode(words)
    else:
        fragment = f"{_encode(words[:WORDS_OF_LONG])},{_encode(words[-WORDS_OF_LONG:])}"
    linked = f"{address}{'' if '#' in address else '#'}:~:text={fragment}"
    return linked if len(linked) <= LONGEST else address


def _encode(words: list[str]) -> str:
    """Percent-encoded; "-" "," and "&" mean something else in a text directive, and quote() leaves "-" alone."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
