"""Cold starts: how long until a model that hardly ever says "I don't know" learns to.

Times are those of the gradient flow, rate * steps of `exact.train`; eps is the base chance of IDK,
g the chance now, and gap what IDK is worth more than an answer on average.

**Two actions, policy gradient.** Two logits move by +-g (1 - g) gap, so g' = 2 gap g^2 (1 - g)^2,
and as 1 / (g^2 (1 - g)^2) = 1/g^2 + 2/g + 2/(1 - g) + 1/(1 - g)^2,

    t = [F(g1) - F(eps)] / (2 gap),   F(g) = -1/g + 1/(1 - g) + 2 ln(g / (1 - g)),

which is about 1 / (2 gap eps): what is never sampled is never rewarded.

**Supervised.** IDK shown each time: g' = 2 g (1 - g)^2. IDK shown on a share s of the questions at
random: g' = 2 g (1 - g) (s - g). Both grow exponentially from eps, so t is about log(1 / eps) / 2
and log(1 / eps) / (2 s).

`cold_start_three` has the policy gradient over three modes.
"""

from __future__ import annotations

import math

from scipy.special import logit

from teachsim.core.checks import chance, whole_number
from teachsim.tabular.numbers import number
from teachsim.tabular.policy import Start

__all__ = ["check_start", "cold_start", "first_sampled", "shown", "warm_start"]

_ALL = 10**18
"""Answers of which one is IDK for certain, at all base chances that a model may have."""


def cold_start(gap: float, base_idk: float, *, reach: float = 0.5) -> float:
    """Time until exact policy gradient over two actions says IDK with chance `reach`.

    Args:
        gap: What IDK is worth more than an answer, above 0.
        base_idk: Chance of IDK in the base model, in (0, 1).
        reach: In (0, 1); 0 is returned if the base model has reached it.

    Raises:
        ValueError: If an argument is out of its range, or no float can hold the time.

    >>> [round(cold_start(0.5, base_idk)) for base_idk in (0.1, 0.01, 0.001)]
    [13, 108, 1013]
    """
    check_start(base_idk, reach=reach, gap=gap)
    time = max(_antiderivative(reach) - _antiderivative(base_idk), 0.0) / (2 * gap)
    if math.isinf(time):
        raise ValueError(
            f"gap is {gap}, at which no float can hold the time, as that grows with 1 / gap; "
            "measure rewards in a smaller unit"
        )
    return time


def shown(base_idk: float, *, reach: float = 0.5) -> float:
    """Time until fine-tuning on IDK alone says it with chance `reach`: about log(1 / eps) / 2.

    Raises:
        ValueError: If an argument is out of its range.

    >>> [round(shown(base_idk), 1) for base_idk in (0.1, 0.01, 0.001)]
    [1.5, 2.8, 4.0]
    """
    check_start(base_idk, reach=reach)
    ends = [float(logit(g)) + 1 / (1 - g) for g in (base_idk, reach)]
    return max(ends[1] - ends[0], 0.0) / 2


def warm_start(base_idk: float, *, idk: float = 0.4, reach: float = 0.9) -> float:
    """Time until random IDK labels on a share `idk` of the questions have done most of their work.

    Args:
        base_idk: Chance of IDK in the base model, in (0, 1).
        idk: Share of IDK among the labels, in (0, 1); what the gate converges to.
        reach: How much of that, in (0, 1); 0 is returned if the base model has reached it.

    Raises:
        ValueError: If an argument is out of its range.

    >>> [round(warm_start(base_idk)) for base_idk in (1e-2, 1e-4, 1e-6)]
    [9, 15, 20]
    """
    check_start(base_idk, reach=reach)
    if not 0 < chance(idk, thing="the share of IDK labels") < 1:
        raise ValueError(f"the share of IDK labels is {idk}, but must lie in (0, 1); use 0.4")
    end = reach * idk
    if base_idk >= end:
        return 0.0

    def antiderivative(g: float) -> float:
        """Of 1 / (g (1 - g) (idk - g)), by partial fractions."""
        toward = math.log(g) / idk + math.log1p(-g) / (1 - idk)
        return toward - math.log(idk - g) / (idk * (1 - idk))

    return (antiderivative(end) - antiderivative(base_idk)) / 2


def first_sampled(base_idk: float, *, batch: int = 1) -> float:
    """Expected steps until the first IDK is sampled, while the base model's chance of it stands.

    Args:
        base_idk: Chance of IDK in the base model, in (0, 1).
        batch: Answers drawn in a step.

    Raises:
        ValueError: If an argument is out of its range.

    >>> round(first_sampled(0.001)), round(first_sampled(0.001, batch=100), 1)
    (1000, 10.5)
    """
    Start(base_idk)
    drawn = min(whole_number(batch, thing="batch", least=1, way_out="use 1"), _ALL)
    return -1.0 / math.expm1(drawn * math.log1p(-base_idk))


def _antiderivative(g: float) -> float:
    """F, of 1 / (g^2 (1 - g)^2)."""
    return -1 / g + 1 / (1 - g) + 2 * float(logit(g))


def check_start(base_idk: float, *, reach: float = 0.5, gap: float = 1.0) -> None:
    """Refuse what has no cold start.

    Raises:
        ValueError: If an argument is out of its range.
    """
    Start(base_idk)
    if not 0 < chance(reach, thing="reach") < 1:
        raise ValueError(f"reach is {reach}, but must lie in (0, 1): a gate never gets to its ends")
    number(gap, thing="gap", above=0, way_out="where answers pay more, IDK is never learned")
