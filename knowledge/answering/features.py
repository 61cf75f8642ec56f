"""Evidence → numbers that say how well each candidate answers; all near 0 … 1, whatever the size of the library."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.evidence import Evidence
from knowledge.answering.offers import LETTERS_PER_WORD, Columns, begins_of, codes_of, offers
from knowledge.answering.passages import RankedPassages
from knowledge.index.corpus import Corpus
from knowledge.text.grams import runs, width
from knowledge.text.languages import asking_words
from knowledge.text.numbers import Ints, beside_best, best_of_same, distinct, found_in
from knowledge.text.terms import STOP

SATURATION, LENGTH_WEIGHT = 0.9, 0.75
"""BM25's k1 and b for a sentence: repetition counts little in a text that short."""


def features(evidence: Evidence, corpus: Corpus) -> Columns:
    """All of them, for candidates of a corpus."""
    columns = _coverage(evidence) | _scores(evidence, corpus.mean_length) | _rarest(evidence)
    columns["head agreement"] = evidence.head_agreement(corpus.sentences)
    columns |= _spelling(evidence, corpus) | _nearness(evidence) | _shape(evidence)
    return columns | offers(evidence) | _ends(evidence)


OF_PASSAGES = (
    "words",
    "words beside best",
    "content beside best",
    "heading agrees",
    "title agrees",
    "text",
    "text beside best",
    "head beside best",
    "together",
    "together beside best",
    "meant",
)
"""What of its passage's features a sentence has, beside the score."""


def of_passages(passages: RankedPassages, of: Ints) -> Columns:
    """What is known of the passages that the candidates are in; `of` (C,): their numbers."""
    rows = passages.numbers.searchsorted(of)
    columns = {f"passage: {name}": passages.column(name)[rows] for name in OF_PASSAGES}
    scores = passages.scores[rows]
    return columns | {"passage: score": scores / 5, "passage: score beside best": (scores - passages.scores.max()) / 5}


def of_meaning(cosines: NDArray[np.floating[Any]] | None, size: int) -> Columns:
    """What so many candidates mean by themselves beside the question; None = that was not looked at."""
    if cosines is None:
        return dict.fromkeys(("said", "said beside best", "said meant"), np.zeros(size))
    said = cosines.astype(np.float64)
    return {"said": said, "said beside best": said - said.max(), "said meant": np.ones(size)}


def _coverage(evidence: Evidence) -> Columns:
    """Which share of the question's weight is found, by where it is looked for."""
    own, before, after = evidence.own, evidence.beside(-1), evidence.beside(1)
    both_before = before | evidence.beside(-2)
    alike = own | evidence.prefixed
    family = alike | evidence.family
    related = family | evidence.related
    shares = evidence.question.shares
    tables = {
        "own": own,
        "before": before,
        "before new": before & ~own,
        "after": after,
        "after new": after & ~own & ~before,
        "window": own | before | after,
        "passage": evidence.passage,
        "document": evidence.document,
        "above": evidence.above,
        "above new": evidence.above & ~own,
        "own above before": own | evidence.above | both_before,
        "passage above": evidence.passage | evidence.above,
        "alike": alike,
        "alike above before": alike | evidence.above | both_before,
        "family": family,
        "related": related,
        "related above before": related | evidence.above | both_before,
        "related only": related & ~family,
    }
    columns = dict(zip(tables, np.array(list(tables.values()), np.float64) @ shares, strict=True))
    return columns | {f"{name} counted": tables[name].mean(axis=1) for name in ("own", "family", "related")}


def _scores(evidence: Evidence, mean_length: float) -> Columns:
    """BM25 of sentence, passage and document: per weight of the question, and beside the best candidate."""
    candidates, total = evidence.candidates, max(float(evidence.question.idf.sum()), 1e-9)
    relative = evidence.lengths / max(mean_length, 1.0)
    held_back = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative)
    sentence = (evidence.counts * (SATURATION + 1) / (evidence.counts + held_back[:, None])) @ evidence.question.shares
    return {
        "sentence": sentence,
        "sentence beside best": beside_best(sentence),
        "score": candidates.scores / total,
        "score beside best": beside_best(candidates.scores),
        "passage score": candidates.passage_scores / total,
        "passage beside best": beside_best(candidates.passage_scores),
        "document beside best": beside_best(best_of_same(candidates.scores, evidence.firsts)),
    }


