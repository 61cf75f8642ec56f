"""What is found in a text is kept on disk with a version. So it must not change behind that version's back."""

from hashlib import blake2b

from knowledge import Document, KnowledgeBase
from knowledge.index.corpus import Corpus
from knowledge.text.analysis import VERSION

TEXTS = (
    (
        "Rules of the house",
        "# Doors\n\nThe China Manned Space Agency (CMSA) opens the doors at 7.30 a.m. on 3 May 2024. Dr. Smith’s U.S. "
        "team wrote “We’re late!” and left…\n\n- Bring 1,200 litres of water\n- Don't run\n\n## Locks › Keys\n\n"
        "To open one, type:\n\n```sh\nopen --door 3\n```\n\n| Door | Key |\n|---|---|\n| 1 | brass |\n\n"
        "Is it open? Yes.",
    ),
    ("Der Garten", "Die Gärtnerin pflanzt z. B. Rosen, Nelken usw. Am 1. Mai blühen sie schön; danach nicht mehr."),
    ("Короткий рассказ", "Мальчик читал книги. Он прочитал их все, т. е. сто книг за год."),
    ("关于火星", "火星有两颗卫星。它们很小！你知道吗？"),
    ("火星について", "火星には二つの衛星があります。「フォボス」と「ダイモス」です。"),
    ("المريخ", "للمريخ قمران صغيران. هل تعرف اسميهما؟"),
    (
        "Strange",
        "Source: nobody at all\n\nno end mark\nnor here 🙂🙂 x\u0301y " + "word " * 300 + "\n\n~~~\nnever closed",
    ),
)
GOLDEN = (3, "6e8a8d768a0b1469")


def found_in(corpus: Corpus) -> str:
    """Stands for all that was found."""
    total = blake2b(digest_size=8)
    for cut, analysis in zip(corpus.outlines.values(), corpus.analyses.values(), strict=True):
        total.update(repr((cut.headings, cut.blocks.names, analysis.language, *analysis[7:])).encode())
        for array in (cut.spans, cut.firsts, *cut.blocks[:5], *analysis[1:7]):
            total.update(array.tobytes())
    total.update(corpus.grams.buckets.tobytes() + corpus.grams.counts.tobytes())
    return total.hexdigest()


def test_analysis_finds_the_same_or_has_another_version() -> None:
    documents = [Document(id=title, title=title, text=text) for title, text in TEXTS]

    found = found_in(KnowledgeBase.build(documents)._corpus)

    assert (VERSION, found) == GOLDEN, "raise VERSION in knowledge/text/analysis.py, then write both down here"
