"""What is chosen in a server: one thing, whatever wrote it, and whoever else changes it at the same time."""

import asyncio
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from bot.guilds.settings import GuildSettings, Mode, Rule, Rules, change_rule, choose, settings_of
from knowledge.library import Library

GUILD = 7
BEFORE = 8
"""The last version that kept each choice by itself."""


def kept_apart(path: Path, **values: str) -> None:
    """A database of that version, in which these were chosen."""
    scripts = sorted(files("knowledge").joinpath("migrations").iterdir(), key=lambda script: script.name)[:BEFORE]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("".join(script.read_text(encoding="utf-8") for script in scripts))
        connection.executemany(
            "INSERT INTO settings (guild_id, key, value) VALUES (?, ?, ?)",
            [(GUILD, key, value) for key, value in values.items()],
        )
        connection.execute(f"PRAGMA user_version = {BEFORE}")


async def taken_over(path: Path, folder: Path) -> GuildSettings:
    """As they are read now."""
    (folder / "mars.md").write_text("Mars has two moons.", encoding="utf-8")
    async with await Library.open(path, folder) as library:
        return settings_of(library, GUILD)


async def test_what_was_kept_apart_is_one_thing(tmp_path: Path) -> None:
    kept_apart(
        tmp_path / "old.sqlite3",
        preferences='{"language":"de","admin_role":null,"refuse_breaking":true}',
        team_role="123456789012345678",
        answers='{"elsewhere":"off","channels":{"5":{"mode":"unasked","sureness":80}}}',
    )

    settings = await taken_over(tmp_path / "old.sqlite3", tmp_path)

    rules = Rules(elsewhere=Mode.OFF, channels={5: Rule(mode=Mode.UNASKED, sureness=80)})
    assert settings == GuildSettings(language="de", team_role=123456789012345678, refuse_breaking=True, rules=rules)


@pytest.mark.parametrize(
    ("damaged", "value"),
    [
        *((name, "]") for name in ("preferences", "team_role", "answers")),
        ("preferences", '"de"'),
        ("preferences", '{"language":{"de":1}}'),
        ("team_role", "five"),
        ("answers", '{"elsewhere":"on"}'),
    ],
)
async def test_what_was_damaged_before_takes_nothing_else_with_it(tmp_path: Path, damaged: str, value: str) -> None:
    values = {"preferences": '{"language":"de"}', "team_role": "5", "answers": '{"elsewhere":"off"}'}
    kept_apart(tmp_path / "old.sqlite3", **(values | {damaged: value}))

    settings = await taken_over(tmp_path / "old.sqlite3", tmp_path)

    whole = {"preferences": settings.language == "de", "team_role": settings.team_role == 5}
    whole["answers"] = settings.rules.elsewhere is Mode.OFF
    assert whole == {name: name != damaged for name in values}


async def test_two_who_choose_at_once_do_not_undo_each_other(tmp_path: Path) -> None:
    (tmp_path / "mars.md").write_text("Mars has two moons.", encoding="utf-8")
    async with await Library.open(tmp_path / "quoth.sqlite3", tmp_path) as library:
        await asyncio.gather(
            choose(library, GUILD, language="fr"),
            *(change_rule(library, GUILD, channel, mode=Mode.UNASKED) for channel in range(1, 9)),
            choose(library, GUILD, admin_role=9),
        )

        settings = settings_of(library, GUILD)

    assert (settings.language, settings.admin_role, sorted(settings.rules.channels)) == ("fr", 9, list(range(1, 9)))


async def test_direct_messages_have_the_usual_settings(tmp_path: Path) -> None:
    (tmp_path / "mars.md").write_text("Mars has two moons.", encoding="utf-8")
    async with await Library.open(tmp_path / "quoth.sqlite3", tmp_path) as library:
        assert settings_of(library, None) == GuildSettings()
