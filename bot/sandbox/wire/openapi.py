"""Discord's own description of its interface, against which the bot's requests are checked."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind

if TYPE_CHECKING:
    from bot.sandbox.state import Json

_BITS = ("allow", "deny", "permissions", "default_member_permissions")
_PARAMETER = re.compile(r"\{[^{}]*+\}")


class Schema:
    """The OpenAPI document; the validator of a route is made when the route is first used."""

    def __init__(self, document: Json) -> None:
        # Discord takes ids as numbers too, and discord.py sends them so; the document knows them as texts only.
        document["components"]["schemas"]["SnowflakeType"] = {"type": ["string", "integer"]}
        # discord.py offers media channels wherever it offers forums; the documentation has them, the document does not.
        types = document["components"]["schemas"].get("ChannelTypes", {"oneOf": []})
        types["oneOf"].append({"title": "GUILD_MEDIA", "const": 16})
        _accept_texts_as_bits(document)
        self._document = document
        self._paths = {_PARAMETER.sub("{}", path): item for path, item in document["paths"].items()}
        self._validators: dict[tuple[str, str, str], Draft202012Validator | None] = {}

    def faults(self, method: str, path: str, body: object) -> list[str]:
        """What is wrong with a request's body, a sentence each; nothing for routes without a described body."""
        return self._check(method, path, "", body)

    def answer_faults(self, method: str, path: str, status: int, body: object) -> list[str]:
        """The same for what the sandbox itself answers, so that it cannot drift from Discord."""
        return self._check(method, path, str(status), body)

    def _check(self, method: str, path: str, status: str, body: object) -> list[str]:
        key = (method, path, status)
        if key not in self._validators:
            self._validators[key] = self._compile(*key)
        validator = self._validators[key]
        if validator is None:
            return []
        return sorted(map(_worded, validator.iter_errors(body)))

    def _compile(self, method: str, path: str, status: str) -> Draft202012Validator | None:
        operation = self._paths.get(_PARAMETER.sub("{}", path), {}).get(method.lower(), {})
        described = operation.get("responses", {}).get(status, {}) if status else operation.get("requestBody", {})
        content = described.get("content", {})
        if "application/json" not in content:
            return None
        return Draft202012Validator(
            content["application/json"]["schema"] | {"components": self._document["components"]}
        )


@cache
def read_schema(path: str) -> Schema:
    """Kept for all sandboxes of a process, with the validators that it has made."""
    return Schema(json.loads(Path(path).read_text(encoding="utf-8")))


def _accept_texts_as_bits(part: Any) -> None:
    """Permissions are documented as texts, and sent so; in the document requests have them as numbers only."""
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if key in _BITS and isinstance(inner, dict) and "integer" in inner.get("type", ()):
            part[key] = {"anyOf": [inner, {"type": "string", "pattern": "^[0-9]+$"}]}
        else:
            _accept_texts_as_bits(inner)


def _worded(error: ValidationError) -> str:
    """The fault, and where alternatives all failed, what came closest."""
    closest = _closest(error)
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in closest.instance_path)
    return f"${path}: {closest.message[:300]}"


def _closest(error: ValidationError) -> ValidationError:
    """Of what is wrong with each of several alternatives, what is deepest inside."""
    if not isinstance(error.kind, ValidationErrorKind.OneOfNotValid | ValidationErrorKind.AnyOf):
        return error
    inner = [_closest(each) for errors in error.kind.context for each in errors]
    return max(inner, key=lambda each: len(each.instance_path), default=error)
