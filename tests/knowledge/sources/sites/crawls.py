"""Sites read as a whole: what they are made of, and what was read."""

from knowledge.library import Library
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind
from knowledge.sources.web.frontier import SiteOptions
from tests.knowledge.sources.web import Site

GUILD = 7
QUICK = SiteOptions(wait=0)
TEXT = {"Content-Type": "text/plain"}
XML = {"Content-Type": "application/xml"}


async def added(library: Library, address: str, options: SiteOptions = QUICK) -> int:
    return (await library.sources.add(GUILD, NewSource(kind=Kind.SITE, address=address, options=options))).number


async def titles(library: Library) -> list[str]:
    return sorted(document.title for document in (await library.base(GUILD)).documents.values())


def fact(number: int) -> str:
    return f"The planet number {number} of the catalogue is inhabited by exactly {number * 7 + 3} zebras."


def sitemap(site: Site, *numbers: int) -> bytes:
    places = "".join(f"<url><loc>{site.url}/{number}</loc></url>" for number in numbers)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode()
