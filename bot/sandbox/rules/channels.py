"""The limits of channels and threads.

Source: https://discord.com/developers/docs/resources/channel#modify-channel
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import Form

if TYPE_CHECKING:
    from bot.sandbox.state import Json

_AUTO_ARCHIVE = (60, 1440, 4320, 10080)
"""Minutes."""


def check_thread(body: Json) -> None:
    form = Form()
    if "name" in body:
        form.text(("name",), body.get("name"), 100)
    form.choice(("auto_archive_duration",), body.get("auto_archive_duration") or 1440, _AUTO_ARCHIVE)
    form.length(("applied_tags",), body.get("applied_tags"), 5)
    form.number(("rate_limit_per_user",), body.get("rate_limit_per_user"), 0, 21_600)
    form.finish()


def check_channel(body: Json) -> None:
    form = Form()
    if "name" in body:
        form.text(("name",), body["name"], 100)
    form.length(("topic",), body.get("topic"), 1024)
    form.length(("available_tags",), body.get("available_tags"), 20)
    for index, tag in enumerate(body.get("available_tags") or []):
        form.text(("available_tags", index, "name"), tag.get("name"), 20)
    form.finish()
