"""Settings come from the environment, and a wrong one is named in a sentence."""

from pathlib import Path

import pytest

from bot.settings import Settings, WrongSettings, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_settings_have_defaults_that_work() -> None:
    settings = load_settings()

    assert (settings.discord_token, str(settings.discord_api_url)) == (None, "https://discord.com/api/v10")
    assert [path.suffix for path in settings.knowledge_path.iterdir() if path.is_file()] == [".txt"]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETENTION_DAYS", "7")

    assert load_settings().retention_days == 7


def test_settings_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=abc\nSOMETHING_ELSE=1\n")

    token = load_settings().discord_token

    assert token is not None
    assert token.get_secret_value() == "abc"


def test_settings_that_are_empty_are_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "")

    assert load_settings().discord_token is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("RETENTION_DAYS", "soon", "RETENTION_DAYS is 'soon', but must be a whole number of days from 1 to 3650."),
        ("RETENTION_DAYS", "0", "RETENTION_DAYS is '0', but must be a whole number of days from 1 to 3650."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL is 'loud', but must be one of DEBUG, INFO, WARNING, ERROR."),
        (
            "DISCORD_API_URL",
            "discord.com",
            "DISCORD_API_URL is 'discord.com', but must be the address of a Discord API, with http:// or https://.",
        ),
    ],
)
def test_settings_name_key_value_and_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSettings) as caught:
        load_settings()
    assert str(caught.value) == sentence


def test_settings_never_show_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret")
    monkeypatch.setenv("LOG_LEVEL", "loud")

    with pytest.raises(WrongSettings) as caught:
        load_settings()
    assert "a-secret" not in f"{caught.value} {load_settings(log_level='INFO')!r} {caught.value.__cause__}"
