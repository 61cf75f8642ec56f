"""`make screens`: what people see, for a person to leaf through: a session in the sandbox, rendered as in Discord."""

import asyncio
import sys
import tempfile
from html import escape
from pathlib import Path

from bot.sandbox import Interaction, Message
from bot.sandbox.wire.messages import message_payload
from knowledge import Document
from knowledge.library import Library
from tests.bot.features.rendering import STYLE, Renderer
from tests.bot.features.stage import HANDBOOK, QUESTION, UNANSWERABLE, Stage, new_stage

PAGE = Path(__file__).parents[3] / "docs" / "screens.html"
HELPERS = "Helpers"
GUIDE = """# The bot's guide

## Set it up

To set up the bot, follow these steps:

1. Open the developer portal and create an application.
2. Reset its token and copy it.
3. Install the package:

   ```bash
   pip install quoth
   ```

4. Invite it to your server:
   - with the scope `bot`
   - with the scope `applications.commands`

## Plans

What each plan costs:

| Plan | Price | Servers |
|---|---|---|
| Free | 0 € | 1 |
| Pro | 12 € | no limit |

## Backups

Every night at three a copy of the database is made. Copies older than thirty days are removed.

If the folder is not set, no copy is made at all, and the log says so once a day.
"""
PEOPLE = {
    "de": "Hanna",
    "fr": "Chloé",
    "es-ES": "Lucía",
    "ru": "Иван",
    "tr": "Deniz",
    "ar": "ليلى",
    "hi": "आशा",
    "ja": "ゆき",
    "ko": "민준",
    "zh-CN": "小明",
}
"""Locale → name."""


