"""Which column, or field, holds the question, the answer and the category, by what people call them."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

_QUESTION = frozenset(
    """
    question questions q frage fragen pregunta preguntas pergunta perguntas domanda domande vraag vragen
    spørgsmål spørsmål fråga frågor kysymys pytanie pytania otázka otázky kérdés întrebare soru soruları
    вопрос вопросы питання запитання въпрос ερώτηση 質問 問い 问题 問題 질문 문의 प्रश्न सवाल السؤال سؤال سوال
    שאלה pertanyaan prompt utterance utterances pattern patterns query faq faqs problem problems issue inquiry enquiry
    intrebare întrebări sorusu sorular soruları sorulan أسئلة الأسئلة اسئلة الاسئلة سوالات सवालों प्रश्नों
    問 问 提问 提問 疑问
    """.split()
) | {"câu hỏi", "titre de la question"}
_ANSWER = frozenset(
    """
    answer answers a antwort antworten réponse réponses respuesta respuestas resposta respostas risposta
    risposte antwoord antwoorden svar vastaus odpowiedź odpowiedzi odpověď odpovede válasz răspuns cevap yanıt
    ответ ответы відповідь отговор απάντηση 回答 答え 答案 答复 答覆 답변 대답 उत्तर जवाब الجواب الإجابة إجابة
    جواب תשובה jawaban response responses reply solution resolution reponse reponses raspuns răspunsuri odpowiedz
    cevabı cevabımız cevaplar cevapları yanit yanıtı yanıtımız yanıtlar yanıtları lösung solución solução çözüm
    решение рішення جوابنا جوابات إجابتنا إجابات الإجابات اجابة الاجابة الرد ردنا जवाबों उत्तरों
    答 解答 回复 回覆 応答 解决方案 解決方法 해결
    """.split()
) | {"câu trả lời", "trả lời"}
_CATEGORY = frozenset(
    """
    category categories section topic group area kategorie thema themenbereich bereich rubrik abschnitt
    categoría sección tema catégorie rubrique thème categoria seção secção tópico категория раздел тема
    категорія розділ 类别 分类 類別 分類 カテゴリー カテゴリ 카테고리 분류 주제 الفئة القسم الموضوع श्रेणी
    विषय kategori konu bölüm زمرہ موضوع
    """.split()
)
_OTHER = frozenset(
    """
    id ids nr no num number count date time created updated author by votes score rating url link links source
    status type tags language lang locale datum anzahl autor quelle fecha número fuente auteur nombre numéro
    data fonte автор дата номер ссылка источник статус посилання джерело sayısı tarih yazar 日期 编号 作者
    链接 时间 時間 类型 類型 状态 質問者 回答者 質問日 回答日 質問数 回答数 提问者 提问人 回答人
    질문자 답변자 질문일 답변일 질문수
    유형 상태 일시 日付 番号 リンク 날짜 번호 링크 تاريخ رقم رابط दिनांक संख्या लिंक تاریخ نمبر لنک
    """.split()
)
"""Beside "question" in a name: it is not the question itself."""
_NO_LETTERS = re.compile(r"(?:_|[^\w\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff])+")
"""Signs that stand on or behind letters of Hindi, Arabic or Thai are part of them."""
_MOST_WORDS = 4
"""Of a name that is not in the list but holds a word of it: "Customer question", "Question (EN)"."""
_SHORTEST = 3
"""Latin letters of such a word: "a" and "q" are parts of sentences, too."""
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}")
"""Words of two such signs, Chinese, Japanese or Korean, are found inside of others: "よくある質問", "질문내용"."""


def question_columns(header: Sequence[str]) -> tuple[int, int] | None:
    """Where the question and the answer are in a row with this header; None where it has not both."""
    names = [plain_name(title) for title in header]
    question, answer = _column(names, _QUESTION), _column(names, _ANSWER)
    return None if question is None or answer is None or question == answer else (question, answer)


def category_column(header: Sequence[str]) -> int | None:
    """Where what groups the questions is."""
    return _column([plain_name(title) for title in header], _CATEGORY)


def is_category(name: str) -> bool:
    """Whether a field of this name holds what groups the questions."""
    return plain_name(name) in _CATEGORY


def is_question(name: str) -> bool:
    """Whether it is a word for questions and no name of a group of them."""
    return plain_name(name) in _QUESTION


def plain_name(title: str) -> str:
    """Letters and digits alone, in lower case."""
    return " ".join(_NO_LETTERS.sub(" ", title).split()).casefold()


def _column(names: Sequence[str], words: frozenset[str]) -> int | None:
    """The first that is such a word, else the first that holds one."""
    exact = (number for number, name in enumerate(names) if name in words)
    holding = (number for number, name in enumerate(names) if _holds(name, words))
    return next(chain(exact, holding), None)


def _holds(name: str, words: Iterable[str]) -> bool:
    parts = name.split()
    if not 0 < len(parts) <= _MOST_WORDS or not _OTHER.isdisjoint(parts):
        return False
    if any(part in words for part in parts if len(part) >= _SHORTEST or not part.isascii()):
        return True
    return bool(_NO_SPACES.search(name)) and _inside(name, words) and not _inside(name, _OTHER)


def _inside(name: str, words: Iterable[str]) -> bool:
    return any(word in name for word in words if _NO_SPACES.search(word))
