"""Headings of Markdown and their anchors."""

import re

_HEADING = re.compile(r"[ ]{0,12}(?:>[ ]?)*#{1,6}[ ]")
_ONE = r"(?:[#.][\w:.-]++|[\w-]++=(?:\"[^\"\n]*+\"|'[^'\n]*+'|[\w./%-]++))"
ATTRIBUTES = rf":?[ ]*+{_ONE}(?:[ ]++{_ONE})*+[ ]*+"
"""A pattern of what may stand in the braces of attributes: `#id .class key="value"`."""
_ATTRIBUTES = re.compile(rf"\\?\{{%?[ ]*+{ATTRIBUTES}%?\}}")
_ID = re.compile(r"#(?P<id>[\w:.-]+)")
_NOT_IN_SLUGS = re.compile(r"[^\w\- ]")


def with_anchor(line: str) -> str:
    """ "# Title {#id .class}" → a heading with an anchor of this name; other lines stay."""
    inside = line.rstrip(" #")
    if not inside.endswith("}") or not _HEADING.match(line):
        return line
    start = inside.rfind("{")
    start -= inside[start - 1] == "\\"
    if not _ATTRIBUTES.fullmatch(inside, start):
        return line
    named = _ID.search(inside, start)
    anchor = f' <a id="{named["id"]}"></a>' if named else ""
    return inside[:start].rstrip(" ") + anchor


def slug(title: str, taken: dict[str, int]) -> str:
    """Lower case, "-" for spaces, no punctuation; the second of equal ones ends in -1."""
    plain = _NOT_IN_SLUGS.sub("", title.strip().lower()).replace(" ", "-")
    seen = taken.get(plain, 0)
    taken[plain] = seen + 1
    return f"{plain}-{seen}" if seen else plain
