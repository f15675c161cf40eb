"""A scenario: what is true, what is thought possible, and how it is taught, phase by phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from teachsim.core.arrays import AnyArray, IntArray, MarkArray
from teachsim.core.channel import Noise
from teachsim.core.regimes import Regime
from teachsim.core.space import HypothesisSpace
from teachsim.core.teachers import Negligent, Teacher

__all__ = ["Phase", "Scenario", "signed"]


@dataclass(frozen=True, eq=False)
class Phase:
    """A number of rounds in one regime.

    Attributes:
        regime: Who picks the answers and which marks are heard.
        rounds: Number of rounds, at least 1.
        teacher: Who teaches; by default one who shows right answers at random.
        batch: Greatest number of answers marked in a round, at least 1.
        key: `(P, R)` what this phase holds right instead of the scenario's truth, as when a student
            is taught by another model (distillation); None for the truth.
        prompts: The prompts of the phase, `(k,)`; None for all.
        noise: How the channel falsifies what is said; None for not at all.
    """

    regime: Regime
    rounds: int
    teacher: Teacher = field(default_factory=Negligent)
    batch: int = 1
    key: AnyArray | None = None
    prompts: Sequence[int] | IntArray | None = None
    noise: Noise | None = None

    def __post_init__(self) -> None:
        """Refuse a phase in which nothing could happen."""
        for name, value in (("rounds", self.rounds), ("batch", self.batch)):
            if int(value) != value or value < 1:
                raise ValueError(
                    f"Phase({name}={value!r}) must be a whole number of at least 1; "
                    "leave a phase out to skip it"
                )


@dataclass(frozen=True, eq=False)
class Scenario:
    """One experiment: the same for every learner that is put through it.

    Attributes:
        name: What it is called.
        space: The hypotheses the learner starts with; the truth is one of them.
        right: `(P, R)` the truth: bool, or +1 right, -1 wrong, 0 neither ("I don't know").
        phases: What happens, in order.
    """

    name: str
    space: HypothesisSpace
    right: AnyArray
    phases: Sequence[Phase]

    def __post_init__(self) -> None:
        """Refuse a truth outside the space and phases that do not fit it."""
        shape = (self.space.n_prompts, self.space.n_responses)
        key = signed(self.right, shape=shape, owner=f"right of scenario {self.name!r}")
        if not self.space.contains(key > 0):
            raise ValueError(
                f"right of scenario {self.name!r} is not one of the {len(self.space)} hypotheses "
                "of its space; take a row of the class's table, or add this one to the class"
            )
        if len(self.phases) == 0:
            raise ValueError(f"scenario {self.name!r} has no phases; give at least one Phase")
        for number, phase in enumerate(self.phases):
            if phase.key is not None:
                signed(phase.key, shape=shape, owner=f"key of phase {number}")
            scope(phase, shape[0], number=number)

    @property
    def key(self) -> MarkArray:
        """`(P, R)` +1 right, -1 wrong, 0 neither."""
        return signed(
            self.right, shape=(self.space.n_prompts, self.space.n_responses), owner="right"
        )

    @property
    def rounds(self) -> int:
        """Number of rounds of all phases."""
        return sum(phase.rounds for phase in self.phases)


def scope(phase: Phase, n_prompts: int, *, number: int = 0) -> IntArray:
    """`(k,)` the prompts of a phase, ascending.

    Raises:
        ValueError: If it names none or one that does not exist.
    """
    if phase.prompts is None:
        return np.arange(n_prompts)
    prompts = np.unique(np.asarray(phase.prompts, dtype=np.int64))
    if prompts.size == 0 or prompts[0] < 0 or prompts[-1] >= n_prompts:
        raise ValueError(
            f"prompts of phase {number} are {prompts.tolist()}, but must be one or more numbers "
            f"in 0..{n_prompts - 1}; use None for all"
        )
    return prompts


def signed(right: AnyArray, *, shape: tuple[int, int], owner: str) -> MarkArray:
    """The key as +1, -1, 0.

    Raises:
        ValueError: If its shape or an entry is not allowed.
    """
    table = np.asarray(right)
    if table.shape != shape:
        raise ValueError(
            f"{owner} has shape {table.shape}, but the space has (prompts, responses) = {shape}; "
            "a row of a class's table becomes one with table[i].reshape(1, -1) or H.key(i)"
        )
    if table.dtype == np.bool_:
        return np.where(table, 1, -1).astype(np.int8)
    if not np.isin(table, (-1, 0, 1)).all():
        raise ValueError(
            f"{owner} has entries {np.unique(table).tolist()}, but must be bool or hold only +1 "
            "right, -1 wrong and 0 neither"
        )
    return table.astype(np.int8)
