"""Families of finite and cofinite sets; a set is numbered by its bits."""

from __future__ import annotations

import math
from dataclasses import replace

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.limit.families.chains import segment, segment_name
from teachsim.symbolic.limit.families.indexed import IndexedFamily
from teachsim.symbolic.limit.family import Facts
from teachsim.symbolic.limit.periodic import Periodic

__all__ = ["at_most", "cofinite_sets", "finite_sets", "finite_sets_and_all", "singletons"]

_GOLD = 'E. M. Gold, "Language identification in the limit", Information and Control 10, 1967'
_ANGLUIN = (
    'D. Angluin, "Inductive inference of formal languages from positive data", Information and '
    "Control 45, 1980"
)


def finite_sets() -> IndexedFamily:
    """The non-empty finite sets; L_i has the elements where i + 1 has a bit.

    Identifiable: a finite set is its own tell-tale, and "just what was shown" is right in the end.
    No finite elasticity ({0}, {0, 1}, ... rise without end), closure dimension infinite (every
    finite set is closed). Every language is finite, so nothing new is left to generate.
    """
    facts = Facts(
        identify=True,
        generate=None,
        finite_thickness=False,
        finite_elasticity=False,
        closure_dimension=math.inf,
        why="Conjecture just what was shown: once all is shown it is right.",
        source=_GOLD,
    )
    return IndexedFamily(
        title="the finite sets",
        size=math.inf,
        facts=facts,
        make=lambda i: _set_of_bits(i + 1),
        holds=lambda i, x: bool(i + 1 >> x & 1),
        name=lambda i: _listed(i + 1),
        tale=lambda i: _members(i + 1),
    )


def finite_sets_and_all(*, segments_early: bool = False) -> IndexedFamily:
    """All numbers, which is L_0, and the non-empty finite sets; L_i has the elements of i's bits.

    Gold's theorem: not identifiable, as N is the union of a rising chain; N has no tell-tale, a
    finite set is its own. Closure dimension infinite: every finite set is closed.

    Args:
        segments_early: lists {0, ..., n} as L_(2n + 1) too, and the set of i's bits as L_(2i). By
            bits alone the sets of a chain have indices that double, and a learner that looks at the
            first 128 languages sees no more than seven of them.

    Raises:
        ValueError: `segments_early` is no bool.

    >>> family = finite_sets_and_all(segments_early=True)
    >>> [family.named(i) for i in range(7)]
    ['all numbers', '{0}', '{0}', '{0, 1}', '{1}', '{0, 1, 2}', '{0, 1}']
    """
    a_switch(segments_early, thing="segments_early")
    facts = Facts(
        identify=False,
        generate=True,
        finite_thickness=False,
        finite_elasticity=False,
        closure_dimension=math.inf,
        why="All finite sets are in it, and an infinite one.",
        source=_GOLD,
    )
    by_bits = IndexedFamily(
        title="the finite sets and all numbers",
        size=math.inf,
        facts=facts,
        make=lambda i: _set_of_bits(i) if i else Periodic((), (True,)),
        holds=lambda i, x: i == 0 or bool(i >> x & 1),
        name=lambda i: _listed(i) if i else "all numbers",
        tale=lambda i: _members(i) if i else None,
    )
    return _with_segments(by_bits) if segments_early else by_bits


def cofinite_sets() -> IndexedFamily:
    """The sets that lack finitely many numbers; L_i lacks those where i has a bit.

    Not identifiable: no language has a tell-tale, as one more number can always be left out. The
    closure of any numbers is those numbers alone, so the closure dimension is infinite. Generation
    in the limit is possible, and even with breadth but for finitely many numbers, as a proper
    subset in the family lacks only finitely many (Kalavasis, Mehrotra and Velegkas 2024, "On
    characterizations for language generation", arXiv 2412.18530: approximate breadth).
    """
    facts = Facts(
        identify=False,
        generate=True,
        finite_thickness=False,
        finite_elasticity=False,
        closure_dimension=math.inf,
        why="Whatever was shown, leaving out one number more fits as well: there is no tell-tale.",
        source=_ANGLUIN,
    )
    return IndexedFamily(
        title="the cofinite sets",
        size=math.inf,
        facts=facts,
        make=lambda i: _set_of_bits(i).complement(),
        holds=lambda i, x: not i >> x & 1,
        name=lambda i: f"all but {_listed(i)}" if i else "all numbers",
        tale=lambda _: None,
    )


