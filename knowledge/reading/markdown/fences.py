"""Fences of code in Markdown: the marks that a line of code stands between."""

import re

_FENCE = re.compile(r"(?:[ ]*>)*\s*(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")


def fence_after(line: str, fence: str) -> str:
    """The fence that is open behind this line, where `fence` was open before it; "" outside of code."""
    mark = _FENCE.match(line)
    if mark is None:
        return fence
    if not fence:
        return mark["fence"]
    return "" if mark["fence"].startswith(fence) and not mark["info"].strip() else fence
