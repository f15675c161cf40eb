"""What rote memory does to the threshold of reinforcement learning: in the limit it is 1/2.

Exact policy gradient over two actions, epistemic: an item also has log odds b of its own, which
move at mu times the rate. With x the log odds of answering, K = right - abstain, U = abstain -
wrong, h = 2 g (1 - g), and both K, U > 0, the known (1) and unknown (0) items of a bin follow

    w' = p K h(x1) - (1 - p) U h(x0),   b1' = mu K h(x1),   b0' = -mu U h(x0),   x = base + w + b,

so that mu w = p b1 + (1 - p) b0. Known items are told from unknown ones by rote; late on, x1 =
log(k t) and -x0 = log(u t), where h(x) = 2 e^-|x| makes the speeds two linear equations with

    k = 2 K mu (1 + mu) / (mu + 2 (1 - p)),   u = 2 U mu (1 + mu) / (mu + 2 p).

What is left on held-out items, which have no b, is

    (1 + mu) (base + w) = mu base + (2 p - 1) log t + p log k - (1 - p) log u + o(1),

whose sign is that of p - 1/2 as t grows: the penalty, in U, is outgrown by log t. To leading order
the threshold is 1/2 + (log(U / K) / 2 - mu base) / (2 log t): slow, and from fast memory (mu base
large) it comes up from 0, as held-out items are hardly moved at all.
"""

from __future__ import annotations

import math

from scipy.optimize import brentq

from teachsim.core.checks import one_of
from teachsim.tabular.numbers import number
from teachsim.tabular.policy import Start
from teachsim.tabular.reward import Reward

__all__ = ["remembered"]


def remembered(reward: Reward, *, memory: float, time: float, base_idk: float = 0.2) -> float:
    """The threshold of the held-out gate after exact policy gradient with item memory, for late t.

    Not checked: that it is late. Then k t and u t are large compared with 1 (`exact` holds logits
    within 30, so that nothing is later than e^30).

    Args:
        reward: Right above abstain above wrong.
        memory: mu, learning rate of what is memorised relative to the shared gate's, above 0.
        time: rate * steps, above 1.
        base_idk: Chance of "I don't know" in the base model, in (0, 1).

    Returns:
        In [0, 1]; 0 if every held-out question is answered, 1 if none is.

    Raises:
        ValueError: If an argument is out of its range.

    >>> [round(remembered(Reward(1, -3, 0), memory=0.1, time=t), 2) for t in (1e3, 1e12)]
    [0.53, 0.51]
    """
    one_of(Reward, reward, thing="the reward", way_out="pass Reward(1, -3, 0)")
    number(memory, thing="memory", above=0, way_out="without memory use predicted()")
    number(time, thing="time", above=1, way_out="the form is that of late times")
    Start(base_idk)
    if not reward.right > reward.abstain > reward.wrong:
        raise ValueError(
            f"the reward is {reward}, but must pay right more than abstain and that more than "
            "wrong; otherwise all items are answered or none"
        )
    base = math.log1p(-base_idk) - math.log(base_idk)
    gain, loss = reward.right - reward.abstain, reward.abstain - reward.wrong
    late = 2 * (1 + memory) * time  # speeds times that lie between the two numbers of each pay
    ends = [pay * late * size for pay in (gain, loss) for size in (1, memory)]
    if not (min(ends) > 0 and max(ends) < math.inf):
        raise ValueError(
            f"memory {memory:g} at time {time:g} with {reward} moves logits by numbers that no "
            "float can hold; use a memory, a time and rewards that are nearer 1"
        )

    def held_out(p: float) -> float:
        """(1 + mu) times the log odds of answering what is not memorised."""
        pace = 2 * memory * (1 + memory) * time
        known = math.log(gain * pace / (memory + 2 * (1 - p)))
        unknown = math.log(loss * pace / (memory + 2 * p))
        return memory * base + p * known - (1 - p) * unknown

    if held_out(0) >= 0:
        return 0.0
    if held_out(1) <= 0:
        return 1.0
    return float(brentq(held_out, 0, 1))
