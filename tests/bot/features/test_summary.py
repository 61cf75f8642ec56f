"""/summary of long documents, of topics, and of what was said: as the people see it who ask for it."""

import pytest

from bot.sandbox import Channel, Permission
from tests.bot.features.stage import ARTICLE, HANDBOOK, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
TITLE = ARTICLE.read_text().partition("\n")[0]
BROKEN = "The build of the rocket is broken since Tuesday because the image of the runner changed."
MENDED = "I pinned the image of the runner, and the build of the rocket works again."


async def chat(club: Stage, channel: Channel) -> None:
    mended = f"{club.ada.mention} {MENDED}"
    for person, words in ((club.ada, "hey all"), (club.ada, BROKEN), (club.bob, "lol"), (club.bob, mended)):
        await person.write(channel, words)


def quoted(text: str) -> list[str]:
    return [line.removeprefix("> ") for line in text.splitlines() if line.startswith("> ")]


async def test_conversation_is_quoted_with_links_to_its_messages(club: Stage) -> None:
    channel = club.guild.text("builds")
    await chat(club, channel)

    told = await club.bob.slash(channel, "summary")

    assert quoted(said(told.response)) == []
    text = told.response.embeds[0]["description"]
    for message in channel.history()[1], channel.history()[3]:
        assert f"](https://discord.com/channels/{club.guild.id}/{channel.id}/{message.id})" in text
    assert quoted(text) == [BROKEN, MENDED]


async def test_conversation_is_shown_to_the_one_who_asks_and_names_nobody(club: Stage) -> None:
    channel = club.guild.text("quietly")
    await chat(club, channel)

    told = await club.bob.slash(channel, "summary", thread=50)

    assert (club.bob.sees(told.response), club.ada.sees(told.response)) == (True, False)
    assert "Ada" not in told.response.text
    assert told.response.embeds[0]["footer"]["text"] == "Quoted word for word from 4 messages; I keep nothing of them"


async def test_conversation_is_posted_for_everyone_when_wished(club: Stage) -> None:
    channel = club.guild.text("loudly")
    await chat(club, channel)

    told = await club.bob.slash(channel, "summary", private=False)

    assert club.ada.sees(told.response)


async def test_conversation_is_that_of_the_last_messages_wished(club: Stage) -> None:
    channel = club.guild.text("lately")
    await chat(club, channel)

    told = await club.bob.slash(channel, "summary", thread=1)

    assert quoted(told.response.embeds[0]["description"]) == [MENDED]


async def test_conversation_reaches_back_as_far_as_wished(club: Stage) -> None:
    channel = club.guild.text("long-ago")
    await club.ada.write(channel, BROKEN)
    for _ in range(150):
        await club.bob.write(channel, "lol")

    near = await club.bob.slash(channel, "summary", thread=150)
    far = await club.bob.slash(channel, "summary", thread=151)

    assert said(near.response).startswith("There is nothing to quote")
    assert quoted(far.response.embeds[0]["description"]) == [BROKEN]


async def test_conversation_is_kept_nowhere(club: Stage) -> None:
    channel = club.guild.text("unkept")
    await club.ada.write(channel, "The secret of the unkept kettle is a spoon of sugar.")

    await club.bob.slash(channel, "summary")

    kept = [path.read_bytes() for path in club.bot.database.parent.glob(f"{club.bot.database.name}*") if path.is_file()]
    assert kept
    assert not any(b"unkept kettle" in content for content in (*kept, club.bot.log.encode()))


async def test_thread_is_told_from_the_message_that_it_is_of(club: Stage) -> None:
    channel = club.guild.text("rockets")
    thread = await club.bob.open_thread(await club.ada.write(channel, BROKEN), "Broken build")
    await club.bob.write(thread, MENDED)

    told = await club.bob.slash(thread, "summary")

    assert told.response.embeds[0]["title"] == "Broken build"
    assert MENDED in quoted(told.response.embeds[0]["description"])


async def test_empty_thread_has_nothing_to_quote(club: Stage) -> None:
    thread = await club.bob.open_thread(club.channel, "Silence")

    told = await club.bob.slash(thread, "summary")

    assert said(told.response).startswith("There is nothing to quote: nobody has written a sentence here lately")


async def test_thread_of_bots_has_nothing_to_quote(club: Stage) -> None:
    robot = club.sandbox.other_bot("Robot")
    club.guild.join(robot)
    thread = await club.bob.open_thread(club.channel, "Robots")
    await robot.write(thread, BROKEN)

    told = await club.bob.slash(thread, "summary")

    assert said(told.response).endswith("What bots wrote does not count.")


async def test_conversation_is_not_shown_to_those_who_may_not_read_it(club: Stage) -> None:
    channel = club.guild.text("no-past").permit(club.bob, deny=Permission.READ_MESSAGE_HISTORY)
    await chat(club, channel)

    told = await club.bob.slash(channel, "summary")

    assert told.ephemeral
    assert said(told.response) == "You may not read earlier messages here, so I do not quote them to you."


