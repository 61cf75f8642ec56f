"""Discord's REST routes, a file per area, all in one table."""

from bot.sandbox.rest import (
    applications,
    channels,
    commands,
    guilds,
    interactions,
    messages,
)

ROUTES = (
    *applications.ROUTES,
    *channels.ROUTES,
    *commands.ROUTES,
    *guilds.ROUTES,
    *interactions.ROUTES,
    *messages.ROUTES,
)
