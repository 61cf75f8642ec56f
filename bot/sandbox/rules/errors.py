"""What Discord refuses, with its own numbers and words.

Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.sandbox.rules.addresses import scheme_of

if TYPE_CHECKING:
    from collections.abc import Sized

    from bot.sandbox.state import Json
    from bot.sandbox.state.components import Path


class Problem(NamedTuple):
    """An HTTP status, Discord's error code, and its text."""

    status: int
    code: int
    text: str


UNAUTHORIZED = Problem(401, 0, "401: Unauthorized")
NOT_FOUND = Problem(404, 0, "404: Not Found")
UNKNOWN_CHANNEL = Problem(404, 10003, "Unknown Channel")
UNKNOWN_GUILD = Problem(404, 10004, "Unknown Guild")
UNKNOWN_MEMBER = Problem(404, 10007, "Unknown Member")
UNKNOWN_MESSAGE = Problem(404, 10008, "Unknown Message")
UNKNOWN_OVERWRITE = Problem(404, 10009, "Unknown Permission Overwrite")
UNKNOWN_ROLE = Problem(404, 10011, "Unknown Role")
UNKNOWN_USER = Problem(404, 10013, "Unknown User")
UNKNOWN_EMOJI = Problem(400, 10014, "Unknown Emoji")
UNKNOWN_WEBHOOK = Problem(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = Problem(404, 10062, "Unknown interaction")
UNKNOWN_COMMAND = Problem(404, 10063, "Unknown application command")
NOT_YOUR_APPLICATION = Problem(403, 20012, "You are not authorized to perform this action on this application")
TOO_MANY_REACTIONS = Problem(400, 30010, "Maximum number of reactions reached (20)")
TOO_MANY_COMMANDS = Problem(400, 30032, "Maximum number of application commands reached")
TOO_LARGE = Problem(413, 40005, "Request entity too large")
ALREADY_ACKNOWLEDGED = Problem(400, 40060, "Interaction has already been acknowledged.")
MISSING_ACCESS = Problem(403, 50001, "Missing Access")
NOT_IN_DIRECT_MESSAGES = Problem(403, 50003, "Cannot execute action on a DM channel")
NOT_YOUR_MESSAGE = Problem(403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE = Problem(400, 50006, "Cannot send an empty message")
CANNOT_WRITE_TO_USER = Problem(403, 50007, "Cannot send messages to this user")
NOT_A_TEXT_CHANNEL = Problem(400, 50008, "Cannot send messages in a non-text channel")
MISSING_PERMISSIONS = Problem(403, 50013, "Missing Permissions")
BAD_DELETE_COUNT = Problem(
    400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages"
)
WRONG_CHANNEL_TYPE = Problem(400, 50024, "Cannot execute action on this channel type")
INVALID_WEBHOOK_TOKEN = Problem(401, 50027, "Invalid Webhook Token")
TOO_OLD = Problem(400, 50034, "A message provided was too old to bulk delete")
INVALID_FORM = Problem(400, 50035, "Invalid Form Body")
ARCHIVED = Problem(400, 50083, "Thread is archived")
INVALID_JSON = Problem(400, 50109, "The request body contains invalid JSON.")
REPLY_NEEDS_HISTORY = Problem(403, 160002, "Cannot reply without permission to read message history")
THREAD_EXISTS = Problem(400, 160004, "A thread has already been created for this message")
THREAD_LOCKED = Problem(400, 160005, "Thread is locked")


class ApiError(Exception):
    """A request refused as Discord refuses it. People of the driver get the same as the bot."""

    def __init__(self, problem: Problem, errors: dict[str, object] | None = None) -> None:
        super().__init__(f"{problem.text} ({problem.code})" + (f": {errors}" if errors else ""))
        self.problem = problem
        self.errors = errors

    def body(self) -> dict[str, object]:
        body: dict[str, object] = {"message": self.problem.text, "code": self.problem.code}
        return body | {"errors": self.errors} if self.errors else body

    def below(self, name: str) -> ApiError:
        """The same of a body that stands inside of another one, under this name."""
        return ApiError(self.problem, self.errors and {name: self.errors})


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

    def number(self, path: Path, value: object, low: float, high: float) -> None:
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
