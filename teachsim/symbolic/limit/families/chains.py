"""Languages inside each other: the chains of Gold's theorem, with and without their union.

A family with an endless rising chain and its union cannot be identified from positives: a teacher
shows the smallest of the chain until the learner names it, then an element more, and so without
end; what it showed is the union (Gold 1967). The union has no tell-tale (Angluin 1980).
"""

from __future__ import annotations

import math

from teachsim.symbolic.limit.families.indexed import IndexedFamily
from teachsim.symbolic.limit.family import Facts
from teachsim.symbolic.limit.periodic import MOST_BITS, Periodic, affordable

__all__ = ["half_lines", "half_lines_and_all", "segment", "segment_name", "segments_and_all"]

_GOLD = 'E. M. Gold, "Language identification in the limit", Information and Control 10, 1967'
_ANGLUIN = (
    'D. Angluin, "Inductive inference of formal languages from positive data", Information and '
    "Control 45, 1980"
)


def segments_and_all() -> IndexedFamily:
    """All numbers, which is L_0, and the segments {0, ..., n}: L_(n + 1).

    Not identifiable: the union of the chain is in the family. Closure dimension: infinite, as the
    numbers 0, ..., n have the finite closure {0, ..., n} for every n. A tell-tale of {0, ..., n} is
    {n}: whatever contains n contains it; N has none.

    >>> family = segments_and_all()
    >>> family.named(4), family.contains(4, 3), family.tell_tale(4), family.tell_tale(0)
    ('{0, ..., 3}', True, (3,), None)
    """
    facts = Facts(
        identify=False,
        generate=True,
        finite_thickness=False,
        finite_elasticity=False,
        closure_dimension=math.inf,
        why="The segments rise without end, and their union, all numbers, is in the family.",
        source=_GOLD,
    )
    return IndexedFamily(
        title="the segments {0, ..., n} and all numbers",
        size=math.inf,
        facts=facts,
        make=lambda i: segment(i - 1) if i else Periodic((), (True,)),
        holds=lambda i, x: i == 0 or x < i,
        name=lambda i: "all numbers" if i == 0 else segment_name(i - 1),
        tale=lambda i: None if i == 0 else (i - 1,),
    )


def half_lines_and_all() -> IndexedFamily:
    """All integers, which is L_0, and the half-lines {-n, -n + 1, ...}: L_(n + 1).

    Integers are numbered 0, -1, 1, -2, 2, ... Not identifiable: the half-lines rise to Z. Yet the
    closure dimension is 0: 0, 1, 2, ... belong to every language, so every closure is infinite, and
    a generator that says those is never wrong.
    """
    facts = Facts(
        identify=False,
        generate=True,
        finite_thickness=False,
        finite_elasticity=False,
        closure_dimension=0,
        why="The half-lines rise without end, and their union, all integers, is in the family.",
        source=_GOLD,
    )
    return IndexedFamily(
        title="the half-lines and all integers",
        size=math.inf,
        facts=facts,
        make=lambda i: Periodic((), (True,)) if i == 0 else _half_line(i - 1),
        holds=lambda i, x: i == 0 or _above(i - 1, x),
        name=lambda i: "all integers" if i == 0 else _from(i - 1),
        tale=lambda i: None if i == 0 else (_number(1 - i),),
        write=lambda x: str(_integer(x)),
    )


def half_lines() -> IndexedFamily:
    """The half-lines L_n = {-n, -n + 1, ...} of the integers, without their union.

    Identifiable: {-n} is a tell-tale of L_n, as whatever contains -n contains L_n. Neither finite
    thickness (0 is in all) nor finite elasticity (w_i = -i - 1 with L_i from -i on): they suffice
    and are not needed. Closure dimension 0, as in `half_lines_and_all`.
    """
    facts = Facts(
        identify=True,
        generate=True,
        finite_thickness=False,
        finite_elasticity=False,
        closure_dimension=0,
        why="The smallest number shown so far gives the smallest half-line; it settles.",
        source=_ANGLUIN,
    )
    return IndexedFamily(
        title="the half-lines",
        size=math.inf,
        facts=facts,
        make=_half_line,
        holds=_above,
        name=_from,
        tale=lambda n: (_number(-n),),
        write=lambda x: str(_integer(x)),
    )


def segment(n: int) -> Periodic:
    """The set {0, ..., n}; refused where it is too long to be written."""
    return Periodic(_all_below(n + 1), (False,))


def segment_name(n: int) -> str:
    """How it is called: short ones in full."""
    return "{" + ", ".join(map(str, range(n + 1)) if n < 3 else ["0", "...", str(n)]) + "}"


def _from(n: int) -> str:
    return f"{{{-n}, {1 - n}, ...}}"


def _half_line(n: int) -> Periodic:
    """The numbers of the integers from -n on."""
    return Periodic(_all_below(2 * n), (True, False))


def _all_below(n: int) -> tuple[bool, ...]:
    """A prefix of n members; refused before it is written where it is too long."""
    affordable(n + 2, max_bits=MOST_BITS)
    return (True,) * n


def _above(n: int, x: int) -> bool:
    return _integer(x) >= -n


def _integer(x: int) -> int:
    """The integer with a number, in the order 0, -1, 1, -2, 2, ..."""
    return -(x + 1) // 2 if x % 2 else x // 2


def _number(integer: int) -> int:
    """The number of an integer; inverse of `_integer`."""
    return 2 * integer if integer >= 0 else -2 * integer - 1
