"""Protected targets: independent sets, and a learner that is right on all of them."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, demonstration, families
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.neighbour_proofs import Apart, Cliques
from teachsim.symbolic.result import Result
from tests.symbolic.drawn import classes


def solved(of: HypothesisClass, at_least: int) -> tuple[Result, tuple[int, ...]]:
    """A checked result, and the targets protected."""
    result = demonstration.protected(of, at_least=at_least)
    complexity.check(of, result)
    assert isinstance(result.certificate, Bounds)
    apart = result.certificate.lower
    assert isinstance(apart, Apart)
    return result, apart.hypotheses


def sets_of(of: HypothesisClass) -> list[frozenset[int]]:
    return [frozenset(np.flatnonzero(row).tolist()) for row in of.table]


def learnable(targets: list[frozenset[int]], at_least: int) -> bool:
    """Whether no demonstration that shows enough is one of two targets: by showing all of them."""
    shown: dict[frozenset[int], frozenset[int]] = {}
    for target in targets:
        least = min(at_least, len(target))
        for k in range(least, len(target) + 1):
            for some in itertools.combinations(sorted(target), k):
                if shown.setdefault(frozenset(some), target) != target:
                    return False
    return True


@settings(deadline=None, max_examples=60)
@given(classes(), st.integers(0, 4))
def test_no_more_targets_can_be_told_apart_by_any_learner(
    of: HypothesisClass, at_least: int
) -> None:
    of = of.subclass(range(min(8, len(of))))
    sets = sets_of(of)
    most = max(
        len(chosen)
        for k in range(1, len(sets) + 1)
        for chosen in itertools.combinations(sets, k)
        if learnable(list(chosen), at_least)
    )
    result, apart = solved(of, at_least)
    assert result.value == most == len(apart)
    assert learnable([sets[t] for t in apart], at_least)


@pytest.mark.parametrize("m", [1, 2, 5])
def test_intervals_are_packed_like_bricks(m: int) -> None:
    # Those shorter than m, and of the others one that starts at each point: two share < m points.
    n = 40
    short = sum(n - length + 1 for length in range(1, m))
    assert solved(families.intervals(n), m)[0].value == short + n - m + 1


def test_a_demand_of_nothing_protects_one_and_a_demand_of_all_protects_all() -> None:
    of = families.powerset(5)
    assert solved(of, 0)[0].value == 1
    assert solved(of, 6)[0].value == 32


def test_pairs_of_which_no_two_meet_are_a_matching() -> None:
    assert solved(families.subsets_of_size(12, 2), 1)[0].value == 6


@pytest.mark.parametrize(
    ("lower", "upper", "why"),
    [
        (Apart((0, 1, 2, 3)), None, "shares 1 right answers"),
        (Apart((0, 0)), None, "protected once"),
        (None, Cliques(((0, 1, 2, 3, 4, 5),), ()), "no neighbour"),
        (None, Cliques((), ()), "in no clique"),
        (None, Cliques(((0,), (1,), (2,), (3,)), ()), "less than the number"),
    ],
)
def test_a_forgery_is_refused(lower: object, upper: object, why: str) -> None:
    of = families.subsets_of_size(4, 2)
    result, _ = solved(of, 1)
    assert result.value == 2
    assert isinstance(result.certificate, Bounds)
    certificate = Bounds(lower or result.certificate.lower, upper or result.certificate.upper)
    with pytest.raises(complexity.CertificateError, match=why):
        complexity.check(of, dataclasses.replace(result, certificate=certificate))


def test_a_hard_class_is_bounded_within_the_budget() -> None:
    hard = families.random_class(20, 200, rng=np.random.default_rng(3))
    result = demonstration.protected(hard, at_least=7, max_states=2_000)
    complexity.check(hard, result)
    assert result.lower < result.upper < 200
    assert result.explored <= 2_000


def test_who_must_show_more_than_there_is_shows_all() -> None:
    of = families.intervals(4)
    for at_least in (5, 10**400):
        result = demonstration.protected(of, at_least=at_least)
        complexity.check(of, result)
        assert result.value == len(of)


def test_what_is_no_number_or_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="at_least is -1"):
        demonstration.protected(families.singletons(3), at_least=-1)
    with pytest.raises(ValueError, match="can be compared"):
        demonstration.protected(families.intervals(210), at_least=2)
