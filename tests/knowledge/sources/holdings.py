"""What a guild has, and what it is quoted."""

from knowledge.library import Library

GUILD = 7
MARS = b"# Mars\n\nMars has two small moons."


async def quotes(library: Library, question: str = "How many moons has Mars?", guild_id: int = GUILD) -> list[str]:
    return [quote.text for quote in (await library.base(guild_id)).ask(question).quotes]
