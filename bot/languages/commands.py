"""The texts of commands, in the languages of Discord's clients.

The names of slash commands and of their options stay English everywhere, so that people can help one another: "use
/ask" is right for everyone. Names in the menu of a message are read, not typed, and so are translated.
"""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

from bot.languages import ENGLISH, Language, language_of


class CommandTranslator(app_commands.Translator):
    """None = as it is in English.

    discord.py asks for one text after the other in all languages, so all are held until they have been asked for.
    """

    def __init__(self) -> None:
        self._languages: dict[discord.Locale, Language] = {}

    async def unload(self) -> None:
        """Let the languages go; they come back when they are needed."""
        self._languages.clear()

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        if locale not in self._languages:
            self._languages[locale] = language_of(locale.value)
        say = self._languages[locale]
        return None if say is ENGLISH or _is_typed(context) else say(string.message)


def _is_typed(context: app_commands.TranslationContextTypes) -> bool:
    """Not the name of a context menu, which is in the place of a command's name, too."""
    if context.location is Place.command_name:
        return not isinstance(context.data, app_commands.ContextMenu)
    return context.location in {Place.group_name, Place.parameter_name}
