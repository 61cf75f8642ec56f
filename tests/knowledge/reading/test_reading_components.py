"""Pages as generators of documentation build them: each test has the markup of one of them."""

import pytest

from knowledge.reading import read_documents

SAID = "Acme answers the questions of a whole server, and it can be stopped at any time."


def text(body: str) -> str:
    (document,) = read_documents("page.html", f"<main><h1>Setup</h1><p>All of it.</p>{body}</main>".encode())
    return document.text.removeprefix("# Setup\n\nAll of it.\n\n")


def test_spans_that_stand_for_paragraphs_are_paragraphs() -> None:
    assert text('<span data-as="p">It runs.</span><span data-as="p">It stops.</span>') == "It runs.\n\nIt stops."


def test_steps_have_headings_and_no_badges() -> None:
    mintlify = (
        '<div role="list"><div role="listitem"><div data-component-part="step-number"><div>1</div></div>'
        '<div><p data-component-part="step-title">Get the token</p><div>Open the portal.</div></div></div></div>'
    )
    gitbook = (
        '<div class="flex"><div class="relative select-none"><div class="tabular-nums">1</div></div>'
        "<div><h2>Get the token</h2><p>Open the portal.</p></div></div>"
    )

    assert text(mintlify) == text(gitbook) == "## Get the token\n\nOpen the portal."


def test_cards_parameters_and_updates_have_headings() -> None:
    assert text(
        '<a href="/q"><h2 data-component-part="card-title">Quickstart</h2><div>Begin here.</div></a>'
        '<div><div data-component-part="field-name">timeout</div>'
        '<div data-component-part="field-meta"><div>number</div><div>required</div></div>'
        "<div>Seconds to wait.</div></div>"
        '<div><div data-component-part="update-label">May 2026</div><div>It answers.</div></div>'
    ) == (
        "## Quickstart\n\nBegin here.\n\n## timeout\n\nnumber required\n\nSeconds to wait.\n\n"
        "## May 2026\n\nIt answers."
    )


def test_what_is_told_below_the_label_of_an_accordion_is_not_the_label() -> None:
    assert text(
        '<details><summary><div><p data-component-part="accordion-title">Is it free?</p>'
        '<p data-component-part="accordion-description">About money</p></div></summary><p>It is.</p></details>'
    ) == ("## Is it free?\n\nAbout money\n\nIt is.")


def test_tables_of_divs_are_told_row_by_row() -> None:
    row = '<div role="row"><div role="{0}"><p>{1}</p></div><div role="{0}"><p>{2}</p></div></div>'
    head, line = row.format("columnheader", "Command", "Does"), row.format("cell", "/ask", "Answers")

    assert text(f'<div role="table"><div role="rowgroup">{head}</div><div><div>{line}</div></div></div>') == (
        "Command: /ask | Does: Answers"
    )


@pytest.mark.parametrize(
    "code",
    [
        '<pre data-language="sh"><code><div class="ec-line"><div>a</div></div>'
        '<div class="ec-line"><div>b</div></div></code></pre>',
        '<pre><code class="language-sh"><span>a\n</span><span>b</span></code></pre>',
        '<table><tr><td><pre><code><span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td>'
        '<td><pre class="language-sh"><code>a\nb\n</code></pre></td></tr></table>',
        '<table><tr><td><pre><code><span style="white-space:pre;user-select:none">1\n2\n</span></code></pre></td>'
        '<td><pre class="language-sh"><code>a\nb\n</code></pre></td></tr></table>',
    ],
)
def test_lines_of_code_are_lines_and_their_numbers_are_not_code(code: str) -> None:
    assert text(code) == "```sh\na\nb\n```"


def test_headings_that_are_links_to_themselves_are_headings() -> None:
    assert text('<h2><a class="header-anchor" href="#i"><span>Install</span></a></h2><p>Run it.</p>') == (
        "## Install\n\nRun it."
    )
    assert text('<h2>Install <a class="header-anchor" href="#i">Permalink</a></h2><p>Run it.</p>') == (
        "## Install\n\nRun it."
    )


