"""/knowledge status, remove, schedule and reload of one source; and what happens by itself when its time comes."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from bot.sandbox import Interaction, NotOffered, Person
from tests.bot.features.stage import LOCAL, Stage, said
from tests.knowledge.sources.web import Page, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def give(club: Stage, name: str, text: str) -> Interaction:
    return await club.mo.slash(club.channel, "knowledge add", file=(name, text.encode()))


def boss_elsewhere(club: Stage) -> Person:
    return club.elsewhere.guild.owner


async def number_of(club: Stage, name: str) -> str:
    """The value of the choice with this name."""
    choices = await club.mo.autocomplete(club.channel, "knowledge remove", {"source": name}, focused="source")
    return str(choices[0].value)


async def becomes(club: Stage, question: str, holds: Callable[[str], bool]) -> bool:
    for _ in range(100):
        if holds(said(await club.ask(question))):
            return True
        await asyncio.sleep(0.1)
    return False


async def test_remove_asks_first_and_then_the_source_is_gone(club: Stage) -> None:
    await give(club, "bats.txt", "Bats\nThe bats in the belfry sleep until dusk.")
    question = "Until when do the bats in the belfry sleep?"

    asked = await club.mo.slash(club.channel, "knowledge remove", source=await number_of(club, "bats"))
    before = said(await club.ask(question))
    await club.mo.click(asked.response, "Remove")
    await asked.response.until(lambda: "are gone" in asked.response.text)

    assert asked.ephemeral
    assert "until dusk" in before
    assert said(asked.response) == "bats.txt and all that was read from it are gone."
    assert "until dusk" not in said(await club.ask(question))


async def test_remove_can_be_thought_better_of(club: Stage) -> None:
    await give(club, "owls.txt", "Owls\nThe owls in the barn eat only mice.")

    asked = await club.mo.slash(club.channel, "knowledge remove", source="owls")
    await club.mo.click(asked.response, "Keep")

    assert said(asked.response) == "Nothing was changed."
    assert "only mice" in said(await club.ask("What do the owls in the barn eat?"))


async def test_remove_knows_no_sources_of_other_servers(club: Stage) -> None:
    await give(club, "crows.txt", "Crows\nThe crows count to seven.")
    boss = boss_elsewhere(club)

    offered = await boss.autocomplete(club.elsewhere, "knowledge remove", {"source": ""}, focused="source")
    refused = await boss.slash(club.elsewhere, "knowledge remove", source=await number_of(club, "crows"))

    assert [choice for choice in offered if "crows" in choice.name] == []
    assert said(refused.response).startswith("There is no such source here.")


async def test_the_documents_folder_is_no_source_of_a_server(club: Stage) -> None:
    refused = await club.mo.slash(club.channel, "knowledge remove", source="documents")

    assert said(refused.response).startswith("There is no such source here.")


async def test_schedule_says_when_the_source_is_read_next(club: Stage) -> None:
    async with Site() as site:
        site.html("/news", "News", "The regatta begins at nine.")
        await club.mo.slash(club.channel, "knowledge add", link=f"{site.url}/news")
        number = await number_of(club, f"{site.url}/news")

        hourly = await club.mo.slash(club.channel, "knowledge schedule", source=number, when="hourly")
        never = await club.mo.slash(club.channel, "knowledge schedule", source=number, when="off")

        assert said(hourly.response).startswith(f"{site.url}/news is read every hour, next <t:")
        assert said(never.response) == f"{site.url}/news is read only when somebody asks for it."


async def test_schedule_cannot_be_set_for_what_was_handed_over(club: Stage) -> None:
    await give(club, "newts.txt", "Newts\nThe newts live in the fountain.")

    refused = await club.mo.slash(club.channel, "knowledge schedule", source="newts", when="daily")

    assert said(refused.response).startswith("newts.txt cannot be read: it was handed over;")


async def test_reload_of_one_source_reports_the_test_question_that_it_breaks(club: Stage) -> None:
    async with Site() as site:
        site.html("/", "Vole", "The voles of the moat are counted every ninth winter by the warden.")
        await club.mo.slash(club.channel, "knowledge add-site", address=site.url)
        question = "How often are the voles of the moat counted?"
        added = await becomes(club, question, lambda text: "ninth winter" in text)
        await club.mo.slash(club.channel, "knowledge expect", question=question, document="Vole")
        site.html("/", "Vole", "Nobody lives in this water any longer, said a man who fished there.")

        number = await number_of(club, site.url)
        reloaded = await club.mo.slash(club.channel, "knowledge reload", source=number)
        await reloaded.response.until(lambda: "Done" in reloaded.response.text, 10)

        assert added
        assert "Test questions that broke: 1" in str(reloaded.response.embeds)


async def test_reload_of_one_source_reports_what_cannot_be_read_and_keeps_what_it_said(club: Stage) -> None:
    async with Site() as site:
        site.html("/", "Lighthouse", "The lighthouse blinks twice a minute.", ["/keeper"])
        site.html("/keeper", "Keeper", "The lighthouse keeper is called Ragnhild.")
        await club.mo.slash(club.channel, "knowledge add-site", address=site.url)
        added = await becomes(club, "What is the lighthouse keeper called?", lambda text: "Ragnhild" in text)
        number = await number_of(club, site.url)
        site.pages["/keeper"] = Page(b"Broken.", 500)

        reloaded = await club.mo.slash(club.channel, "knowledge reload", source=number)
        await reloaded.response.until(lambda: "Done" in reloaded.response.text, 10)
        answer = said(await club.ask("What is the lighthouse keeper called?"))
        status = await club.mo.slash(club.channel, "knowledge status")

        assert added
        assert f"Could not be read: 1\n• {site.url}/keeper" in said(reloaded.response)
        assert "Ragnhild" in answer
        assert "may be out of date since 20" in answer
        assert "1 document may be out of date." in said(status.response)


async def test_status_shows_sources_a_page_at_a_time(club: Stage) -> None:
    boss = boss_elsewhere(club)
    for number in range(6):
        file = (f"fact-{number}.txt", f"Fact {number}\nFact number {number} is a fact.".encode())
        await boss.slash(club.elsewhere, "knowledge add", file=file)

    status = await boss.slash(club.elsewhere, "knowledge status")
    first = said(status.response)
    await boss.click(status.response, "Next ›")
    second = said(status.response)

    assert status.ephemeral
    assert first.splitlines()[0].startswith("21 documents in ")
    assert " · fact-0.txt\n1 document in 1 section, read <t:" in first
    assert first.endswith("Used here: 6 of 5,000 documents, 1 of 100 MB, 0 of 10 sites · Page 1 of 2")
    assert " · fact-5.txt" in second
    assert "fact-0" not in second


async def test_status_of_one_source_shows_all_that_cannot_be_read(club: Stage) -> None:
    async with Site() as site:
        site.html("/map.html", "Map", "The map shows eleven wells.")
        pages = [f"{site.url}/map.html", *(f"{site.url}/broken-{number}" for number in range(6))]
        locations = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
        site.pages |= {f"/broken-{number}": Page(b"Broken.", 500) for number in range(6)}
        sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset>'
        site.pages["/sitemap.xml"] = Page(sitemap.encode(), headers={"Content-Type": "application/xml"})
        added = await club.mo.slash(club.channel, "knowledge add-site", address=f"{site.url}/sitemap.xml")
        await added.response.until(lambda: "Done" in added.response.text, 25)

        status = await club.mo.slash(club.channel, "knowledge status", source=await number_of(club, site.url))
        first = said(status.response)
        await club.mo.click(status.response, "Next ›")

        assert "1 document in 1 section, read <t:" in first
        assert "Could not be read: 6\n" in first
        assert "/broken-4" in first
        assert said(status.response).endswith(f"• {site.url}/broken-5: its server answered HTTP 500\nPage 2 of 2")


async def test_buttons_are_no_use_to_those_who_may_not_manage_any_more(club: Stage) -> None:
    await give(club, "toads.txt", "Toads\nThe toads sing at full moon.")
    helper = club.sandbox.user("Helper")
    role = club.guild.role("Helpers")
    club.guild.join(helper, role)
    club.guild.grant_command("knowledge", helper)

    with pytest.raises(NotOffered):
        await helper.click((await club.mo.slash(club.channel, "knowledge remove", source="toads")).response, "Remove")


async def test_the_bot_ends_soon_while_a_site_is_read_and_then_reads_what_is_due(own_stage: Stage) -> None:
    async with Site() as site:
        site.html("/menu", "Menu", "The soup of the day is pumpkin.")
        site.html("/", "Slow", "Slow indeed.", [f"/{number}" for number in range(20)])
        await own_stage.bot.start(**LOCAL)
        await own_stage.mo.slash(own_stage.channel, "knowledge add", link=f"{site.url}/menu")
        added = await own_stage.mo.slash(own_stage.channel, "knowledge add-site", address=site.url)
        await added.response.until(lambda: " of 21, now " in added.response.text, 5)
        site.html("/menu", "Menu", "The soup of the day is turnip.")

        code = await own_stage.bot.stop()
        with closing(sqlite3.connect(own_stage.bot.database)) as database, database:
            kinds = database.execute("SELECT kind FROM sources ORDER BY number").fetchall()
            database.execute("UPDATE sources SET next_run = 1 WHERE kind = 'link'")
        await own_stage.bot.start(**LOCAL)

        assert (code, kinds) == (0, [("folder",), ("link",)])
        assert await becomes(own_stage, "What is the soup of the day?", lambda text: "turnip" in text)
        assert "Traceback" not in own_stage.bot.log
