"""Whatever people do, in whatever order: everybody gets an answer, and nothing goes wrong."""

import os
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox import NotOffered, Person
from bot.sandbox.state.components import LINK
from tests.bot.features.stage import QUESTION, UNANSWERABLE, Stage, said
from tests.bot.features.teams import FIELDS, Club, new_club

if TYPE_CHECKING:
    from bot.sandbox import Interaction

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(0)]
SEQUENCES = int(os.environ.get("QUOTH_SEQUENCES", "12"))
QUESTIONS = (QUESTION, UNANSWERABLE, "and when?", "When is dinner served?", "*", "@everyone <@1> `?`", "x" * 900)
TEXTS = ("Yes.", "*", "# a\n\n> b", "```\n", "@everyone", "é" * 1900)


class Step(NamedTuple):
    """Who does what, and what they press afterwards; numbers pick among what there is to pick from."""

    person: int
    deed: str
    number: int
    presses: list[int]


class Crowd:
    """A member, a helper and a manager, who do one thing after the other in one channel."""

    def __init__(self, club: Club) -> None:
        self._club = club
        self._people = (club.ada, club.tess, club.mo)
        self._forms: list[tuple[Person, Interaction]] = []

    async def do(self, step: Step) -> None:
        person = self._people[step.person]
        try:
            await getattr(self, f"_{step.deed}")(person, step.number)
            for number in step.presses:
                await self._click(person, number)
        except NotOffered:
            return

    async def _mention(self, person: Person, number: int) -> None:
        await self._club.ask(QUESTIONS[number % len(QUESTIONS)], person)

    async def _ask(self, person: Person, number: int) -> None:
        question = QUESTIONS[number % len(QUESTIONS)]
        await person.slash(self._club.channel, "ask", question=question, private=number % 2 == 0)

    async def _list(self, person: Person, number: int) -> None:
        commands = ("questions", "questions", "questions", "answers show", "help", "sources", "knowledge status")
        await person.slash(self._club.channel, commands[number % len(commands)])

    async def _find(self, person: Person, number: int) -> None:
        if seen := person.reads(self._club.channel):
            await person.menu(seen[number % len(seen)], "Find an answer")

    async def _click(self, person: Person, number: int) -> None:
        """Mostly below the newest message, where people look."""
        offered = [
            (message, [button["custom_id"] for button in message.buttons if button["style"] != LINK])
            for message in person.reads(self._club.channel)
            if message.buttons
        ]
        if offered:
            message, buttons = offered[-1 if number % 3 else number % len(offered)]
            button = buttons[number % len(buttons)]
            used = await person.click(message, button)
            self._forms += [(person, used)] if used.modal else []
            if number % 2:
                await self._submit(person, number)

    async def _submit(self, _: Person, number: int) -> None:
        if self._forms:
            person, form = self._forms.pop(number % len(self._forms))
            text = TEXTS[number % len(TEXTS)]
            wanted = (
                {FIELDS[1]: text} if "give" in str(form.modal) or "edit" in str(form.modal) else {"reason": "wrong"}
            )
            await person.submit(form, wanted)


DEEDS = st.sampled_from(("mention", "ask", "list", "list", "find", "click", "submit"))
NUMBERS = st.integers(0, 999)
STEPS = st.lists(
    st.builds(Step, st.integers(0, 2), DEEDS, NUMBERS, st.lists(NUMBERS, min_size=1, max_size=5)),
    min_size=3,
    max_size=9,
)


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps=STEPS)
async def test_everybody_is_answered_whatever_happens(stage: Stage, steps: list[Step]) -> None:
    began = len(stage.sandbox.requests)
    club = await new_club(stage)
    crowd = Crowd(club)

    for step in steps:
        await crowd.do(step)

    refused = [request for request in stage.sandbox.requests[began:] if request.status >= 400]
    assert refused == []
    assert stage.sandbox.unanswered() == []
    assert [said(each) for each in club.channel.history() if "went wrong on my side" in said(each)] == []
