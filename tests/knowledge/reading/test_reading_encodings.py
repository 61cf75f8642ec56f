import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import UnreadableFile
from knowledge.reading import read_documents


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_the_same_in_every_encoding(encoding: str) -> None:
    text = "Die Straße ist für alle offen – auch am Sonntag. Zoë’s café costs 3 €."

    (document,) = read_documents("a.txt", text.encode(encoding))

    assert document.text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "café"),
        ("cp1252", "¿Qué hora es? Es la una."),
        ("cp1250", "Zażółć gęślą jaźń, proszę o pomoc w tej sprawie."),
        ("cp1251", "Привет, это вопрос о доступе к серверу."),
        ("cp1253", "Καλημέρα, αυτή είναι μια ερώτηση για την πρόσβαση."),
        ("cp1256", "مرحبا بالعالم، هذا سؤال عن الدخول"),
        ("cp932", "日本語のテキストです。質問と回答があります。"),
        ("gb18030", "这是中文文本，有问题和答案。"),
        ("big5", "這是繁體中文的文件，裡面有許多問題和答案。如果您需要幫助，請先閱讀這一頁，再到論壇發問。"),
        ("cp949", "안녕하세요, 이것은 질문과 답변입니다."),
    ],
)
def test_text_of_older_programs_is_recognised(encoding: str, text: str) -> None:
    (document,) = read_documents("a.txt", text.encode(encoding))

    assert document.text == text


@pytest.mark.parametrize("content", [b"\xff\xfe\xfa", b"\xef\xbb\xbfcaf\xe9"], ids=["UTF-16", "UTF-8"])
def test_text_that_is_not_in_the_encoding_of_its_mark_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="was not recognised"):
        read_documents("a.txt", content)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1).filter(str.strip))
def test_utf8_text_stays_as_it_is(text: str) -> None:
    (document,) = read_documents("a.txt", text.encode())

    assert document.text == text.removeprefix("\ufeff")