class Screens:
    """A page that grows."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._parts: list[str] = []

    def chapter(self, title: str) -> None:
        self._parts.append(f"<h2>{escape(title)}</h2>")

    def add(self, did: str, what: Message | Interaction) -> None:
        """Somebody did something; what they saw then."""
        renderer = Renderer(self._names())
        if isinstance(what, Interaction) and what.modal is not None:
            shown = renderer.modal(what.modal)
        else:
            message = what.response if isinstance(what, Interaction) else what
            files = {each.filename: each.content for each in message.attachments}
            shown = renderer.message(message_payload(message), files)
        self._parts.append(f'<div class="screen"><div class="did">{escape(did)}</div>{shown}</div>')

    def html(self) -> str:
        title = "What people see of Quoth"
        head = f"<!doctype html><meta charset=utf-8><title>{title}</title><style>{STYLE}</style><h1>{title}</h1>"
        return head + "\n".join(self._parts)

    def _names(self) -> dict[str, str]:
        world = self._stage.sandbox.world
        names = {user.id: user.name for user in world.users.values()}
        names |= {channel.id: channel.name for channel in world.channels.values()}
        return names | {role.id: role.name for guild in world.guilds.values() for role in guild.roles.values()}


async def ask(stage: Stage, screens: Screens) -> None:
    screens.chapter("Answers")
    screens.add(f"Ada: @Quoth {QUESTION}", answer := await stage.ask(QUESTION))
    screens.add("Bob: @Quoth When is dinner served?", dinner := await stage.ask("When is dinner served?", stage.bob))
    screens.add("Bob presses Show context", await stage.bob.click(dinner, "Show context"))
    screens.add("Ada presses 👎", await stage.ada.click(answer, "👎"))
    screens.add(f"Ada: @Quoth {UNANSWERABLE}", await stage.ask(UNANSWERABLE))
    screens.add(
        "Ada: /summary", await stage.ada.slash(stage.channel, "summary", document="china-pakistan-tiangong.txt")
    )
    screens.add("Ada: /sources", await stage.ada.slash(stage.channel, "sources"))
    screens.add("Ada: /help", await stage.ada.slash(stage.channel, "help"))


async def ask_the_guide(stage: Stage, screens: Screens) -> None:
    screens.chapter("What is quoted")
    for question in (
        "How do I set up the bot?",
        "What does the plan Pro cost?",
        "When are old copies removed?",
        "How do I install it?",
    ):
        screens.add(f"Ada: @Quoth {question}", answer := await stage.ask(question))
        screens.add("Ada presses Show context", await stage.ada.click(answer, "Show context"))


async def look_after(stage: Stage, screens: Screens) -> None:
    screens.chapter("Looking after it")
    setup = await stage.mo.slash(stage.channel, "setup")
    for step in range(1, 6):
        screens.add(f"Mo: /setup, step {step}", setup)
        if step < 5:
            await stage.mo.click(setup.response, "Next ›")
    settings = await stage.mo.slash(stage.channel, "settings")
    screens.add("Mo: /settings", settings)
    screens.add("Mo presses Change the names", await stage.mo.click(settings.response, "Change the names"))
    await stage.mo.select(settings.response, stage.channel, menu="Change a channel")
    screens.add("Mo chooses a channel", settings)
    for question, document in (
        ("When is dinner served?", HANDBOOK["title"]),
        (UNANSWERABLE, None),
        ("Who?", HANDBOOK["title"]),
    ):
        options = {"question": question} | ({"document": document} if document else {})
        expected = await stage.mo.slash(stage.channel, "knowledge expect", **options)
    screens.add("Mo: /knowledge expect", expected)
    screens.add("Mo: /knowledge status", await stage.mo.slash(stage.channel, "knowledge status"))
    screens.add("Mo: /stats", await stage.mo.slash(stage.channel, "stats", days=14))
    screens.add("Mo: /export", await stage.mo.slash(stage.channel, "export"))
    screens.add("Mo: /answers show", await stage.mo.slash(stage.channel, "answers show"))
    screens.add("Mo: /questions", await stage.mo.slash(stage.channel, "questions"))


async def keep_private(stage: Stage, screens: Screens) -> None:
    screens.chapter("Privacy and direct messages")
    screens.add("Ada: /privacy", await stage.ada.slash(stage.channel, "privacy"))
    screens.add("Ada: /forget-me", await stage.ada.slash(stage.channel, "forget-me"))
    message = await stage.bob.write(stage.bob.direct(), "What is the code of the door?")
    screens.add(
        "Bob, in two servers, writes directly: What is the code of the door?", menu := await message.reply_from_bot()
    )
    await stage.bob.select(menu, "Chess Club")
    screens.add("Bob chooses the Chess Club", menu)


async def speak(stage: Stage, screens: Screens) -> None:
    screens.chapter("Languages")
    for locale, name in PEOPLE.items():
        person = stage.sandbox.user(name, locale=locale)
        stage.guild.join(person)
        screens.add(f"{name} ({locale}): /help", await person.slash(stage.channel, "help"))
        screens.add(f"{name}: /privacy", await person.slash(stage.channel, "privacy"))
        private = {"question": UNANSWERABLE, "private": True}
        screens.add(f"{name}: /ask", await person.slash(stage.channel, "ask", **private))


async def main() -> int:
    """Writes docs/screens.html."""
    with tempfile.TemporaryDirectory() as place:
        async with new_stage(Path(place)) as stage:
            await furnish(stage)
            await stage.bot.start()
            screens = Screens(stage)
            for scene in (ask, ask_the_guide, look_after, keep_private, speak):
                await scene(stage, screens)
            PAGE.parent.mkdir(exist_ok=True)
            PAGE.write_text(screens.html(), encoding="utf-8")
    sys.stdout.write(f"Open {PAGE}\n")
    return 0


async def furnish(stage: Stage) -> None:
    """Helpers, and a document of its own for each server, before the bot comes."""
    (stage.bot.documents / "guide.md").write_text(GUIDE)
    stage.guild.role(HELPERS)
    stage.other.join(stage.bob)
    async with await Library.open(stage.bot.database, stage.bot.documents) as library:
        for guild, code in ((stage.guild, "red"), (stage.other, "blue")):
            await library.add(
                int(guild.id), Document(id="door", title="The door", text=f"The code of the door is {code}.")
            )


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
