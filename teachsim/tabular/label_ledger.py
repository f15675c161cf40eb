"""What a human label buys: how truthful a model gets from L of them, method by method.

A label is either a reference (the gold answer to one question) or a grade (right or wrong, for one
answer that the model gave). References are read again and again, a grade is spent at once:

    gold          fine-tuning on the L references, until nothing moves
    r_tuning      the model's answer where it agrees with the reference, else "I don't know";
                  decoded greedily
    auto_graded   reinforcement on the L questions, each sample graded against its reference by a
                  comparator, until nothing moves; the comparator may err
    human_graded  reinforcement from L sampled answers, each graded once: one step for each

The gate is a table over the bins. Questions fall into bins at random, so that the first three see
shares of known questions that are off by sampling, and bins without a label keep the base model's
gate. Fine-tuning on gold stays below 0 with any number of labels: it learns nothing from them about
what the model knows. What is reported is the reward on all questions, by the true grade.

Where it fails: `human_graded` depends on the size of its steps. At .1, as here, 50 grades change
next to nothing; at 1 they reach .25 with 500 labels. Then a human grade is worth about as much as
a reference: the ledger favours references because they can be used more than once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import generator, one_of, quoted
from teachsim.tabular.answers import ABSTAIN, GUESS, MODES, RECALL
from teachsim.tabular.items import by_mode
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.means import interval
from teachsim.tabular.numbers import MOST_COUNTED, count, number
from teachsim.tabular.policy import Start
from teachsim.tabular.reward import Reward, reward_of

__all__ = ["Entry", "Method", "entry"]

_MOST_LABELS = 100_000
_MOST_GATES = 5_000_000  # of a bin and a seed: half a gigabyte
_MOST_GRADES = 20_000_000  # over all seeds: half a minute


class Method(StrEnum):
    """What the labels are used for."""

    GOLD = "gold"
    R_TUNING = "r_tuning"
    AUTO_GRADED = "auto_graded"
    HUMAN_GRADED = "human_graded"


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of the ledger.

    Attributes:
        labels: L, human labels spent.
        rewards: `(S,)` mean reward on all questions, for each seed.
    """

    labels: int
    rewards: FloatArray

    @property
    def mean(self) -> float:
        """Over the seeds."""
        return float(self.rewards.mean())

    @property
    def interval(self) -> tuple[float, float]:
        """Of that mean, at 95 % (Student's t)."""
        low, high = interval(self.rewards)
        return float(low), float(high)


def entry(  # noqa: PLR0917  # what is known, how it is taught, what it is worth
    world: Knowledge,
    method: str,
    reward: Reward | None = None,
    *,
    labels: int,
    seeds: int = 200,
    rng: int | np.random.Generator = 0,
    start: Start | None = None,
    grader: Reward | None = None,
    step: float = 0.1,
) -> Entry:
    """The reward that L labels buy, over independent draws of the questions that are labelled.

    Args:
        world: What the model knows.
        method: What the labels are used for.
        reward: What answers are truly worth.
        labels: L, at least 1.
        seeds: S, at least 2.
        rng: A seed or a generator, which is consumed.
        start: The base model's gate.
        grader: What the comparator pays on average in place of the reward, for `auto_graded`; one
            that errs is `reward.graded(false_positive=..., false_negative=...)`.
        step: Of `human_graded`: what a grade of 1 moves the logits by, above 0.

    Raises:
        ValueError: If an argument is out of its range, or too many grades would be drawn.
    """
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
    if str(method) not in set(Method):
        raise ValueError(
            f"method is {quoted(method)}, but must be one of {', '.join(Method)}; use gold for "
            "fine-tuning on right answers"
        )
    count(labels, thing="labels", least=1, most=MOST_COUNTED, way_out="use 500")
    count(seeds, thing="seeds", least=2, most=MOST_COUNTED, way_out="use 200; one has no interval")
    number(step, thing="step", above=0, way_out="use 0.1")
    true, base = reward_of(reward), Start() if start is None else start
    one_of(Start, base, thing="start", way_out="pass Start(idk=0.2)")
    paid = true if grader is None else grader
    one_of(Reward, paid, thing="grader", way_out="pass Reward().graded(false_positive=0.1)")
    _check_size(labels, seeds, bins=world.bins, method=Method(method))
    source = generator(rng, way_out="pass a seed such as 0, or a numpy Generator")
    if method == Method.HUMAN_GRADED:
        gate = _graded_once(world, true, base=base, shape=(labels, seeds), step=step, rng=source)
    else:
        labelled = source.multinomial(labels, world.share, size=seeds)  # (S, K)
        known = source.binomial(labelled, world.known_given_bin)
        p = known / np.maximum(labelled, 1)
        learned = _learned(world, p, method=Method(method), paid=paid)
        gate = np.where((labelled > 0)[..., np.newaxis], learned, _untouched(base, method))
    worth = _by_mode(world, world.known_given_bin, reward=true)
    return Entry(labels, (gate * worth).sum(axis=-1) @ world.share)


