"""Elasticity: the definition, the height of the order of intersections, and classes of any size."""

import dataclasses
import itertools

import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, complexity, demonstration, families
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.chain_proofs import Chain, NoChain
from tests.symbolic.complexity import oracles
from tests.symbolic.complexity.measured import measured
from tests.symbolic.drawn import classes


def longest(sets: oracles.Sets, shown: oracles.Set, n: int) -> int:
    """By the definition: the next instance is lacked by one that holds those before it."""
    return max(
        (
            1 + longest(sets, shown | {x}, n)
            for x in range(n)
            if any(shown <= h and x not in h for h in sets) and any(shown | {x} <= h for h in sets)
        ),
        default=0,
    )


def height(sets: oracles.Sets) -> int:
    """The steps of the longest chain of intersections of hypotheses, one or more at a time."""
    some = itertools.chain.from_iterable(
        itertools.combinations(sets, k) for k in range(1, len(sets) + 1)
    )
    meets = {frozenset.intersection(*chosen) for chosen in some}
    steps: dict[frozenset[int], int] = {}
    for meet in sorted(meets, key=len, reverse=True):
        steps[meet] = max((1 + steps[above] for above in steps if meet < above), default=0)
    return max(steps.values())


@settings(deadline=None)
@given(classes())
def test_elasticity_is_that_of_the_definition(of: HypothesisClass) -> None:
    assert measured(of, "elasticity") == longest(oracles.sets_of(of), frozenset(), of.n_instances)


@settings(deadline=None, max_examples=50)
@given(classes())
def test_elasticity_is_the_height_of_the_order_of_intersections(of: HypothesisClass) -> None:
    part = of.subclass(range(min(8, len(of))))
    assert measured(part, "elasticity") == height(oracles.sets_of(part))


def test_the_set_of_all_instances_counts_only_where_it_is_a_hypothesis() -> None:
    assert measured(families.singletons(4), "elasticity") == 1
    everything = HypothesisClass.from_strings(["1000", "0100", "0010", "0001", "1111"])
    assert measured(everything, "elasticity") == 2


CLOSED: list[tuple[HypothesisClass, int]] = [
    (families.initial_segments(300), 300),
    (families.intervals(60), 60),
    (families.intervals(60, empty=True), 60),
    (families.powerset(9), 9),
    (families.singletons(150, empty=True), 1),
    (families.subsets_of_size(25, 2), 2),
    (families.subsets_up_to(14, 3), 3),
    (families.boxes(8, 8), 15),  # one cell, then a row or a column more at a time
]


@pytest.mark.parametrize(("of", "value"), CLOSED, ids=lambda one: str(one))
def test_closed_forms_hold_far_beyond_the_oracle(of: HypothesisClass, value: int) -> None:
    result = demonstration.elasticity(of)
    complexity.check(of, result)
    assert result.value == value


@settings(deadline=None)
@given(classes())
def test_no_mistake_tree_is_deeper_and_no_tell_tale_larger(of: HypothesisClass) -> None:
    elasticity = measured(of, "elasticity")
    assert measured(of, "littlestone") <= elasticity <= len(of) - 1
    assert measured(of, "telltale_max") <= elasticity


def forged(of: HypothesisClass, *, lower: object = None, upper: object = None) -> None:
    result = complexity.elasticity(of)
    bounds = result.certificate
    assert isinstance(bounds, Bounds)
    certificate = Bounds(lower or bounds.lower, upper or bounds.upper)
    complexity.check(of, dataclasses.replace(result, certificate=certificate))


def test_a_chain_must_be_one() -> None:
    of = families.intervals(4)
    whole = of.index([True] * 4)
    alone = of.index([True, False, False, False])
    with pytest.raises(complexity.CertificateError, match="must hold the 1 instances before"):
        forged(of, lower=Chain(((1, alone), (0, alone)), whole))
    with pytest.raises(complexity.CertificateError, match="must hold all instances"):
        forged(of, lower=Chain(((1, alone),), alone))


def test_a_claim_must_cover_every_instance() -> None:
    of = families.boxes(3, 3)
    result = complexity.elasticity(of)
    assert isinstance(result.certificate, Bounds)
    proof = result.certificate.upper
    assert isinstance(proof, NoChain)
    largest = max(proof.claims, key=lambda claim: claim[1])
    after_the_first = [claim for claim in proof.claims if claim[1] == largest[1] - 1]
    assert after_the_first
    for lost in after_the_first:
        with pytest.raises(complexity.CertificateError, match="leaves room"):
            forged(of, upper=NoChain(proof.claims - {lost}))
    with pytest.raises(complexity.CertificateError, match="nothing is said"):
        forged(of, upper=NoChain(frozenset()))


def test_a_hard_class_is_bounded_within_the_budget() -> None:
    parities = families.parities(7)
    hard = parities.subclass(range(100))  # of all 128, a coset, it is 7
    result = complexity.elasticity(hard, max_states=20_000)
    complexity.check(hard, result)
    assert result.lower == 7
    assert not result.exact
    assert result.explored <= 20_000
