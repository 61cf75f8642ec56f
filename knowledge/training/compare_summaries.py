"""Our summaries beside the lead and three methods of the package sumy, in one run, as ROUGE-1, ROUGE-2 and ROUGE-L.

    python -m knowledge.training.compare_summaries SET.summaries.jsonl …

Each line has "title", "text" and "reference" (or "references"). Everyone gets the same sentences, and may choose as
many of them as the reference has. Needs the packages rouge-score and sumy.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from knowledge import Document, KnowledgeBase
from knowledge.text.outline import outline

METHODS = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer, "LSA": LsaSummarizer}
MEASURES = ("rouge1", "rouge2", "rougeL")

Summarizer = Callable[[Document, int], str]


class Words:
    """What sumy asks of a tokenizer; its own one downloads its rules."""

    def to_words(self, sentence: str) -> list[str]:
        """The words of a sentence."""
        return re.findall(r"[^\W\d_]+", sentence)


def ours(document: Document, sentences: int) -> str:
    """As people get it; the time includes indexing the text."""
    summary = KnowledgeBase.build([document]).summarize(document.id, sentences)
    return " ".join(quote.text for quote in summary.quotes)


def lead(document: Document, sentences: int) -> str:
    """The beginning."""
    return " ".join(_sentences(document)[:sentences])


def of_sumy(name: str) -> Summarizer:
    """One of sumy's methods, with its own stop words and stems."""
    method = METHODS[name](Stemmer("english"))
    method.stop_words = get_stop_words("english")

    def summarize(document: Document, sentences: int) -> str:
        whole = Paragraph([SumySentence(text, Words()) for text in _sentences(document)])
        return " ".join(map(str, method(ObjectDocumentModel([whole]), sentences)))

    return summarize


def _sentences(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in outline(document).spans.tolist()]


def compare(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A table in Markdown, line by line."""
    scorer = RougeScorer(MEASURES, use_stemmer=True)
    contenders: dict[str, Summarizer] = {"ours": ours, "lead": lead, **{name: of_sumy(name) for name in METHODS}}
    scores: dict[str, list[list[float]]] = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    for row in rows:
        references = row.get("references") or [row["reference"]]
        document = Document(id="text", title=row["title"], text=row["text"])
        wanted = max(1, len(re.findall(r"[.!?]+(?:\s|$)", row["reference"])))
        for name, summarize in contenders.items():
            begun = time.perf_counter()
            found = summarize(document, wanted)
            seconds[name] += time.perf_counter() - begun
            results = [scorer.score(reference, found) for reference in references]
            scores[name].append([max(result[one].fmeasure for result in results) for one in MEASURES])
    yield "| | ROUGE-1 | ROUGE-2 | ROUGE-L | ms a text |\n|---|---|---|---|---|"
    for name, of_texts in scores.items():
        figures = [f"{figure:.2f}" for figure in 100 * np.mean(of_texts, axis=0)]
        yield f"| {name} | {' | '.join(figures)} | {1000 * seconds[name] / len(rows):.0f} |"


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    for path in parser.parse_args().sets:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        print(f"{path.name}: {len(rows)} texts", *compare(rows), sep="\n", flush=True)  # noqa: T201  # its purpose


if __name__ == "__main__":
    main()