async def test_conversation_that_the_bot_may_not_read_is_not_summarised(club: Stage) -> None:
    channel = club.guild.text("shy").permit(club.sandbox.bot, deny=Permission.READ_MESSAGE_HISTORY)
    await chat(club, channel)

    told = await club.bob.slash(channel, "summary")

    assert said(told.response).startswith("I may not read that channel.")


async def test_conversation_needs_the_privilege_to_read_messages(stage: Stage) -> None:
    told = await stage.ada.slash(stage.channel, "summary")

    assert told.ephemeral
    assert "switch on “Message Content Intent”" in said(told.response)
    assert "MESSAGE_CONTENT=true" in said(told.response)


async def test_conversation_with_the_bot_alone_needs_no_privilege(stage: Stage) -> None:
    person = stage.sandbox.user("Dora")
    stage.guild.join(person)
    await person.write(person.direct(), BROKEN)
    await person.direct().until(lambda: len(person.direct().messages) == 2)

    told = await person.slash(person.direct(), "summary")

    assert quoted(told.response.embeds[0]["description"]) == [BROKEN]


async def test_conversation_pings_nobody_and_shows_mentions_as_discord_does(club: Stage) -> None:
    channel = club.guild.text("pings")
    await club.ada.write(channel, f"The *fountain* of {club.bob.mention} tells @everyone to ask for the <b>wood</b>.")

    told = await club.bob.slash(channel, "summary", private=False)

    shown = rf"The \*fountain\* of {club.bob.mention} tells \@everyone to ask for the \<b\>wood\</b\>."
    assert quoted(told.response.embeds[0]["description"]) == [shown]
    assert (told.response.pinged, told.response.mention_everyone) == ([], False)


async def test_conversation_in_a_language_without_spaces_is_quoted(club: Stage) -> None:
    channel = club.guild.text("kaigi")
    await club.ada.write(channel, "やあ")
    await club.ada.write(channel, "会議は金曜日に移りました。")

    told = await club.bob.slash(channel, "summary")

    assert quoted(told.response.embeds[0]["description"]) == ["会議は金曜日に移りました。"]


async def test_conversation_keeps_spoilers_hidden(club: Stage) -> None:
    channel = club.guild.text("films")
    await club.ada.write(channel, "In the end of the film ||the gardener sails the boat home.||")

    told = await club.bob.slash(channel, "summary")

    assert all(line.startswith("||") and line.endswith("||") for line in quoted(told.response.embeds[0]["description"]))


async def test_conversation_is_told_about_in_the_language_of_the_person(club: Stage) -> None:
    person = club.sandbox.user("Greta", locale="de")
    club.guild.join(person)
    channel = club.guild.text("sprachen")
    await chat(club, channel)

    told = await person.slash(channel, "summary")

    assert told.response.embeds[0]["footer"]["text"].startswith("Wörtlich zitiert aus 4 Nachrichten")
    assert quoted(told.response.embeds[0]["description"]) == [BROKEN, MENDED]


async def test_topic_is_told_from_several_documents_each_with_its_source(stage: Stage) -> None:
    told = await stage.bob.slash(stage.channel, "summary", topic="dinner, and what the moon is made of", length="long")

    text = said(told.response)
    assert "Dinner is served at seven in the galley." in text
    assert "Moon 03 is made of cheese." in text
    assert f"{HANDBOOK['title']} · Meals · Space Club" in text
    assert stage.ada.sees(told.response)


async def test_topic_looks_in_the_chosen_documents_only(stage: Stage) -> None:
    told = await stage.bob.slash(
        stage.channel, "summary", topic="moon made of cheese", document="Moon 03", document2="Moon 04"
    )

    assert sorted(quoted(told.response.embeds[0]["description"].replace("**", ""))) == [
        "Moon 03 is made of cheese.",
        "Moon 04 is made of cheese.",
    ]


async def test_topic_that_nobody_speaks_of_is_admitted(stage: Stage) -> None:
    told = await stage.bob.slash(stage.channel, "summary", topic="xylophones")

    assert said(told.response) == "xylophones\nNothing in the documents here is about that."


async def test_topic_is_needed_for_more_than_one_document(stage: Stage) -> None:
    told = await stage.bob.slash(stage.channel, "summary", document=TITLE, document2="Moon 04")

    assert told.ephemeral
    assert said(told.response) == "For more than one document, please say which topic I should look for."


async def test_summary_is_of_documents_or_of_what_was_said(stage: Stage) -> None:
    told = await stage.bob.slash(stage.channel, "summary", document=TITLE, thread=20)

    assert said(told.response).startswith("Either what was said here, or documents")


async def test_summary_refuses_a_document_that_is_not_there(stage: Stage) -> None:
    told = await stage.bob.slash(stage.channel, "summary", document="The lost book")

    assert told.ephemeral
    assert said(told.response).startswith("There is no such document here.")


async def test_summary_is_shown_to_the_asker_alone_when_wished(stage: Stage) -> None:
    told = await stage.bob.slash(stage.channel, "summary", document=TITLE, private=True)

    assert (stage.bob.sees(told.response), stage.ada.sees(told.response)) == (True, False)
