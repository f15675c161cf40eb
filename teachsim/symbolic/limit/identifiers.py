"""Learners that name a language: each a pure function of evidence, with when it is right.

All of them conjecture a language that agrees with all they saw, and differ in which. A bias towards
small languages can be refuted by an example, one towards large ones never: no right answer
contradicts a language that is too large. So which is right in the limit depends on the family, and
where the family has no tell-tales (Angluin 1980) each of them is wrong for ever somewhere.

They look at the first `reach` languages, or at as many as they saw examples: see `sight`.

Sources: E. M. Gold, "Language identification in the limit", 1967; D. Angluin, "Inductive inference
of formal languages from positive data", 1980.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from teachsim.symbolic.limit.evidence import Evidence
from teachsim.symbolic.limit.family import Family
from teachsim.symbolic.limit.sight import REACH, sighted

__all__ = ["Identifier", "closure", "enumeration", "infinite_first", "smallest", "tell_tale"]

Identifier = Callable[[Evidence], int | None]
"""Evidence to the index of the language conjectured, None for no conjecture."""


def enumeration(family: Family, *, reach: int = REACH) -> Identifier:
    """Conjectures the first language that agrees with the evidence (Gold 1967).

    Right in the limit from informants, on every family: each wrong language before the target is
    refuted by some mark. From right answers alone it is wrong for ever on every target that a
    proper superset precedes, as nothing refutes that one.

    Args:
        family: The family; only its membership queries are used.
        reach: How many languages are in sight from the start.
    """
    agreeing = sighted(family, reach=reach)
    return lambda evidence: next(iter(agreeing(evidence)), None)


def tell_tale(family: Family, *, reach: int = REACH) -> Identifier:
    """Conjectures the first language that agrees and whose tell-tale was shown (Angluin 1980).

    Right in the limit, from right answers alone, on every language that has a tell-tale: an earlier
    language that agrees for ever is larger than the target, and if its tell-tale came to be shown,
    the target would be a proper part of it that holds the tell-tale, which none is. A language
    without a tell-tale is never conjectured: on that one it is wrong for ever, on all others right.

    Args:
        family: The family; its membership queries and its tell-tales are used.
        reach: How many languages are in sight from the start.
    """
    agreeing = sighted(family, reach=reach)

    @functools.cache
    def telling(i: int) -> frozenset[int] | None:
        found = family.tell_tale(i)
        return None if found is None else frozenset(found)

    def conjecture(evidence: Evidence) -> int | None:
        shown = set(evidence.right)
        for i in agreeing(evidence):
            needed = telling(i)
            if needed is not None and needed <= shown:
                return i
        return None

    return conjecture


def smallest(family: Family, *, reach: int = REACH) -> Identifier:
    """Conjectures the first language that agrees and has no proper part in sight that agrees.

    Right in the limit, from right answers alone, on every target with a tell-tale: once that is
    shown no part of the target agrees, and the supersets before it are no longer smallest. On a
    target without one, shown in a suitable order, it changes its mind for ever: some part of the
    target always agrees.

    Args:
        family: The family; its membership queries and its inclusions are used.
        reach: How many languages are in sight from the start.

    Raises:
        NotDecidable: When it conjectures, if the family cannot say what includes what.
    """
    agreeing = sighted(family, reach=reach)
    part = _proper_part(family)
    found: dict[int, int] = {}  # a language and a proper part of it: true whatever the evidence

    def conjecture(evidence: Evidence) -> int | None:
        alive = agreeing(evidence)
        among = set(alive)
        for i in alive:
            if found.get(i) in among:
                continue
            smaller = next((j for j in alive if part(j, i)), None)
            if smaller is None:
                return i
            found[i] = smaller
        return None

    return conjecture


def closure(family: Family, *, reach: int = REACH) -> Identifier:
    """Conjectures the least language that agrees: the one inside all others, None if there is none.

    On a family closed under intersection there always is one in the end, the closure of what was
    shown, and it only ever grows; wrong answers never move it. Right in the limit, from right
    answers alone, if each language of such a family is spanned by finitely many members. It is
    never too large, but for languages not in sight yet. Where no least language agrees it is
    silent: on families that are not closed under intersection perhaps for ever.

    Args:
        family: The family; its membership queries and its inclusions are used.
        reach: How many languages are in sight from the start.

    Raises:
        NotDecidable: When it conjectures, if the family cannot say what includes what.
    """
    agreeing = sighted(family, reach=reach)
    inside = functools.cache(family.subset)

    def conjecture(evidence: Evidence) -> int | None:
        alive = agreeing(evidence)
        if not alive:
            return None
        least = alive[0]
        for i in alive:
            if inside(i, least) and not inside(least, i):
                least = i
        return least if all(inside(least, i) for i in alive) else None

    return conjecture


def infinite_first(family: Family, *, reach: int = REACH) -> Identifier:
    """Conjectures the largest language that agrees: an infinite one where it can.

    The first that agrees (the first infinite one, if any does), and from there whatever properly
    includes it. Right, at once, on the largest languages of a family, such as one that holds all
    others. From right answers alone it is wrong for ever on all others below one: nothing refutes a
    language that is too large.

    Args:
        family: The family; its membership queries, sizes and inclusions are used.
        reach: How many languages are in sight from the start.

    Raises:
        NotDecidable: When it conjectures, if the family cannot say what includes what.
    """
    agreeing = sighted(family, reach=reach)
    part = _proper_part(family)
    infinite = functools.cache(lambda i: family.language(i).size == float("inf"))

    def conjecture(evidence: Evidence) -> int | None:
        alive = agreeing(evidence)
        largest = next((i for i in alive if infinite(i)), next(iter(alive), None))
        if largest is None:
            return None
        for i in alive:
            if part(largest, i):
                largest = i
        return largest

    return conjecture


def _proper_part(family: Family) -> Callable[[int, int], bool]:
    """Whether L_i is a proper subset of L_j; each pair is asked once."""
    inside = functools.cache(family.subset)
    return functools.cache(lambda i, j: i != j and inside(i, j) and not inside(j, i))
