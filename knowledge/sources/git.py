"""A folder inside of a Git checkout: each file's address in the web view of its forge, with its lines."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import quote, urlsplit

from knowledge.models import Document, Place

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
