"""Thresholds measured: the gate is trained on bins of every confidence, and read where it ends.

Nothing here knows a closed form: each step asks the objective for its coefficients, as `exact`
does. A bin has one logit, log odds of answering, and a gate of its own, so it may run on its own
clock: it goes by a fixed distance in the direction of its gradient, and by half of that each time
the gradient turns. That ends where the gradient flow ends, however slow the flow, short of
gradients that are lost in rounding: DPO with a large beta, far from an extreme base model, is
refused.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.checks import quoted
from teachsim.tabular.answers import ANSWERS, BELIEVED, GOLD, IDK
from teachsim.tabular.items import Items, split
from teachsim.tabular.numbers import count, floats
from teachsim.tabular.objectives.preference import DPO
from teachsim.tabular.objectives.reward_driven import PPO
from teachsim.tabular.objectives.situation import Demonstrating, Objective, Situation
from teachsim.tabular.policy import CLIP
from teachsim.tabular.thresholds.graded import check, ungraded
from teachsim.tabular.thresholds.roots import INDIFFERENT
from teachsim.tabular.thresholds.setting import Setting

__all__ = ["Effective", "gate", "measure"]

_STRIDE = 0.5  # log odds
_SETTLED = 1e-6  # log odds
_DECIDED = 4.0  # log odds past 1/2 at which a gate that goes on is as good as open or shut
_ROUNDING = 1e-12  # of the parts of a gradient, and of rewards: less is none
_MOST_STEPS = 100_000
_MOST_GRID = 10_000
_FINER = 10
_END = 1e-6  # at 0 and 1 themselves kinds of items are missing, and some gates never move
_SHIFTS = "the chance of answering crosses 1/2 downwards, or more than once"


@dataclass(frozen=True, eq=False)
class Effective:
    """A threshold as measured.

    Attributes:
        p: `(K,)` confidences, ascending, from just above 0 to just below 1.
        answering: `(K,)` chance that the trained gate answers at each of them.
        value: Where that crosses 1/2, to a tenth of the grid's spacing: 0 if it answers at every p,
            1 if at none; None if there is no one threshold.
        why: Why there is none, else empty.
    """

    p: FloatArray
    answering: FloatArray
    value: float | None
    why: str = ""


@dataclass(frozen=True, eq=False)
class _Bench:
    """What stays the same while the bins are trained.

    Attributes:
        items: Kinds of items of the bins, with their labels.
        right: `(C,)` chance that an answer of theirs is marked right.
        worth: `(A,)` rewards.
        reference: `(C, A)` chances in the base model.
    """

    items: Items
    right: FloatArray
    worth: FloatArray
    reference: FloatArray

    def chances(self, x: FloatArray) -> FloatArray:
        """`(C, A)` chance of each class of marked answers; `x` is `(K,)` log odds of answering."""
        odds = x[self.items.bin]
        found = np.zeros((len(odds), ANSWERS))
        found[:, GOLD] = expit(odds) * self.right
        found[:, BELIEVED] = expit(odds) * (1 - self.right)
        found[:, IDK] = expit(-odds)
        return found

    def direction(self, x: FloatArray, *, objective: Objective, old: FloatArray) -> FloatArray:
        """`(K,)` -1, 0 or +1: where the objective sends each bin."""
        now = self.chances(x)
        labels = self.items.labels[0]
        at = Situation(now, self.worth, labels, self.reference, old, np.ones_like(now))
        w = objective.weights(at)
        # d log pi / dx is 1 - g for an answer and -g for "I don't know".
        odds, bins = x[self.items.bin], len(x)
        parts = w * expit(-odds)[:, np.newaxis]
        parts[:, IDK] = -w[:, IDK] * expit(odds)
        gain, size = (
            np.bincount(self.items.bin, self.items.mass * sums, minlength=bins)
            for sums in (parts.sum(axis=1), np.abs(parts).sum(axis=1))
        )
        # Rewards that are all the same leave a gradient of the size of their rounding; preferences
        # only compare them.
        if not isinstance(objective, DPO):
            size += np.abs(self.worth).max() * expit(x) * expit(-x) / bins
        return np.where(np.abs(gain) > _ROUNDING * size, np.sign(gain), 0.0)


def measure(objective: Objective, at: Setting, *, grid: int = 100) -> Effective:
    """The threshold of the trained gate.

    Args:
        objective: What is ascended.
        at: Where.
        grid: K, number of confidences, 10 to 10,000.

    Raises:
        ValueError: If the grid is another, an argument of a wrong kind, or PPO's clip too small to
            be followed.
    """
    objective, at = ungraded(objective, at)
    count(grid, thing="grid", least=10, most=_MOST_GRID, way_out="use 100")
    p = np.linspace(_END, 1 - _END, grid)
    answering, moved = gate(objective, at, p=p)
    answers = answering > 0.5
    if isinstance(objective, Demonstrating):
        return Effective(p, answering, None, "it copies labels, and no reward decides")
    if not moved:
        return Effective(p, answering, None, INDIFFERENT)
    if answers.all() or not answers.any():
        return Effective(p, answering, 0.0 if answers.all() else 1.0)
    first = int(answers.argmax())
    if first == 0 or not answers[first:].all():
        return Effective(p, answering, None, _SHIFTS)
    near = np.linspace(p[first - 1], p[first], _FINER + 1)
    above = gate(objective, at, p=near)[0] > 0.5
    above[-1] = True
    k = max(int(above.argmax()), 1)
    return Effective(p, answering, float(near[k - 1] + near[k]) / 2)


def gate(objective: Objective, at: Setting, *, p: FloatArray) -> tuple[FloatArray, bool]:
    """`(K,)` chance that the trained gate answers at each confidence; whether it moved at all.

    Raises:
        ValueError: If an argument is of a wrong kind, or PPO's clip too small to be followed.
    """
    check(objective, at)
    p = floats(p, thing="confidences", way_out="pass np.linspace(0.1, 0.9, 9)")
    if p.ndim != 1 or not p.size or not ((p >= 0) & (p <= 1)).all():
        raise ValueError(
            f"confidences are {quoted(p.tolist())}, but must be a row of chances in [0, 1]; pass "
            "np.linspace(0.1, 0.9, 9)"
        )
    stride, inner = _pace(objective)
    bench = _bench(objective, at, p=p)
    first = np.full(len(p), at.base)
    bench = replace(bench, reference=bench.chances(first))
    x, step, last, taken = first, np.full(len(p), stride), np.zeros(len(p)), 0
    going, old = np.ones(len(p), dtype=np.bool_), bench.reference
    while going.any():
        if taken % inner == 0:
            old = bench.chances(x)
        turn = bench.direction(x, objective=objective, old=old)
        step = np.where(turn * last < 0, step / 2, step)
        last = np.where(turn == 0, last, turn)
        moved = np.clip(x + step * turn, -CLIP, CLIP)
        going = (moved != x) & (step > _SETTLED)
        x, taken = moved, taken + 1
    if isinstance(objective, DPO):
        # Who has turned back has had its end between two steps, and stands still upon it.
        _settled(x, stuck=(turn == 0) & (step == stride), first=first)
    return expit(x), bool((x != first).any())


def _settled(x: FloatArray, *, stuck: BoolArray, first: FloatArray) -> None:
    """Refuse a gate that stands still on its way, as its gradient has vanished in rounding.

    Raises:
        ValueError: If one does.
    """
    if (stuck & (x != first) & (x * np.sign(x - first) < _DECIDED)).any():
        raise ValueError(
            "preferences this far from the base model leave no gradient that a float can hold, so "
            "the gate stands still before it settles; use a smaller beta, or a base_idk nearer 1/2"
        )


def _pace(objective: Objective) -> tuple[float, int]:
    """How far a bin goes in a step, and steps before samples are drawn anew.

    Raises:
        ValueError: If that takes too many steps.
    """
    if not isinstance(objective, PPO):
        return _STRIDE, 1
    # So short that the clip is not reached between two draws: that is what a small rate does.
    stride = min(_STRIDE, objective.clip / (2 * objective.inner))
    if stride == 0 or 2 * CLIP / stride > _MOST_STEPS:
        least = 4 * CLIP * objective.inner / _MOST_STEPS
        raise ValueError(
            f"clip is {objective.clip:g} with {objective.inner} inner steps, but must be at least "
            f"{math.ceil(least * 1e4) / 1e4:g} to be followed; use a larger one: the threshold is "
            "the policy gradient's for every clip"
        )
    return stride, objective.inner


def _bench(objective: Objective, at: Setting, *, p: FloatArray) -> _Bench:
    """Bins of these confidences."""
    bins = np.arange(len(p))
    shown = isinstance(objective, Demonstrating)
    # A sample of an answer tells a labeller as little as whether the item is known: one case.
    apart = at.epistemic or shown
    if apart:
        mass = np.concatenate([1 - p, p]) / len(p)
        items = Items(np.tile(bins, 2), np.repeat([False, True], len(p)), mass)
    else:
        items = Items(bins, np.ones(len(p), dtype=np.bool_), np.full(len(p), 1 / len(p)))
    shares = np.zeros((len(items), ANSWERS))
    if isinstance(objective, Demonstrating):
        shares = objective.shares(items)
    items = split(items, shares)
    right = at.marked_right(items.known.astype(float) if apart else p[items.bin])
    worth = at.reward.of_answers()
    return _Bench(items, right, worth, np.zeros((len(items), ANSWERS)))