def _check_size(labels: int, seeds: int, *, bins: int, method: Method) -> None:
    """Refuse what would take minutes, or more room than there is.

    Raises:
        ValueError: If it would.
    """
    grades = labels * seeds if method is Method.HUMAN_GRADED else 0
    if labels > _MOST_LABELS or grades > _MOST_GRADES:
        raise ValueError(
            f"{labels:,} labels for {seeds} seeds are over {_MOST_LABELS:,} labels, or over "
            f"{_MOST_GRADES:,} grades of all seeds; use fewer"
        )
    if seeds * bins > _MOST_GATES:
        raise ValueError(
            f"{seeds:,} seeds of {bins:,} bins are over {_MOST_GATES:,} gates, which are held at "
            "once; use fewer seeds"
        )


def _by_mode(world: Knowledge, p: FloatArray, *, reward: Reward) -> FloatArray:
    """`(..., M)` mean reward of each mode where a share p of questions is known."""
    unknown, known = by_mode(world, np.array([False, True])) @ reward.of_answers()
    return np.asarray(unknown + p[..., np.newaxis] * (known - unknown))


def _untouched(base: Start, method: str) -> FloatArray:
    """`(M,)` the base gate, decoded greedily where the method is."""
    gate = np.exp(base.logits)
    return np.eye(MODES)[gate.argmax()] if method == Method.R_TUNING else gate


def _learned(world: Knowledge, p: FloatArray, *, method: Method, paid: Reward) -> FloatArray:
    """`(S, K, M)` gates after convergence, where a share p of the labelled questions is known."""
    gate = np.zeros((*p.shape, MODES))
    if method is Method.AUTO_GRADED:
        order = [ABSTAIN, RECALL, GUESS]  # of equally good modes the first, as in `optimum`
        best = _by_mode(world, p, reward=paid)[..., order].argmax(axis=-1)
        return np.eye(MODES)[order][best]
    if method is Method.R_TUNING:
        # The gate goes to p; the answers shown are recalled. A tie answers, as the base model does.
        gate[..., RECALL] = p >= 0.5
        gate[..., ABSTAIN] = p < 0.5
        return gate
    gate[..., RECALL] = recalled(world, p)
    gate[..., GUESS] = 1 - gate[..., RECALL]
    return gate


def recalled(world: Knowledge, p: FloatArray) -> FloatArray:
    """Where fine-tuning on gold answers leads: share of recall, in [0, 1]; the rest is guessed.

    With a, b, c the chance of the gold answer by recall if known, if not, and by guessing, the
    likelihood p ln(g a + (1 - g) c) + (1 - p) ln(g b + (1 - g) c) is concave in g. With
    A = a - c and D = c - b its slope is of the sign of p A - (1 - p) D at g = 0, and of
    p A b - (1 - p) D a at g = 1; between, it is 0 at g = c (p / D - (1 - p) / A).
    """
    c = 1 / world.answers
    a, b = world.recall, (1 - world.misbelief) / (world.answers - 1)
    A, D = a - c, c - b
    rises = p * A - (1 - p) * D > 0
    still = p * A * b - (1 - p) * D * a >= 0
    inner = c * (p * A - (1 - p) * D) / (A * D) if A * D else np.zeros_like(p)
    return np.where(rises, np.where(still, 1.0, np.clip(inner, 0, 1)), 0.0)


def _graded_once(
    world: Knowledge,
    reward: Reward,
    *,
    base: Start,
    shape: tuple[int, int],
    step: float,
    rng: np.random.Generator,
) -> FloatArray:
    """`(S, K, M)` gates after one step of REINFORCE, without a baseline, for each grade."""
    labels, seeds = shape
    modes = by_mode(world, np.array([False, True]))  # (2, M, A)
    worth = reward.of_answers()
    logits = np.tile(base.logits, (seeds, world.bins, 1))
    each = np.arange(seeds)
    for _ in range(labels):
        k = rng.choice(world.bins, size=seeds, p=world.share / world.share.sum())
        known = (rng.random(seeds) < world.known_given_bin[k]).astype(np.int64)
        gate = _softmax(logits[each, k])
        joint = gate[..., np.newaxis] * modes[known]  # (S, M, A)
        sums = joint.sum(axis=1).cumsum(axis=-1)
        drawn = rng.random(seeds) * sums[:, -1]
        answer = (drawn[:, np.newaxis] >= sums[:, :-1]).sum(axis=-1)
        from_mode = joint[each, :, answer]
        from_mode /= from_mode.sum(axis=-1, keepdims=True)
        logits[each, k] += step * worth[answer][:, np.newaxis] * (from_mode - gate)
    return _softmax(logits)


def _softmax(logits: FloatArray) -> FloatArray:
    """Chances, over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
