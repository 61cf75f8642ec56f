"""AsciiDoc: what is shown of it."""

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
        ("* One\n** Two\n. Three", "- One\n  - Two\n    1. Three"),
        ("* [x] Done\n+\nMore of it.", "- Done\n- More of it."),
        ("CPU:: The brain.\nRAM::\n  The memory.", "CPU\nThe brain.\nRAM\nThe memory."),
        ("// a comment\n////\nmore\n////\nShown.", "Shown."),
        ("include::other.adoc[]\nifdef::x[]\nShown.\nendif::x[]", "Shown."),
        ("image::map.png[A map]\n\nShown image:x.png[y] here.", "Shown here."),
        ("* One\n- Two\n* Three\n. Four\n. Five", "- One\n  - Two\n- Three\n  1. Four\n  2. Five"),
        ("Rules\n-----\nBe kind.", "## Rules\n\nBe kind."),
        ("Run:\n\n  quoth run\n  quoth ask\n\nDone.", "Run:\n\n```\nquoth run\nquoth ask\n```\n\nDone."),
        ("[source%linenums,bash]\nquoth run", "```bash\nquoth run\n```"),
        ("ifdef::env-github[]\nNot here.\nendif::[]\nifndef::env-github[Shown.]", "Shown."),
        (":edition: pro\nifndef::edition[]\nNot here.\nendif::[]\nifdef::edition[Shown.]", "Shown."),
        (":about: one \\\n  and two\n\nOf {about}.", "Of one and two."),
        ('See https://a.example[Docs, for all,window=_blank] and xref:a/b.adoc["x, y"].', "See Docs and x, y."),
        ("See https://a.example[the docs, all of them].", "See the docs, all of them."),
        (
            "See <<own>>, <<_be_kind>> and xref:guides/set-up.adoc[].\n\n[#own]\n== Rules\n\n== Be kind",
            "See Rules, Be kind and set up.\n\n## Rules\n\n## Be kind",
        ),
        ("Use javadoc:org.example.Raid[format=annotation] and configprop:raid.size[].", "Use Raid and raid.size."),
        ("Press kbd:[Ctrl,T], then menu:File[Save > As] and btn:[OK].", "Press Ctrl+T, then File › Save › As and OK."),
        ("All ``Raid``s of `+{name}+`, \\{name} and \\*this*.", "All Raids of {name}, {name} and *this*."),
        ("It takes 2^10^ rounds.footnote:[At least.] (C) &#169;", "It takes 210 rounds. (At least.) © ©"),
        ('"`Be kind`" is what the guild`\'s rules say((rules)).', "“Be kind” is what the guild’s rules sayrules."),
        ("The image:m.png[map of the north] shows it.", "The map of the north shows it."),
        (
            "[tabs]\n====\nLinux::\n+\n--\nRun it.\n--\nmacOS:: Open it.\n====",
            "## Linux\n\nRun it.\n\n## macOS\n\nOpen it.",
        ),
        ("[%collapsible]\n.How do I join?\n====\nAsk.\n====", "## How do I join?\n\nAsk."),
        ("[qanda]\nHow do I join?::\n  Ask.", "## How do I join?\n\nAsk."),
        ('[cols="2*"]\n|===\n|a |b\n|c |d\n|===', "a | b\nc | d"),
        ("|===\n|a .2+|both\n|b\n|===", "a | both\nb | both"),
        ("See https://a.example[the docs of javadoc:a.Raid[]].", "See the docs of Raid."),
        ("Run it:\n[source,sh]\n----\nquoth\n----", "Run it:\n\n```sh\nquoth\n```"),
        ("|=====\n|a |b\n|=====", "a | b"),
        ("|===\n|a|d\n|===", "a | d"),
        ("|===\nstray\n|a |b\n|===", "a\nb"),
        ("|===\n2+|wide |x\n|a |b |c\n|===", "wide | x\na | b | c"),
        (
            '[%header,cols="1,1a"]\n|===\n|Key |Example\n|size\n|[source]\nsize: 2 \\| 3\n|===',
            "Key: size | Example: size: 2 | 3",
        ),
        (',===\na,"b, c"\n,===', "a | b, c"),
        ("++++\n<p>Be <b>kind</b>.</p>\n++++", "Be kind."),
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
