"""A damaged database is kept aside, and what can be read of it is saved into a new one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import UnusableDatabase
from knowledge.store.connection import transaction
from knowledge.store.opening import columns, is_newer, migrate
from knowledge.store.salvaging import FAILURES, Row, Table, salvage

_MADE_AGAIN = {"items", "unused_texts"}
"""Tables that reading the sources again fills."""
_TABLES = """
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
"""
_COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
_PARENTS = """
    SELECT "table", "from", coalesce("to", (SELECT name FROM pragma_table_info("table") WHERE pk = 1))
    FROM pragma_foreign_key_list(?)
"""
_NEVER_AGAIN = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
_UNUSED = (
    "INSERT OR REPLACE INTO unused_texts SELECT number, 0 FROM texts WHERE number NOT IN (SELECT text FROM documents)"
)
_READ_AGAIN = "UPDATE sources SET next_run = 0 WHERE kind NOT IN ('file', 'text')"
_CHECKS = ("integrity_check(1)", "foreign_key_check")
_BESIDE = ("", "-wal", "-shm")


class Recovered(NamedTuple):
    """Where the damaged file is kept, and how many rows were saved."""

    aside: Path
    rows: int


def recover(path: Path) -> Recovered | None:
    """None if the database is whole, or not there. Raises UnusableDatabase, and then nothing was changed."""
    if not path.is_file() or _is_whole(path):
        return None
    fresh = path.with_name(f"{path.name}.new")
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    try:
        _remove(fresh)
        rows = _save(path, fresh)
        for ending in _BESIDE:
            if Path(f"{path}{ending}").exists():
                Path(f"{path}{ending}").rename(f"{aside}{ending}")
        fresh.rename(path)
    except (OSError, *FAILURES) as error:
        _remove(fresh)
        raise UnusableDatabase(path, f"what can be read of it could not be saved: {error}") from error
    return Recovered(aside, rows)


def _remove(place: Path) -> None:
    for ending in (*_BESIDE, "-journal"):
        Path(f"{place}{ending}").unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Raises UnusableDatabase for one of a newer version, which is for that version to mend."""
    try:
        with closing(_read_only(path)) as connection, closing(_new(":memory:")) as fresh:
            if is_newer(connection):
                raise UnusableDatabase(path, "it was written by a newer version of Quoth")
            found = [connection.execute(f"PRAGMA {check}").fetchall() for check in _CHECKS]
            return found == [[("ok",)], []] and (columns(fresh) <= columns(connection) or _is_older(connection, fresh))
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR:
            return False
        raise UnusableDatabase(path, str(error)) from error
    except FAILURES:
        return False


def _is_older(connection: sqlite3.Connection, fresh: sqlite3.Connection) -> bool:
    versions = [each.execute("PRAGMA user_version").fetchone()[0] for each in (connection, fresh)]
    return bool(versions[0] < versions[1])


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    return connection


def _new(place: str | Path) -> sqlite3.Connection:
    fresh = sqlite3.connect(place, isolation_level=None)
    migrate(fresh, Path(place))
    return fresh


def _save(path: Path, place: Path) -> int:
    """The number of rows."""
    with closing(_new(place)) as fresh, closing(_read_only(path)) as damaged:
        return transaction(fresh, lambda writer: _fill(writer, damaged))


def _fill(fresh: sqlite3.Connection, damaged: sqlite3.Connection) -> int:
    tables = [name for (name,) in fresh.execute(_TABLES) if name not in _MADE_AGAIN]
    rows = sum(_copy(fresh, damaged, name) for name in tables)
    for number, name in _readable(salvage(damaged, Table("sqlite_sequence", ("seq", "name")))):
        fresh.execute(_NEVER_AGAIN, (number, name))
    before = -1
    while before != fresh.total_changes:  # what loses its parent may be a parent itself
        before = fresh.total_changes
        for name in tables:
            _drop_orphans(fresh, name)
    fresh.execute(_UNUSED)
    fresh.execute(_READ_AGAIN)
    return rows


def _copy(fresh: sqlite3.Connection, damaged: sqlite3.Connection, name: str) -> int:
    """The columns that both have, for the damaged one may be older."""
    held = _columns(damaged, name)
    common = tuple(column for column in _columns(fresh, name) if column in held)
    if not common:
        return 0
    marks = ", ".join("?" * len(common))
    names = ", ".join(f'"{column}"' for column in common)
    put = f'INSERT OR REPLACE INTO "{name}" ({names}) VALUES ({marks})'  # noqa: S608 names of our own tables
    return sum(_put(fresh, put, row) for row in _readable(salvage(damaged, Table(name, common))))


def _put(fresh: sqlite3.Connection, statement: str, row: Row) -> int:
    try:
        return fresh.execute(statement, row).rowcount
    except sqlite3.IntegrityError:  # a value that cannot have been written so
        return 0


def _readable(rows: Iterator[Row]) -> Iterator[Row]:
    """Texts as texts, without the rows that hold what is none."""
    for row in rows:
        try:
            yield tuple(value.decode() if isinstance(value, bytes) else value for value in row)
        except UnicodeDecodeError:
            continue


def _columns(connection: sqlite3.Connection, name: str) -> list[str]:
    try:
        found = connection.execute(_COLUMNS, (name,)).fetchall()
    except FAILURES:
        return []
    return [column.decode() if isinstance(column, bytes) else column for (column,) in found]


def _drop_orphans(fresh: sqlite3.Connection, name: str) -> None:
    for parent, column, key in fresh.execute(_PARENTS, (name,)).fetchall():
        fresh.execute(
            f'DELETE FROM "{name}" WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{key}" FROM "{parent}")'  # noqa: S608 as above
        )
