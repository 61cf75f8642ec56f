"""/stats, /export and /knowledge test, as those who look after a server use them."""

import io
import json
import zipfile

import pytest
from PIL import Image

from bot.replies.charts import SIZE
from knowledge.store.guilds import TABLES
from tests.bot.features.stage import ARTICLE, HANDBOOK, QUESTION, UNANSWERABLE, Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
DINNER = "When is dinner served?"


def field(message: object, name: str) -> str:
    embeds = getattr(message, "embeds")  # noqa: B009 a message of the sandbox
    return next(str(each["value"]) for each in embeds[0]["fields"] if each["name"].startswith(name))


async def test_stats_show_numbers_rankings_and_a_picture(stage: Stage) -> None:
    stage = new_room(stage)
    for question in (QUESTION, QUESTION, UNANSWERABLE):
        answer = await stage.ask(question)
    answer = await stage.ask(DINNER)
    await stage.bob.click(answer, "👍")

    shown = (await stage.mo.slash(stage.channel, "stats", days=7)).response

    assert "4 questions · 3 answered (75%) · 👍 1 · 👎 0" in said(shown)
    assert field(shown, "Asked most").startswith(f"2 × {QUESTION}")
    assert field(shown, "Quoted most").startswith(f"2 × {ARTICLE.read_text().partition(chr(10))[0][:30]}")
    assert "chess" in field(shown, "Asked for, but in no document")
    assert "• Moon 00" in field(shown, "Never quoted")
    assert Image.open(io.BytesIO(shown.attachments[0].content)).size == SIZE


async def test_export_is_a_zip_of_json_lines(stage: Stage) -> None:
    stage = new_room(stage)
    await stage.ask(DINNER)
    await stage.ask("What is a secret of the chess club?", stage.zoe, stage.elsewhere)

    exported = await stage.mo.slash(stage.channel, "export")

    assert exported.ephemeral
    with zipfile.ZipFile(io.BytesIO(exported.response.attachments[0].content)) as archive:
        rows = [json.loads(line) for line in archive.read("questions.jsonl").splitlines()]
        assert archive.namelist() == [f"{name}.jsonl" for name in ("documents", *TABLES)]
    assert [(row["question"], row["quotes"]) for row in rows] == [(DINNER, [HANDBOOK["id"]])]


async def test_test_questions_are_asked_at_every_reload(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await stage.mo.slash(stage.channel, "knowledge expect", question=DINNER, document=HANDBOOK["title"])
    expected = await stage.mo.slash(stage.channel, "knowledge expect", question=UNANSWERABLE)
    (stage.bot.documents / "web.jsonl").unlink()

    reloaded = await stage.mo.slash(stage.channel, "knowledge reload")
    await reloaded.response.until(lambda: "Done" in reloaded.response.text)

    assert expected.response.embeds[0]["title"] == "2 of 2 test questions come out right"
    assert "❌ When is dinner served?" in field(reloaded.response, "Test questions that broke: 1")


async def test_reload_that_breaks_a_test_question_can_be_refused(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await stage.mo.slash(stage.channel, "knowledge expect", question=DINNER, document=HANDBOOK["title"])
    settings = await stage.mo.slash(stage.channel, "settings")
    await stage.mo.click(settings.response, "Refuse such reloads")
    (stage.bot.documents / "web.jsonl").unlink()

    reloaded = await stage.mo.slash(stage.channel, "knowledge reload")
    await reloaded.response.until(lambda: "Nothing was changed" in reloaded.response.text)

    assert "❌ When is dinner served?" in said(reloaded.response)
    assert "Dinner is served at seven" in said(await stage.ask(DINNER))


async def test_test_question_can_be_removed(stage: Stage) -> None:
    stage = new_room(stage)
    await stage.mo.slash(stage.channel, "knowledge expect", question=DINNER)
    shown = await stage.mo.slash(stage.channel, "knowledge test")
    assert "expected: no answer · came: The crew handbook" in said(shown.response)

    await stage.mo.select(shown.response, DINNER)

    assert "There are no test questions yet." in said(shown.response)
