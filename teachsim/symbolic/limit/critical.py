"""The generator that is right in the limit on every countable family, from right answers alone.

Source: J. Kleinberg and S. Mullainathan, "Language generation in the limit", 2024
(arXiv:2404.06757), section 5.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from teachsim.core.checks import whole_number
from teachsim.symbolic.limit.evidence import Evidence, Example, following, taken
from teachsim.symbolic.limit.family import Family, NotDecidable, a_family
from teachsim.symbolic.limit.membership import Listing, bits_of, listed, lowest
from teachsim.symbolic.limit.sight import index_in, inside, sighted

__all__ = ["OUT_OF_SIGHT", "Critical", "critical", "settling_point"]

# What a reason to stop begins with.
OUT_OF_SIGHT = "ran out of sight"
# Below this two languages are compared as bit sets; beyond it only what the one holds is asked of
# the other: a language may be sparse, and the instances up to its next member many.
_DENSE = 1024
# The most members of a language, from the least on, of which the others are asked.
_COMPARED = 4096
# Instances tried in search of the next member, far out: less than a second.
_TRIED = 2**14

# The evidence, how far was counted, what was said last, and why nothing was.
_Counted = tuple[Evidence, int, int | None, str | None]


@dataclass(frozen=True, eq=False)
class Critical:
    """A generator that can say why it stopped; see `critical`.

    Attributes:
        state: What it came to, given evidence.
    """

    state: Callable[[Evidence], _Counted]

    def __call__(self, evidence: Evidence) -> int | None:
        """A new instance; None where nothing agrees, nothing is left, or it `stopped`."""
        return self.state(evidence)[2]

    def stopped(self, evidence: Evidence) -> str | None:
        """Why its search for something to say was given up; None where it was not."""
        return self.state(evidence)[3]


def critical(family: Family, *, max_instances: int = _TRIED) -> Critical:
    """Says a new instance of the last critical language (Kleinberg & Mullainathan 2024).

    After t examples it looks at the first t languages. Among those that agree with the evidence,
    L_n is (t, m)-critical if up to instance m it lies inside every earlier one that agrees. The
    generator counts m up from where it was (beyond all that was shown) until instance m belongs to
    the last language that is (t, m)-critical, and says m. From some round on the target is critical
    (`settling_point`); then the last critical language lies inside it as far as m, and whatever the
    generator says belongs to the target, as long as the target has something new to say. Once all
    of a finite target was shown it goes on with a larger language, and is wrong in every round: it
    cannot know that this was all. It needs membership queries only, no inclusions.

    The proof needs no more than that what is said was among what was compared. So m goes from
    member to member, as `Language.members` lists them (words of one letter among all words grow
    exponentially far apart), and of a language with more than 4,096 members up to m the least 4,096
    and m itself are compared. Where the next member is out of sight it says the least of the
    members compared that was not shown.

    The paper takes all languages to be infinite. Where some are finite this passes over a language
    of which all was shown, and says what is left below m of another finite one; for that it asks
    how many members a language has. Wrong answers rule languages out as they would for anybody.

    Args:
        family: The family: `contains`, and the members and size of each language are used.
        max_instances: How many instances to try, and members to list, in search of the next one;
            where nothing comes of it, and all members compared were shown, it stops: it says None,
            and `stopped` says why.
    """
    way_out = "try one or more"
    most = whole_number(max_instances, thing="max_instances", least=1, way_out=way_out)
    agreeing = sighted(family, reach=0)
    size = functools.cache(lambda i: family.language(i).size)
    listing = listed(family, max_instances=most)
    last_critical = _last_critical(family, listing)

    def take(state: _Counted, example: Example) -> _Counted:
        evidence = state[0].plus(example[0], mark=example[1])
        m = start = max(state[1], example[0])
        alive, n_right = agreeing(evidence), len(evidence.right)
        spent = {i for i in alive if size(i) <= n_right}
        known = {x for x, _ in evidence.shown}
        while (n := last_critical(alive, spent, below=m + 1)) is not None:
            if m > start and family.contains(n, m):
                return evidence, m, m, None
            further = listing.after(n, m) if size(n) == math.inf else None
            if further is None:
                below = listing.below(n, m + 1, most=_COMPARED)
                unseen = next((x for x in below if x not in known), None)
                if unseen is not None:
                    return evidence, start, unseen, None
                further = listing.after(n, m)
            if further is None:
                return evidence, start, None, _reason(family, n, m=m, tried=most)
            m = further  # what it lacks cannot make it any less critical
        return evidence, start, None, None

    return Critical(following(lambda: (Evidence(), -1, None, None), take))


def _reason(family: Family, n: int, *, m: int, tried: int) -> str:
    return (
        f"{OUT_OF_SIGHT} at instance {m:,}: all members of {family.named(n)} up to it were shown, "
        f"and another is not in sight within {tried:,}; raise max_instances"
    )


def settling_point(
    family: Family, target: int, *, text: Iterable[Example], horizon: int
) -> int | None:
    """The round, from 1, from which the critical generator never errs on a text of the target.

    It says something new of the target in every round in which such was left to say. Once all of a
    finite target was shown nothing is, and what it says from then on is wrong: see `scores`.

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
        ValueError: This is no family, the target no index, the text ends early, or the horizon is
            no such number.
    """
    a_family(family)
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
    agreed: dict[tuple[int, int], int] = {}  # so many members of L_i are known to be in L_j
    packed: dict[int, tuple[int, int]] = {}

    def bits(i: int, n: int) -> int:
        if packed.get(i, (0, 0))[1] < n:
            packed[i] = bits_of(listing.below(i, n, most=n)), n
        return packed[i][0] & ((1 << n) - 1)

    def outside(i: int, j: int, *, below: int) -> int | None:
        dense = min(below, _DENSE)
        if lacking := bits(i, dense) & ~bits(j, dense):
            return lowest(lacking)
        if below == dense:
            return None
        members = listing.below(i, below, most=_COMPARED)
        known = agreed.get((i, j), 0)
        asked = [*members[known:], *([below - 1] if len(members) == _COMPARED else [])]
        told = (x for x in asked if not family.contains(j, x))
        if (lacked := next((x for x in told if family.contains(i, x)), None)) is None:
            agreed[i, j] = max(known, len(members))
        return lacked

    return outside
