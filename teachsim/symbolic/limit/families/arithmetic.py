"""Languages that repeat: multiples, progressions, and whatever is ultimately periodic."""

from __future__ import annotations

import math
from functools import lru_cache

from teachsim.symbolic.limit.families.indexed import IndexedFamily
from teachsim.symbolic.limit.family import Facts
from teachsim.symbolic.limit.periodic import Periodic

__all__ = ["multiples", "progressions", "ultimately_periodic"]

_WRIGHT = (
    'K. Wright, "Identification of unions of languages drawn from an identifiable class", COLT '
    '1989, as corrected by T. Motoki, T. Shinohara and K. Wright, "The correct definition of '
    'finite elasticity", COLT 1991'
)
_GOLD = 'E. M. Gold, "Language identification in the limit", Information and Control 10, 1967'


def multiples() -> IndexedFamily:
    """The multiples kN = {0, k, 2k, ...}, with L_i = (i + 1) N.

    Identifiable: {k} is a tell-tale of kN, as a jN with k in it has j dividing k and so contains
    kN. Finite elasticity: after a number above 0 only its divisors are left; no finite thickness,
    as 0 is in all. Closure dimension 1: the closure of {0} is {0}, as k divides no number below k
    but 0; numbers not all 0 have the closure gN for their greatest common divisor g, infinite.
    """
    facts = Facts(
        identify=True,
        generate=True,
        finite_thickness=False,
        finite_elasticity=True,
        closure_dimension=1,
        why="After one number above 0 only its finitely many divisors are possible.",
        source=_WRIGHT,
    )
    return IndexedFamily(
        title="the multiples of each number",
        size=math.inf,
        facts=facts,
        make=lambda i: Periodic.progression(0, i + 1),
        holds=lambda i, x: x % (i + 1) == 0,
        name=lambda i: f"{i + 1}N" if i else "all numbers",
        tale=lambda i: (i + 1,),
    )


def progressions() -> IndexedFamily:
    """The progressions {a, a + b, a + 2b, ...}, a >= 0, b >= 1, along the antidiagonals of (a, b).

    Identifiable: {a, a + b} is a tell-tale, as a progression with both begins at a or earlier and
    has a step that divides b. Finite elasticity: two numbers leave finitely many starts and steps;
    no finite thickness, as 0 + bN contains 0 for all b. Closure dimension 1: of one number x, the
    progressions from x with all steps meet in {x}; two or more numbers with smallest m and greatest
    common divisor g of their differences have the closure m + gN, infinite.
    """
    facts = Facts(
        identify=True,
        generate=True,
        finite_thickness=False,
        finite_elasticity=True,
        closure_dimension=1,
        why="Two numbers leave finitely many starts (up to the smaller) and steps (divisors).",
        source=_WRIGHT,
    )
    return IndexedFamily(
        title="the arithmetic progressions",
        size=math.inf,
        facts=facts,
        make=lambda i: Periodic.progression(*_start_and_step(i)),
        holds=_in_progression,
        name=_progression_name,
        tale=_two_first,
    )


def ultimately_periodic() -> IndexedFamily:
    """All non-empty ultimately periodic sets: the regular languages over one letter.

    A language is listed under many indices, one for each way to write it; descriptions of all zeros
    stand for all numbers, so that every language has an example to show. Not identifiable: all
    finite sets and an infinite one are in the family (Gold 1967, for all regular languages). A
    finite set is its own tell-tale; no infinite one has any, as its finite subsets are in the
    family. Closure dimension: infinite, as every finite set is closed.
    """
    facts = Facts(
        identify=False,
        generate=True,
        finite_thickness=False,
        finite_elasticity=False,
        closure_dimension=math.inf,
        why="All finite sets are in it, and an infinite one.",
        source=_GOLD,
    )
    return IndexedFamily(
        title="the ultimately periodic sets",
        size=math.inf,
        facts=facts,
        make=_described,
        holds=lambda i, x: _described(i).contains(x),
        name=lambda i: str(_described(i)),
        tale=_itself_if_finite,
    )


def _start_and_step(i: int) -> tuple[int, int]:
    """The i-th pair (a, b), a >= 0, b >= 1: (0, 1), (0, 2), (1, 1), (0, 3), (1, 2), (2, 1), ..."""
    diagonal = (math.isqrt(8 * i + 1) - 1) // 2
    start = i - diagonal * (diagonal + 1) // 2
    return start, diagonal - start + 1


def _in_progression(i: int, x: int) -> bool:
    start, step = _start_and_step(i)
    return x >= start and (x - start) % step == 0


def _progression_name(i: int) -> str:
    start, step = _start_and_step(i)
    return f"{{{start}, {start + step}, {start + 2 * step}, ...}}"


def _two_first(i: int) -> tuple[int, int]:
    start, step = _start_and_step(i)
    return start, start + step


@lru_cache(maxsize=1024)  # a learner asks the same hundred again and again
def _described(i: int) -> Periodic:
    """The set of the i-th description: lengths n = 1, 2, ..., periods b = 1, ..., n, all bits."""
    length, rest = 1, i
    while rest >= length << length:
        rest -= length << length
        length += 1
    shorter, number = divmod(rest, 1 << length)
    bits = tuple(bool(number >> place & 1) for place in range(length)) if number else (True,)
    prefix = len(bits) - min(shorter + 1, len(bits))
    return Periodic(bits[:prefix], bits[prefix:])


def _itself_if_finite(i: int) -> tuple[int, ...] | None:
    language = _described(i)
    return tuple(language.members()) if language.is_finite else None
