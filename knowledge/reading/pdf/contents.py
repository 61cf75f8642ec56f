"""Tables of contents, whose lines lead to page numbers by dots, are left out."""

import re

from knowledge.reading.pdf.layout import Row
from knowledge.reading.pdf.paragraphs import row_text

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


def without_contents(rows: list[Row]) -> list[Row]:
    """The rows of a column without its table of contents and the title over that."""
    dotted = [place for place, row in enumerate(rows) if _LEADER.search(row_text(row).replace(" | ", " "))]
    left_out = set(dotted)
    for before, after in zip([-1, *dotted], dotted, strict=False):
        between = range(max(before + 1, after - _NEAR), after)
        inside = before >= 0 and after - before <= _NEAR + 1
        left_out.update(place for place in between if inside or _is_title(rows[place]))
    return [row for place, row in enumerate(rows) if place not in left_out]


def _is_title(row: Row) -> bool:
    return row_text(row).strip(" :").casefold() in _TITLES
