"""What those who look after the knowledge read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import ENGLISH
from bot.replies.sources import progress_embed, reload_embed, status_embed
from knowledge.library import Reload, Status
from knowledge.sources.folder import Failure, Progress

NAMES = st.lists(st.text(st.sampled_from("*_ab c`:"), max_size=300), max_size=30).map(tuple)


def test_reload_embed_lists_what_changed_and_what_failed() -> None:
    reload = Reload(
        added=("New rules",),
        changed=(),
        removed=("Old rules", "Older rules"),
        unchanged=1,
        failed=(Failure(name="scan.pdf", reason="it holds no text"),),
    )

    embed = reload_embed(reload, ENGLISH)

    assert embed.description == "Done; the new knowledge answers from now on. 1 document as before."
    assert [(field.name, field.value) for field in embed.fields] == [
        ("Added: 1", "• New rules"),
        ("Removed: 2", "• Old rules\n• Older rules"),
        ("Could not be read: 1", "• scan.pdf: it holds no text"),
    ]


def test_reload_embed_says_when_nothing_has_changed() -> None:
    embed = reload_embed(Reload(added=(), changed=(), removed=(), unchanged=3, failed=()), ENGLISH)

    assert embed.description == "Done; nothing has changed. 3 documents as before."


@given(NAMES, NAMES, NAMES)
def test_reload_embed_keeps_the_limits(
    added: tuple[str, ...], changed: tuple[str, ...], failed: tuple[str, ...]
) -> None:
    failures = tuple(Failure(name=name, reason=name) for name in failed)

    embed = reload_embed(Reload(added=added, changed=changed, removed=changed, unchanged=0, failed=failures), ENGLISH)

    assert len(embed) <= 6000
    assert all(1 <= len(field.value or "") <= 1024 for field in embed.fields)


def test_reload_embed_counts_what_it_does_not_list() -> None:
    embed = reload_embed(Reload(added=tuple("abcdefghij"), changed=(), removed=(), unchanged=0, failed=()), ENGLISH)

    assert (embed.fields[0].value or "").endswith("• h\nand 2 more")


def test_status_embed_tells_how_much_and_since_when() -> None:
    embed = status_embed(
        Status(documents=1, chunks=1200, loaded_at=datetime(2025, 3, 1, tzinfo=UTC), failed=()), ENGLISH
    )

    assert embed.description == "1 document in 1,200 sections, read <t:1740787200:R>."


@pytest.mark.parametrize(("meaning", "told"), [(None, False), (0.999, True), (1.0, False)])
def test_status_embed_tells_how_much_is_read_for_what_it_means(meaning: float | None, told: bool) -> None:
    loaded = datetime(2025, 3, 1, tzinfo=UTC)

    embed = status_embed(Status(documents=1, chunks=1, loaded_at=loaded, failed=(), meaning=meaning), ENGLISH)

    assert ("\n99% of it is read for what it means; " in (embed.description or "")) is told


def test_progress_embed_tells_how_far_it_is() -> None:
    embed = progress_embed(Progress(done=3, total=20, name="a_b.md"), ENGLISH)

    assert embed.description == "Reading … 3 of 20, now a\\_b.md"
