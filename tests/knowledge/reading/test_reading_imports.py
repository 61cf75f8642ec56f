"""What a file imports of its folder stands where it is shown."""

from pathlib import Path

import pytest

from knowledge.errors import UnreadableFile
from knowledge.reading import document_files, read_documents, read_file, with_imports


def text_of(folder: Path, name: str) -> str:
    files = document_files(folder)
    content = with_imports(name, read_file(name, files[name]), files, lambda other: read_file(other, files[other]))
    (document,) = read_documents(name, content)
    return document.text


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize(
    "shown",
    [
        'import Rules from "./parts/rules.mdx";\n\n<Rules />',
        "import Rules from '/docs/parts/rules.mdx'\n\n<Rules name='x' />",
        'import Rules from "@site/docs/parts/rules.mdx"\n\n<Rules/>',
        "<!--@include: ./parts/rules.mdx{1,9}-->",
        '--8<-- "parts/rules.mdx"',
        "{{#include parts/rules.mdx}}",
        '{{ include "parts/rules.mdx" }}',
        "{% include_relative parts/rules.mdx %}",
    ],
)
def test_what_is_imported_stands_where_it_is_shown_without_its_front_matter(tmp_path: Path, shown: str) -> None:
    write(
        tmp_path, docs__page_mdx=f"# Page\n\n{shown}\n\nAfter.", docs__parts__rules_mdx="---\ntitle: R\n---\nBe *kind*."
    )

    assert text_of(tmp_path, "docs/page.mdx") == "# Page\n\nBe kind.\n\nAfter."


def test_include_of_restructured_text_is_read(tmp_path: Path) -> None:
    write(tmp_path, page_rst="Page\n====\n\n.. include:: part.rst\n", part_rst="Be *kind*.")

    assert "Be kind." in text_of(tmp_path, "page.rst")


def test_imports_in_what_is_imported_are_read_and_circles_end(tmp_path: Path) -> None:
    write(tmp_path, a_md='A.\n\n--8<-- "b.md"', b_md='B.\n\n--8<-- "a.md"')

    text = text_of(tmp_path, "a.md")

    assert text.startswith("A.\n\nB.\n\nA.")
    assert text.count("A.") == 3


def test_example_of_an_import_in_code_stays_as_it_is(tmp_path: Path) -> None:
    code = '```mdx\nimport Rules from "./rules.mdx"\n\n<Rules />\n```'
    write(tmp_path, page_mdx=code, rules_mdx="Be kind.")

    assert text_of(tmp_path, "page.mdx") == code
    assert [one.missing for one in read_documents("page.mdx", code.encode())] == [None]


def test_nothing_outside_of_the_folder_is_imported(tmp_path: Path) -> None:
    write(tmp_path, other_md="hidden words", docs__page_md='Page.\n\n--8<-- "../other.md"')

    assert text_of(tmp_path / "docs", "page.md") == "Page."


def test_file_that_swells_with_what_it_imports_is_refused(tmp_path: Path) -> None:
    write(tmp_path, page_md='--8<-- "large.md"\n' * 30, large_md="a " * 500_000)

    with pytest.raises(UnreadableFile, match="with what it imports it is larger than 20 MB"):
        text_of(tmp_path, "page.md")


def test_page_says_which_files_it_shows_that_are_not_there(tmp_path: Path) -> None:
    shown = 'import A from "./a.mdx"\nimport B from "./b.mdx"\nimport C from "./c.js"\n\n<A />\n\n<C />\n'

    (document,) = read_documents("page.mdx", f"{shown}\nThe rest.".encode())

    assert document.missing == (
        "it also shows what is in files that are not there; put them into one folder with it: ./a.mdx"
    )
    with pytest.raises(UnreadableFile, match=r"all that it shows is in \./a\.mdx"):
        read_documents("page.mdx", shown.encode())
