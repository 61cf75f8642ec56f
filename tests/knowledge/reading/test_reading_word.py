"""DOCX as Word shows it: its numbers and check boxes are text, what is deleted or hidden is not."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from knowledge import Document
from knowledge.reading import read_documents
from tests.knowledge.reading.corpus import zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in (1, 2)
)


def written(body: str, levels: tuple[tuple[str, str], ...] = ()) -> Document:
    """A document with this body, and one list whose levels are numbered so."""
    kinds = "".join(level(index, form, text) for index, (form, text) in enumerate(levels))
    return written_with(body, kind(0, kinds) + number())


def written_with(body: str, numbering: str) -> Document:
    """A document with this body and these lists."""
    file = BytesIO()
    docx.Document().save(file)
    with ZipFile(file) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    parts["word/document.xml"] = f"<w:document {W} {M} {W14} {MC} {V}><w:body>{body}</w:body></w:document>"
    parts["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    parts["word/styles.xml"] = f"<w:styles {W}>{STYLES}</w:styles>"
    parts.pop("docProps/core.xml")
    (document,) = read_documents("rules.docx", zipped(parts))
    return document


def level(index: int, form: str, text: str, more: str = "") -> str:
    described = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{described}</w:lvl>'


def kind(index: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>'


def number(override: str = "") -> str:
    return f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num>'


def said(text: str, depth: int | None = None, style: str = "", ends: str = "") -> str:
    """A paragraph; what `ends` says is said of its end."""
    listed = "" if depth is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{listed}<w:rPr>{ends}</w:rPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_headings_have_the_numbers_that_word_gives_them_and_the_title_has_none() -> None:
    body = (
        said("Conduct", 0, "Heading1") + said("Greeting", 1, "Heading2") + said("Greet.") + said("Spam", 1, "Heading2")
    )

    document = written(body, (("decimal", "%1"), ("decimal", "%1.%2")))

    assert document.text == "# 1 Conduct\n\n## 1.1 Greeting\n\nGreet.\n\n## 1.2 Spam"
    assert document.title == "Conduct"


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        (
            (("decimal", "Article %1"), ("lowerLetter", "(%2)")),
            "Article 1 One\n\n(a) Two\n\n(b) Three\n\nArticle 2 Four",
        ),
        ((("upperRoman", "%1."), ("decimalZero", "%1.%2")), "I. One\n\nI.01 Two\n\nI.02 Three\n\nII. Four"),
        ((("decimal", "§ %1"), ("lowerRoman", "%2)")), "§ 1 One\n\ni) Two\n\nii) Three\n\n§ 2 Four"),
        ((("decimal", "%1."), ("bullet", "•")), "1. One\n  - Two\n  - Three\n2. Four"),
    ],
)
def test_clauses_have_their_numbers_and_plain_lists_stay_lists(levels: tuple[tuple[str, str], ...], shown: str) -> None:
    body = said("One", 0) + said("Two", 1) + said("Three", 1) + said("Four", 0)

    assert written(body, levels).text == shown


def test_list_that_goes_on_behind_a_paragraph_counts_on() -> None:
    body = said("One", 0) + said("Between.") + said("Two", 0)

    assert written(body, (("decimal", "%1."),)).text == "1. One\n\nBetween.\n\n2. Two"


def test_tenth_item_behind_a_paragraph_is_the_tenth() -> None:
    body = "".join(said(str(one), 0) for one in range(1, 10)) + said("Between.") + said("Ten", 0)

    assert written(body, (("decimal", "%1."),)).text.endswith("9. 9\n\nBetween.\n\n10. Ten")


@pytest.mark.parametrize(
    ("numbering", "shown"),
    [
        (
            kind(0, level(0, "upperRoman", "%1.") + level(1, "decimal", "Section %2", '<w:lvlRestart w:val="0"/>'))
            + number(),
            "I. One\n\nSection 1 Two\n\nII. Three\n\nSection 2 Four",
        ),
        (
            kind(0, level(0, "decimal", "%1.") + level(1, "decimal", "%2."))
            + number(f'<w:lvlOverride w:ilvl="1">{level(1, "lowerLetter", "(%2)")}</w:lvlOverride>'),
            "1. One\n\n(a) Two\n\n2. Three\n\n(a) Four",
        ),
        (
            kind(0, '<w:numStyleLink w:val="Clauses"/>')
            + kind(1, '<w:styleLink w:val="Clauses"/>' + level(0, "ordinal", "%1") + level(1, "lowerLetter", "%2)"))
            + number(),
            "1st One\n\na) Two\n\n2nd Three\n\na) Four",
        ),
    ],
)
def test_lists_restart_override_and_borrow_levels_as_in_word(numbering: str, shown: str) -> None:
    body = said("One", 0) + said("Two", 1) + said("Three", 0) + said("Four", 1)

    assert written_with(body, numbering).text == shown


def test_clause_that_is_deleted_has_no_number() -> None:
    gone = said("", 0, ends='<w:del w:id="1"/>')

    assert written(said("One", 0) + gone + said("Two", 0), (("lowerLetter", "(%1)"),)).text == "(a) One\n\n(b) Two"


@pytest.mark.parametrize("fallback", ["", "<mc:Fallback/>", "<mc:Fallback><v:textbox>{}</v:textbox></mc:Fallback>"])
def test_text_box_is_read_and_counted_once(fallback: str) -> None:
    box = f"<w:txbxContent>{said('Box', 0)}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    held = f"<w:p><w:r><mc:AlternateContent>{choice}{fallback.format(box)}</mc:AlternateContent></w:r></w:p>"

    document = written(said("One", 0) + held + said("Two", 0), (("lowerLetter", "(%1)"),))

    assert document.text == "(a) One\n\n(b) Box\n\n(c) Two"


def test_check_boxes_have_their_state() -> None:
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>"
    )
    lines = (
        f"<w:p>{box.format(state)}<w:r><w:t>{text}</w:t></w:r></w:p>" for state, text in ((1, "Done"), (0, "Open"))
    )

    assert written("".join(lines)).text == "☒ Done\n\n☐ Open"


@pytest.mark.parametrize(
    "unshown",
    [
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r>",
        '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/>',
    ],
)
def test_what_word_does_not_show_is_not_text(unshown: str) -> None:
    body = (
        f"<w:p>{unshown}<w:ins><w:r><w:t>Be </w:t></w:r></w:ins><w:moveTo><w:r><w:t>kind.</w:t></w:r></w:moveTo></w:p>"
    )

    assert written(body).text == "Be kind."


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = map(FIELD.format, ("begin", "separate", "end"))
LISTED = (
    f"<w:p>{BEGIN}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{SEPARATE}<w:r><w:t>Rules </w:t></w:r>"
    f"{BEGIN}<w:r><w:instrText>PAGEREF _a</w:instrText></w:r>{SEPARATE}<w:r><w:t>3</w:t></w:r>{END}</w:p>"
)


@pytest.mark.parametrize(
    ("contents", "shown"),
    [
        (f"{LISTED}<w:p>{END}</w:p>", "Be kind."),
        (LISTED, "Rules 3\n\nBe kind."),
        (
            f"<w:p>{BEGIN}<w:r><w:instrText>DATE</w:instrText></w:r>{SEPARATE}<w:r><w:t>May</w:t></w:r>{END}</w:p>",
            "May\n\nBe kind.",
        ),
        (
            f"{said('Contents')}{said('Greeting ......... 3')}{said('How to ask')}{said('Leaving ....... iv')}",
            "Be kind.",
        ),
        (
            "<w:p><w:pPr><w:tabs><w:tab w:leader='dot'/></w:tabs></w:pPr><w:r><w:t>Greeting</w:t><w:tab/>"
            "<w:t>3</w:t></w:r></w:p>",
            "Be kind.",
        ),
        ("<w:p><w:r><w:t>Apples</w:t><w:tab/><w:t>3</w:t></w:r></w:p>", "Apples 3\n\nBe kind."),
        ("<w:p><w:fldSimple w:instr=' TOC \\h'><w:r><w:t>Rules</w:t></w:r></w:fldSimple></w:p>", "Be kind."),
    ],
)
def test_contents_that_a_field_or_dots_say_are_left_out(contents: str, shown: str) -> None:
    assert written(contents + said("Be kind.")).text == shown


def test_clause_whose_style_is_that_of_its_level_has_one_number() -> None:
    numbering = kind(0, level(0, "lowerLetter", "(%1)", '<w:pStyle w:val="Clause"/>')) + number()

    assert written_with(said("Greet.", 0, "Clause"), numbering).text == "(a) Greet."


def test_table_of_contents_is_left_out() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{said('Rules … 3')}</w:sdtContent></w:sdt>"
    )

    assert written(contents + said("Be kind.")).text == "Be kind."
