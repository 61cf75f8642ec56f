"""Transcripts as people paste them: lines of speech, with times before, behind or between them."""

import re

from knowledge.reading.cues import Cue

_CLOCK = r"[\[(]?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})(?:[.,]\d{1,3})?[\])]?"
_ALONE = re.compile(
    rf"(?:(?P<before>[^\W\d][^:\n]{{0,40}}?)[ \t]+)?{_CLOCK}(?:[ \t]+(?P<behind>[^\W\d][^:.!?\n]{{0,40}}))?"
)
_BEFORE = re.compile(rf"{_CLOCK}(?:[ \t]*+[-–—:])?[ \t]++(?P<said>\S.*)")
_BEGINS = 120
"""Seconds: a transcript begins at its beginning; lines that begin with later times are a timetable."""
_SHARE = 0.3
"""Of the lines that have a time; chosen by hand."""
_FEWEST = 2
_LETTERS_PER_SECOND = 12
"""Of speech that is not hurried; subtitles for adults have up to 17."""
_WORDS_OF_SPEAKERS = 4


def transcript_cues(text: str) -> list[Cue]:
    """What is said when; empty for a text that is not surely a transcript."""
    lines = [line.strip() for line in text.strip("\ufeff \t\n").split("\n") if line.strip()]
    if not lines or not (_ALONE.fullmatch(lines[0]) or _BEFORE.fullmatch(lines[0])):
        return []
    cues: list[Cue] = []
    said: list[list[str]] = []
    for line in lines:
        alone, before = _ALONE.fullmatch(line), _BEFORE.fullmatch(line)
        if before and (alone is None or _is_speech(alone["behind"])):
            cues.append(Cue(_time(before), 0.0, "", ""))
            said.append([before["said"]])
        elif alone:
            cues.append(Cue(_time(alone), 0.0, alone["before"] or alone["behind"] or "", ""))
            said.append([])
        else:
            said[-1].append(line)
    told = [cue._replace(text=" ".join(parts)) for cue, parts in zip(cues, said, strict=True)]
    return _spoken(told) if _is_transcript(told, len(lines)) else []


def _is_speech(behind: str | None) -> bool:
    """What stands behind a time is a name, if it is short."""
    return behind is not None and (len(behind.split()) > _WORDS_OF_SPEAKERS or behind[:1].islower())


def _time(found: re.Match[str]) -> float:
    return 3600.0 * int(found["hours"] or 0) + 60 * int(found["minutes"]) + int(found["seconds"])


def _is_transcript(cues: list[Cue], lines: int) -> bool:
    times = [cue.start for cue in cues]
    return (
        len(cues) >= max(_FEWEST, _SHARE * lines)
        and times[0] < _BEGINS
        and times == sorted(times)
        and any(cue.text for cue in cues)
    )


def _spoken(cues: list[Cue]) -> list[Cue]:
    """Without those that say nothing; each lasts as long as it takes to say."""
    return [cue._replace(end=cue.start + len(cue.text) / _LETTERS_PER_SECOND) for cue in cues if cue.text]
