"""Files that show other files of their folder: what they import is put where they show it."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import LARGEST, MEGABYTE, suffix_of
from knowledge.reading.markdown.fences import fence_after
from knowledge.reading.markdown.imported import IMPORT, SHOWN, SUFFIXES
from knowledge.reading.plain import decode

_FAMILIES = {
    **dict.fromkeys(SUFFIXES, "markdown"),
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".rst": "restructured",
}
"""Only files of the same kind are put into each other."""
_INCLUDES = {
    "markdown": re.compile(
        r"<!--[ ]*@include:[ ]*(?P<vitepress>[^\s{]{1,300}+)[^>]{0,100}-->"
        r"|-{1,3}8<-{1,3}[ ]+['\"](?P<snippet>[^'\"]{1,300}+)['\"]"
        r"|\{\{[ ]*#include[ ]+(?P<mdbook>[^\s:}]{1,300}+)[^}]{0,100}\}\}"
        r"|\{\{[ ]*include[ ]+['\"](?P<retype>[^'\"#]{1,300}+)['\"][^}]{0,100}\}\}"
        r"|\{%-?[ ]*include(?:_relative)?[ ]+(?P<jekyll>[^\s%]{1,300}+)[^%]{0,300}%\}"
    ),
    "asciidoc": re.compile(r"include::(?:\{[\w-]{1,50}\}/)?(?P<place>[^\[\s]{1,300}+)\[[^\]]{0,300}\]"),
    "restructured": re.compile(r"\.\.[ ]include::[ ]+(?P<place>\S{1,300}+)"),
}
"""A line each, of VitePress, Material for MkDocs, mdBook, Retype and Jekyll;
https://docs.asciidoctor.org/asciidoc/latest/directives/include/;
https://docutils.sourceforge.io/docs/ref/rst/directives.html#including-an-external-document-fragment."""
_DEEPEST = 5
"""Files that show files that show files."""
_MOST = 1_000
"""Files that are put into one; the same one may come again."""
_MOST_FOLDERS = 6
"""Of an address that may begin above the folder that is read."""
_TOO_LARGE = f"with what it imports it is larger than {LARGEST // MEGABYTE} MB; split it into smaller files"

Read = Callable[[str], bytes]
"""Name → content. Raises UnreadableFile."""


def with_imports(name: str, content: bytes, names: Collection[str], read: Read) -> bytes:
    """The content with that of other files of `names` in it; others stay as they are. Raises UnreadableFile."""
    family = _FAMILIES.get(suffix_of(name))
    if family is None or not (b"import " in content or b"include" in content or b"8<-" in content):
        return content
    text = decode(name, content)
    whole = "\n".join(_Importer(name, names, read, family).lines(name, text, 0))
    return content if whole == text else whole.encode()


class _Importer:
    """Of one file and all that it imports."""

    def __init__(self, name: str, names: Collection[str], read: Read, family: str) -> None:
        self._name = name
        self._names = names
        self._read = read
        self._family = family
        self._length = self._inserts = 0

    def lines(self, name: str, text: str, depth: int) -> Iterator[str]:
        """Those of the file `name`."""
        imported: dict[str, str] = {}
        fence = ""
        for line in text.split("\n"):
            fence = fence_after(line, fence)
            place = None if fence else self._place(name, line.strip(), imported)
            if place == "":
                continue
            if place is None or depth == _DEEPEST or self._inserts == _MOST:
                yield line
            else:
                indent = line[: len(line) - len(line.lstrip())]
                yield from (indent + inner for inner in self._inserted(place, depth))

    def _place(self, name: str, line: str, imported: dict[str, str]) -> str | None:
        """The file that this line shows; "" for a line that gives one a name; None for others."""
        given = IMPORT.fullmatch(line)
        if given:
            found = self._find(name, given["place"])
            imported[given["component"]] = found or ""
            return "" if found else None
        shown = SHOWN.fullmatch(line)
        if shown:
            return imported.get(shown["component"]) or None
        included = _INCLUDES[self._family].fullmatch(line)
        if included is None:
            return None
        place = next(filter(None, included.groups()))
        return self._find(name, place if suffix_of(place) or self._family != "markdown" else f"{place}.md")

    def _find(self, name: str, place: str) -> str | None:
        """Beside the file, or below the folder: `/snippets/x.mdx` begins at its root, `@site/docs/x.mdx` above it."""
        if _FAMILIES.get(suffix_of(place)) != self._family:
            return None
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(name), place))
        parts = [part for part in place.split("/") if part not in {"", ".", "..", "@site", "~"}]
        below = ("/".join(parts[first:]) for first in range(min(len(parts), _MOST_FOLDERS)))
        return next((one for one in (beside, *below, f"_includes/{place}") if one in self._names), None)

    def _inserted(self, place: str, depth: int) -> Iterator[str]:
        from knowledge.reading.markdown.front_matter import split_front_matter  # noqa: PLC0415 it brings YAML along

        text = decode(place, self._read(place))
        self._inserts += 1
        self._length += len(text)
        if self._length > LARGEST:
            raise UnreadableFile(self._name, _TOO_LARGE)
        yield ""
        yield from self.lines(place, split_front_matter(place, text)[1], depth + 1)
        yield ""
