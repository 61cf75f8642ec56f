"""/stats and /export: what was asked here, for those who look after it."""

import asyncio
import io
from collections.abc import Iterable, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, in_time, respond, say_to, send_file
from bot.ui.rights import MANAGERS, usable_by
from knowledge.library import Library
from knowledge.store.records import Statistics

_PICTURE = "days.png"
_LINE = 80
_LISTED = 5
_EXPORTED = phrase(
    "All that I keep of this server: documents, sources, questions with answers and votes, who waits to be told (by a "
    "code), test questions and settings. Nobody is named in it."
)
_TOO_LARGE = phrase(
    "What I keep of this server takes {size} MB, and Discord takes no more than {limit}. Whoever runs me can copy it "
    "from the database."
)


class Stats(commands.Cog):
    """In numbers and whole."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(MANAGERS)
    @app_commands.command(description="What was asked here, what I could answer, and what I could not.")
    @app_commands.describe(days="How many days back? 30, unless you say otherwise")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def stats(self, interaction: Interaction, days: app_commands.Range[int, 2, 90] = 30) -> None:
        say = say_to(interaction)
        statistics, picture = await in_time(interaction, self._drawn(guild_of(interaction), days), ephemeral=True)
        embed = statistics_embed(statistics, say)
        embed.set_image(url=f"attachment://{_PICTURE}")
        await send_file(interaction, embed, discord.File(io.BytesIO(picture), _PICTURE))

    @usable_by(MANAGERS)
    @app_commands.command(description="Everything that I keep of this server, as a zip of JSONL files.")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def export(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        content = await in_time(interaction, self._library.housekeeping.export(guild_of(interaction)), ephemeral=True)
        if len(content) > interaction.filesize_limit:
            size, limit = len(content) // 1_000_000 + 1, interaction.filesize_limit // 1_000_000
            await respond(interaction, notice_embed(say(_TOO_LARGE, size=size, limit=limit)), ephemeral=True)
            return
        await send_file(interaction, notice_embed(say(_EXPORTED)), discord.File(io.BytesIO(content), "quoth.zip"))

    async def _drawn(self, guild_id: int, days: int) -> tuple[Statistics, bytes]:
        from bot.replies.charts import draw_days  # noqa: PLC0415 some megabytes that few servers ever need

        statistics = await self._library.housekeeping.statistics(guild_id, days)
        return statistics, await asyncio.to_thread(draw_days, statistics.days)


def statistics_embed(statistics: Statistics, say: Language) -> discord.Embed:
    """The numbers, the legend of the picture, and what is most and least asked for."""
    embed = notice_embed(f"{_numbers(statistics, say)}\n-# {_legend(say)}")
    embed.title = say("The last {count} day", "The last {count} days", count=len(statistics.days))
    _add(embed, say("Asked most"), _counted(statistics.questions))
    _add(embed, say("Quoted most"), _counted(statistics.sources))
    _add(embed, say("Asked for, but in no document"), _counted(statistics.missing))
    never = say("Never quoted: {number}", number=len(statistics.never_quoted))
    _add(embed, never, _listed(statistics.never_quoted, say))
    return embed


def _numbers(statistics: Statistics, say: Language) -> str:
    if not statistics.asked:
        return say("Nothing was asked.")
    helpful = sum(day.helpful for day in statistics.days)
    unhelpful = sum(day.unhelpful for day in statistics.days)
    asked = say("{count} question", "{count} questions", count=statistics.asked)
    percent = round(100 * statistics.answered / statistics.asked)
    answered = say("{number} answered ({percent}%)", number=statistics.answered, percent=percent)
    return f"**{asked}** · {answered} · 👍 {helpful} · 👎 {unhelpful}"


def _legend(say: Language) -> str:
    return f"🟩 {say('answered')} · ⬜ {say('not answered')} · 🔵 {say('found helpful')}"


def _add(embed: discord.Embed, name: str, lines: Iterable[str]) -> None:
    value = "\n".join(lines)
    if value:
        embed.add_field(name=name, value=value, inline=False)


def _counted(ranked: Sequence[tuple[str, int]]) -> Iterable[str]:
    return (f"{count:,} × {escape(shorten(text, _LINE))}" for text, count in ranked)


def _listed(titles: Sequence[str], say: Language) -> Iterable[str]:
    yield from (f"• {escape(shorten(title, _LINE))}" for title in titles[:_LISTED])
    if len(titles) > _LISTED:
        yield say("and {number} more", number=len(titles) - _LISTED)


FEATURE = Feature(cogs=lambda host: [Stats(host.library)])
