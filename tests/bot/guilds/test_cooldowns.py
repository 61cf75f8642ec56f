import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guilds.cooldowns import Cooldown, Cooldowns, TooFast

ADA, BOB, GUILD, OTHER = 1, 2, 7, 8


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_cooldown_gives_questions_back_evenly() -> None:
    clock = Clock()
    cooldown = Cooldown(2, clock)
    cooldown.take(ADA)
    cooldown.take(ADA)

    waits = [cooldown.wait(ADA)]
    clock.now += 10
    waits.append(cooldown.wait(ADA))
    clock.now += 20
    waits.append(cooldown.wait(ADA))

    assert waits == pytest.approx([30, 20, 0])


def test_cooldowns_stop_a_person_and_not_the_others() -> None:
    cooldowns = Cooldowns(1, 100, Clock())
    cooldowns.take(ADA, GUILD)
    cooldowns.take(BOB, GUILD)

    with pytest.raises(TooFast) as refused:
        cooldowns.take(ADA, OTHER)

    assert refused.value.seconds == 61


def test_cooldowns_stop_a_guild_and_not_the_others() -> None:
    cooldowns = Cooldowns(100, 1, Clock())
    cooldowns.take(ADA, GUILD)
    cooldowns.take(ADA, OTHER)

    with pytest.raises(TooFast):
        cooldowns.take(BOB, GUILD)


def test_cooldowns_count_direct_messages_for_no_guild() -> None:
    cooldowns = Cooldowns(1, 1, Clock())

    for person in range(3):
        cooldowns.take(person, 0)

    with pytest.raises(TooFast):
        cooldowns.take(0, 0)


@given(st.integers(1, 20), st.lists(st.floats(0, 30), max_size=200))
def test_cooldown_never_lets_more_through_than_its_size_and_what_came_back(size: int, pauses: list[float]) -> None:
    clock = Clock()
    cooldown = Cooldown(size, clock)
    asked = 0
    for pause in pauses:
        clock.now += pause
        if cooldown.wait(ADA) == 0:
            cooldown.take(ADA)
            asked += 1

    assert asked <= size + sum(pauses) * size / 60 + 1e-6
