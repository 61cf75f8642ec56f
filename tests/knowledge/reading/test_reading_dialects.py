"""What documentation systems add to Markdown: titles stay, what is inside is read, nothing of their syntax is left."""

import pytest

from knowledge import Document
from knowledge.reading import read_documents

HEADED = "# Guide\n\nBefore.\n\n## How do I join?\n\nAsk an officer.\n\n## Next\n\nAfter."
LED = "# Guide\n\nBefore.\n\nMind this\n\nAsk an officer.\n\n## Next\n\nAfter."
BARE = "# Guide\n\nBefore.\n\nAsk an officer.\n\n## Next\n\nAfter."


def read(text: str, name: str = "guide.md") -> Document:
    (document,) = read_documents(name, text.encode())
    return document


def around(text: str, name: str) -> str:
    return read(f"# Guide\n\nBefore.\n\n{text}\n\n## Next\n\nAfter.", name).text


PANELS = {
    "mintlify": '<Group>\n  <Accordion title="How do I join?">\n    Ask an **officer**.\n  </Accordion>\n</Group>',
    "on one line": '<Card title="How do I join?" href="/x">Ask an [officer](/o).</Card>',
    "over lines": '<Step\n  title="How do I join?"\n  style={{ width: "1px" }}\n>\nAsk an officer.\n</Step>',
    "in braces": "<Accordion title={'How do I join?'}>\nAsk an officer.\n</Accordion>",
    "docusaurus": '<Tabs>\n<TabItem value="a" label="How do I join?">\n\nAsk an officer.\n\n</TabItem>\n</Tabs>',
    "nextra": "<Tabs items={['How do I join?', 'Else']}>\n  <Tabs.Tab>Ask an officer.</Tabs.Tab>\n</Tabs>",
    "listed": "<Tabs values={[{label: 'How do I join?'}]}>\n<Tab value='a'>\nAsk an officer.\n</Tab></Tabs>",
    "q and a": '<Faq q="How do I join?" a="Ask an officer.">\n</Faq>',
    "question": "<Q>How do I join?</Q>\n<A>Ask an officer.</A>",
    "details": "<details>\n<summary>How do I *join*?</summary>\n\nAsk an officer.\n\n</details>",
    "custom element": '<doc-card title="How do I join?">\n\nAsk an officer.\n\n</doc-card>',
}
"""In MDX."""


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_title_of_a_component_is_the_heading_over_what_it_holds(panel: str) -> None:
    assert around(panel, "guide.mdx") == HEADED


PLAIN_PANELS = {
    "vitepress": "::: details How do I join?\nAsk an officer.\n:::",
    "docusaurus": ":::info[How do I join?]{#x}\n\nAsk an officer.\n\n:::",
    "myst": ":::{dropdown} How do I join?\nAsk an officer.\n:::",
    "mkdocs folded": '??? note "How do I join?"\n\n    Ask an officer.',
    "mkdocs tab": '=== "How do I join?"\n\n    Ask an officer.',
    "obsidian": "> [!faq]- How do I join?\n> Ask an officer.",
    "gitbook tab": '{% tabs %}\n{% tab title="How do I join?" %}\nAsk an officer.\n{% endtab %}\n{% endtabs %}',
    "markdoc": '{% tab label="How do I join?" %}\nAsk an officer.\n{% /tab %}',
    "hugo": '{{< details title="How do I join?" closed="true" >}}\nAsk an officer.\n{{< /details >}}',
    "hugo tab": '{{< tabs >}}\n{{% tab "How do I join?" %}}\nAsk an officer.\n{{% /tab %}}\n{{< /tabs >}}',
    "hugo tabs": '{{< tabs items="How do I join?,Else" >}}\n{{< tab >}}Ask an officer.{{< /tab >}}\n{{< /tabs >}}',
    "hugo card": '{{< card title="How do I join?" subtitle="Ask an officer." >}}\n{{< /card >}}',
    "hugo over lines": '{{< tab\n  header="How do I join?"\n>}}\nAsk an officer. {{< /tab >}}',
    "retype panel": "==- How do I join?\nAsk an officer.\n===",
    "retype tab": "+++ How do I join?\nAsk an officer.\n+++",
    "html": "<details>\n<summary>How do I join?</summary>\n\nAsk an officer.\n</details>",
}