def _rarest(evidence: Evidence) -> Columns:
    """The word that tells most: found, or missing."""
    idf = evidence.question.idf / max(float(evidence.question.idf.max(initial=0)), 1e-9)
    missing = ~evidence.own & ~evidence.above
    return {
        "rarest found": (evidence.own.astype(np.float64) * idf).max(axis=1),
        "rarest missing": (missing * idf).max(axis=1),
        "rarest missing in passage": ((~evidence.passage & ~evidence.above) * idf).max(axis=1),
    }


def _spelling(evidence: Evidence, corpus: Corpus) -> Columns:
    """Which share of the question's runs of letters is found."""
    size = width(evidence.question.text)
    asked = distinct(runs([evidence.question.text], size)[0])
    every, rows = runs(evidence.texts, size)
    sizes = np.bincount(rows, minlength=len(evidence))
    here = np.zeros((len(evidence), len(asked)), np.bool_)
    if len(asked):
        positions = np.minimum(asked.searchsorted(every), len(asked) - 1)
        equal = asked[positions] == every
        here[rows[equal], positions[equal]] = True
    weights = corpus.gram_idfs(asked)
    share = here @ weights / max(float(weights.sum()), 1e-9)
    held_back = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * sizes / max(float(sizes.mean()), 1.0)
    return {"letters": share, "letters beside best": beside_best(share), "letters by length": share / held_back}


def _nearness(evidence: Evidence) -> Columns:
    """Words of the question that stand together, as pairs of neighbours."""
    own, shares, here = evidence.own, evidence.question.shares, evidence.in_candidates
    size = len(evidence.question.terms)
    order = np.argsort(evidence.question.codes)
    table = evidence.question.codes[order]
    spots = np.flatnonzero(found_in(here.codes, table))
    terms = order[table.searchsorted(here.codes[spots])]
    rows = here.rows[spots]
    together = (rows[1:] == rows[:-1]) & (terms[1:] != terms[:-1])
    gaps = np.diff(spots)
    worth = np.where(together, (shares[terms[1:]] + shares[terms[:-1]]) / np.sqrt(1 + gaps), 0)
    stood = np.full((len(evidence), size), -(10**6))
    stood[rows, terms] = spots
    reach = 6 if evidence.question.spaceless else 3
    pairs = own[:, 1:] & own[:, :-1] & (np.abs(np.diff(stood, axis=1)) <= reach)
    return {
        "near": np.bincount(rows[1:], weights=worth, minlength=len(evidence)) * 1.0,
        "neighbours": pairs @ (shares[1:] + shares[:-1]) / 2,
    }


def _shape(evidence: Evidence) -> Columns:
    """The sentence itself: how long, and where in its passage and document."""
    here, question = evidence.in_candidates, evidence.question
    sizes = np.bincount(here.rows, minlength=len(evidence)).astype(np.float64)
    if question.spaceless:
        sizes = np.array([len(text) / LETTERS_PER_WORD for text in evidence.texts])
    begins = begins_of(here)
    leaning = np.zeros(len(evidence))
    leaning[here.rows[begins]] = found_in(here.codes[begins], codes_of("back", question.language))
    return {
        "length": np.log1p(sizes) / 4,
        "short": (sizes < 6) * 1.0,
        "long": (sizes > 45) * 1.0,
        "first of passage": (evidence.candidates.numbers == evidence.around.begins) * 1.0,
        "early in document": 1 / (1 + (evidence.candidates.numbers - evidence.firsts) / 3),
        "leaning": leaning,
        "leaning before": leaning * ((evidence.beside(-1) & ~evidence.own) @ question.shares),
        "asks": np.array([text.rstrip().endswith(("?", "？", "؟")) for text in evidence.texts]) * 1.0,
    }


def _ends(evidence: Evidence) -> Columns:
    """The question's stop words, its first and its last word, and how long it is."""
    question, here = evidence.question, evidence.in_candidates
    asking = asking_words(question.language)
    stops = {token.code for token in question.tokens if token.flags & STOP and token.term not in asking}
    table = np.array(sorted(stops), np.uint32)
    equal = np.flatnonzero(found_in(here.codes, table))
    shared = np.zeros((len(evidence), len(table)), np.bool_)
    shared[here.rows[equal], table.searchsorted(here.codes[equal])] = True
    known = evidence.own | evidence.above | evidence.beside(-1)
    words = len(question.terms) / (LETTERS_PER_WORD if question.spaceless else 1)
    return {
        "stop words": shared.mean(axis=1) if len(table) else np.zeros(len(evidence)),
        "first word": evidence.own[:, 0] * 1.0,
        "last word": evidence.own[:, -1] * 1.0,
        "first word unknown": ~known[:, 0] * 1.0,
        "last word unknown": ~known[:, -1] * 1.0,
        "question length": np.full(len(evidence), min(words, 12) / 10),
    }
