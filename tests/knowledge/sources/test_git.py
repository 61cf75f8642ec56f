import subprocess
from pathlib import Path

import pytest

from knowledge.models import Document
from knowledge.sources.comparison import unseen
from knowledge.sources.folder import read_folder

MARS = "# Mars\n\nMars has **two** small moons.\n\n- It is [red](https://example.org).\n"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 our own words


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone whose commit its remote has."""
    path = tmp_path / "checkout"
    (path / "docs").mkdir(parents=True)
    (path / "docs" / "mars moons.md").write_text(MARS)
    (path / "docs" / "plain.txt").write_text("Plain\nVenus spins backwards.\n")
    git(path, "init", "-q", "-b", "main")
    git(path, "add", ".")
    git(path, "commit", "-q", "-m", "Begin")
    git(path, "update-ref", "refs/remotes/origin/main", "HEAD")
    return path


async def documents(checkout: Path, remote: str) -> dict[str, Document]:
    git(checkout, "remote", "add", "origin", remote)
    changes = await read_folder(checkout / "docs", (), unseen)
    return {stored.document.id: stored.document for stored in changes.put}


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/o/r.git", "https://github.com/o/r/blob/{commit}/docs/plain.txt"),
        ("git@github.com:o/r.git", "https://github.com/o/r/blob/{commit}/docs/plain.txt"),
        ("ssh://git@gitlab.com:22/g/s/r", "https://gitlab.com/g/s/r/-/blob/{commit}/docs/plain.txt"),
        ("https://t0k3n@codeberg.org/o/r", "https://codeberg.org/o/r/src/commit/{commit}/docs/plain.txt"),
        ("https://bitbucket.org/o/r.git", "https://bitbucket.org/o/r/src/{commit}/docs/plain.txt"),
        ("git@git.sr.ht:~o/r", "https://git.sr.ht/~o/r/tree/{commit}/item/docs/plain.txt"),
    ],
)
async def test_checkout_links_to_its_forge(remote: str, address: str, checkout: Path) -> None:
    found = await documents(checkout, remote)

    assert found["plain.txt"].url == address.format(commit=git(checkout, "rev-parse", "HEAD"))


async def test_checkout_names_the_line_of_each_line(checkout: Path) -> None:
    document = (await documents(checkout, "https://github.com/o/r"))["plain.txt"]

    lines = [(document.text[place.start :].split("\n")[0], place.anchor) for place in document.places]
    assert lines == [("Plain", "L1"), ("Venus spins backwards.", "L2")]


async def test_checkout_shows_the_source_of_markdown(checkout: Path) -> None:
    document = (await documents(checkout, "https://github.com/o/r"))["mars moons.md"]

    lines = [(document.text[place.start :].split("\n")[0], place.anchor) for place in document.places]
    assert (document.url or "").endswith("/docs/mars%20moons.md?plain=1")
    assert [anchor for line, anchor in lines if line.endswith("small moons.")] == ["L3"]


async def test_checkout_links_to_nothing_that_people_would_not_see(checkout: Path) -> None:
    (checkout / "docs" / "plain.txt").write_text("Plain\nChanged since.\n")
    (checkout / "docs" / "new.txt").write_text("New\nNever committed.\n")

    found = await documents(checkout, "https://github.com/o/r")

    assert (found["plain.txt"].url, found["new.txt"].url) == (None, None)


@pytest.mark.parametrize("remote", ["https://git.example.org/o/r", "/srv/git/r.git"])
async def test_checkout_of_an_unknown_forge_has_no_links(remote: str, checkout: Path) -> None:
    found = await documents(checkout, remote)

    assert found["plain.txt"].url is None


async def test_checkout_that_was_never_pushed_has_no_links(checkout: Path) -> None:
    git(checkout, "update-ref", "-d", "refs/remotes/origin/main")

    found = await documents(checkout, "https://github.com/o/r")

    assert found["plain.txt"].url is None


async def test_checkout_moves_its_links_to_the_next_commit_without_reading_again(checkout: Path) -> None:
    git(checkout, "remote", "add", "origin", "https://github.com/o/r")
    held = (await read_folder(checkout / "docs", (), unseen)).put
    git(checkout, "commit", "-q", "--allow-empty", "-m", "Go on")
    git(checkout, "update-ref", "refs/remotes/origin/main", "HEAD")

    changes = await read_folder(checkout / "docs", held, unseen)

    commit = git(checkout, "rev-parse", "HEAD")
    assert changes.unchanged == 2
    assert all(commit in (stored.document.url or "") for stored in changes.put)
