"""What a model says: right, made up, or "I don't know", counted and in closed form.

The chance of each accepted answer is the product of its tokens' chances, so the rates at
temperature 1 need no sampling: `rates`. Sampled and greedy rates count, with Wilson's interval
(E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22, 1927).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge.actor import Actor
from teachsim.bridge.questions import Questions
from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.checks import whole_number

__all__ = ["Counted", "auroc", "counted", "entropy", "matches", "rates", "wilson"]

_AT_ONCE = 2048  # completions in one pass


@dataclass(frozen=True)
class Counted:
    """Answers of one kind among n, with a 95 % interval.

    Attributes:
        share: Share of the answers, in [0, 1].
        low: Lower end of Wilson's interval.
        high: Upper end.
        n: Number of answers.
    """

    share: float
    low: float
    high: float
    n: int


def wilson(hits: int, n: int) -> Counted:
    """The share of hits among n, with Wilson's 95 % interval.

    >>> wilson(0, 100).high < 0.04
    True

    Raises:
        ValueError: If there is nothing to count, or there are more hits than answers.
    """
    n = whole_number(n, thing="n", least=1, way_out="draw at least one answer")
    hits = whole_number(hits, thing="hits", least=0, way_out="count answers")
    if hits > n:
        raise ValueError(f"hits is {hits}, but there are {n} answers; count each once")
    z = 1.959963984540054  # Phi(z) = 0.975
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Counted(share, min(low, share), max(high, share), n)  # as rounding may part them


@torch.no_grad()
def rates(actor: Actor, questions: Questions) -> FloatArray:
    """`(N, 3)` chance of a right answer, of a wrong one, and of "I don't know", at temperature 1.

    What is never ended counts as wrong, and what is listed twice counts once. Exact but for
    rounding to float32.
    """
    found = np.empty((len(questions), 3))
    step = max(1, _AT_ONCE // questions.gold.shape[1])
    accepted = torch.arange(questions.gold.shape[1], device=questions.gold.device)
    for at in range(0, len(questions), step):
        some = questions.take(torch.arange(at, min(at + step, len(questions))).to(accepted.device))
        each = actor.log_likelihood(some.prompts, some.gold).sum(-1).exp()
        right = (each * (accepted < some.n_gold[:, None]) * _new(some.gold)).sum(-1)
        ways = some.idk.expand(len(some), -1, -1)
        silent = (actor.log_likelihood(some.prompts, ways).sum(-1).exp() * _new(ways)).sum(-1)
        found[at : at + len(some), 0] = right.double().cpu().numpy()
        found[at : at + len(some), 2] = silent.double().cpu().numpy()
    found[:, 1] = np.clip(1 - found[:, 0] - found[:, 2], 0, 1)
    return found


def _new(patterns: Tensor) -> Tensor:
    """`(B, K)` whether each of patterns `(B, K, T)` is none of those before it."""
    same = (patterns[:, :, None] == patterns[:, None]).all(-1)
    return ~same.tril(-1).any(-1)


def matches(completions: Tensor, patterns: Tensor, *, n: Tensor | None = None) -> Tensor:
    """`(B, G)` whether completions `(B, G, T)` are one of the first n patterns `(B, K, T)`."""
    same = (completions[:, :, None] == patterns[:, None]).all(-1)
    if n is not None:
        same = same & (torch.arange(patterns.shape[1], device=n.device) < n[:, None])[:, None]
    return same.any(-1)


def counted(
    actor: Actor, questions: Questions, *, group: int, generator: torch.Generator | None
) -> tuple[Counted, Counted, Counted]:
    """Right, wrong, and "I don't know" among sampled answers, `group` to each question.

    Args:
        actor: Who answers.
        questions: What is asked.
        group: Answers to each question; one is enough without a generator.
        generator: Consumed; None for greedy decoding.

    Raises:
        ValueError: If nothing is asked.
    """
    whole_number(group, thing="group", least=1, way_out="use 8")
    right = silent = 0
    step = max(1, _AT_ONCE // group)
    for at in range(0, len(questions), step):
        rows = torch.arange(at, min(at + step, len(questions)), device=questions.prompts.device)
        some = questions.take(rows)
        said = actor.sample(some.prompts, group=group, tokens=some.tokens, generator=generator)
        right += int(matches(said, some.gold, n=some.n_gold).sum())
        silent += int(matches(said, some.idk.expand(len(some), -1, -1)).sum())
    n = len(questions) * group
    return wilson(right, n), wilson(n - right - silent, n), wilson(silent, n)


@torch.no_grad()
def entropy(actor: Actor, questions: Questions) -> FloatArray:
    """`(N,)` entropy of the first token of an answer, in nats: how undecided the model is.

    Of answers other than "I don't know": a model that is sure to say that is not sure of an answer.
    """
    found = []
    for prompts in questions.prompts.split(_AT_ONCE):
        logs = actor.first(prompts)
        logs[:, questions.idk[:, 0]] = -torch.inf
        logs = logs.log_softmax(dim=-1)
        found.append(-torch.special.xlogy(logs.exp(), logs.exp()).sum(-1).double().cpu().numpy())
    return np.concatenate(found)


def auroc(signal: FloatArray, positive: BoolArray) -> float:
    """Chance that a positive has the higher signal of a positive and a negative; ties count half.

    The area under the ROC curve, as the Mann-Whitney statistic.

    Raises:
        ValueError: If there are none of one kind.
    """
    n = int(positive.sum())
    if n in {0, len(positive)}:
        raise ValueError(
            f"{n} of {len(positive)} are positive, but both kinds are needed to tell them apart"
        )
    _, place, ties = np.unique(signal, return_inverse=True, return_counts=True)
    rank = ties.cumsum() - (ties - 1) / 2  # of each value, from 1, the mean where several tie
    above = rank[place][positive].sum() - n * (n + 1) / 2
    return float(above / (n * (len(positive) - n)))
