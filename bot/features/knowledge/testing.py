"""/knowledge test and expect: questions whose answers are known, asked at every reload."""

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.guilds.settings import settings_of
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.errors import error_sentence
from bot.replies.markdown import escape
from bot.replies.names import name_of, visible
from bot.replies.reply import shorten
from bot.replies.sources import reload_embed
from bot.ui.choices import chosen_document, complete_document
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedMenu
from bot.ui.progress import watched
from bot.ui.rights import MANAGERS, usable_by
from knowledge import LONGEST_GOLDEN, MOST_GOLDENS, Checked, KnowledgeBase, Trial, check_goldens
from knowledge.errors import ReloadRefused
from knowledge.library import Library
from knowledge.sources import OnProgress, Reload

_LISTED = 12
_OPTIONS = 25
_QUESTION, _TITLE = 100, 60


def goldens_embed(checked: Sequence[Checked], base: KnowledgeBase, say: Language) -> discord.Embed:
    """Those that fail first."""
    if not checked:
        return notice_embed(
            say("There are no test questions yet. Add one with `/knowledge expect`: I ask them all at every reload.")
        )
    ordered = sorted(checked, key=lambda each: each.passed)
    embed = notice_embed("\n".join(_lines(ordered[:_LISTED], base, say)))
    passed = sum(each.passed for each in checked)
    embed.title = say("{passed} of {total} test questions come out right", passed=passed, total=len(checked))
    if len(ordered) > _LISTED:
        embed.set_footer(text=say("and {number} more", number=len(ordered) - _LISTED))
    return embed


def goldens_view(checked: Sequence[Checked], say: Language) -> ui.View | None:
    """A menu to remove one, those that fail first."""
    if not checked:
        return None
    ordered = sorted(checked, key=lambda each: each.passed)[:_OPTIONS]
    options = [
        discord.SelectOption(label=visible(shorten(each.question, 100), "…"), value=str(each.number))
        for each in ordered
    ]
    menu: ui.Select[ui.View] = ui.Select(placeholder=say("Remove a test question"), options=options)
    return ui.View(timeout=None).add_item(DropGoldenMenu(menu))


def broken_field(embed: discord.Embed, broken: Sequence[Checked], base: KnowledgeBase, say: Language) -> discord.Embed:
    """What a reload broke, if anything."""
    if broken:
        lines = list(_lines(broken[:5], base, say))
        name = say("Test questions that broke: {number}", number=len(broken))
        embed.add_field(name=name, value="\n".join(lines)[:1024], inline=False)
    return embed


def _lines(checked: Iterable[Checked], base: KnowledgeBase, say: Language) -> Iterable[str]:
    for each in checked:
        question = escape(shorten(each.question, _QUESTION))
        if each.passed:
            yield f"✅ {question}"
        else:
            expected, found = _title(each.expected, base, say), _title(each.found, base, say)
            yield f"❌ {question}\n-# {say('expected: {expected} · came: {found}', expected=expected, found=found)}"


def _title(document_id: str | None, base: KnowledgeBase, say: Language) -> str:
    if document_id is None:
        return say("no answer")
    document = base.documents.get(document_id)
    return escape(shorten(name_of(document, say), _TITLE)) if document else say("a document that is gone")


class DropGoldenMenu(NumberedMenu, right=MANAGERS, template=r"dropgolden"):
    """Removes a test question."""

    kind = "dropgolden"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
        await library.goldens.drop(guild_id, int(values[0]))
        base = await library.answering.base(guild_id)
        checked = await asyncio.to_thread(check_goldens, await library.goldens.of(guild_id), base)
        embed, view = goldens_embed(checked, base, say), goldens_view(checked, say)
        await interaction.response.edit_message(embed=embed, view=view)


_TOO_MANY = phrase("There are {most} test questions already. Remove one first, in the menu below `/knowledge test`.")


class Testing(commands.Cog):
    """The part of the group that tests."""

    _library: Library

    @usable_by(MANAGERS)
    @app_commands.command(description="Ask all test questions now, and show which come out right.")
    async def test(self, interaction: Interaction) -> None:
        say, guild_id = say_to(interaction), guild_of(interaction)
        base = await in_time(interaction, self._library.answering.base(guild_id), ephemeral=True)
        goldens = await self._library.goldens.of(guild_id)
        checked = await in_time(interaction, asyncio.to_thread(check_goldens, goldens, base), ephemeral=True)
        await respond(interaction, goldens_embed(checked, base, say), goldens_view(checked, say), ephemeral=True)

    @usable_by(MANAGERS)
    @app_commands.command(description="Add a test question, which I ask myself at every reload.")
    @app_commands.describe(
        question="The question",
        document="Where the answer must come from. Without one, I must not answer it at all",
    )
    @app_commands.autocomplete(document=complete_document)
    async def expect(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, LONGEST_GOLDEN],
        document: str | None = None,
    ) -> None:
        say, guild_id = say_to(interaction), guild_of(interaction)
        base = await in_time(interaction, self._library.answering.base(guild_id), ephemeral=True)
        document_id = chosen_document(base, document).id if document else None
        if not await self._library.goldens.add(guild_id, question, document_id):
            await respond(interaction, notice_embed(say(_TOO_MANY, most=MOST_GOLDENS)), ephemeral=True)
            return
        checked = await asyncio.to_thread(check_goldens, await self._library.goldens.of(guild_id), base)
        await respond(interaction, goldens_embed(checked, base, say), goldens_view(checked, say), ephemeral=True)

    async def _try(self, interaction: Interaction, source_guild: int, number: int) -> None:
        """Read a source, and tell which test questions broke, also when that is why it was refused."""
        say, guild_id = say_to(interaction), guild_of(interaction)
        refuse = settings_of(library_of(interaction), guild_id).refuse_breaking
        trial = Trial(
            guild_id, await self._library.goldens.of(guild_id), self._library.answering.names(guild_id), refuse=refuse
        )

        async def report(outcome: Reload | ReloadRefused) -> discord.Embed:
            if isinstance(outcome, ReloadRefused):
                embed = notice_embed(error_sentence(outcome, say) or "")
            else:
                embed = reload_embed(outcome, say)
            return broken_field(embed, trial.broken, await self._library.base(guild_id), say)

        await watched(interaction, partial(_tried, self._library, trial, source_guild, number), report)


async def _tried(
    library: Library, trial: Trial, guild_id: int, number: int, on_progress: OnProgress
) -> Reload | ReloadRefused:
    try:
        return await library.reload(on_progress, trial, guild_id, number)
    except ReloadRefused as error:
        return error


FEATURE = Feature(menus=(DropGoldenMenu,))
