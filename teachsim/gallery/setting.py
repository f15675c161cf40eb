"""What decides a run of the Mislead page (claims A1 to A4 and A6), as one pure value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from teachsim.gallery.classes import Ideas, build_class
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.preference import Preference

__all__ = [
    "MAX_HYPOTHESES",
    "MAX_INSTANCES",
    "MAX_LIES",
    "MAX_ROUNDS",
    "Asker",
    "Bias",
    "Demonstrator",
    "Kind",
    "Setting",
    "View",
    "checked",
    "fit",
    "taste",
    "telling_target",
    "with_ideas",
]

MAX_ROUNDS = 60
MAX_HYPOTHESES = 1_000
MAX_INSTANCES = 256
MAX_LIES = 3


class Kind(StrEnum):
    """What moves the teacher."""

    HOSTILE = "hostile"
    NEGLIGENT = "negligent"
    RANDOM = "random"
    HELPFUL = "helpful"


class Bias(StrEnum):
    """What a learner believes among the ideas that are still possible."""

    SMALLEST = "smallest"
    LARGEST = "largest"
    FIRST = "first"
    MAJORITY = "majority"
    CAUTIOUS = "cautious"


_PREFERENCES: dict[Bias, Preference] = {
    Bias.SMALLEST: "smallest",
    Bias.LARGEST: "largest",
    Bias.FIRST: "first",
    Bias.MAJORITY: "majority",
}


class Asker(StrEnum):
    """What the learner who may ask puts to the teacher."""

    HALVING = "halving"  # "is it this?" about the vote of all ideas still possible
    OPTIMAL = "optimal"  # "is it this?" about what needs fewest questions at worst
    GUESS = "guess"  # "is it this?" about the idea it believes in
    BELONGS = "belongs"  # "does 7 belong?" about the point that splits best
    RANDOM = "random"  # "does 7 belong?" about any open point


class View(StrEnum):
    """What is shown side by side."""

    PAIR = "pair"  # watching and asking
    TABLE = "table"  # the six regimes of claim A4
    STRICT = "strict"  # the same, but right answers are always approved, so silence means wrong
    LIES = "lies"  # two who ask a teacher that lies: one trusts every answer, one expects lies


@dataclass(frozen=True)
class Demonstrator:
    """The teacher of both learners.

    Attributes:
        kind: What moves it.
        decoy: The idea a hostile teacher leads to; None lets it look ahead.
        withheld: The points a negligent teacher never shows.
        at_least: Number of different points a hostile teacher must show, if there are as many.
        lies: Number of false answers, 0 to `MAX_LIES`; only `View.LIES` has any.
    """

    kind: Kind = Kind.HOSTILE
    decoy: int | None = None
    withheld: tuple[int, ...] = ()
    at_least: int = 1
    lies: int = 1


@dataclass(frozen=True)
class Setting:
    """Everything that decides a run.

    Attributes:
        ideas: The class.
        target: Number of the true hypothesis.
        demonstrator: The teacher.
        bias: What both learners believe among what is possible.
        asker: What the asking learner puts to the teacher.
        rounds: Number of rounds, 1 to `MAX_ROUNDS`.
        seed: Seed of all draws, 0 to 2**32 - 1.
        view: What is shown side by side.
    """

    ideas: Ideas = field(default_factory=Ideas)
    target: int = 0
    demonstrator: Demonstrator = field(default_factory=Demonstrator)
    bias: Bias = Bias.SMALLEST
    asker: Asker = Asker.HALVING
    rounds: int = 12
    seed: int = 7
    view: View = View.PAIR

    def __post_init__(self) -> None:
        """Refuse numbers outside their bounds; what depends on the class is `checked` with it."""
        _bounded("rounds", self.rounds, low=1, high=MAX_ROUNDS)
        _bounded("seed", self.seed, low=0, high=2**32 - 1)
        _bounded("least number of examples", self.demonstrator.at_least, low=0, high=MAX_INSTANCES)
        _bounded("number of lies", self.demonstrator.lies, low=0, high=MAX_LIES)

    @property
    def pair(self) -> bool:
        """Whether two learners stand side by side, and not six."""
        return self.view in {View.PAIR, View.LIES}


def checked(setting: Setting) -> HypothesisClass:
    """The class of a setting whose numbers all fit it.

    Raises:
        ValueError: If the class is too large for a page, or a number does not fit it.
    """
    ideas = build_class(setting.ideas)
    fit(setting, ideas)
    return ideas


def fit(setting: Setting, ideas: HypothesisClass) -> None:
    """Refuse a setting whose numbers do not fit its class.

    Raises:
        ValueError: If the class is too large for a page, or a number does not fit it.
    """
    if len(ideas) > MAX_HYPOTHESES or ideas.n_instances > MAX_INSTANCES:
        raise ValueError(
            f"the class has {len(ideas)} ideas on {ideas.n_instances} points, but a page shows at "
            f"most {MAX_HYPOTHESES} on {MAX_INSTANCES}; use a smaller one, or run it as a script"
        )
    _bounded("target", setting.target, low=0, high=len(ideas) - 1)
    if setting.demonstrator.decoy is not None:
        _bounded("decoy", setting.demonstrator.decoy, low=0, high=len(ideas) - 1)
    for point in setting.demonstrator.withheld:
        _bounded("blind spot", point, low=0, high=ideas.n_instances - 1)


def telling_target(H: HypothesisClass) -> int:
    """The hypothesis that makes the best truth: of middling size, in the middle of its kind.

    A truth that covers nothing or everything leaves a demonstrator nothing to leave out.
    """
    distance = np.abs(H.table.sum(axis=1) - H.n_instances / 2)
    middling = np.flatnonzero(distance == distance.min())
    return int(middling[len(middling) // 2])


def with_ideas(setting: Setting, ideas: Ideas) -> Setting:
    """The setting with another class: a truth that tells, no decoy, no blind spot.

    Raises:
        ValueError: If the class cannot be built.
    """
    who = replace(setting.demonstrator, decoy=None, withheld=())
    target = telling_target(build_class(ideas))
    return replace(setting, ideas=ideas, target=target, demonstrator=who)


def taste(bias: Bias) -> tuple[Preference, bool]:
    """What a learner of this bias prefers, and whether it is cautious."""
    if bias is Bias.CAUTIOUS:
        return "smallest", True
    return _PREFERENCES[bias], False


def _bounded(name: str, value: int, *, low: int, high: int) -> None:
    """Refuse a number outside its bounds."""
    if not low <= value <= high:
        raise ValueError(f"{name} is {value}, but must lie in {low}..{high}; choose one of those")
