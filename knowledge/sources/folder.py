"""A folder of documents, compared with what was read from it before."""

import asyncio
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from knowledge.errors import NoDocuments, UnreadableFile
from knowledge.models import Document
from knowledge.reading import document_files, fingerprint, read_documents, read_file
from knowledge.sources.comparison import READER, Changes, Comparison, Failure, OnProgress, Progress, own_id
from knowledge.sources.git import Checkout
from knowledge.sources.queueing import InTurn
from knowledge.store.records import Item, StoredDocument

__all__ = ["Changes", "Failure", "Progress", "compare_folder", "read_folder"]


async def read_folder(
    folder: Path, held: Iterable[StoredDocument], on_progress: OnProgress, in_turn: InTurn = asyncio.to_thread
) -> Changes:
    """Compare the folder with the documents that are `held` of it; only files that changed are read.

    A file that cannot be read is a failure and keeps its documents. Raises NoDocuments where there is no
    folder, or where it is empty while documents of it are held: a disk that is not mounted looks like that.
    """
    return await compare_folder(folder, Comparison(held), in_turn, on_progress)


async def compare_folder(folder: Path, comparison: Comparison, in_turn: InTurn, on_progress: OnProgress) -> Changes:
    """The same for a folder that is a source. Raises NoDocuments."""
    files = await in_turn(partial(_files, folder))
    if comparison.origins and not files:
        raise NoDocuments(str(folder), "is empty; nothing was changed")
    for origin in sorted(comparison.origins - files.keys()):
        comparison.remove(origin)
    checkout = await in_turn(partial(Checkout.of, folder))
    for done, (name, path) in enumerate(files.items()):
        on_progress(Progress(done=done, total=len(files), name=name))
        await in_turn(partial(_compare, comparison, name, path, checkout))
    return comparison.result()


async def require_files(folder: Path, *, may_be_empty: bool) -> None:
    """Raises NoDocuments where there is no folder or no file in it. Nothing is read."""
    if not await asyncio.to_thread(_files, folder) and not may_be_empty:
        raise NoDocuments(str(folder), "is empty; nothing was changed")


def _compare(comparison: Comparison, name: str, path: Path, checkout: Checkout | None) -> None:
    """Read one file, if it is not what it was."""
    mark = None
    try:
        content = read_file(name, path)
        mark = fingerprint(content)
        item = Item(name, mark, READER)
        if comparison.is_held(name, mark):
            comparison.keep(item, lambda document: checkout.refer(document, path) if checkout else document)
        else:
            comparison.refuse_stopped(name, mark)
            found = [_located(one, path, content, checkout) for one in read_documents(name, content)]
            comparison.replace(item, comparison.read(name, [own_id(comparison.source, one) for one in found]))
    except UnreadableFile as error:
        comparison.fail(name, error, mark)


def _located(document: Document, path: Path, content: bytes, checkout: Checkout | None) -> Document:
    return checkout.refer(checkout.locate(document, path, content), path) if checkout else document


def _files(folder: Path) -> dict[str, Path]:
    try:
        if folder.exists():
            return document_files(folder)
    except OSError as error:
        raise NoDocuments(str(folder), f"cannot be read: {error.strerror or error}") from error
    raise NoDocuments(str(folder), "is not there")
