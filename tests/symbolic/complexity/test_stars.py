"""Star numbers: by definition, and at ten times that size, where centres are alike."""

import dataclasses
import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Star, StarGroups
from teachsim.symbolic.complexity.nested import fewest_groups
from teachsim.symbolic.complexity.orders import by_shape, image
from teachsim.symbolic.result import Result
from tests.symbolic.complexity.oracles import sets_of, subsets
from tests.symbolic.drawn import classes


def by_definition(of: HypothesisClass) -> int:
    rows = sets_of(of)
    return max(
        len(some)
        for centre in rows
        for some in subsets(range(of.n_instances))
        if all(any((h ^ centre) & some == {x} for h in rows) for x in some)
    )


@settings(deadline=None, max_examples=80)
@given(classes())
def test_the_star_number_is_the_one_by_definition(of: HypothesisClass) -> None:
    found = complexity.star_number(of)
    complexity.check(of, found)
    assert found.value == by_definition(of)


@pytest.mark.parametrize(
    "of",
    [
        families.subsets_of_size(6, 2),
        families.subsets_of_size(6, 3),
        families.cyclic_pairs(7),
        families.monotone_conjunctions(3),
        families.boxes(3, 2),
    ],
)
def test_alike_centres_are_looked_at_once_and_nothing_is_missed(of: HypothesisClass) -> None:
    found = complexity.star_number(of)
    complexity.check(of, found)
    assert found.value == by_definition(of)


@pytest.mark.parametrize(
    ("of", "value"),
    [
        (families.subsets_of_size(40, 2), 38),  # theory.md S2: n - 2
        (families.intervals(80), 79),  # theory.md S2: n - 1
        (families.monotone_conjunctions(7), math.comb(7, 3)),  # the largest antichain
        (families.initial_segments(80), 2),  # theory.md S2
    ],
)
def test_stars_are_exact_at_ten_times_the_size(of: HypothesisClass, value: int) -> None:
    found = complexity.star_number(of)
    complexity.check(of, found)
    assert found.value == value


def proof_of(found: Result) -> tuple[Star, StarGroups]:
    assert isinstance(found.certificate, Bounds)
    star, groups = found.certificate.lower, found.certificate.upper
    assert isinstance(star, Star)
    assert isinstance(groups, StarGroups)
    return star, groups


def test_orders_are_used_and_forged_ones_are_found_out() -> None:
    of = families.subsets_of_size(7, 2)
    found = complexity.star_number(of)
    star, proof = proof_of(found)
    assert len(proof.orders) == len(of)
    centre = 3
    left_out = proof.orders | {centre: proof.orders[centre][:-1]}
    unknown = proof.orders | {centre: (*proof.orders[centre][:-1], 99)}
    for orders in (left_out, unknown):
        forged = Bounds(star, dataclasses.replace(proof, orders=orders))
        with pytest.raises(complexity.CertificateError, match=r"leaves out|no group|form"):
            complexity.check(of, dataclasses.replace(found, certificate=forged))


def test_orders_do_not_hide_a_larger_star() -> None:
    of = families.subsets_of_size(7, 2)
    found = complexity.star_number(of)
    star, proof = proof_of(found)
    less = Star(star.centre, star.rays[:-1])
    size = len(less.rays)
    forged = Result(found.quantity, size, size, Bounds(less, proof), 0)
    with pytest.raises(complexity.CertificateError, match="there is a star"):
        complexity.check(of, forged)


@settings(deadline=None, max_examples=100)
@given(classes())
def test_the_fewest_groups_are_as_many_as_sets_of_which_none_holds_another(
    of: HypothesisClass,
) -> None:
    sets = dict(enumerate(of.row_bits))
    groups, apart = fewest_groups(sets)
    assert sorted(x for group in groups for x in group) == sorted(sets)
    for group in groups:
        assert all(not sets[a] & ~sets[b] for a, b in itertools.pairwise(group))
    assert len(apart) == len(groups)  # Dilworth: so neither can be bettered
    assert all(sets[a] & ~sets[b] for a, b in itertools.permutations(apart, 2))


def test_tables_that_are_the_same_but_for_names_get_the_same_image() -> None:
    rng = np.random.default_rng(5)
    for of in (families.cyclic_pairs(6), families.random_class(8, 20, rng=rng), families.warmuth()):
        table = of.table
        other = table[rng.permutation(len(table))][:, rng.permutation(table.shape[1])]
        assert image(table, by_shape(table)) == image(other, by_shape(other))


def test_tables_that_differ_get_different_images() -> None:
    one, other = families.cyclic_pairs(6).table, families.subsets_of_size(4, 2).table
    other = np.concatenate([other, np.zeros((6, 2), dtype=np.bool_)], axis=1)
    assert image(one, by_shape(one)) != image(other, by_shape(other))
