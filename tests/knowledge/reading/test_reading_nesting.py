"""What stands inside of what in Markdown: lists, notes, panels, code."""

from knowledge import Document
from knowledge.reading import read_documents


def read(text: str, name: str = "guide.md") -> Document:
    (document,) = read_documents(name, text.encode())
    return document


def test_list_of_eleven_levels_keeps_all_of_them() -> None:
    levels = "\n".join(f"{'    ' * depth}- level {depth}" for depth in range(11))

    text = read(f"{levels}\n\n## After\n\nThe end.").text

    expected = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(11))
    assert text == f"{expected}\n\n## After\n\nThe end."


def test_what_is_set_in_is_code_in_markdown_and_not_in_mdx() -> None:
    text = "Before.\n\n    Set in.\n"

    assert read(text).text == "Before.\n\n```\nSet in.\n```"
    assert read(text, "guide.mdx").text == "Before.\n\nSet in."


def test_notes_in_lists_stay_in_their_items() -> None:
    text = read('1. First.\n\n    !!! tip "Mind this"\n\n        Inner.\n\n2. Second.').text

    assert text == "1. First.\n   Mind this\n   Inner.\n2. Second."


def test_what_is_set_in_below_a_component_does_not_belong_to_a_list_before_it() -> None:
    text = read('- One\n- Two\n\n<Tabs>\n  <Tab title="Linux">\n    Run it.\n  </Tab>\n</Tabs>', "g.mdx").text

    assert text == "- One\n- Two\n\n## Linux\n\nRun it."


def test_notes_in_notes_end_where_they_are_set_out() -> None:
    text = read(
        '!!! tip "Mind this"\n\n    Inner.\n\n    ??? note "More"\n\n        Deep.\n\n    Inner again.\n\nAfter.'
    ).text

    assert text == "Mind this\n\nInner.\n\n## More\n\nDeep.\n\nInner again.\n\nAfter."


def test_headings_in_a_panel_stand_below_its_label() -> None:
    text = read("## Install\n\n::: details Linux\n# Rights\nRun it.\n:::\n\nAfter.\n\n### Next\n\nEnd.").text

    assert text == "## Install\n\n### Linux\n\n#### Rights\n\nRun it.\n\nAfter.\n\n### Next\n\nEnd."


def test_code_of_every_dialect_stays_letter_for_letter() -> None:
    code = '```mdx\nimport A from "a"\n:::tip\n{/* c */}\n<Card title="x">\n{% tab %}\n```'

    assert read(f"<Tip>\n\n{code}\n\n</Tip>", "guide.mdx").text == code


def test_title_that_looks_like_a_list_or_heading_is_text() -> None:
    text = read(
        '<Accordion title="1. Pay first">\nA.\n</Accordion>\n<Accordion title="# of raids">\nB.\n</Accordion>', "g.mdx"
    ).text

    assert text == "## 1. Pay first\n\nA.\n\n## # of raids\n\nB."
