"""Lines of logs and stack traces: which lines are such, and what they say without time, level, thread and place."""

import re
from typing import NamedTuple

_PREFIX = re.compile(
    r"""\s*+(?:
    \[?\d{4}-\d\d-\d\d[T\ ]\d\d:\d\d(?::\d\d)?[.,\d]*+(?:Z|\ ?[+-]\d\d:?\d\d)?\]?        # 2024-05-01 12:01:33,123
    | \[\d{1,2}:\d\d:\d\d[^\]\[\n]{0,40}\]                                             # [12:01:33 ERROR]
    | \d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?=\s)                                               # 12:01:33.500
    | \[[\w\ .\#-]{0,40}/?\ ?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|SEVERE|FATAL)\]    # [Server thread/INFO]
    | (?-i:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|SEVERE|FATAL)(?=[:\ |-])                # ERROR
    )[\s:|>-]*+""",
    re.VERBOSE | re.IGNORECASE,
)
_NAME = re.compile(r"\s*+\[([^\W\d_][\w .:-]{0,38})\][:\s]++")
"""Of what wrote the line: [LuckPerms]."""
_FRAME = re.compile(
    r'\s*+(?:Traceback \(most |at [\w$.<>/@~-]++\(|File "[^"\n]++", line \d|\.{3} \d++ more\b|\#\d++ 0x|goroutine \d)'
)
_FAULT = re.compile(
    r"\s*+(?:(?:Caused by|Suppressed|Error|ERROR|Fatal|Panic|E|npm ERR!)[:!]|Exception in thread |"
    r"[\w$.]{0,120}(?:Error|Exception)(?::|\s*+$))"
)
_FAULT_NAME = re.compile(r"(?<![\w.$])[\w$.]{0,120}[a-z](?:Error|Exception)\b")
_PLACE = re.compile(r"(\.[a-z]{1,6}):\d++(?::\d++)?|,? line \d++|~?\[[^\]\n]{1,80}\]$")


class LogLine(NamedTuple):
    """What a line of a log says, which parts of the program are named before it, and whether it only says where."""

    text: str
    names: tuple[str, ...]
    is_frame: bool


def read_log_line(line: str, *, fenced: bool = False) -> LogLine | None:
    """None = it is no line of a log, or it asks. `fenced`: in a block of code every line is taken for one."""
    start, names = 0, list[str]()
    while match := _PREFIX.match(line, start):
        start = match.end()
    while start and (match := _NAME.match(line, start)):
        names.append(match[1])
        start = match.end()
    is_frame = bool(_FRAME.match(line, start))
    if not (fenced or is_frame or ((start or _FAULT.match(line)) and "?" not in line)):
        return None
    return LogLine(" ".join(_PLACE.sub(r"\1", line[start:]).split()), tuple(names), is_frame)


def fault_in(sentence: str) -> str:
    """From the name of an error on, "NullPointerException: …"; empty if none is named."""
    found = _FAULT_NAME.search(sentence)
    return sentence[found.start() :] if found else ""
