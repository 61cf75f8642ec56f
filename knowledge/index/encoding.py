"""How texts become vectors: by the encoder that comes with the package, which nobody loads before it is wanted."""

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b, file_digest
from typing import NamedTuple

from knowledge.index.engine import Floats
from knowledge.index.vectors import Encode


def encode(texts: Sequence[str]) -> Floats:
    """(n, 384): the vectors of texts. The encoder takes 70 MB, so nobody has it before something is to be read."""
    from knowledge.meaning.encoder import encoder  # noqa: PLC0415 nobody who looks at no meaning has any of it

    return encoder().vectors(texts)


@cache
def encoder_version() -> str:
    """Stands for the encoder that `encode` has: vectors of another one cannot be compared with its vectors."""
    from knowledge.meaning.encoder import SHIPPED  # noqa: PLC0415 as above

    total = blake2b(digest_size=16)
    for path in sorted(SHIPPED.iterdir()):
        with path.open("rb") as file:
            total.update(file_digest(file, "blake2b").digest())
    return total.hexdigest()


class Reading(NamedTuple):
    """How documents are read for what they mean."""

    encode: Encode = encode
    version: Callable[[], str] = encoder_version
    quiet: float = 1.5
    """Seconds to wait after a change: often the next one follows at once."""


READING = Reading()
"""With the encoder that comes with the package."""
