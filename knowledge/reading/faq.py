"""Lists of questions and answers → "## question" headings with their answers, so that questions are matched and
answers quoted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from knowledge.models import Document
from knowledge.reading.formats import title_from_name
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.writing import TextWriter, written_document

_QUESTION = frozenset(
    """
    question questions q frage fragen pregunta preguntas pergunta perguntas domanda domande vraag vragen spørgsmål
    spørsmål
    fråga frågor kysymys pytanie pytania otázka otázky kérdés întrebare soru вопрос вопросы питання въпрос
    ερώτηση 質問 問い 问题 問題 질문 प्रश्न सवाल السؤال سؤال שאלה pertanyaan prompt utterance utterances query
    """.split()
) | {"câu hỏi", "user question", "question text", "faq question", "titre de la question"}
_ANSWER = frozenset(
    """
    answer answers a antwort antworten réponse réponses respuesta respuestas resposta respostas risposta risposte
    antwoord antwoorden svar vastaus odpowiedź odpowiedzi odpověď odpovede válasz răspuns cevap yanıt ответ ответы
    відповідь отговор απάντηση 回答 答え 答案 答复 답변 उत्तर जवाब الجواب إجابة جواب תשובה jawaban
    response reply solution
    """.split()
) | {"câu trả lời", "trả lời", "answer text", "faq answer", "accepted answer"}
_TAG = re.compile(r"</?(?:p|a|li|ul|ol|div|b|strong|em|i|span|h\d|code|pre|table)\b|<br(?=\s*/?>)", re.IGNORECASE)
_LINK = re.compile(r"!?\[(?P<text>[^\]\n]{0,300}+)\]\((?:https?|mailto|/|#|\.)[^)\s]{0,500}+\)")
_HEADING_MARK = re.compile(r"^(\s{0,3})#{1,6}[ \t]+", re.MULTILINE)
_NO_LETTERS = re.compile(r"[_\W]+")
_MOST_NESTING = 8


def read_entries(name: str, value: object) -> list[Document] | None:
    """One document of all questions in `value`, lists and mappings as JSON and YAML have them; None if it has none.

    Mappings of sections ("Billing": [questions…]) become headings; {"How …?": "answer"} are questions too.
    """
    writer = TextWriter()
    writer.heading(1, title_from_name(name))
    found = sum(_write(writer, value))
    return written_document(name, writer) if found else None


def question_columns(header: Sequence[str]) -> tuple[int, int] | None:
    """Where the question and the answer are in a row with this header; None where it has not both."""
    names = [_plain(title) for title in header]
    question = next((index for index, title in enumerate(names) if title in _QUESTION), None)
    answer = next((index for index, title in enumerate(names) if title in _ANSWER), None)
    return None if question is None or answer is None else (question, answer)


def _write(writer: TextWriter, value: object, level: int = 2) -> Iterator[int]:
    """1 for each question that was written."""
    if level > _MOST_NESTING:
        return
    if isinstance(value, list):
        for one in value:
            yield from _write(writer, one, level)
    elif isinstance(value, dict):
        columns = question_columns([str(key) for key in value])
        if columns:
            cells = list(value.values())
            yield write_entry(writer, _joined(cells[columns[0]], " / "), _joined(cells[columns[1]], "\n\n"))
        else:
            yield from _write_sections(writer, value, level)


def _write_sections(writer: TextWriter, sections: Mapping[object, object], level: int) -> Iterator[int]:
    for key, value in sections.items():
        title = str(key)
        if isinstance(value, str) and title.rstrip().endswith(("?", "？", "؟")):
            yield write_entry(writer, title, value)
        elif isinstance(value, list | dict):
            if len(sections) > 1 and _plain(title) not in _QUESTION:
                writer.heading(1, title)
            yield from _write(writer, value, level + 1)


def write_entry(writer: TextWriter, question: str, answer: str) -> int:
    """1 if it was written: one without an answer is left out."""
    if not question.strip() or not answer.strip():
        return 0
    if _has_markup(answer):
        before = writer.length
        writer.heading(2, question)
        write_markup(writer, _without_headings(answer))
        return int(writer.length != before)
    writer.heading(2, question)
    writer.paragraph(_HEADING_MARK.sub(r"\1", _LINK.sub(lambda link: link["text"], answer)))
    return 1


def _has_markup(text: str) -> bool:
    tag = _TAG.search(text)
    return tag is not None and ">" in text[tag.end() :]


def _without_headings(answer: str) -> HtmlElement:
    root = parse_html(answer)
    for heading in list(root.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        heading.tag = "p"
    return root


def _joined(value: object, separator: str) -> str:
    """Texts, numbers, and lists of them as text."""
    if isinstance(value, list):
        return separator.join(filter(None, (_joined(one, separator) for one in value)))
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _plain(title: str) -> str:
    return " ".join(_NO_LETTERS.sub(" ", title).split()).casefold()
