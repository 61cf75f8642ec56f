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
