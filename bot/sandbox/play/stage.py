"""A small community to play with: who is there, what they type, what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.people.filling import labels_of
from bot.sandbox.play.lines import GoesTo, Presses, Says, Uses, pressable, read_line, show, split_command
from bot.sandbox.rules.errors import ApiError
from bot.sandbox.rules.offered import find_command
from bot.sandbox.state.components import BUTTON
from bot.sandbox.state.facts import MessageChanged, MessagePosted
from bot.sandbox.state.numbers import SLASH
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.waiting import NoAnswer, NotOffered

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.people.guilds import GuildChannel
    from bot.sandbox.people.person import Person
    from bot.sandbox.sandbox import Sandbox
    from bot.sandbox.state import Json
    from bot.sandbox.state.facts import Fact
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.places import Message

HELP = """\
@mia hello                     Mia writes; @{bot} in it mentions the bot
@mia /ask question: who …?     Mia uses a command
@mia 2                         Mia presses what has the number 2
#help                          go to another channel
People: {people}. Channels: {channels}. Ctrl-D leaves."""


class Stage:
    """`say` gets each text for the person at the keyboard."""

    def __init__(self, sandbox: Sandbox, say: Callable[[str], None]) -> None:
        self._sandbox = sandbox
        self._say = say
        self._pressable: list[tuple[Message, Json]] = []
        self._shown: dict[str, int] = {}
        self._forms: dict[str, Interaction] = {}
        self.people: dict[str, Person] = {}
        self.channels: dict[str, GuildChannel] = {}
        self._furnish()
        self.channel = self.channels["general"]
        sandbox.world.listen(self.hear)

    def _furnish(self) -> None:
        olga, mia, ada = (self._sandbox.user(name) for name in ("Olga", "Mia", "Ada"))
        guild = self._sandbox.guild("Observatory", owner=olga)
        guild.join(mia)
        guild.join(ada, guild.role("Helper", Permission.MANAGE_MESSAGES))
        self.people = {person.name.lower(): person for person in (olga, mia, ada)}
        self.channels = {name: guild.text(name) for name in ("general", "help")}

    @property
    def help(self) -> str:
        people = "Olga (owner), Mia (member), Ada (helper)"
        return HELP.format(
            bot=self._sandbox.bot, people=people, channels=", ".join(f"#{each}" for each in self.channels)
        )

    async def play(self, line: str) -> None:
        """Do what a line says; what cannot be done is said."""
        try:
            await self._act(line)
        except (NotOffered, NoAnswer, ApiError) as refusal:
            self._say(f"! {refusal}")

    async def _act(self, line: str) -> None:
        action = read_line(line)
        if isinstance(action, GoesTo):
            self._go(action.channel)
        elif action is None or action.who not in self.people:
            self._say(self.help)
        elif isinstance(action, Says):
            await self._write(self.people[action.who], action.text)
        elif isinstance(action, Uses):
            await self._use(self.people[action.who], action.typed)
        else:
            await self._press(self.people[action.who], action)

    def _go(self, name: str) -> None:
        if name not in self.channels:
            raise NotOffered(f"there is no #{name}")
        self.channel = self.channels[name]
        self._say(f"# {name}")
        for message in self.channel.history():
            self._show(message)

    async def _use(self, person: Person, typed: str) -> None:
        registered = self._sandbox.world.commands.values()
        command = find_command(
            registered, self.channel, person, typed.split(maxsplit=1)[0] if typed.strip() else "", SLASH
        )
        schema = _options(command.form)
        name, texts = split_command(typed, list(schema))
        given = {key: _converted(schema[key], text) for key, text in texts.items()}
        await self._open(person, await person.slash(self.channel, name, **given))

    async def _press(self, person: Person, action: Presses) -> None:
        if not 1 <= action.number <= len(self._pressable):
            raise NotOffered(f"nothing has the number {action.number}")
        message, component = self._pressable[action.number - 1]
        if component.get("type") == BUTTON:
            await self._open(person, await person.click(message, component["custom_id"]))
        else:
            await self._open(person, await person.select(message, component["value"], menu=component["menu"]))

    async def _open(self, person: Person, used: Interaction) -> None:
        if used.modal is not None:
            self._forms[person.name] = used
            labels = " ".join(f"{label}: …" for label in labels_of(used.modal))
            self._say(
                f"{person} is shown a form, “{used.modal['title']}”; fill it in with @{person.name.lower()} {labels}"
            )

    async def _write(self, person: Person, text: str) -> None:
        """What somebody writes while a form is open fills it in."""
        form = self._forms.pop(person.name, None)
        if form is not None and form.modal is not None:
            labels = labels_of(form.modal)
            plain, answers = split_command(text, labels)
            await self._open(person, await person.submit(form, answers or {labels[0]: plain}))
        else:
            await person.write(self.channel, text.replace(f"@{self._sandbox.bot}", self._sandbox.bot.mention))

    def hear(self, fact: Fact) -> None:
        """Say what is posted or changed in the channel that is looked at."""
        if isinstance(fact, MessagePosted | MessageChanged) and fact.message.channel is self.channel:
            self._show(fact.message)

    def _show(self, message: Message) -> None:
        if self._shown.get(message.id) != message.edits and not message.loading:
            self._shown[message.id] = message.edits
            self._say(show(message, self._sandbox.world.users, len(self._pressable) + 1))
            self._pressable += [(message, each) for each in pressable(message)]


def _options(form: Json) -> dict[str, Json]:
    """The options of a command and of its subcommands, by name."""
    found = {each["name"]: each for each in form.get("options") or []}
    for each in list(found.values()):
        found |= _options(each)
    return found


def _converted(schema: Json, text: str) -> object:
    if schema["type"] == 5:
        return text.lower() in ("true", "yes", "on", "1")
    return float(text) if schema["type"] in (4, 10) else text