@pytest.mark.parametrize(
    "note",
    [
        '<aside class="note starlight-aside--note"><p class="starlight-aside__title" aria-hidden="true">{}</p>'
        "{}</aside>",
        '<div class="hint-container note"><p class="hint-container-title">{}</p>{}</div>',
        '<div class="admonition note"><p class="admonition-title">{}</p>{}</div>',
        '<div class="admonition-careful admonition note"><p class="admonition-title">{}</p>{}</div>',
    ],
)
def test_titles_of_notes_are_kept_unless_they_only_say_that_it_is_one(note: str) -> None:
    assert text(note.format("Careful", "<p>Never share it.</p>")) == "Careful\n\nNever share it."
    assert text(note.format("Notes", "<p>Never share it.</p>")) == "Never share it."


def test_signs_of_footnotes_icons_and_keys_are_no_text() -> None:
    assert text(
        '<p>It runs.<sup><a href="#fn" data-footnote-ref="">1</a></sup></p><div class="callout-icon">💡</div>'
        '<div class="box"><i class="material-icons">home</i> At home.</div><span class="select-none">⌘I</span>'
    ) == ("It runs.\n\nAt home.")


def test_words_that_explain_themselves_and_boxes_are_kept() -> None:
    assert text(
        "<p>An <button>API</button> is needed.</p><button>Copy</button>"
        "<ul><li><input type=checkbox disabled checked> One"
        '<li><div><button role="checkbox" aria-checked="false" disabled></button></div><div>Two</div>'
        "<li><label><input type=checkbox disabled><i></i></label> Three</ul>"
    ) == ("An API is needed.\n\n- ☒ One\n- ☐ Two\n- ☐ Three")


def test_trees_of_files_are_lists() -> None:
    starlight = '<ul><li class="directory"><details open><summary>src</summary><ul><li>bot.py</ul></details></ul>'
    nextra = "<ul><li><button>src</button><ul><li>bot.py</ul></ul>"

    assert text(starlight) == text(nextra) == "- src\n  - bot.py"


def test_tabs_of_one_page_do_not_take_panels_of_others() -> None:
    tabs = (
        '<div><div role="tablist"><button role="tab">{0}</button><button role="tab">{1}</button></div></div>'
        '<div><div role="tabpanel"><h3>{0}</h3><p>For {0}.</p></div><div role="tabpanel" hidden>For {1}.</div></div>'
    )

    assert text(tabs.format("Linux", "Windows") + tabs.format("npm", "yarn")) == "\n\n".join(
        f"## {label}\n\nFor {label}." for label in ("Linux", "Windows", "npm", "yarn")
    )


def test_the_way_to_a_page_and_the_links_to_others_are_not_its_text() -> None:
    way = '<div><div><a href="/">Docs</a></div><svg></svg><div>Setup</div></div>'
    on = '<div><a href="/c"><div><p>Commands</p></div><p>Previous Page</p></a></div>'
    (document,) = read_documents("page.html", f"<main>{way}<h1>Setup</h1><p>{SAID}</p>{on}</main>".encode())

    assert document.text == f"# Setup\n\n{SAID}"


def test_facts_of_a_wiki_are_rows() -> None:
    fact = '<div class="pi-item pi-data"><h3 class="pi-data-label">{}</h3><div class="pi-data-value">{}</div></div>'

    assert text(
        '<aside class="portable-infobox"><h2 class="pi-title">Setup</h2><section><h2>Statistics</h2>'
        f"{fact.format('HP', '1,200')}{fact.format('Drops', '<ul><li>Scale<li>Ember</ul>')}</section></aside>"
    ) == ("Statistics\n\nHP: 1,200\nDrops: Scale Ember")
