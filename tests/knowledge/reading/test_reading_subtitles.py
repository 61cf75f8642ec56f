import pytest

from knowledge import Document
from knowledge.reading import read_documents


def read(cues: str) -> Document:
    (document,) = read_documents("talk.vtt", f"WEBVTT\nLanguage: de\n\n{cues}".encode())
    return document


def test_comments_styles_and_tags_are_not_said() -> None:
    document = read(
        "NOTE\nsecret\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.000 align:start\n<c.red>Salt &amp; pepper.</c>\n"
    )

    assert (document.text, document.language) == ("Salt & pepper.", "de")


def test_rolling_captions_are_said_once() -> None:
    cues = (
        "01.000 --> 00:02.000\none two",
        "02.000 --> 00:03.000\none two\nthree",
        "03.000 --> 00:04.000\nthree\nfour.",
    )

    document = read("\n\n".join(f"00:{cue}" for cue in cues))

    assert document.text == "one two three four."


def test_other_speakers_begin_paragraphs() -> None:
    document = read("00:01.000 --> 00:02.000\n<v Ann>Who?\n\n00:02.000 --> 00:03.000\n<v Bob>Me.\n")

    assert document.text == "Who?\n\nMe."


def test_times_beyond_an_hour_are_seconds_in_the_anchor() -> None:
    document = read("01:02:03.900 --> 01:02:05.000\nLate.\n")

    assert (document.places[0].label, document.places[0].anchor) == ("01:02:03", "t=3723")


def test_pasted_transcript_is_read_like_subtitles() -> None:
    lines = ["0:00", "Welcome to the raid guide,", "0:04", "which begins at eight.", "1:23", "Bring potions."]

    (document,) = read_documents("raid-guide.txt", "\n".join(lines).encode())

    assert (document.title, document.text) == (
        "Raid guide",
        "Welcome to the raid guide, which begins at eight.\n\nBring potions.",
    )
    assert [(place.label, place.anchor) for place in document.places] == [
        ("00:00:00", "t=0"),
        ("00:00:04", "t=4"),
        ("00:01:23", "t=83"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["[00:00] Welcome to the guide.", "[00:04] Bring potions."],
        ["00:00:00 - Welcome to the guide.", "00:00:04 - Bring potions."],
        ["Anna 0:00", "Welcome to the guide.", "Ben 0:04", "Bring potions."],
        ["0:00 Anna", "Welcome to the guide.", "0:04 Ben", "Bring", "potions."],
        ["00:00 - 00:03", "Welcome to the guide.", "00:04 - 00:06", "Bring potions."],
        [
            "WEBVTT",
            "00:00:00.000 --> 00:00:03.000",
            "Welcome to the guide.",
            "00:00:04.000 --> 00:00:06.000 Bring potions.",
        ],
        [
            "1",
            "00:00:00,000 --> 00:00:03,000",
            "Welcome to the guide.",
            "2",
            "00:00:04,000 --> 00:00:06,000",
            "Bring potions.",
        ],
    ],
)
def test_times_of_a_transcript_may_stand_before_behind_or_between(lines: list[str]) -> None:
    (document,) = read_documents("guide.txt", "\n\n".join(lines).encode())

    assert " ".join(document.text.split()) == "Welcome to the guide. Bring potions."
    assert [place.label for place in document.places] == ["00:00:00", "00:00:04"]


@pytest.mark.parametrize(
    "text",
    ["18:00 Doors open.\n19:00 The raid begins.", "0:00\n0:04\n0:08", "12:30 PM is lunch.\nIt is free.\nAll may come."],
)
def test_timetables_and_bare_times_stay_as_they_are(text: str) -> None:
    (document,) = read_documents("day.txt", text.encode())

    assert (document.title, document.text) == ("Day", text)


def test_title_over_a_transcript_is_its_title() -> None:
    lines = ["How to raid", "0:00", "Welcome to the guide.", "0:04", "Bring potions.", "0:09", "Be kind."]

    (document,) = read_documents("guide.txt", "\n".join(lines).encode())

    assert (document.title, document.text) == (
        "How to raid",
        "How to raid\n\nWelcome to the guide.\n\nBring potions.\n\nBe kind.",
    )
    assert [document.text[place.start :].split()[0] for place in document.places] == ["Welcome", "Bring", "Be"]
