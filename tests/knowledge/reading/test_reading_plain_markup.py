"""Org and logs: what is shown of them."""

import pytest

from knowledge.reading import read_documents


def text_of(name: str, text: str) -> str:
    (document,) = read_documents(name, text.encode())
    return document.text


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
        ("- One that\n  goes on\n- [ ] Two :: it is", "- One that\n  goes on\n- Two: it is"),
        ("Run:\n: quoth *run*\n: quoth ask\nDone.", "Run:\n\n```\nquoth *run*\nquoth ask\n```\n\nDone."),
        ("Use =a_b= or ~[[x]]~, not *[[https://a.example][the\nold one]]*.", "Use a_b or [[x]], not the\nold one."),
        ("See it[fn:1].<<here>>\n\n[fn:1] Below.", "See it.\n\nBelow."),
        ("* Tasks [1/3]\n@@html:<b>@@All@@html:</b>@@ {{{done}}}.", "# Tasks\n\nAll ."),
    ],
)
def test_org_is_read_as_it_is_shown(written: str, shown: str) -> None:
    assert text_of("guide.org", written) == shown


@pytest.mark.parametrize("name", ["server.log", "notes.text"])
def test_logs_and_other_names_of_text_are_read_as_text(name: str) -> None:
    assert text_of(name, "Be kind to every member.") == "Be kind to every member."
