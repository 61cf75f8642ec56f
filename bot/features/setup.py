"""/setup: five steps from a bot that was just invited to one that answers."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.features.answers import show
from bot.features.choosing import (
    PLACES,
    AdminRoleMenu,
    Page,
    PlacesMenu,
    TeamRoleMenu,
    TurnToButton,
    channels_menu,
    role_menu,
)
from bot.features.settings import admin_line
from bot.guilds.settings import Mode, Rules, rules_lines, settings_of, team_role
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.sources import status_embed
from bot.ui.feature import Feature
from bot.ui.forms import Answers, NumberedModal, text_field, text_of
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import guild_of, library_of, respond, say_to
from bot.ui.persistent import NumberedButton
from bot.ui.rights import MANAGERS, usable_by
from bot.ui.sending import missing_permissions, needed_names

_FIRST, _LAST = Page.ROLES, Page.CHECK
_ROLES = phrase("**Who looks after me?** Everyone with “Manage Server” may, and one role more if you like. A second "
                "role can answer what the documents do not: a button below “I don't know” calls it.")  # fmt: skip
_PLACES = phrase("**Where may people ask me?** Choose channels, and I answer only there. Choose none, and I answer "
                 "wherever I am mentioned. `/settings` has more, such as answers unasked.")  # fmt: skip
_PARTLY = phrase("This menu shows {shown} of the {count} chosen channels. The others stay as they are; `/settings` "
                 "and `/answers mode` change each of them.")  # fmt: skip
_TRIAL = phrase("**Ask me something** that your documents answer, and then something that they do not. Only you see "
                "it, and I do not keep it.")  # fmt: skip
_GOOD = phrase("Everything is in place. People can ask me now: with `/ask`, or by mentioning me.")
_QUESTION = "question"
_WANTED = phrase("What do you want to know?")
_MOST_CHANNELS, _CHECKED = 25, 100
_FIELD = 1000


async def roles_page(interaction: Interaction) -> Shown:
    """Step 1."""
    library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
    chosen, team = settings_of(library_of(interaction), guild_id), team_role(library, interaction.guild)
    embed = _embed(Page.ROLES, say(_ROLES), say)
    embed.add_field(name=say("Who may manage me"), value=admin_line(chosen, say), inline=False)
    view = ui.View(timeout=None)
    view.add_item(AdminRoleMenu(role_menu(say("Admin role"), chosen.admin_role), Page.ROLES))
    view.add_item(TeamRoleMenu(role_menu(say("Team role"), team.id if team else None), Page.ROLES))
    return Shown(embed, _turning(view, Page.ROLES, say))


async def places_page(interaction: Interaction) -> Shown:
    """Step 2."""
    say, rules = say_to(interaction), settings_of(library_of(interaction), guild_of(interaction)).rules
    chosen = [channel_id for channel_id in rules.places if _is_offered(interaction, channel_id)]
    partly = say(_PARTLY, shown=_MOST_CHANNELS, count=len(chosen)) if len(chosen) > _MOST_CHANNELS else ""
    embed = _embed(Page.PLACES, f"{say(_PLACES)}\n\n{partly}".rstrip(), say)
    embed.add_field(name=say("Where I answer"), value="\n".join(rules_lines(rules, say)), inline=False)
    menu = channels_menu(say("Channels"), chosen, _MOST_CHANNELS)
    return Shown(embed, _turning(ui.View(timeout=None).add_item(PlacesMenu(menu, Page.PLACES)), Page.PLACES, say))


def _is_offered(interaction: Interaction, channel_id: int) -> bool:
    """Whether Discord shows it in this person's menu: it is there still, and they may see it."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None or channel.type not in PLACES or not isinstance(interaction.user, discord.Member):
        return False
    return channel.permissions_for(interaction.user).view_channel


async def knowledge_page(interaction: Interaction) -> Shown:
    """Step 3."""
    say, status = say_to(interaction), await library_of(interaction).overview.status(guild_of(interaction))
    told = status_embed(status, say)
    text = say("**What do I answer from?** `/sources` lists the documents, `/knowledge reload` reads them again, and "
               "`/knowledge expect` adds questions that I test myself with.")  # fmt: skip
    embed = _embed(Page.KNOWLEDGE, f"{text}\n\n{told.description}", say)
    for field in told.fields:
        embed.add_field(name=field.name, value=field.value, inline=False)
    return Shown(embed, _turning(ui.View(timeout=None), Page.KNOWLEDGE, say))


