"""What is wrong with a body, by the path of the field, as Discord's error 50035 reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.addresses import scheme_of
from bot.sandbox.errors import INVALID_FORM, ApiError

if TYPE_CHECKING:
    from collections.abc import Sized

    from bot.sandbox.state.people import Json

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

    def number(self, path: Path, value: Any, low: float, high: float) -> None:
        """Refuse what is not a number between the two; None passes."""
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
        elif value < low:
            self.refuse(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        elif value > high:
            self.refuse(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")

    def url(self, path: Path, value: Any, schemes: tuple[str, ...] = ("http", "https"), *, high: int = 2048) -> None:
        """Refuse what Discord takes for no address, or for one of another scheme; None passes."""
        if value is None or not self.string(path, value):
            return
        scheme = _scheme_of(value)
        if scheme is None:
            self.refuse(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        elif scheme not in schemes:
            told = f'Scheme "{scheme}" is not supported. Scheme must be one of {schemes}.'
            self.refuse(path, "URL_TYPE_INVALID_SCHEME", told)
        self.length(path, value, high)

    def finish(self) -> None:
        """Refuse the body if anything in it was refused."""
        if self.errors:
            raise ApiError(INVALID_FORM, self.errors)


def _scheme_of(address: str) -> str | None:
    """None for no address. What "discord" and "attachment" name is no host."""
    scheme, _, rest = address.partition("://")
    own = scheme in ("discord", "attachment") and rest and not any(map(str.isspace, rest))
    return scheme if own else scheme_of(address)
