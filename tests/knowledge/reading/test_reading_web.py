import pytest

from knowledge import Document, UnreadableFile
from knowledge.reading import read_documents

SAID = "The club meets every Monday in the old library by the river, and guests are welcome at any time."


def read(body: str, head: str = "") -> Document:
    (document,) = read_documents("page.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())
    return document


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<aside>{}</aside>",
        '<div role="navigation">{}</div>',
        '<div class="cookie-banner">{}</div>',
        '<div id="sidebar">{}</div>',
        '<ul class="breadcrumbs"><li>{}</ul>',
        "<footer>{}</footer>",
        "<form>{}<input><button>Send</button></form>",
        "<p hidden>{}</p>",
        '<span aria-hidden="true">{}</span>',
        "<!-- {} -->",
        "<noscript>{}</noscript>",
    ],
)
def test_what_stands_around_the_content_is_not_text(around: str) -> None:
    assert read(f"{around.format('Other things')}<p>{SAID}</p>").text == SAID


def test_content_without_any_marks_is_told_from_lists_of_links() -> None:
    links = "".join(f'<li><a href="/{number}">Page {number}</a>' for number in range(9))

    assert read(f"<div><ul>{links}</ul></div><div><p>{SAID}</p></div>").text == SAID


def test_page_that_is_all_one_named_element_is_not_emptied() -> None:
    assert read(f'<div class="page with sidebar"><p>{SAID}</p></div>').text == SAID


def test_linked_data_tells_date_and_publisher() -> None:
    data = '{"@graph": [{"@type": "Article", "datePublished": "2024-05-01T08:00", "publisher": {"name": "Club"}}]}'

    document = read(f"<p>{SAID}", f'<script type="application/ld+json">{data}</script>')

    assert (document.date, document.publisher) == ("2024-05-01", "Club")


def test_title_is_without_the_name_of_the_site() -> None:
    assert read(f"<p>{SAID}", "<title>Meetings — The Club</title>").title == "Meetings"


def test_encoding_is_the_one_that_the_page_declares() -> None:
    page = '<meta charset="iso-8859-2"><p>Příliš žluťoučký kůň.'

    (document,) = read_documents("page.html", page.encode("iso-8859-2"))

    assert document.text == "Příliš žluťoučký kůň."


def test_headings_lose_their_link_signs_and_keep_their_anchors() -> None:
    document = read(
        '<section id="rules"><h2>Rules<a class="headerlink" href="#rules">¶</a></h2><p>Be kind.</p></section>'
    )

    assert document.text == "## Rules\n\nBe kind."
    assert document.places[0].anchor == "rules"


def test_code_keeps_its_lines_and_says_its_language() -> None:
    document = read('<div class="highlight language-py"><pre><span>def</span> f():\n    pass<br>f()</pre></div>')

    assert document.text == "```py\ndef f():\n    pass\nf()\n```"


def test_cell_over_two_rows_is_said_in_both() -> None:
    document = read("<table><tr><th>Day<th>Time</tr><tr><td rowspan=2>Monday<td>9<tr><td>10</table>")

    assert document.text == "Day: Monday | Time: 9\nDay: Monday | Time: 10"


def test_table_for_layout_is_read_as_paragraphs() -> None:
    document = read(f"<table><tr><td><h2>Left</h2><p>{SAID}</p></td><td><p>Right.</p></td></tr></table>")

    assert document.text == f"## Left\n\n{SAID}\n\nRight."


def test_terms_stand_above_their_definitions() -> None:
    assert read("<dl><dt>--quiet</dt><dd>Says nothing.</dd></dl>").text == "--quiet\nSays nothing."


def test_page_that_scripts_write_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="the page has no text without its scripts"):
        read('<div id="root"></div><script src="app.js"></script>')
