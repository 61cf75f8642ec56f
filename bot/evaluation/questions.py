"""A file of golden questions → questions. JSONL has an object a line, CSV a header.

`question` is asked; `answers` are texts of which the quote must hold one (in CSV separated by "|"), none if the
documents have no answer; `reply` may be what a helpful person would paste of the documents; `document` may name the id
or title of the document that the quote must be from.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import UnreadableFile


class Golden(BaseModel):
    """A question whose answer is known."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str = Field(min_length=1)
    answers: tuple[str, ...] = ()
    """Empty, and no reply = the documents hold no answer."""
    reply: str = ""
    """What a helpful person would paste; "" = not known."""
    document: str = ""
    """Id or title; empty = any."""

    @property
    def is_answerable(self) -> bool:
        """Whether the documents hold an answer."""
        return bool(self.answers or self.reply)


def read_questions(path: Path) -> list[Golden]:
    """Raises UnreadableFile, with the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path.name, f"it could not be read as text ({error})") from error
    rows = _from_csv(text) if path.suffix.lower() == ".csv" else _from_lines(path, text)
    return [_golden(path, line, row) for line, row in rows]


def _from_lines(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise UnreadableFile(path.name, f"line {number} is not JSON") from error


def _from_csv(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        answers = row.get("answers") or row.get("answer") or ""
        yield number, {**row, "answers": [part.strip() for part in answers.split("|") if part.strip()]}


def _golden(path: Path, line: int, row: Mapping[str, object]) -> Golden:
    try:
        return Golden.model_validate(row)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, problem["loc"])) or "the line" for problem in error.errors())
        raise UnreadableFile(
            path.name, f"line {line} needs a question and a list of answers (wrong: {places})"
        ) from error
