import json

import pytest

from knowledge import UnreadableFile
from knowledge.reading import read_documents

HEADED = "# Faq\n\n## Why?\n\nBecause."


def text_of(name: str, content: str) -> str:
    (document,) = read_documents(name, content.encode())
    return document.text


@pytest.mark.parametrize(
    "header",
    [
        "Question,Answer",
        "Q,A",
        "Frage;Antwort",
        "Pregunta\tRespuesta",
        "Вопрос;Ответ",
        "質問,回答",
        "السؤال|الجواب",
        "user_question,Answer",
        "Customer question,Our answer",
        "Question (EN),Answer (EN)",
        "Häufige Frage;Unsere Antwort",
        "Pregunta del cliente;Respuesta corta",
        "Question du client;Notre réponse",
        "Pergunta do cliente;Nossa resposta",
        "Вопрос клиента;Наш ответ",
        "Питання клієнта;Наша відповідь",
        "常见问题;标准答案",
        "よくある質問;回答内容",
        "자주 묻는 질문;표준 답변",
        "سؤال العميل;الإجابة المعتمدة",
        "ग्राहक का प्रश्न;हमारा उत्तर",
        "Müşteri sorusu;Verilen cevap",
        "سوال;جواب",
        "Sıkça sorulan sorular;Yanıtlarımız ve yanıtlar",
        "Müşteri sorusu;Cevabımız",
        "أسئلة العملاء;جوابنا",
        "سؤال العميل;الرد المعتمد",
        "問;答",
        "提问;官方回复",
        "질문내용;답변내용",
        "Întrebare;Raspuns",
        "FAQ,Official response",
        "Problem,Solution",
    ],
)
def test_columns_are_recognised_in_many_languages_and_between_any_separators(header: str) -> None:
    separator = next(sign for sign in ",;\t|" if sign in header)

    assert text_of("faq.csv", f"{header}\nWhy?{separator}Because.\n") == HEADED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("faq.json", '{"faq": [{"question": "Why?", "answer": "Because."}]}'),
        ("faq.json", '[{"id": 1, "Q": "Why?", "A": ["Because."]}]'),
        ("faq.json", '{"Why?": "Because."}'),
        ("faq.yaml", "- frage: Why?\n  antwort: Because."),
        ("faq.yml", "Why?: Because."),
        ("faq.jsonl", '{"prompt": "Why?", "response": "Because."}'),
        ("faq.jsonl", '{"prompt": "Why?", "completion": "Because."}'),
        ("faq.jsonl", '{"instruction": "Why?", "input": "", "output": "Because."}'),
        (
            "faq.jsonl",
            '{"id": 1, "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}, '
            '{"role": "assistant", "content": "Because."}]}',
        ),
        ("faq.json", '[{"conversations": [{"from": "human", "value": "Why?"}, {"from": "gpt", "value": "Because."}]}]'),
        (
            "faq.json",
            '{"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Why?", '
            '"acceptedAnswer": {"@type": "Answer", "text": "<p>Because.</p>"}}]}',
        ),
        (
            "faq.json",
            '{"@graph": [{"@type": "FAQPage", "mainEntity": {"@type": "Question", "name": "Why?", '
            '"acceptedAnswer": [{"text": "Because."}]}}]}',
        ),
        (
            "faq.json",
            '[{"messages": [{"role": "user", "content": [{"type": "text", "text": "Why?"}]}, '
            '{"role": "assistant", "content": null, "tool_calls": [{"id": "1"}]}, '
            '{"role": "assistant", "content": [{"type": "text", "text": "Because."}]}]}]',
        ),
        (
            "faq.json",
            '{"@type": ["FAQPage"], "mainEntity": [{"@type": ["Question"], "name": "Why?", '
            '"acceptedAnswer": {"text": "Because."}}]}',
        ),
        (
            "faq.json",
            '{"data": [{"paragraphs": [{"qas": [{"question": "Why?", "answers": [{"text": "Because."}]}]}]}]}',
        ),
        ("faq.json", '{"articles": [{"title": "Why?", "content": "Because."}]}'),
        ("faq.json", '[{"title": {"rendered": "Why?"}, "content": {"rendered": "<p>Because.</p>"}}]'),
        ("faq.json", '{"data": [{"id": 1, "attributes": {"question": "Why?", "answer": "Because."}}]}'),
        ("faq.json", '{"1": {"question": "Why?", "answer": "Because."}}'),
        ("faq.json", '[["Why?", "Because."]]'),
        ("faq.json", '{"intents": [{"tag": "why", "patterns": ["Why?"], "responses": ["Because."]}]}'),
        ("faq.json", '{"question": {"0": "Why?"}, "answer": {"0": "Because."}}'),
        ("faq.json", '[{"term": "Why?", "definition": "Because."}]'),
        ("faq.json", '{"embeds": [{"title": "Why?", "description": "Because."}]}'),
        ("faq.jsonl", '{"id": 1, "q": "Why?", "a": "Because."}'),
        ("faq.jsonl", '{"title": "Why?", "text": "Because."}'),
        ("faq.csv", "sep=;\nquestion;answer\nWhy?;Because."),
        ("faq.csv", "Guild FAQ,\n,\nQuestion,Answer\nWhy?,Because."),
        ("faq.csv", "Why?,Because."),
        ("faq.csv", "nr,text,reply text\n1,Why?,Because."),
        ("faq.csv", "Question ID,Question,Answer date,Answer\n7,Why?,2024-05-01,Because."),
    ],
)
def test_lists_are_recognised_in_the_shapes_that_people_give_them(name: str, content: str) -> None:
    assert text_of(name, content) == HEADED


