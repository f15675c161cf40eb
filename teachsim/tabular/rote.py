"""Memory against gate: does fine-tuning on new facts teach the facts, or teach to make things up?

Both at once; the ratio mu of their learning rates decides. Every step moves an item's own gate by
mu times what it adds to the shared one, so that, from the base model on and short of the clip,

    what the shared gate of a bin has moved = mean over the bin's taught items of their own / mu

(a gate with a logit for each bin). Items that are fitted fast by rote leave nothing for the shared
gate to explain: it moves by O(1 / mu), and held-out behaviour with it. Such fine-tuning is not
harmful, and not effective either: reinforcement learning loses what it could teach just so.
Known items are fitted first, as recall explains them from the start: Z. Gekhman et al., "Does
fine-tuning LLMs on new knowledge encourage hallucinations?", EMNLP 2024, saw both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.arrays import FloatArray, sealed
from teachsim.core.checks import chance, one_of, quoted
from teachsim.tabular import exact
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import MOST_COUNTED, count, number
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

__all__ = ["Chart", "Fitted", "chart", "fitted", "train"]

_MOST_STEPS = 2_000_000
"""Steps of all cells of a chart together: some minutes."""

_CHART_WORLD = Knowledge(bins=8)


def train(
    world: Knowledge,
    objective: Objective,
    *,
    memory: float,
    reward: Reward | None = None,
    steps: int = 600,
    base_idk: float = 0.2,
) -> exact.Run:
    """Training with rote memory, its clock set by the faster of memory and gate.

    `rate * max(1, memory)` is 1: a step that suits a slow gate would throw a fast memory about.

    Args:
        world: What the model knows.
        objective: What it ascends.
        memory: mu, learning rate of an item's own logits relative to the shared gate's, >= 0.
        reward: What answers are worth.
        steps: How many.
        base_idk: Chance of "I don't know" in the base model, in (0, 1).

    Raises:
        ValueError: If an argument is out of its range.
    """
    mu = number(memory, thing="memory", least=0, way_out="use 0 for no rote memory")
    return exact.train(
        world,
        objective,
        reward,
        steps=steps,
        rate=1 / max(1.0, mu),
        base_idk=base_idk,
        memory=mu,
    )


@dataclass(frozen=True)
class Fitted:
    """When taught questions are answered right.

    Attributes:
        unknown: First step at which those are that the model did not know; None for never.
        known: First step at which those are that it did.
    """

    unknown: int | None
    known: int | None


def fitted(run: exact.Run, *, level: float = 0.9) -> Fitted:
    """The first steps at which taught items are right with at least this chance.

    Raises:
        ValueError: If the level is no chance, or the run none.
    """
    one_of(exact.Run, run, thing="the run", way_out="pass rote.train(...)")
    chance(level, thing="level")
    right = run.taught.by_knowledge[:, :, 0] >= level
    first = [int(side.argmax()) if side.any() else None for side in right.T]
    return Fitted(first[0], first[1])


@dataclass(frozen=True, eq=False)
class Chart:
    """A map over the memory ratio and the share of questions that are new, after training.

    Attributes:
        memory: `(M,)` mu.
        unknown: `(U,)` share of questions that the base model does not know.
        hallucinated: `(M, U)` chance of a wrong answer to a held-out question.
        abstained: `(M, U)` chance of "I don't know" to a held-out question.
        learned: `(M, U)` chance of a right answer to a taught question that was not known.
        base: `(U,)` chance of a wrong answer in the base model.
    """

    memory: FloatArray
    unknown: FloatArray
    hallucinated: FloatArray
    abstained: FloatArray
    learned: FloatArray
    base: FloatArray


def chart(
    objective: Objective,
    *,
    memory: Sequence[float],
    unknown: Sequence[float],
    world: Knowledge = _CHART_WORLD,
    reward: Reward | None = None,
    steps: int = 600,
    base_idk: float = 0.2,
) -> Chart:
    """The map of what training does, on one world after the other.

    Args:
        objective: What is ascended.
        memory: `(M,)` values of mu.
        unknown: `(U,)` shares of questions that are not known, in [0, 1].
        world: The other settings of the worlds.
        reward: What answers are worth.
        steps: For each cell.
        base_idk: Chance of "I don't know" in the base model, in (0, 1).

    Raises:
        ValueError: If an argument is out of its range, or the map too large.
    """
    axes: dict[str, object] = {"memory": memory, "unknown": unknown}
    for name, values in axes.items():
        if not isinstance(values, (Sequence, np.ndarray)) or np.ndim(values) == 0:
            raise ValueError(f"{name} is {quoted(values)}, but must be a list; pass [0.1, 1, 10]")
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge(bins=8)")
    shares = [chance(share, thing="a share of unknown questions") for share in unknown]
    cells = len(memory) * len(shares)
    count(steps, thing="steps", least=0, most=MOST_COUNTED, way_out="use 600")
    if not 0 < cells * max(steps, 1) <= _MOST_STEPS:
        raise ValueError(
            f"the map has {len(memory)} x {len(shares)} cells of {steps:,} steps, but must have "
            f"some and at most {_MOST_STEPS:,} steps in all; change memory, unknown or steps"
        )
    found = np.empty((4, len(memory), len(shares)))
    for column, share in enumerate(shares):
        here = replace(world, known=1 - share)
        for row, mu in enumerate(memory):
            run = train(here, objective, memory=mu, reward=reward, steps=steps, base_idk=base_idk)
            learned = run.taught.by_knowledge[-1, 0, 0]
            ends = run.hallucinated[-1], run.abstained[-1], learned, run.hallucinated[0]
            found[:, row, column] = ends
    return Chart(
        sealed(np.array(memory, dtype=float)),
        sealed(np.array(shares)),
        found[0],
        found[1],
        found[2],
        found[3, 0],
    )
