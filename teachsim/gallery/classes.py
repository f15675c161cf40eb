"""The classes a page offers, each within sizes that one picture shows and one second computes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from teachsim.symbolic import HypothesisClass, families

__all__ = ["CHOICES", "OWN", "Choice", "Ideas", "Size", "build_class", "choice", "code", "studied"]

_KEPT = 32  # classes; one of the largest a page takes is 1 MB
OWN = "own"  # the word of a class that the user brings as CSV


@dataclass(frozen=True)
class Size:
    """One number that sets how large a class is.

    Attributes:
        word: What it counts.
        low: Smallest value offered.
        high: Greatest value offered.
        default: Value offered first.
    """

    word: str
    low: int
    high: int
    default: int


@dataclass(frozen=True)
class Choice:
    """One class of the chooser.

    Attributes:
        word: Its word in links.
        sizes: The numbers it is built from.
        build: Makes it from those numbers.
        code: The same as a Python expression over `families`, with the numbers left open.
    """

    word: str
    sizes: tuple[Size, ...]
    build: Callable[..., HypothesisClass]
    code: str

    @property
    def default(self) -> Ideas:
        """The class in its default size."""
        return Ideas(self.word, tuple(size.default for size in self.sizes))


@dataclass(frozen=True)
class Ideas:
    """Which class of ideas (hypotheses) is meant.

    Attributes:
        word: Word of a choice, or `OWN`.
        sizes: One number for each size of the choice.
        own: The CSV text of the user's class; empty unless the word is `OWN`.
    """

    word: str = "intervals"
    sizes: tuple[int, ...] = (13,)
    own: str = ""

    def __post_init__(self) -> None:
        """Refuse an unknown word and sizes outside the bounds."""
        if self.word == OWN:
            if not self.own or self.sizes:
                raise ValueError("a class of one's own needs its CSV text and no sizes")
            return
        sizes = choice(self.word).sizes
        if len(self.sizes) != len(sizes):
            raise ValueError(
                f"class {self.word!r} takes {len(sizes)} sizes, got {self.sizes}; give "
                f"{', '.join(size.word for size in sizes) or 'none'}"
            )
        for size, value in zip(sizes, self.sizes, strict=True):
            if not size.low <= value <= size.high:
                raise ValueError(
                    f"{size.word} of class {self.word!r} is {value}, but must lie in "
                    f"{size.low}..{size.high}; larger classes run from a script"
                )


_POINTS = Size("points", 3, 24, 13)

CHOICES = (
    Choice("intervals", (_POINTS,), families.intervals, "families.intervals({0})"),
    Choice("segments", (_POINTS,), families.initial_segments, "families.initial_segments({0})"),
    Choice("singletons", (_POINTS,), families.singletons, "families.singletons({0})"),
    Choice(
        "singletons-or-none",
        (_POINTS,),
        lambda n: families.singletons(n, empty=True),
        "families.singletons({0}, empty=True)",
    ),
    Choice(
        "boxes",
        (Size("rows", 2, 6, 4), Size("columns", 2, 6, 5)),
        families.boxes,
        "families.boxes({0}, {1})",
    ),
    Choice(
        "half-planes",
        (Size("rows", 2, 4, 3), Size("columns", 2, 4, 4)),
        families.half_planes,
        "families.half_planes({0}, {1})",
    ),
    Choice(
        "monotone-conjunctions",
        (Size("variables", 2, 5, 4),),
        families.monotone_conjunctions,
        "families.monotone_conjunctions({0})",
    ),
    Choice(
        "conjunctions",
        (Size("variables", 2, 4, 3),),
        families.conjunctions,
        "families.conjunctions({0})",
    ),
    Choice(
        "subsets",
        (Size("points", 5, 8, 6), Size("elements", 1, 4, 2)),
        families.subsets_of_size,
        "families.subsets_of_size({0}, {1})",
    ),
    Choice("powerset", (Size("points", 2, 6, 4),), families.powerset, "families.powerset({0})"),
    Choice("parities", (Size("variables", 2, 5, 3),), families.parities, "families.parities({0})"),
    Choice("cyclic-pairs", (_POINTS,), families.cyclic_pairs, "families.cyclic_pairs({0})"),
    Choice("warmuth", (), families.warmuth, "families.warmuth()"),
    Choice(
        "orders", (Size("items", 2, 4, 3),), families.linear_orders, "families.linear_orders({0})"
    ),
    Choice(
        "living-beings", (), families.living_beings_and_water, "families.living_beings_and_water()"
    ),
)


def choice(word: str) -> Choice:
    """The choice with this word.

    Raises:
        ValueError: If there is none.
    """
    for offered in CHOICES:
        if offered.word == word:
            return offered
    raise ValueError(
        f"class {word!r} is not offered; use one of {', '.join(c.word for c in CHOICES)} or {OWN}"
    )


@lru_cache(maxsize=_KEPT)
def build_class(ideas: Ideas) -> HypothesisClass:
    """The class that is meant; a class cannot change, so the last few are kept.

    Raises:
        ValueError: If the sizes do not go together or the CSV text breaks a rule.
    """
    if ideas.word == OWN:
        return HypothesisClass.from_csv(io.StringIO(ideas.own))
    return choice(ideas.word).build(*ideas.sizes)


def code(ideas: Ideas) -> str:
    """A Python expression over `families`, `HypothesisClass` and `io` that builds the class."""
    if ideas.word == OWN:
        return f"HypothesisClass.from_csv(io.StringIO({ideas.own!r}))"
    return choice(ideas.word).code.format(*ideas.sizes)


def studied(*, quick: bool) -> dict[str, HypothesisClass]:
    """The classes that the studies run through, by the name that stands in their tables."""
    if quick:
        return {"runs": families.intervals(4), "singletons": families.singletons(5)}
    return {
        "initial segments": families.initial_segments(10),
        "runs": families.intervals(9),
        "boxes": families.boxes(3, 3),
        "monotone conjunctions": families.monotone_conjunctions(4),
        "pairs": families.subsets_of_size(6, 2),
        "living beings": families.living_beings_and_water(),
    }