@pytest.mark.parametrize("panel", PLAIN_PANELS.values(), ids=PLAIN_PANELS)
def test_title_of_what_unfolds_is_the_heading_over_what_it_holds(panel: str) -> None:
    assert around(panel, "guide.md") == HEADED


NOTES = {
    "docusaurus": ":::tip[Mind this]\n\nAsk an officer.\n\n:::",
    "vitepress": "::: warning Mind this\nAsk an officer.\n:::",
    "nested": "::::note Mind this\n:::tip\nAsk an officer.\n:::\n::::",
    "obsidian": "> [!note] Mind this\n> Ask an officer.",
    "mkdocs": '!!! note "Mind this"\n    Ask an officer.',
    "retype": "!!!warning Mind this\nAsk an officer.\n!!!",
    "hugo": '{{% alert title="Mind this" color="x" %}}\nAsk an officer.\n{{% /alert %}}',
    "component": '<Callout title="Mind this">\n  Ask an officer.\n</Callout>',
    "gitbook code": '{% code title="Mind this" %}\nAsk an officer.\n{% endcode %}',
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_title_of_a_note_is_a_paragraph_before_it(note: str) -> None:
    assert around(note, "guide.md") == LED


NAMELESS = {
    "docusaurus": ":::danger\nAsk an officer.\n:::",
    "github": "> [!NOTE]\n> Ask an officer.",
    "gitbook": '{% hint style="info" %}\nAsk an officer.\n{% endhint %}',
    "hugo": '{{< callout type="info" >}}\nAsk an officer.\n{{< /callout >}}',
    "retype": "!!!\nAsk an officer.\n!!!",
    "kramdown": "{: .note }\nAsk an officer.",
    "component": "<Note>\n  Ask an officer.\n</Note>",
}


@pytest.mark.parametrize("note", NAMELESS.values(), ids=NAMELESS)
def test_kind_of_a_note_is_not_text(note: str) -> None:
    assert around(note, "guide.md") == BARE


UNSHOWN = {
    "import": 'import {\n  Note,\n  Tip,\n} from "./parts";\nexport const year = 2024;\n',
    "comment": "{/* for\nwriters */}\n",
    "expression": "{items.map((item) => (\n  <Item {...item} />\n))}\n",
    "self-closing": '<Image\n  src={pic}\n  style={{ width: "450px" }}\n/>\n',
    "labels": "<Grid labels={{ /** it's */ dark: 'Dark' }} />\n",
    "head": "<Head>\n  <title>Rules</title>\n</Head>\n",
    "style": "<style>{`\n.a { color: red }\n`}</style>\n",
}


@pytest.mark.parametrize(
    "remark",
    [
        "{% comment %}\nfor writers\n{% endcomment %}",
        "%% for\nwriters %%",
        "%%\nfor writers\n%%",
        "%% for %% writers %%",
    ],
)
def test_remarks_of_writers_are_not_text(remark: str) -> None:
    assert read(f"{remark}\n\nBe kind to every member.").text == "Be kind to every member."


@pytest.mark.parametrize("unshown", UNSHOWN.values(), ids=UNSHOWN)
def test_what_mdx_does_not_show_is_not_text(unshown: str) -> None:
    assert read(f"{unshown}\nBe kind to every member.", "guide.mdx").text == "Be kind to every member."


@pytest.mark.parametrize(
    "line",
    [
        "[TOC]",
        "[[_TOC_]]",
        "[[toc]]",
        "* TOC\n{:toc}",
        "<<< @/snippets/item.js{2}",
        '--8<-- "includes/x.md"',
        "{% include figure.html caption='50%' %}",
        "{{#include x.rs}}",
        "*[HTML]: Hyper Text Markup Language",
        "%% a comment %%",
        "{{ for page in content.pages ~}}\n{{ end }}",
        "[!card](/x)",
        '<span class="fs-6">\n</span>',
        "![[picture.png]]",
        "<!--@include: ./x.md-->",
        "![Screenshot](x.png)",
        "[![Build status](b.svg)](https://ci.example)",
    ],
)
def test_line_that_stands_for_something_else_leaves_nothing(line: str) -> None:
    text = read(f"# Rules\n\n{line}\n\nBe kind to every member.").text

    assert text in {"# Rules\n\nBe kind to every member.", "# Rules\n\n- TOC\n\nBe kind to every member."}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (":material-check:{ .green } Allowed on Fridays. { .annotate }", "Allowed on Fridays."),
        ("[Join the lobby](x){ .md-button } now.", "Join the lobby now."),
        ("Press ++ctrl+c++ for ==this== one.", "Press ctrl+c for this one."),
        ('Add [a role]({{< ref "roles" >}}) first.', "Add a role first."),
        ("It is {{ site.version }}{{ date.now | format: '%Y' }}{{ labels[\"x\"] }}new.", "It is new."),
        (
            'Since <Badge text="2.0" /> it <Icon name="x" /> is <Tooltip tip="t">fast</Tooltip>.',
            "Since 2.0 it is fast.",
        ),
        ('[!button Join now](/x) or [!ref text="see the guide"](/y).', "Join now or see the guide."),
        (":warning: Be kind, or send :wave: to all :tada:", "Be kind, or send :wave: to all"),
        ("See [[Page|the rules]] and `[[Page|alias]]`.", "See the rules and [[Page|alias]]."),
        ("The ![map of the north](m.png) shows it.", "The map of the north shows it."),
        ("The ![logo](m.png) shows it.", "The shows it."),
        (
            'Use `[[ -z "$x" ]]`, `{% raw %}` and `<Card title="x">`.',
            'Use [[ -z "$x" ]], {% raw %} and <Card title="x">.',
        ),
        ("Type /give <player> <item> <amount> in chat.", "Type /give <player> <item> <amount> in chat."),
        ("<player> is a name.", "<player> is a name."),
        ("Put it into the <title> tag, not into <Name>.", "Put it into the <title> tag, not into <Name>."),
        ("If a == b and c == d, stop.", "If a == b and c == d, stop."),
        ("Levels < 10 and levels > 50 may join.", "Levels < 10 and levels > 50 may join."),
        ("Where a==b==c, i++ and j++ end at x ^2", "Where a==b==c, i++ and j++ end at x ^2"),
    ],
)
def test_inside_of_lines_only_what_is_shown_is_text(written: str, shown: str) -> None:
    assert read(written).text == shown


