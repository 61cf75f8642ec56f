"""/knowledge add and add-site: files, links, texts and sites, by those who may, for their server alone."""

from io import BytesIO
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from bot.sandbox import Interaction, NotOffered
from tests.bot.features.stage import Stage, said
from tests.knowledge.sources.web import Page, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")
TIDE = b"# Tides\n\nThe harbour gate closes two hours before high tide.\n"
GATE = "When does the harbour gate close?"
CLOSES = "The harbour gate closes two hours before high tide."


def two_pages() -> bytes:
    """A PDF with a paragraph on each page."""
    file = BytesIO()
    canvas = Canvas(file)
    for line in ("The ballroom has a floor of oak from the year 1802.", "The chandelier carries thirty-six candles."):
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


async def report(used: Interaction) -> str:
    """What stands there once it is done."""
    await used.response.until(lambda: "Read" not in said(used.response).split()[0], 15)
    return said(used.response)


async def test_add_reads_an_attachment_for_this_server_alone(club: Stage) -> None:
    added = await club.mo.slash(club.channel, "knowledge add", file=("tides.md", TIDE))

    assert added.ephemeral
    assert (await report(added)).splitlines() == [
        "Done; the new knowledge answers from now on.",
        "Added: 1",
        "• Tides",
    ]
    assert CLOSES in said(await club.ask(GATE))
    assert CLOSES not in said(await club.ask(GATE, club.zoe, club.elsewhere))


async def test_add_cites_the_link_that_comes_with_a_file(club: Stage) -> None:
    ferry = b"Ferry\nThe ferry to the lighthouse leaves from pier nine."

    await club.mo.slash(club.channel, "knowledge add", file=("ferry.txt", ferry), link="example.org/ferry")

    assert "https://example.org/ferry" in (await club.ask("Where does the ferry to the lighthouse leave from?")).text


async def test_add_takes_a_name_for_no_path(club: Stage) -> None:
    opened = await club.mo.slash(club.channel, "knowledge add")
    answers = {"What is it called?": "../../../night watch", "The text": "The night watch carries a green lantern."}

    sent = await club.mo.submit(opened, answers)

    assert "• ../../../night watch" in await report(sent)
    assert list(club.bot.documents.parent.parent.rglob("*night*")) == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "song.mp3",
            b"la",
            "song.mp3 cannot be read: it is a recording; add its subtitles (.srt, .vtt) or a transcript.",
        ),
        ("empty.txt", b" ", "empty.txt cannot be read: it has no text."),
        ("locked.pdf", b"%PDF-1.7 nothing", "locked.pdf cannot be read: "),
    ],
)
async def test_add_says_why_a_file_is_not_read(club: Stage, name: str, content: bytes, reason: str) -> None:
    added = await club.mo.slash(club.channel, "knowledge add", file=(name, content))

    assert added.ephemeral
    assert (await report(added)).startswith(reason)


async def test_add_without_anything_opens_a_form_for_a_text(club: Stage) -> None:
    opened = await club.mo.slash(club.channel, "knowledge add")
    text = "Lost gloves are kept in the red box by the stairs."

    sent = await club.mo.submit(opened, {"What is it called?": "Lost and found", "The text": text})

    assert (await report(sent)).endswith("• Lost and found")
    assert text in said(await club.ask("Where are lost gloves kept?"))


async def test_add_replaces_a_text_of_the_same_name(club: Stage) -> None:
    for answer in ("Tickets cost four euros.", "Tickets cost five euros."):
        opened = await club.mo.slash(club.channel, "knowledge add")
        sent = await club.mo.submit(opened, {"What is it called?": "Prices", "The text": answer})

    assert "Changed: 1\n• Prices" in await report(sent)
    assert "Tickets cost five euros." in said(await club.ask("What do tickets cost?"))


async def test_add_reads_a_link(club: Stage) -> None:
    async with Site() as site:
        site.html("/rules", "Rules of the pool", "Swimmers leave the pool when the whistle blows thrice.")

        added = await club.mo.slash(club.channel, "knowledge add", link=f"{site.url}/rules")
        again = await club.mo.slash(club.channel, "knowledge add", link=f"{site.url}/rules")

        assert "• Rules of the pool" in await report(added)
        assert "is here already" in await report(again)
        assert "blows thrice" in said(await club.ask("When do swimmers leave the pool?"))


