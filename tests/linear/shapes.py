"""Texts that somebody may send, of any length: what makes patterns try again and again, and what people write."""

from collections.abc import Callable

Shape = Callable[[int], str]
"""About so many characters."""


def repeated(unit: str, before: str = "", after: str = "") -> Shape:
    """One thing again and again."""
    return lambda size: before + unit * (size // len(unit)) + after


_PROSE = (
    "The harbour of Lisbon was rebuilt after the earthquake, and most of its trade went through the new customs house. "
    "In 1807, however, the court left for Brazil (with some 10,000 people). Who stayed behind? Mr. Silva did, e.g. to "
    "keep the archive of the National Shipping Company (NSC), which held 3.5 million pages. "
)
_WORDS = _PROSE.replace("\n", " ").split()
_LINES = "\n".join(" ".join(_WORDS[place : place + 11]) for place in range(0, len(_WORDS), 11)) + "\n"

DELIMITERS = {
    f"only {character!a}": repeated(character)
    for character in "Aa1_*`~#|[]({<>\"'“.!。?@-:;/\\&%$=+,·\n\r\t \u200b\u0301\U0001f600漢かไé\x0b\x00"
}
LINES = {
    "letters and spaces": repeated("a "),
    "capitals": repeated("Aa Bb "),
    "spaces between letters": lambda size: f"a{' ' * (size // 2)}b{' ' * (size // 2)}c",
    "newlines between letters": lambda size: f"a{chr(10) * (size // 2)}b{chr(10) * (size // 2)}c",
    "sentences of one letter": repeated("a. "),
    "sentences of one capital": repeated("A. "),
    "initials": repeated("a.b."),
    "full stops apart": repeated(". "),
    "full stops in a bracket": repeated(". ", "( "),
    "brackets that open": repeated("(a. "),
    "brackets that open and close": repeated("(ABC) "),
    "names with brackets": repeated("Big Name Of (BNO) "),
    "brackets about pictures": repeated("(photo "),
    "numbers of a list": repeated("1. "),
    "items of a list": repeated("- a\n"),
    "numbered items": repeated("1. a\n"),
    "dotted numbers": repeated("1.1,"),
    "combining marks in disorder": repeated("\u0315\u0300", "a"),
    "letters with marks": repeated("a\u0301"),
    "Chinese without end marks": repeated("我们在这里说话没有标点符号"),
    "Thai": repeated("ไม่มีเว้นวรรค"),
    "Japanese sentences": repeated("これは本です。"),
    "addresses of mail": repeated("a@b.c "),
    "a long address of mail": repeated("a@"),
    "questions to nobody": repeated("@", "questions to ", " x"),
    "questions to many": repeated("questions to @"),
    "addresses of the web": repeated("https://a.b/c?d=e&f "),
    "a long address of the web": repeated("http://"),
    "sources": repeated("Source: a\n"),
    "a source far away": repeated(" ", "source:", "x"),
    "bylines": repeated(",", "By Ann Other", "\nx"),
    "quotation marks after a full stop": repeated("\"'", ".", "x"),
    "footnotes after a full stop": repeated("[1]", ".", "x"),
    "links in Markdown": repeated("[a](b) "),
    "links that are not closed": repeated("[a](http://b "),
    "links of a wiki": repeated("[[a|b]] "),
    "links of a wiki that are not closed": repeated("[[a|"),
    "mentions": repeated("<@1"),
    "tags": repeated("<b>a</b>"),
    "tags that are not closed": repeated("<a "),
    "roles": repeated(":a"),
    "subtitles": repeated("00:00:01,000 --> 00:00:02,000\na\n\n"),
    "dots of a table of contents": repeated(". ", "a", "x"),
    "hyphens between letters": repeated("a-"),
}
BLOCKS = {
    "headings": repeated("# a\n\n"),
    "headings in a row": repeated("# a\n"),
    "one heading": repeated("a b ", "# "),
    "one heading with sections": lambda size: f"# {'ab cd ' * (size // 12)}\n\n" + "Ef gh ij.\n\n" * (size // 22),
    "a heading of marks": repeated("#", "# ", "x"),
    "a heading that ends in spaces": repeated(" ", "# a", "x"),
    "an id behind a heading": repeated("{#a ", "# a "),
    "the title on each line": repeated("The title\n"),
    "fences that are not closed": repeated("```x\n"),
    "fences of all lengths": lambda size: "".join(f"{'`~'[n % 2] * (3 + n % 7)}a\nb\n" for n in range(size // 10)),
    "fences that grow": lambda size: "".join(f"{'`' * (3 + n)}\n" for n in range(int((2 * size) ** 0.5))),
    "fences of one kind in another": repeated("```\n~~~\na\n"),
    "fences with text behind": repeated("~~~ a b\nc\n``` d\n"),
    "indented fences": repeated("   ```\n    ```\n"),
    "a fence with one long line": repeated("ab 1 ", "```\n", "\n```"),
    "a fence with Chinese in one line": repeated("代码", "```\n", "\n```"),
    "fences in lists": repeated("- ```\n  a\n"),
    "a table of one row": repeated("a | b | "),
    "a table": repeated("| a | b |\n|---|---|\n"),
    "a table with spaces": repeated("a  ", after=" | b"),
    "empty lines with spaces": repeated("  \n", "a", "b"),
    "quotations": repeated("> a\n"),
    "notes": repeated(" ", "!!! note", "@"),
    "imports": repeated(" ", "import", "x"),
    "directives": repeated(".. a::\n\n"),
    "front matter": repeated("\n--- a", "---\n"),
    "comments of subtitles": repeated("NOTE a\n\n"),
}
NATURAL = {
    "prose on one line": repeated(_PROSE),
    "prose in paragraphs": repeated(_PROSE + "\n\n"),
    "prose in lines": repeated(_LINES),
    "prose in short lines": repeated("\n".join(_WORDS) + "\n"),
    "words without an end": repeated("lorem ipsum dolor sit amet "),
    "documentation": repeated(f"## How to\n\n{_PROSE}\n\n```sh\npip install a\n```\n\n- one\n- two\n\n| a | b |\n\n"),
}
SHAPES = DELIMITERS | LINES | BLOCKS | NATURAL
