"""What three substrates predict of a way of teaching, before the transformer is fine-tuned.

Exact dynamics of the tabular world that was fitted to the base model, the same by sampling, and a
learner that keeps a version space of habits: answer, or say "I don't know", where it knows and
where it does not.

The learner of habits drops at once what is marked wrong, and then says the other thing. A policy
gradient has to sample the other thing first: where it never says "I don't know" it never learns to
(claim B3), and there the two differ.

Nothing here needs torch: the pages predict as the studies do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import teachsim as ts
from teachsim.bridge.ways import USUAL, WAYS, Habit, chain
from teachsim.core.arrays import FloatArray, MarkArray
from teachsim.tabular import Knowledge, exact, sampled
from teachsim.tabular.exact import Schedule
from teachsim.tabular.objectives import PolicyGradient

__all__ = ["Fit", "exactly", "habits", "sampling"]

_SETTLED, _RATE = 500, 4.0  # of the tabular side: by then each phase has ended where it will
_GROUP = 8  # answers drawn to each question
_RUNS = 2  # of the sampled dynamics, in each seed
_ROUNDS = 4  # twice what four habits need
_KNOWN = 1


@dataclass(frozen=True)
class Fit:
    """What a base model is on the tabular side.

    Attributes:
        world: What it knows, and how well it can tell.
        base_idk: Its chance of "I don't know".
        base_recall: Share of recall among its answers.
        auroc: Area under the ROC curve of its entropy, unknown against known.
    """

    world: Knowledge
    base_idk: float
    base_recall: float
    auroc: float


def exactly(fit: Fit, name: str) -> FloatArray:
    """`(2, 3)` what exact dynamics predict: truthful, made up, "I don't know" on unknown and known.

    Held out, where each phase of training has ended.
    """
    course = exact.train(
        fit.world,
        _schedule(name),
        WAYS[name].reward,
        rate=_RATE,
        base_idk=fit.base_idk,
        base_recall=fit.base_recall,
    )
    return course.held_out.by_knowledge[-1]


def sampling(fit: Fit, name: str, *, rng: int) -> FloatArray:
    """`(2, 3)` the same by sampled answers, mean over a few runs."""
    course = sampled.train(
        fit.world,
        _schedule(name),
        WAYS[name].reward,
        rate=_RATE,
        group=_GROUP,
        seeds=_RUNS,
        rng=rng,
        base_idk=fit.base_idk,
        base_recall=fit.base_recall,
    )
    return course.held_out.by_knowledge[:, -1].mean(axis=0)


def habits(name: str) -> FloatArray | None:
    """`(2, 3)` what a version space of habits ends at; None where no habit fits the labels.

    Before any lesson it answers everything, as the base model does; ways whose labels contradict
    each other leave it as it was.
    """
    from teachsim.symbolic import VersionSpace, families  # a second to import, asked for by few

    ways = chain(name)
    if ways and ways[-1].regime is None:
        return None
    ideas = families.all_functions(2, 2)  # unknown or known, to an answer or to "I don't know"
    phases = [
        ts.Phase(
            way.regime,
            _ROUNDS,
            batch=2,
            key=_called_right(way.habit),
            prompts=[_KNOWN] if way.known_only else None,
        )
        for way in ways
        if way.regime is not None
    ]
    learner = VersionSpace.learner(prefer="first", ask="conjecture")
    policy = learner(ideas).policy()
    if phases:
        truth = _called_right(ways[-1].habit) > 0
        policy = ts.simulate(ts.Scenario(name, ideas, truth, phases), learner).policies[-1]
    answers, silent = policy[:, 0], policy[:, 1]
    right = np.arange(2) == _KNOWN
    return np.stack([answers * right, answers * ~right, silent], axis=1)


def _called_right(habit: Habit) -> MarkArray:
    """`(2, 2)` the key in which answering is right where the habit answers, else "I don't know"."""
    answers = np.array(habit)[::-1]  # unknown first
    return np.where(np.stack([answers, ~answers], axis=1), 1, -1).astype(np.int8)


def _schedule(name: str) -> Schedule:
    """The phases of a way, long enough to have ended where they will.

    Time is rate times steps there, so a phase at a lower rate is one of fewer steps.
    """
    ways = chain(name)
    if not ways:
        return ((PolicyGradient(), 0),)
    return tuple(
        (way.objective, round(_SETTLED * way.rate / USUAL))
        for way in ways
        if way.objective is not None
    )
