"""Examples → a ranker: listwise softmax (the share of the right candidates grows), Adam, plain numpy."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.ranker import CLIP, Network
from knowledge.training.examples import Example

HIDDEN, EPOCHS, BATCH = 32, 16, 64
RATE, DECAY = 3e-3, 1e-4
"""Of Adam (Kingma and Ba 2014) with decoupled weight decay (Loshchilov and Hutter 2017)."""

UNSEEN = np.float32(1e4)
"""Deviation of a feature that is the same in all examples: other values of it must not move anything."""

Parameters = list[NDArray[np.float32]]


RIDGE, STEPS = 5.0, 600
"""Of a line: a few hundred examples with three dozen features need to be held back."""


def learn_line(names: Sequence[str], examples: Sequence[Example]) -> Network:
    """A network without hidden units, for few examples: the loss is nearly convex, so every start ends alike."""
    scaled, right, bounds, means, deviations = _scaled(examples)
    straight = np.zeros(scaled.shape[1], np.float32)
    adam = _Adam([straight], STEPS)
    sizes = np.diff(bounds)
    for _ in range(STEPS):
        slope = scaled.T @ _error(scaled @ straight, right, sizes) + 2 * RIDGE / len(sizes) * straight
        adam.step([straight], [slope])
    nothing = np.zeros(0, np.float32)
    return Network(
        tuple(names), means, deviations, straight, np.zeros((len(straight), 0), np.float32), nothing, nothing
    )


def learn(names: Sequence[str], examples: Sequence[Example], seeds: Sequence[int]) -> Network:
    """The mean of as many networks as there are seeds, as one."""
    scaled, right, bounds, means, deviations = _scaled(examples)
    parts = [_train(scaled, right, bounds, seed) for seed in seeds]
    return Network(
        tuple(names),
        means,
        deviations,
        np.mean([straight for _, _, _, straight in parts], axis=0, dtype=np.float32),
        np.hstack([inward for inward, _, _, _ in parts]),
        np.concatenate([bias for _, bias, _, _ in parts]),
        (np.concatenate([outward for _, _, outward, _ in parts]) / len(parts)).astype(np.float32),
    )


class _Scaled(NamedTuple):
    """Examples that tell something, one below the other. Shapes: q of them, R candidates, F features."""

    matrix: NDArray[np.float32]
    """(R, F): with mean 0 and deviation 1."""
    right: NDArray[np.bool_]
    bounds: NDArray[np.int64]
    """(q + 1,)"""
    means: NDArray[np.float32]
    deviations: NDArray[np.float32]


def _scaled(examples: Sequence[Example]) -> _Scaled:
    usable = [one for one in examples if one.right.any() and not one.right.all()]
    every = np.concatenate([one.matrix for one in usable])
    means, deviations = every.mean(axis=0), every.std(axis=0) + np.float32(1e-3)
    deviations[every.min(axis=0) == every.max(axis=0)] = UNSEEN
    scaled = np.clip((every - means) / deviations, -CLIP, CLIP)
    right = np.concatenate([one.right for one in usable])
    bounds = np.cumsum([0, *(len(one.right) for one in usable)])
    return _Scaled(scaled, right, bounds, means, deviations)


def _train(scaled: NDArray[np.float32], right: NDArray[np.bool_], bounds: NDArray[np.int64], seed: int) -> Parameters:
    random = np.random.default_rng(seed)
    size = scaled.shape[1]
    inward = random.normal(0, np.sqrt(2 / size), (size, HIDDEN)).astype(np.float32)
    outward = random.normal(0, 0.3 * np.sqrt(2 / HIDDEN), HIDDEN).astype(np.float32)
    parameters = [inward, np.zeros(HIDDEN, np.float32), outward, np.zeros(size, np.float32)]
    questions = len(bounds) - 1
    adam = _Adam(parameters, steps=EPOCHS * -(-questions // BATCH))
    for _ in range(EPOCHS):
        order = random.permutation(questions)
        for start in range(0, questions, BATCH):
            chosen = order[start : start + BATCH]
            sizes = bounds[chosen + 1] - bounds[chosen]
            rows = np.repeat(bounds[chosen] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
            adam.step(parameters, _gradients(parameters, scaled[rows], right[rows], sizes))
    return parameters


def _gradients(
    parameters: Parameters, scaled: NDArray[np.float32], right: NDArray[np.bool_], sizes: NDArray[np.int64]
) -> Parameters:
    inward, bias, outward, straight = parameters
    hidden = np.maximum(scaled @ inward + bias, 0)
    error = _error(hidden @ outward + scaled @ straight, right, sizes)
    back = np.outer(error, outward) * (hidden > 0)
    return [scaled.T @ back, back.sum(axis=0), hidden.T @ error, scaled.T @ error]


def _error(scores: NDArray[np.float32], right: NDArray[np.bool_], sizes: NDArray[np.int64]) -> NDArray[np.float32]:
    """The softmax of all candidates of a question less that of the right ones."""
    starts = np.cumsum(sizes) - sizes
    group = np.repeat(np.arange(len(sizes)), sizes)
    shares = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
    wanted = shares * right
    shares /= np.add.reduceat(shares, starts)[group]
    wanted /= np.maximum(np.add.reduceat(wanted, starts), 1e-20)[group]
    error: NDArray[np.float32] = ((shares - wanted) / len(sizes)).astype(np.float32)
    return error


class _Adam:
    def __init__(self, parameters: Parameters, steps: int) -> None:
        self._means = [np.zeros_like(one) for one in parameters]
        self._squares = [np.zeros_like(one) for one in parameters]
        self._steps, self._taken = steps, 0

    def step(self, parameters: Parameters, gradients: Parameters) -> None:
        """One step, with a short rise and then half a cosine of the learning rate."""
        self._taken += 1
        rate = RATE * min(1, self._taken / 50) * (1 + np.cos(np.pi * self._taken / self._steps)) / 2
        for place, gradient in enumerate(gradients):
            self._means[place] += 0.1 * (gradient - self._means[place])
            self._squares[place] += 0.001 * (gradient**2 - self._squares[place])
            mean = self._means[place] / (1 - 0.9**self._taken)
            deviation = np.sqrt(self._squares[place] / (1 - 0.999**self._taken)) + 1e-8
            parameters[place] -= (rate * (mean / deviation + DECAY * parameters[place])).astype(np.float32)
