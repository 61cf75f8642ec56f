"""What a message asks, what it tells, and the errors that it shows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.messages import Message, take_apart

LOG = """Hey guys, my server crashes on startup, what can I do?
```
[12:01:33 ERROR]: [LuckPerms] Could not load database: Access denied
[Server thread/WARN]: Disabling plugin
java.sql.SQLException: Access denied for user 'root'
\tat me.lucko.Storage.open(Storage.java:123) ~[?:?]
```
thanks in advance!"""
TRACEBACK = """Traceback (most recent call last):
  File "main.py", line 12, in <module>
ModuleNotFoundError: No module named 'discord'"""


@pytest.mark.parametrize(
    "text",
    [
        "Who signed the agreement?",
        "  how do i enter  ",
        "What did Dr. Smith say in St. Louis?",
        'When was "The Eleventh Hour" shown?',
        "prefix not showing in chat",
        "autostart",
        "morning shift times",
        "¿Qué pasa con el paquete?",
        "怎么安装？",
        "thanks, that worked!",
        "",
    ],
)
def test_plain_question_comes_back_unchanged(text: str) -> None:
    assert take_apart(text) == Message(text, "", ())


@pytest.mark.parametrize(
    ("text", "question", "story"),
    [
        (
            "i cant sing but i have a vocaloid. does a song with lyrics lose points?",
            "does a song with lyrics lose points?",
            "i cant sing but i have a vocaloid.",
        ),
        (
            "Ich habe es installiert. Leider fehlen die Rechte. Wie setze ich die Gruppe?",
            "Wie setze ich die Gruppe?",
            "Ich habe es installiert. Leider fehlen die Rechte.",
        ),
        ("我装了插件，但是没有权限。怎么设置默认组？", "怎么设置默认组？", "我装了插件，但是没有权限。"),
        ("قمت بتثبيت البوت. كيف أضيف الصلاحيات؟", "كيف أضيف الصلاحيات؟", "قمت بتثبيت البوت."),
        ("PaperSpigot runs fine. where do i get Skript", "where do i get Skript", "PaperSpigot runs fine."),
    ],
)
def test_question_is_told_from_the_story_around_it(text: str, question: str, story: str) -> None:
    assert take_apart(text) == Message(question, story, ())


def test_question_that_names_nothing_leans_on_the_sentence_before_it() -> None:
    taken = take_apart("I run Paper. The prefixes disappear after a restart. How do I fix that?")

    assert taken == Message("The prefixes disappear after a restart. How do I fix that?", "I run Paper.", ())


def test_story_without_a_question_is_the_question() -> None:
    assert take_apart("Hi! When people join they get no group. I use MySQL.").question == (
        "When people join they get no group. I use MySQL."
    )


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("hey guys, how do i fly", "how do i fly"),
        ("Hello everyone! How do I fly?", "How do I fly?"),
        ("Hallo zusammen, wie kann ich fliegen?", "wie kann ich fliegen?"),
        ("how do i fly, thanks in advance!", "how do i fly"),
        ("Comment voler ? Merci d'avance", "Comment voler ?"),
        ("<@123> how do i fly <:sad:456>", "how do i fly"),
        ("how do i fly https://example.org/fly", "how do i fly"),
        ("how do i fly\nimage.png", "how do i fly"),
    ],
)
def test_courtesies_mentions_links_and_attachments_are_left_out(text: str, question: str) -> None:
    assert take_apart(text) == Message(question, "", ())


def test_log_is_told_without_times_levels_and_places() -> None:
    assert take_apart(LOG) == Message(
        "my server crashes on startup, what can I do?",
        "LuckPerms",
        (
            "Could not load database: Access denied",
            "Disabling plugin",
            "java.sql.SQLException: Access denied for user 'root'",
            "at me.lucko.Storage.open(Storage.java)",
        ),
    )


def test_error_alone_is_what_is_asked() -> None:
    taken = take_apart(TRACEBACK)

    assert taken.question == taken.errors[0] == "ModuleNotFoundError: No module named 'discord'"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('It said "No changes were applied." What now?', "No changes were applied."),
        ("I get the message: No changes were applied. What now?", "No changes were applied."),
        ("When I start it I get `Error: no space left`, any idea?", "Error: no space left"),
        ("how to fix this? java.lang.BadVersionError: too new", "java.lang.BadVersionError: too new"),
    ],
)
def test_error_within_a_sentence_is_found_and_stays_there(text: str, error: str) -> None:
    taken = take_apart(text)

    assert taken.errors == (error,)
    assert error in f"{taken.question} {taken.story}"


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("why?\n```\nSo it says\n```\nit broke", Message("why? it broke", "", ("So it says",))),
        ("it broke ```So it says\nthen this``` why?", Message("it broke why?", "", ("So it says", "then this"))),
        ("it broke\n```java\nint x = 1;```", Message("it broke", "", ("int x = 1;",))),
        ("how do i end this ```", Message("how do i end this ```", "", ())),
    ],
)
def test_code_is_what_stands_between_two_fences(text: str, taken: Message) -> None:
    assert take_apart(text) == taken


@given(
    st.lists(st.sampled_from([*LOG.splitlines(), "It broke.", "why?", "- item", "a: Long text is here", '"so', "`x y"]))
)
def test_no_word_is_lost_but_courtesies(lines: list[str]) -> None:
    text = "\n".join(lines)

    taken = take_apart(text)

    kept = words(" ".join((taken.question, taken.story, *taken.errors)))
    courtesies = words("hey guys thanks in advance 12 01 33 error server thread warn 123")
    assert words(text) - kept <= courtesies


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))
