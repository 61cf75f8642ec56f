"""What is below an answer: to judge it, to look deeper, to go on asking."""

import re

import pytest

from bot.sandbox import Message, NotOffered, Permission
from tests.bot.features.stage import ARTICLE, HANDBOOK, QUESTION, SENTENCE, UNANSWERABLE, Stage, said
from tests.bot.features.waiting import remembered

pytestmark = pytest.mark.asyncio(loop_scope="session")
GONE = "I do not remember that question any more. Please ask again."


def labels(message: Message) -> list[str]:
    return [button["label"] for button in message.buttons]


async def test_answer_can_be_judged_and_looked_into(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)

    assert labels(reply)[:3] == ["👍", "👎", "Show context"]


async def test_sources_with_an_address_are_links(stage: Stage) -> None:
    reply = await stage.ask("When is dinner served in the galley?")

    links = {button["label"]: button["url"] for button in reply.buttons if "url" in button}
    assert links[HANDBOOK["title"]].startswith("https://example.org/handbook#:~:text=Dinner")


async def test_context_shows_the_paragraph_with_the_quote_set_off(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)

    shown = await stage.bob.click(reply, "Show context")

    assert shown.ephemeral
    assert re.search(rf"\*\*[^*]*{SENTENCE}[^*]*\*\*", shown.response.text)
    quoted = [line[2:] for line in shown.response.text.replace("**", "").split("\n") if line.startswith("> ")]
    assert all(line in ARTICLE.read_text() for line in quoted)


async def test_why_this_is_for_those_who_manage(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)
    member, manager = await stage.bob.click(reply, "Show context"), await stage.mo.click(reply, "Show context")

    why = await stage.mo.click(manager.response, "Why this?")

    assert labels(member.response) == []
    assert "Looked for, by rarity: " in why.response.text
    assert "(I answer from " in why.response.text
    assert "**1.** The signing ceremony" in why.response.text


async def test_why_this_is_refused_to_members_who_reach_it(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)
    manager = await stage.mo.click(reply, "Show context")
    reply.buttons[0]["custom_id"] = manager.response.buttons[0]["custom_id"]

    refused = await stage.bob.click(reply, "👍")

    assert said(refused.response) == "This is for those who may manage this server."


async def test_more_pages_through_the_next_quotes(stage: Stage) -> None:
    reply = await stage.ask("What is moon 02 made of?")

    more = await stage.bob.click(reply, "More")
    first = said(more.response)
    await stage.bob.click(more.response, "Next ›")

    assert more.ephemeral
    assert "4 · " in first
    assert said(more.response) != first
    assert "7 · " in said(more.response)


async def test_vote_is_counted_and_can_be_changed(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)

    up = await stage.bob.click(reply, "👍")
    down = await stage.bob.submit(await stage.bob.click(reply, "👎"), {"Why did it not help?": "It is outdated"})

    assert said(up.response) == "Thank you, noted. You can change your vote at any time."
    assert said(down.response).startswith("Thank you, noted. The people who look after")
    assert [(up.ephemeral, down.ephemeral)] == [(True, True)]


async def test_vote_from_another_guild_finds_nothing(stage: Stage) -> None:
    theirs, ours = await stage.ask(QUESTION), await stage.ask(QUESTION, stage.zoe, stage.elsewhere)
    for own, other in zip(ours.buttons, theirs.buttons, strict=True):
        own["custom_id"] = other.get("custom_id", "")

    clicked = [await stage.zoe.click(ours, label) for label in ("👍", "👎", "Show context", "More")]

    assert [said(each.response) for each in clicked] == [GONE] * 4


@pytest.mark.parametrize(
    "custom_id", ["context:1", "more:1", "turn:1:0", "section:1:0", "person:1", "tell:1", "post:1:2"]
)
async def test_whatever_looks_up_a_question_that_is_forgotten_says_the_same(stage: Stage, custom_id: str) -> None:
    reply = await stage.ask(QUESTION, stage.zoe, stage.elsewhere)
    reply.buttons[0]["custom_id"] = custom_id.replace("1", "999999999", 1)

    clicked = await stage.zoe.click(reply, reply.buttons[0]["custom_id"])

    assert (said(clicked.response), clicked.ephemeral) == (GONE, True)


async def test_follow_up_in_a_reply_carries_on(stage: Stage) -> None:
    answer = await stage.ask("When is dinner served?")
    await remembered(stage, answer)

    message = await stage.bob.write(stage.channel, "And where?", reply_to=answer)

    assert "in the galley" in said(await message.reply_from_bot())


async def test_follow_up_in_a_thread_carries_on_for_the_same_person_only(stage: Stage) -> None:
    thread = await stage.ada.open_thread(stage.channel, "Meals")
    await remembered(stage, await stage.ask("When is dinner served?", channel=thread))

    same, other = await stage.ask("and where?", channel=thread), await stage.ask("and where?", stage.bob, thread)

    assert "in the galley" in said(same)
    assert "in the galley" not in said(other).partition("These parts")[0]


async def test_follow_up_in_a_channel_stands_alone_without_a_reply(stage: Stage) -> None:
    await stage.ask("When is dinner served?")

    assert said(await stage.ask("and where?")).startswith("I don't know.")


async def test_same_question_links_to_the_earlier_answer(stage: Stage) -> None:
    channel = stage.guild.text("twice")
    first = await stage.ask(QUESTION, channel=channel)

    second = await stage.ask("Who attended the signing ceremony", stage.bob, channel)

    link = f"https://discord.com/channels/{stage.guild.id}/{channel.id}/{first.id}"
    assert "answered here before" not in said(first)
    assert f"[This was answered here before]({link})" in second.text
    assert SENTENCE in said(second)


async def test_same_question_does_not_link_to_an_answer_that_was_deleted(stage: Stage) -> None:
    channel = stage.guild.text("erased")
    owner = stage.sandbox.user("Olga")
    stage.guild.join(owner, permissions=Permission.MANAGE_MESSAGES)
    await owner.delete(await stage.ask(QUESTION, channel=channel))

    assert "answered here before" not in said(await stage.ask(QUESTION, channel=channel))


async def test_ask_links_to_the_earlier_answer_of_a_mention(stage: Stage) -> None:
    channel = stage.guild.text("both")
    first = await stage.ada.slash(channel, "ask", question=QUESTION)

    second = await stage.ask(QUESTION, channel=channel)

    assert f"/{channel.id}/{first.response.id})" in second.text


async def test_private_answers_are_not_linked(stage: Stage) -> None:
    channel = stage.guild.text("secret")
    await stage.ada.slash(channel, "ask", question=QUESTION, private=True)

    assert "answered here before" not in said(await stage.ask(QUESTION, channel=channel))


async def test_buttons_and_forms_work_after_a_restart(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    reply = await stage.ask(QUESTION)
    form = await stage.bob.click(reply, "👎")
    await stage.bot.stop()

    await stage.bot.start()
    sent = await stage.bob.submit(form, {"Why did it not help?": "It is wrong", "What would be right?": "Nobody."})
    context = await stage.bob.click(reply, "Show context")

    assert said(sent.response).startswith("Thank you")
    assert SENTENCE in said(context.response)


async def test_unknown_has_nothing_to_judge(stage: Stage) -> None:
    reply = await stage.ask(UNANSWERABLE)

    with pytest.raises(NotOffered):
        await stage.bob.click(reply, "👍")
