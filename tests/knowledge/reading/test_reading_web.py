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


@pytest.mark.parametrize(
    "holder",
    [
        '<div class="VPContent has-sidebar">{}</div>',
        '<div class="content-sidebar">{}</div>',
        '<div class="c-fixed-sidebar-layout">{}</div>',
        '<div class="entry themeform share">{}</div>',
        '<div class="article-content sticky-sidebar-relative">{}</div>',
        '<div class="report report__section--ads">{}</div>',
        '<section id="menu"><h2>Menu</h2>{}</section>',
        '<div id="comments"><h2>Comments</h2>{}</div>',
        '<div class="section" id="related"><h2>Related</h2>{}</div>',
        '<div class="lead teaser">{}</div>',
        '<header class="top"><h1>Club</h1>{}</header>',
    ],
)
def test_only_a_whole_name_says_that_something_stands_around_the_content(holder: str) -> None:
    other = "<div><div>And much more is told here of what the club does all year round, by people who were there.</div>"

    assert SAID in read(f"{holder.format(SAID)}{other * 3}").text


@pytest.mark.parametrize(
    "around",
    [
        '<div class="related-content">{}</div>',
        '<div class="mainNavigation">{}</div>',
        '<div id="table-of-contents">{}</div>',
        '<section class="comments">{}</section>',
        '<div class="teaser"><a href="/other">{}</a></div>',
        "<div>Was this page helpful? {}</div>",
        "<p>Last updated on Monday. {}</p>",
    ],
)
def test_names_of_several_words_and_lines_of_the_site_stand_around_the_content(around: str) -> None:
    assert read(f"<h1>Club</h1><p>{SAID}</p>{around.format('Other things')}").text == f"# Club\n\n{SAID}"


def test_scripts_weigh_nothing() -> None:
    script = f"<script>window.state = JSON.parse('{'x' * 9000}')</script>"

    document = read(f'<div class="content-sidebar"><article><h1>Club</h1><p>{SAID}</p></article></div>{script}')

    assert document.text == f"# Club\n\n{SAID}"


def test_paragraph_that_leads_into_the_article_beside_its_text_is_read() -> None:
    lead = "This is what the club is about."

    document = read(f'<div><h1>Club</h1><p>{lead}</p><div class="entry-content"><p>{SAID}</p><p>{SAID}</p></div></div>')

    assert document.text == f"# Club\n\n{lead}\n\n{SAID}\n\n{SAID}"


TABS = {
    "aria": """<div role="tablist"><button role="tab">Linux</button><button role="tab">Windows</button></div>
    <div role="tabpanel"><p>Unpack it.</p><h2>Rights</h2><p>Run chmod.</p></div>
    <div role="tabpanel" hidden><p>Run it.</p></div>""",
    "by id": """<ul role="tablist"><li><a role="tab" href="#b">Windows</a><li><a role="tab" href="#a">Linux</a></ul>
    <div id="a" role="tabpanel"><p>Unpack it.</p><h2>Rights</h2><p>Run chmod.</p></div>
    <div id="b" role="tabpanel" hidden><p>Run it.</p></div>""",
    "material": """<div class="tabbed-set"><input type="radio" id="x"><input type="radio" id="y">
    <div class="tabbed-labels"><label for="x">Linux</label><label for="y">Windows</label></div>
    <div class="tabbed-content"><div class="tabbed-block"><p>Unpack it.</p><h2>Rights</h2><p>Run chmod.</p></div>
    <div class="tabbed-block"><p>Run it.</p></div></div></div>""",
    "sphinx-design": """<div class="sd-tab-set">
    <input id="x" type="radio"><label class="sd-tab-label" for="x">Linux</label>
    <div class="sd-tab-content"><p>Unpack it.</p><h2>Rights</h2><p>Run chmod.</p></div>
    <input id="y" type="radio"><label class="sd-tab-label" for="y">Windows</label>
    <div class="sd-tab-content"><p>Run it.</p></div></div>""",
    "accordion": """<button aria-controls="a">Linux</button>
    <div id="a" class="accordion-body"><p>Unpack it.</p><h2>Rights</h2><p>Run chmod.</p></div>
    <button aria-controls="b">Windows</button><div id="b" class="accordion-body" hidden><p>Run it.</p></div>""",
}


