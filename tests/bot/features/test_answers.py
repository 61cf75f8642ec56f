"""Asking in Discord, in every way that there is."""

import pytest

from tests.bot.features.stage import ARTICLE, HANDBOOK, QUESTION, SENTENCE, UNANSWERABLE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_mention_is_answered_with_a_quote_and_its_source(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)

    title, lines = ARTICLE.read_text().partition("\n")[0], said(reply).split("\n")
    assert lines[0] == SENTENCE
    assert any(line.startswith("1") and line.endswith(f" · {title} · NDTV") for line in lines)


async def test_mention_is_answered_in_a_reply_that_says_how_sure_it_is(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)

    assert reply.reply_to is not None
    assert reply.embeds[0]["footer"]["text"].startswith("Quoted word for word · ")


async def test_mention_sets_off_the_name_that_was_asked_for(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)

    assert "attended by **Pakistani Prime Minister Shehbaz Sharif** in" in reply.text


async def test_reply_to_an_answer_is_answered(stage: Stage) -> None:
    answer = await stage.ask(QUESTION)

    message = await stage.bob.write(stage.channel, "When is dinner served?", reply_to=answer)

    assert "Dinner is served at seven" in said(await message.reply_from_bot())


async def test_direct_message_is_answered(stage: Stage) -> None:
    message = await stage.ada.write(stage.ada.direct(), QUESTION)

    assert SENTENCE in said(await message.reply_from_bot())


async def test_mention_in_a_thread_is_answered_there(stage: Stage) -> None:
    thread = await stage.ada.open_thread(stage.channel, "Ceremonies")

    assert SENTENCE in said(await stage.ask(QUESTION, channel=thread))


async def test_ask_is_answered_for_everyone(stage: Stage) -> None:
    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION)

    assert stage.bob.sees(asked.response)
    assert said(asked.response).startswith(f"{QUESTION}\n{SENTENCE}\n")


async def test_ask_in_private_is_answered_for_the_asker_alone(stage: Stage) -> None:
    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION, private=True)

    assert (stage.ada.sees(asked.response), stage.bob.sees(asked.response)) == (True, False)


async def test_ask_looks_in_the_chosen_document_only(stage: Stage) -> None:
    (choice,) = await stage.ada.autocomplete(
        stage.channel, "ask", {"question": "?", "document": "crew"}, focused="document"
    )

    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION, document=choice.value)

    assert choice.name == HANDBOOK["title"]
    assert "China" not in said(asked.response)


async def test_ask_offers_at_most_25_documents_by_title(stage: Stage) -> None:
    choices = await stage.ada.autocomplete(
        stage.channel, "ask", {"question": "?", "document": "moon"}, focused="document"
    )

    assert [choice.name for choice in choices] == [f"Moon {number:02}" for number in range(12)]


async def test_ask_refuses_a_document_that_is_not_there(stage: Stage) -> None:
    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION, document="The lost book")

    assert asked.ephemeral
    assert asked.response.text.startswith("There is no such document here.")


async def test_answer_links_to_the_place_on_a_web_page(stage: Stage) -> None:
    reply = await stage.ask("When is dinner served?")

    link = "https://example.org/handbook#:~:text=Dinner%20is%20served%20at%20seven%20in%20the%20galley."
    assert f"[The crew handbook · Meals · Space Club · 2025-03-01]({link})" in reply.text


async def test_answer_shows_a_hostile_text_as_it_is(stage: Stage) -> None:
    reply = await stage.ask("What says the fountain?")

    assert "The **fountain** says @everyone and <@1> `drink` ||here|| [now](https://evil.example)!" in said(reply)


async def test_answer_pings_nobody(stage: Stage) -> None:
    content = f"{stage.sandbox.bot.mention} What says the fountain to @everyone and {stage.bob.mention}?"
    message = await stage.ada.write(stage.channel, content)

    reply = await message.reply_from_bot()

    assert (reply.pinged, reply.mention_everyone, reply.mentions) == ([], False, [])


async def test_unknown_is_admitted_and_the_closest_sections_are_offered(stage: Stage) -> None:
    reply = await stage.ask(UNANSWERABLE)

    assert said(reply).startswith("I don't know.")
    assert 1 <= len([button for button in reply.buttons if button["custom_id"].startswith("section:")]) <= 3


async def test_closest_section_is_shown_to_the_one_who_clicks(stage: Stage) -> None:
    reply = await stage.ask(UNANSWERABLE)

    clicked = await stage.bob.click(reply, reply.buttons[0]["label"])

    assert (stage.bob.sees(clicked.response), stage.ada.sees(clicked.response)) == (True, False)
    assert "Quoted word for word" in clicked.response.text


async def test_unknown_without_anything_close_offers_to_tell_when_there_is_an_answer(stage: Stage) -> None:
    reply = await stage.ask("Xylophone?")

    assert said(reply) == "I don't know. Nothing in the documents here is about that."
    assert [button["label"] for button in reply.buttons] == ["Tell me when there is an answer"]


async def test_unknown_in_direct_messages_offers_nobody(stage: Stage) -> None:
    una = stage.sandbox.user("Una")
    stage.guild.join(una)

    message = await una.write(una.direct(), "Xylophone?")

    assert (await message.reply_from_bot()).buttons == []


async def test_mention_without_a_question_is_answered_with_help(stage: Stage) -> None:
    assert "Ask me with `/ask`" in said(await stage.ask(""))


async def test_mention_of_the_role_is_told_to_mention_the_bot(stage: Stage) -> None:
    role = next(role for role in stage.guild.roles.values() if role.of_bot)

    message = await stage.ada.write(stage.channel, f"{role.mention} {QUESTION}")

    assert said(await message.reply_from_bot()).startswith("That mentions my role")


async def test_messages_to_others_and_of_bots_are_not_answered(stage: Stage) -> None:
    robot = stage.sandbox.other_bot("Robot")
    stage.guild.join(robot)
    answer = await stage.ask(QUESTION)
    talk = [
        await stage.ada.write(stage.channel, QUESTION),
        await stage.ada.write(stage.channel, f"{stage.bob.mention} {QUESTION}"),
        await stage.ada.write(stage.channel, f"@everyone {QUESTION}"),
        await stage.ada.write(stage.channel, "Thanks!", reply_to=answer, ping=False),
        await robot.write(stage.channel, f"{stage.sandbox.bot.mention} {QUESTION}"),
    ]

    await stage.ask(QUESTION)

    assert [message.replies for message in talk] == [[], [], [], [], []]


async def test_question_that_is_deleted_is_answered_without_a_reply(stage: Stage) -> None:
    channel = stage.guild.text("brief")
    message = await stage.ada.write(channel, f"{stage.sandbox.bot.mention} {QUESTION}")
    await stage.ada.delete(message)

    await channel.until(lambda: len(channel.messages) == 1)

    assert [said(answer).startswith(SENTENCE) for answer in channel.history()] == [True]
