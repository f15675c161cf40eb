"""Schedules: phases of training, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from teachsim.core.checks import one_of, quoted
from teachsim.tabular.answers import ANSWERS
from teachsim.tabular.items import Items, items_of, split
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import count, number
from teachsim.tabular.objectives.group import GRPO
from teachsim.tabular.objectives.reward_driven import NaturalGradient
from teachsim.tabular.objectives.situation import Demonstrating, Objective
from teachsim.tabular.policy import Features
from teachsim.tabular.reward import Reward, reward_of

__all__ = ["DEFAULT_STEPS", "MOST_STEPS", "Schedule", "check_natural", "check_room", "phases_of"]

Schedule = Sequence[tuple[Objective, int]]
"""Phases of training, one after the other: an objective and its number of steps."""

DEFAULT_STEPS = 2_000
MOST_STEPS = 1_000_000
MOST_READ = 1 << 27
"""Numbers that a run reads off, steps times bins: 1 GiB of them."""

MOST_WORK = 20_000_000_000
"""Terms that a run adds up: minutes."""

_TOO_FAST = 1e6  # at such a rate every step ends where logits are cut off


def phases_of(objective: object, *, steps: int | None) -> list[tuple[Objective, int]]:
    """The schedule, checked.

    Raises:
        ValueError: If it is no schedule, is given `steps` beside its own, or has too many.
    """
    fewer = "use 2000, or raise the rate"
    way_out = "pass an objective, or a tuple of (objective, steps)"
    if isinstance(objective, Objective):
        objective = ((objective, DEFAULT_STEPS if steps is None else steps),)
    elif steps is not None:
        raise ValueError(f"steps is {quoted(steps)}, but a schedule has its own; leave steps out")
    if isinstance(objective, str) or not isinstance(objective, Sequence) or not objective:
        raise ValueError(f"the objective is {quoted(objective)}; {way_out}")
    phases = []
    for phase in objective:
        if not isinstance(phase, tuple) or len(phase) != 2:
            raise ValueError(f"a phase of the schedule is {quoted(phase)}; {way_out}")
        one_of(Objective, phase[0], thing="the objective of a phase", way_out=way_out)
        phases.append(
            (phase[0], count(phase[1], thing="steps", least=0, most=MOST_STEPS, way_out=fewer))
        )
    total = sum(steps for _, steps in phases)
    if total > MOST_STEPS:
        raise ValueError(f"the schedule has {total:,} steps, over {MOST_STEPS:,}; raise the rate")
    return phases


def check_course(world: Knowledge, *, reward: Reward | None, rate: float, memory: float) -> None:
    """Refuse what cannot be trained."""
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
    reward_of(reward)
    number(rate, thing="rate", above=0, below=_TOO_FAST, way_out="use 1")
    number(memory, thing="memory", least=0, below=_TOO_FAST, way_out="use 0 for no rote memory")


def labelled(world: Knowledge, phases: Schedule) -> Items:
    """The kinds of items of a world, told apart by what each phase demonstrates to them."""
    items = items_of(world)
    for objective, _ in phases:
        shares = np.zeros((len(items), ANSWERS))
        if isinstance(objective, Demonstrating):
            shares = objective.shares(items)
        items = split(items, shares)
    return items


def check_room(phases: Schedule, *, bins: int, runs: int = 1) -> None:
    """Refuse a course whose trajectory would not fit into memory, or that would not end.

    Raises:
        ValueError: If it is one.
    """
    read = (1 + sum(steps for _, steps in phases)) * bins * runs
    if read > MOST_READ:
        raise ValueError(
            f"steps times bins is {read:,}, over {MOST_READ:,}: the run would keep as many "
            "numbers; use fewer steps at a larger rate, or fewer bins"
        )
    work = runs * sum(steps * _terms(objective, bins=bins) for objective, steps in phases)
    if work > MOST_WORK:
        raise ValueError(
            f"the schedule would add up {work:,} terms (steps x bins x bins, or x compositions of "
            f"groups), over {MOST_WORK:,}; use fewer steps at a larger rate, a smaller group, or "
            "fewer bins or seeds"
        )


def _terms(objective: Objective, *, bins: int) -> int:
    """How many terms a step adds up: those of the gate, and of the mean over groups."""
    if isinstance(objective, GRPO) and objective.std:
        return bins * (bins + objective.group * (objective.group + 1))
    return bins**2


def check_natural(phases: Schedule, *, features_of: Features, memory: float) -> None:
    """Refuse a natural gradient where it is not defined.

    Raises:
        ValueError: If it is asked for there.
    """
    natural = any(isinstance(objective, NaturalGradient) for objective, _ in phases)
    if natural and (features_of is not Features.TABLE or memory):
        raise ValueError(
            "the natural gradient needs a gate with a logit for each bin and no item memory; use "
            "features_of=Features.TABLE and memory=0, or PolicyGradient()"
        )
