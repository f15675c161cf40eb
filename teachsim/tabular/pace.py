"""One table for all sliders of a world: the gate over (confidence, time).

With a table gate bins do not touch: the logits of a bin follow a path that depends on the
objective, the reward, the base model, and p = P(known | bin) alone. The bin's share of the
questions would only rescale its time, and `policy.features` takes that out. So the paths are
trained once, on a grid of p, and every d', share of known questions and number of bins is read off
by a spline in p; only another objective, reward, base model or memory needs another table.

Late paths are steep where p is close to a threshold, so the grid is refined: the paths in the
middle of each interval are trained, compared with the spline and added; where they differed by more
than `tolerance`, the halves are tested in turn. What it differed by where refining stopped is the
`doubt` of a reading: measured at the middles of intervals, not proved between them. Objectives with
a hard clip (PPO) jump as p changes, and keep theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from scipy.interpolate import CubicSpline

from teachsim.core.arrays import BoolArray, FloatArray, IntArray
from teachsim.core.checks import one_of, quoted
from teachsim.tabular.answers import ABSTAIN, ANSWERS, GUESS, MODES, RECALL
from teachsim.tabular.items import Items, by_mode, counts, split
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import number
from teachsim.tabular.objectives.reward_driven import PPO, NaturalGradient
from teachsim.tabular.objectives.situation import Demonstrating, Objective, Situation
from teachsim.tabular.objectives.supervised import SFT, Labels
from teachsim.tabular.policy import CLIP, Outlook, Parameters, Start, gate_gradient, look
from teachsim.tabular.readout import Readout
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.schedule import Schedule, phases_of

__all__ = ["Pace", "Reading", "table"]

_MOST_CELLS = 4_000_000  # of steps and points: two logits of each, and their splines, in 0.3 GB
_POINTS = 65
_ROUNDS = 6


@dataclass(frozen=True, eq=False)
class Reading:
    """What a table says of one world.

    Attributes:
        held_out: Rates over the steps of training.
        gate: `(steps + 1, K)` chance that a question of a bin is answered.
        doubt: What the gate was off by, at most, where the table was tested next to these bins.
    """

    held_out: Readout
    gate: FloatArray
    doubt: float


@dataclass(frozen=True, eq=False)
class Pace:
    """Paths of training over a grid of confidences.

    Attributes:
        confidence: `(N,)` p = P(known | bin), from 0 to 1.
        logits: `(N, steps + 1, 2)` logits of recall and of guessing, less that of "I don't know".
        doubt: `(N,)` what the gate was off by when the interval above each p was last tested.
        world: One of the worlds it holds for: those of the same recall, misbelief and answers.
    """

    confidence: FloatArray
    logits: FloatArray
    doubt: FloatArray
    world: Knowledge

    @cached_property
    def _spline(self) -> CubicSpline:
        """The paths between the points of the grid."""
        return CubicSpline(self.confidence, self.logits)

    @cached_property
    def answered(self) -> FloatArray:
        """`(N, steps + 1)` chance to answer at confidence p: the table itself."""
        return np.asarray(1 - _gates(self.logits)[..., ABSTAIN])

    def read(self, world: Knowledge) -> Reading:
        """The course of training in a world, without training.

        Raises:
            ValueError: If the world has another recall, misbelief or number of answers.
        """
        one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
        for name in ("recall", "misbelief", "answers"):
            given, own = getattr(world, name), getattr(self.world, name)
            if given != own:
                raise ValueError(
                    f"the world has {name} {given}, but this table is for {own}; make another"
                )
        p = world.known_given_bin
        gate = _gates(np.asarray(self._spline(p))).swapaxes(0, 1)
        modes = by_mode(world, np.array([False, True]))  # (2, M, A)
        told = np.stack([modes[..., 0], modes[..., 1] + modes[..., 2], modes[..., 3]], axis=-1)
        total = world.mass.sum(axis=0)
        share = np.divide(world.mass, total, out=np.zeros_like(world.mass), where=total > 0)
        rates = np.einsum("tkm,ks,smr->tsr", gate, share, told, optimize=True)
        rates[:, total == 0] = (0.0, 0.0, 1.0)  # as `readout.rates`: what is not there abstains
        below = np.clip(np.searchsorted(self.confidence, p) - 1, 0, len(self.confidence) - 2)
        doubt = float(self.doubt[below].max())
        return Reading(Readout(rates, float(total[1])), 1 - gate[..., ABSTAIN], doubt)


def _gates(logits: FloatArray) -> FloatArray:
    """`(..., M)` chances of the modes, from `(..., 2)` logits."""
    gate = np.zeros((*logits.shape[:-1], MODES))
    gate[..., RECALL], gate[..., GUESS] = logits[..., 0], logits[..., 1]
    np.exp(gate - gate.max(axis=-1, keepdims=True), out=gate)
    gate /= gate.sum(axis=-1, keepdims=True)
    return gate


def table(  # noqa: PLR0917  # as in exact.train
    world: Knowledge,
    objective: Objective | Schedule,
    reward: Reward | None = None,
    *,
    steps: int | None = None,
    rate: float = 1.0,
    base_idk: float = 0.2,
    base_recall: float = 0.7,
    tolerance: float = 1e-3,
) -> Pace:
    """Train on a grid of confidences; arguments as `exact.train`, with a table gate and no memory.

    Args:
        world: Its recall, misbelief and answers count, its bins do not.
        objective: What is ascended; or a schedule.
        reward: What answers are worth.
        steps: How many; 2,000 by default.
        rate: Learning rate, above 0.
        base_idk: Chance of "I don't know" in the base model, in (0, 1).
        base_recall: Chance that its answers are recalled, not guessed, in (0, 1).
        tolerance: Of the gate between points of the grid, above 0; where it is not reached within
            six halvings, readings say so.

    Raises:
        ValueError: If an argument is out of its range, the table over 4 million numbers, or the
            labels depend on how the other bins are filled ("unfamiliar").
    """
    phases = phases_of(objective, steps=steps)
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
    number(rate, thing="rate", above=0, way_out="use 1")
    number(tolerance, thing="tolerance", above=0, way_out="use 1e-3")
    base = Start(base_idk, base_recall).logits
    total = sum(count for _, count in phases)
    if 4 * (total + 1) * _POINTS > _MOST_CELLS:
        raise ValueError(
            f"{total:,} steps at some {4 * _POINTS} confidences are over {_MOST_CELLS:,} numbers; "
            "use fewer steps with a higher rate"
        )
    worth = reward_of(reward).of_answers()
    train = partial(_paths, world=world, phases=phases, worth=worth, rate=rate, base=base)
    p = (1 - np.cos(np.pi * np.arange(_POINTS) / (_POINTS - 1))) / 2
    pace = Pace(p, train(p), np.zeros(_POINTS), world)
    asked = np.arange(_POINTS) < _POINTS - 1  # intervals, by their lower ends
    for _ in range(_ROUNDS):
        low = np.flatnonzero(asked)
        if low.size == 0 or (len(asked) + low.size) * (total + 1) > _MOST_CELLS:
            break
        pace, asked = _refined(pace, low, train=train, tolerance=tolerance)
    return pace


def _refined(
    pace: Pace, low: IntArray, *, train: Callable[[FloatArray], FloatArray], tolerance: float
) -> tuple[Pace, BoolArray]:
    """The table with the middles of the intervals above `low`, and which to halve next."""
    middle = (pace.confidence[low] + pace.confidence[low + 1]) / 2
    paths = train(middle)
    off = np.abs(_gates(np.asarray(pace._spline(middle))) - _gates(paths)).max(axis=(1, 2))
    doubt = pace.doubt.copy()
    doubt[low] = off
    fresh = np.zeros(len(doubt), dtype=np.bool_)
    fresh[low] = off > tolerance  # both halves are
    p = np.concatenate([pace.confidence, middle])
    order = np.argsort(p)
    logits = np.concatenate([pace.logits, paths])[order]
    found = Pace(p[order], logits, np.concatenate([doubt, off])[order], pace.world)
    return found, np.concatenate([fresh, off > tolerance])[order]


def _paths(
    p: FloatArray,
    *,
    world: Knowledge,
    phases: Schedule,
    worth: FloatArray,
    rate: float,
    base: FloatArray,
) -> FloatArray:
    """`(N, steps + 1, 2)` logits of bins of these confidences, less that of "I don't know"."""
    items = _kinds(p, phases=phases)
    modes, n = by_mode(world, items.known), counts(world, items.known)
    moved = np.zeros((len(p), MODES))
    found = np.empty((sum(count for _, count in phases) + 1, len(p), MODES))
    found[0], t = base, 0

    def seen() -> Outlook:
        at = Parameters(np.zeros((1, MODES)), moved[items.bin], np.zeros(1))
        return look(at, base=base, phi=np.zeros((len(p), 1)), items=items, modes=modes)

    for phase, (what, count) in enumerate(phases):
        reference = old = seen().chances
        for step in range(count):
            now = seen()
            if isinstance(what, PPO) and step % what.inner == 0:
                old = now.chances
            at = Situation(now.chances, worth, items.labels[phase], reference, old, n)
            moved += rate * _mean_gradient(what, at, now=now, items=items)
            t += 1
            found[t] = np.clip(base + moved, -CLIP, CLIP)
    logits = found[..., [RECALL, GUESS]] - found[..., [ABSTAIN]]
    return np.ascontiguousarray(logits.swapaxes(0, 1))


def _kinds(p: FloatArray, *, phases: Schedule) -> Items:
    """Kinds of items of bins that do not touch; the masses of each bin sum to 1."""
    bins = np.arange(len(p))
    known = np.repeat([False, True], len(p))
    items = Items(np.tile(bins, 2), known, np.concatenate([1 - p, p]))
    for what, _ in phases:
        if isinstance(what, SFT) and what.labels == Labels.UNFAMILIAR:
            raise ValueError(
                f"the objective is {quoted(what)}, whose labels depend on how all bins are filled, "
                "so that no table serves all worlds; use exact.train"
            )
        none = np.zeros((len(items), ANSWERS))
        items = split(items, what.shares(items) if isinstance(what, Demonstrating) else none)
    return items


def _mean_gradient(what: Objective, at: Situation, *, now: Outlook, items: Items) -> FloatArray:
    """`(N, M)` gradient of each bin's logits, averaged over its items."""
    if isinstance(what, NaturalGradient):
        worth = now.modes @ at.worth
        gate = worth - (now.gate * worth).sum(axis=1, keepdims=True)
    else:
        gate = gate_gradient(what.weights(at), now)
    return items.by_bin(gate, bins=int(items.bin.max()) + 1)
