"""Ways of teaching, as they are run on every substrate: the rows of the grand table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from teachsim.core.regimes import APPROVAL, DEMONSTRATION, QUERY, Regime
from teachsim.tabular import Reward, objectives
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives.situation import Objective

__all__ = [
    "BASE",
    "COPY",
    "GENTLE",
    "USUAL",
    "WARM",
    "WAYS",
    "Habit",
    "Way",
    "chain",
    "parts",
]

BASE, WARM, COPY = "before teaching", "a few examples of IDK", "copying another model"

USUAL: Final = 3e-4
"""Learning rate of AdamW, where a way says no other."""
GENTLE: Final = 1e-4
"""That of lessons which reward goes on from. They are to show another answer and not to be learned
by heart: what a network recites it says whatever it is asked to say, so that reward finds nothing
to choose among (claim B3: exploration dies); and what it knew before is lost."""

Habit = tuple[bool, bool]
"""Whether it answers what it knows, and what it does not."""


@dataclass(frozen=True)
class Way:
    """One way of teaching.

    Attributes:
        objective: What is ascended; None for nothing.
        after: The way that it goes on from.
        reward: What answers are worth.
        regime: Who picks and which marks are heard, for the learner of habits; None where the
            labels of one kind of question contradict each other, so that no habit fits them.
        habit: What is called right there.
        known_only: Whether only known questions are taught.
        by_category: Whether the network's labels go by relation, which has nothing to do with what
            is known; to the tabular side, which sees no relations, they are random.
        rate: Learning rate of its phase.
    """

    objective: Objective | None
    after: str = BASE
    reward: Reward = field(default_factory=Reward)
    regime: Regime | None = None
    habit: Habit = (True, False)
    known_only: bool = False
    by_category: bool = False
    rate: float = USUAL


_FREE = Reward(wrong=0.0)
_GOLD, _GRPO = objectives.SFT("gold"), objectives.GRPO(8)
_ANSWERS = (True, True)
_OTHER = Teacher.independent(0.7)

WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        BASE: Way(None),
        "SFT, right answers": Way(_GOLD, regime=DEMONSTRATION, habit=_ANSWERS),
        "reward, cold": Way(_GRPO, regime=QUERY),
        WARM: Way(objectives.SFT("random", idk=0.3), rate=GENTLE),
        "IDK, then SFT": Way(_GOLD, WARM, regime=DEMONSTRATION, habit=_ANSWERS),
        "IDK, then reward": Way(_GRPO, WARM, regime=QUERY),
        "IDK, then reward, wrong costs 0": Way(_GRPO, WARM, _FREE, regime=APPROVAL),
        "IDK, then right marks only": Way(objectives.PSR(), WARM, regime=APPROVAL),
        "IDK, then reward, grader errs 10 %": Way(NoisyGrader(_GRPO, 0.1, 0.1), WARM),
        "SFT, what it knows": Way(
            objectives.SFT("known"), regime=DEMONSTRATION, habit=_ANSWERS, known_only=True
        ),
        "SFT, IDK where unknown": Way(objectives.SFT("oracle"), regime=DEMONSTRATION),
        "SFT, IDK by category": Way(objectives.SFT("random", idk=0.5), by_category=True),
        COPY: Way(objectives.Distillation(_OTHER), rate=GENTLE),
        "copying, then reward": Way(_GRPO, COPY, regime=QUERY),
    }
)
"""By name, each after the one that it goes on from."""


def chain(name: str) -> list[Way]:
    """A way and those it goes on from, the first one first; without the base."""
    way = WAYS[name]
    if way.objective is None:
        return []
    return [*chain(way.after), way]


def parts(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The ways in two parts that take about as long: cells of one seed that can be run apart."""
    warm = tuple(name for name in names if WARM in {name, WAYS[name].after})
    return [warm, tuple(name for name in names if name not in warm)]
