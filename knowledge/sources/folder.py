"""A folder of documents, and inside of a Git checkout each file's address in the web view of its forge."""

import asyncio
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import quote, urlsplit

from knowledge.errors import NoDocuments, UnreadableFile
from knowledge.models import Document, Place
from knowledge.reading import counted, document_files, fingerprint, is_read, read_documents, read_file, with_imports
from knowledge.sources.comparison import READER, Changes, Comparison, Failure, OnProgress, Progress, own_id
from knowledge.sources.queueing import InTurn
from knowledge.store.records import Item, StoredDocument

_REMOTE = re.compile(r"(?:\w+://(?:[^/@]*@)?|(?:[\w.-]+@))(?P<host>[\w.-]+)(?::\d+)?[:/](?P<project>.+?)(?:\.git)?/?$")
_NO_LETTERS = re.compile(r"[\W_]+")
_VIEWS = {
    "github.com": "https://github.com/{project}/blob/{commit}/{path}{plain}",
    "gitlab.com": "https://gitlab.com/{project}/-/blob/{commit}/{path}{plain}",
    "codeberg.org": "https://codeberg.org/{project}/src/commit/{commit}/{path}",
    "gitea.com": "https://gitea.com/{project}/src/commit/{commit}/{path}",
    "bitbucket.org": "https://bitbucket.org/{project}/src/{commit}/{path}",
    "git.sr.ht": "https://git.sr.ht/{project}/tree/{commit}/item/{path}",
}
"""Where each forge shows a file of a commit."""
_ANCHORS = {"bitbucket.org": "lines-{line}"}
_RENDERED = {".md", ".markdown", ".rst"}
"""Shown without line numbers, unless asked for with ?plain=1."""
_LINED = _RENDERED | {".txt"}
_SECONDS = 20
_NEAR = 200
"""Lines among which the next one is looked for."""
_KEY = 30
"""Letters of a line that tell it from others."""


class Checkout(NamedTuple):
    """A work tree whose remote is a forge that has a web view."""

    root: Path
    host: str
    project: str
    commit: str
    shown: frozenset[str]
    """Paths in the work tree that are as the forge shows them."""

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """None where there is no Git, no checkout, or no forge that we know."""
        at = folder if folder.is_dir() else folder.parent
        root = _git(at, "rev-parse", "--show-toplevel").strip()
        remote = _REMOTE.match(_git(at, "remote", "get-url", "origin").strip()) if root else None
        if remote is None or remote["host"].lower() not in _VIEWS:
            return None
        place = Path(root)
        return cls(
            place, remote["host"].lower(), remote["project"], _git(place, "rev-parse", "HEAD").strip(), _shown(place)
        )

    def url(self, path: Path) -> str | None:
        """Where people see this file; None when they would see something else or nothing."""
        name = self._name(path)
        if name is None or name not in self.shown:
            return None
        plain = "?plain=1" if path.suffix.lower() in _RENDERED else ""
        view = _VIEWS[self.host]
        return view.format(project=quote(self.project, safe="/~"), commit=self.commit, path=quote(name), plain=plain)

    def refer(self, document: Document, path: Path) -> Document:
        """With the file's address, unless it names one of its own."""
        if document.url is not None and urlsplit(document.url).hostname != self.host:
            return document
        return document.model_copy(update={"url": self.url(path)})

    def locate(self, document: Document, path: Path, content: bytes) -> Document:
        """With the lines that its text stands on in the file; the view of a file's source has no other anchors."""
        if document.url is not None or path.suffix.lower() not in _LINED:
            return document
        anchor = _ANCHORS.get(self.host, "L{line}")
        places = tuple(
            Place(start=start, label=f"line {line}", anchor=anchor.format(line=line))
            for start, line in _lines(document.text, content.decode(errors="replace"))
        )
        return document.model_copy(update={"places": places})

    def _name(self, path: Path) -> str | None:
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return None


def _shown(root: Path) -> frozenset[str]:
    """What the forge has: nothing when the commit was never pushed, and not what was changed since."""
    if not _git(root, "branch", "--remotes", "--contains", "HEAD").strip():
        return frozenset()
    committed = _git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
    changed = _git(root, "diff", "--name-only", "-z", "HEAD").split("\0")
    return frozenset(committed) - frozenset(changed) - {""}


def _git(folder: Path, *arguments: str) -> str:
    """What Git prints; nothing when it fails or is not there."""
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 fixed words, and the operator's own folder
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def _lines(text: str, source: str) -> Iterator[tuple[int, int]]:
    """(offset in the text, number of the line in the file) of each line that is found again, in order."""
    keys = [_key(line) for line in source.splitlines()]
    start, after = 0, 0
    for line in text.splitlines(keepends=True):
        key = _key(line)
        near = range(after, min(after + _NEAR, len(keys)))
        found = next((number for number in near if key and keys[number].startswith(key)), None)
        if found is not None:
            yield start, found + 1
            after = found + 1
        start += len(line)


def _key(line: str) -> str:
    """The first letters and digits: what markup around them does not change."""
    return _NO_LETTERS.sub("", line)[:_KEY]


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
    left_out = [name for name, path in files.items() if not is_read(name) and path != folder]
    for name in left_out:
        del files[name]
    for origin in sorted(comparison.origins - files.keys()):
        comparison.remove(origin)
    checkout = await in_turn(partial(Checkout.of, folder))
    for done, name in enumerate(files):
        on_progress(Progress(done=done, total=len(files), name=name))
        await in_turn(partial(_compare, comparison, name, files, checkout))
    return comparison.result([f"Left out: {counted(left_out)}."] if left_out else ())


async def require_files(folder: Path, *, may_be_empty: bool) -> None:
    """Raises NoDocuments where there is no folder or no file in it. Nothing is read."""
    if not await asyncio.to_thread(_files, folder) and not may_be_empty:
        raise NoDocuments(str(folder), "is empty; nothing was changed")


def _compare(comparison: Comparison, name: str, files: Mapping[str, Path], checkout: Checkout | None) -> None:
    """Read one of the files, with what it imports of the others, if it is not what it was."""
    path, mark = files[name], None
    try:
        content = with_imports(name, read_file(name, path), files, lambda other: read_file(other, files[other]))
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
