"""From what Discord has against a message to the message without that."""

from typing import Any

import discord
import pytest
from discord import ui

from bot.ui.sending import Parts, in_words, refused_places, without_refused

FAULT = {"_errors": [{"code": "REFUSED", "message": "No."}]}


class Response:
    """What discord.py reads of the answer to a request."""

    def __init__(self, status: int) -> None:
        self.status, self.reason = status, "refused"


def refusal(errors: dict[str, Any] | None, status: int = 400, code: int = 50035) -> discord.HTTPException:
    body: Any = {"message": "Invalid Form Body", "code": code} | ({"errors": errors} if errors else {})
    return discord.HTTPException(Response(status), body)


def tree(path: str) -> dict[str, Any]:
    errors: dict[str, Any] = FAULT
    for step in reversed(path.split(".")):
        errors = {step: errors}
    return errors


def message() -> Parts:
    embed = discord.Embed(title="Rules", url="https://example.org", description="> Be kind.")
    embed.set_footer(text="Quoted word for word").add_field(name="a", value="1").add_field(name="b", value="2")
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="More", custom_id="more", row=0))
    view.add_item(ui.Button(label="Page", url="https://example.org/a", row=1))
    view.add_item(ui.Button(label="Other", url="https://example.org/b", row=1))
    return Parts(embed, view, discord.MessageReference(message_id=1, channel_id=2))


def labels(parts: Parts | None) -> list[str | None]:
    assert parts is not None
    return [item.label for item in parts.view.children if isinstance(item, ui.Button)] if parts.view else []


async def test_places_are_read_from_the_tree_of_a_message_and_of_an_answer() -> None:
    errors = {"components": {"0": {"components": {"1": {"url": FAULT}}}}, "nonce": FAULT}

    assert refused_places(errors) == [("components", "0", "components", "1", "url"), ("nonce",)]
    assert refused_places({"data": errors}) == refused_places(errors)
    assert refused_places(None) == []


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("components.1.components.0.url", ["More", "Other"]),
        ("data.components.1.components.1", ["More", "Page"]),
        ("components.1", ["More"]),
        ("components.0.components", ["Page", "Other"]),
        ("components", []),
        ("components.7.components.0.url", []),
    ],
)
async def test_button_row_or_all_of_them_are_left_out(path: str, left: list[str]) -> None:
    lesser = without_refused(message(), refusal(tree(path)))

    assert labels(lesser) == left
    assert lesser is not None
    assert (lesser.embed, lesser.reference is not None) == (message().embed, True)


async def test_several_faults_are_left_out_at_once() -> None:
    links = {"0": {"url": FAULT}, "1": {"url": FAULT}}
    errors = {"components": {"1": {"components": links}}, "message_reference": FAULT, "embeds": {"0": {"url": FAULT}}}

    lesser = without_refused(message(), refusal(errors))

    assert labels(lesser) == ["More"]
    assert lesser is not None
    assert lesser.reference is None
    assert lesser.embed is not None
    assert (lesser.embed.url, lesser.embed.description) == (None, "> Be kind.")


@pytest.mark.parametrize("key", ["url", "footer", "title"])
async def test_trimming_of_an_embed_is_left_out(key: str) -> None:
    lesser = without_refused(message(), refusal(tree(f"embeds.0.{key}")))

    assert lesser is not None
    assert lesser.embed is not None
    assert key not in lesser.embed.to_dict()
    assert lesser.embed.description == "> Be kind."


async def test_field_of_an_embed_is_left_out() -> None:
    lesser = without_refused(message(), refusal(tree("embeds.0.fields.0.value")))

    assert lesser is not None
    assert lesser.embed is not None
    assert [field.name for field in lesser.embed.fields] == ["b"]


@pytest.mark.parametrize("path", ["embeds.0.description", "embeds", "flags", "somewhere.else"])
async def test_words_are_left_of_what_is_refused_for_reasons_unknown(path: str) -> None:
    sent = message()

    lesser = without_refused(sent, refusal(tree(path)))

    assert lesser == Parts(None, None, sent.reference, "Rules\n\n> Be kind.")
    assert without_refused(Parts(None, content="Rules"), refusal(tree(path))) is None


async def test_reply_that_needs_the_history_is_no_reply() -> None:
    lesser = without_refused(message(), refusal(None, 403, 160002))

    assert lesser is not None
    assert lesser.reference is None
    assert without_refused(lesser, refusal(None, 403, 160002)) is None


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10008), (400, 50006), (500, 0)])
async def test_nothing_is_left_out_of_what_failed_otherwise(status: int, code: int) -> None:
    assert without_refused(message(), refusal(None, status, code)) is None


async def test_words_fit_into_a_message() -> None:
    long = discord.Embed(title="Long", description="\n".join(["word " * 20] * 40))

    content = in_words(Parts(long)).content

    assert content is not None
    assert len(content) <= 2000
    assert content.startswith("Long\n\nword")