def singletons() -> IndexedFamily:
    """The sets {i} of one number.

    Finite thickness: each number is in one language. Closure dimension 1: {i} is closed, and no
    language has two numbers. Every language is finite, so nothing new is left to generate.
    """
    facts = Facts(
        identify=True,
        generate=None,
        finite_thickness=True,
        finite_elasticity=True,
        closure_dimension=1,
        why="One example is enough.",
        source=_ANGLUIN,
    )
    return IndexedFamily(
        title="the sets of one number",
        size=math.inf,
        facts=facts,
        make=lambda i: Periodic.of([i]),
        holds=lambda i, x: i == x,
        name=lambda i: f"{{{i}}}",
        tale=lambda i: (i,),
    )


def at_most(k: int) -> IndexedFamily:
    """The non-empty sets of at most k numbers, ordered as binary numbers.

    Finite elasticity, at most k + 1 sets in a sequence, as a language would need more than k
    elements; finite thickness only for k = 1. Closure dimension k: a set of k numbers is closed,
    and no language has more.

    Args:
        k: most elements, at least 1.

    Raises:
        ValueError: k is no whole number of at least 1.
    """
    k = whole_number(k, thing="k", least=1, way_out="allow one element or more")
    facts = Facts(
        identify=True,
        generate=None,
        finite_thickness=k == 1,
        finite_elasticity=True,
        closure_dimension=k,
        why="Conjecture just what was shown: it changes at most k times.",
        source=_ANGLUIN,
    )
    return IndexedFamily(
        title=f"the sets of at most {k} number{'s' * (k > 1)}",
        size=math.inf,
        facts=facts,
        make=lambda i: Periodic.of(_few_members(i + 1, k)),
        holds=lambda i, x: x in _few_members(i + 1, k),
        name=lambda i: _braced(_few_members(i + 1, k)),
        tale=lambda i: _few_members(i + 1, k),
    )


def _with_segments(family: IndexedFamily) -> IndexedFamily:
    """The same, with L_i at 2i and {0, ..., n} at 2n + 1."""
    return replace(
        family,
        make=lambda i: segment(i // 2) if i % 2 else family.make(i // 2),
        holds=lambda i, x: x <= i // 2 if i % 2 else family.holds(i // 2, x),
        name=lambda i: segment_name(i // 2) if i % 2 else family.name(i // 2),
        tale=lambda i: segment(i // 2).first(i // 2 + 1) if i % 2 else family.tale(i // 2),
    )


def _members(bits: int) -> tuple[int, ...]:
    return tuple(x for x in range(bits.bit_length()) if bits >> x & 1)


def _set_of_bits(bits: int) -> Periodic:
    return Periodic.of(_members(bits))


def _listed(bits: int) -> str:
    return _braced(_members(bits))


def _braced(members: tuple[int, ...]) -> str:
    return "{" + ", ".join(map(str, members)) + "}"


def _few_members(place: int, k: int) -> tuple[int, ...]:
    """The set at a place, the empty one at 0, among those of at most k numbers."""
    found: list[int] = []
    few = k
    while place.bit_length() > few:
        # The sets of at most `few` numbers below its greatest come before it.
        greatest = _greatest(place, few)
        place -= _count(greatest, few)
        found.append(greatest)
        few -= 1
    # Of the sets of less than so many numbers none is left out: their places are their bits.
    return (*_members(place), *reversed(found))


def _greatest(place: int, few: int) -> int:
    """The greatest number of the set at a place, not 0, among those of at most `few` numbers."""
    step = 1
    while _count(2 * step, few) <= place:
        step *= 2
    low = step
    while step > 1:
        step //= 2
        low += step * (_count(low + step, few) <= place)
    return low


def _count(top: int, few: int) -> int:
    """How many sets of at most `few` numbers there are below `top`."""
    term = total = 1
    for j in range(min(top, few)):
        term = term * (top - j) // (j + 1)
        total += term
    return total
