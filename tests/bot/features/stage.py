"""A Discord of this machine with people in it, and `quoth run` as a process of its own."""

import asyncio
import json
import os
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.sandbox import NO_INTENT, Channel, Guild, GuildChannel, Intent, Message, Permission, Person, Sandbox
from tests.bot.program import Program, Start, forked

ARTICLE = Path(__file__).parents[3] / "knowledge" / "articles" / "china-pakistan-tiangong.txt"
QUESTION = "Who attended the signing ceremony?"
SENTENCE = (
    "The signing ceremony, attended by Pakistani Prime Minister Shehbaz Sharif in Islamabad, underscores the "
    "deepening space collaboration between the two allies."
)
UNANSWERABLE = "Which Pakistani astronaut won the chess tournament in Vienna?"
HANDBOOK = {
    "id": "https://example.org/" + "a-very-long-path/" * 10 + "handbook",
    "title": "The crew handbook",
    "url": "https://example.org/handbook",
    "publisher": "Space Club",
    "date": "2025-03-01",
    "text": "# Meals\n\nDinner is served at seven in the galley.\n\n# Door\n\nThe airlock opens if both pilots agree.",
}
LOCAL = {"ALLOWED_NETWORKS": "127.0.0.1/32"}
HOSTILE = (
    "# Strange *notes*\n\nThe **fountain** says @everyone and <@1> `drink` ||here|| [now](https://evil.example)!\n"
)


def write_documents(folder: Path) -> None:
    """The shipped article, a page of the web, a text that would do harm, and a dozen short ones."""
    folder.mkdir()
    (folder / ARTICLE.name).write_bytes(ARTICLE.read_bytes())
    (folder / "web.jsonl").write_text(json.dumps(HANDBOOK))
    (folder / "hostile.txt").write_text(HOSTILE)
    for number in range(12):
        (folder / f"moon-{number:02}.txt").write_text(f"Moon {number:02}\nMoon {number:02} is made of cheese.\n")


def said(message: Message) -> str:
    """What people see of a message: without the marks of Markdown."""
    return re.sub(r"\\([^0-9A-Za-z\s])|\*\*|^> |^-# ", lambda mark: mark[1] or "", message.text, flags=re.MULTILINE)


class Bot:
    """`quoth run` on documents and a database of its own."""

    def __init__(self, sandbox: Sandbox, place: Path) -> None:
        self.documents = place / "documents"
        self.database = place / "quoth.sqlite3"
        self.most_bytes: int | None = None
        """No file may grow beyond that, as if the disk were full."""
        self.begins: Callable[[Start], Program] = forked
        self._sandbox = sandbox
        self._log = place / "log"
        self._program: Program | None = None

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def megabytes(self) -> float:
        """Resident memory."""
        status = Path(f"/proc/{self._running.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    async def start(self, *arguments: str, **environment: str) -> None:
        """Start and wait until it is connected."""
        sessions = self._sandbox.gateway.identified + 1
        await self.begin(*arguments, **environment)
        connecting = asyncio.ensure_future(self._sandbox.ready(20, sessions=sessions))
        ending = asyncio.ensure_future(self._running.ended(30))
        done, _ = await asyncio.wait({connecting, ending}, return_when=asyncio.FIRST_COMPLETED)
        assert connecting in done, self.log
        ending.cancel()
        await connecting

    async def begin(self, *arguments: str, **environment: str) -> None:
        own = {
            "DISCORD_TOKEN": self._sandbox.token,
            "DISCORD_API_URL": self._sandbox.url,
            "DATABASE_PATH": str(self.database),
            "KNOWLEDGE_PATH": str(self.documents),
            "QUESTIONS_PER_MINUTE": "1000000",
            "SERVER_QUESTIONS_PER_MINUTE": "1000000",
            "MEANING": "off",
        }
        start = Start(
            ("run", *arguments), os.environ | own | environment, self._log, self._log, Path.cwd(), self.most_bytes
        )
        self._program = self.begins(start)

    async def ended(self) -> int:
        """The exit code, once it is there."""
        return await self._running.ended(15)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self._running.send(number)
        return await self.ended()

    async def close(self) -> None:
        if self._program and self._program.exit_code() is None:
            await self.stop(signal.SIGKILL)

    @property
    def _running(self) -> Program:
        assert self._program is not None
        return self._program


@dataclass(frozen=True)
class Stage:
    """Two guilds; Ada and Bob are members of the first, Mo manages it; Zoe is alone in the other one."""

    sandbox: Sandbox
    bot: Bot
    guild: Guild
    channel: GuildChannel
    elsewhere: GuildChannel
    ada: Person
    bob: Person
    mo: Person
    zoe: Person

    @property
    def other(self) -> Guild:
        """The guild that Zoe is alone in."""
        return self.elsewhere.guild

    async def ask(self, question: str, asker: Person | None = None, channel: Channel | None = None) -> Message:
        """Mention the bot; its reply."""
        content = f"{self.sandbox.bot.mention} {question}"
        message = await (asker or self.ada).write(channel or self.channel, content)
        return await message.reply_from_bot()


def new_room(stage: Stage) -> Stage:
    """The same bot in a guild of its own, with other people of the same names, for a test that changes things."""
    sandbox, guild = stage.sandbox, stage.sandbox.guild("Reading Room")
    ada, bob, mo = (sandbox.user(name) for name in ("Ada", "Bob", "Mo"))
    guild.join(ada)
    guild.join(bob)
    guild.join(mo, permissions=Permission.MANAGE_GUILD)
    return replace(stage, guild=guild, channel=guild.text("general"), ada=ada, bob=bob, mo=mo)


@asynccontextmanager
async def new_stage(place: Path, privileged: Intent = NO_INTENT) -> AsyncIterator[Stage]:
    """Everything but the bot, which is not started. `privileged`: what is switched on for it at Discord."""
    write_documents(place / "documents")
    async with Sandbox(privileged=privileged) as sandbox:
        guild, other = sandbox.guild("Space Club"), sandbox.guild("Chess Club")
        people = {name: sandbox.user(name.title()) for name in ("ada", "bob", "mo", "zoe")}
        guild.join(people["ada"])
        guild.join(people["bob"])
        guild.join(people["mo"], permissions=Permission.MANAGE_GUILD)
        other.join(people["zoe"])
        bot = Bot(sandbox, place)
        channel, elsewhere = guild.text("general"), other.text("games")
        yield Stage(sandbox=sandbox, bot=bot, guild=guild, channel=channel, elsewhere=elsewhere, **people)
        await bot.close()
        assert sandbox.violations == []