@pytest.mark.parametrize(
    "shown",
    [
        '{{< figure src="x.png" caption="The map of the north" >}}',
        '{% quick-link title="The map of the north" href="/" /%}',
        '<Frame caption="The map of the north"><img src="x.png" /></Frame>',
    ],
)
def test_caption_of_what_is_not_text_is_a_paragraph(shown: str) -> None:
    assert around(shown, "guide.md") == BARE.replace("Ask an officer.", "The map of the north")


def test_expressions_are_text_in_markdown_and_not_in_mdx() -> None:
    line = 'Ask {user.name}{" "}in the {"lobby"}.'

    assert read(line).text == line
    assert read(line, "guide.mdx").text == "Ask in the lobby."


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("## Rules {#own}", "own"),
        (r"## Rules \{#own}", "own"),
        ("## Rules { #own .x }", "own"),
        ("## Rules {.x}", "rules"),
        ("## Rules {% #own .x %}", "own"),
    ],
)
def test_attributes_of_headings_are_anchors(heading: str, anchor: str) -> None:
    document = read(f"{heading}\n\nBe kind.")

    assert (document.text, document.places[0].anchor) == ("## Rules\n\nBe kind.", anchor)


def test_title_tag_that_is_not_closed_swallows_nothing() -> None:
    assert (
        read("# Tags\n\n<title> is a tag.\n\n## Next\n\nAfter.").text
        == "# Tags\n\n<title> is a tag.\n\n## Next\n\nAfter."
    )
