"""Questions in JSON and YAML: several at once, and values as they are written."""

import pytest

from knowledge.reading import read_documents

HEADED = "# Faq\n\n## Why?\n\nBecause."


def text_of(name: str, content: str) -> str:
    (document,) = read_documents(name, content.encode())
    return document.text


@pytest.mark.parametrize(
    "content",
    [
        '{"question": ["Why?", "When?"], "answer": ["Because.", "Now."]}',
        '[{"question": {"en": "Why?", "de": "When?"}, "answer": {"en": "Because.", "de": "Now."}}]',
        '[{"title": "Why?", "content": "Because.", "faqs": []}, ["When?", "Now."]]',
    ],
)
def test_questions_of_a_table_and_in_several_languages_are_several(content: str) -> None:
    assert text_of("faq.json", content) == f"{HEADED}\n\n## When?\n\nNow."


@pytest.mark.parametrize("held", ['[{"q": "When?", "a": "Friday."}]', '{"When?": "Friday."}'])
def test_what_an_article_holds_stands_below_it(held: str) -> None:
    content = f'[{{"title": "Raids", "body": "Every week.", "faqs": {held}, "author": {{"name": "Z", "value": "z"}}}}]'

    assert text_of("faq.json", content) == "# Faq\n\n## Raids\n\nEvery week.\n\n## When?\n\nFriday."


@pytest.mark.parametrize("answer", ["8:30", "1.50", "0123", "2024-05-01", "yes", "12_000", "1e3"])
def test_answers_of_yaml_stay_as_they_are_written(answer: str) -> None:
    assert text_of("faq.yaml", f"- question: Why?\n  answer: {answer}") == f"# Faq\n\n## Why?\n\n{answer}"


@pytest.mark.parametrize("answer", ["1.50", "12000000000000000000000", "true"])
def test_answers_of_json_stay_as_they_are_written(answer: str) -> None:
    assert text_of("faq.json", f'{{"Q": "Why?", "A": {answer}}}') == f"# Faq\n\n## Why?\n\n{answer}"


@pytest.mark.parametrize("name", ["all.jsonl", "all.json"])
def test_documents_may_have_numbers_as_ids(name: str) -> None:
    written = '{"id": 7, "title": "A", "text": "One."}'

    assert [one.id for one in read_documents(name, (written if name == "all.jsonl" else f"[{written}]").encode())] == [
        "7"
    ]