async def test_answers_lead_to_the_page_of_a_pdf(club: Stage) -> None:
    async with Site() as site:
        site.pages["/book.pdf"] = Page(two_pages(), headers={"Content-Type": "application/pdf"})

        added = await club.mo.slash(club.channel, "knowledge add", link=f"{site.url}/book.pdf")
        await report(added)
        answer = await club.ask("How many candles does the chandelier carry?")

        assert "thirty-six candles" in said(answer)
        assert "· p. 2" in said(answer)
        assert f"({site.url}/book.pdf#page=2)" in answer.text


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("http://127.0.0.2/", "http://127.0.0.2/ cannot be read: it is an address of this machine."),
        ("http://169.254.169.254/latest", "http://169.254.169.254/latest cannot be read: it is a link-local address."),
        ("file:///etc/passwd", "file:///etc/passwd cannot be read: only addresses with http:// or https:// are read."),
        ("http://[", "http://[ cannot be read: it is not the address of a web page."),
    ],
)
async def test_add_refuses_links_that_lead_inside(club: Stage, link: str, reason: str) -> None:
    added = await club.mo.slash(club.channel, "knowledge add", link=link)

    assert await report(added) == reason


@pytest.mark.parametrize("command", ["add", "add-site", "add-channel", "remove", "schedule", "reload", "status"])
async def test_knowledge_is_refused_to_those_who_may_not_manage(club: Stage, command: str) -> None:
    club.guild.grant_command("knowledge", club.bob)
    options: dict[str, dict[str, Any]] = {
        "add-site": {"address": "example.org"},
        "add-channel": {"channel": club.channel},
        "remove": {"source": "1"},
        "schedule": {"source": "1", "when": "off"},
    }

    refused = await club.bob.slash(club.channel, f"knowledge {command}", **options.get(command, {}))

    assert refused.ephemeral
    assert said(refused.response) == "This is for those who may manage this server."


async def test_sources_are_not_offered_to_those_who_may_not_manage(club: Stage) -> None:
    club.guild.grant_command("knowledge", club.bob)
    await club.mo.slash(club.channel, "knowledge add", file=("tides.md", TIDE))

    offered = await club.bob.autocomplete(club.channel, "knowledge remove", {"source": ""}, focused="source")

    assert offered == []


async def test_add_site_reads_its_pages_within_the_patterns(club: Stage) -> None:
    async with Site() as site:
        site.html("/", "Start", "Welcome to the museum of clocks.", ["/docs/winding", "/blog/news"])
        site.html("/docs/winding", "Winding", "The tower clock is wound on Sundays by the sexton.")
        site.html("/blog/news", "News", "The cuckoo clock has been sold to a pirate.")

        added = await club.mo.slash(club.channel, "knowledge add-site", address=site.url, exclude="/blog/*")

        assert "Added: 2\n" in await report(added)
        assert "by the sexton" in said(await club.ask("When is the tower clock wound?"))
        assert "pirate" not in said(await club.ask("To whom has the cuckoo clock been sold?"))


async def test_add_site_shows_how_far_it_is_and_can_be_stopped(club: Stage) -> None:
    async with Site() as site:
        site.html("/", "Attic", "The attic holds nine violins.", [f"/{number}" for number in range(20)])
        for number in range(20):
            site.pages[f"/{number}"] = Page(b"<p>A page that takes its time.</p>", seconds=0.5)
        added = await club.mo.slash(club.channel, "knowledge add-site", address=site.url)
        await added.response.until(lambda: " of 21, now " in added.response.text, 5)

        await club.mo.click(added.response, "Cancel")

        assert said(added.response) == "Stopped; nothing was changed."
        assert added.response.buttons == []
        assert "nine violins" not in said(await club.ask("How many violins does the attic hold?"))


async def test_knowledge_commands_are_not_offered_to_strangers(club: Stage) -> None:
    with pytest.raises(NotOffered):
        await club.zoe.slash(club.elsewhere, "knowledge add", link="example.org")
