"""Exact policy gradient on thousands of grid points at once: the numbers of `exact`, faster.

With a table gate bins do not touch, and with w = pi (r - J) the gradient of a bin's logits is

    g_m (Q_m - J),  Q_m the mean reward of mode m in the bin, J = sum over m of g_m Q_m,

so a bin is two numbers that move: its logits less that of "I don't know", u for recall and v for
guessing. With q_m = Q_m - Q_abstain, and thus J = g_recall q_recall + g_guess q_guess,

    u' = g_recall q_recall - (g_recall - g_abstain) J,   v' = the same with guess.

Speed comes from the layout: one array for each quantity, all bins of all points in one axis, every
result written over an old one, and blocks that stay in the cache. No maximum is subtracted before
the exponential: a logit's step is at most the reward range times the rate, and the steps shrink as
fast as chances do, so that logits stay far from what overflows; larger ranges are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import one_of, quoted
from teachsim.tabular.answers import ABSTAIN, GUESS, MODES, RECALL
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import MOST_COUNTED, count, floats, number
from teachsim.tabular.policy import Start
from teachsim.tabular.reward import Reward

__all__ = ["Points", "ascend", "train"]

BLOCK = 10_240
"""Bins worked on together; ten arrays of them fill most of a second-level cache."""

_WIDEST = 100.0  # of the rate times the range of rewards
_MOST_STEPS = 20_000_000  # a step takes as long as one of a thousand bins: some minutes
_MOST_WORK = 20_000_000_000  # bins times steps: about a minute and a half


@dataclass(frozen=True, eq=False)
class Points:
    """Where training arrived, on each of N grid points.

    Attributes:
        gate: `(N, K, M)` chance of each mode in each bin.
        truthful: `(N,)` chance of a right answer to a held-out question.
        hallucinated: `(N,)` chance of a wrong one.
        abstained: `(N,)` chance of "I don't know".
    """

    gate: FloatArray
    truthful: FloatArray
    hallucinated: FloatArray
    abstained: FloatArray


def train(
    worlds: Sequence[Knowledge],
    rewards: Sequence[Reward],
    *,
    steps: int = 2_000,
    rate: float = 1.0,
    base_idk: float = 0.2,
    base_recall: float = 0.7,
) -> Points:
    """Exact policy gradient with a table gate, as `exact.train` for each pair of world and reward.

    Dr. GRPO is the same with rate (G - 1) / G, RLOO just the same. Agrees with `exact.train` to
    rounding as long as that clips no logit at 30, which takes about exp(30) units of time.

    Args:
        worlds: N of them with the same number of bins, or one for all.
        rewards: N of them, or one for all.
        steps: How many.
        rate: Learning rate, above 0.
        base_idk: Chance of "I don't know" in the base model, in (0, 1).
        base_recall: Chance that its answers are recalled, not guessed, in (0, 1).

    Raises:
        ValueError: If an argument is out of its range.
    """
    count(steps, thing="steps", least=0, most=MOST_COUNTED, way_out="use 300")
    number(rate, thing="rate", above=0, way_out="use 1")
    start = Start(base_idk, base_recall)
    _check_points(worlds, rewards, steps=steps)
    n_points = max(len(worlds), len(rewards))
    if len(worlds) == 1:  # looked at once
        share, right = worlds[0].share[np.newaxis], worlds[0].right_given_bin[np.newaxis]
    else:
        share = np.stack([world.share for world in worlds])
        right = np.stack([world.right_given_bin for world in worlds])
    lucky = np.array([[1 / world.answers] for world in worlds])
    gap = np.array([[reward.right - reward.wrong] for reward in rewards])
    less = np.array([[reward.wrong - reward.abstain] for reward in rewards])
    shape = (n_points, worlds[0].bins)
    recall = np.broadcast_to(rate * (right * gap + less), shape)
    guess = np.broadcast_to(rate * (lucky * gap + less), shape)
    gate = ascend(recall, guess, start=start, steps=steps)
    answered = gate[..., RECALL] * right + gate[..., GUESS] * lucky
    truthful = (share * answered).sum(axis=-1)
    abstained = (share * gate[..., ABSTAIN]).sum(axis=-1)
    missed = gate[..., RECALL] * (1 - right) + gate[..., GUESS] * (1 - lucky)
    return Points(gate, truthful, (share * missed).sum(axis=-1), abstained)


def _check_points(worlds: Sequence[Knowledge], rewards: Sequence[Reward], *, steps: int) -> None:
    """Refuse axes that do not fit.

    Raises:
        ValueError: If they do not, or the work is over 2e10 steps of a bin.
    """
    for name, values in (("worlds", worlds), ("rewards", rewards)):
        if not isinstance(values, Sequence):
            raise ValueError(f"{name} is {quoted(values)}, but must be a list; pass a list of them")
    for world in worlds:
        one_of(Knowledge, world, thing="a world", way_out="pass [Knowledge()]")
    for reward in rewards:
        one_of(Reward, reward, thing="a reward", way_out="pass [Reward()]")
    sizes = {len(worlds), len(rewards)}
    n_points = max(sizes)
    if 0 in sizes or not sizes <= {1, n_points}:
        raise ValueError(
            f"there are {len(worlds)} worlds and {len(rewards)} rewards, but a grid needs as many "
            "of both, or one of either; repeat the shorter list"
        )
    bins = {world.bins for world in worlds}
    if len(bins) > 1:
        raise ValueError(
            f"the worlds have {sorted(bins)} bins, but points of a grid have equally many; train "
            "one grid for each"
        )
    work = n_points * worlds[0].bins * steps
    if work > _MOST_WORK or steps > _MOST_STEPS:
        raise ValueError(
            f"{n_points:,} points of {worlds[0].bins} bins for {steps:,} steps are {work:,} steps "
            f"of a bin, over {_MOST_WORK:,}, or over {_MOST_STEPS:,} steps of all; use fewer "
            "points or steps"
        )


def ascend(recall: FloatArray, guess: FloatArray, *, start: Start, steps: int) -> FloatArray:
    """Gates after exact policy gradient in independent bins.

    Args:
        recall: `(...)` q_recall times the learning rate: what recall pays more than abstaining.
        guess: `(...)` q_guess times the learning rate.
        start: The base model's gate.
        steps: How many.

    Returns:
        `(..., M)` chance of each mode.

    Raises:
        ValueError: If a gain is over 100, so that a single step would decide everything, or the
            work over 2e10 steps of a bin.
    """
    recall = floats(recall, thing="gains of recall", way_out="pass an array")
    guess = floats(guess, thing="gains of guessing", way_out="pass an array")
    one_of(Start, start, thing="start", way_out="pass Start(idk=0.2)")
    count(steps, thing="steps", least=0, most=MOST_COUNTED, way_out="use 300")
    too_many = recall.size * steps > _MOST_WORK or steps > _MOST_STEPS
    if recall.shape != guess.shape or too_many:
        raise ValueError(
            f"gains have shapes {recall.shape} and {guess.shape} for {steps:,} steps, but must be "
            f"alike, with at most {_MOST_WORK:,} entries times steps and {_MOST_STEPS:,} steps; "
            "use fewer"
        )
    widest = max(float(np.abs(recall).max(initial=0)), float(np.abs(guess).max(initial=0)))
    if not widest <= _WIDEST:
        raise ValueError(
            f"the rate times what an answer may pay is {widest:g}, but must be at most "
            f"{_WIDEST:g}; use a smaller rate"
        )
    base = start.logits
    gate = np.empty((recall.size, MODES))
    flat_recall, flat_guess = np.ravel(recall), np.ravel(guess)
    for low in range(0, recall.size, BLOCK):
        here = slice(low, low + BLOCK)
        gains = flat_recall[here].copy(), flat_guess[here].copy()
        u = np.full(len(gains[0]), base[RECALL] - base[ABSTAIN])
        v = np.full(len(gains[0]), base[GUESS] - base[ABSTAIN])
        _block(u, v, gains=gains, steps=steps)
        total = np.exp(u) + np.exp(v) + 1
        gate[here, RECALL] = np.exp(u) / total
        gate[here, GUESS] = np.exp(v) / total
        gate[here, ABSTAIN] = 1 / total
    return gate.reshape(*recall.shape, MODES)


def _block(
    u: FloatArray, v: FloatArray, *, gains: tuple[FloatArray, FloatArray], steps: int
) -> None:
    """Move the logits of one block in place; eighteen passes over it in each step."""
    recall, guess, idk, mean, paid = (np.empty_like(u) for _ in range(5))
    q_recall, q_guess = gains
    for _ in range(steps):
        np.exp(u, out=recall)
        np.exp(v, out=guess)
        np.add(recall, guess, out=idk)
        np.add(idk, 1.0, out=idk)
        np.divide(1.0, idk, out=idk)  # g_abstain
        np.multiply(recall, idk, out=recall)  # g_recall
        np.multiply(guess, idk, out=guess)  # g_guess
        np.multiply(recall, q_recall, out=paid)
        np.multiply(guess, q_guess, out=mean)
        np.add(u, paid, out=u)
        np.add(v, mean, out=v)
        np.add(mean, paid, out=mean)  # J
        np.subtract(recall, idk, out=recall)
        np.subtract(guess, idk, out=guess)
        np.multiply(recall, mean, out=recall)
        np.multiply(guess, mean, out=guess)
        np.subtract(u, recall, out=u)
        np.subtract(v, guess, out=v)
