"""reStructuredText as Sphinx shows it."""

import pytest

from knowledge import Document
from knowledge.reading import read_documents


def read(text: str) -> Document:
    (document,) = read_documents("guide.rst", text.encode())
    return document


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (":class:`~raid.Boss` and :py:func:`raid.start`", "Boss and raid.start()"),
        (":meth:`Boss.hit()` and :attr:`!name`", "Boss.hit() and name"),
        (":ref:`the rules <rules>` and :ref:`the-rules`", "the rules and the rules"),
        (":doc:`/guide/first-steps`", "first steps"),
        (":menuselection:`File --> Open` and :guilabel:`&Save`", "File ‣ Open and Save"),
        (":samp:`raid {name}` and :kbd:`Ctrl+C`", "raid name and Ctrl+C"),
        (":pep:`8` and :abbr:`LIFO (last in)`", "PEP 8 and LIFO (last in)"),
    ],
)
def test_roles_give_the_words_that_are_shown(written: str, shown: str) -> None:
    assert read(f"See {written}.").text == f"See {shown}."


def test_label_of_a_section_shows_its_title_and_is_no_text() -> None:
    text = read("See :ref:`own`.\n\n.. _own:\n\nThe rules\n---------\n\nBe kind.\n\nMore\n----\n\nText.").text

    assert text == "See The rules.\n\n## The rules\n\nBe kind.\n\n## More\n\nText."


@pytest.mark.parametrize("over", ["", "---------\n"])
def test_each_of_the_labels_of_a_section_shows_its_title(over: str) -> None:
    text = read(
        f"See :ref:`one` and :ref:`two`.\n\n.. _one:\n.. _`Two`:\n\n{over}The rules\n---------\n\nBe kind."
    ).text

    assert text == "See The rules and The rules.\n\n## The rules\n\nBe kind."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Call |start_raid|_ of |the_bot|.", "Call start raid of the bot."),
        (".. |build| image:: build.svg\n\n|build| Be kind.", "Be kind."),
    ],
)
def test_unknown_substitutions_give_their_names_and_pictures_nothing(written: str, shown: str) -> None:
    assert read(written).text == shown


def test_titles_of_tabs_have_no_marks() -> None:
    assert read("Guide.\n\n.. tab:: ``apt`` on *Linux*\n\n   Run it.").text == "Guide.\n\n## apt on Linux\n\nRun it."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (".. versionadded:: 3.5\n   Faster.", "New in version 3.5: Faster."),
        (".. deprecated:: 2.0 Use another.", "Deprecated since version 2.0: Use another."),
        (".. versionchanged:: 2.0", "Changed in version 2.0."),
        (".. highlight:: sh\n\n.. currentmodule:: raid\n\nShown.", "Shown."),
        (".. only:: html\n\n   Shown.", "Shown."),
        (".. |name| replace:: the club\n\nJoin |name|.", "Join the club."),
        (".. index:: raid\n\n.. meta::\n   :keywords: x\n\n.. toctree::\n\n   other\n\nShown.", "Shown."),
        (".. code-block:: sh\n   :linenos:\n\n   run", "```sh\nrun\n```"),
    ],
)
def test_directives_of_sphinx_are_what_is_shown(written: str, shown: str) -> None:
    assert read(written).text == shown


@pytest.mark.parametrize("directive", ["tab-item", "tab", "dropdown"])
def test_titles_of_tabs_and_dropdowns_are_headings_over_their_content(directive: str) -> None:
    text = read(
        f"Guide\n=====\n\nBefore.\n\nMore\n----\n\n.. {directive}:: On <Linux>\n\n   Unpack it.\n\nEnd\n---\n\nAfter."
    ).text

    assert text == "# Guide\n\nBefore.\n\n## More\n\n### On <Linux>\n\nUnpack it.\n\n## End\n\nAfter."


def test_only_section_of_a_title_is_a_heading_below_it() -> None:
    text = read("Guide\n=====\n\nLinux\n-----\n\nRights\n~~~~~~\n\nRun it.").text

    assert text == "# Guide\n\n## Linux\n\n### Rights\n\nRun it."


def test_reference_shows_a_title_as_it_is_shown_there() -> None:
    title = "The ``raid`` *tool*, `site <https://a.example>`_, :kbd:`Ctrl` and :ref:`rules <own>`"

    text = read(f"See :ref:`own`.\n\n.. _own:\n\n{title}\n{'=' * len(title)}\n\nBe kind.").text

    assert text.startswith("See The raid tool, site, Ctrl and rules.")
