"""Golden questions, as those who manage the documents see them: which come out right, and what a reload broke."""

import asyncio
from collections.abc import Iterable, Sequence

import discord
from discord import ui

from bot.controls.menus import NumberedMenu
from bot.interacting.interactions import Interaction, guild_of, library_of, require_manager, say_to
from bot.languages import Language
from bot.replies import shorten
from bot.texts.embeds import notice_embed
from bot.texts.markdown import escape
from bot.texts.names import name_of, visible
from knowledge import KnowledgeBase
from knowledge.keeping.golden import Checked, check

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


class DropGoldenMenu(NumberedMenu, template=r"dropgolden"):
    """Removes a test question."""

    kind = "dropgolden"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        require_manager(interaction)
        library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
        await library.goldens.drop(guild_id, int(values[0]))
        base = await library.base(guild_id)
        checked = await asyncio.to_thread(check, await library.goldens.of(guild_id), base)
        embed, view = goldens_embed(checked, base, say), goldens_view(checked, say)
        await interaction.response.edit_message(embed=embed, view=view)
