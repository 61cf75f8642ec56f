"""Who may use what: said where a command, button, menu or form is declared, and held before anything of it runs."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.guilds.settings import settings_of, team_role
from bot.ui.host import Interaction
from bot.ui.interactions import NotOnTeam, library_of, settle_home

_Single = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
_Offered = _Single | app_commands.Group
C = TypeVar("C", bound=_Single)
_HOME = "needs_home"


class Right(Enum):
    """Who may use something; those who manage may use all of it."""

    EVERYONE = auto()
    TEAM = auto()
    MANAGERS = auto()

    async def require(self, interaction: Interaction, *, needs_home: bool = True) -> None:
        """Raises HomeUnchosen, NotOnTeam, MissingPermissions: what is used may be older than a role, or forged.

        `needs_home`: it must be known which guild answers in direct messages.
        """
        if needs_home:
            await settle_home(interaction)
        if self is TEAM:
            await team_name(interaction)
        elif self is MANAGERS and not manages(interaction):
            raise app_commands.MissingPermissions(["manage_guild"])


EVERYONE, TEAM, MANAGERS = Right


def manages(interaction: Interaction) -> bool:
    """Whether this person may manage the server, or has the role that may. In direct messages there is none."""
    if interaction.guild_id is None:
        return False
    role = settings_of(library_of(interaction), interaction.guild_id).admin_role
    member = interaction.user
    has_role = role is not None and isinstance(member, discord.Member) and member.get_role(role) is not None
    return interaction.permissions.manage_guild or has_role


async def team_name(interaction: Interaction) -> str:
    """As what this person answers questions. Raises NotOnTeam."""
    member, role = interaction.user, team_role(library_of(interaction), interaction.guild)
    if isinstance(member, discord.Member) and role and member.get_role(role.id):
        return role.name
    if not manages(interaction) or not isinstance(member, discord.Member):
        raise NotOnTeam
    return "" if member.top_role.is_default() else member.top_role.name


def usable_by(right: Right, *, needs_home: bool = True) -> Callable[[C], C]:
    """Says it of a command, above all its other decorators.

    `needs_home`: it must be known which guild answers in direct messages.
    """

    def declare(command: C) -> C:
        command.extras |= {Right: right, _HOME: needs_home}
        return command

    return declare


def right_of(command: _Single) -> Right:
    """Raises TypeError for a command that does not say it."""
    right = command.extras.get(Right)
    if not isinstance(right, Right):
        raise TypeError(f"the command “{command.qualified_name}” does not say who may use it: add @usable_by(…)")
    return right


async def require_right(interaction: Interaction) -> None:
    """Of the command that was used. Raises HomeUnchosen, NotOnTeam, MissingPermissions.

    What is none of the commands is told by discord.py.
    """
    command = interaction.command
    if command is None:
        return
    await right_of(command).require(interaction, needs_home=command.extras[_HOME])


def settle_rights(offered: Iterable[_Offered]) -> None:
    """Before they are registered: Discord hides from others what is for managers alone. Raises as `right_of` does."""
    for command in offered:
        if {right_of(each) for each in _singles(command)} == {MANAGERS}:
            command.default_permissions = discord.Permissions(manage_guild=True)


def _singles(command: _Offered) -> Iterator[_Single]:
    if not isinstance(command, app_commands.Group):
        yield command
        return
    yield from (each for each in command.walk_commands() if isinstance(each, app_commands.Command))
