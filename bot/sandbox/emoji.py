"""Which texts Discord takes for an emoji."""

import unicodedata
from urllib.parse import unquote

_ALSO = frozenset("‼⁉ℹ↔↕↖↗↘↙↩↪▪▫◾◽〰〽Ⓜ㊗㊙⤴⤵")
"""Emoji that Unicode does not file under symbols."""
_KEYCAP = "\u20e3"


def is_emoji(text: str) -> bool:
    """Whether this is one of Unicode's emoji; a guild's own ones are not known here."""
    if not text or len(text) > 16 or any(char.isascii() and char.isalpha() for char in text):
        return False
    return _KEYCAP in text or any(unicodedata.category(char) == "So" or char in _ALSO for char in text)


def from_path(text: str) -> str | None:
    """The emoji in a reaction's address, or None if there is no such emoji."""
    emoji = unquote(text)
    return emoji if is_emoji(emoji) else None
