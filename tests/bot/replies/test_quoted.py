"""Quotes of every kind as Discord shows them: all of their words, and nothing but these."""

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.quoted import OMITTED, quote_markdown
from knowledge import Quote, Source
from knowledge.models import Kind
from tests.bot.discord_markdown import parts_of, read

SOURCE = Source(document_id="guide", title="Guide", url=None, heading=None, publisher=None)
ROOM = 2600
STARTS = (
    "",
    "- ",
    "  - ",
    "1. ",
    "2. ",
    "7) ",
    "# ",
    "> ",
    "-# ",
    "| ",
    "    ",
    "Plan: ",
    "```js\n",
    "~~~\n",
    "@everyone <@1> ",
    "**",
    "||",
    "`",
    "\u202e",
)
ENDS = ("", "\n```", " | b", " |\n|---|", " | Price: 1 | Note: 2", "**", "\n~~~", "`", "````", " #", ":", ".", "||")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Blocks of all kinds, whole and broken, each with a word of its own."""
    starts = draw(st.lists(st.tuples(st.sampled_from(STARTS), st.sampled_from(ENDS), st.sampled_from("\n \n"))))
    return "\n".join(f"{start}word{number}{end}{gap}" for number, (start, end, gap) in enumerate(starts))


def quote(text: str, kind: Kind = "section", focus: str = "", code: str | None = None) -> Quote:
    begin = 100 + text.index(focus)
    span = (begin, begin + len(focus)) if focus else None
    return Quote(text=text, start=100, end=100 + len(text), score=1, source=SOURCE, kind=kind, focus=span, code=code)


@st.composite
def quotes(draw: st.DrawFn, own: st.SearchStrategy[str]) -> Quote:
    text = draw(own)
    edges = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 4)))
    focus = draw(st.none() | st.just((100 + edges[0], 100 + edges[3])))
    kind, code = draw(st.sampled_from(get_args(Kind))), draw(st.sampled_from([None, None, "", "js", "`\n`"]))
    return quote(text, kind, code=code).model_copy(
        update={"focus": focus, "matches": ((edges[0], edges[1]), (edges[2], edges[3]))}
    )


def shown(one: Quote, room: int = ROOM) -> str:
    markdown = quote_markdown(one, room)
    assert markdown is not None
    return markdown


def words(text: str) -> list[str]:
    return re.findall(r"word\d+", text)


@given(quotes(texts()))
def test_quote_shows_every_word(one: Quote) -> None:
    assert sorted(words(read(shown(one)))) == sorted(words(one.text))


@given(quotes(texts() | st.text(max_size=400) | st.text(st.sampled_from("`~*_- \n#|ab1.:>"), max_size=3000)))
def test_quote_stays_below_its_bar_and_in_its_boxes(one: Quote) -> None:
    markdown = shown(one)

    outside = [part.text for part in parts_of(markdown) if not part.is_code]
    assert len(markdown) <= ROOM
    assert "```" not in "".join(outside)
    assert {line[:2] for text in outside for line in text.split("\n") if line} <= {"> ", "-#"}
    assert {line for text in outside for line in text.split("\n") if line.startswith("-#")} <= {OMITTED}


@given(quotes(texts() | st.text(max_size=400)))
def test_quote_means_nothing_that_its_document_says(one: Quote) -> None:
    outside = "\n".join(part.text for part in parts_of(shown(one)) if not part.is_code)

    own = re.sub(r"^(?:-# |> )(?: *(?:-|\d+\.) )?|\*\*|\[…\]", "", outside, flags=re.MULTILINE)
    assert not re.search(r"[*_~`|<>\[\]@]", re.sub(r"\\[^0-9A-Za-z\s]| \| ", "", own))


@given(st.integers(0, 99), st.sampled_from(["{}. ", "- item {}: ", "| {} | ", "", "\n"]))
def test_quote_that_is_too_long_shows_what_decides(number: int, start: str) -> None:
    text = "\n".join(f"{start.format(each + 1)}Captain {each} opens valve word{each}." for each in range(100))

    markdown = shown(quote(text, focus=f"Captain {number} opens valve word{number}."), room=1000)

    found = words(read(markdown))
    assert f"word{number}" in found
    assert found == words(text)[words(text).index(found[0]) :][: len(found)]
    assert OMITTED in markdown


def test_quote_that_leaves_no_room_is_not_shown() -> None:
    assert quote_markdown(quote("A sentence of a few words.", "sentence"), 10) is None


STEPS = """To set it up:

