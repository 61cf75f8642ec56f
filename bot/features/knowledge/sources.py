"""/sources: what there is to ask about, a page at a time."""

from discord import app_commands, ui
from discord.ext import commands

from bot.languages import Language
from bot.replies.embeds import DESCRIPTION, notice_embed
from bot.replies.links import shown_address, web_address
from bot.replies.markdown import escape, masked_link
from bot.replies.names import name_of
from bot.replies.reply import provenance, shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedButton, with_turning
from bot.ui.rights import EVERYONE, usable_by
from knowledge import Document, KnowledgeBase
from knowledge.library import Library

PAGE = 10
_TITLE = 100


class SourcePages(commands.Cog):
    """Only the one who asks sees the list: it is long and of no interest to others."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(EVERYONE)
    @app_commands.command(description="The documents that I know here.")
    async def sources(self, interaction: Interaction) -> None:
        base = await in_time(interaction, self._library.base(guild_of(interaction)), ephemeral=True)
        await respond(interaction, *sources_page(base, 0, say_to(interaction)), ephemeral=True)


def sources_page(base: KnowledgeBase, page: int, say: Language) -> Shown:
    """Page 0 is the first; one beyond the last shows the last, for documents may have gone."""
    documents = sorted(base.documents.values(), key=lambda document: document.title.casefold())
    if not documents:
        return Shown(notice_embed(say("There are no documents here yet.")), None)
    last = (len(documents) - 1) // PAGE
    page = min(page, last)
    embed = notice_embed(_listing(documents[page * PAGE : (page + 1) * PAGE], say))
    embed.title = say("{count} document", "{count} documents", count=len(documents))
    if last == 0:
        return Shown(embed, None)
    embed.set_footer(text=say("Page {page} of {last}", page=page + 1, last=last + 1))
    return Shown(embed, with_turning(ui.View(timeout=None), PageButton, page=page, last=last, say=say))


def _listing(documents: list[Document], say: Language) -> str:
    """Without links where these are too long for a page."""
    linked = "\n".join(_entry(document, web_address(document.url), say) for document in documents)
    return linked if len(linked) <= DESCRIPTION else "\n".join(_entry(document, None, say) for document in documents)


def _entry(document: Document, address: str | None, say: Language) -> str:
    title = shorten(name_of(document, say), _TITLE)
    plain = "" if web_address(document.url) else shown_address(document.url)
    where = " · ".join(filter(None, (provenance(document, say), plain)))
    return f"**{masked_link(title, address)}**\n-# {escape(where)}"


class PageButton(NumberedButton, right=EVERYONE, template=r"sources:([0-9]{1,9})"):
    """Turns to another page of the list. Its number: the page's."""

    kind = "sources"

    async def press(self, interaction: Interaction) -> None:
        base = await library_of(interaction).base(guild_of(interaction))
        embed, view = sources_page(base, self.numbers[0], say_to(interaction))
        await interaction.response.edit_message(embed=embed, view=view)


FEATURE = Feature(cogs=lambda host: [SourcePages(host.library)], buttons=(PageButton,))