def test_talk_of_several_turns_is_several_questions() -> None:
    turns = [("user", "When?"), ("assistant", "Friday."), ("user", "Where?"), ("assistant", "Here.")]
    messages = [{"role": role, "content": said} for role, said in turns]

    assert text_of("faq.jsonl", json.dumps({"messages": messages})) == (
        "# Faq\n\n## When?\n\nFriday.\n\n## Where?\n\nHere."
    )


def test_title_above_a_table_is_a_paragraph() -> None:
    text = text_of("plans.csv", "Plans of 2024,\nPlan,Price\nPro,12\nFree,0")

    assert text == "# Plans\n\nPlans of 2024\n\nPlan: Pro | Price: 12\nPlan: Free | Price: 0"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("See [the docs](https://a.example/b).", "See the docs."),
        ("<p>One.</p><h2>Two</h2><ul><li>Three</ul>", "One.\n\nTwo\n\n- Three"),
        ("# One\nTwo", "One\n\nTwo"),
        ("Run:\n```sh\n# as root\nstart\n```", "Run:\n\n```sh\n# as root\nstart\n```"),
        ("It is **on Friday**:\n\n1. Come.\n2. Play.", "It is on Friday:\n\n1. Come.\n2. Play."),
        ("2 * 3 * 4 < 25 and snake_case_name", "2 * 3 * 4 < 25 and snake_case_name"),
    ],
)
def test_answers_are_plain_text_and_never_headings(answer: str, text: str) -> None:
    assert (
        text_of("faq.jsonl", f'{{"question": "Why?", "answer": "{answer}"}}'.replace("\n", "\\n"))
        == f"# Faq\n\n## Why?\n\n{text}"
    )


@pytest.mark.parametrize(
    "content",
    ["Ask.\n\n## Steps\n\nOne.\n\n### Late\n\nTwo.", "# Join\n\nAsk.\n\n# Steps\n\nOne.\n\n## Late\n\nTwo."],
)
def test_headings_of_an_article_stand_below_its_title(content: str) -> None:
    assert text_of("help.json", json.dumps([{"title": "Join", "content": content}])) == (
        "# Help\n\n## Join\n\nAsk.\n\n### Steps\n\nOne.\n\n#### Late\n\nTwo."
    )


@pytest.mark.parametrize(
    "header",
    [
        "Question ID,Answer date",
        "Number of questions,Answered by",
        "質問者,回答日",
        "질문번호,답변자",
        "问题类型,回答时间",
    ],
)
def test_columns_about_questions_are_not_the_questions(header: str) -> None:
    first, second = header.split(",")

    assert text_of("list.csv", f"{header}\nZoë,12\n") == f"# List\n\n{first}: Zoë | {second}: 12"


def test_questions_without_an_answer_are_left_out() -> None:
    assert text_of("faq.csv", "question,answer\nWhy?,Because.\nWhen?,\n") == HEADED


def test_csv_without_questions_is_a_table() -> None:
    assert (
        text_of("prices.csv", "Plan,Price\nFree,0 €\nPro,12 €\n")
        == "# Prices\n\nPlan: Free | Price: 0 €\nPlan: Pro | Price: 12 €"
    )


def test_json_may_hold_documents() -> None:
    documents = read_documents("all.json", b'[{"id": "a", "title": "A", "text": "One."}]')

    assert [(document.id, document.text) for document in documents] == [("a", "One.")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", '{"a": 1}', "it holds no questions with answers and no documents"),
        ("a.json", '[{"a": 1}\n,]', "line 2 is not valid JSON"),
        ("a.json", "[" * 100_000, "it is nested deeper"),
        ("a.yaml", "a: [", "is not valid YAML"),
        ("a.yaml", "[" * 1000, "it is nested deeper"),
        ("a.yaml", "a: &x [1]\nb: [*x, *x]", "it repeats parts by reference"),
        ("a.yaml", "!!python/object/apply:os.system ['true']", "is not valid YAML"),
        ("a.csv", "question,answer\nWhy?,\n", "it has no text"),
        ("a.srt", "Hello.", "it has no times"),
    ],
)
def test_lists_that_cannot_be_read_say_where_and_why(name: str, content: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        text_of(name, content)
