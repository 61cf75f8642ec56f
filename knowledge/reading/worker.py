"""The reading process: files come in through a pipe, documents or reasons go out, until the pipe is closed."""

import contextlib
import os
import sys
import warnings

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import reader_for
from knowledge.reading.isolation import Reply
from knowledge.reading.limits import LARGEST, MOST_MEMORY, MOST_SECONDS, MOST_TEXT
from knowledge.reading.messages import receive, send

_DAMAGED = "it is damaged, or another kind of file than its name says; open it in its program and save it again"
_TOO_DEEP = "it is nested deeper than any document; simplify it"
_TOO_MUCH_MEMORY = "reading it needs too much memory; split it into smaller files"
_TOO_MUCH_TEXT = "it has more text than a shelf of books; split it into smaller files"


def read_one(name: str, content: bytes) -> Reply:
    """Whatever a parser raises is an answer too: nobody foresaw this file, and the next one must be read."""
    try:
        documents = tuple(reader_for(name)(name, content))
    except UnreadableFile as error:
        return Reply(reason=error.reason)
    except RecursionError:
        return Reply(reason=_TOO_DEEP)
    except MemoryError:
        return Reply(reason=_TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001 see above
        return Reply(reason=_DAMAGED, detail=f"{type(error).__name__}: {error}"[:500])
    if sum(len(document.text) for document in documents) > MOST_TEXT:
        return Reply(reason=_TOO_MUCH_TEXT)
    return Reply(documents=documents)


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
    while (name := receive(sys.stdin.buffer, LARGEST)) is not None:
        content = receive(sys.stdin.buffer, LARGEST)
        if content is None:
            break
        _limit_time()
        send(answers, read_one(name.decode(), content).model_dump_json().encode())


if __name__ == "__main__":
    main()
