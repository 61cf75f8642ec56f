"""Transcripts as people paste them: lines of speech, with times before, behind or between them."""

import re

from knowledge.reading.speech.cues import Cue

_CLOCK = r"[\[(]?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})(?:[.,]\d{1,3})?[\])]?"
_UNTIL = r"(?:[ \t]*+(?:-->|[-–—])[ \t]*+[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?)?+"
_ALONE = re.compile(
    rf"(?:(?P<before>[^\W\d][^:\n]{{0,40}}?)[ \t]+)?{_CLOCK}{_UNTIL}(?:[ \t]+(?P<behind>[^\W\d][^:.!?\n]{{0,40}}))?"
)
_BEFORE = re.compile(rf"{_CLOCK}{_UNTIL}(?:[ \t]*+[-–—:])?[ \t]++(?P<said>\S.*)")
_BEGINS = 120
"""Seconds: a transcript begins at its beginning; lines that begin with later times are a timetable."""
_SHARE = 0.3
"""Of the lines that have a time; chosen by hand."""
_FEWEST = 2
_FEWEST_BELOW_TITLE = 3
_MOST_BEFORE = 3
"""Lines before the first time: a title, who made it, a link."""
_NOT_SAID = re.compile(r"WEBVTT.*|\d++")
"""What subtitles that were saved as text begin with."""
_MOST_LINES = 100_000
"""Of a day of talk: a time and what is said, every other second. Plain text is read where nothing can stop it."""
_LETTERS_PER_SECOND = 12
"""Of speech that is not hurried; subtitles for adults have up to 17."""
_WORDS_OF_SPEAKERS = 4


def transcript_cues(text: str) -> tuple[str, list[Cue]]:
    """What stands before all times, and what is said when; no cues for a text that is not surely a transcript."""
    if text.count("\n") > _MOST_LINES:
        return "", []
    lines = [line.strip() for line in text.strip("\ufeff").split("\n") if line.strip()]
    first = next((index for index, line in enumerate(lines[: _MOST_BEFORE + 1]) if _is_timed(line)), len(lines))
    opening = [line for line in lines[:first] if not _NOT_SAID.fullmatch(line)]
    cues = _told(lines[first:])
    fewest = max(_FEWEST_BELOW_TITLE if opening else _FEWEST, _SHARE * len(lines))
    return ("\n".join(opening), _spoken(cues)) if len(cues) >= fewest and _is_transcript(cues) else ("", [])


def _is_timed(line: str) -> bool:
    return (_ALONE.fullmatch(line) or _BEFORE.fullmatch(line)) is not None


def _told(lines: list[str]) -> list[Cue]:
    """From lines that begin with a time; each time with what stands behind and below it."""
    cues: list[Cue] = []
    said: list[list[str]] = []
    for line in lines:
        alone, before = _ALONE.fullmatch(line), _BEFORE.fullmatch(line)
        if "-->" in line and said and said[-1] and said[-1][-1].isdecimal():
            said[-1].pop()  # the number of this cue
        if before and (alone is None or _is_speech(alone["behind"])):
            cues.append(Cue(_time(before), 0.0, "", ""))
            said.append([before["said"]])
        elif alone:
            cues.append(Cue(_time(alone), 0.0, alone["before"] or alone["behind"] or "", ""))
            said.append([])
        else:
            said[-1].append(line)
    return [cue._replace(text=" ".join(parts)) for cue, parts in zip(cues, said, strict=True)]


def _is_speech(behind: str | None) -> bool:
    """What stands behind a time is a name, if it is short."""
    return behind is not None and (len(behind.split()) > _WORDS_OF_SPEAKERS or behind[:1].islower())


def _time(found: re.Match[str]) -> float:
    return 3600.0 * int(found["hours"] or 0) + 60 * int(found["minutes"]) + int(found["seconds"])


def _is_transcript(cues: list[Cue]) -> bool:
    times = [cue.start for cue in cues]
    return times[0] < _BEGINS and times == sorted(times) and any(cue.text for cue in cues)


def _spoken(cues: list[Cue]) -> list[Cue]:
    """Without those that say nothing; each lasts as long as it takes to say."""
    return [cue._replace(end=cue.start + len(cue.text) / _LETTERS_PER_SECOND) for cue in cues if cue.text]
