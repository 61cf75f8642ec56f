"""What a feature brings, as its own module declares it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from discord.ext import commands

from bot.ui.forms import NumberedModal
from bot.ui.host import Host, PageMaker
from bot.ui.persistent import NumberedButton, NumberedMenu


def _none(_: Host) -> Iterable[commands.Cog]:
    return ()


@dataclass(frozen=True)
class Feature:
    """What people press, pick, send and turn to; `cogs` makes what listens and has commands."""

    cogs: Callable[[Host], Iterable[commands.Cog]] = _none
    buttons: tuple[type[NumberedButton], ...] = ()
    menus: tuple[type[NumberedMenu], ...] = ()
    forms: tuple[type[NumberedModal], ...] = ()
    pages: Mapping[int, PageMaker] = field(default_factory=dict)
