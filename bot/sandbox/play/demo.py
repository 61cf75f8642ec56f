"""`quoth sandbox`: the sandbox with the bot in it, and a keyboard for the people."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from bot.run import run_bot
from bot.sandbox.play.stage import Stage
from bot.sandbox.sandbox import Sandbox
from bot.settings import load_settings


async def run_demo() -> int:
    """Until the input ends. Returns the exit code: 0, or the bot's if it could not stay."""
    with TemporaryDirectory(prefix="quoth-sandbox-") as folder:
        async with Sandbox() as sandbox:
            stage = Stage(sandbox, _say)
            settings = load_settings(
                discord_token=sandbox.token,
                discord_api_url=sandbox.url,
                database_path=Path(folder, "quoth.sqlite3"),
            )
            bot = asyncio.create_task(run_bot(settings))
            return await serve(sandbox, stage, bot)


async def serve(sandbox: Sandbox, stage: Stage, bot: asyncio.Task[int]) -> int:
    """Do what is typed, while the bot is there."""
    _say(f"Discord is at {sandbox.url}\n{stage.help}")
    typing = asyncio.create_task(_type(sandbox, stage))
    await asyncio.wait({typing, bot}, return_when=asyncio.FIRST_COMPLETED)
    ended = bot.done()
    for task in (typing, bot):
        task.cancel()
    await asyncio.gather(typing, bot, return_exceptions=True)
    return bot.result() if ended else 0


async def _type(sandbox: Sandbox, stage: Stage) -> None:
    await sandbox.ready()
    if not sys.stdin.isatty():
        while line := await asyncio.to_thread(sys.stdin.readline):
            await stage.play(line)
        while await stage.channel.next_change(1.0):
            pass
        return
    session: PromptSession[str] = PromptSession("> ")
    with patch_stdout(), suppress(EOFError, KeyboardInterrupt):
        while True:
            await stage.play(await session.prompt_async())


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
