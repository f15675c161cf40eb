"""A scenario: what is true, what is thought possible, and how it is taught, phase by phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from teachsim.core.arrays import AnyArray, IntArray, MarkArray, sealed
from teachsim.core.channel import Noise
from teachsim.core.checks import one_of, stated, whole_number, whole_numbers
from teachsim.core.regimes import Regime
from teachsim.core.space import HypothesisSpace
from teachsim.core.teachers import Negligent
from teachsim.core.view import Teacher

__all__ = ["Phase", "Scenario"]


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
        for name, value, way_out in (
            ("rounds", self.rounds, "leave a phase out to skip it"),
            ("batch", self.batch, "use 1 for one answer a round"),
        ):
            number = whole_number(value, thing=f"Phase({name}=...)", least=1, way_out=way_out)
            object.__setattr__(self, name, number)
        way_out = "pass one such as teachsim.DEMONSTRATION"
        one_of(Regime, self.regime, thing="Phase(regime=...)", way_out=way_out)
        way_out = "pass what has choose(view, rng), such as teachsim.Adversary(), with its brackets"
        one_of(Teacher, self.teacher, thing="Phase(teacher=...)", way_out=way_out)
        if self.noise is not None:
            way_out = "pass teachsim.Noise(rate=...), or None"
            one_of(Noise, self.noise, thing="Phase(noise=...)", way_out=way_out)


@dataclass(frozen=True, eq=False)
class Scenario:
    """One experiment: the same for every learner that is put through it.

    Attributes:
        name: What it is called.
        space: The hypotheses the learner starts with; the truth is one of them.
        right: `(P, R)` the truth: bool, or +1 right, -1 wrong, 0 neither ("I don't know"). Of a
            table that holds 0 and 1 alone it is not clear what 0 means: pass bool, or int8 for a
            truth in which nothing is wrong.
        phases: What happens, in order.
    """

    name: str
    space: HypothesisSpace
    right: AnyArray
    phases: Sequence[Phase]

    def __post_init__(self) -> None:
        """Refuse a truth outside the space and phases that do not fit it."""
        one_of(str, self.name, thing="Scenario(name=...)", way_out='call it something, such as "x"')
        way_out = "pass one such as symbolic.HypothesisClass(table)"
        one_of(HypothesisSpace, self.space, thing="Scenario(space=...)", way_out=way_out)
        if not self.space.contains(self.key > 0):
            raise ValueError(
                f"right of scenario {self.name!r} is not one of the {len(self.space)} hypotheses "
                "of its space; take a row of the class's table, or add this one to the class"
            )
        one_of(Sequence, self.phases, thing="Scenario(phases=...)", way_out="pass [Phase(...)]")
        object.__setattr__(self, "phases", tuple(self.phases))
        if not self._taught:
            raise ValueError(f"scenario {self.name!r} has no phases; give at least one Phase")

    @cached_property
    def shape(self) -> tuple[int, int]:
        """(prompts, responses)."""
        return self.space.n_prompts, self.space.n_responses

    @cached_property
    def key(self) -> MarkArray:
        """`(P, R)` +1 right, -1 wrong, 0 neither: the truth as it was when this was made."""
        return stated(self.right, shape=self.shape, owner=f"right of scenario {self.name!r}")

    def key_of(self, number: int) -> MarkArray:
        """`(P, R)` what phase `number` holds right: its own key, or the truth."""
        return self._taught[number][0]

    def scope_of(self, number: int) -> IntArray:
        """`(k,)` the prompts of phase `number`, ascending, each once."""
        return self._taught[number][1]

    @property
    def rounds(self) -> int:
        """Number of rounds of all phases."""
        return sum(phase.rounds for phase in self.phases)

    @cached_property
    def _taught(self) -> tuple[tuple[MarkArray, IntArray], ...]:
        """Key and prompts of each phase, as they were when this was made."""
        return tuple(self._read(number, phase) for number, phase in enumerate(self.phases))

    def _read(self, number: int, phase: Phase) -> tuple[MarkArray, IntArray]:
        """Key and prompts of a phase, refused if they do not fit."""
        way_out = "pass teachsim.Phase(...)"
        one_of(Phase, phase, thing=f"phase {number} of scenario {self.name!r}", way_out=way_out)
        key = self.key
        if phase.key is not None:
            key = stated(phase.key, shape=self.shape, owner=f"key of phase {number}")
        return key, _scope(phase, self.shape[0], thing=f"prompts of phase {number}")


def _scope(phase: Phase, n_prompts: int, *, thing: str) -> IntArray:
    """`(k,)` the prompts of a phase, ascending, each once; sealed."""
    prompts = np.arange(n_prompts) if phase.prompts is None else phase.prompts
    way_out = f"number them 0..{n_prompts - 1}"
    scope = np.unique(whole_numbers(prompts, thing=thing, way_out=way_out))
    if scope.size == 0 or scope[0] < 0 or scope[-1] >= n_prompts:
        raise ValueError(
            f"{thing} are {scope.tolist()}, but must be one or more numbers "
            f"in 0..{n_prompts - 1}; use None for all"
        )
    return sealed(scope)
