"""All that the environment may set. Nothing else in the project reads it."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AnyHttpUrl, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import knowledge

NO_TOKEN = (
    "DISCORD_TOKEN is not set. "  # noqa: S105 this is how to get one
    "Make a bot at https://discord.com/developers/applications and put its token in .env.\n"
    "No account at hand? `quoth chat` answers in this terminal, `quoth sandbox` runs a Discord of your own."
)
SECRETS = {"discord_token"}
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_split)]
"""Written with commas between them."""


class Settings(BaseSettings):
    """Each field is an environment variable of the same name in capitals, or a line in `.env`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    discord_token: SecretStr | None = Field(None, description="a bot token")
    discord_api_url: AnyHttpUrl = Field(
        AnyHttpUrl("https://discord.com/api/v10"), description="the address of a Discord API, with http:// or https://"
    )
    database_path: Path = Field(
        platformdirs.user_data_path("quoth") / "quoth.sqlite3", description="the path of a SQLite file"
    )
    knowledge_path: Path = Field(
        Path(knowledge.__file__).with_name("articles"), description="the path of a file or folder of documents"
    )
    retention_days: int = Field(30, ge=1, le=3650, description="a whole number of days from 1 to 3650")
    grace_days: int = Field(14, ge=0, le=3650, description="a whole number of days from 0 to 3650")
    meaning: bool = Field(True, description="on or off")
    message_content: bool = Field(False, description="true or false")
    answer_delay: float = Field(4.0, ge=0, le=600, description="a number of seconds from 0 to 600")
    questions_per_minute: int = Field(10, ge=1, le=1_000_000, description="a whole number from 1 to 1000000")
    server_questions_per_minute: int = Field(120, ge=1, le=1_000_000, description="a whole number from 1 to 1000000")
    allowed_networks: Networks = Field((), description="networks like 10.0.0.0/8, separated by commas")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="one of DEBUG, INFO, WARNING, ERROR"
    )


class WrongSettings(Exception):
    """Settings that cannot be used; the message has one sentence per setting."""


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process; `overrides` (of the command line) win. Raises WrongSettings."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        # Not chained: the cause holds what was typed, and that may be a secret.
        raise WrongSettings("\n".join(dict.fromkeys(map(_sentence, error.errors(include_url=False))))) from None


def _sentence(error: ErrorDetails) -> str:
    """Key, value and what was expected; the value of a secret is nobody's to read."""
    key = str(error["loc"][0]).lower()
    value = "a value that is kept secret" if key in SECRETS else repr(str(error["input"]))
    field = Settings.model_fields.get(key)
    return f"{key.upper()} is {value}, but must be {field.description if field else error['msg']}."
