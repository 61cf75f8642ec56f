import asyncio
import gzip
import threading
from collections.abc import AsyncIterator

import pytest

from knowledge.errors import Unreachable
from knowledge.sources.web.fetching import USER_AGENT, Fetcher, Limits
from tests.knowledge.sources.web import Page, Site, local_fetcher, names

TEXT = {"Content-Type": "text/plain"}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.pages["/"] = Page(b"Hello", headers=TEXT)
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    opened = local_fetcher(Limits(size=10_000, seconds=1.0, redirects=3))
    yield opened
    await opened.close()


async def refusal_of(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(Unreachable) as refused:
        await fetcher.fetch(url)
    return refused.value.reason


async def test_fetcher_gives_the_content_and_says_who_it_is(site: Site, fetcher: Fetcher) -> None:
    fetched = await fetcher.fetch(f"{site.url}/")

    assert (fetched.content, fetched.content_type) == (b"Hello", "text/plain")
    assert site.agents == {USER_AGENT}
    assert USER_AGENT.startswith("quoth/")


async def test_fetcher_fetches_nothing_that_has_not_changed(site: Site, fetcher: Fetcher) -> None:
    first = await fetcher.fetch(f"{site.url}/")
    second = await fetcher.fetch(f"{site.url}/", etag=first.etag)

    assert (first.content, second.content) == (b"Hello", None)
    assert site.count() == (1, 1)


async def test_fetcher_refuses_this_machine_unless_it_is_allowed(site: Site) -> None:
    fetcher = Fetcher()

    reasons = [await refusal_of(fetcher, f"http://{host}:{site.port}/") for host in ("127.0.0.1", "localhost", "[::1]")]
    await fetcher.close()

    assert reasons == [
        "it is an address of this machine",
        "its name leads to an address of this machine",
        "it is an address of this machine",
    ]
    assert site.count() == (0, 0)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1"])
async def test_fetcher_refuses_this_machine_in_disguise(host: str, site: Site) -> None:
    fetcher = Fetcher()

    await refusal_of(fetcher, f"http://{host}:{site.port}/")
    await fetcher.close()

    assert site.count() == (0, 0)


async def test_fetcher_uses_the_address_that_was_checked(site: Site) -> None:
    public_at_first = names(["192.0.0.8"], ["127.0.0.1"])  # nobody is there; the second look would find the site
    fetcher = Fetcher(limits=Limits(seconds=1.0), lookup=names(["203.0.113.9", "127.0.0.1"]))
    other = Fetcher(limits=Limits(seconds=1.0), lookup=public_at_first)

    one_of_two = await refusal_of(fetcher, f"http://example.org:{site.port}/")
    changed = [await refusal_of(other, f"http://example.org:{site.port}/") for _ in range(2)]
    await fetcher.close()
    await other.close()

    assert one_of_two.startswith("its name leads to ")
    assert changed == ["its name leads to a reserved address", "its name leads to an address of this machine"]
    assert site.count() == (0, 0)


async def test_fetcher_connects_to_exactly_what_the_one_look_found(site: Site) -> None:
    looks: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        looks.append(host)
        return ["127.0.0.1"]

    fetcher = local_fetcher(lookup=look_up)
    fetched = await fetcher.fetch(f"http://no-such-host.invalid:{site.port}/")
    await fetcher.close()

    assert fetched.content == b"Hello"
    assert looks == ["no-such-host.invalid"]


async def test_name_server_that_does_not_answer_keeps_nobody_else_waiting() -> None:
    answers = threading.Event()

    def look_up(_host: str, _port: int) -> list[str]:
        answers.wait(60)
        return ["127.0.0.1"]

    fetcher = local_fetcher(lookup=look_up)
    fetching = [asyncio.create_task(fetcher.fetch(f"http://host-{number}.invalid/")) for number in range(40)]
    await asyncio.sleep(0.1)
    questions = [asyncio.to_thread(str, number) for number in range(40)]

    assert len(await asyncio.wait_for(asyncio.gather(*questions), 5)) == 40
    answers.set()
    await fetcher.close()
    assert all(isinstance(each, BaseException) for each in await asyncio.gather(*fetching, return_exceptions=True))


async def test_fetcher_checks_again_when_a_name_changes_its_address_between_redirects(site: Site) -> None:
    async with Site("127.0.0.2") as inner:
        inner.pages["/secret"] = Page(b"secret", headers=TEXT)
        site.pages["/out"] = Page(
            status=302,
            headers={"Location": f"http://example.org:{inner.port}/secret", "Connection": "close"},
        )
        fetcher = local_fetcher(lookup=names(["127.0.0.1"], ["127.0.0.2"]))

        reason = await refusal_of(fetcher, f"http://example.org:{site.port}/out")
        await fetcher.close()

        assert reason == "its name leads to an address of this machine"
        assert inner.count() == (0, 0)


async def test_fetcher_checks_each_redirect(site: Site, fetcher: Fetcher) -> None:
    site.pages["/metadata"] = Page(status=301, headers={"Location": "http://169.254.169.254/latest/"})
    site.pages["/file"] = Page(status=301, headers={"Location": "file:///etc/passwd"})
    site.pages["/round"] = Page(status=301, headers={"Location": "/round"})

    reasons = [await refusal_of(fetcher, f"{site.url}/{name}") for name in ("metadata", "file", "round")]

    assert reasons == [
        "it is a link-local address",
        "only addresses that begin with http:// or https:// are fetched",
        "it leads on more than 3 times",
    ]


async def test_fetcher_follows_a_redirect_to_where_it_may(site: Site, fetcher: Fetcher) -> None:
    site.pages["/moved"] = Page(status=308, headers={"Location": "/#top"})

    fetched = await fetcher.fetch(f"{site.url}/moved")

    assert (fetched.url, fetched.content) == (f"{site.url}/", b"Hello")


async def test_fetcher_stops_at_its_limits(site: Site, fetcher: Fetcher) -> None:
    packed = {**TEXT, "Content-Encoding": "gzip"}
    site.pages["/large"] = Page(bytes(10_001), headers=TEXT)
    site.pages["/bomb"] = Page(gzip.compress(bytes(50_000_000)), headers=packed)
    site.pages["/slow"] = Page(b"Hello", seconds=1.5)

    reasons = [await refusal_of(fetcher, f"{site.url}/{name}") for name in ("large", "bomb", "slow")]

    assert reasons == ["it is larger than 0.01 MB", "it is larger than 0.01 MB", "it took longer than 1 seconds"]


async def test_fetcher_unpacks_what_is_packed_and_refuses_what_is_broken(site: Site, fetcher: Fetcher) -> None:
    packed = {**TEXT, "Content-Encoding": "gzip"}
    site.pages["/packed"] = Page(gzip.compress(b"Hello" * 100), headers=packed)
    site.pages["/cut"] = Page(gzip.compress(b"Hello" * 100)[:-9], headers=packed)
    site.pages["/false"] = Page(b"Hello", headers=packed)
    site.pages["/other"] = Page(b"Hello", headers={**TEXT, "Content-Encoding": "br"})

    fetched = await fetcher.fetch(f"{site.url}/packed")
    reasons = [await refusal_of(fetcher, f"{site.url}/{name}") for name in ("cut", "false", "other")]

    assert fetched.content == b"Hello" * 100
    assert reasons == ["it ends in the middle", "it is damaged", "it is packed as br, which was not asked for"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", "only addresses that begin with http:// or https:// are fetched"),
        ("/etc/passwd", "only addresses that begin with http:// or https:// are fetched"),
        ("http://", "only addresses that begin with http:// or https:// are fetched"),
        ("http://name:word@example.org/", "its address holds a name or password"),
        ("http://example.org:25/", "port 25 is not one of the web"),
        ("http://[::ffff:127.0.0.1]/", "it is an IPv4-in-IPv6 address"),
        ("http://exa mple.org:x/", "it is not a web address"),
    ],
)
async def test_fetcher_refuses_addresses_that_are_not_of_the_web(url: str, reason: str, fetcher: Fetcher) -> None:
    assert await refusal_of(fetcher, url) == reason


async def test_fetcher_tells_what_is_gone_from_what_fails(site: Site, fetcher: Fetcher) -> None:
    site.pages["/broken"] = Page(status=503)

    with pytest.raises(Unreachable) as gone:
        await fetcher.fetch(f"{site.url}/nothing")
    with pytest.raises(Unreachable) as broken:
        await fetcher.fetch(f"{site.url}/broken")

    assert (gone.value.gone, broken.value.gone) == (True, False)
    assert broken.value.reason == "its server answered HTTP 503"
