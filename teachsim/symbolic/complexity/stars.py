"""The star number: the most hypotheses around one, each apart from it on an instance of its own.

Around a centre h0, instance x is hit by the hypotheses that differ from h0 on it. Instances S make
a star iff each is hit by a hypothesis that hits no other of them. Two instances are rivals if all
that hit one hit the other: a star has at most one of any group of rivals, which bounds the search
from above as colours bound a clique. Only hypotheses near the centre are looked at, and of centres
with alike surroundings (`orders`) only one.
"""

from __future__ import annotations

import numpy as np

from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import (
    Bounds,
    Star,
    StarGroups,
    Trivial,
)
from teachsim.symbolic.complexity.growing import (
    Groups,
    Near,
    Search,
    grouped,
    grow_all,
    grow_at_once,
)
from teachsim.symbolic.complexity.inclusion import starred
from teachsim.symbolic.complexity.linear import coset_of, star_of
from teachsim.symbolic.complexity.nested import fewest_groups
from teachsim.symbolic.complexity.orders import by_shape, image
from teachsim.symbolic.complexity.separating import of_both_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["star_number"]

# The hypotheses are compared with each centre, so many words at a time.
_WORDS_A_STATE = 5000
# Groups are made as few as can be, and surroundings compared, by so many pairs in a state's time.
_PAIRS_A_STATE = 2000
# Of more instances the groups are those of greed.
_MATCHED = 500
# Stars are looked for at once around so many centres, and one more.
_CENTRES = 64


def star_number(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The star number: the largest s with a centre and s hypotheses that differ on one each.

    Hanneke & Yang 2015, "Minimax analysis of active learning"; 0 for one hypothesis. The
    certificate holds a `Star`. The upper bound is the number of instances that differ or m - 1
    (`Trivial`), the dimension of a coset (`Coset`), that of a chain (`Nested`), or groups of rivals
    around most centres (`StarGroups`); around the others that are not alike `check` makes a search
    of its own.

    Args:
        of: The class.
        max_states: Stop after this many sets of instances, with bounds.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> star_number(families.intervals(12)).value
    11
    """
    a_class(of)
    name, meter = "star_number", Meter(max_states)
    chain = starred(name, of)
    if chain is not None:
        return chain
    coset = coset_of(of)
    if coset is not None:
        d, rays = len(coset.instances), star_of(of, proof=coset)
        return Result(name, d, d, Bounds(rays, coset), 0)
    kept = of_both_marks(of)
    trivial = most = min(len(kept), len(of) - 1)
    search = Search(of, kept, words.pack(of.table[:, kept]), [Star(0, ())], {}, {}, set(), meter)
    upper: object = Trivial()
    try:
        _first_look(search, most=trivial)
        for centre in range(len(of)):
            if search.size == trivial:
                break
            _around(search, centre)
        else:
            most = search.size
            groups = {h: apart for h, apart in search.groups.items() if len(apart) <= most}
            upper = StarGroups(groups, search.orders)
    except OverBudgetError:
        pass
    star = search.found[-1]
    return Result(name, search.size, most, Bounds(star, upper), meter.spent)


def _around(search: Search, centre: int) -> None:
    """Look for a larger star around a centre, or for why there is none.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    near = _near(search, centre)
    search.groups[centre] = _fewest(search, near)
    if len(search.groups[centre]) <= search.size:
        return
    search.meter.spend(1 + near.differs.size // _PAIRS_A_STATE)
    order = by_shape(near.differs)
    search.orders[centre] = tuple(search.kept[x] for x in order)
    shape = image(near.differs, order)
    if shape not in search.seen:
        grow_all(search, _near(search, centre))
        search.seen.add(shape)


def _first_look(search: Search, *, most: int) -> None:
    """Look for stars at once around a few centres, from one end of the class to the other.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    m = len(search.of)
    for centre in dict.fromkeys(i * (m - 1) // _CENTRES for i in range(_CENTRES + 1)):
        if search.size < most:
            _fewest(search, _near(search, centre))


def _fewest(search: Search, near: Near) -> Groups:
    """Groups of rivals, the fewest if there may be a larger star; one that is found at once counts.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    groups = grouped(near.hits, tuple(near.hits), meter=search.meter)
    if len(groups) <= search.size or len(near.hits) > _MATCHED:
        return groups
    search.meter.spend(1 + len(near.hits) ** 2 // _PAIRS_A_STATE)
    groups, apart = fewest_groups(near.hits)
    grow_at_once(search, near, first=apart)
    return groups


def _near(search: Search, centre: int) -> Near:
    """Of each instance the hypotheses that differ from the centre on it, if they can be rays.

    A ray of a star of more than k instances agrees with the centre on k of them, so it differs from
    the centre on at most n - k of the n instances.
    """
    search.meter.spend(1 + search.rows.size // _WORDS_A_STATE)
    apart = words.count(search.rows ^ search.rows[centre])
    near = np.flatnonzero(apart <= len(search.kept) - search.size)
    kept = np.array(search.kept)
    differs = search.of.table[np.ix_(near, kept)] ^ search.of.table[centre, kept]
    hits = words.integers(words.pack(differs.T))
    places = {x: some for x, some in zip(search.kept, hits, strict=True) if some}
    return Near(centre, near, differs, places)
