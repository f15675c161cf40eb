"""Every family of the module with a few targets, texts of them, and a family written by a user."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from teachsim.symbolic.limit import Facts, Family, Language, Periodic, families, texts
from teachsim.symbolic.limit.evidence import Example

HORIZON = 80

LISTED = families.listed(
    [
        *(Periodic.progression(0, step) for step in (2, 4, 1)),
        *(Periodic.of([0, 4]), Periodic.progression(1, 2), Periodic.of([0, 4, 8])),
    ]
)
WORDS = families.pattern_languages("ab")
FAMILIES: dict[str, tuple[Family, tuple[int, ...]]] = {
    family.title: (family, targets)
    for family, targets in (
        (families.segments_and_all(), (0, 1, 6)),
        (families.half_lines_and_all(), (0, 1, 4)),
        (families.half_lines(), (0, 3)),
        (families.multiples(), (0, 1, 6)),
        (families.progressions(), (0, 4, 8)),
        (families.ultimately_periodic(), (0, 3, 7, 20)),
        (families.finite_sets(), (0, 6, 12)),
        (families.finite_sets_and_all(), (0, 6, 12)),
        (families.cofinite_sets(), (0, 1, 6, 9)),
        (families.singletons(), (0, 5)),
        (families.at_most(2), (0, 5)),
        (LISTED, tuple(range(6))),
        (WORDS, tuple(map(WORDS.index, ("x", "ax", "axb", "xyx", "ab")))),
        (families.regular_languages("ab"), (0, 30)),
        (families.k_testable_languages(2, "ab"), (3,)),
        (families.k_reversible_languages(0, "ab"), (3,)),
    )
}
CASES = [(title, target) for title, (_, targets) in FAMILIES.items() for target in targets]


def texts_of(language: Language, *, horizon: int = HORIZON) -> dict[str, tuple[Example, ...]]:
    """Four texts of a language, cut off."""
    endless: dict[str, Iterator[Example]] = {
        "ascending": texts.honest(language),
        "shuffled": texts.honest(language, rng=np.random.default_rng(3)),
        "recurring": texts.recurring(language),
    }
    if language.size > 1:
        first = next(language.members())
        endless["delayed"] = texts.delayed(language, late=[first], rounds=horizon // 2)
    return {name: tuple(itertools.islice(text, horizon)) for name, text in endless.items()}


@dataclass(frozen=True)
class Powers:
    """A user's own family: {1, k, k^2, ...} for k = 2, 3, ..., as bare functions."""

    title: str = "powers"
    size: float = math.inf

    @property
    def facts(self) -> Facts:
        return Facts(True, True, False, True, None, why="Two powers are enough.", source="a user")

    def language(self, i: int) -> "PowersOf":
        return PowersOf(i + 2)

    def contains(self, i: int, x: int) -> bool:
        return PowersOf(i + 2).contains(x)

    def written(self, x: int) -> str:
        return str(x)

    def named(self, i: int) -> str:
        return f"powers of {i + 2}"

    def subset(self, i: int, j: int) -> bool:
        return PowersOf(j + 2).contains(i + 2)

    def tell_tale(self, i: int) -> tuple[int, ...] | None:
        return (i + 2,)


@dataclass(frozen=True)
class PowersOf:
    base: int
    size: float = math.inf

    def contains(self, x: int) -> bool:
        while x > 1 and x % self.base == 0:
            x //= self.base
        return x == 1

    def members(self) -> Iterator[int]:
        return (self.base**n for n in itertools.count())


@dataclass(frozen=True)
class Rare(PowersOf):
    """Says the same member again for longer than anybody listens."""

    def contains(self, x: int) -> bool:
        return x == 0 or (x >= 10**9 and x % 10**9 == self.base)

    def members(self) -> Iterator[int]:
        return itertools.repeat(0, 10**6)


@dataclass(frozen=True)
class Silent(Powers):
    """A user's family of languages whose members are farther apart than can be tried."""

    def contains(self, i: int, x: int) -> bool:
        return Rare(i).contains(x)

    def language(self, i: int) -> PowersOf:
        return Rare(i)
