"""Make knowledge/meaning/minilm/ of the published weights: `python -m knowledge.training.encoder model.safetensors`.

Matrices become one byte a number; what reading a text does not need (the pooler, positions past the longest text) is
left out. The same input gives the same files.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning.compact import Compact
from knowledge.meaning.encoder import LAYERS, LONGEST_TOKENS, SHIPPED, VOCABULARY, WEIGHTS
from knowledge.meaning.tensors import Tensors, read_tensors, write_tensors

WEIGHTS_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_DIGEST = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""SHA-256 of model.safetensors and tokenizer.json of sentence-transformers/all-MiniLM-L6-v2."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the files, and say how large they are; None = the arguments of the program."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training.encoder", description=__doc__)
    parser.add_argument("weights", type=Path, help="the published model.safetensors")
    parser.add_argument("--vocabulary", type=Path, help="the published tokenizer.json; else vocab.txt stays as it is")
    parser.add_argument("--output", type=Path, default=SHIPPED)
    options = parser.parse_args(arguments)
    _check(options.weights, WEIGHTS_DIGEST)
    write_tensors(options.output / WEIGHTS, converted(read_tensors(options.weights)))
    if options.vocabulary:
        _check(options.vocabulary, TOKENIZER_DIGEST)
        (options.output / VOCABULARY).write_text(pieces(options.vocabulary), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{sum((options.output / name).stat().st_size for name in (WEIGHTS, VOCABULARY)):,} bytes\n")


def _check(path: Path, digest: str) -> None:
    """Ends the program if the file is another one."""
    found = sha256(path.read_bytes()).hexdigest()
    if found != digest:
        sys.exit(f"{path}: SHA-256 is {found}, not {digest}")


def pieces(tokenizer: Path) -> str:
    """The vocabulary of a tokenizer.json, a piece a line, by number."""
    numbers: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    return "".join(f"{piece}\n" for piece in sorted(numbers, key=numbers.__getitem__))


def converted(published: Tensors) -> Tensors:
    """The tensors that knowledge.meaning.encoder reads. What is added to every token joins its position."""
    embeddings = "embeddings.{}_embeddings.weight".format
    positions = published[embeddings("position")][:LONGEST_TOKENS] + published[embeddings("token_type")][0]
    made = _compact("words", published[embeddings("word")]) | _compact("positions", positions)
    made |= _norm("norm", published, "embeddings.LayerNorm")
    for number in range(LAYERS):
        for name, tensor in _layer(published, f"encoder.layer.{number}.").items():
            made[f"{number}.{name}"] = tensor
    return made


def _layer(published: Tensors, name: str) -> Tensors:
    parts = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
    return (
        _linear("looking", published, *parts)
        | _linear("seen", published, f"{name}attention.output.dense")
        | _norm("seen norm", published, f"{name}attention.output.LayerNorm")
        | _linear("inward", published, f"{name}intermediate.dense")
        | _linear("outward", published, f"{name}output.dense")
        | _norm("norm", published, f"{name}output.LayerNorm")
    )


def _linear(name: str, published: Tensors, *parts: str) -> Tensors:
    """Some of them with their results side by side."""
    matrix, bias = (np.concatenate([published[f"{part}.{what}"] for part in parts]) for what in ("weight", "bias"))
    return _compact(name, matrix) | {f"{name} bias": bias}


def _norm(name: str, published: Tensors, part: str) -> Tensors:
    return {f"{name} scale": published[f"{part}.weight"], f"{name} bias": published[f"{part}.bias"]}


def _compact(name: str, matrix: NDArray[np.float32]) -> Tensors:
    made = Compact.of(matrix)
    return {name: made.values, f"{name} steps": made.scales}


if __name__ == "__main__":
    main()
