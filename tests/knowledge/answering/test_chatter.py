"""What is small talk, and what asks something."""

import pytest

from knowledge.answering.chatter import SmallTalk, is_chatter, small_talk
from knowledge.answering.likeness import reads_like_question


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("greeting", ["hi", "Good morning everyone", "how are you?", "hallo zusammen", "¡Buenos días!", "こんにちは"]),
        (
            "thanks",
            ["Thanks!", "ty bro", "thanks that worked", "Danke, hat geklappt", "спасибо, помогло", "谢谢，解决了"],
        ),
        (
            "help",
            [
                "help",
                "i need help",
                "what can you do?",
                "how do I use you?",
                "/help",
                "was kannst du?",
                "что ты умеешь?",
            ],
        ),
        (
            "chatter",
            ["lol it works now", "Same problem", "please fix this issue", "+1", "bump", "any news?", "poggers"],
        ),
    ],
)
def test_small_talk_is_told_by_what_it_says(kind: SmallTalk, texts: list[str]) -> None:
    assert {text: small_talk(text) for text in texts} == dict.fromkeys(texts, kind)


@pytest.mark.parametrize("text", ["", "🙂", "...", "https://example.org/a?b=c", "<@123> :tada:", "/tps", "!play song"])
def test_message_without_words_of_its_own_asks_nothing(text: str) -> None:
    assert small_talk(text) == "chatter"


@pytest.mark.parametrize(
    ("same", "broken", "thanks"),
    [
        ("same problem here", "still not working", "thank you so much"),
        ("gleiches Problem bei mir", "funktioniert immer noch nicht", "vielen Dank"),
        ("tengo el mismo problema", "todavía no funciona", "muchas gracias"),
        ("j'ai le même problème", "ça ne marche toujours pas", "merci beaucoup"),
        ("mesmo problema aqui", "ainda não funciona", "muito obrigado"),
        ("у меня та же проблема", "всё ещё не работает", "большое спасибо"),
        ("та сама проблема", "досі не працює", "щиро дякую"),
        ("aynı sorun bende de var", "hâlâ çalışmıyor", "çok teşekkürler"),
        ("نفس المشكلة", "لا يعمل", "شكرا جزيلا"),
        ("मुझे भी यही समस्या है", "अभी भी काम नहीं करता", "बहुत धन्यवाद"),
        ("مجھے بھی یہی مسئلہ ہے", "اب بھی کام نہیں کرتا", "بہت شکریہ"),
        ("同じ問題です", "まだ動きません", "ありがとうございます"),
        ("저도 같은 문제가 있어요", "아직도 안돼요", "정말 감사합니다"),
        ("我也有同样的问题", "还是不行", "非常感谢"),
    ],
)
def test_small_talk_is_known_in_every_language_of_the_bot(same: str, broken: str, thanks: str) -> None:
    assert [small_talk(same), small_talk(broken), small_talk(thanks)] == ["chatter", "chatter", "thanks"]


@pytest.mark.parametrize("text", ["THANKSSSS", "sooo coool", "hahahaha", "jajajaja", "ㅋㅋㅋㅋㅋ", "wwww"])
def test_words_that_are_drawn_out_are_known(text: str) -> None:
    assert is_chatter(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who signed?",
        "opening hours",
        "tell me about Tiangong",
        "谁签署了？",
        "autostart",
        "permissions list",
        "known issues",
        "error 404",
        "503",
        "1.21.4",
        "force_move",
        "`help`",
        ".env file",
        "/etc/pihole/custom.list",
    ],
)
def test_topics_and_errors_are_no_small_talk(text: str) -> None:
    assert not is_chatter(text)


@pytest.mark.parametrize(
    "text",
    [
        "how does it work?",
        "how do I fix this",
        "does it work?",
        "what happened?",
        "thanks, and how do I fix it?",
        "hi, where is it",
        "wie geht das",
        "как это работает",
    ],
)
def test_words_that_ask_make_a_question_of_empty_words(text: str) -> None:
    assert not is_chatter(text)


@pytest.mark.parametrize(
    "text",
    [
        "thanks in advance, prefixes disappear",
        "hi, prefixes disappear",
        "help with prefixes",
        "fixed price",
        "same hostname twice",
        "I fixed it by reinstalling, but which version is right?",
        "/rules doesn't work for my members",
    ],
)
def test_small_talk_before_a_question_does_not_hide_it(text: str) -> None:
    assert not is_chatter(text)


@pytest.mark.parametrize("text", ["thanks for the plugin", "I solved it by reinstalling Java", "Same issue on 1.19.2"])
def test_few_other_words_leave_small_talk_what_it_is(text: str) -> None:
    assert is_chatter(text)


def test_long_message_tells_something() -> None:
    assert not is_chatter("thanks, it works now. " * 50)


def test_small_talk_with_a_question_mark_does_not_read_like_a_question() -> None:
    assert not reads_like_question("Still not working?")
