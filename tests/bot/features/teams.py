"""A server whose team answers what the documents do not say."""

from dataclasses import dataclass

from bot.sandbox import Guild, GuildChannel, Interaction, Message, Permission, Person, Role
from tests.bot.features.stage import Stage

POOL = "Where is the swimming pool of the club?"
ANSWER = "Behind the hangar. Bring a towel."
ASK, TELL = "Ask a person", "Tell me when there is an answer"
FIELDS = ("The question, as people ask it", "The answer, quoted word for word")


@dataclass(frozen=True)
class Club:
    """A guild of its own: Ada and Bob are members, Mo manages it, and Tess is a helper, as Mo has chosen."""

    stage: Stage
    guild: Guild
    channel: GuildChannel
    tess: Person
    role: Role

    @property
    def ada(self) -> Person:
        return self.stage.ada

    @property
    def bob(self) -> Person:
        return self.stage.bob

    @property
    def mo(self) -> Person:
        return self.stage.mo

    async def ask(self, question: str, asker: Person | None = None) -> Message:
        return await self.stage.ask(question, asker, self.channel)

    async def open_topic(self, person: Person) -> Interaction:
        """The list, turned to its first question."""
        listed = await person.slash(self.channel, "questions")
        await person.click(listed.response, "1")
        return listed

    async def open_answer(self, person: Person) -> Interaction:
        """The team's answers, turned to the first."""
        listed = await person.slash(self.channel, "questions")
        await person.click(listed.response, "Answers by the team")
        await person.click(listed.response, "1")
        return listed

    async def give(self, answer: str = ANSWER) -> Interaction:
        """Tess answers the first open question."""
        listed = await self.open_topic(self.tess)
        return await self.tess.submit(await self.tess.click(listed.response, "Answer"), {FIELDS[1]: answer})


async def new_club(stage: Stage, *, mentionable: bool = True) -> Club:
    guild = stage.sandbox.guild("Space Club")
    tess, role = stage.sandbox.user("Tess"), guild.role("Helpers", mentionable=mentionable)
    guild.join(stage.ada)
    guild.join(stage.bob)
    guild.join(stage.mo, permissions=Permission.MANAGE_GUILD)
    guild.join(tess, role)
    club = Club(stage, guild, guild.text("general"), tess, role)
    await stage.mo.slash(club.channel, "answers team", role=role)
    return club
