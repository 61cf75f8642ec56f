"""/sources: what there is to ask about, a page at a time."""

from discord import app_commands, ui
from discord.ext import commands

from bot.answering import Shown
from bot.buttons import NumberedButton
from bot.embeds import DESCRIPTION, notice_embed
from bot.interactions import Interaction, guild_of, library_of, respond
from bot.links import web_address
from bot.markdown import escape, masked_link
from bot.replies import provenance, shorten
from knowledge import Document, KnowledgeBase
from knowledge.library import Library

PAGE = 10
_TITLE = 100


class Sources(commands.Cog):
    """Only the one who asks sees the list: it is long and of no interest to others."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @app_commands.command(description="The documents that I know here.")
    async def sources(self, interaction: Interaction) -> None:
        await respond(interaction, *sources_page(self._library.base(guild_of(interaction)), 0), ephemeral=True)


def sources_page(base: KnowledgeBase, page: int) -> Shown:
    """Page 0 is the first; one beyond the last shows the last, for documents may have gone."""
    documents = sorted(base.documents.values(), key=lambda document: document.title.casefold())
    if not documents:
        return Shown(notice_embed("There are no documents here yet."), None)
    last = (len(documents) - 1) // PAGE
    page = min(page, last)
    embed = notice_embed(_listing(documents[page * PAGE : (page + 1) * PAGE]))
    embed.title = f"{len(documents)} documents" if len(documents) > 1 else "One document"
    if last == 0:
        return Shown(embed, None)
    embed.set_footer(text=f"Page {page + 1} of {last + 1}")
    return Shown(embed, _turning(page, last))


def _listing(documents: list[Document]) -> str:
    """Without links where these are too long for a page."""
    linked = "\n".join(_entry(document, web_address(document.url)) for document in documents)
    return linked if len(linked) <= DESCRIPTION else "\n".join(_entry(document, None) for document in documents)


def _entry(document: Document, address: str | None) -> str:
    title = shorten(document.title, _TITLE) or shorten(document.id, _TITLE)
    return f"**{masked_link(title, address)}**\n-# {escape(provenance(document))}"


def _turning(page: int, last: int) -> ui.View:
    """Two buttons; the one that leads nowhere is disabled. It bears this page's number, so that no two are alike."""
    view = ui.View(timeout=None)
    view.add_item(PageButton("‹ Back", max(page - 1, 0), disabled=page == 0))
    view.add_item(PageButton("Next ›", min(page + 1, last), disabled=page == last))
    return view


class PageButton(NumberedButton, template=r"sources:([0-9]{1,9})"):
    """Turns to another page of the list. Its number: the page's."""

    kind = "sources"

    async def press(self, interaction: Interaction) -> None:
        embed, view = sources_page(library_of(interaction).base(guild_of(interaction)), *self.numbers)
        await interaction.response.edit_message(embed=embed, view=view)
