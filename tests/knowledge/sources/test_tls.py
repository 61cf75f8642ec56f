"""Sites whose certificates are of a private authority: read where the operator names it, refused elsewhere.

The certificates beside this file are made for tests alone, and their keys protect nothing.
"""

import asyncio
from pathlib import Path

import pytest

from tests.bot.program import Ended, fresh, quoth
from tests.knowledge.sources.web import Page, Site

CERTIFICATES = Path(__file__).with_name("certificates")
AUTHORITY = str(CERTIFICATES / "authority.pem")
HASH = "497ca62d.0"
LOCAL = "127.0.0.1/32"


async def ingest(url: str, cwd: Path, **variables: str) -> Ended:
    """As whoever runs the bot does; OpenSSL looks for certificates when it is imported."""
    own = {"DATABASE_PATH": "quoth.sqlite3", "ALLOWED_NETWORKS": LOCAL} | variables
    return await asyncio.to_thread(quoth, "ingest", url, cwd=cwd, variables=own, begins=fresh)


def authority_in_a_folder(folder: Path) -> str:
    """Named by the hash of its subject, as OpenSSL looks it up (`openssl x509 -hash`)."""
    folder.mkdir()
    (folder / HASH).write_bytes((CERTIFICATES / "authority.pem").read_bytes())
    return str(folder)


async def test_site_of_a_private_authority_is_read_where_it_is_trusted(tmp_path: Path) -> None:
    async with Site(certificate=CERTIFICATES / "server.pem") as site:
        site.html("/", "Mars", "Mars has two small moons.")

        by_file = await ingest(f"{site.url}/", tmp_path, SSL_CERT_FILE=AUTHORITY)
        by_folder = await ingest(f"{site.url}/", tmp_path, SSL_CERT_DIR=authority_in_a_folder(tmp_path / "trusted"))

    assert (by_file.returncode, by_file.stderr) == (0, "")
    assert by_file.stdout.endswith(" is source 2: 1 added.\n")
    assert by_folder.stdout.endswith(" is source 2: 1 unchanged.\n")


@pytest.mark.parametrize(
    ("certificate", "variables", "reason"),
    [
        ("server", {}, "its certificate is of an authority that this machine does not trust (see SSL_CERT_FILE)"),
        ("expired", {"SSL_CERT_FILE": AUTHORITY}, "its certificate has expired"),
        ("elsewhere", {"SSL_CERT_FILE": AUTHORITY}, "its certificate is for another name"),
        ("server", {"SSL_CERT_FILE": AUTHORITY, "ALLOWED_NETWORKS": ""}, "it is an address of this machine"),
    ],
)
async def test_site_whose_certificate_is_not_good_is_refused_with_the_reason(
    tmp_path: Path, certificate: str, variables: dict[str, str], reason: str
) -> None:
    async with Site(certificate=CERTIFICATES / f"{certificate}.pem") as site:
        site.pages["/"] = Page(b"Mars has two small moons.", headers={"Content-Type": "text/plain"})

        run = await ingest(f"{site.url}/", tmp_path, **variables)

    assert (run.returncode, run.stderr) == (2, f"{site.url}/ was not read: {reason}.\n")
    assert site.full.total() == 0
