"""A finite section of an infinite family: a hypothesis class, and never more than that."""

from __future__ import annotations

from teachsim.core.checks import whole_number
from teachsim.symbolic.families.limit import LIMIT, Limit, affordable, rounded
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.limit.family import Family, a_family

__all__ = ["section"]


def section(
    family: Family, *, n_languages: int, n_instances: int, limit: Limit = LIMIT
) -> HypothesisClass:
    """The class of the first languages on the first instances; languages alike there are one.

    Its name says so: "{0, ..., 9} and 3 more up to 9" holds four languages that agree on the
    instances up to the one written 9. A dimension of a section says nothing about the limit: as
    `n_languages` and `n_instances` grow it shows growth, and proves none.

    Args:
        family: the family.
        n_languages: how many indices, from 0 on; at most the size of the family.
        n_instances: how many instances, from 0 on.
        limit: refuse a larger list, counted before languages that are alike are joined.

    Raises:
        ValueError: this is no family, a number is out of range, or the section is above the limit.

    >>> from teachsim.symbolic.limit.families import segments_and_all
    >>> section(segments_and_all(), n_languages=5, n_instances=3).names
    ('all numbers and 2 more up to 2', '{0}', '{0, 1}')
    """
    a_family(family)
    way_out = "take one or more"
    m = whole_number(n_languages, thing="n_languages", least=1, way_out=way_out)
    n = whole_number(n_instances, thing="n_instances", least=1, way_out=way_out)
    if m > family.size:
        raise ValueError(
            f"n_languages is {rounded(m)}, but {family.title} has {int(family.size)}; take no more"
        )
    affordable(f"a section of {family.title}", m, n_instances=n, limit=limit)
    alike: dict[tuple[bool, ...], list[int]] = {}
    for i in range(m):
        row = tuple(family.contains(i, x) for x in range(n))
        alike.setdefault(row, []).append(i)
    horizon = family.written(n - 1)
    names = [
        family.named(indices[0])
        + (f" and {len(indices) - 1} more up to {horizon}" if len(indices) > 1 else "")
        for indices in alike.values()
    ]
    return HypothesisClass(list(alike), names, instances=[family.written(x) for x in range(n)])
