"""Pages of /sources, the lines of /help, and the words of a message: what needs no Discord to be tested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.help import help_embed
from bot.features.knowledge.sources import PAGE, sources_page
from bot.features.mention import words_of
from bot.languages import ENGLISH
from bot.replies.embeds import DESCRIPTION
from bot.ui.persistent import NumberedButton
from knowledge import Document, KnowledgeBase

LONG = st.text(st.sampled_from("*_ab c"), max_size=400)


def base_of(count: int, long: str = "") -> KnowledgeBase:
    return KnowledgeBase.build(
        Document(
            id=str(n), title=f"Title {n:03} {long}", text="Text.", url=f"https://example.org/{long}", publisher=long
        )
        for n in range(count)
    )


async def test_sources_page_lists_titles_in_order() -> None:
    embed, view = sources_page(base_of(2), 0, ENGLISH)

    assert embed.description == (
        "**[Title 000](https://example.org/)**\n-# 1 word\n**[Title 001](https://example.org/)**\n-# 1 word"
    )
    assert view is None


@pytest.mark.parametrize(("page", "footer"), [(0, "Page 1 of 3"), (2, "Page 3 of 3"), (99, "Page 3 of 3")])
async def test_sources_page_tells_which_it_is(page: int, footer: str) -> None:
    embed, _ = sources_page(base_of(2 * PAGE + 1), page, ENGLISH)

    assert embed.footer.text == footer


@pytest.mark.parametrize(
    ("page", "buttons"),
    [
        (0, [("sources:0", True), ("sources:1", False)]),
        (1, [("sources:0", False), ("sources:2", False)]),
        (2, [("sources:1", False), ("sources:2", True)]),
    ],
)
async def test_sources_page_turns_only_where_there_is_more(page: int, buttons: list[tuple[str, bool]]) -> None:
    _, view = sources_page(base_of(2 * PAGE + 1), page, ENGLISH)

    assert view is not None
    assert [
        (item.custom_id, item.item.disabled) for item in view.children if isinstance(item, NumberedButton)
    ] == buttons


@given(LONG, st.integers(0, 3))
async def test_sources_page_keeps_the_limits(long: str, page: int) -> None:
    embed, _ = sources_page(base_of(PAGE + 3, long), page, ENGLISH)

    assert 0 < len(embed.description or "") <= DESCRIPTION


def test_help_takes_five_lines() -> None:
    assert len((help_embed(ENGLISH).description or "").splitlines()) == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<@123> Who came?", "Who came?"),
        ("hey <@!123>, who\ncame to <#9>? <:wave:7> <a:wave:7> <@&5>", "hey , who came to ?"),
        ("<@123>", ""),
        ("is 3 <4 and 5> 4", "is 3 <4 and 5> 4"),
    ],
)
def test_words_of_leaves_out_mentions_and_emoji(content: str, words: str) -> None:
    assert words_of(content) == words
