"""The operator's folder, compared with what was read from it before."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import NoDocuments, UnreadableFile
from knowledge.models import Document, Model
from knowledge.reading import document_files, fingerprint, read_documents, read_file
from knowledge.store import StoredDocument


class Failure(Model):
    """A file that could not be read, and why: a clause."""

    name: str
    reason: str


class Progress(Model):
    """How far it is: `done` of `total` files, the next is `name`."""

    done: int
    total: int
    name: str


class FolderChanges(NamedTuple):
    """What must be done so that the store holds what the folder holds."""

    put: list[StoredDocument]
    drop: list[str]
    unchanged: int
    failed: tuple[Failure, ...]


async def read_folder(
    folder: Path, held: Iterable[StoredDocument], on_progress: Callable[[Progress], None]
) -> FolderChanges:
    """Compare the folder with the documents that are `held` of it; only files that changed are read.

    A file that cannot be read is a failure and keeps its documents. Raises NoDocuments where there is no
    folder, or where it is empty while documents of it are held: a disk that is not mounted looks like that.
    """
    before = _by_origin(held)
    files = await asyncio.to_thread(_files, folder)
    if before and not files:
        raise NoDocuments(str(folder), "is empty; nothing was changed")
    changes = _Comparison(before, frozenset(files))
    for done, (name, path) in enumerate(files.items()):
        on_progress(Progress(done=done, total=len(files), name=name))
        await asyncio.to_thread(changes.compare, name, path)
    return changes.result(gone=before.keys() - files.keys())


class _Comparison:
    """The changes so far."""

    def __init__(self, before: dict[str, list[StoredDocument]], names: frozenset[str]) -> None:
        self._before = before
        self._origins = {one.document.id: name for name, group in before.items() if name in names for one in group}
        self._put: list[StoredDocument] = []
        self._drop: list[str] = []
        self._unchanged = 0
        self._failed: list[Failure] = []

    def compare(self, name: str, path: Path) -> None:
        """Read one file, if it is not what it was."""
        before = self._before.get(name, [])
        try:
            content = read_file(name, path)
            mark = fingerprint(content)
            if before and all(stored.fingerprint == mark for stored in before):
                self._unchanged += len(before)
                return
            self._replace(name, before, [StoredDocument(one, name, mark) for one in read_documents(name, content)])
        except UnreadableFile as error:
            self._failed.append(Failure(name=error.name, reason=error.reason))

    def result(self, gone: Iterable[str]) -> FolderChanges:
        """`gone` are the files that were there before."""
        lost = [stored.document.id for name in sorted(gone) for stored in self._before[name]]
        put = {stored.document.id for stored in self._put}
        drop = [document_id for document_id in self._drop + lost if document_id not in put]
        return FolderChanges(self._put, drop, self._unchanged, tuple(self._failed))

    def _replace(self, name: str, before: list[StoredDocument], after: list[StoredDocument]) -> None:
        self._refuse_duplicates(name, [stored.document for stored in after])
        ids = {stored.document.id for stored in after}
        self._origins.update(dict.fromkeys(ids, name))
        self._put += after
        self._drop += [stored.document.id for stored in before if stored.document.id not in ids]

    def _refuse_duplicates(self, name: str, documents: list[Document]) -> None:
        seen: set[str] = set()
        for document in documents:
            other = name if document.id in seen else self._origins.get(document.id, name)
            if document.id in seen or other != name:
                raise UnreadableFile(name, f"{other} has a document with the id “{document.id}” too; ids must differ")
            seen.add(document.id)


def _files(folder: Path) -> dict[str, Path]:
    try:
        if folder.exists():
            return document_files(folder)
    except OSError as error:
        raise NoDocuments(str(folder), f"cannot be read: {error.strerror or error}") from error
    raise NoDocuments(str(folder), "is not there")


def _by_origin(held: Iterable[StoredDocument]) -> dict[str, list[StoredDocument]]:
    groups: dict[str, list[StoredDocument]] = defaultdict(list)
    for stored in held:
        if stored.origin is not None:
            groups[stored.origin].append(stored)
    return dict(groups)
