"""The process: requests come in through a pipe, results or reasons go out, until the pipe is closed."""

import contextlib
import os
import sys
import warnings

from pydantic import TypeAdapter

from knowledge.apart.process import MOST_MEMORY, MOST_REPLY, MOST_SECONDS, Refusal, joined, receive, send
from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import MOST_TEXT, reader_for

_DAMAGED = "it is damaged, or another kind of file than its name says; open it in its program and save it again"
_TOO_DEEP = "it is nested deeper than any document; simplify it"
_TOO_MUCH_MEMORY = "reading it needs too much memory; split it into smaller files"
_TOO_MUCH_TEXT = "it has more text than a shelf of books; split it into smaller files"
_DOCUMENTS = TypeAdapter(list[Document])


def read(name: str, content: bytes) -> bytes:
    """A file → its documents as JSON. Raises UnreadableFile."""
    documents = reader_for(name)(name, content)
    if sum(len(document.text) for document in documents) > MOST_TEXT:
        raise UnreadableFile(name, _TOO_MUCH_TEXT)
    return _DOCUMENTS.dump_json(documents)


def prepare(_name: str, content: bytes) -> bytes:
    """Documents as JSON → what was found out about each."""
    from knowledge.index.packing import pack  # noqa: PLC0415 numpy takes 20 MB that files alone do not need
    from knowledge.index.prepared import prepare as prepared  # noqa: PLC0415 the same

    return joined(pack(prepared(document)) for document in _DOCUMENTS.validate_json(content))


def links(url: str, content: bytes) -> bytes:
    """An X-Robots-Tag, a line's end, a page → where it leads, as JSON."""
    from knowledge.sources.web.crawled import page_links  # noqa: PLC0415 what crawls is not always needed

    robots, _, page = content.partition(b"\n")
    return page_links(page, url, robots.decode()).model_dump_json().encode()


def sitemap(url: str, content: bytes) -> bytes:
    """A sitemap → what it lists, as JSON. Raises UnreadableFile."""
    from knowledge.sources.web.crawled import sitemap_places  # noqa: PLC0415 the same

    return sitemap_places(content, url).model_dump_json().encode()


_KINDS = {"read": read, "prepare": prepare, "links": links, "sitemap": sitemap}


def answer(kind: str, name: str, content: bytes) -> tuple[bytes, bytes]:
    """A refusal or b"", and the result. Whatever is raised is an answer, too: nobody foresaw this file, and the next
    one must be read."""
    try:
        return b"", _KINDS[kind](name, content)
    except UnreadableFile as error:
        refusal = Refusal(reason=error.reason)
    except RecursionError:
        refusal = Refusal(reason=_TOO_DEEP)
    except MemoryError:
        refusal = Refusal(reason=_TOO_MUCH_MEMORY, stopped=True)
    except Exception as error:  # noqa: BLE001 see above
        refusal = Refusal(reason=_DAMAGED, detail=f"{type(error).__name__}: {error}"[:500])
    return refusal.model_dump_json().encode(), b""


def limit_resources() -> None:
    """Memory, and no files may be written. The parent has the clock; the CPU limit is for when it is gone."""
    try:
        import resource  # noqa: PLC0415 Windows has none
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # a system may have no such limit, or a lower one
            resource.setrlimit(limit, (most, most))


def _limit_time() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 Windows has none

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime + 2 * MOST_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Answer until the pipe is closed. What libraries print goes nowhere: the pipe is for answers alone."""
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_resources()
    while (kind := receive(sys.stdin.buffer, MOST_REPLY)) is not None:
        name, content = receive(sys.stdin.buffer, MOST_REPLY), receive(sys.stdin.buffer, MOST_REPLY)
        if name is None or content is None:
            break
        _limit_time()
        for part in answer(kind.decode(), name.decode(), content):
            send(answers, part)


if __name__ == "__main__":
    main()
