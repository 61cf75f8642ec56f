"""Whatever a document holds, what is shown of it fits into Discord."""

from collections.abc import Iterator
from typing import Any

import pytest
from discord import ui

from bot.features.outlines import document_shown, require_unchanged, sections_view, summary_embed
from bot.languages import ENGLISH
from bot.replies.embeds import DESCRIPTION
from bot.replies.summaries import MESSAGE, part_reply, topic_reply
from bot.ui.interactions import Refused
from knowledge import Document, KnowledgeBase

WORDS = "*stars* of_the [harbour] <@1> `crane` ||boats|| :sail: ~keys~ @everyone #pier"
HOSTILE = "".join(
    f"# {'*Chapter* ' * 28}{number}\n\n" + f"The {WORDS * 9} number {number} are many. " * 4 + "\n\n"
    for number in range(60)
)
ADDRESS = "https://example.org/" + "a-very-long-path/" * 20
TEXTS = {
    "hostile": HOSTILE,
    "one endless sentence": "The boats of the harbour " + "sail and sail " * 3000 + "home.",
    "no sentences": "# A\n\n# B\n\n" * 3000,
    "no headings": "The boat number seven sails home. The crane number eight lifts keys.\n\n" * 600,
    "headings alone and one sentence": "".join(f"# Part {n}\n\nKeys.\n\n" for n in range(1500)),
    "long words": "\n\n".join(f"# {'x' * 900}\n\n{'y' * 3000}." for _ in range(20)),
}


def base_of(text: str) -> KnowledgeBase:
    return KnowledgeBase.build([Document(id="i" * 500, title="*Title* " * 200, text=text, url=ADDRESS)])


def menus(view: ui.View | None) -> Iterator[dict[str, Any]]:
    for row in view.to_components() if view else ():
        yield from row["components"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("sentences", [3, 12])
def test_document_shown_fits(text: str, sentences: int) -> None:
    base = base_of(text)

    embed, view = document_shown(base, base.document("i" * 500), sentences, ENGLISH)

    assert 0 < len(embed.description or "") <= DESCRIPTION
    assert len(embed.title or "") <= 256
    for menu in menus(view):
        assert len(menu["custom_id"]) <= 100
        assert all(0 < len(option["label"]) <= 100 for option in menu.get("options", ()))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_section_fits_and_quotes_word_for_word(text: str) -> None:
    base = base_of(text)
    document = base.document("i" * 500)
    some = range(0, len(base.parts(document.id)), 97)

    replies = [part_reply(base, document, number) for number in some]

    assert all(0 < len(summary_embed(reply).description or "") <= DESCRIPTION for reply in replies)
    assert all(document.text[q.quote.start : q.quote.end] == q.quote.text for reply in replies for q in reply.quotes)


def test_sections_view_shows_every_section_on_one_page() -> None:
    base = base_of(HOSTILE)
    document = base.document("i" * 500)

    pages = [list(menus(sections_view(document, base.parts(document.id), page, ENGLISH))) for page in range(3)]

    values = [int(option["value"]) for page in pages for option in page[0]["options"]]
    assert values == list(range(60))
    assert [len({item["custom_id"] for item in page}) for page in pages] == [3, 3, 3]


def test_summary_embed_gives_up_links_before_quotes() -> None:
    base = base_of("".join(f"The crane number {n} of the {'long ' * 9}pier lifts boat {n * 3}. " for n in range(40)))

    embed, _ = document_shown(base, base.document("i" * 500), 12, ENGLISH)

    assert "\n-# 12 · line 1" in (embed.description or "")


def test_topic_reply_quotes_no_more_than_a_message_holds() -> None:
    documents = [
        Document(id=str(n), title=f"Fees {n}", text=f"The storage fees of boat {n} are {'very ' * 120}high in {n}.")
        for n in range(12)
    ]
    base = KnowledgeBase.build(documents)

    reply = topic_reply(base.summarize_topic("storage fees", 12), base, ENGLISH, MESSAGE)

    assert 1 < len(reply.quotes) < 12
    assert sum(len(cited.quote.text) for cited in reply.quotes) <= MESSAGE


def test_topic_reply_groups_by_document() -> None:
    documents = [
        Document(id=name, title=name, text=f"Storage fees are {fee} crowns. {name} storage fees are paid at the gate.")
        for name, fee in (("Old", 20), ("New", 35))
    ]
    base = KnowledgeBase.build(documents)

    reply = topic_reply(base.summarize_topic("storage fees", 4), base)

    assert [cited.quote.source.title for cited in reply.quotes] in (
        ["Old", "Old", "New", "New"],
        ["New", "New", "Old", "Old"],
    )


@pytest.mark.parametrize("text", [None, "Another text."])
def test_document_that_went_or_changed_meanwhile_is_not_quoted(text: str | None) -> None:
    document = Document(id="a", title="A", text="A text.")
    now = KnowledgeBase.build([] if text is None else [document.model_copy(update={"text": text})])

    with pytest.raises(Refused):
        require_unchanged(document, now)
