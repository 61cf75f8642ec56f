"""/knowledge: who may, what it reports, and that nobody waits for it."""

import pytest

from bot.sandbox import NotOffered
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
LARGE = "\n\n".join(f"Paragraph {n} of the long report tells of valve {n * 7}." for n in range(30_000))


async def test_knowledge_is_not_offered_to_members(stage: Stage) -> None:
    with pytest.raises(NotOffered):
        await stage.ada.slash(stage.channel, "knowledge status")


async def test_knowledge_is_not_offered_in_direct_messages(stage: Stage) -> None:
    assert "knowledge" not in stage.mo.commands(stage.mo.direct())


async def test_knowledge_is_refused_to_members_whom_discord_lets_through(stage: Stage) -> None:
    stage.guild.grant_command("knowledge", stage.bob)

    refused = await stage.bob.slash(stage.channel, "knowledge reload")

    assert refused.ephemeral
    assert said(refused.response) == "This is for those who may manage this server."


async def test_status_tells_how_much_is_known_since_when(stage: Stage) -> None:
    status = await stage.mo.slash(stage.channel, "knowledge status")

    assert status.ephemeral
    assert said(status.response).startswith("15 documents in ")
    assert ", read <t:" in status.response.text


async def test_reload_reports_added_changed_removed_and_failed_files(own_stage: Stage) -> None:
    await own_stage.bot.start()
    documents = own_stage.bot.documents
    (documents / "new.txt").write_text("New rules\nThe new rule is to be kind.")
    (documents / "moon-00.txt").write_text("Moon 00\nMoon 00 is made of butter.")
    (documents / "moon-01.txt").unlink()
    (documents / "moon-02.txt").write_bytes(b"\xff\xfe\xfa")

    reloaded = await own_stage.mo.slash(own_stage.channel, "knowledge reload")
    await reloaded.response.until(lambda: "Done" in reloaded.response.text)

    assert reloaded.ephemeral
    assert said(reloaded.response).splitlines() == [
        "Done; the new knowledge answers from now on. 12 documents as before.",
        "Added: 1",
        "• New rules",
        "Changed: 1",
        "• Moon 00",
        "Removed: 1",
        "• Moon 01",
        "Could not be read: 1",
        "• moon-02.txt: the encoding of its text was not recognised; save it as UTF-8",
    ]
    assert "made of butter" in said(await own_stage.ask("What is moon 00 made of?"))
    assert "made of cheese" in said(await own_stage.ask("What is moon 02 made of?"))


async def test_reload_of_an_empty_folder_keeps_the_old_knowledge(own_stage: Stage) -> None:
    await own_stage.bot.start()
    for path in own_stage.bot.documents.iterdir():
        path.unlink()

    reloaded = await own_stage.mo.slash(own_stage.channel, "knowledge reload")
    await reloaded.response.until(lambda: "is empty" in reloaded.response.text)

    assert said(reloaded.response).endswith("is empty; nothing was changed.")
    assert SENTENCE in said(await own_stage.ask(QUESTION))


async def test_reload_shows_progress_and_answers_meanwhile(own_stage: Stage) -> None:
    await own_stage.bot.start()
    (own_stage.bot.documents / "report.txt").write_text(LARGE)

    reloaded = await own_stage.mo.slash(own_stage.channel, "knowledge reload")
    again = await own_stage.mo.slash(own_stage.channel, "knowledge reload")
    answers = [said(await own_stage.ask(QUESTION))]
    await reloaded.response.until(lambda: "of 16, now" in reloaded.response.text)
    answers.append(said(await own_stage.ask(QUESTION)))

    assert said(again.response) == "The documents are being read already. Please wait until that is done."
    assert [SENTENCE in answer for answer in answers] == [True, True]
    assert await reloaded.response.until(lambda: "Added: 1" in reloaded.response.text, 15)
