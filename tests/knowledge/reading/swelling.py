"""A file that is small until it is unpacked."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def swollen() -> bytes:
    """Small enough for every limit but memory."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", "<container/>")
        with archive.open("content.xml", "w") as part:
            part.write(b"<a>")
            for _ in range(40):
                part.write(b"<b/>" * 250_000)
            part.write(b"</a>")
    return file.getvalue()