@pytest.mark.parametrize("tabs", TABS.values(), ids=TABS)
def test_label_of_a_tab_is_the_heading_over_all_that_its_panel_holds(tabs: str) -> None:
    document = read(f"<main><h1>Install</h1>{tabs}</main>")

    assert document.text == ("# Install\n\n## Linux\n\nUnpack it.\n\n### Rights\n\nRun chmod.\n\n## Windows\n\nRun it.")


def test_files_of_a_group_of_code_have_their_labels() -> None:
    group = """<div class="vp-code-group"><div class="tabs"><input id="x"><label for="x">npm</label><input id="y">
    <label for="y">yarn</label></div><div class="blocks"><div class="language-sh active"><button class="copy"></button>
    <span class="lang">sh</span><pre><code>npm install</code></pre></div>
    <div class="language-sh"><pre><code>yarn add</code></pre></div></div></div>"""

    assert read(f"<main><h1>A</h1>{group}</main>").text == (
        "# A\n\n## npm\n\n```sh\nnpm install\n```\n\n## yarn\n\n```sh\nyarn add\n```"
    )


@pytest.mark.parametrize(
    "question",
    [
        '<h2><button aria-controls="a">When is it?</button></h2><div id="a" class="collapse" hidden>{}</div>',
        '<div role="tablist"><h2><a data-toggle="collapse" href="#a" aria-controls="a">When is it?</a></h2>'
        '<div id="a" role="tabpanel">{}</div></div>',
        '<h2>When is it?</h2><div class="faq-answer" aria-hidden="true">{}</div>',
    ],
)
def test_heading_that_opens_an_answer_stays_the_heading_of_it(question: str) -> None:
    document = read(f"<main><h1>Club</h1>{question.format(f'<p>{SAID}</p>')}</main>")

    assert document.text == f"# Club\n\n## When is it?\n\n{SAID}"


@pytest.mark.parametrize(
    "code",
    [
        '<pre><span class="linenos">1</span>boss: dragon\n<span class="linenos">2</span>time: 20\n</pre>',
        '<table><tr><td class="gutter"><pre>1\n2</pre><td><pre>boss: dragon\ntime: 20</pre></table>',
        '<pre>boss: dragon\ntime: 20</pre><div class="line-numbers-wrapper"><b>1</b><br><b>2</b></div>',
        "<pre>boss: dragon<br>time: 20<button>Copy</button></pre>",
    ],
)
def test_line_numbers_and_buttons_are_not_code(code: str) -> None:
    assert read(f"<p>{SAID}</p>{code}").text == f"{SAID}\n\n```\nboss: dragon\ntime: 20\n```"


def test_signs_of_links_leave_headings_that_begin_with_a_sign_alone() -> None:
    document = read(f'<h1>#1 of clubs <a href="#c">\u200b</a></h1><h2><a href="#n">#</a> Next</h2><p>{SAID}</p>')

    assert (document.title, document.text) == ("#1 of clubs", f"# #1 of clubs\n\n## Next\n\n{SAID}")


def test_comments_of_google_docs_are_no_text() -> None:
    document = read(
        f'<h1>Club</h1><p>{SAID}<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>should we say this?</p></div>'
    )

    assert document.text == f"# Club\n\n{SAID}"


def test_title_of_a_note_is_kept_where_it_says_more_than_its_kind() -> None:
    note = '<div class="admonition {}"><p class="admonition-title">{}</p><p>It is locked.</p></div>'

    document = read(f"<p>{SAID}</p>{note.format('warning', 'Warning')}{note.format('tip', 'Mind the door')}")

    assert document.text == f"{SAID}\n\nIt is locked.\n\nMind the door\n\nIt is locked."


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
