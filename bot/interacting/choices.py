"""Documents to pick from while typing: Discord takes 25 choices, each of 100 characters, name and value."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice

from discord import app_commands

from bot.interacting.interactions import Interaction, guild_of, library_of, settle_home
from bot.replies import shorten
from bot.servers.homes import HomeUnchosen
from knowledge import Document, DocumentNotFound, KnowledgeBase

_CHOICES, _LENGTH = 25, 100


async def complete_document(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What Discord offers for an option that names a document."""
    try:
        await settle_home(interaction)
    except HomeUnchosen:
        return []
    base = await library_of(interaction).base(guild_of(interaction))
    return [app_commands.Choice(name=name, value=value) for name, value in document_choices(base, typed)]


def document_choices(base: KnowledgeBase, typed: str) -> list[tuple[str, str]]:
    """Name and value of the documents whose titles hold all words of `typed`; those that begin with it first."""
    wanted = typed.casefold().split()
    found = [document for document in base.documents.values() if _holds(document.title, wanted)]
    found.sort(key=lambda document: (not document.title.casefold().startswith(typed.casefold()), document.title))
    return [
        (shorten(document.title, _LENGTH) or document.id[:_LENGTH], _key(document.id))
        for document in islice(found, _CHOICES)
    ]


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
    documents = base.documents.values()
    yield from (document for document in documents if _key(document.id) == value)
    wanted = value.casefold().split()
    if wanted:
        yield from (document for document in documents if _holds(document.title, wanted))


def _holds(title: str, wanted: list[str]) -> bool:
    folded = title.casefold()
    return all(word in folded for word in wanted)


def _key(document_id: str) -> str:
    """The id itself where it fits, for ids may be longer than a choice; else as much of its digest as is unique."""
    return (
        document_id if len(document_id) <= _LENGTH else f"#{blake2b(document_id.encode(), digest_size=16).hexdigest()}"
    )
