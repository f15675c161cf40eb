"""Where training on wordings ends, and the one curve that reward-driven training walks there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import quoted
from teachsim.tabular.numbers import floats
from teachsim.tabular.objectives.group import GRPO, RLOO
from teachsim.tabular.objectives.one_sided import (
    NSR,
    PSR,
    BestOfN,
    RejectionSampling,
    WReinforce,
)
from teachsim.tabular.objectives.reward_driven import (
    KLRegularised,
    NaturalGradient,
    PolicyGradient,
)
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.wording.training import check
from teachsim.tabular.wording.wordings import Shown, Wordings, check_wordings

__all__ = ["curve", "limit"]

_HALVINGS = 120  # of intervals in logarithms, down to rounding
_FARTHEST = 700.0  # in nats: a float holds e to the power of it


def limit(wordings: Wordings, objective: Objective, *, reward: Reward | None = None) -> FloatArray:
    """`(R,)` the policy at the end of training, in closed form.

    Demonstrations end at their shares; a divergence penalty at base exp(r / beta) / Z, which goes
    to the base model restricted to what is valid as beta -> 0, at divergence -ln v; a natural
    gradient at that restriction itself; all else that marks the policy's own answers at the
    likeliest response among those that it likes best (equally likely ones share), by the invariant
    of `wordings`.

    Raises:
        ValueError: If the objective has no such form: PPO breaks the invariant when it clips, DPO
            ends where its pairs say.

    >>> from teachsim.tabular.objectives import KLRegularised
    >>> nearly_none = KLRegularised(beta=0.01)
    >>> float(limit(Wordings.zipf(), nearly_none)[1].round(3))
    0.366
    """
    check(wordings, objective)
    if isinstance(objective, Shown):
        return np.append(objective.share, 0.0)
    start, worth = wordings.start, wordings.worth(reward_of(reward))
    if isinstance(objective, KLRegularised):
        given = start > 0  # "I don't know" may never be said, and is then no best response either
        with np.errstate(over="ignore"):  # beta may be next to none
            short = (worth[given] - worth[given].max()) / objective.beta
        tilted = np.zeros_like(start)
        tilted[given] = start[given] * np.exp(short)
        return np.asarray(tilted / tilted.sum())
    liked = np.where(start > 0, _liked(objective, worth), -np.inf)
    if np.ptp(liked[start > 0]) == 0:
        return start  # all is liked the same: nothing moves
    best = start * (liked == liked.max())
    if not isinstance(objective, NaturalGradient):
        best = np.isclose(best, best.max(), rtol=1e-12, atol=0).astype(float)
    return np.asarray(best / best.sum())


def _liked(objective: Objective, worth: FloatArray) -> FloatArray:
    """`(R,)` what an objective makes of the rewards; only their order matters."""
    match objective:
        case PSR():
            return np.maximum(worth, 0)
        case NSR():
            return np.minimum(worth, 0)
        case WReinforce(lam=lam):
            return np.maximum(worth, 0) * lam + np.minimum(worth, 0)
        case RejectionSampling():
            return (worth > 0).astype(float)
        case BestOfN(n=1):
            return np.zeros_like(worth)
        case PolicyGradient() | NaturalGradient() | GRPO() | RLOO() | BestOfN():
            return worth
        case _:
            raise ValueError(
                f"the end of {quoted(objective)} on wordings has no closed form; train it for long"
            )


def curve(wordings: Wordings, valid_mass: npt.ArrayLike) -> FloatArray:
    """`(n, R)` the policies on the curve that reward-driven training walks, by their valid mass v.

    With x = e^-theta of the likeliest valid wording as the parameter, the invariants give the rest:
    every valid e^-theta is x plus a constant, every other one has gained the same sigma, which the
    constant sum of theta fixes. x falls to 0 as v rises to 1.

    Args:
        wordings: The wordings; the base model must not say "I don't know", as that is neither.
        valid_mass: `(n,)` v, from the base model's to below 1.

    Raises:
        ValueError: If v is outside that range, or idk is above 0.

    >>> from teachsim.tabular.wording import effective_number
    >>> ours = Wordings.zipf()
    >>> effective_number(curve(ours, [0.5, 0.9, 0.99]), ours).round(2)
    array([5.32, 1.87, 1.12])
    """
    check_wordings(wordings)
    wanted = np.atleast_1d(floats(valid_mass, thing="valid_mass", way_out="pass [0.9]"))
    least = wordings.valid_mass
    if wordings.idk:
        raise ValueError(f"idk is {wordings.idk}, but the curve is of two sides only; use idk=0")
    if wanted.ndim != 1 or not ((wanted >= least - 1e-12) & (wanted < 1)).all():
        raise ValueError(
            f"valid_mass is {quoted(valid_mass)}, but must lie in [{least:.3f}, 1): training never "
            "leaves the part of the curve that begins at the base model; change it"
        )
    top = -np.log(wordings.base[wordings.valid].max())  # log of x at the start
    low, high = np.full(len(wanted), top - _FARTHEST), np.full(len(wanted), top)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached = _at(wordings, middle)[:, wordings.valid].sum(axis=1) >= wanted
        low, high = np.where(reached, middle, low), np.where(reached, high, middle)
    found = _at(wordings, (low + high) / 2)
    return np.concatenate([found, np.zeros((len(found), 1))], axis=1)


def _at(wordings: Wordings, log_x: FloatArray) -> FloatArray:
    """`(n, W)` the policies at which e^-theta of the likeliest valid wording is x."""
    steps = 1 / wordings.base  # e^-theta at the start, in the gauge theta = log base
    valid, others = steps[wordings.valid], steps[~wordings.valid]
    theta = np.empty((len(log_x), len(steps)))
    theta[:, wordings.valid] = -np.log(valid - valid.min() + np.exp(log_x)[:, np.newaxis])
    lost = np.log(steps).sum() + theta[:, wordings.valid].sum(axis=1)  # by the others together
    low, high = np.full(len(log_x), -_FARTHEST), np.full(len(log_x), _FARTHEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        short = np.log(others + np.exp(middle)[:, np.newaxis]).sum(axis=1) < lost
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    theta[:, ~wordings.valid] = -np.log(others + np.exp((low + high) / 2)[:, np.newaxis])
    policy = np.exp(theta - theta.max(axis=1, keepdims=True))
    return np.asarray(policy / policy.sum(axis=1, keepdims=True))
