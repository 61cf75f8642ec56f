"""Where sentences begin and end.

A sentence ends at a full stop, question mark or the like that is followed by space (。！？ need none),
unless an abbreviation, an initial, a German ordinal or an open bracket says that it goes on.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

LONGEST_SENTENCE = 500
"""Characters. A longer run without an end is cut at its best pause: nobody reads a page as one quote."""

_END = re.compile(
    r"""
    (?P<mark> [.!?…‽؟۔।॥։።፧၊။]+ | [。！？｡]+ )
    (?P<close> ["'”’»›)\]}」』）】》*_]* (?:\[\d+\])* )
    """,
    re.VERBOSE,
)
_WIDE = "。！？｡"
_BEFORE_WORD = re.compile(r"[\s(\[\"'“‘„«/]")
_LONGEST_KNOWN = 20
"""Characters of a word before a full stop that are looked at; all that are known are shorter."""
_INITIALS = re.compile(r"(?<![^\W\d_]\.)(?:[^\W\d_]\.)+[^\W\d_]?$|^[^\W\d_]$")
_ORDINAL = re.compile(r"\d{1,2}$")
_MONTH = re.compile(
    r"\s+(?:Jan|Feb|Mär|Mar|Apr|Mai|Maj|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec"
    r"|tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)"
)
_STARTER = re.compile(
    r"\s+[\"“‘(\[]*(?:The|A|An|In|On|At|It|He|She|They|We|I|You|This|That|These|Those|But|And|However|As|After|Before|"
    r"When|While|If|For|From|By|To|There|His|Her|Its|Their|Our|My|Since|During|Although|Because|Some|Many|Most)\b"
)
_NEAR = 200
"""Characters within which a bracket has to close, or else cutting before its end tears nothing apart."""
_FOLLOWER = re.compile(r"\s*+(\S)")
_PAUSE = re.compile(r"\n|[;；]\s*|[:：]\s+|[,，、]\s*|\s+")

_GOES_ON = frozenset(
    """
    mr mrs ms dr prof rev hon gen col capt lt sgt maj cmdr adm gov sen rep pres st ste mt ft messrs mme mlle sr sra
    srta dra hr fr frl e.g i.e eg ie cf vs viz al approx ca circa c nos fig figs vol vols pp p eq eqs ch chap ed eds
    arts par para resp est dept univ ee z.b d.h u.a u.ä bzw vgl ggf evtl sog inkl usw abs bspw dipl ing p.ex ej ex
    núm pág págs tel г стр рис см им ул т.е т.к
    """.split()
)
"""Words whose full stop is never the end of a sentence."""
_GOES_ON_TO_A_NUMBER = frozenset(
    "no nr art sec op jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago dic".split()
)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The sentences of one block (a paragraph, a list item), as offsets into `text`, without outer space."""
    end = len(text) if end is None else end
    begin = counted = start
    opened = 0
    for match in _END.finditer(text, start, end):
        opened += text.count("(", counted, match.end()) - text.count(")", counted, match.end())
        counted = match.end()
        if _is_end(text, begin, match, end, opened):
            yield from _trimmed(text, begin, match.end())
            begin, opened = match.end(), 0
    yield from _trimmed(text, begin, end)


def _is_end(text: str, begin: int, match: re.Match[str], end: int, opened: int) -> bool:
    """`opened`: how many brackets since `begin` are still open."""
    position = match.end()
    if position >= end:
        return True
    if match["mark"][0] in _WIDE:
        return not (match["close"] and text[position] in "とっっ，、")
    if not text[position].isspace() or (opened > 0 and ")" in text[position : min(end, position + _NEAR)]):
        return False
    if _follower(text, position, end).islower():
        return False
    return match["mark"] != "." or not _goes_on(text, begin, match, end)


def _follower(text: str, position: int, end: int) -> str:
    """The first letter after the space here; empty if nothing comes."""
    found = _FOLLOWER.match(text, position, end)
    return found[1] if found else ""


def _goes_on(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the full stop belongs to the word before it."""
    last = _BEFORE_WORD.split(text[max(begin, match.start() - _LONGEST_KNOWN) : match.start()])[-1]
    if not last or match["close"]:
        return False
    lower = last.casefold()
    if lower in _GOES_ON:
        return True
    after = match.end()
    if lower in _GOES_ON_TO_A_NUMBER:
        return _follower(text, after, end).isdigit()
    if _INITIALS.search(last):
        return not _STARTER.match(text, after, end)
    is_first = match.start() - len(last) == begin
    return bool(_ORDINAL.match(last) and (is_first or _MONTH.match(text, after, end)))


def _trimmed(text: str, begin: int, end: int) -> Iterator[Span]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > LONGEST_SENTENCE:
        cut = _best_pause(text, begin)
        yield from _trimmed(text, begin, cut)
        begin = cut
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


def _best_pause(text: str, begin: int) -> int:
    """The strongest pause in the later part of what fits: a line, then ; : , and only then a space."""
    pauses = list(_PAUSE.finditer(text, begin + LONGEST_SENTENCE // 3, begin + LONGEST_SENTENCE))
    if not pauses:
        return begin + LONGEST_SENTENCE
    return max(pauses, key=lambda pause: (_strength(pause.group()), pause.end())).end()


def _strength(pause: str) -> int:
    return next((rank for rank, marks in enumerate((",，、", ":：", ";；", "\n"), 1) if pause[0] in marks), 0)
