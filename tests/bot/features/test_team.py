"""What the documents do not say, people do: asked by a ping or a list, and quoted from then on."""

import json
import re
from dataclasses import dataclass
from itertools import product

import pytest

from bot.sandbox import Guild, GuildChannel, Interaction, Message, Permission, Person, Role
from tests.bot.features.stage import QUESTION, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
POOL = "Where is the swimming pool of the club?"
ANSWER = "Behind the hangar. Bring a towel."
ASK, TELL = "Ask a person", "Tell me when there is an answer"
FIELDS = ("The question, as people ask it", "The answer, quoted word for word")


@dataclass(frozen=True)
class Club:
    """A guild of its own: Ada and Bob are members, Mo manages it, and Tess is a helper, as Mo has chosen."""

    stage: Stage
    guild: Guild
    channel: GuildChannel
    tess: Person
    role: Role

    @property
    def ada(self) -> Person:
        return self.stage.ada

    @property
    def bob(self) -> Person:
        return self.stage.bob

    @property
    def mo(self) -> Person:
        return self.stage.mo

    async def ask(self, question: str, asker: Person | None = None) -> Message:
        return await self.stage.ask(question, asker, self.channel)

    async def open_topic(self, person: Person) -> Interaction:
        """The list, turned to its first question."""
        listed = await person.slash(self.channel, "questions")
        await person.click(listed.response, "1")
        return listed

    async def give(self, answer: str = ANSWER) -> Interaction:
        """Tess answers the first open question."""
        listed = await self.open_topic(self.tess)
        return await self.tess.submit(await self.tess.click(listed.response, "Answer"), {FIELDS[1]: answer})


async def new_club(stage: Stage, *, mentionable: bool = True) -> Club:
    guild = stage.sandbox.guild("Space Club")
    tess, role = stage.sandbox.user("Tess"), guild.role("Helpers", mentionable=mentionable)
    guild.join(stage.ada)
    guild.join(stage.bob)
    guild.join(stage.mo, permissions=Permission.MANAGE_GUILD)
    guild.join(tess, role)
    club = Club(stage, guild, guild.text("general"), tess, role)
    await stage.mo.slash(club.channel, "answers team", role=role)
    return club


async def test_asking_a_person_pings_the_team_and_nobody_else_once(stage: Stage) -> None:
    club = await new_club(stage)
    first, second = await club.ask(POOL), await club.ask(f"{POOL} @everyone", club.bob)

    called = await club.ada.click(first, ASK)
    again = await club.bob.click(second, ASK)

    assert called.response.pinged == [club.tess]
    assert said(called.response).startswith(f"{club.role.mention}, Ada asks:\n{POOL}\nhttps://discord.com/channels/")
    assert not called.ephemeral
    assert said(again.response).startswith("The team was called a moment ago.")
    assert again.response.pinged == []


