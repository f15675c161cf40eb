"""Thresholds of what compares several own answers with one another: GRPO and best-of-n.

Both depend on the gate g itself, so that a bin may settle in between, or settle where it began.

**GRPO.** With S the sum over the answers of a group of (r - mean) / std, the gate's logit gains
D(g; q) = E[S], q the chance that an answer is marked right, as advantages sum to 0. If an item is
either always right or always wrong, a group has two different rewards at most, and its standardised
rewards are those of a coin: with n answers, +sqrt(n a) where they are worth more than the a = G - n
others, -sqrt(n a) where less. The size of the penalty is gone: D = E sqrt(n a) [p s_1 + (1 - p)
s_0], s the sign of the reward less that of "I don't know", which is 0 at p = 1/2 whatever the
rewards, G and g. If answers are right by chance, or graded by chance, groups hold three different
rewards and the root of D(g; .) depends on g: 1/2 as g -> 0 (a lone answer in its group), 1/2 at G =
2 (a pair has two rewards), towards the policy gradient's t as G -> inf. A bin ends above 1/2 iff no
zero of D stops it: from g0 below 1/2, iff p exceeds the greatest root on [g0, 1/2]; from g0 above,
iff it exceeds the least on [1/2, g0].

**Best of n.** With wrong < abstain < right and h = 1 - g, an answer wins with chance
1 - (1 - g q)^n + (g (1 - q))^n, and the gate gains D(g) = that - g. D is 0 at g = 0 and g = 1; its
second derivative, n (n - 1) [-q^2 (1 - g q)^(n-2) + (1 - q)^n g^(n-2)], averaged over the items of
a bin, changes sign once at most, from - to +. So D has one zero at most inside, stable, and every
base ends above 1/2 iff D(1/2) > 0: epistemic (1 - 2^(1-n)) (p - 1/2) > 0, p > 1/2 whatever the
rewards; aleatoric the root of 1 - (1 - p/2)^n + ((1 - p)/2)^n = 1/2.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import gammaln

from teachsim.core.arrays import FloatArray
from teachsim.tabular.thresholds.roots import line, root
from teachsim.tabular.thresholds.setting import Prediction, Setting

__all__ = ["best_of_n", "grpo"]

# Between the base gate and 1/2: the root's greatest or least is at an end, or very near to one.
_GATES = 17

_Gain = Callable[[FloatArray], FloatArray]


def grpo(group: int, at: Setting) -> Prediction:
    """The threshold of standardised advantages in groups of this size.

    >>> from teachsim.tabular.reward import Reward
    >>> grpo(8, Setting(Reward(1, -9, 0))).value
    0.5
    >>> f"{grpo(8, Setting(Reward(1, -9, 0), 'aleatoric')).value:.3f}"
    '0.707'
    """
    right, wrong, idk = at.worths
    if at.epistemic and not (at.false_positive or at.false_negative):
        signs = float(np.sign(wrong - idk)), float(np.sign(right - idk))
        return line(*signs, size=1, why="1/2 for every penalty and group: (p - 1/2) E sqrt(n a)")
    first = 1 / (1 + np.exp(-at.base))
    counts, ways, sums = _groups(group, right=right, wrong=wrong, idk=idk)

    def gain_at(gate: float) -> _Gain:
        def gain(q: FloatArray) -> FloatArray:
            chances = np.stack([gate * q, gate * (1 - q), np.full_like(q, 1 - gate)], axis=-1)
            # 0 members of chance 0 are certain, more are not: both come out with the least float.
            logs = ways + np.log(np.maximum(chances, np.finfo(float).tiny)) @ counts.T
            return np.asarray(np.exp(logs) @ sums) / np.sqrt(group)

        return gain

    gates = np.linspace(first, 0.5, _GATES) if first != 0.5 else np.array([0.5])
    why = "the root in p of E[sum of standardised rewards of answers] = 0"
    found = [_of_gain(gain_at(float(gate)), at=at, why=why) for gate in gates]
    values = [prediction.value for prediction in found if prediction.value is not None]
    barred = 1.0 if first < 0.5 else 0.0  # on the way to 1/2 a gate that no p gets past
    if len(values) < len(found) and barred not in values:
        return next(prediction for prediction in found if prediction.value is None)
    return Prediction(max(values) if first < 0.5 else min(values), why)


def best_of_n(n: int, at: Setting) -> Prediction:
    """The threshold of fine-tuning on the best of n own answers."""
    right, wrong, idk = at.worths
    if n == 1:
        return Prediction(None, "the best of one is any answer: nothing is learned")

    def gain(q: FloatArray) -> FloatArray:
        """The chance that the best of n is an answer, less 1/2, at a gate of 1/2."""
        chances = np.stack([q / 2, (1 - q) / 2, np.full_like(q, 0.5)])
        worth = np.array([right, wrong, idk])
        won = np.zeros_like(q)
        for own in (0, 1):
            tied = chances[worth == worth[own]].sum(axis=0)
            under = chances[worth < worth[own]].sum(axis=0)
            top = np.minimum(under + tied, 1) ** n - under**n
            won += top * np.divide(chances[own], tied, out=np.zeros_like(q), where=tied > 0)
        return np.asarray(won - 0.5)

    why = "the root in p of P(the best of n is an answer) = 1/2 at g = 1/2; epistemic: 1/2"
    return _of_gain(gain, at=at, why=why)


def _of_gain(gain: _Gain, *, at: Setting, why: str) -> Prediction:
    """Where the gain crosses 0, over bins of p."""
    if at.epistemic:
        ends = gain(at.marked_right(np.array([0.0, 1.0]))).tolist()
        return line(ends[0], ends[1], size=1, why=why)
    return root(lambda p: gain(at.marked_right(p)), why=why)


def _groups(
    group: int, *, right: float, wrong: float, idk: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """`(N, 3)` right, wrong, abstaining members; `(N,)` log multinomials; `(N,)` S of answers."""
    rights, wrongs = np.meshgrid(np.arange(group + 1), np.arange(group + 1), indexing="ij")
    inside = rights + wrongs <= group
    counts = np.stack([rights[inside], wrongs[inside], group - (rights + wrongs)[inside]], axis=1)
    ways = gammaln(group + 1) - gammaln(counts + 1).sum(axis=1)
    worth = np.array([right, wrong, idk])
    mean = counts @ worth / group
    apart = worth - mean[:, np.newaxis]
    spread = np.sqrt((counts * apart**2).sum(axis=1) / group)
    size = max(float(np.ptp(worth)), np.finfo(float).tiny)
    scored = np.divide(apart[:, 2], spread, out=np.zeros_like(spread), where=spread > 1e-9 * size)
    return counts.astype(float), ways, -counts[:, 2] * scored
