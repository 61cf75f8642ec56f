"""JSON and YAML: lists of questions with answers, or lists of documents with the fields of Document."""

import json

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import suffix_of
from knowledge.reading.plain import decode
from knowledge.reading.questions.faq import read_entries
from knowledge.reading.questions.values import YamlLoader, from_json

_NOTHING = "it holds no questions with answers and no documents; name the fields “question” and “answer”"
_MOST_YAML = 2_000_000
"""Characters; YAML is slow, and lists this long are kept as CSV or JSON."""

_MOST_NESTING = 50


def read(name: str, content: bytes) -> list[Document]:
    """One document of all questions, or the documents. Raises UnreadableFile."""
    text = decode(name, content)
    if not text.strip():
        return []
    value = _json(name, text) if suffix_of(name) == ".json" else _yaml(name, text)
    documents = _documents(value) or read_entries(name, value)
    if documents is None:
        raise UnreadableFile(name, _NOTHING)
    return documents


def _json(name: str, text: str) -> object:
    try:
        return from_json(text)
    except ValueError as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "a number in it"
        raise UnreadableFile(name, f"{place} is not valid JSON; correct it") from None


def _yaml(name: str, text: str) -> object:
    if len(text) > _MOST_YAML:
        raise UnreadableFile(name, f"it is longer than {_MOST_YAML // 1_000_000} million characters; save it as JSON")
    try:
        _refuse_unfolding(name, text)
        value: object = yaml.load(text, Loader=YamlLoader)  # noqa: S506 it is a safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "it"
        raise UnreadableFile(name, f"{place} is not valid YAML; correct it") from None
    return value


def _refuse_unfolding(name: str, text: str) -> None:
    """References can make a page of YAML fill the memory; depth, the stack. Raises UnreadableFile."""
    depth = 0
    for event in yaml.parse(text, Loader=YamlLoader):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableFile(name, "it repeats parts by reference (“*name”); write them out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MOST_NESTING:
            raise UnreadableFile(name, "it is nested deeper than any list of questions; simplify it")


def _documents(value: object) -> list[Document] | None:
    """None where it is not documents; questions with answers are not."""
    try:
        return TypeAdapter(list[Document]).validate_python(value) or None
    except ValidationError:
        return None
