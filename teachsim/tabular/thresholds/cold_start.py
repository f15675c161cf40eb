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

**Three modes, policy gradient.** Recall first wins against guessing, worth `worse` less, which
lifts its logit while that of IDK stands still. With u, v the odds of recall to IDK and to guessing,
to leading order in 1/u and 1/v,

    u' = worse u / v - 2 gap,   v' = 2 worse - gap v / u.

Put q = u^2 / v and y^2 = v / q: then q = q0 (worse / (worse + gap y))^3 with q0 = r (1 - r) /
eps^2, r the base chance of recall among answers, and dt = q0 worse^3 y dy / (worse + gap y)^4, from
y = 0 to infinity:

    t = r (1 - r) worse / (6 gap^2 eps^2) + o(1 / eps^2):

quadratic, where two actions are linear.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.integrate import solve_ivp
from scipy.special import logit

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, whole_number
from teachsim.tabular.numbers import number
from teachsim.tabular.policy import Start

__all__ = [
    "cold_start",
    "cold_start_by_three",
    "cold_start_by_three_about",
    "first_sampled",
    "shown",
    "warm_start",
]


def cold_start(gap: float, base_idk: float, *, reach: float = 0.5) -> float:
    """Time until exact policy gradient over two actions says IDK with chance `reach`.

    Args:
        gap: What IDK is worth more than an answer, above 0.
        base_idk: Chance of IDK in the base model, in (0, 1).
        reach: In (0, 1); 0 is returned if the base model has reached it.

    Raises:
        ValueError: If an argument is out of its range.

    >>> [round(cold_start(0.5, base_idk)) for base_idk in (0.1, 0.01, 0.001)]
    [13, 108, 1013]
    """
    _checked(base_idk, reach=reach, gap=gap)
    return max(_antiderivative(reach) - _antiderivative(base_idk), 0.0) / (2 * gap)


def shown(base_idk: float, *, reach: float = 0.5) -> float:
    """Time until fine-tuning on IDK alone says it with chance `reach`: about log(1 / eps) / 2.

    Raises:
        ValueError: If an argument is out of its range.

    >>> [round(shown(base_idk), 1) for base_idk in (0.1, 0.01, 0.001)]
    [1.5, 2.8, 4.0]
    """
    _checked(base_idk, reach=reach)
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
    _checked(base_idk, reach=reach)
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
    whole_number(batch, thing="batch", least=1, way_out="use 1")
    return -1.0 / math.expm1(batch * math.log1p(-base_idk))


def cold_start_by_three(
    gap: float, base_idk: float, *, worse: float, recall: float = 0.7, reach: float = 0.5
) -> float:
    """The time of `cold_start` with three modes, by a solver of the gradient flow.

    Args:
        gap: What IDK is worth more than recall, above 0.
        base_idk: Chance of IDK in the base model, in (0, 1).
        worse: What guessing is worth less than recall, at least 0.
        recall: Chance that the base model's answers are recalled, not guessed, in (0, 1).
        reach: In (0, 1).

    Raises:
        ValueError: If an argument is out of its range.
    """
    _checked(base_idk, reach=reach, gap=gap)
    number(worse, thing="worse", least=0, way_out="use 0 where guesses are as good as recall")
    worth = np.array([-gap, -gap - worse, 0.0])
    start = Start(base_idk, recall).logits
    if base_idk >= reach:
        return 0.0

    def flow(_: float, z: FloatArray) -> FloatArray:
        g = _softmax(z)
        return np.asarray(g * (worth - g @ worth))

    def reached(_: float, z: FloatArray) -> float:
        return float(_softmax(z)[2] - reach)

    reached.terminal = True  # type: ignore[attr-defined]  # how scipy is told to stop there
    # IDK is the best mode, so that it is reached; ten times both laws is a generous end.
    most = 10 * (cold_start(gap, base_idk, reach=reach) + 1 / gap)
    most += 10 * cold_start_by_three_about(gap, base_idk, worse=worse, recall=recall)
    found = solve_ivp(flow, (0, most), start, method="LSODA", rtol=1e-9, atol=1e-10, events=reached)
    assert found.status == 1  # stopped by the event
    return float(found.t[-1])


def cold_start_by_three_about(
    gap: float, base_idk: float, *, worse: float, recall: float = 0.7
) -> float:
    """The leading term of `cold_start_by_three` for small base chances: r (1 - r) worse / (6 ..).

    Raises:
        ValueError: If an argument is out of its range.

    >>> round(cold_start_by_three_about(0.5, 0.001, worse=0.2))
    28000
    """
    _checked(base_idk, gap=gap)
    Start(base_idk, recall)
    number(worse, thing="worse", least=0, way_out="use 0 where guesses are as good as recall")
    return recall * (1 - recall) * worse / (6 * gap**2 * base_idk**2)


def _antiderivative(g: float) -> float:
    """F, of 1 / (g^2 (1 - g)^2)."""
    return -1 / g + 1 / (1 - g) + 2 * float(logit(g))


def _softmax(z: FloatArray) -> FloatArray:
    """Chances of the modes."""
    raised = np.exp(z - z.max())
    return np.asarray(raised / raised.sum())


def _checked(base_idk: float, *, reach: float = 0.5, gap: float = 1.0) -> None:
    """Refuse what has no cold start.

    Raises:
        ValueError: If an argument is out of its range.
    """
    Start(base_idk)
    if not 0 < chance(reach, thing="reach") < 1:
        raise ValueError(f"reach is {reach}, but must lie in (0, 1): a gate never gets to its ends")
    number(gap, thing="gap", above=0, way_out="where answers pay more, IDK is never learned")
