"""The bot is in many servers, and few of them ask anything."""

import pytest

from tests.bot.features.guilds import fill, numbers_of
from tests.bot.features.stage import Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
GUILDS = 200


def indexed(stage: Stage) -> set[str]:
    """The guilds of which something was analysed, by what was written of it."""
    return {path.name for path in stage.bot.database.with_name(f"{stage.bot.database.name}-index").iterdir()}


async def test_first_use_of_a_server_finds_its_documents_and_leaves_the_others_alone(own_stage: Stage) -> None:
    stage, guilds = own_stage, numbers_of(own_stage, GUILDS)
    await fill(stage.bot.database, guilds, 2)
    own = int(stage.guild.id)

    await stage.bot.start()
    answer = await stage.ask(f"Who opens the doors of keeper{own} at 7 o'clock?")
    listed = (await stage.zoe.slash(stage.elsewhere, "sources")).response
    await stage.bot.stop()

    assert f"keeper{own} the doors open at 7" in said(answer)
    assert "About doors, 0" in said(listed)
    assert indexed(stage) == {"0", stage.guild.id, stage.other.id}


FIRST: dict[str, tuple[dict[str, object], str]] = {
    "knowledge status": ({}, "17 documents"),
    "summary": ({"document": "About meals, 1"}, "keeper"),
    "digest": ({"since": "week"}, "17 new or changed documents"),
    "setup": ({}, "Who may manage me"),
    "stats": ({}, "Never quoted: 17"),
    "knowledge test": ({}, "There are no test questions yet"),
}
"""What may be used first after a start: its options, and what it must say."""


async def test_whatever_is_used_first_after_a_start_knows_the_documents_of_the_server(own_stage: Stage) -> None:
    stage = own_stage
    rooms = [new_room(stage) for _ in range(len(FIRST) + 1)]
    await fill(stage.bot.database, [int(room.guild.id) for room in rooms], 2)

    await stage.bot.start()
    shown = {
        command: (await room.mo.slash(room.channel, command, **options)).response
        for room, (command, (options, _)) in zip(rooms, FIRST.items(), strict=False)
    }
    typed = {"question": "When?", "document": "about me"}
    offered = await rooms[-1].ada.autocomplete(rooms[-1].channel, "ask", typed, focused="document")

    missing = {command for command, (_, expected) in FIRST.items() if expected not in str(shown[command].embeds)}
    assert (missing, [choice.name for choice in offered]) == (set(), ["About meals, 1"])
