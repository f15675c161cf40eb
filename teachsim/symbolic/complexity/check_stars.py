"""Checks of stars, and of proofs that none is larger."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic.complexity.certificates import Star, StarGroups, Trivial
from teachsim.symbolic.complexity.evidence import (
    as_integers,
    columns_both,
    coset_dimension,
    demand,
    demand_nested,
)
from teachsim.symbolic.complexity.structure_proofs import Coset, Nested
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
    if isinstance(proof, Nested):
        demand_nested(of)
        return 2
    assert isinstance(proof, StarGroups)
    different, work = _different(of), 0
    packed = np.packbits(different, axis=1)
    seen: set[frozenset[bytes]] = set()
    for centre in range(len(of)):
        near = _near(packed, centre, most=different.shape[1] - claimed)
        if centre in proof.groups:
            most = _groups(of, centre, groups=proof.groups[centre], near=near)
            demand(most <= claimed, claim=f"{most} groups leave room for {most} rays")
            continue
        if centre in proof.orders:
            shape = _shape(of, centre, order=proof.orders[centre], near=near)
            if shape in seen:
                continue
            seen.add(shape)
        apart = different[near] ^ different[centre]
        hits = sorted(as_integers(apart.T), key=lambda some: -some.bit_count())
        work = _searched(hits, claimed=claimed, work=work, max_work=max_work)
    return claimed


def _shape(
    of: HypothesisClass, centre: int, *, order: tuple[int, ...], near: IntArray
) -> frozenset[bytes]:
    """How the hypotheses near a centre differ from it, as a set of rows in an order of instances.

    Around two centres with the same there are the same stars, but for names.
    """
    differs = of.table[near] ^ of.table[centre]
    _stands(differs, order=order)
    return frozenset(row.tobytes() for row in differs[:, list(order)])


def _stands(differs: BoolArray, *, order: tuple[int, ...]) -> None:
    """Refuse instances that leave out one which repeats none of them."""
    hits = as_integers(differs.T)
    stands = {*hits} - {0} <= {hits[x] for x in order}
    demand(stands, claim="an instance is in no group, or order, and repeats none there")


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


def _near(packed: npt.NDArray[np.uint8], centre: int, *, most: int) -> IntArray:
    """The hypotheses that can be rays of a star of more instances than claimed.

    Such a ray agrees with the centre on as many instances as are claimed: it differs on at most the
    others.
    """
    apart = np.bitwise_count(packed ^ packed[centre]).sum(axis=1, dtype=np.int64)
    return np.flatnonzero(apart <= most)


def _groups(
    of: HypothesisClass, centre: int, *, groups: tuple[tuple[int, ...], ...], near: IntArray
) -> int:
    """How many rays a star around a centre has at most, if more than claimed: one a group."""
    differs = of.table[near] ^ of.table[centre]
    _stands(differs, order=tuple(x for group in groups for x in group))
    hits = as_integers(differs.T)
    for group in groups:
        ordered = sorted((hits[x] for x in group), key=int.bit_count)
        nested = all(a & b == a for a, b in itertools.pairwise(ordered))
        demand(nested, claim="in a group of rivals all that hit one must hit the next")
    return len(groups)