async def trial_page(interaction: Interaction) -> Shown:
    """Step 4."""
    say = say_to(interaction)
    view = ui.View(timeout=None).add_item(TrialButton(say("Ask a trial question"), style=discord.ButtonStyle.primary))
    return Shown(_embed(Page.TRIAL, say(_TRIAL), say), _turning(view, Page.TRIAL, say))


async def check_page(interaction: Interaction) -> Shown:
    """Step 5: each permission that is missing, and where."""
    guild, say = interaction.guild, say_to(interaction)
    rules = settings_of(library_of(interaction), guild_of(interaction)).rules
    channels = [channel for channel in _places(guild, rules) if rules.rule_for(channel).mode is not Mode.OFF]
    lines = [line for channel in channels[:_CHECKED] if (line := _missing_line(channel, say))]
    needed = say("I need {permissions}.", permissions=say.all_of([f"“{name}”" for name in needed_names(say)]))
    told = "\n".join(_fitting(lines)) if lines else f"✅ {say(_GOOD)}"
    embed = _embed(Page.CHECK, f"{needed}\n\n{told}", say)
    return Shown(embed, _turning(ui.View(timeout=None), Page.CHECK, say))


def _places(guild: discord.Guild | None, rules: Rules) -> list[discord.abc.GuildChannel]:
    """The channels with a rule first; of the others only those that everybody sees, for hidden ones are hidden."""
    if guild is None:
        return []
    ruled = [channel for channel_id in rules.channels if (channel := guild.get_channel(channel_id))]
    open_to_all = [
        channel
        for channel in guild.channels
        if isinstance(channel, discord.TextChannel | discord.ForumChannel)
        and channel.permissions_for(guild.default_role).view_channel
    ]
    return list(dict.fromkeys([*ruled, *open_to_all]))


def _missing_line(channel: discord.abc.GuildChannel, say: Language) -> str | None:
    missing = missing_permissions(channel, say, threads=True)
    names = say.all_of([f"“{name}”" for name in missing])
    return f"⚠️ {channel.mention}: {say('I am missing {permissions} there.', permissions=names)}" if missing else None


def _fitting(lines: list[str]) -> list[str]:
    """As many as people read."""
    kept = [line for place, line in enumerate(lines) if sum(map(len, lines[: place + 1])) < 3 * _FIELD]
    return kept if len(kept) == len(lines) else [*kept, "…"]


def _embed(page: Page, text: str, say: Language) -> discord.Embed:
    embed = notice_embed(text)
    embed.title = say("Setup, step {step} of {last}", step=page - _FIRST + 1, last=_LAST - _FIRST + 1)
    return embed


def _turning(view: ui.View, page: Page, say: Language) -> ui.View:
    if page > _FIRST:
        view.add_item(TurnToButton(say("‹ Back"), page - 1, row=4))
    if page < _LAST:
        view.add_item(TurnToButton(say("Next ›"), page + 1, row=4, style=discord.ButtonStyle.primary))
    else:
        view.add_item(TurnToButton(say("Check again"), page, row=4))
    return view


class TrialButton(NumberedButton, right=MANAGERS, template=r"trial"):
    """Opens the form for a trial question."""

    kind = "trial"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        field = text_field(_QUESTION, say(_WANTED), longest=300)
        await TrialModal().open(interaction, say("Ask a trial question"), field)


class TrialModal(NumberedModal, right=MANAGERS):
    """Answered, and not kept."""

    kind = "trial"
    counted = 0
    fields = frozenset({_QUESTION})

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        library, say = library_of(interaction), say_to(interaction)
        question = text_of("".join(answers.get(_QUESTION, [])), say(_WANTED))
        asked = await library.find(guild_of(interaction), question)
        await respond(interaction, *await show(asked, library, say, titled=True), ephemeral=True)


class Setup(commands.Cog):
    """For those who have just invited the bot."""

    @usable_by(MANAGERS)
    @app_commands.command(description="Set me up in five steps: roles, channels, documents, a trial, a check.")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def setup(self, interaction: Interaction) -> None:
        await respond(interaction, *await roles_page(interaction), ephemeral=True)


FEATURE = Feature(
    cogs=lambda _: [Setup()],
    buttons=(TrialButton,),
    forms=(TrialModal,),
    pages={
        Page.ROLES: roles_page,
        Page.PLACES: places_page,
        Page.KNOWLEDGE: knowledge_page,
        Page.TRIAL: trial_page,
        Page.CHECK: check_page,
    },
)
