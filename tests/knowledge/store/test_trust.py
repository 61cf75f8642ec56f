"""Votes, turns and curation in a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.library import Asked, Library
from knowledge.store.records import Exchange, Turn, Vote

GUILD, OTHER, CHANNEL = 7, 8, 70
ADA, BOB = 1, 2


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text("Plan\nDinner is served at seven.")
    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as opened:
        yield opened


async def ask(library: Library, question: str, asker: int = ADA, follows: int | None = None) -> Asked:
    """Asked and answered in a channel; the messages' ids are made of the question's number."""
    asked = await library.keep(await library.find(GUILD, question), asker, follows=follows)
    turn = Turn(CHANNEL, asked.number + 2000, "same", asked.number + 1000, follows)
    await library.turns.add(GUILD, asked.number, turn)
    return asked


async def test_vote_can_be_changed(library: Library) -> None:
    number = (await ask(library, "Dinner?")).number
    await library.votes.cast(GUILD, number, Vote("ada", helpful=False, reason="wrong", comment="At eight!"))

    await library.votes.cast(GUILD, number, Vote("ada", helpful=True))
    await library.votes.cast(GUILD, number, Vote("bob", helpful=False, reason="outdated"))

    assert await library.votes.of(GUILD, number) == [
        Vote("ada", helpful=True),
        Vote("bob", helpful=False, reason="outdated"),
    ]


async def test_vote_from_another_guild_counts_nothing(library: Library) -> None:
    number = (await ask(library, "Dinner?")).number

    assert not await library.votes.cast(OTHER, number, Vote("ada", helpful=True))
    assert await library.votes.of(GUILD, number) == []


async def test_message_is_claimed_once(library: Library) -> None:
    assert [await library.turns.claim(5), await library.turns.claim(5), await library.turns.claim(6)] == [
        True,
        False,
        True,
    ]


async def test_turns_lead_back_to_the_questions_before(library: Library) -> None:
    first = await ask(library, "When is dinner?")
    second = await ask(library, "And where?", follows=first.number)
    third = await ask(library, "Why there?", follows=second.number)
    last = await ask(library, "Who cooks?", follows=third.number)

    assert await library.turns.leading_to(GUILD, last.number) == ("And where?", "Why there?", "Who cooks?")
    assert await library.turns.leading_to(OTHER, last.number) == ()


async def test_turns_know_what_a_message_replies_to(library: Library) -> None:
    number = (await ask(library, "When is dinner?")).number

    found = [await library.turns.replied_to(GUILD, message) for message in (number + 1000, number + 2000, 5)]

    assert found == [number, number, None]
    assert await library.turns.replied_to(OTHER, number + 2000) is None


async def test_turns_know_what_each_person_asked_last(library: Library) -> None:
    ada, bob = await ask(library, "When is dinner?"), await ask(library, "Who cooks?", asker=BOB)

    last = [await library.turns.last_of(GUILD, CHANNEL, library.pseudonym(each)) for each in (ADA, BOB, 3)]

    assert last == [ada.number, bob.number, None]


async def test_turns_find_the_earlier_answer_until_it_is_deleted(library: Library) -> None:
    number = (await ask(library, "When is dinner served?")).number
    found = await library.turns.earlier(GUILD, CHANNEL, "same")

    await library.turns.drop(number + 2000)

    assert found == number + 2000
    assert await library.turns.earlier(GUILD, CHANNEL, "same") is None


async def test_turns_know_the_place_of_a_question(library: Library) -> None:
    number = (await ask(library, "When is dinner?")).number

    assert await library.turns.place(GUILD, number) == Exchange(CHANNEL, number + 1000, number + 2000)
    assert await library.turns.place(OTHER, number) is None


async def test_threads_are_left_to_people(library: Library) -> None:
    await library.turns.leave_to_people(CHANNEL)

    assert [await library.turns.left_to_people(each) for each in (CHANNEL, 71)] == [True, False]


async def test_topics_are_what_got_no_answer_or_one_that_did_not_help(library: Library) -> None:
    helped, not_helped = await ask(library, "When is dinner served?"), await ask(library, "What is for dinner?")
    await ask(library, "Where is the pool?")
    await ask(library, "where's the pool", asker=BOB)
    await library.votes.cast(GUILD, helped.number, Vote("ada", helpful=True))
    await library.votes.cast(GUILD, not_helped.number, Vote("ada", helpful=False))

    topics = await library.curation.topics(GUILD)

    assert [(topic.text, len(topic.questions)) for topic in topics] == [
        ("where's the pool", 2),
        ("What is for dinner?", 1),
    ]
    assert await library.curation.topics(OTHER) == []


async def test_topic_that_is_settled_waits_no_longer(library: Library) -> None:
    first = await ask(library, "Where is the pool?")
    await ask(library, "where's the pool", asker=BOB)
    topic = await library.curation.topic(GUILD, first.number)
    assert topic is not None

    await library.curation.settle(OTHER, topic)
    waiting = await library.curation.topics(GUILD)
    await library.curation.settle(GUILD, topic)

    assert waiting == [topic]
    assert await library.curation.topics(GUILD) == []


async def test_those_who_wait_are_told_once_and_forgotten(library: Library) -> None:
    numbers = [(await ask(library, "Where is the pool?")).number for _ in range(2)]
    wait = [await library.curation.tell(GUILD, number, ADA) for number in numbers]
    await library.curation.tell(GUILD, numbers[0], BOB)
    topic = await library.curation.topic(GUILD, numbers[0])
    assert topic is not None

    tellings = library.curation.tellings
    told = await tellings.answered(GUILD, topic)
    taken = [await tellings.take(each) for each in (*told, *told)]
    for each in told:
        await tellings.done(each)

    assert wait == [True, True]
    assert sorted(each.user_id for each in told) == [ADA, BOB]
    assert taken == [True, True, False, False]
    assert await tellings.answered(GUILD, topic) == []


async def test_nobody_of_another_guild_is_told(library: Library) -> None:
    number = (await ask(library, "Where is the pool?")).number
    await library.curation.tell(GUILD, number, ADA)
    topic = await library.curation.topic(GUILD, number)
    assert topic is not None

    assert await library.curation.tellings.answered(OTHER, topic) == []


async def test_waiting_can_be_taken_back(library: Library) -> None:
    number = (await ask(library, "Where is the pool?")).number

    assert [await library.curation.tell(GUILD, number, ADA) for _ in range(2)] == [True, False]
    assert not await library.curation.tell(OTHER, number, ADA)


async def test_team_is_called_once_per_cooldown(library: Library) -> None:
    calls = [await library.curation.call(guild, 600) for guild in (GUILD, GUILD, OTHER)]

    assert calls == [True, False, True]
    assert await library.curation.call(GUILD, 0)
