"""The families of the Gold page: what each is called in a link, and what Gold's adversary goes by.

Only families of which a handful of numbers or words can be drawn are offered, and of each only its
first languages as the truth: the page draws what it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from teachsim.symbolic.limit import Family, Lure, chain, families

__all__ = ["OFFERS", "TRUTHS", "Offer", "build_family", "lure_of", "offer"]

TRUTHS: Final = 13
"""So many languages of each family, from the first on, may be the truth."""


@dataclass(frozen=True)
class Offer:
    """A family that the page offers.

    Attributes:
        word: Its word in links.
        code: The call that makes it, as a script writes it, on `teachsim.symbolic.limit.families`.
        make: The same, made.
        rungs: The index of the n-th language of an endless rising chain whose union is language 0;
            None where the family has no such chain, and every language a tell-tale.
        numbers: Whether its instances are written as numbers, and not as words.
        whole: The index of the language that holds all others, so that among those that fit a
            largest is found; None where the languages grow without end, and none is the largest.
        closed: Whether what two languages share is a language, or nothing, so that where a smallest
            one fits it lies in all others; until then a learner of the smallest has no idea.
    """

    word: str
    code: str
    make: Callable[[], Family]
    rungs: Callable[[int], int] | None = None
    numbers: bool = True
    whole: int | None = 0
    closed: bool = True


def _next(n: int) -> int:
    return n + 1


OFFERS: Final = (
    Offer("segments", "segments_and_all()", families.segments_and_all, _next),
    Offer("half-lines-and-all", "half_lines_and_all()", families.half_lines_and_all, _next),
    Offer("half-lines", "half_lines()", families.half_lines, whole=None),
    Offer("multiples", "multiples()", families.multiples),
    Offer("progressions", "progressions()", families.progressions),
    Offer(
        "patterns",
        'pattern_languages("ab")',
        lambda: families.pattern_languages("ab"),
        numbers=False,
        whole=2,
        closed=False,
    ),
)


def offer(word: str) -> Offer:
    """The family with this word.

    Raises:
        ValueError: If there is none.
    """
    for candidate in OFFERS:
        if candidate.word == word:
            return candidate
    raise ValueError(f"family {word[:24]!a} is not offered; use one of {[o.word for o in OFFERS]}")


@cache
def build_family(word: str) -> Family:
    """The family with this word; made once.

    Raises:
        ValueError: If there is none.
    """
    return offer(word).make()


def lure_of(word: str) -> Lure | None:
    """What Gold's adversary goes by in a family, None where there is nothing.

    Raises:
        ValueError: If there is no such family.
    """
    rungs = offer(word).rungs
    return None if rungs is None else chain(build_family(word), 0, rungs=rungs)
