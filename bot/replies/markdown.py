"""Text → Discord's Markdown that shows exactly this text, and links that open a web page at the quoted words."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, quote, urlsplit

from yarl import URL

from bot.replies.names import tame

# A backslash before any ASCII punctuation shows the punctuation alone, so it goes
# - before what means something anywhere: emphasis, code, spoilers, masked links, mentions, times, and ":", which
#   begins emoji and is in every bare link, where Discord would show the backslashes of the rest of the address;
# - before what means something at the start of a line: headings, subtext, lists ("1." too).
_SPECIAL = re.compile(r"[\\`*_~|<>\[\]@]|:(?=\S)|(?m:^)[ \t]*[#+-]|(?m:^)[ \t]*\d+[.)]")
_FENCE, _BROKEN = re.compile(r"`(?=``)"), "`\N{ZERO WIDTH SPACE}"
_CODE_LANGUAGE = re.compile(r"[A-Za-z0-9_+.#-]+")  # what Discord takes for one; anything else it would show
_CLOSE, _OPEN, _ESCAPE = range(3)  # what comes first where they meet
_MARKS = {_CLOSE: "**", _OPEN: "**", _ESCAPE: "\\"}


def escape(text: str) -> str:
    """Shows as `text`, whatever it contains."""
    return set_off(text, ())


def set_off(text: str, matches: Iterable[tuple[int, int]]) -> str:
    """Shows as `text`, with the spans `matches` (in order, not overlapping) in bold."""
    marks = [(special.end() - 1, _ESCAPE) for special in _SPECIAL.finditer(text)]
    for start, end in _joined(text, matches):
        marks += [(start, _OPEN), (end, _CLOSE)]
    shown, done = [], 0
    for place, mark in sorted(marks):
        shown += [text[done:place], _MARKS[mark]]
        done = place
    return "".join([*shown, text[done:]])


def block_quote(markdown: str) -> str:
    """Every line with the bar of a quotation before it."""
    return "\n".join(f"> {line}" for line in markdown.split("\n"))


def code_block(code: str, language: str = "") -> str:
    """As it stands, in letters of equal width; fences in it are broken up unseen, for they would end it."""
    named = language if _CODE_LANGUAGE.fullmatch(language) else ""
    return f"```{named}\n{_FENCE.sub(_BROKEN, code)}\n```"


def masked_link(text: str, address: str | None) -> str:
    """`text`, escaped, as a link if there is an address (see links.web_address)."""
    return f"[{escape(text)}]({address})" if address else escape(text)


def _joined(text: str, matches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbours become one span: "****" between them would not be read as an end and a beginning."""
    span: tuple[int, int] | None = None
    for start, end in matches:
        if span and not text[span[1] : start].strip(" "):
            span = (span[0], end)
            continue
        if span:
            yield span
        span = (start, end)
    if span:
        yield span


BUTTON = 512  # characters: Discord's limit for a button's address
LONGEST_LINK = 1000  # a longer address would crowd out the quote that it belongs to
WORDS_OF_LONG = 6
_LEADS_THERE = re.compile(
    r":~:|#(?:page=|t=|L\d|lines-\d)|^https://(?:ptb\.|canary\.)?discord(?:app)?\.com/channels/", re.IGNORECASE
)
"""Addresses of a page of a PDF, a time, a line, a message: there are no words to scroll to, or it is not a web page."""
_PAGES = ("http", "https")
_NAME = 253  # characters of a host (RFC 1035)
_READABLE = 100  # characters, chosen by hand
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{4,59}})\.?")
"""As Discord's interface judges hosts: https://github.com/schematics/schematics/blob/master/schematics/types/net.py"""
_IP = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!\Z)|\Z)){4}")
_KEPT_IN_URLS = "%/:?#@!$&'*+,;=~"


def web_address(url: str | None, longest: int = LONGEST_LINK) -> str | None:
    """The address of a web page, safe inside a Markdown link and as Discord takes it; None if it is none.

    Discord refuses hosts without a dot ("wiki", "localhost"), with anything but letters, digits and "-" in them, and
    ports that cannot be; and with the address the whole message. Names in other scripts are written as "xn--…".
    """
    parts = _split(url)
    host = _host_of(parts) if parts is not None and parts.scheme in _PAGES else None
    if parts is None or host is None:
        return None
    address = parts._replace(netloc=host).geturl()
    return address if len(address) <= longest else None


def shown_address(url: str | None) -> str:
    """An address that cannot be a link, for people to read; "" if it is no web page's or too long to read.

    Without the password that may stand in it.
    """
    parts = _split(url)
    if parts is None or parts.scheme not in _PAGES or not parts.netloc:
        return ""
    text = tame(" ".join((url or "").split()))
    text = text.replace(tame(parts.netloc), tame(parts.netloc).rpartition("@")[2], 1)
    return text if len(text) <= _READABLE else ""


def _split(url: str | None) -> SplitResult | None:
    """With all but the host encoded; None if it is malformed."""
    try:
        parts = urlsplit((url or "").strip())
        path, query, fragment = (quote(part, safe=_KEPT_IN_URLS) for part in parts[2:])
    except ValueError:
        return None
    return parts._replace(path=path, query=query, fragment=fragment)


def _host_of(parts: SplitResult) -> str | None:
    """In ASCII, with its port; None if it is not one that Discord takes, or hides who is asked behind a name."""
    try:
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if "@" in parts.netloc or port == 0 or len(host) > _NAME or not (_IP.fullmatch(host) or _HOST.fullmatch(host)):
        return None
    return host if port is None else f"{host}:{port}"


def _ascii(host: str) -> str:
    """As it is asked for. Raises ValueError for what no host is called."""
    return host if host.isascii() else URL.build(scheme="https", host=host).raw_host or ""


def link_to(url: str | None, text: str, ending: str = "") -> str | None:
    """The address of a web page, scrolled to `text` (https://wicg.github.io/scroll-to-text-fragment/).

    A long text is named by its first and last words, because pages break and decorate what stands between; one that
    goes on over several paragraphs by those of the first and of the last, which is `ending`.
    """
    address = web_address(url)
    words, last = text.split(), (ending or text).split()
    if address is None or not words or _LEADS_THERE.search(address):
        return address
    if not ending and len(words) <= 2 * WORDS_OF_LONG:
        fragment = _encode(words)
    else:
        fragment = f"{_encode(words[:WORDS_OF_LONG])},{_encode(last[-WORDS_OF_LONG:])}"
    linked = f"{address}{'' if '#' in address else '#'}:~:text={fragment}"
    return linked if len(linked) <= LONGEST_LINK else address


def _encode(words: list[str]) -> str:
    """Percent-encoded; "-" "," and "&" mean something else in a text directive, and quote() leaves "-" alone."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
