"""Training by sampling: the objectives of `exact` with finite batches, over many seeds at once.

Each step draws questions anew, and answers to them; what they say is the exact gradient plus noise.
Questions of one kind are counted, never listed, and the seeds are one more axis, so that the cost
of a step does not depend on the batch. PPO alone differs in the mean, too: where its clip is
reached noise has a say, and the difference vanishes as the batch grows. With
memory, the taught questions of one kind count as one that is drawn again and again: its own logits
move by what was drawn of it, over what is drawn on average, which is the step of `exact` plus noise
(much noise for kinds of which less than one comes in a batch).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import generator, quoted, whole_number
from teachsim.tabular import means
from teachsim.tabular.draws import table_size
from teachsim.tabular.items import by_mode, counts
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import count
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.policy import Features, Start, features, features_named
from teachsim.tabular.readout import Readout
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.sampled_course import Course, run
from teachsim.tabular.schedule import (
    MOST_READ,
    Schedule,
    check_course,
    check_natural,
    check_room,
    labelled,
    phases_of,
)
from teachsim.tabular.steadiness import check_steady

__all__ = ["SampledRun", "train"]

MOST_DRAWN = 1 << 23
"""Numbers that one step may draw, for all seeds together."""

MOST_ANSWERS = 1_000_000_000_000
"""Answers of one step: counts of more would not be exact."""


@dataclass(frozen=True, eq=False)
class SampledRun:
    """Courses of training, one for each seed.

    Attributes:
        held_out: Rates `(seeds, steps + 1, ...)` on questions that were not drawn.
        taught: The same on questions of the training set, with what was memorised of them.
        gate: `(seeds, steps + 1, K)` chance that a question of a bin is answered.
        ends: Step at which each phase of the schedule ends.
    """

    held_out: Readout
    taught: Readout
    gate: FloatArray
    ends: tuple[int, ...]

    @property
    def truthful(self) -> FloatArray:
        """`(steps + 1,)` chance of a right answer, mean over seeds."""
        return self.held_out.truthful.mean(axis=0)

    @property
    def hallucinated(self) -> FloatArray:
        """`(steps + 1,)` chance of a wrong answer, mean over seeds."""
        return self.held_out.hallucinated.mean(axis=0)

    @property
    def abstained(self) -> FloatArray:
        """`(steps + 1,)` chance of "I don't know", mean over seeds."""
        return self.held_out.abstained.mean(axis=0)

    @property
    def drift(self) -> FloatArray:
        """`(steps + 1,)` standard deviation over seeds of the chance to answer, mean over bins."""
        return self.gate.std(axis=0, ddof=1).mean(axis=-1)

    @staticmethod
    def interval(values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Ends, `(...)`, of the 95 % interval of the mean over seeds (Student's t).

        Args:
            values: `(seeds, ...)`, such as `run.held_out.truthful`.
        """
        return means.interval(values)


def train(  # noqa: PLR0917  # world, objective and reward are what training is
    world: Knowledge,
    objective: Objective | Schedule,
    reward: Reward | None = None,
    *,
    steps: int | None = None,
    rate: float = 1.0,
    items: int = 256,
    group: int = 1,
    seeds: int = 16,
    rng: np.random.Generator | int,
    base_idk: float = 0.2,
    base_recall: float = 0.7,
    features_of: Features = Features.TABLE,
    memory: float = 0.0,
) -> SampledRun:
    """The dynamics of training on drawn questions and answers, from the base model on.

    Args:
        world: What the model knows.
        objective: What it ascends; or a schedule, phases of (objective, steps).
        reward: What answers are worth; right +1, wrong -1, "I don't know" 0 by default.
        steps: How many; 2,000 by default. With a schedule its own numbers count.
        rate: Learning rate, in (0, 1e6).
        items: Questions drawn in each step, at least 1.
        group: Answers drawn to each; `GRPO` and `RLOO` have their own number.
        seeds: Independent runs, at least 2.
        rng: Where chance comes from, consumed; or a seed.
        base_idk: Chance of "I don't know" in the base model, in (0, 1).
        base_recall: Chance that the base model's answers are recalled, not guessed, in (0, 1).
        features_of: What the gate can see of the signal.
        memory: Learning rate of what is memorised of single items, relative to the shared gate's,
            in [0, 1e6).

    Raises:
        ValueError: If an argument is out of its range, or a step would draw too much.
    """
    phases = phases_of(objective, steps=steps)
    check_course(world, reward=reward, rate=rate, memory=memory)
    for phase, _ in phases:
        check_steady(phase, rate=float(rate), memory=float(memory))
    whole_number(items, thing="items", least=1, way_out="use 256")
    whole_number(group, thing="group", least=1, way_out="use 1")
    way_out = "use 16; one run has no interval"
    count(seeds, thing="seeds", least=2, most=MOST_READ, way_out=way_out)
    check_room(phases, bins=world.bins, runs=seeds)
    seen = features_named(features_of)
    check_natural(phases, features_of=seen, memory=memory)
    start = Start(base_idk, base_recall).logits
    stream = generator(rng, way_out="pass a seed or numpy.random.default_rng(seed)")
    kinds = labelled(world, phases)
    _check_size(phases, kinds=len(kinds) * seeds, answers=items * group)
    course = Course(
        kinds,
        start,
        features(world, seen),
        np.tile(by_mode(world, kinds.known), (seeds, 1, 1)),
        np.tile(counts(world, kinds.known), (seeds, 1)),
        reward_of(reward).of_answers(),
        (float(rate), float(memory)),
        (items, group),
    )
    held_out, taught, gate, ends = run(world, course, phases=phases, rng=stream, seeds=seeds)
    share = float(world.mass[:, 1].sum())
    return SampledRun(Readout(held_out, share), Readout(taught, share), gate, ends)


def _check_size(phases: Schedule, *, kinds: int, answers: int) -> None:
    """Refuse a step that would draw too much."""
    if answers > MOST_ANSWERS:
        raise ValueError(
            f"items times group is {quoted(answers)}, but must be at most {MOST_ANSWERS:,}; use "
            "exact.train, which is the same with no end of them"
        )
    most = max(table_size(objective) for objective, _ in phases) * kinds
    if most > MOST_DRAWN:
        raise ValueError(
            f"a step would draw {most:,} numbers (kinds of items x seeds x compositions), over "
            f"{MOST_DRAWN:,}; use fewer seeds, a smaller group, or fewer bins"
        )
