"""The generator that is right in the limit on every countable family, from right answers alone.

Source: J. Kleinberg and S. Mullainathan, "Language generation in the limit", 2024
(arXiv:2404.06757), section 5.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable

from teachsim.symbolic.limit.evidence import Evidence, Example, following, taken
from teachsim.symbolic.limit.family import Family, NotDecidable
from teachsim.symbolic.limit.membership import MOST_INSTANCES, Listing, asked, listed, lowest
from teachsim.symbolic.limit.sight import index_in, inside, sighted

__all__ = ["critical", "settling_point"]

# Below this two languages are compared as bit sets; beyond it only what the one holds is asked of
# the other: a language may be sparse, and the instances up to its next member many.
_DENSE = 1024

_Counted = tuple[Evidence, int, int | None]  # with how far was counted, and what was said last


def critical(
    family: Family, *, max_instances: int = MOST_INSTANCES
) -> Callable[[Evidence], int | None]:
    """Says a new instance of the last critical language (Kleinberg & Mullainathan 2024).

    After t examples it looks at the first t languages. Among those that agree with the evidence,
    L_n is (t, m)-critical if up to instance m it lies inside every earlier one that agrees. The
    generator counts m up from where it was (beyond all that was shown) until instance m belongs to
    the last language that is (t, m)-critical, and says m. From some round on the target is critical
    (`settling_point`); then the last critical language lies inside it as far as m, and the
    generator is never wrong again. It needs membership queries only, no inclusions.

    The paper takes all languages to be infinite. Where some are finite this passes over a language
    of which all was shown, and says what is left below m of another finite one; for that it asks
    how many members a language has. Wrong answers rule languages out as they would for anybody.

    Args:
        family: The family: `contains` and the size of each language are used.
        max_instances: The generator refuses (`ValueError`) to count beyond this instance.
    """
    agreeing = sighted(family, reach=0)
    size = functools.cache(lambda i: family.language(i).size)
    listing = listed(family, max_instances=max_instances)
    last_critical = _last_critical(family, listing)

    def take(state: _Counted, example: Example) -> _Counted:
        before, m, _ = state
        evidence = before.plus(example[0], mark=example[1])
        m = start = max(m, example[0])
        alive, n_right = agreeing(evidence), len(evidence.right)
        spent = {i for i in alive if size(i) <= n_right}
        known = {x for x, _ in evidence.shown}
        while (n := last_critical(alive, spent, below=m + 1)) is not None:
            if m > start and family.contains(n, m):
                return evidence, m, m
            if size(n) != math.inf:
                below = listing(n, above=-1, below=m + 1)
                if (unseen := next((x for x in below if x not in known), None)) is not None:
                    return evidence, start, unseen
            m = next(listing(n, above=m))  # what it lacks cannot make it any less critical
        return evidence, start, None

    state = following(lambda: (Evidence(), -1, None), take)
    return lambda evidence: state(evidence)[2]


def settling_point(
    family: Family, target: int, *, text: Iterable[Example], horizon: int
) -> int | None:
    """The round, from 1, from which the critical generator is never wrong on a text of the target.

    Let z be the first index of the target's language. In round t the first t languages are looked
    at; once t > z, and each language before z that does not include the target is refuted, those
    before it that agree all include it, and so the target is critical, and stays so. None where
    that is not so yet at the horizon; for a text that shows all of the target it comes. (Where the
    family cannot say whether an earlier language includes the target, that one has to be refuted.)

    Args:
        family: The family; its inclusions are used, which the generator does without.
        target: An index of the target.
        text: The examples that the generator is shown.
        horizon: How many of them to look at, at least 1.

    Raises:
        ValueError: The target is no index, the text ends early, or the horizon is no such number.
    """
    target = index_in(family, target, thing="target")
    including = [i for i in range(target + 1) if _surely(family, target, inside_of=i)]
    z = next(i for i in including if _surely(family, i, inside_of=target))
    standing = {*range(z)} - {*including}
    for t, (x, mark) in enumerate(taken(text, horizon=horizon), start=1):
        standing = {i for i in standing if family.contains(i, x) == mark}
        if t > z and not standing:
            return t
    return None


def _surely(family: Family, i: int, *, inside_of: int) -> bool:
    try:
        return inside(family, i, j=inside_of)
    except NotDecidable:
        return False


def _last_critical(family: Family, listing: Listing) -> Callable[..., int | None]:
    """A function of the indices that agree, ascending, those to pass over, and how far to look.

    It gives the last critical one, or None. Instances that put a language outside an earlier one
    are kept: they stand as long as that one agrees.
    """
    outside = _outside(family, listing)
    refuted: dict[int, tuple[int, int]] = {}

    def last(alive: tuple[int, ...], spent: set[int], *, below: int) -> int | None:
        among = set(alive)
        for place in range(len(alive) - 1, -1, -1):
            n = alive[place]
            if n in spent:
                continue
            earlier, x = refuted.get(n, (-1, below))
            if earlier in among and x < below:
                continue
            found = ((i, outside(n, i, below=below)) for i in alive[:place])
            witness = next(((i, x) for i, x in found if x is not None), None)
            if witness is None:
                return n
            refuted[n] = witness
        return None

    return last


def _outside(family: Family, listing: Listing) -> Callable[..., int | None]:
    """A function of i, j and a bound: some instance below it that L_i holds and L_j does not."""
    answers = asked(family)
    agreed: dict[tuple[int, int], int] = {}  # below this no such instance is to be found

    def outside(i: int, j: int, *, below: int) -> int | None:
        dense = min(below, _DENSE)
        if lacking := answers(i, dense) & ~answers(j, dense):
            return lowest(lacking)
        known = agreed.get((i, j), dense)
        for x in listing(i, above=known - 1, below=below):
            if not family.contains(j, x):
                return x
        agreed[i, j] = max(known, below)
        return None

    return outside
