"""What a model knows before it is taught: asked k times, and once more for its first choice.

A question is

    known    if the likeliest answer (greedy decoding) is right and so are at least `sure` of the k
             sampled ones, half by default;
    unknown  if neither the likeliest answer nor any of the k is right;
    maybe    otherwise.

After Z. Gekhman et al., "Does fine-tuning LLMs on new knowledge encourage hallucinations?", EMNLP
2024, whose unknown is the same and whose highly known asks the greedy answer alone, under ten
prompts with examples; they sample at temperature 0.5. Here there is one prompt, and temperature 1,
as in S. Kadavath et al., "Language models (mostly) know what they know", 2022, whose P(IK) is the
share that is right, and as in training; so a share is asked of what is known, too.

The share has Wilson's interval: with k = 16, an unknown question may be right up to 19 % of the
time, and where guesses are right now and then, maybe holds lucky ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import torch

from teachsim.bridge.actor import Actor
from teachsim.bridge.evaluation import matches, wilson
from teachsim.bridge.marking import generator_on
from teachsim.bridge.questions import Questions
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, sealed
from teachsim.core.checks import chance, generator, one_of, whole_number

__all__ = ["Grade", "Probe", "halves", "marked_known", "probe"]

_AT_ONCE = 2048  # answers in one call
_SAMPLES = 16


class Grade(StrEnum):
    """How well a model knows an answer."""

    KNOWN = "known"
    MAYBE = "maybe"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Probe:
    """What a model said to N questions.

    Attributes:
        greedy: `(N,)` whether its likeliest answer is right.
        right: `(N,)` how many of its sampled answers are.
        samples: k, sampled answers to each.
        sure: Least share that is right of what is known, in [0, 1].
    """

    greedy: BoolArray
    right: IntArray
    samples: int
    sure: float

    @property
    def share(self) -> FloatArray:
        """`(N,)` share of sampled answers that are right, in [0, 1]."""
        return self.right / self.samples

    @property
    def interval(self) -> FloatArray:
        """`(N, 2)` the ends of Wilson's 95 % interval of that share."""
        ends = [wilson(int(hits), self.samples) for hits in self.right]
        return np.array([(found.low, found.high) for found in ends]).reshape(-1, 2)

    def of(self, grade: Grade) -> BoolArray:
        """`(N,)` which questions are of a grade."""
        known = self.greedy & (self.share >= self.sure)
        unknown = ~self.greedy & (self.right == 0)
        found = {Grade.KNOWN: known, Grade.UNKNOWN: unknown, Grade.MAYBE: ~(known | unknown)}
        return found[Grade(grade)]


@torch.no_grad()
def probe(
    actor: Actor,
    questions: Questions,
    *,
    rng: int | np.random.Generator,
    samples: int = _SAMPLES,
    sure: float = 0.5,
) -> Probe:
    """What a model knows of questions.

    Args:
        actor: The model.
        questions: What it is asked; whether they are known is not looked at.
        rng: A seed, or a generator, which is consumed.
        samples: k, sampled answers to each question.
        sure: Least share that is right of what is known, in [0, 1].

    Raises:
        ValueError: If an argument is out of its range.
    """
    one_of(Actor, actor, thing="the model", way_out="pass what load or pretrain returns")
    one_of(Questions, questions, thing="the questions", way_out="pass what spelled returns")
    k = whole_number(samples, thing="samples", least=1, way_out=f"use {_SAMPLES}")
    sure = chance(sure, thing="sure")
    rng = generator(rng, way_out="pass a seed such as 0, or a numpy Generator")
    luck = generator_on(questions.prompts.device, rng)
    greedy: list[torch.Tensor] = []
    right: list[torch.Tensor] = []
    every = torch.arange(len(questions), device=questions.prompts.device)
    for rows in every.split(max(1, _AT_ONCE // k)):
        some = questions.take(rows)
        for group, among, source in ((1, greedy, None), (k, right, luck)):
            said = actor.sample(some.prompts, group=group, tokens=some.tokens, generator=source)
            among.append(matches(said, some.gold, n=some.n_gold).sum(1))
    first, count = (torch.cat(among).cpu().numpy() for among in (greedy, right))
    return Probe(sealed(first > 0), sealed(count.astype(np.int64)), k, sure)


def marked_known(questions: Questions, found: Probe) -> Questions:
    """The questions, with what was found of them: `known` are those of that grade alone.

    Raises:
        ValueError: If the probe is of another number of questions.
    """
    known = found.of(Grade.KNOWN)
    if len(known) != len(questions):
        raise ValueError(
            f"the probe is of {len(known)} questions, but there are {len(questions)}; probe these"
        )
    return replace(questions, known=torch.tensor(known, device=questions.prompts.device))


def halves(found: Probe, *, rng: np.random.Generator) -> BoolArray:
    """`(N,)` which questions are taught: half of each grade, drawn; the others are held out."""
    taught = np.zeros(len(found.greedy), dtype=np.bool_)
    for grade in Grade:
        rows = rng.permutation(np.flatnonzero(found.of(grade)))
        taught[rows[: (len(rows) + 1) // 2]] = True
    return taught
