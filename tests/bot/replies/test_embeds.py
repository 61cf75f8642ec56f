"""Replies as Discord takes them: within its limits, and exact to the letter."""

from hypothesis import given
from hypothesis import strategies as st

from bot.languages import ENGLISH
from bot.replies.embeds import DESCRIPTION, reply_embed
from bot.replies.excerpts import cut
from bot.replies.reply import Reply, answer_reply, cite, section_of, section_reply, together
from knowledge import Document, KnowledgeBase, Quote, Source

SOURCE = Source(
    document_id="notes", title="The [first] notes", url="https://example.org/n", heading=None, publisher="NDTV"
)
ODD = st.text(st.sampled_from("*_`ab .\n#家"), min_size=1, max_size=3000)


def quote(text: str, matches: tuple[tuple[int, int], ...] = ()) -> Quote:
    return Quote(text=text, start=0, end=len(text), score=1, source=SOURCE, matches=matches)


def test_reply_embed_shows_quotes_with_number_source_and_link() -> None:
    embed = reply_embed(
        Reply(title="Who?", quotes=cite((quote("Ada came.", ((0, 3),)),), ENGLISH), footer="Quoted word for word")
    )

    assert embed.to_dict() == {
        "type": "rich",
        "flags": 0,
        "title": "Who?",
        "color": 0x3BA55D,
        "description": "> **Ada** came.\n-# 1 · [The \\[first\\] notes · NDTV](https://example.org/n#:~:text=Ada%20came.)",
        "footer": {"text": "Quoted word for word"},
    }


def test_reply_embed_shows_other_addresses_of_the_same_words() -> None:
    source = SOURCE.model_copy(update={"also_urls": ("https://example.org/n", "https://mirror.example/n")})
    twin = SOURCE.model_copy(update={"url": "https://example.org/copy", "title": "A copy"})
    cited = cite((quote("Ada came.").model_copy(update={"source": source, "also": (twin,)}),), ENGLISH)

    lines = (reply_embed(Reply(quotes=cited)).description or "").splitlines()

    assert lines[2:] == [
        "-# [also: mirror.example/n](https://mirror.example/n)",
        "-# [also: A copy](https://example.org/copy)",
    ]


def test_reply_embed_cuts_code_between_lines_and_keeps_it_together() -> None:
    code = "\n".join(f"print({number}, '```')" for number in range(300))
    cited = cite((quote(code).model_copy(update={"code": "python"}),), ENGLISH)

    lines = (reply_embed(Reply(quotes=cited)).description or "").splitlines()

    assert [lines[0], lines[1], *lines[-3:]] == [
        "```python",
        "print(0, '`\u200b``')",
        "```",
        "-# […]",
        "-# 1 · [The \\[first\\] notes · NDTV](" + (cited[0].link or "") + ")",
    ]


def test_reply_embed_names_a_place_once_for_quotes_that_stand_there_together() -> None:
    elsewhere = quote("Eve left.").model_copy(update={"source": SOURCE.model_copy(update={"heading": "End"})})
    cited = together(cite((quote("Ada came."), quote("Bob stayed."), elsewhere), ENGLISH))

    lines = (reply_embed(Reply(quotes=cited)).description or "").split("\n")

    assert [line.partition("](")[0] for line in lines] == [
        "> Ada came.",
        "",
        "> Bob stayed.",
        "-# 1, 2 · [The \\[first\\] notes · NDTV",
        "",
        "> Eve left.",
        "-# 3 · [The \\[first\\] notes · End · NDTV",
    ]


def test_reply_embed_escapes_the_question() -> None:
    embed = reply_embed(Reply(title="Is **this** @everyone?"))

    assert embed.title == r"Is \*\*this\*\* \@everyone?"


def test_reply_embed_cuts_the_quote_that_does_not_fit_and_leaves_out_those_after_it() -> None:
    texts = (f"{word} " * 300 + "end." for word in ("one", "two", "three", "four"))
    reply = Reply(quotes=cite(tuple(map(quote, texts)), ENGLISH))

    description = reply_embed(reply).description or ""

    assert [f"-# {number} ·" in description for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert description.count("-# […]") == 1


def test_reply_embed_names_the_place_of_a_quote_whose_neighbour_is_left_out() -> None:
    cited = together(cite(tuple(quote("word " * 450) for _ in range(4)), ENGLISH))

    description = reply_embed(Reply(quotes=cited)).description or ""

    assert description.count("> word") == 3
    assert description.count("-# 1, 2, 3 · [The") == 1


@given(st.lists(ODD, min_size=1, max_size=4), st.text(max_size=400), st.text(max_size=400))
def test_reply_embed_keeps_the_limits_and_always_shows_the_first_quote(texts: list[str], title: str, more: str) -> None:
    source = SOURCE.model_copy(update={"title": f"*{more}", "heading": more, "publisher": more, "date": more})
    quotes = tuple(quote(text).model_copy(update={"source": source}) for text in texts)

    embed = reply_embed(
        Reply(title=title, quotes=cite(quotes, ENGLISH), source=more, opening="I am not sure.", footer=more)
    )

    assert len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= DESCRIPTION
    assert "-# 1 ·" in (embed.description or "")


def test_reply_embed_cuts_a_long_section_at_the_end_of_a_sentence() -> None:
    text = "".join(f"Sentence number {n} of the U.S. report is here. " for n in range(80)).strip()
    base = KnowledgeBase.build([Document(id="r", title="Report", text=text)])
    section = section_of(
        base.search("report")[0].chunk.model_copy(update={"text": text, "start": 0, "end": len(text)}), base
    )
    assert section is not None

    description = reply_embed(section_reply(section, ENGLISH)).description or ""

    assert "is here.\n-# […]\n-# 1 ·" in description


def test_reply_embed_sets_off_the_place_that_was_asked_for() -> None:
    base = KnowledgeBase.build([Document(id="n", title="Notes", text="The ceremony was held in Islamabad.")])

    embed = reply_embed(answer_reply(base.ask("Where was the ceremony held?", threshold=0.0), base, (), ENGLISH))

    assert "**Islamabad**" in (embed.description or "")
    assert "**ceremony**" not in (embed.description or "")


@given(ODD, st.integers(1, 400))
def test_cut_is_a_beginning_of_the_text(text: str, longest: int) -> None:
    short = cut(text, longest)

    assert text.startswith(short)
    assert len(short) <= longest
