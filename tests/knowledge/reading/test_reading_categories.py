"""Categories of questions are the headings over them."""

import pytest

from knowledge.reading import read_documents


def text_of(name: str, content: str) -> str:
    (document,) = read_documents(name, content.encode())
    return document.text


def test_sections_of_questions_become_headings() -> None:
    content = '{"Billing": [{"q": "How much?", "a": "12 €."}], "Login": [{"q": "Where?", "a": "Here."}]}'

    assert (
        text_of("faq.json", content) == "# Faq\n\n# Billing\n\n## How much?\n\n12 €.\n\n# Login\n\n## Where?\n\nHere."
    )


def test_fields_without_questions_are_no_headings() -> None:
    content = '{"tags": ["a"], "made by": {"name": "Zoë"}, "Billing": [{"q": "How much?", "a": "12 €."}]}'

    assert text_of("faq.json", content) == "# Faq\n\n# Billing\n\n## How much?\n\n12 €."


def test_category_is_the_heading_over_its_questions_wherever_it_stands() -> None:
    rows = "Category,Question,Answer\nRaids,When?,Friday.\nLoot,Whose?,Yours.\nRaids,Where?,Here.\n"
    expected = "# Faq\n\n# Raids\n\n## When?\n\nFriday.\n\n## Where?\n\nHere.\n\n# Loot\n\n## Whose?\n\nYours."

    assert text_of("faq.csv", rows) == expected


@pytest.mark.parametrize(
    "rows",
    [
        "Category,Question,Answer\nRaids,When?,Friday.\n,Where?,Here.\nLoot,Whose?,Yours.\n",
        "Question,Answer\nRaids,\nWhen?,Friday.\nWhere?,Here.\nLoot,\nWhose?,Yours.\nMade in May,\n",
    ],
)
def test_category_that_stands_once_is_that_of_the_questions_below_it(rows: str) -> None:
    expected = "# Faq\n\n# Raids\n\n## When?\n\nFriday.\n\n## Where?\n\nHere.\n\n# Loot\n\n## Whose?\n\nYours."

    assert text_of("faq.csv", rows) == expected


def test_topic_without_an_answer_is_no_category_where_topics_are_not_asked() -> None:
    rows = "Question,Answer\nPassword,\nLogin,Use the site.\n"

    assert text_of("faq.csv", rows) == "# Faq\n\n## Login\n\nUse the site."


def test_categories_in_categories_are_headings_of_their_own_level() -> None:
    inner = '{"topic": "Loot", "questions": [{"q": "Whose?", "a": "Yours."}]}'
    content = f'{{"faqs": [{{"category": "Raids", "items": [{{"q": "When?", "a": "Friday."}}, {inner}]}}]}}'

    assert text_of("faq.json", content) == (
        "# Faq\n\n# Raids\n\n## When?\n\nFriday.\n\n## Loot\n\n### Whose?\n\nYours."
    )
