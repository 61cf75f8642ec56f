"""What people typed into a form → what it stands for. What it cannot stand for is named, and nothing is changed."""

from bot.languages import phrase
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.ui.interactions import Refused

_NO_PERCENT = phrase("“{typed}” is no percentage. Type a whole number from 0 to 100. Nothing was changed.")
_EMPTY = phrase("The field “{field}” is empty. Type a text into it. Nothing was changed.")
_SHOWN = 80
"""Characters of what was typed that are shown again; chosen by hand."""
_SIGNS = "%٪％﹪ \t\n"
"""Percent signs of the world's keyboards, and what may stand before them."""


def percent_of(typed: str) -> int:
    """From 0 to 100. Raises Refused."""
    number = typed.strip().rstrip(_SIGNS)
    if not number.isdecimal() or len(number.lstrip("0")) > 3 or int(number) > 100:
        raise Refused(_NO_PERCENT, typed=shown(typed))
    return int(number)


def text_of(typed: str, field: str) -> str:
    """Without the space around it. `field` is what people read above it. Raises Refused when there is nothing."""
    text = typed.strip()
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise Refused(_EMPTY, field=field)
    return text


def shown(typed: str) -> str:
    """As a sentence can say it again: a line that is no Markdown."""
    return escape(shorten(typed, _SHOWN))
