"""What a reload did and how the knowledge is, for those who look after it."""

from collections.abc import Iterable, Sequence

import discord
from discord.utils import format_dt

from bot.embeds import notice_embed
from bot.markdown import escape
from bot.replies import count_of, shorten
from knowledge.folder import Failure, Progress
from knowledge.library import Reload, Status

_LISTED = 8  # more than these are counted: a field holds 1,024 characters
_LINE = 60


def progress_embed(progress: Progress | None) -> discord.Embed:
    """How far it is."""
    if progress is None:
        return notice_embed("Reading the documents …")
    return notice_embed(
        f"Reading the documents … {progress.done} of {progress.total} files, now {_line(progress.name)}"
    )


def reload_embed(reload: Reload) -> discord.Embed:
    """What changed, by title, and what failed, with the reasons."""
    lists = {"Added": reload.added, "Changed": reload.changed, "Removed": reload.removed}
    embed = notice_embed(_outcome(reload))
    for name, titles in lists.items():
        if titles:
            embed.add_field(name=f"{name}: {len(titles)}", value=_list(map(_line, titles), len(titles)), inline=False)
    return _with_failures(embed, reload.failed)


def status_embed(status: Status) -> discord.Embed:
    """What answers here, since when, and what could not be read."""
    documents = count_of(status.documents, "document")
    sections = count_of(status.chunks, "section")
    loaded = format_dt(status.loaded_at, "R")
    embed = notice_embed(f"{documents} in {sections}, read {loaded}.")
    return _with_failures(embed, status.failed)


def _outcome(reload: Reload) -> str:
    unchanged = f"{count_of(reload.unchanged, 'document')} as before."
    if reload.added or reload.changed or reload.removed:
        return f"Done; the new knowledge answers from now on. {unchanged}"
    return f"Done; nothing has changed. {unchanged}"


def _with_failures(embed: discord.Embed, failed: Sequence[Failure]) -> discord.Embed:
    if failed:
        lines = (f"{_line(failure.name)}: {escape(shorten(failure.reason, _LINE))}" for failure in failed)
        name = f"Could not be read: {len(failed)}"
        embed.add_field(name=name, value=_list(lines, len(failed)), inline=False)
    return embed


def _list(lines: Iterable[str], count: int) -> str:
    """As many lines as a field holds, and how many more there are."""
    kept: list[str] = []
    for line in lines:
        if len(kept) == _LISTED or sum(map(len, kept)) + len(line) > 900:
            break
        kept.append(f"• {line}")
    rest = [f"and {count - len(kept):,} more"] if count > len(kept) else []
    return "\n".join([*kept, *rest])


def _line(text: str) -> str:
    return escape(shorten(text, _LINE))
