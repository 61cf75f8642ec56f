"""What a reload did and how the knowledge is, for those who look after it."""

from collections.abc import Iterable, Sequence

import discord
from discord.utils import format_dt

from bot.languages import Language
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.replies.names import tame, visible
from bot.replies.reply import shorten
from knowledge.sources import Failure, Progress, Reload, Status

_LISTED = 8  # more than these are counted: a field holds 1,024 characters
_LINE, _REASON = 60, 120


def progress_embed(progress: Progress | None, say: Language) -> discord.Embed:
    """How far it is."""
    if progress is not None and progress.ahead:
        waiting = say(
            "Waiting: {count} reading comes first.", "Waiting: {count} readings come first.", count=progress.ahead
        )
        return notice_embed(waiting)
    if progress is None or not progress.total:
        return notice_embed(say("Reading the documents …"))
    sentence = say(
        "Reading … {done} of {total}, now {name}",
        done=progress.done,
        total=progress.total,
        name=_line(progress.name),
    )
    return notice_embed(sentence)


def reload_embed(reload: Reload, say: Language) -> discord.Embed:
    """What changed, by title, and what failed, with the reasons."""
    lists = {
        say("Added: {number}", number=len(reload.added)): reload.added,
        say("Changed: {number}", number=len(reload.changed)): reload.changed,
        say("Removed: {number}", number=len(reload.removed)): reload.removed,
    }
    embed = notice_embed(_outcome(reload, say))
    for name, titles in lists.items():
        if titles:
            embed.add_field(name=name, value=_list(map(_line, titles), len(titles), say), inline=False)
    for note in reload.noted:
        embed.description = f"{embed.description} {escape(tame(note))}"
    return _with_failures(embed, reload.failed, say)


def status_embed(status: Status, say: Language) -> discord.Embed:
    """What answers here, since when, and what could not be read or is not yet."""
    documents = say("{count} document", "{count} documents", count=status.documents)
    sections = say("{count} section", "{count} sections", count=status.chunks)
    loaded = format_dt(status.loaded_at, "R")
    lines = [say("{documents} in {sections}, read {time}.", documents=documents, sections=sections, time=loaded)]
    if status.meaning is not None and status.meaning < 1:
        lines.append(
            say(
                "{percent}% of it is read for what it means; until all is, questions in other words find less.",
                percent=int(100 * status.meaning),
            )
        )
    return _with_failures(notice_embed("\n".join(lines)), status.failed, say)


def _outcome(reload: Reload, say: Language) -> str:
    outcome = say("Done; nothing has changed.")
    if reload.added or reload.changed or reload.removed:
        outcome = say("Done; the new knowledge answers from now on.")
    if not reload.unchanged:
        return outcome
    return f"{outcome} {say('{count} document as before.', '{count} documents as before.', count=reload.unchanged)}"


def _with_failures(embed: discord.Embed, failed: Sequence[Failure], say: Language) -> discord.Embed:
    if failed:
        name = say("Could not be read: {number}", number=len(failed))
        embed.add_field(name=name, value=failure_list(failed, say), inline=False)
    return embed


def failure_list(failed: Sequence[Failure], say: Language, most: int = _LISTED) -> str:
    """The first ones, with their reasons."""
    lines = (f"{_line(failure.name)}: {escape(shorten(failure.reason, _REASON))}" for failure in failed)
    return _list(lines, len(failed), say, most)


def _list(lines: Iterable[str], count: int, say: Language, most: int = _LISTED) -> str:
    """As many lines as a field holds, and how many more there are."""
    kept: list[str] = []
    for line in lines:
        if len(kept) == most or sum(map(len, kept)) + len(line) > 900:
            break
        kept.append(f"• {line}")
    rest = [say("and {number} more", number=count - len(kept))] if count > len(kept) else []
    return "\n".join([*kept, *rest])


def _line(text: str) -> str:
    return escape(visible(shorten(text, _LINE), "…"))
