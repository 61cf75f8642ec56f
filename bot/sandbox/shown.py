"""A message as a terminal shows it: who, to whom, all texts, and what can be pressed, by number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sandbox.state.components import LINK

if TYPE_CHECKING:
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Json


_MENTION = re.compile(r"<@!?(\d+)>")


def pressable(message: Message) -> list[Json]:
    """The buttons, and the options of menus, that do something, in the order in which they are numbered."""
    buttons = [each for each in message.buttons if each["style"] != LINK and not each.get("disabled")]
    options = [option | {"menu": menu["custom_id"]} for menu in message.selects for option in menu.get("options") or []]
    return buttons + options


def show(message: Message, first: int = 1) -> str:
    """The message, its buttons numbered from `first`."""
    seen_by = f" (only {message.only_for} sees this)" if message.only_for else ""
    lines = [f"{message.author}{seen_by}:"]
    lines += [f"    {line}" for line in _readable(message).splitlines()]
    lines += [f"    [file: {each.filename}, {len(each.content)} bytes]" for each in message.attachments]
    lines += [f"    {each.get('label')}: {each['url']}" for each in message.buttons if each["style"] == LINK]
    numbered = [f"[{first + index}] {_label(each)}" for index, each in enumerate(pressable(message))]
    return "\n".join(lines + (["    " + "  ".join(numbered)] if numbered else []))


def _readable(message: Message) -> str:
    users = message.channel.world.users
    return _MENTION.sub(lambda found: f"@{users.get(found[1], 'somebody')}", message.text or "is thinking…")


def _label(component: Json) -> str:
    emoji = (component.get("emoji") or {}).get("name")
    return " ".join(part for part in (emoji, component.get("label")) if part)
