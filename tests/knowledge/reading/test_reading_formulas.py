"""Formulas of Word and of web pages are linear text."""

import pytest

from knowledge.reading import read_documents
from tests.knowledge.reading.test_reading_word import written


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("<m:r><m:t>D=2a+b</m:t></m:r>", "D=2a+b"),
        ("<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>", "(a+b)/2"),
        ("<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "x^2"),
        ("<m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>", "√(x)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>'
            "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>i</m:t></m:r></m:e></m:nary>",
            "∑_(i=1)^n i",
        ),
        ("<m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d>", "(x)"),
        (f"<m:f><m:num>{term('1.5')}</m:num><m:den>{term('x')}</m:den></m:f>", "1.5/x"),
        (f"<m:sSup><m:e>{term('a+b')}</m:e><m:sup>{term('2')}</m:sup></m:sSup>", "(a+b)^2"),
        (f"<m:sSup><m:e><m:d><m:e>{term('x')}</m:e></m:d></m:e><m:sup>{term('2')}</m:sup></m:sSup>", "(x)^2"),
        (
            f"<m:sSub><m:e><m:d><m:e><m:sSup><m:e>{term('R')}</m:e><m:sup>{term('-1')}</m:sup></m:sSup></m:e></m:d></m:e>"
            f"<m:sub><m:acc><m:e>{term('i')}</m:e></m:acc></m:sub></m:sSub>",
            "(R^(-1))_i\u0302",
        ),
        (f"<m:sPre><m:sub>{term('6')}</m:sub><m:sup>{term('14')}</m:sup><m:e>{term('C')}</m:e></m:sPre>", "_6^14 C"),
        (f"<m:limUpp><m:e>{term('=')}</m:e><m:lim>{term('def')}</m:lim></m:limUpp>", "=^def"),
        (f'<m:acc><m:accPr><m:chr m:val="\u20d7"/></m:accPr><m:e>{term("v")}</m:e></m:acc>', "v\u20d7"),
        (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{term("x")}</m:e></m:bar>', "x\u0305"),
        (f"{term('x')}<w:del>{term('+1')}</w:del>", "x"),
        (f"{term('2')}<m:f><m:num>{term('a')}</m:num><m:den>{term('b')}</m:den></m:f>{term('c')}", "2 a/b c"),
        (f"<m:sSub><m:e>{term('x')}</m:e><m:sub>{term('1')}</m:sub></m:sSub>{term('y')}", "x_1 y"),
    ],
)
def test_formulas_are_linear_text(formula: str, shown: str) -> None:
    before, after = "<w:r><w:t xml:space='preserve'>It is </w:t></w:r>", "<w:r><w:t>.</w:t></w:r>"

    document = written(f"<w:p>{before}<m:oMath>{formula}</m:oMath>{after}</w:p>")

    assert document.text == f"It is {shown}."


def sign(name: str, *parts: str) -> str:
    return f"<{name}>{''.join(parts)}</{name}>"


A, B, TWO = sign("mi", "a"), sign("mi", "b"), sign("mn", "2")
SUM = sign("mrow", A, sign("mo", "+"), B)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (sign("semantics", sign("msup", A, TWO), sign("annotation", "a^{2}")), "a^2"),
        (sign("mfrac", SUM, TWO) + B, "(a+b)/2 b"),
        (TWO + sign("mo", "\u2062") + sign("mfrac", A, B), "2 a/b"),
        (sign("msqrt", A) + sign("mroot", A, TWO), "√(a)2√(a)"),
        (sign("munderover", sign("mo", "∑"), SUM, A) + sign("msub", B, TWO), "∑_(a+b)^a b_2"),
        (sign("msubsup", A, B, TWO) + sign("mover", A, sign("mo", "→")), "a_b^2 a\u20d7"),
        (sign("mfenced", A, B) + sign("mphantom", A), "(a,b)"),
        (sign("mtable", sign("mtr", sign("mtd", A), sign("mtd", B)), sign("mtr", sign("mtd", TWO))), "a, b; 2"),
        (sign("mover", A, sign("mo", "=")) + sign("mfrac"), "a^="),
    ],
)
def test_formulas_of_web_pages_are_linear_text(formula: str, shown: str) -> None:
    page = f"<p>It is <span><math>{formula}</math></span>.</p><h2>About <math>{formula}</math></h2>"

    (document,) = read_documents("page.html", page.encode())

    assert document.text == f"It is {shown}.\n\n## About {shown}"
