"""Documents to pick from while typing: Discord takes 25 choices, each of 100 characters, name and value."""

import re
from collections.abc import Iterator

from discord import app_commands

from bot.guilds.homes import HomeUnchosen
from bot.languages import Language
from bot.replies.names import name_of
from bot.replies.reply import shorten
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, library_of, say_to, settle_home
from knowledge import Document, DocumentNotFound, KnowledgeBase

_CHOICES, _LENGTH = 25, 100
_NUMBER = re.compile(r"#(?P<digits>[0-9]{1,17})")
"""In place of an id that is too long."""


async def complete_document(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What Discord offers for an option that names a document."""
    try:
        await settle_home(interaction)
    except HomeUnchosen:
        return []
    base = await library_of(interaction).base(guild_of(interaction))
    choices = document_choices(base, typed, say_to(interaction))
    return [app_commands.Choice(name=name, value=value) for name, value in choices]


def document_choices(base: KnowledgeBase, typed: str, say: Language) -> list[tuple[str, str]]:
    """Name and value of the documents whose titles hold all words of `typed`; those that begin with it first.

    No two names are alike.
    """
    begins = typed.casefold()
    found = base.titled(typed.split())
    best_first = sorted(found, key=lambda document: (not document.title.casefold().startswith(begins), document.title))
    shown = best_first[:_CHOICES]
    return list(zip(_apart([name_of(document, say) for document in shown]), map(_key, shown), strict=True))


def _apart(names: list[str]) -> Iterator[str]:
    """Those that were there before with a number behind them."""
    taken: set[str] = set()
    for name in names:
        shown, number = shorten(name, _LENGTH), 1
        while shown in taken:
            number += 1
            shown = f"{shorten(name, _LENGTH - len(f' ({number})'))} ({number})"
        taken.add(shown)
        yield shown


def chosen_document(base: KnowledgeBase, value: str) -> Document:
    """The document of a choice; or, since people may type on without choosing, the first one with such a title.

    Raises DocumentNotFound.
    """
    document = base.documents.get(value) or _numbered(base, value)
    if document is None and value.strip():
        document = next(iter(base.titled(value.split())), None)
    if document is None:
        raise DocumentNotFound(value)
    return document


def _numbered(base: KnowledgeBase, value: str) -> Document | None:
    number = _NUMBER.fullmatch(value)
    return base.numbered(int(number["digits"])) if number else None


def _key(document: Document) -> str:
    """The id itself where it fits, for ids may be longer than a choice; else what stands for it."""
    if len(document.id) <= _LENGTH and document.id == document.id.strip():
        return document.id
    return f"#{document.number}"
