"""One bot on a database: a second one says so, and other programs go on working."""

import signal

import pytest

from tests.bot.features.stage import QUESTION, SENTENCE, Bot, Stage, said
from tests.bot.program import quoth
from tests.bot.shell.test_ingest import OWN

pytestmark = pytest.mark.asyncio(loop_scope="session")


def second(stage: Stage) -> Bot:
    """On the same database, with the same documents."""
    place = stage.bot.database.parent / "second"
    place.mkdir()
    bot = Bot(stage.sandbox, place)
    bot.database, bot.documents = stage.bot.database, stage.bot.documents
    return bot


async def test_second_bot_on_a_database_is_refused_in_a_sentence(own_stage: Stage) -> None:
    await own_stage.bot.start()
    other = second(own_stage)

    await other.begin()
    code = await other.ended()

    assert code == 2
    assert other.log == f"cannot use the database {own_stage.bot.database}: another `quoth run` is using it.\n"
    assert SENTENCE in said(await own_stage.ask(QUESTION))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_next_bot_starts_however_the_last_one_ended(own_stage: Stage, number: signal.Signals) -> None:
    await own_stage.bot.start()
    await own_stage.bot.stop(number)

    await own_stage.bot.start()

    assert SENTENCE in said(await own_stage.ask(QUESTION))


async def test_ingest_beside_the_bot_goes_on_working(own_stage: Stage) -> None:
    await own_stage.bot.start()
    (own_stage.bot.database.parent / "mars.txt").write_text("Mars\nMars has two small moons.\n")

    run = quoth("ingest", "mars.txt", cwd=own_stage.bot.database.parent, variables=OWN)

    assert (run.returncode, run.stdout, run.stderr) == (0, "mars.txt is source 2: 1 added.\n", "")
