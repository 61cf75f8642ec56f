"""Inside of lines: tags, images, links of wikis, icons, attributes and expressions; code stays as it is."""

import re
from collections.abc import Iterator, MutableMapping
from functools import partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from knowledge.reading.markdown.headings import ATTRIBUTES
from knowledge.reading.markdown.tags import HTML, Tag, read_tag
from knowledge.reading.pictures import worded

_CLOSED = re.compile(r"</([A-Za-z][\w.:-]{0,80})")
_EMOJI = re.compile(
    r"^(?::[a-z][a-z0-9]++(?:[_-][a-z0-9]++)*+:(?![\w:`])[ ]*+)++|[ ]:[a-z][a-z0-9]++(?:[_-][a-z0-9]++)*+:$"
)
"""Ornaments: inside of a sentence `:wave:` is what to write."""
_WORDS_OF_ALONE = frozenset("badge kbd key abbr label pill tag status".split())
"""Components whose attribute is what they show."""
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\]|\n]{1,200}+\|)?(?P<text>[^\]|\n]{1,200}+)\]\]")
_GONE = re.compile(
    r":(?:material|fontawesome|octicons|simple|lucide|icon)-[\w-]{1,80}:"
    r"|\[!(?:badge|button|ref|file|embed|icon)[^\]\n]{0,200}\](?:\([^)\n]{0,300}\))?"
    r"|[ ]\^[\w-]{4,80}$|%%[^%\n]{1,500}%%",
    re.MULTILINE,
)
_SHOWN = re.compile(
    r"\[!(?:badge|button)[ ]+"
    r"(?:[^\]\"]{0,100}text=\"(?P<quoted>[^\]\"]{1,100})\"[^\]]{0,100}|(?P<plain>[^\]=\"]{1,100}))\]"
)
_OF_LINK = re.compile(
    r"!(?:badge|button|ref|file|embed)(?:[^\"=]{0,40}=\"[^\"]{0,100}\"){0,4}?"
    r"(?:[ ]text=\"(?P<quoted>[^\"]{1,100})\".*|[ ]+(?P<plain>[^=\"]{1,100}))?$"
)
"""Retype: `[!button Join](/join)`."""
_ATTRIBUTES = re.compile(rf"\{{{ATTRIBUTES}\}}(?=[\s.,;:)]|$)")
_KEYS = re.compile(r"(?<!\w)\+\+(?P<keys>[\w-]{1,20}(?:\+[\w-]{1,20}){0,5})\+\+(?!\w)")
_MARKED = re.compile(r"(?<![\w=])(?P<mark>==|\^\^)(?=\S)(?P<text>[^=^\n]{1,200})(?<=\S)(?P=mark)(?![\w=])")
_VALUE = re.compile(r"\{\{[ ]*[\w.$ |:'\"\[\]()%,+*/-]{1,100}\}\}")
_LITERAL = re.compile(r"\{['\"`](?P<text>[^'\"`{}\n]{0,200})['\"`]\}")
_EXPRESSION = re.compile(r"\{[\w$]+(?:\.[\w$]+|\[[\w'\"]{1,40}\]){0,6}(?:\([^(){}\n]{0,200}\))?\}")


def add_rules(parser: MarkdownIt, mdx: bool) -> MarkdownIt:
    """`mdx`: whether braces hold expressions."""
    parser.inline.ruler.before("html_inline", "component", _component)
    parser.core.ruler.after("inline", "plainer", partial(_plainer, mdx=mdx))
    return parser


def environment(text: str) -> MutableMapping[str, Any]:
    """What rules must know of the whole text: the names of the tags that are closed in it."""
    return {"closed": frozenset(_CLOSED.findall(text))}


def _component(state: StateInline, silent: bool) -> bool:
    """A tag: HTML stays, components go, and what is neither are letters."""
    tag = read_tag(state.src, state.pos)
    if tag is None or tag.end > state.posMax:
        return False
    if not silent:
        _push(state, tag)
    state.pos = tag.end
    return True


def _push(state: StateInline, tag: Tag) -> None:
    if tag.name in HTML:
        if tag.name == "img":
            state.push("text", "", 0).content = worded(tag.values.get("alt", ""))
        else:
            state.push("html_inline", "", 0).content = _html(state, tag)
    elif _is_placeholder(state, tag):
        state.push("text", "", 0).content = state.src[tag.start : tag.end]
    elif tag.kind == "alone" and tag.plain_name in _WORDS_OF_ALONE:
        state.push("text", "", 0).content = tag.values.get("text") or tag.label


def _html(state: StateInline, tag: Tag) -> str:
    raw = state.src[tag.start : tag.end]
    return f"<{'/' * (tag.kind == 'close')}{tag.name}>" if "{" in raw else raw


def _is_placeholder(state: StateInline, tag: Tag) -> bool:
    """Such as `<player>`, and `<Name>` where it is closed nowhere and says nothing more."""
    if not tag.is_component:
        return True
    bare = tag.kind == "open" and tag.end - tag.start == len(tag.name) + 2
    return bool(tag.name) and bare and tag.name not in state.env.get("closed", ())


def _plainer(state: StateCore, mdx: bool) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_shown(token.children, mdx))


def _shown(tokens: list[Token], mdx: bool) -> Iterator[Token]:
    before = ""
    alone = not any(token.type in {"text", "code_inline"} and token.content.strip() for token in tokens)
    for token in tokens:
        if token.type == "image":
            yield Token("text", "", 0, content="" if alone else worded(token.content))
            continue
        if token.type == "text":
            said = token.content if before != "link_open" else _OF_LINK.sub(_named, token.content)
            token.content = _plain(said, mdx)
        before = token.type
        yield token


def _named(link: re.Match[str]) -> str:
    return link["quoted"] or link["plain"] or ""


def _plain(text: str, mdx: bool) -> str:
    if "[" in text:
        text = _WIKI_LINK.sub(lambda link: link["text"], text)
        text = _SHOWN.sub(lambda one: one["quoted"] or one["plain"], text)
    if "{" in text:
        text = _VALUE.sub("", _ATTRIBUTES.sub("", text))
        if mdx:
            text = _EXPRESSION.sub("", _LITERAL.sub(lambda one: one["text"], text))
    if ":" in text:
        text = _EMOJI.sub("", text)
    text = _KEYS.sub(lambda one: one["keys"], _GONE.sub("", text))
    return _MARKED.sub(lambda one: one["text"], text)
