"""Which languages of a family a learner looks at, and which of those agree with what it saw.

A family may be without end. After t examples a learner looks at the first `reach` languages, or at
the first t where that is more: a run costs a polynomial, and every language comes into sight in the
end, so that nothing is lost in the limit.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from teachsim.core.checks import whole_number
from teachsim.symbolic.families.limit import rounded
from teachsim.symbolic.limit.evidence import Evidence, Example, following
from teachsim.symbolic.limit.family import Family, a_family

__all__ = [
    "MOST_REACH",
    "REACH",
    "a_reach",
    "in_sight",
    "index_in",
    "inside",
    "proper_part",
    "same",
    "sighted",
]

# Enough for the small targets of the families here to be seen from the start.
REACH = 128
# So many languages take some seconds, before anything was shown.
MOST_REACH = 2**18
# Members that are tried before a question of inclusion is put to the family.
_FEW = 8

_Sight = tuple[tuple[Example, ...], tuple[int, ...]]


def in_sight(family: Family, n_shown: int, *, reach: int = REACH) -> int:
    """How many languages a learner looks at after so many examples."""
    return int(min(family.size, max(reach, n_shown)))


def a_reach(family: Family, reach: int) -> None:
    """Refuse what is no family, and more languages than a learner can keep in sight.

    Raises:
        ValueError: It is one of these.
    """
    a_family(family)
    way_out = "say how many languages to look at"
    reach = whole_number(reach, thing="reach", least=0, way_out=way_out)
    if min(family.size, reach) > MOST_REACH:
        raise ValueError(
            f"reach is {rounded(reach)}, but a learner asks about each language in sight, "
            f"{MOST_REACH:,} at most; look at fewer"
        )


def sighted(family: Family, *, reach: int = REACH) -> Callable[[Evidence], tuple[int, ...]]:
    """A function of evidence: the indices in sight, ascending, that agree with all of it.

    Args:
        family: The family; only its membership queries are used.
        reach: How many languages are in sight from the start, 0 or more.

    Raises:
        ValueError: `family` is none, or `reach` no number of languages that can be kept in sight.
    """
    a_reach(family, reach)

    def take(sight: _Sight, example: Example) -> _Sight:
        shown, alive = sight
        x, mark = example
        far, further = (in_sight(family, len(shown) + more, reach=reach) for more in (0, 1))
        shown = (*shown, example)
        left = [i for i in alive if family.contains(i, x) == mark]
        left += [i for i in range(far, further) if _agrees(family, i, shown=shown)]
        return shown, tuple(left)

    def start() -> _Sight:
        return (), tuple(range(in_sight(family, 0, reach=reach)))

    state = following(start, take)
    return lambda evidence: state(evidence)[1]


def _agrees(family: Family, i: int, *, shown: tuple[Example, ...]) -> bool:
    return all(family.contains(i, x) == mark for x, mark in shown)


def inside(family: Family, i: int, *, j: int) -> bool:
    """Whether L_i lies in L_j: asked of a few members first, as they often tell.

    Raises:
        NotDecidable: they do not tell, and the family cannot say.
    """
    few = itertools.islice(family.language(i).members(), _FEW)
    return i == j or (all(family.contains(j, x) for x in few) and family.subset(i, j))


def same(family: Family, i: int, *, j: int) -> bool:
    """Whether two indices name the same language.

    Raises:
        NotDecidable: the family cannot say.
    """
    return i == j or (inside(family, i, j=j) and inside(family, j, j=i))


def proper_part(family: Family, i: int, *, whole: int) -> bool:
    """Whether L_i is a proper subset of the whole.

    Raises:
        NotDecidable: the family cannot say.
    """
    return i != whole and inside(family, i, j=whole) and not inside(family, whole, j=i)


def index_in(family: Family, i: object, *, thing: str) -> int:
    """The index as an int.

    Raises:
        ValueError: It is no index of the family.
    """
    way_out = f"take one of {family.title}"
    index = whole_number(i, thing=thing, least=0, way_out=way_out)
    if index >= family.size:
        raise ValueError(
            f"{thing} is {index}, but the family has {family.size} languages; {way_out}"
        )
    return index
