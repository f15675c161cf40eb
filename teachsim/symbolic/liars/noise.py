"""How many questions noise costs: many runs at once, and what information theory says.

An answer that is false at a rate p tells at most the capacity 1 - h(p) bits, h(p) = -p log2 p -
(1 - p) log2(1 - p), of a binary symmetric channel: 0 at p = 1/2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray, IntArray
from teachsim.core.checks import chance, whole_number
from teachsim.symbolic.arguments import a_class, a_generator, a_switch, an_index
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.weighing import DIGITS, by_chance, informative

__all__ = ["MAX_BYTES", "Needed", "capacity", "mean_at_least", "queries_needed"]

MAX_BYTES = 2**29
"""Memory that the runs may take together unless told otherwise."""

_FLOAT_BYTES = 8
_ARRAYS = 4  # of runs x (hypotheses + instances) that live at once


@dataclass(frozen=True, eq=False)
class Needed:
    """What many runs of the noisy learner needed.

    Attributes:
        right: `(T + 1,)` share of the runs whose best hypothesis is the truth after 0..T
            questions; a run that has stopped stays as it is.
        asked: `(runs,)` questions that each asked.
        stopped: `(runs,)` whether it was sure enough within T questions.
        correct: `(runs,)` whether its best hypothesis was the truth in the end.
    """

    right: FloatArray
    asked: IntArray
    stopped: BoolArray
    correct: BoolArray

    @property
    def mean(self) -> float:
        """Questions on average."""
        return float(self.asked.mean())


def capacity(rate: float) -> float:
    """Bits, in [0, 1], that an answer tells at most if it is false with this chance.

    Raises:
        ValueError: It is no chance.

    >>> capacity(0.0), capacity(0.5), round(capacity(0.11), 2)
    (1.0, 0.0, 0.5)
    """
    return 1.0 - _entropy(chance(rate, thing="rate"))


def mean_at_least(m: int, *, rate: float, error: float) -> float:
    """Questions on average that any learner needs that is wrong with at most a chance of `error`.

    (log2 m - h(error) - error log2(m - 1)) / capacity, for m hypotheses alike likely, by Fano's
    inequality; questions may depend on answers, and their number too (Burnashev, "Data transmission
    over a discrete channel with feedback", Problems of Information Transmission 12, 1976).

    Raises:
        ValueError: These are no number and no chances.

    >>> round(mean_at_least(16, rate=0.11, error=0.05), 1)
    7.0
    """
    m = whole_number(m, thing="m", least=1, way_out="say how many hypotheses there are")
    error, bits = chance(error, thing="error"), capacity(rate)
    if m == 1 or error >= 1.0 - 1 / m:
        return 0.0
    doubt = _entropy(error) + error * math.log2(m - 1)  # of numbers as large as any
    needed = max(math.log2(m) - doubt, 0.0)
    return needed / bits if bits else math.inf


def queries_needed(
    of: HypothesisClass,
    *,
    rate: float,
    rng: np.random.Generator,
    assumed: float | None = None,
    error: float = 0.05,
    persistent: bool = False,
    target: int | None = None,
    runs: int = 1000,
    rounds: int = 200,
    max_bytes: int = MAX_BYTES,
) -> Needed:
    """Many runs of `noisy_learner` that puts membership queries, all at once.

    The same learner as in `simulate`, which runs one at a time.

    Args:
        of: The class.
        rate: Chance that the channel falsifies an answer; any.
        rng: Consumed.
        assumed: The rate that the learner believes in, below 1/2; None for the true one.
        error: It stops when all other hypotheses have at most this chance together; 0 for never.
        persistent: Whether asking again would be answered the same: it asks nothing twice.
        target: The truth; None for any hypothesis, alike likely.
        runs: How many runs.
        rounds: The most questions of each, T.
        max_bytes: Refuse more memory than this.

    Raises:
        ValueError: One of these is out of range, or the runs would need too much memory.

    >>> from teachsim.symbolic import families
    >>> H = families.initial_segments(15)
    >>> done = queries_needed(H, rate=0.1, rng=np.random.default_rng(0))
    >>> bool(done.correct.mean() > 0.95), done.mean > mean_at_least(16, rate=0.1, error=0.05)
    (True, True)
    """
    a_class(of)
    a_generator(rng)
    a_switch(persistent, thing="persistent")
    rate, error = chance(rate, thing="rate"), chance(error, thing="error")
    believed = rate if assumed is None else assumed
    weigh = by_chance(informative(believed, thing="rate" if assumed is None else "assumed"))
    runs = whole_number(runs, thing="runs", least=1, way_out="say how many")
    rounds = whole_number(rounds, thing="rounds", least=1, way_out="say how many")
    _affordable(of, runs=runs, rounds=rounds, max_bytes=max_bytes)
    truth = (
        rng.integers(len(of), size=runs)
        if target is None
        else np.full(runs, an_index(target, of=of), dtype=np.int64)
    )
    implied = np.zeros((runs, len(of)), dtype=np.int64)
    fresh = np.ones((runs, of.n_instances), dtype=np.bool_)
    asked, right = np.zeros(runs, dtype=np.int64), [np.mean(truth == 0)]
    for _ in range(rounds):
        going, questions = _questions(of, weigh(implied), error=error, fresh=fresh)
        if len(going) == 0:
            break
        said = of.table[truth[going], questions] ^ (rng.random(len(going)) < rate)
        implied[going] += of.table.T[questions] != said[:, np.newaxis]
        fresh[going, questions] = not persistent
        asked[going] += 1
        right.append(np.mean(implied.argmin(axis=1) == truth))
    weights = weigh(implied)
    stopped = weights.max(axis=1) >= (1.0 - error) * weights.sum(axis=1)
    right.extend([right[-1]] * (rounds + 1 - len(right)))
    return Needed(np.array(right), asked, stopped, implied.argmin(axis=1) == truth)


def _questions(
    of: HypothesisClass, weights: FloatArray, *, error: float, fresh: BoolArray
) -> tuple[IntArray, IntArray]:
    """The runs that go on, `(k,)`, and what each asks: the most even instance that is fresh."""
    shares = weights / weights.sum(axis=1, keepdims=True)
    going = np.flatnonzero((shares.max(axis=1) < 1.0 - error) | (error == 0.0))
    uneven = np.abs(2.0 * (shares[going] @ of.table) - 1.0).round(DIGITS)
    uneven[~fresh[going] | (uneven == 1.0)] = np.inf  # asked for ever, or of no use
    telling = np.isfinite(uneven.min(axis=1))
    return going[telling], uneven[telling].argmin(axis=1)


def _affordable(of: HypothesisClass, *, runs: int, rounds: int, max_bytes: int) -> None:
    """Refuse runs that would take more memory than this.

    Raises:
        ValueError: They would, or this is no number of bytes.
    """
    whole_number(max_bytes, thing="max_bytes", least=1, way_out="say how much memory to use")
    needed = (runs * (len(of) + of.n_instances) * _ARRAYS + rounds) * _FLOAT_BYTES
    if needed > max_bytes:
        raise ValueError(
            f"{runs:,} runs of {rounds:,} rounds on {len(of):,} hypotheses and {of.n_instances:,} "
            f"instances would take about {needed:,} bytes, above {max_bytes:,}; do fewer runs, or "
            "rounds, or raise max_bytes"
        )


def _entropy(p: float) -> float:
    """In bits."""
    return float(-sum(q * np.log2(q) for q in (p, 1.0 - p) if q > 0.0))
