"""The commands, as Discord knows them."""

import hashlib
import json
import logging
from contextlib import suppress
from typing import Any

import discord
from discord import app_commands

from bot.connecting.patience import passes, told
from bot.languages.commands import CommandTranslator
from knowledge.errors import NotKept
from knowledge.library import Library
from knowledge.store.records import SHARED

_log = logging.getLogger(__name__)
_SYNCED = "commands synced"


async def register_commands(tree: app_commands.CommandTree[Any], library: Library, api: str) -> None:
    """Only when they differ from those of the last time: Discord limits how often they may be set.

    `api` is the Discord that they are registered with. A failure is logged: the bot answers mentions without them.
    """
    translator = CommandTranslator()
    await tree.set_translator(translator)
    try:
        await _register(tree, translator, library, api)
    finally:
        await translator.unload()


async def _register(
    tree: app_commands.CommandTree[Any], translator: CommandTranslator, library: Library, api: str
) -> None:
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    state = json.dumps([api, tree.client.application_id, payload], sort_keys=True)
    digest = hashlib.sha256(state.encode()).hexdigest()
    if library.settings.get(SHARED, _SYNCED) == digest:
        return
    try:
        await tree.sync()
    except Exception as error:
        if not (passes(error) or isinstance(error, discord.HTTPException)):
            raise
        _log.warning("The commands could not be registered; the next start tries again: %s", told(error))
        return
    with suppress(NotKept):  # the next start registers them once more
        await library.settings.put(SHARED, _SYNCED, digest)
