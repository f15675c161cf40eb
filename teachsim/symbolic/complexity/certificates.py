"""The forms of proof that the solvers return and `complexity.check` verifies.

Hypotheses and instances are indices of the class. Every record proves one side of the bounds on its
own; a result carries one of each as a `Bounds`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from teachsim.symbolic.complexity.hitting_proofs import HittingProof

__all__ = [
    "Bounds",
    "Core",
    "Exhausted",
    "Mistakes",
    "Needs",
    "NoMistakes",
    "Plan",
    "Prediction",
    "Predictions",
    "Refuted",
    "Sets",
    "Shattered",
    "Star",
    "StarGroups",
    "Stubborn",
    "Superset",
    "Trivial",
]


@dataclass(frozen=True)
class Trivial:
    """A bound that the number of hypotheses or of instances proves: `check` works it out anew."""


@dataclass(frozen=True)
class Exhausted:
    """A bound found by looking at all cases: `check` looks at all of them again, its own way."""


@dataclass(frozen=True)
class Bounds:
    """A proof of each bound.

    Attributes:
        lower: Proves that the quantity is at least the lower bound.
        upper: Proves that it is at most the upper bound.
    """

    lower: object
    upper: object


@dataclass(frozen=True)
class Shattered:
    """Instances on which all patterns occur.

    Attributes:
        instances: `(d,)` the instances.
        witnesses: `(2^d,)` hypotheses; number p holds instance i right iff bit i of p is 1.
    """

    instances: tuple[int, ...]
    witnesses: tuple[int, ...]


@dataclass(frozen=True)
class Mistakes:
    """An inner node of a mistake tree; a leaf is a hypothesis that agrees with its path.

    Attributes:
        instance: What is asked.
        wrong: The tree where the instance is not right.
        right: The tree where it is.
    """

    instance: int
    wrong: Mistakes | int
    right: Mistakes | int


@dataclass(frozen=True)
class NoMistakes:
    """That no mistake tree of some depth fits into some version spaces.

    Attributes:
        claims: Pairs of a version space, as a bit set of hypotheses, and a depth. Each instance
            leaves a version space, on one side, that is claimed with one level less or is smaller
            than the 2^depth leaves that a tree needs.
    """

    claims: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Prediction:
    """One step of a learner that chooses its own instances.

    Attributes:
        instance: What it chooses.
        label: What it predicts.
        otherwise: Its steps from here on if it errs; if it does not, the next step follows.
    """

    instance: int
    label: bool
    otherwise: Predictions


Predictions: TypeAlias = tuple[Prediction, ...]
"""Steps that leave one hypothesis if all predictions are right."""


@dataclass(frozen=True)
class Stubborn:
    """That a self-directed learner errs often.

    Attributes:
        cores: Of a version space (bit set) and a number k of errors, a part of it on which every
            instance leaves, on both sides, version spaces listed here with k - 1; k = 1 needs two
            hypotheses and is not listed.
    """

    cores: dict[tuple[int, int], int]


@dataclass(frozen=True)
class Refuted:
    """That a target has no smaller set.

    Attributes:
        target: The hypothesis.
        instances: Those that may be chosen; all others are constant or repeat one of them.
        forced: Hypotheses that one instance alone tells from the target, a different one each.
        sets: Other hypotheses, whose sets the forced instances miss: the proof is about these.
        proof: That as many instances as are left do not hit these sets; None where none is left.
    """

    target: int
    instances: tuple[int, ...]
    forced: tuple[int, ...]
    sets: tuple[int, ...]
    proof: HittingProof | None


@dataclass(frozen=True)
class Sets:
    """Sets of instances that teach.

    Attributes:
        taught: Each target with its set.
    """

    taught: dict[int, tuple[int, ...]]


@dataclass(frozen=True)
class Needs:
    """What targets need at least; one that is not named may need nothing.

    Attributes:
        targets: Of a target how many examples it needs, and the proof: `Refuted`, or `Trivial`.
    """

    targets: dict[int, tuple[int, object]]


@dataclass(frozen=True)
class Superset:
    """That a target cannot be taught by right answers, since another hypothesis contains it.

    Attributes:
        target: The hypothesis.
        contains: The other.
    """

    target: int
    contains: int


@dataclass(frozen=True)
class Plan:
    """A recursive teaching plan.

    Attributes:
        steps: All hypotheses in order, each with instances that tell it from all that come later.
    """

    steps: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Core:
    """A subclass in which no hypothesis is easy to teach.

    Attributes:
        hypotheses: Its members; `check` looks at all smaller sets of instances.
    """

    hypotheses: tuple[int, ...]


@dataclass(frozen=True)
class Star:
    """A centre, and hypotheses that differ from it on exactly one of some instances each.

    Attributes:
        centre: The hypothesis in the middle.
        rays: Pairs of an instance and the hypothesis that differs from the centre on it alone.
    """

    centre: int
    rays: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class StarGroups:
    """That no star is larger.

    Attributes:
        groups: Of a centre, instances in groups of which a star has at most one: of any two in a
            group, one is hit by all that the other is hit by. `check` looks at all stars around
            the centres that are not named.
        orders: Of other centres an order of the instances: around those with the same hypotheses
            near them, by these orders, `check` looks once.
    """

    groups: dict[int, tuple[tuple[int, ...], ...]]
    orders: dict[int, tuple[int, ...]] = field(default_factory=dict)
