"""Credit by sampling: the objectives of `tokens`, estimated from drawn sequences, over seeds.

Each position has all its B logits, as bad choices drift apart where only some of them are drawn.
The baseline is the mean credit under the present policy, which is known here: a critic that makes
no mistake, so that what noise is left is that of the credit itself; `variance` has it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.checks import generator
from teachsim.tabular.means import interval
from teachsim.tabular.numbers import MOST_COUNTED, count, number
from teachsim.tabular.tokens import Credit, Sequences, check, credit_of

__all__ = ["SampledRun", "train", "variance"]

_MOST_DRAWS = 500_000_000  # tokens drawn in all: about a quarter of a minute
_MOST_AT_ONCE = 50_000_000  # numbers held by one step


@dataclass(frozen=True, eq=False)
class SampledRun:
    """Courses of training, one for each seed.

    Attributes:
        tokens: `(steps + 1, S, T)` chance of the good choice at each position.
    """

    tokens: FloatArray

    @property
    def sequence(self) -> FloatArray:
        """`(steps + 1, S)` chance that the whole sequence is right."""
        return np.asarray(self.tokens.prod(axis=-1))

    @property
    def mean(self) -> FloatArray:
        """`(steps + 1,)` of that, over the seeds."""
        return np.asarray(self.sequence.mean(axis=1))

    @property
    def interval(self) -> tuple[FloatArray, FloatArray]:
        """Ends, `(steps + 1,)` each, of the 95 % interval of the mean over seeds (Student's t)."""
        return interval(self.sequence.T)


def train(
    sequences: Sequences,
    credit: str = Credit.SEQUENCE,
    *,
    steps: int,
    batch: int = 64,
    seeds: int = 20,
    rate: float = 1.0,
    rng: int | np.random.Generator = 0,
) -> SampledRun:
    """Gradient ascent on sampled sequences.

    Args:
        sequences: What is learned.
        credit: What a token is credited with.
        steps: How many.
        batch: Sequences drawn for each step and seed.
        seeds: S, independent runs, at least 2.
        rate: Learning rate, above 0.
        rng: A seed or a generator, which is consumed.

    Raises:
        ValueError: If an argument is out of its range, or too much would be drawn.
    """
    check(sequences)
    kind, most = credit_of(credit), MOST_COUNTED
    count(steps, thing="steps", least=0, most=most, way_out="use 200")
    count(batch, thing="batch", least=1, most=most, way_out="use 64")
    count(seeds, thing="seeds", least=2, most=most, way_out="use 20; one run has no interval")
    number(rate, thing="rate", above=0, way_out="use 1")
    _check_size(sequences, steps=steps, batch=batch, seeds=seeds)
    draws = generator(rng, way_out="pass a seed such as 0, or a numpy Generator")
    T, B = sequences.tokens, sequences.choices
    logits = np.full((seeds, T, B), np.log((1 - sequences.base) / (B - 1)))
    logits[..., 0] = np.log(sequences.base)  # the good choice is number 0
    good = np.empty((steps + 1, seeds, T))
    for step in range(steps + 1):
        chances = np.exp(logits - logits.max(axis=-1, keepdims=True))
        chances /= chances.sum(axis=-1, keepdims=True)
        good[step] = chances[..., 0]
        if step < steps:
            logits += rate * _gradient(chances, kind, batch=batch, rng=draws)
    return SampledRun(good)


def _check_size(sequences: Sequences, *, steps: int, batch: int, seeds: int) -> None:
    """Refuse what would take too long or too much room.

    Raises:
        ValueError: If it would.
    """
    tokens = batch * seeds * sequences.tokens
    held = max(tokens, seeds * sequences.tokens * max(sequences.choices, steps + 1))
    if tokens * steps > _MOST_DRAWS or held > _MOST_AT_ONCE:
        raise ValueError(
            f"{steps:,} steps of {seeds} seeds draw {tokens * steps:,} tokens and hold {held:,} "
            f"numbers, over {_MOST_DRAWS:,} and {_MOST_AT_ONCE:,}; use fewer seeds, steps or "
            "sequences in a batch, or tokens.train, which draws none"
        )


def _gradient(
    chances: FloatArray, credit: Credit, *, batch: int, rng: np.random.Generator
) -> FloatArray:
    """`(S, T, B)` mean over a batch of (credit - baseline) (e_y - pi)."""
    seeds, T, B = chances.shape
    if credit is Credit.DEMONSTRATION:
        gradient = -chances
        gradient[..., 0] += 1
        return gradient
    below = chances.cumsum(axis=-1)[..., :-1]  # the last choice takes what rounding leaves
    drawn = rng.random((batch, seeds, T))
    choice = np.zeros((batch, seeds, T), dtype=np.int64)
    for b in range(B - 1):
        choice += drawn >= below[..., b]
    gain = advantage(choice == 0, chances[..., 0], credit=credit) / batch
    cell = np.arange(seeds * T).reshape(seeds, T) * B + choice
    pulled = np.bincount(cell.ravel(), weights=gain.ravel(), minlength=chances.size)
    return pulled.reshape(chances.shape) - chances * gain.sum(axis=0)[..., np.newaxis]


def advantage(good: BoolArray, chance_good: FloatArray, *, credit: Credit) -> FloatArray:
    """`(..., T)` credit of each token less its mean under the policy.

    Args:
        good: `(..., T)` whether each drawn token is good.
        chance_good: `(..., T)` chance of that.
        credit: What a token is credited with; not a demonstration, which draws nothing.
    """
    apart = good - chance_good
    match credit:
        case Credit.TOTAL:
            return np.broadcast_to(apart.sum(axis=-1, keepdims=True), apart.shape)
        case Credit.TO_GO:
            return np.asarray(apart[..., ::-1].cumsum(axis=-1)[..., ::-1])
        case Credit.PREFIX:
            before = np.ones(good.shape)
            before[..., 1:] = good[..., :-1].cumprod(axis=-1)
            return np.asarray(before * apart)
        case Credit.SEQUENCE:
            end = good.all(axis=-1) - chance_good.prod(axis=-1)
            return np.broadcast_to(end[..., np.newaxis], apart.shape)
        case _:
            return apart


def variance(sequences: Sequences, credit: str = Credit.SEQUENCE) -> float:
    r"""Variance of the gradient from one sampled sequence, summed over tokens, in the base model.

    The gradient in the log-odds of token t is (R_t - b_t) (x_t - p), where x_t says whether it is
    good, R_t is its credit, and b_t the mean of that: given the prefix, where a critic sees it.
    With v = p (1 - p), and since x has E (x - p)^4 = v (1 - 3 v), a token's own reward gives
    (x_t - p)^2, of variance v (1 - 4 v). Each other token s in R_t adds (x_s - p) (x_t - p), of
    mean 0 and variance v^2, uncorrelated with the rest. Summed over t, with all others in R_t,
    T (T - 1) v^2 is added, and with the later ones alone half as much. For fair binary tokens
    v = 1 / 4, the own reward gives no variance at all, and all of it is

        T (T - 1) / 16   (half of that for rewards to go).

    With P = p^T a rewarded sequence gives P (1 - 2 P) (1 - p)^2 + P^2 v - P^2 (1 - p)^2 for each
    token, a prefix critic c v (1 - 3 v) - c^2 v^2 with c = p^(t - 1), a demonstration 0.

    >>> variance(Sequences(tokens=8, choices=2), "total") == 8 * 7 / 16
    True
    """
    check(sequences)
    kind, p, T = credit_of(credit), sequences.base, sequences.tokens
    v = p * (1 - p)
    alone = T * v * (1 - 4 * v)
    match kind:
        case Credit.DEMONSTRATION:
            return 0.0
        case Credit.PREFIX:
            reached = p ** np.arange(T)
            return float((reached * v * (1 - 3 * v) - (reached * v) ** 2).sum())
        case Credit.SEQUENCE:
            P = p**T
            return T * (P * (1 - 2 * P) * (1 - p) ** 2 + P**2 * v - (P * (1 - p)) ** 2)
        case _:
            others = {Credit.TOKEN: 0.0, Credit.TO_GO: 0.5, Credit.TOTAL: 1.0}[kind]
            return alone + others * T * (T - 1) * v**2
