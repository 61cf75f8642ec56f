"""The texts of commands, in the languages of Discord's clients.

The names of slash commands and of their options stay English everywhere, so that people can help one another: "use
/ask" is right for everyone. Names in the menu of a message are read, not typed, and so are translated.
"""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

from bot.languages import ENGLISH, language_of


class CommandTranslator(app_commands.Translator):
    """None = as it is in English."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        say = language_of(locale.value)
        return None if say is ENGLISH or _is_typed(context) else say(string.message)


def _is_typed(context: app_commands.TranslationContextTypes) -> bool:
    """Not the name of a context menu, which is in the place of a command's name, too."""
    if context.location is Place.command_name:
        return not isinstance(context.data, app_commands.ContextMenu)
    return context.location in {Place.group_name, Place.parameter_name}
