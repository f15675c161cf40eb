"""Checks of stars, and of proofs that none is larger."""

from __future__ import annotations

import itertools

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.complexity.certificates import Star, StarGroups, Trivial
from teachsim.symbolic.complexity.evidence import (
    as_integers,
    columns_both,
    coset_dimension,
    demand,
)
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = ["star_lower", "star_upper"]

# Comparing two bit sets takes so many steps.
_STEPS_A_LOOK = 8


def star_lower(of: HypothesisClass, proof: object) -> int:
    """How many rays a star has."""
    assert isinstance(proof, Star)
    instances = [x for x, _ in proof.rays]
    demand(len({*instances}) == len(instances), claim="the rays of a star must be different")
    for x, h in proof.rays:
        differs = of.table[h, instances] != of.table[proof.centre, instances]
        alone = bool(differs[instances.index(x)]) and int(differs.sum()) == 1
        demand(alone, claim=f"hypothesis {h} must differ from the centre on its own ray alone")
    return len(proof.rays)


def star_upper(of: HypothesisClass, proof: object, *, claimed: int, max_work: int) -> int:
    """How many rays are shown to be the most."""
    if isinstance(proof, Trivial):
        return min(len(columns_both(of)), len(of) - 1)
    if isinstance(proof, Coset):
        return coset_dimension(of, proof)
    assert isinstance(proof, StarGroups)
    columns, different, work = columns_both(of), _different(of), 0
    for centre in range(len(of)):
        near = _near(different, centre, claimed=claimed)
        if centre in proof.groups:
            most = _groups(of, centre, groups=proof.groups[centre], near=near)
            demand(most <= claimed, claim=f"{most} groups leave room for {most} rays")
        else:
            hits = [(~c if c >> centre & 1 else c) & near for c in columns]
            work = _searched(hits, claimed=claimed, work=work, max_work=max_work)
    return claimed


def _searched(hits: list[int], *, claimed: int, work: int, max_work: int) -> int:
    """The work done so far, once no star around a centre has more than the claimed rays."""
    stack: list[tuple[list[int], int, list[int]]] = [([], 0, hits)]
    while stack:
        rays, hit, left = stack.pop()
        demand(len(rays) <= claimed, claim=f"there is a star of {len(rays)} rays")
        fit = [one for one in left if one & ~hit and all(alone & ~one for alone in rays)]
        work += _STEPS_A_LOOK * (1 + len(left) * (2 + len(rays)))
        if work > max_work:
            message = f"looking at all stars takes more than max_work={max_work:,} steps"
            raise CertificateError(f"{message}; raise it")
        apart = _apart(fit)
        work += _STEPS_A_LOOK * (1 + len(fit) * apart)
        if len(rays) + apart <= claimed:
            continue
        for i in range(len(rays) + len(fit) - claimed):  # fewer are left after these
            more = [*(alone & ~fit[i] for alone in rays), fit[i] & ~hit]
            stack.append((more, hit | fit[i], fit[i + 1 :]))
    return work


def _apart(hits: list[int]) -> int:
    """No star has more of these: in how many lists each hits what the one before it hits."""
    lasts: list[int] = []
    for one in sorted(hits, key=int.bit_count):
        for i, last in enumerate(lasts):
            if not last & ~one:
                lasts[i] = one
                break
        else:
            lasts.append(one)
    return len(lasts)


def _different(of: HypothesisClass) -> BoolArray:
    """`(m, n')` the different columns up to complement, constant ones left out."""
    normal = np.unique(of.table ^ of.table[0], axis=1)
    return normal[:, normal.any(axis=0)]


def _near(different: BoolArray, centre: int, *, claimed: int) -> int:
    """The hypotheses that can be rays of a star of more instances than claimed, a bit set.

    Such a ray agrees with the centre on as many instances as are claimed.
    """
    apart = (different ^ different[centre]).sum(axis=1)
    return as_integers((apart <= different.shape[1] - claimed)[None])[0]


def _groups(
    of: HypothesisClass, centre: int, *, groups: tuple[tuple[int, ...], ...], near: int
) -> int:
    """How many rays a star around a centre has at most, if more than claimed: one a group."""
    instances = [x for group in groups for x in group]
    hits = [some & near for some in as_integers((of.table ^ of.table[centre]).T)]
    demand(
        {*hits} - {0} <= {hits[x] for x in instances},
        claim="an instance is in no group and repeats none in a group",
    )
    for group in groups:
        ordered = sorted((hits[x] for x in group), key=int.bit_count)
        nested = all(a & b == a for a, b in itertools.pairwise(ordered))
        demand(nested, claim="in a group of rivals all that hit one must hit the next")
    return len(groups)
