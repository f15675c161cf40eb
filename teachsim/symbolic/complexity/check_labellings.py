"""Checks of labellings that need many examples, and of proofs that none needs more."""

from __future__ import annotations

import numpy as np

from teachsim.symbolic.complexity.certificates import Trivial
from teachsim.symbolic.complexity.check_hitting import Sets, reach, union
from teachsim.symbolic.complexity.evidence import (
    as_integers,
    columns_both,
    coset_dimension,
    demand,
    demand_nested,
)
from teachsim.symbolic.complexity.hitting_proofs import Counted, Disjoint
from teachsim.symbolic.complexity.labelling_proofs import Asked, Hard, Spared
from teachsim.symbolic.complexity.structure_proofs import Coset, Nested
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["labelling_lower", "labellings_upper"]


def labelling_lower(of: HypothesisClass, proof: object, *, spare: int, claimed: int) -> int:
    """How many examples a labelling is shown to need until at most `spare` hypotheses are left."""
    if isinstance(proof, Trivial):
        return 0
    if isinstance(proof, Coset):
        demand(spare == 1, claim="a coset says nothing of labellings to be refuted")
        return coset_dimension(of, proof)
    assert isinstance(proof, Hard)
    labels = np.array(proof.labels, dtype=np.bool_)
    demand(labels.shape == (of.n_instances,), claim="a labelling labels each instance")
    errs = of.table ^ labels
    hits = as_integers(errs.T)
    stands = {*hits} - {0} <= {hits[x] for x in proof.instances}
    demand(stands, claim="an instance is left out and repeats none of the others")
    of_hypotheses = Sets(dict(enumerate(as_integers(errs))), hits)
    agrees = [h for h, some in of_hypotheses.sets.items() if not some]
    demand(len(agrees) <= spare, claim="a hypothesis cannot be refuted")
    left = sum(1 << h for h in {*proof.sets} if of_hypotheses.sets[h])
    allowed = sum(1 << x for x in {*proof.instances})
    spare -= len(agrees)
    _missed(of_hypotheses, left, proof=proof.proof, allowed=allowed, size=claimed - 1, spare=spare)
    return claimed


def _missed(of: Sets, left: int, *, proof: object, allowed: int, size: int, spare: int) -> None:
    """Refuse what does not prove that `size` allowed instances miss more than `spare` sets left."""
    if size < 0:
        return
    if isinstance(proof, Disjoint):
        some = [of.sets[h] & allowed for h in {*proof.sets}]
        inside = all(h >= 0 and left >> h & 1 for h in proof.sets)
        demand(inside, claim="a set in the proof is met already")
        apart = sum(one.bit_count() for one in some) == union(some).bit_count()
        demand(apart and len(some) > size + spare, claim=f"{size + spare} sets must be disjoint")
    elif isinstance(proof, Counted):
        reached = reach(of, left, allowed=allowed, size=size) + spare
        claim = f"{size} instances may meet, or spare, {reached} sets"
        demand(reached < left.bit_count(), claim=claim)
    else:
        assert isinstance(proof, Spared)
        fresh = proof.on >= 0 and left >> proof.on & 1 == 1
        demand(fresh, claim="a branch must be on a set that is not met yet")
        chosen = union(1 << x for x, _ in proof.parts)
        whole = not size or chosen == of.sets[proof.on] & allowed
        demand(whole, claim="a branch must try its whole set")
        for x, part in proof.parts:
            rest = left & ~of.hits[x]
            _missed(of, rest, proof=part, allowed=allowed, size=size - 1, spare=spare)
            allowed &= ~(1 << x)
        if spare:
            rest = left & ~(1 << proof.on)
            _missed(of, rest, proof=proof.without, allowed=allowed, size=size, spare=spare - 1)


def labellings_upper(of: HypothesisClass, proof: object, *, spare: int) -> int:
    """How many examples are enough for all labellings; with nothing spared, for those outside."""
    if isinstance(proof, Nested):
        demand(spare == 1, claim="a chain says nothing of labellings to be refuted")
        demand_nested(of)
        return 2
    kinds = columns_both(of)
    if spare:
        return (
            min(len(kinds), len(of) - 1)
            if isinstance(proof, Trivial)
            else _ends(of, proof, spare=1)
        )
    differ = as_integers((of.table ^ of.table[0]).T)
    again = len([one for one in differ if one]) > len(kinds)
    broken = 2 if again else int(0 in differ)
    if isinstance(proof, Trivial):
        most = 0 if len(of) == 2 ** len(kinds) else min(len(kinds), len(of))
    else:
        most = _ends(of, proof, spare=0)
    return max(most, broken)


def _ends(of: HypothesisClass, proof: object, *, spare: int) -> int:
    """The most examples at the ends of a tree of choices."""
    columns, full = as_integers(of.table.T), (1 << len(of)) - 1
    differ = as_integers((of.table ^ of.table[0]).T)
    n_kinds = len({*differ} - {0})
    most = 0
    waiting: list[tuple[object, dict[int, bool]]] = [(proof, {})]
    while waiting:
        tree, way = waiting.pop()
        if isinstance(tree, Asked):
            demand(0 <= tree.instance < len(columns), claim="there is no such instance")
            waiting.append((tree.wrong, {**way, tree.instance: False}))
            waiting.append((tree.right, {**way, tree.instance: True}))
            continue
        assert isinstance(tree, tuple)
        demand({*tree} <= {*way}, claim="the examples at an end must lie on the way to it")
        left = full
        for x in tree:
            left &= columns[x] if way[x] else ~columns[x]
        complete = len({differ[x] for x in tree} - {0}) == n_kinds
        if spare or not (complete and left):
            most = max(most, len({*tree}) + max(left.bit_count() - spare, 0))
    return most
