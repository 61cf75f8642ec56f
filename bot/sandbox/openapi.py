"""Discord's own description of its interface, against which the bot's requests are checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from bot.sandbox.entities import Json

_PARAMETER = re.compile(r"\{[^}]*\}")


class Schema:
    """The OpenAPI document; the validator of a route is made when the route is first used."""

    def __init__(self, document: Json) -> None:
        # Discord takes ids as numbers too, and discord.py sends them so; the document knows them as texts only.
        document["components"]["schemas"]["SnowflakeType"] = {"type": ["string", "integer"]}
        self._document = document
        self._paths = {_PARAMETER.sub("{}", path): item for path, item in document["paths"].items()}
        self._validators: dict[tuple[str, str], Draft202012Validator | None] = {}

    @classmethod
    def read(cls, path: str) -> Schema:
        return cls(json.loads(Path(path).read_text(encoding="utf-8")))

    def faults(self, method: str, path: str, body: Any) -> list[str]:
        """What is wrong with a request's body, a sentence each; nothing for routes without a described body."""
        key = (method, path)
        if key not in self._validators:
            self._validators[key] = self._compile(method, path)
        validator = self._validators[key]
        if validator is None:
            return []
        errors = sorted(validator.iter_errors(body), key=lambda error: str(error.absolute_path))
        return [f"{error.json_path}: {error.message[:300]}" for error in errors]

    def _compile(self, method: str, path: str) -> Draft202012Validator | None:
        operation = self._paths.get(_PARAMETER.sub("{}", path), {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None
        schema = content["application/json"]["schema"] | {"components": self._document["components"]}
        return Draft202012Validator(schema)
