"""What many documents tell of words: in which languages they are, and what their abbreviations stand for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.text.analysis import Analysis
from knowledge.text.thesaurus import Alias


class Glossary(NamedTuple):
    """Of some documents."""

    languages: Sequence[str]
    """The most frequent first."""
    explained: Mapping[str, Alias]
    """What each abbreviation stands for; the first document that explains it counts."""
    abbreviated: Mapping[str, Sequence[Alias]]
    """The abbreviations of names that begin with a term."""


def glossary_of(analyses: Iterable[Analysis]) -> Glossary:
    """In the order of the documents."""
    sizes: dict[str, int] = {}
    every: list[Alias] = []
    for analysis in analyses:
        sizes[analysis.language] = sizes.get(analysis.language, 0) + len(analysis.lengths)
        every += analysis.aliases
    explained = {alias.short: alias for alias in reversed(every)}
    by_first: dict[str, list[Alias]] = {}
    for alias in explained.values():
        by_first.setdefault(alias.long[0], []).append(alias)
    return Glossary(sorted(sizes, key=sizes.__getitem__, reverse=True), explained, by_first)