async def test_asking_a_person_is_for_whoever_asked(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(POOL)

    refused = await club.bob.click(reply, ASK)

    assert refused.ephemeral
    assert said(refused.response).startswith("Only whoever asked can call the team.")


async def test_nobody_can_be_asked_where_no_team_was_chosen(stage: Stage) -> None:
    reply = await stage.ask(POOL)

    assert ASK not in [button["label"] for button in reply.buttons]


async def test_managers_are_told_when_the_team_cannot_be_pinged(stage: Stage) -> None:
    club = await new_club(stage, mentionable=False)
    club.channel.permit(stage.sandbox.bot, deny=Permission.MENTION_EVERYONE)

    shown = await club.mo.slash(club.channel, "answers show")

    assert f"I cannot ping {club.role.mention} yet." in said(shown.response)


async def test_open_questions_are_for_the_team(stage: Stage) -> None:
    club = await new_club(stage)

    refused = await club.ada.slash(club.channel, "questions")

    assert refused.ephemeral
    assert said(refused.response) == "This is for those who answer questions here."


async def test_open_questions_are_those_without_a_helpful_answer_alike_ones_together(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(QUESTION)
    await club.bob.submit(await club.bob.click(reply, "👎"), {"Why did it not help?": "It is wrong"})
    await club.ask("When is dinner served?")
    await club.ask(POOL)
    await club.ask("where's the club's swimming pool", club.bob)

    listed = await club.tess.slash(club.channel, "questions")

    assert listed.ephemeral
    lines = said(listed.response).splitlines()
    assert lines[:2] == ["2 open questions", "1. where's the club's swimming pool"]
    assert lines[2].startswith("asked 2 times · <t:")
    assert lines[3] == f"2. {QUESTION}"


async def test_open_question_shows_where_it_was_asked_and_what_was_wrong(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(QUESTION)
    form = await club.bob.click(reply, "👎")
    await club.bob.submit(form, {"Why did it not help?": "It is wrong", "What would be right?": "Only *two*."})

    topic = await club.open_topic(club.tess)

    assert reply.reply_to is not None
    assert f"/{club.channel.id}/{reply.reply_to.id}" in topic.response.text
    assert "👎 It is wrong: Only *two*." in said(topic.response)


async def test_answer_by_the_team_is_quoted_ahead_of_the_documents(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)

    given = await club.give()
    reply = await club.ask("Where is the club's swimming pool?", club.bob)

    assert given.ephemeral
    assert "From now on I quote this:" in said(given.response)
    assert said(reply).startswith(f"{ANSWER}\n1 · answered by the team · Helpers · 20")
    listed = await club.tess.slash(club.channel, "questions")
    assert said(listed.response).startswith("0 open questions\nNothing is open")


async def test_answer_by_the_team_stays_in_its_guild(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()

    assert "hangar" not in said(await stage.ask(POOL, stage.zoe, stage.elsewhere))


async def test_those_who_wait_are_told_directly(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(POOL)
    promised = await club.ada.click(reply, TELL)
    for _ in range(2):
        withdrawn = await club.bob.click(reply, TELL)

    given = await club.give()

    assert "Until then I keep your user ID" in said(promised.response)
    assert "have erased your user ID" in said(withdrawn.response)
    direct = club.ada.direct().history()[-1]
    assert said(direct).splitlines()[:3] == [
        POOL,
        "Your question in Space Club has been answered by the team:",
        "",
    ]
    assert ANSWER in said(direct)
    assert said(given.response).endswith("People told: 1")
    assert [each for each in club.bob.direct().history() if ANSWER in said(each)] == []


async def test_those_who_take_no_direct_messages_are_told_below_their_question(stage: Stage) -> None:
    club = await new_club(stage)
    shy = stage.sandbox.user("Shy")
    shy.takes_direct_messages = False
    club.guild.join(shy)
    reply = await club.ask(POOL, shy)
    await shy.click(reply, TELL)

    given = await club.give()

    assert said(given.response).endswith("People told: 1")
    told = club.channel.history()[-2]
    assert told.reply_to is reply.reply_to
    assert ANSWER in said(told)
    assert told.pinged == []


async def test_answer_by_the_team_can_be_edited(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()

    listed = await club.mo.slash(club.channel, "questions")
    await club.mo.click(listed.response, "Answers by the team")
    await club.mo.click(listed.response, "1")
    form = await club.mo.click(listed.response, "Edit")
    await club.mo.submit(form, {FIELDS[1]: "It was filled in."})

    assert said(await club.ask(POOL)).startswith("It was filled in.\n1 · answered by the team · Mo's · 20")


async def test_answer_by_the_team_can_be_retired(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()

    listed = await club.tess.slash(club.channel, "questions")
    await club.tess.click(listed.response, "Answers by the team")
    await club.tess.click(listed.response, "1")
    await club.tess.click(listed.response, "Retire")

    assert said(listed.response).startswith(f"{POOL}\nRetired. I do not quote this any more:")
    assert "hangar" not in said(await club.ask(POOL))


async def test_answers_by_the_team_can_be_exported(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()
    listed = await club.tess.slash(club.channel, "questions")
    await club.tess.click(listed.response, "Answers by the team")

    exported = await club.tess.click(listed.response, "Export")

    (file,) = exported.response.attachments
    line = json.loads(file.content)
    assert (line["question"], line["answer"], line["role"]) == (POOL, ANSWER, "Helpers")
    assert exported.ephemeral


async def test_question_can_be_dismissed(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    listed = await club.open_topic(club.tess)

    await club.tess.click(listed.response, "Dismiss")
    await club.tess.click(listed.response, "‹ Back")

    assert said(listed.response).startswith("0 open questions")


async def test_open_questions_are_paged(stage: Stage) -> None:
    club = await new_club(stage)
    for word in ("pool", "sauna", "garage", "chapel", "library", "cinema"):
        await club.ask(f"Zebra {word} xylophone {word}s?")
    listed = await club.tess.slash(club.channel, "questions")

    await club.tess.click(listed.response, "Next ›")

    assert said(listed.response).startswith("6 open questions\n1. Zebra pool")


async def test_form_of_the_team_is_refused_to_others(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    listed = await club.open_topic(club.tess)
    form = await club.tess.click(listed.response, "Answer")
    club.guild.take(club.tess, club.role)

    refused = await club.tess.submit(form, {FIELDS[1]: "Nonsense."})

    assert said(refused.response) == "This is for those who answer questions here."


async def test_nothing_of_another_guild_is_reached_by_its_numbers(stage: Stage) -> None:
    club, other = await new_club(stage), await new_club(stage)
    await club.ask(POOL)
    await club.give()
    await club.ask("Which zebra opens the chapel?")
    reply = await other.ask(QUESTION)
    last = max(int(found) for found in re.findall(r"tell:(\d+)", str(club.channel.history()[-1].components)))
    kinds = "up down context why more person tell topic dismiss give answer edit retire".split()

    said_there = []
    for kind, number in product(kinds, range(max(1, last - 3), last + 1)):
        reply.buttons[0]["custom_id"] = f"{kind}:{number}"
        clicked = await other.mo.click(reply, f"{kind}:{number}")
        said_there.append(said(clicked.response) if clicked.modal is None else str(clicked.modal))

    assert [text for text in said_there if "zebra" in text or "hangar" in text] == []
    assert set(said_there) <= {
        "I do not remember that question any more. Please ask again.",
        "That question is not open any more.",
        "That answer has been retired already.",
        "Dismissed.",
    }
    listed = await club.tess.slash(club.channel, "questions")
    assert said(listed.response).startswith("1 open question\n1. Which zebra opens the chapel?")
