"""AsciiDoc and Org: what is shown of them."""

import pytest

from knowledge.reading import read_documents


def text_of(name: str, text: str) -> str:
    (document,) = read_documents(name, text.encode())
    return document.text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See https://a.example[the *docs*^] and xref:x.adoc#y[this page].", "See the docs and this page."),
        ("See <<rules,the rules>> and <<the-end>>.", "See the rules and the end."),
        ("Use `supports_templates` and _really_ *do* it.", "Use supports_templates and really do it."),
        ("WARNING: Do not press it.", "Do not press it."),
        ("[NOTE]\n====\nMind this.\n====", "Mind this."),
        (".Prices\n|===\n|Plan |Price\n\n|Pro |12\n|===", "Prices\n\nPlan: Pro | Price: 12"),
        ('[%header,cols="1,1"]\n|===\n|Plan\n|Price\n|Pro\n|12\n|===', "Plan: Pro | Price: 12"),
        ("[source,bash]\n----\nrun `x` # <1>\n----\n<1> It runs.", "```bash\nrun `x`\n```\n\n1. It runs."),
        ("```ruby\nputs *1*\n```", "```ruby\nputs *1*\n```"),
        ("* One\n** Two\n. Three", "- One\n  - Two\n1. Three"),
        ("* [x] Done\n+\nMore of it.", "- Done\n- More of it."),
        ("CPU:: The brain.\nRAM::\n  The memory.", "CPU\nThe brain.\nRAM\nThe memory."),
        ("// a comment\n////\nmore\n////\nShown.", "Shown."),
        ("include::other.adoc[]\nifdef::x[]\nShown.\nendif::x[]", "Shown."),
        ("image::map.png[A map]\n\nShown image:x.png[y] here.", "Shown here."),
    ],
)
def test_asciidoc_is_read_as_it_is_shown(written: str, shown: str) -> None:
    assert text_of("guide.adoc", written) == shown


def test_title_and_attributes_of_asciidoc_are_facts() -> None:
    header = "= The guide\nA. Writer <a@b.example>\nv1.0, 2024-05-01\n:product: Raidbot\n:url: https://a.example/g"

    (document,) = read_documents("guide.adoc", f"{header}\n\nUse {{product}}.".encode())

    assert (document.title, document.url, document.text) == (
        "The guide",
        "https://a.example/g",
        "# The guide\n\nUse Raidbot.",
    )


def test_anchors_of_asciidoc_are_places() -> None:
    (document,) = read_documents("guide.adoc", b"= Guide\n\n[[own]]\n== Rules\n\nBe kind.")

    assert [(place.start, place.anchor) for place in document.places] == [(9, "own")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("* TODO [#A] Rules :tag:\nBe *kind* and /fair/.", "# Rules\n\nBe kind and fair."),
        ("See [[https://a.example][the docs]] and [[file:x.org]].", "See the docs and x.org."),
        ("#+BEGIN_SRC sh\nrun *x*\n#+END_SRC", "```sh\nrun *x*\n```"),
        ("#+begin_quote\nBe kind.\n#+end_quote", "Be kind."),
        ("- [X] One\n  - Two\n1. Three", "- One\n  - Two\n1. Three"),
        ("| Plan | Price |\n|------+-------|\n| Pro  | 12    |", "Plan: Pro | Price: 12"),
        (":PROPERTIES:\n:ID: x\n:END:\n# a comment\nShown.", "Shown."),
        ("* Raid\nSCHEDULED: <2024-05-01>\nCome.", "# Raid\n\nCome."),
        ("#+begin_src sh\nnever ends", "never ends"),
    ],
)
def test_org_is_read_as_it_is_shown(written: str, shown: str) -> None:
    assert text_of("guide.org", written) == shown


@pytest.mark.parametrize("name", ["server.log", "notes.text"])
def test_logs_and_other_names_of_text_are_read_as_text(name: str) -> None:
    assert text_of(name, "Be kind to every member.") == "Be kind to every member."
