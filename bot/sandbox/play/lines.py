"""What is typed at the keyboard, and what is shown there: lines → deeds, messages → lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.sandbox.state.components import LINK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.state import Json
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Message

_LINE = re.compile(r"@(?P<who>\w+)\s+(?P<what>.+)", re.DOTALL)


class Says(NamedTuple):
    who: str
    text: str


class Uses(NamedTuple):
    who: str
    typed: str
    """All after the slash: the command's name, then `option: value` as often as needed."""


class Presses(NamedTuple):
    who: str
    number: int


class GoesTo(NamedTuple):
    channel: str


def read_line(line: str) -> Says | Uses | Presses | GoesTo | None:
    """`#help` goes to a channel, `@mia hello` says, `@mia /ask question: …` uses, `@mia 2` presses; None = neither."""
    line = line.strip()
    if line.startswith("#"):
        return GoesTo(line[1:].strip())
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    who, what = found["who"].lower(), found["what"]
    if what.startswith("/"):
        return Uses(who, what[1:])
    return Presses(who, int(what)) if what.isdigit() else Says(who, what)


def split_command(typed: str, options: list[str]) -> tuple[str, dict[str, str]]:
    """`ask question: who? document: X` → the name and the options' texts, given the names that there are."""
    names = "|".join(map(re.escape, options)) or r"(?!)"
    name, *rest = re.split(rf"(?:^|\s)({names}):\s*", typed)
    return name.strip(), {key: value.strip() for key, value in zip(rest[::2], rest[1::2], strict=True)}


_MENTION = re.compile(r"<@!?(\d+)>")


def pressable(message: Message) -> list[Json]:
    """The buttons, and the options of menus, that do something, in the order in which they are numbered."""
    buttons = [each for each in message.buttons if each["style"] != LINK and not each.get("disabled")]
    options = [option | {"menu": menu["custom_id"]} for menu in message.selects for option in menu.get("options") or []]
    return buttons + options


def show(message: Message, users: Mapping[str, User], first: int = 1) -> str:
    """The message, with whom it names among `users`, its buttons numbered from `first`."""
    seen_by = f" (only {message.only_for} sees this)" if message.only_for else ""
    lines = [f"{message.author}{seen_by}:"]
    lines += [f"    {line}" for line in _readable(message, users).splitlines()]
    lines += [f"    [file: {each.filename}, {len(each.content)} bytes]" for each in message.attachments]
    lines += [f"    {each.get('label')}: {each['url']}" for each in message.buttons if each["style"] == LINK]
    numbered = [f"[{first + index}] {_label(each)}" for index, each in enumerate(pressable(message))]
    return "\n".join(lines + (["    " + "  ".join(numbered)] if numbered else []))


def _readable(message: Message, users: Mapping[str, User]) -> str:
    return _MENTION.sub(lambda found: f"@{users.get(found[1], 'somebody')}", message.text or "is thinking…")


def _label(component: Json) -> str:
    emoji = (component.get("emoji") or {}).get("name")
    return " ".join(part for part in (emoji, component.get("label")) if part)
