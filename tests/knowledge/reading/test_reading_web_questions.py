"""Questions that a page states for search engines, and what leads to other pages."""

import json

from knowledge.reading import read_documents

ASKED = {"@type": "Question", "name": "How do I join?", "acceptedAnswer": {"@type": "Answer", "text": "<p>Ask us.</p>"}}
SAID = "The club meets every Monday in the old library by the river, and guests are welcome at any time."


def text_of(body: str, stated: object) -> str:
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    (document,) = read_documents("page.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())
    return document.text


def test_questions_whose_answers_only_scripts_show_are_read() -> None:
    page = {"@context": "https://schema.org", "@graph": [{"@type": "FAQPage", "mainEntity": [ASKED]}]}

    assert text_of(f"<h1>FAQ</h1><p>{SAID}</p>", page) == f"# FAQ\n\n{SAID}\n\n## How do I join?\n\nAsk us."


def test_page_that_is_nothing_but_scripts_is_read_by_its_questions() -> None:
    assert text_of("<div id='app'></div>", {"@type": "FAQPage", "mainEntity": ASKED}) == "## How do I join?\n\nAsk us."


def test_answers_that_are_shown_are_there_once() -> None:
    body = f"<h1>FAQ</h1><p>{SAID}</p><details><summary>How do I join?</summary>Ask <b>us</b>.</details>"

    assert text_of(body, {"@type": ["FAQPage"], "mainEntity": [ASKED]}).count("Ask us.") == 1


def test_links_to_the_pages_before_and_behind_are_left_out() -> None:
    steps = "".join(
        f"<a href='/{where}'><span><span>{where}</span><span>The {where} page</span></span></a>"
        for where in ("Previous", "Next")
    )
    body = f"<main><h1>Rules</h1><p>{SAID}</p><p><a href='/a'>Next steps</a></p><div>{steps}</div></main>"

    assert text_of(body, {}) == f"# Rules\n\n{SAID}\n\nNext steps"
