"""Cold starts with three modes: recall first wins against guessing, while nobody learns to abstain.

As in `cold_start`, eps is the base chance of "I don't know" (IDK), and gap what IDK is worth more
than recall. That wins against guessing, worth `worse` less, which lifts its logit while that of IDK
stands still. With u, v the odds of recall to IDK and to guessing, to leading order in 1/u and 1/v,

    u' = worse u / v - 2 gap,   v' = 2 worse - gap v / u.

Put q = u^2 / v and y^2 = v / q: then q = q0 (worse / (worse + gap y))^3 with q0 = r (1 - r) /
eps^2, r the base chance of recall among answers, and dt = q0 worse^3 y dy / (worse + gap y)^4, from
y = 0 to infinity:

    t = r (1 - r) worse / (6 gap^2 eps^2) + o(1 / eps^2):

quadratic, where two actions are linear. The solver writes all differences out, as

    log(recall / IDK)' = worse guess (recall - IDK) - gap IDK (2 recall + guess),
    log(guess / IDK)' = -worse guess (recall + 2 IDK) - gap IDK (recall + 2 guess),

for nothing else is left of rewards that are nearly the same, and takes the second log odds, which
only fall, as its clock: they cross some tens of nats, where time crosses tens of orders.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.integrate import solve_ivp
from scipy.special import logit

from teachsim.core.arrays import FloatArray
from teachsim.tabular.answers import ABSTAIN, GUESS, RECALL
from teachsim.tabular.numbers import number
from teachsim.tabular.policy import Start
from teachsim.tabular.thresholds.cold_start import check_start

__all__ = ["cold_start_by_three", "cold_start_by_three_about"]

_MOST_WORTH = 1e90  # of rewards; times go with their square and that of 1 / eps, within floats
_PRECISION = 1e-12  # of log odds, and relative of the time
_FIRST_STEP = 1e-3  # of log odds
_LEAST_FALL, _MOST_NATS = 1e-300, 700.0  # met in steps that go too far alone, and are not taken
_FARTHEST = -1e4  # log odds: no guess is as rare when IDK is reached, whatever rewards are allowed


def cold_start_by_three(
    gap: float, base_idk: float, *, worse: float, recall: float = 0.7, reach: float = 0.5
) -> float:
    """The time of `cold_start` with three modes, by a solver of the gradient flow.

    Args:
        gap: What IDK is worth more than recall, from 1e-90 to 1e90.
        base_idk: Chance of IDK in the base model, in (0, 1).
        worse: What guessing is worth less than recall, from 0 to 1e90.
        recall: Chance that the base model's answers are recalled, not guessed, in (0, 1).
        reach: In (0, 1).

    Raises:
        ValueError: If an argument is out of its range.
    """
    _check(gap, base_idk, worse=worse, recall=recall)
    check_start(base_idk, reach=reach)
    start, end = Start(base_idk, recall).logits, float(logit(reach))
    to_idk, first = float(start[RECALL] - start[ABSTAIN]), float(start[GUESS] - start[ABSTAIN])
    speeds = _speeds(math.log(worse) - math.log(gap) if worse else -math.inf)

    def reached(b: float, now: FloatArray) -> float:
        """Log odds of IDK, less those that are waited for."""
        return -end - float(np.logaddexp(now[0], b))

    if base_idk >= reach or reached(first, start[[RECALL]] - start[ABSTAIN]) >= 0:
        return 0.0
    reached.terminal = True  # type: ignore[attr-defined]  # how scipy is told to stop there,
    reached.direction = 1  # type: ignore[attr-defined]  # on the way up
    # The time grows by orders of magnitude: its error is relative to it, from the first step on.
    found = solve_ivp(
        speeds,
        (first, _FARTHEST),
        [to_idk, 0.0],
        method="DOP853",
        rtol=_PRECISION,
        atol=[_PRECISION, 0.0],
        first_step=_FIRST_STEP,
        events=reached,
    )
    assert found.status == 1  # IDK is the best mode, so that it is reached
    return float(found.y[1, -1]) / gap


def _speeds(log_worse: float) -> Callable[[float, FloatArray], list[float]]:
    """How log odds of recall to IDK, and gap times the time, go with log odds b of guesses to IDK.

    Args:
        log_worse: Log of worse / gap.
    """

    def speeds(b: float, now: FloatArray) -> list[float]:
        top = max(float(now[0]), b, 0.0)
        raised = [math.exp(odds - top) for odds in (float(now[0]), b, 0.0)]
        total = sum(raised)
        recall, guess, idk = (each / total for each in raised)
        # worse * guess and gap * idk, over whichever is larger: none may vanish before that.
        larger = max(log_worse + b, 0.0)
        lost, gained = math.exp(log_worse + b - larger), math.exp(-larger)
        fall = max(lost * (recall + 2 * idk) + gained * (recall + 2 * guess), _LEAST_FALL)
        lift = lost * (recall - idk) - gained * (2 * recall + guess)
        return [-lift / fall, -total * math.exp(min(top - larger, _MOST_NATS)) / fall]

    return speeds


def cold_start_by_three_about(
    gap: float, base_idk: float, *, worse: float, recall: float = 0.7
) -> float:
    """The leading term of `cold_start_by_three` for small base chances: r (1 - r) worse / (6 ..).

    Raises:
        ValueError: If an argument is out of its range.

    >>> round(cold_start_by_three_about(0.5, 0.001, worse=0.2))
    28000
    """
    _check(gap, base_idk, worse=worse, recall=recall)
    return recall * (1 - recall) * worse / (6 * gap**2 * base_idk**2)


def _check(gap: float, base_idk: float, *, worse: float, recall: float) -> None:
    """Refuse what has no cold start with three modes, or one in numbers beyond floats.

    Raises:
        ValueError: If an argument is out of its range.
    """
    unit = "measure rewards in another unit"
    number(gap, thing="gap", least=1 / _MOST_WORTH, below=_MOST_WORTH, way_out=unit)
    number(worse, thing="worse", least=0, below=_MOST_WORTH, way_out=f"0 is no worse; else {unit}")
    Start(base_idk, recall)
