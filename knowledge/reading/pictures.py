"""What pictures are said to show, for those who do not see them."""

import re

_SAYS_NOTHING = re.compile(
    r"\b(?:image|images|img|screenshot|screen shot|logo|icon|badge|banner|picture|photo|gif|avatar|thumbnail|build"
    r"|license|licence|version|downloads?|coverage|status)\b|\.(?:png|jpe?g|gif|svg|webp)\b|^https?:",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{4}")


def worded(alternative: str) -> str:
    """The text of an image where it says something; "" for names of files, and for "Screenshot"."""
    said = " ".join(alternative.split())
    words = len(_WORD.findall(said)) > 1 or _WITHOUT_SPACES.search(said)
    return said if words and not _SAYS_NOTHING.search(said) else ""
