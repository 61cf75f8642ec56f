"""A quote → its blocks, what of them is set off, and the words that a link leads to. Pure, and for every medium."""

from collections.abc import Iterable, Iterator

from knowledge import Quote, ShownBlock, ShownKind, Span, shown_blocks, split_sentences

_SENTENCES, _CHARACTERS = 2, 300
"""Of what is set off as a whole, chosen by hand: bold over half a screen leads no eye anywhere."""


def blocks_of(quote: Quote) -> tuple[ShownBlock, ...]:
    """A sentence is one whatever it looks like, and so is code without its fences."""
    text, words = quote.text, ((0, len(quote.text)),)
    blocks = shown_blocks(text) if quote.kind != "sentence" or quote.code is not None else ()
    if quote.code is not None and [block.kind for block in blocks] != ["code"]:
        return (ShownBlock("code", 0, len(text), words if text.strip() else (), quote.code),)
    return blocks or (ShownBlock("paragraph", 0, len(text), words),)


def is_close(before: ShownKind, after: ShownKind) -> bool:
    """Whether no empty line parts them: what introduces and what comes below it, items, and what is beside code."""
    if "code" in (before, after) or before == "heading":
        return True
    return (before, after) in {("paragraph", "item"), ("paragraph", "table"), ("item", "item")}


def focus_of(quote: Quote) -> Span | None:
    """What decides, as a span of the quote's text; None where all of it does."""
    if quote.focus is None:
        return None
    start, end = _trimmed(quote.text, quote.focus[0] - quote.start, quote.focus[1] - quote.start)
    return None if start >= end or (start, end) == _trimmed(quote.text, 0, len(quote.text)) else (start, end)


def set_off_in(quote: Quote) -> tuple[Span, ...]:
    """What decides, where it is short; otherwise the words that match in it. Spans of the quote's text, in order."""
    focus = focus_of(quote)
    if focus and is_short(quote.text[slice(*focus)]):
        return (focus,)
    return tuple(within(quote.matches, [focus or (0, len(quote.text))]))


def is_short(text: str) -> bool:
    """Whether it can be set off as a whole."""
    return len(text) <= _CHARACTERS and sum(1 for _ in split_sentences(text)) <= _SENTENCES


def within(spans: Iterable[Span], parts: Iterable[Span]) -> Iterator[Span]:
    """What spans and parts have in common; both are in order and do not overlap."""
    waiting = list(reversed(list(parts)))
    for start, end in spans:
        while waiting and waiting[-1][1] <= start:
            waiting.pop()
        for part in reversed(waiting):
            if part[0] >= end:
                break
            yield max(start, part[0]), min(end, part[1])


def lines_of(text: str, start: int) -> Iterator[Span]:
    """What stands on each line, without outer space, as if the text began at `start`."""
    for line in text.split("\n"):
        begin = start + len(line) - len(line.lstrip())
        yield begin, max(begin, start + len(line.rstrip()))
        start += len(line) + 1


def linked_words(quote: Quote) -> tuple[str, str]:
    """The words where a page scrolls to, and those where what is marked there ends if that is somewhere else.

    They lead to what decides. Marks, and the names that cells go by here, do not stand on the page; what stands in a
    table or in code is left to what is around it.
    """
    if quote.kind == "sentence" or quote.code is not None:
        return quote.text, ""
    words = [span for block in blocks_of(quote) if block.kind in ("paragraph", "item") for span in block.words]
    near = list(within(words, [focus_of(quote) or (0, len(quote.text))])) or words
    if not near:
        return "", ""
    return quote.text[slice(*near[0])], quote.text[slice(*near[-1])] if len(near) > 1 else ""


def _trimmed(text: str, start: int, end: int) -> Span:
    """Inside of the text, without outer space."""
    start, end = max(0, start), min(len(text), end)
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
