"""Where sentences begin and end.

A sentence ends at a full stop, question mark or the like that is followed by space (。！？ need none),
unless an abbreviation, an initial, a German ordinal or an open bracket says that it goes on.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

LONGEST = 500
"""Characters. A longer run without an end is cut at its best pause: nobody reads a page as one quote."""

_END = re.compile(
    r"""
    (?P<mark> [.!?…‽؟۔।॥։።፧၊။]+ | [。！？｡]+ )
    (?P<close> ["'”’»›)\]}」』）】》*_]* (?:\[\d+\])* )
    """,
    re.VERBOSE,
)
_WIDE = "。！？｡"
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘„«/]++$")
_FOLLOWER = re.compile(r"\S")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$|^[^\W\d_]$")
_ORDINAL = re.compile(r"\d{1,2}$")
_MONTH = re.compile(
    r"\s+(?:Jan|Feb|Mär|Mar|Apr|Mai|Maj|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec"
    r"|tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)"
)
_STARTER = re.compile(
    r"\s+[\"“‘(\[]*(?:The|A|An|In|On|At|It|He|She|They|We|I|You|This|That|These|Those|But|And|However|As|After|Before|"
    r"When|While|If|For|From|By|To|There|His|Her|Its|Their|Our|My|Since|During|Although|Because|Some|Many|Most)\b"
)
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
    begin, brackets = start, _Brackets(text, start)
    for match in _END.finditer(text, start, end):
        if _is_end(text, begin, match, end, brackets):
            yield from _trimmed(text, begin, match.end())
            begin, brackets = match.end(), _Brackets(text, match.end())
    yield from _trimmed(text, begin, end)


class _Brackets:
    """Counts those that are open, looking at each letter once."""

    def __init__(self, text: str, begin: int) -> None:
        self._text = text
        self._counted = begin
        self._open = 0

    def open_at(self, position: int) -> int:
        """From the beginning to here; positions must not go back."""
        opened, closed = (self._text.count(mark, self._counted, position) for mark in "()")
        self._open += opened - closed
        self._counted = position
        return self._open


def _is_end(text: str, begin: int, match: re.Match[str], end: int, brackets: _Brackets) -> bool:
    position = match.end()
    if position >= end:
        return True
    if match["mark"][0] in _WIDE:
        return not (match["close"] and text[position] in "とっっ，、")
    if not text[position].isspace() or _inside_brackets(text, position, end, brackets):
        return False
    if _follower(text, position, end).islower():
        return False
    return match["mark"] != "." or not _goes_on(text, begin, match, end)


def _goes_on(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the full stop belongs to the word before it."""
    word = _WORD_BEFORE.search(text, max(begin, match.start() - 20), match.start())
    if not word or match["close"]:
        return False
    last, lower = word.group(), word.group().casefold()
    if lower in _GOES_ON:
        return True
    after = match.end()
    if lower in _GOES_ON_TO_A_NUMBER:
        return _follower(text, after, end).isdigit()
    if _INITIALS.search(last):
        return not _STARTER.match(text, after, end)
    return bool(_ORDINAL.match(last) and (_MONTH.match(text, after, end) or word.start() == begin))


def _follower(text: str, position: int, end: int) -> str:
    """The next letter that is no space; "" if there is none."""
    found = _FOLLOWER.search(text, position, end)
    return found.group() if found else ""


def _inside_brackets(text: str, position: int, end: int, brackets: _Brackets) -> bool:
    """Whether an open bracket closes a little later, so that cutting here would tear it apart."""
    return brackets.open_at(position) > 0 and text.find(")", position, min(end, position + 200)) != -1


def _trimmed(text: str, begin: int, end: int) -> Iterator[Span]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > LONGEST:
        cut = _best_pause(text, begin)
        yield from _trimmed(text, begin, cut)
        begin = cut
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


def _best_pause(text: str, begin: int) -> int:
    """The strongest pause in the later part of what fits: a line, then ; : , and only then a space."""
    pauses = list(_PAUSE.finditer(text, begin + LONGEST // 3, begin + LONGEST))
    if not pauses:
        return begin + LONGEST
    return max(pauses, key=lambda pause: (_strength(pause.group()), pause.end())).end()


def _strength(pause: str) -> int:
    return next((rank for rank, marks in enumerate((",，、", ":：", ";；", "\n"), 1) if pause[0] in marks), 0)
