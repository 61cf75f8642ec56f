"""Markdown of site generators: code that shortcodes hold, attributes, templates."""

import pytest

from knowledge.reading import read_documents


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('{%{\n```md\n{{ include "x" }}\n```\n}%}', '```md\n{{ include "x" }}\n```'),
        (
            "{% highlight ruby linenos %}\n{% raw %}+++ *x*{% endraw %}\n\n!!! y\n{% endhighlight %}",
            "```ruby\n+++ *x*\n\n!!! y\n```",
        ),
        (
            "{{< highlight go >}}\n# no *title*\n```\n{{< /highlight >}} After.",
            "````go\n# no *title*\n```\n````\n\nAfter.",
        ),
        ("{% highlight sh %}run{% endhighlight %}", "```sh\nrun\n```"),
        ("{% highlight sh %}\nIt never ends, *so it is text*.", "It never ends, so it is text."),
        (
            '{{< tab header="TOML" lang="toml" >}}\n+++\nx = "*y*"\n+++\n{{< /tab >}}\nAfter.',
            '## TOML\n\n```toml\n+++\nx = "*y*"\n+++\n```\n\nAfter.',
        ),
        ("<div class='x'>\n<p>Here.</p>\n</div>\n```html\n<b>x</b>\n```", "Here.\n\n```html\n<b>x</b>\n```"),
        ("<span class='x'>\n[The **rules**](x){: .btn }\n</span>", "The rules"),
        ("| Plan | Price | {.compact}\n| --- | --- |\n| Pro | 12 |", "Plan: Pro | Price: 12"),
        ('{{< tab header="A" lang="sh" >}}\n```sh\nrun\n```\n{{< /tab >}}', "## A\n\n```sh\nrun\n```"),
        ('[!card icon="x" title="Raids" text="When they are."](/raids)', "Raids\n\nWhen they are."),
        ("Under work. {{%\n_param icon %}}\n\nSoon.", "Under work.\n\nSoon."),
        ("> {: .warning }\n> Be kind.", "Be kind."),
        ("> [!NB] **Updated** {{% param date %}}", "Updated"),
    ],
)
def test_code_and_attributes_of_site_generators_are_what_is_shown(written: str, shown: str) -> None:
    (document,) = read_documents("guide.md", written.encode())

    assert document.text == shown