1. Open the portal.
2. Run this:

```bash
pip install quoth
```

3. Invite it
  - with the scope bot
    which it needs
4. Ask."""


def test_steps_have_their_own_numbers_and_their_code_in_a_box() -> None:
    assert shown(quote(STEPS, "steps")).split("\n") == [
        "> To set it up:",
        "> 1. Open the portal.",
        "> 2. Run this:",
        "```bash",
        "pip install quoth",
        "```",
        "> 3. Invite it",
        ">    - with the scope bot",
        ">      which it needs",
        "> 4. Ask.",
    ]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. a\n3. b", "> 1\\. a\n> 3\\. b"),
        ("1) a\n2) b", "> 1\\) a\n> 2\\) b"),
        ("01. a", "> 01\\. a"),
        ("5. a\n6. b", "> 5. a\n> 6. b"),
        ("• a\n* b", "> - a\n> - b"),
    ],
)
def test_numbers_that_discord_would_count_otherwise_are_text(text: str, markdown: str) -> None:
    assert shown(quote(text, "list")) == markdown


PLANS = "Plans:\n\nPlan: Free | Price: 0 €\nPlan: Club | Price: 5 € | Note: new\nPlan: Pro | Price: 12 €"


def test_table_has_columns_and_an_arrow_before_the_row_that_decides() -> None:
    assert shown(quote(PLANS, "table", "Plan: Pro | Price: 12 €")).split("\n") == [
        "> Plans:",
        "```",
        "  Plan  Price  Note",
        "───────────────────",
        "  Free  0 €",
        "  Club  5 €    new",
        "▸ Pro   12 €",
        "```",
    ]


def test_table_that_is_too_wide_has_a_line_for_each_cell() -> None:
    rows = "| E_DISK | Make room on the disk; it goes on by itself from then on. |\n| A | – |"
    text = f"| Code | What to do |\n|:--|--:|\n{rows}"

    assert shown(quote(text, "table", "| A | – |")).split("\n") == [
        "> - Code: E\\_DISK",
        ">   What to do: Make room on the disk; it goes on by itself from then on.",
        "> - **Code: A** | **What to do: –**",
    ]


def test_table_without_names_shows_its_cells() -> None:
    assert shown(quote("one | two\n家 | four", "table")).split("\n") == ["```", "one  two", "家   four", "```"]


def test_section_has_its_headings_and_what_decides_in_bold() -> None:
    text = "## Backups ##\n\nEvery night. Old ones go *soon*.\n\nThat is all."

    assert shown(quote(text, "section", "Old ones go *soon*.")).split("\n") == [
        "> **Backups**",
        "> Every night. **Old ones go \\*soon\\*.**",
        "> ",
        "> That is all.",
    ]


def test_what_decides_is_not_bold_as_a_whole_where_it_is_long() -> None:
    one = quote("One is. Two is. Three is. Four is.", "paragraph", "One is. Two is. Three is.")

    assert shown(one.model_copy(update={"matches": ((0, 3), (26, 30))})) == "> **One** is. Two is. Three is. Four is."


def test_code_cannot_end_its_box() -> None:
    assert shown(quote("a ```` b\n```\nc", "code", code="Ünı\ncode")) == (
        "```\na `\u200b`\u200b`` b\n`\u200b``\nc\n```"
    )


def test_code_that_is_too_long_is_cut_between_lines() -> None:
    text = "```js\n" + "\n".join(f"call({number})" for number in range(500)) + "\n```"

    lines = shown(quote(text, "code", "call(300)")).split("\n")

    assert [lines[0], lines[1], lines[-2], lines[-1]] == [OMITTED, "```js", "```", OMITTED]
    assert "call(300)" in lines
    assert all(re.fullmatch(r"call\(\d+\)", line) for line in lines[2:-2])
