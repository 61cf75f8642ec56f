"""Tables of contents, whose lines lead to page numbers by dots, and which are left out."""

import re
from collections.abc import Sequence

_LEADER = re.compile(
    r"(?:(?:[.·․‧_]\s{0,3}+){5}|(?:[‥…⋯]\s{0,3}+){2})[\s|.·․‧_‥…⋯]{0,300}+(?:\d{1,4}|[ivxlcIVXLC]{1,7})$"
)
_NEAR = 3
"""Lines between two that have dots: chapters without them, and titles over several lines."""
_TITLES = frozenset(
    (
        "contents, table of contents, index, inhalt, inhaltsverzeichnis, inhaltsübersicht, sommaire, "
        "table des matières, índice, contenido, tabla de contenido, tabla de contenidos, indice, sommario, sumário, "
        "conteúdo, inhoud, inhoudsopgave, innehåll, innehållsförteckning, indhold, indholdsfortegnelse, innhold, "
        "sisällys, sisällysluettelo, spis treści, obsah, tartalom, tartalomjegyzék, cuprins, içindekiler, "
        "содержание, оглавление, зміст, περιεχόμενα, 目次, 目录, 目錄, 차례, 목차, المحتويات, فهرس, فهرست, "
        "فهرست مطالب, תוכן עניינים"
    ).split(", ")
)


def contents_among(lines: Sequence[str]) -> set[int]:
    """Which of the lines are a table of contents, and the title over that."""
    dotted = [place for place, line in enumerate(lines) if _LEADER.search(line)]
    found = set(dotted)
    for before, after in zip([-1, *dotted], dotted, strict=False):
        between = range(max(before + 1, after - _NEAR), after)
        inside = before >= 0 and after - before <= _NEAR + 1
        found.update(place for place in between if inside or _is_title(lines[place]))
    return found


def _is_title(line: str) -> bool:
    return line.strip(" :").casefold() in _TITLES
