"""What is wrong with a body, by the path of the field, as Discord's error 50035 reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import INVALID_FORM, ApiError

if TYPE_CHECKING:
    from collections.abc import Sized

    from bot.sandbox.entities import Json

Path = tuple[str | int, ...]


class Form:
    """Collects every fault before it refuses, as Discord does."""

    def __init__(self) -> None:
        self.errors: Json = {}

    def refuse(self, path: Path, code: str, message: str) -> None:
        place = self.errors
        for step in path:
            place = place.setdefault(str(step), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def require(self, path: Path, value: object) -> bool:
        """Refuse what is missing, null or blank; whether it was there."""
        if value is None or (isinstance(value, str) and not value.strip()):
            self.refuse(path, "BASE_TYPE_REQUIRED", "This field is required")
            return False
        return True

    def length(self, path: Path, value: Sized | None, high: int, low: int = 0) -> None:
        """Refuse a text or list that is too long or too short; None passes."""
        if value is None or low <= len(value) <= high:
            return
        if low:
            self.refuse(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        else:
            self.refuse(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def text(self, path: Path, value: Any, high: int) -> None:
        """Refuse a required text that is missing or too long."""
        if self.string(path, value) and self.require(path, value):
            self.length(path, value, high, 1)

    def string(self, path: Path, value: Any) -> bool:
        if value is None or isinstance(value, str):
            return True
        self.refuse(path, "STRING_TYPE_CONVERT", f"Could not interpret {value!r} as string.")
        return False

    def choice(self, path: Path, value: object, allowed: tuple[object, ...]) -> bool:
        if value in allowed:
            return True
        self.refuse(path, "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
        return False

    def url(self, path: Path, value: str | None, schemes: tuple[str, ...] = ("http", "https")) -> None:
        if value is None:
            return
        scheme, _, rest = value.partition("://")
        if not rest or " " in value:
            self.refuse(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        elif scheme not in schemes:
            self.refuse(
                path, "URL_TYPE_INVALID_SCHEME", f'Scheme "{scheme}" is not supported. Scheme must be one of {schemes}.'
            )
        else:
            self.length(path, value, 2048)

    def finish(self) -> None:
        """Refuse the body if anything in it was refused."""
        if self.errors:
            raise ApiError(INVALID_FORM, self.errors)
