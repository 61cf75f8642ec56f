"""Work that takes its time: how far it is, and a button that stops it."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

import discord
from discord import ui

from bot.connecting.patience import UNSENT, told
from bot.replies.embeds import notice_embed
from bot.replies.sources import progress_embed
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import MANAGERS
from knowledge.sources import OnProgress, Progress

T = TypeVar("T")
Work = Callable[[OnProgress], Coroutine[object, object, T]]
Report = Callable[[T], Awaitable[discord.Embed]]

_log = logging.getLogger(__name__)
_AT_ONCE = 0.5
"""Seconds; what is done by then shows its report alone."""
_TICK = 1.0
"""Seconds between two edits."""


async def watched(interaction: Interaction, work: Work[T], report: Report[T]) -> None:
    """Do it, tell how far it is, and report. What was known before answers on, also when it is stopped.

    `work` may leave its progress from any thread; raises what it raises.
    """
    latest: deque[Progress] = deque(maxlen=1)
    say = say_to(interaction)
    number, task = interaction.client.runs.start(guild_of(interaction), work(latest.append))
    if not await _ends(task, _AT_ONCE):
        await _tell(interaction, task, number, latest)
    embed = notice_embed(say("Stopped; nothing was changed.")) if task.cancelled() else None
    await _show(interaction, embed or await report(task.result()), None)


async def _tell(interaction: Interaction, task: asyncio.Task[object], number: int, latest: deque[Progress]) -> None:
    """Only what is new: requests are limited."""
    say = say_to(interaction)
    view = ui.View(timeout=None)
    view.add_item(CancelButton(say("Cancel"), number))
    shown = None
    await _show(interaction, progress_embed(shown, say), view)
    while not await _ends(task, _TICK):
        if latest and latest[-1] != shown:
            shown = latest[-1]
            await _show(interaction, progress_embed(shown, say), view)


async def _ends(task: asyncio.Task[object], seconds: float) -> bool:
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)


async def _show(interaction: Interaction, embed: discord.Embed, view: ui.View | None) -> None:
    """The work goes on and counts even if nobody can be told: an interaction can be answered for 15 minutes only."""
    try:
        await respond(interaction, embed, view, ephemeral=True)
    except (discord.HTTPException, *UNSENT) as error:
        _log.warning("Could not show how reading went: %s. %s", told(error), embed.description)


class CancelButton(NumberedButton, right=MANAGERS, template=r"cancel:([0-9]{1,18})"):
    """Stops a run. Its number: the run's."""

    kind = "cancel"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        stopped = interaction.client.runs.stop(guild_of(interaction), self.numbers[0])
        sentence = say("Stopped; nothing was changed.") if stopped else say("That is not running any more.")
        await interaction.response.edit_message(embed=notice_embed(sentence), view=None)
