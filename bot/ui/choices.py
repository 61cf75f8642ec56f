"""Documents to pick from while typing: Discord takes 25 choices, each of 100 characters, name and value."""

from collections.abc import Iterator
from hashlib import blake2b

from discord import app_commands

from bot.guilds.homes import HomeUnchosen
from bot.languages import Language
from bot.replies.names import name_of
from bot.replies.reply import shorten
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, library_of, say_to, settle_home
from knowledge import Document, DocumentNotFound, KnowledgeBase

_CHOICES, _LENGTH = 25, 100


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
    return list(
        zip(_apart([name_of(document, say) for document in shown]), (_key(one.id) for one in shown), strict=True)
    )


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
    if value in base.documents:
        return base.documents[value]
    document = next(_meant(base, value), None)
    if document is None:
        raise DocumentNotFound(value)
    return document


def _meant(base: KnowledgeBase, value: str) -> Iterator[Document]:
    yield from (document for key, document in base.documents.items() if _key(key) == value)
    if value.strip():
        yield from base.titled(value.split())


def _key(document_id: str) -> str:
    """The id itself where it fits, for ids may be longer than a choice; else as much of its digest as is unique."""
    if 0 < len(document_id) <= _LENGTH and document_id == document_id.strip():
        return document_id
    return f"#{blake2b(document_id.encode(), digest_size=16).hexdigest()}"
