"""People who use the sandbox: what somebody can do in Discord's client, as methods."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.sandbox.people.filling import Resolved, fill_in, pick_option, submission
from bot.sandbox.rules.drafts import Upload, require_posting
from bot.sandbox.rules.errors import NOT_YOUR_MESSAGE, ApiError
from bot.sandbox.rules.offered import find_command, offered
from bot.sandbox.rules.permissions import permissions_in, require
from bot.sandbox.state.components import LINK, STRING_SELECT
from bot.sandbox.state.numbers import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, ON_MESSAGE, ON_USER, SLASH
from bot.sandbox.state.people import User
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import Message
from bot.sandbox.state.waiting import NoAnswer, NotOffered
from bot.sandbox.world import posting, threads
from bot.sandbox.world.asking import answered, interact
from bot.sandbox.world.drafting import read_draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.sandbox.state import Json
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.places import Channel, DirectChannel, Thread
    from bot.sandbox.world.world import World


class Choice(NamedTuple):
    """A suggestion while typing."""

    name: str
    value: object


@dataclass(eq=False, kw_only=True)
class Person(User):
    """Whatever Discord's client would not offer raises NotOffered; what the server refuses, ApiError."""

    world: World = field(repr=False)

    # Messages.

    async def write(
        self,
        channel: Channel,
        content: str = "",
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: Iterable[tuple[str, bytes]] = (),
    ) -> Message:
        """Post a message; `ping` = whether a reply notifies whom it answers; files are (name, content)."""
        body: Json = {"content": content}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to.id}
            body["allowed_mentions"] = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        draft = read_draft(self.world, channel, body, _uploads(files))
        require_posting(channel, self, draft, self.world.guilds.values())
        return posting.post(self.world, channel, self, draft)

    async def edit(self, message: Message, content: str) -> Message:
        self._require_own(message)
        return posting.revise(self.world, message, {"content": content})

    async def delete(self, message: Message) -> None:
        if message.author is not self and message.only_for is not self:
            require(message.channel, self, Permission.MANAGE_MESSAGES)
        posting.erase(self.world, message)

    def _require_own(self, message: Message) -> None:
        if message.author is not self:
            raise ApiError(NOT_YOUR_MESSAGE)

    async def react(self, message: Message, emoji: str) -> None:
        posting.add_reaction(self.world, message, self, emoji)

    async def unreact(self, message: Message, emoji: str) -> None:
        posting.remove_reaction(self.world, message, self, emoji)

    async def start_typing(self, channel: Channel) -> None:
        posting.start_typing(self.world, channel, self)

    async def open_thread(self, where: Channel | Message, name: str) -> Thread:
        """A thread in a channel, or of a message."""
        if isinstance(where, Message):
            return threads.open_thread_of(self.world, where, self, name)
        return threads.open_thread(self.world, where, self, name)

    async def open_post(self, forum: Channel, title: str, content: str, *, tags: Iterable[str] = ()) -> Thread:
        """A post in a forum, with tags by name. Its first message is `thread.starter`."""
        ids = [tag["id"] for tag in getattr(forum, "tags", []) if tag["name"] in tuple(tags)]
        draft = read_draft(self.world, forum, {"content": content})
        return threads.open_post(self.world, forum, self, title, draft, tags=ids)

    def direct(self) -> DirectChannel:
        """The conversation between this person and the bot."""
        return self.world.direct(self)

    def sees(self, message: Message) -> bool:
        if message.deleted or (message.ephemeral and message.only_for is not self):
            return False
        return Permission.VIEW_CHANNEL in permissions_in(message.channel, self)

    def reads(self, channel: Channel) -> list[Message]:
        """What stands in a channel for this person, oldest first."""
        return [message for message in channel.history() if self.sees(message)]

    # Commands.

    def commands(self, channel: Channel) -> list[str]:
        """The names of the commands that this person is offered."""
        return [command.name for command in offered(self.world.commands.values(), channel, self)]

    async def slash(self, channel: Channel, command: str, /, **options: object) -> Interaction:
        """Use "ask" or "knowledge reload", and wait for the answer.

        Options are given by name: texts, numbers, booleans, Users, Roles, Channels, or files as (name, bytes).
        """
        return await answered(self.world, self.begin(channel, command, options))

    def begin(self, channel: Channel, command: str, options: dict[str, object]) -> Interaction:
        """Use a command and wait for nothing."""
        name, *words = command.split()
        found = find_command(self.world.commands.values(), channel, self, name, SLASH)
        data = fill_in(found, words, options, Resolved(self.world, channel, self))
        return interact(self.world, COMMAND, self, channel, data)

    async def autocomplete(
        self, channel: Channel, command: str, options: dict[str, Any], *, focused: str
    ) -> list[Choice]:
        """The suggestions that appear while `focused` is being typed."""
        name, *words = command.split()
        found = find_command(self.world.commands.values(), channel, self, name, SLASH)
        data = fill_in(found, words, options, Resolved(self.world, channel, self), focused)
        interaction = await answered(self.world, interact(self.world, AUTOCOMPLETE, self, channel, data))
        return [Choice(each["name"], each["value"]) for each in interaction.choices or []]

    async def menu(self, target: Message | User, command: str, channel: Channel | None = None) -> Interaction:
        """Choose an app's command from the context menu of a message, or of somebody met in `channel`."""
        if isinstance(target, Message):
            self._require_sight(target)
            return await self._menu(target.channel, command, ON_MESSAGE, target)
        if channel is None:
            raise NotOffered("somebody is met in a channel: name it")
        return await self._menu(channel, command, ON_USER, target)

    async def _menu(self, channel: Channel, command: str, kind: int, target: Message | User) -> Interaction:
        found, resolved = (
            find_command(self.world.commands.values(), channel, self, command, kind),
            Resolved(self.world, channel, self),
        )
        chosen = resolved.add_message(target) if isinstance(target, Message) else resolved.id_of(target)
        data: Json = {"id": found.id, "name": found.name, "type": kind, "target_id": chosen} | resolved.payload()
        return await answered(self.world, interact(self.world, COMMAND, self, channel, data))

    # Components.

    async def click(self, message: Message, button: str) -> Interaction:
        """Press a button, by its label or custom id."""
        found = self._find(message, message.buttons, button)
        if found["style"] == LINK:
            raise NotOffered(f"{button} only opens {found['url']}")
        return await self._use(message, found, {})

    async def select(self, message: Message, *values: Any, menu: str | None = None) -> Interaction:
        """Pick from a menu by labels or values, or Users, Roles, Channels; `menu` is its placeholder or custom id."""
        selects = message.selects
        found = self._find(
            message, selects, menu if menu is not None else next(iter(selects), {}).get("custom_id", "menu")
        )
        if not found.get("min_values", 1) <= len(values) <= found.get("max_values", 1):
            raise NotOffered(f"{len(values)} is not how many can be picked")
        resolved = Resolved(self.world, message.channel, self)
        strings = found["type"] == STRING_SELECT
        picked = [pick_option(found, each) if strings else resolved.id_of(each) for each in values]
        return await self._use(message, found, {"values": picked} | resolved.payload())

    def _find(self, message: Message, components: list[Json], wanted: str) -> Json:
        self._require_sight(message)
        for component in components:
            if wanted in (component.get("label"), component.get("placeholder"), component.get("custom_id")):
                if component.get("disabled"):
                    raise NotOffered(f"{wanted} is greyed out")
                return component
        there = ", ".join(str(each.get("label") or each.get("custom_id")) for each in components) or "nothing"
        raise NotOffered(f"the message has no {wanted}; it has: {there}")

    def _require_sight(self, message: Message) -> None:
        if not self.sees(message):
            raise NotOffered(f"{self.name} does not see that message")

    async def _use(self, message: Message, component: Json, more: Json) -> Interaction:
        data = {"component_type": component["type"], "custom_id": component["custom_id"], "id": component["id"]}
        return await answered(
            self.world, interact(self.world, COMPONENT, self, message.channel, data | more, message=message)
        )

    async def submit(self, opened: Interaction, answers: dict[str, Any] | None = None) -> Interaction:
        """Fill in and send the modal that an interaction opened; answers by label or custom id."""
        if opened.modal is None:
            raise NoAnswer(f"{opened} opened no modal")
        data = submission(opened.modal, answers or {}, Resolved(self.world, opened.channel, self))
        return await answered(
            self.world,
            interact(self.world, MODAL_SUBMIT, self, opened.channel, data, message=opened.message, before=opened),
        )


def _uploads(files: Iterable[tuple[str, bytes]]) -> list[Upload]:
    guessed = ((name, content, mimetypes.guess_type(name)[0] or "application/octet-stream") for name, content in files)
    return [Upload(index, name, kind, content) for index, (name, content, kind) in enumerate(guessed)]
