import pytest

from knowledge import Document
from knowledge.reading import read_documents


def read(text: str, name: str = "guide.md") -> Document:
    (document,) = read_documents(name, text.encode())
    return document


def test_front_matter_gives_the_facts_and_is_not_text() -> None:
    document = read(
        "---\ntitle: The guide\nurl: https://a.example/g\npublisher: Club\ndate: 2024-05-01\nlang: de-AT\n---\nHallo.\n"
    )

    assert document == Document(
        id="guide.md",
        title="The guide",
        text="Hallo.",
        url="https://a.example/g",
        publisher="Club",
        date="2024-05-01",
        language="de",
    )


def test_front_matter_may_be_toml() -> None:
    assert read('+++\ntitle = "Guide"\ndate = 2024-05-01\n+++\nText.').date == "2024-05-01"


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("title: Raids: how to join", "Raids: how to join"),
        ("title: Raids\nurl: [b", "Raids"),
        ("title: Raids\ncreated: {{date}}\nauthor: @sam", "Raids"),
        ("title: 'Raids'\n\ttags: a", "Raids"),
        ("author: @sam\ntitle: >\n  Raids\n  and more", "Raids and more"),
        ("title: {{ page }}\nauthor: @sam", "Guide"),
    ],
)
def test_line_of_front_matter_that_is_not_valid_is_left_out(matter: str, title: str) -> None:
    document = read(f"---\n{matter}\n---\nText.")

    assert (document.title, document.text) == (title, "Text.")


@pytest.mark.parametrize("between", ["just a line", "\nNote: ask an officer.\n", "| a | b |", "- [x] done: yes"])
def test_lines_between_rules_are_text(between: str) -> None:
    text = read(f"---\n{between}\n---\nText.").text

    assert between.strip("\n -") in text
    assert text.endswith("Text.")


def test_links_pictures_and_emphasis_leave_their_words() -> None:
    document = read(
        "See [the *docs*](https://a.example) and <https://b.example>, ![a badge](x.png) `code` and [[Page|wiki]]."
    )

    assert document.text == "See the docs and https://b.example, code and wiki."


def test_code_is_kept_whole_with_its_language_and_signs() -> None:
    code = "```python\n# not a heading\nfor x in y:\n\n    print([1](2), '!!! note')\n```"

    assert read(f"# A\n\n{code}\n\nText.").text == f"# A\n\n{code}\n\nText."


@pytest.mark.parametrize("indent", ["", "   "])
def test_code_with_fences_in_it_gets_a_longer_fence(indent: str) -> None:
    code = f"{indent}```\ninner\n{indent}```"

    assert read(f"~~~\n{code}\n~~~").text == f"````\n{code}\n````"


@pytest.mark.parametrize(
    "note",
    [
        '!!! tip "Mind this"\n    Inner *text*.\n',
        "??? note\n    Mind this\n\n    Inner text.\n",
        ":::tip\n\nMind this\n\nInner text.\n\n:::\n",
        "> [!NOTE]\n> Mind this\n>\n> Inner text.\n",
    ],
    ids=["mkdocs", "folded", "docusaurus", "github"],
)
def test_notes_are_paragraphs(note: str) -> None:
    assert read(f"Before.\n\n{note}\nAfter.").text == "Before.\n\nMind this\n\nInner text.\n\nAfter."


def test_headings_have_the_anchors_that_sites_give_them() -> None:
    document = read("# Set up\n\n## What's new?\n\n## What's new?\n\n## Named {#own}\n\nText.")

    assert [place.anchor for place in document.places] == ["set-up", "whats-new", "whats-new-1", "own"]
    assert document.text == "# Set up\n\n## What's new?\n\n## What's new?\n\n## Named\n\nText."


def test_nested_lists_keep_their_markers_and_depth() -> None:
    assert read("1. One\n2. Two\n   - Inner\n\n3. Three").text == "1. One\n2. Two\n  - Inner\n3. Three"


def test_folded_answers_are_headed_by_their_question() -> None:
    document = read("## FAQ\n\n<details>\n<summary>Why?</summary>\n\nBecause.\n\n</details>")

    assert document.text == "## FAQ\n\n### Why?\n\nBecause."


def test_comments_and_imports_are_not_text() -> None:
    assert read("import Tabs from '@theme/Tabs';\n\n<!-- hidden -->\n\nText.", "guide.mdx").text == "Text."


def test_restructured_text_of_sphinx_is_read_by_its_content() -> None:
    text = """
Guide
=====

:date: 2024-05-01

See :ref:`the label <there>`, :class:`~package.Name` and `a link <https://a.example>`__.

.. versionadded:: 2.0
   It is new.

.. code-block:: python
   :caption: shown
   :emphasize-lines: 1

   open()

.. unknown-thing:: Argument

   Its *content*.
"""

    (document,) = read_documents("guide.rst", text.encode())

    assert document.date == "2024-05-01"
    assert document.text == (
        "# Guide\n\nSee the label, Name and a link.\n\nNew in version 2.0: It is new.\n\n"
        "```python\nopen()\n```\n\nArgument\n\nIts content."
    )
