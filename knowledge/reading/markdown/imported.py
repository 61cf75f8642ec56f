"""What a file of MDX imports from others and shows: each a line of its own."""

import re
from collections.abc import Iterator

from knowledge.reading.formats import suffix_of
from knowledge.reading.markdown.fences import fence_after

SUFFIXES = frozenset({".md", ".mdx", ".markdown"})
"""Only files of Markdown are shown in it."""
IMPORT = re.compile(r"import[ ]+(?P<component>[A-Z]\w{0,80}+)[ ]+from[ ]+['\"](?P<place>[^'\"]{1,300}+)['\"];?")
SHOWN = re.compile(r"<(?P<component>[A-Z]\w{0,80}+)(?:[ ][^<>]{0,500})?/>")


def missing_imports(text: str) -> str:
    """Which files it shows that are not in it: "./a.mdx, ./b.mdx"; "" for none."""
    if "import " not in text:
        return ""
    lines = [line.strip() for line in _outside_of_code(text)]
    imports = filter(None, map(IMPORT.fullmatch, lines))
    shown = {one["component"] for one in map(SHOWN.fullmatch, lines) if one}
    places = (one["place"] for one in imports if one["component"] in shown)
    return ", ".join(dict.fromkeys(place for place in places if suffix_of(place) in SUFFIXES))


def _outside_of_code(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        fence = fence_after(line, fence)
        if not fence:
            yield line
