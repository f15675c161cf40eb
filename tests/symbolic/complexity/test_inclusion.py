"""Chains of inclusions are settled at once, however long, and no other class is taken for one."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.structure_proofs import Nested
from teachsim.symbolic.result import Result

Solve = Callable[[HypothesisClass], Result]

VALUES: list[tuple[Solve, int]] = [  # theory.md S2
    (complexity.vc_dimension, 1),
    (complexity.star_number, 2),
    (complexity.extended_teaching_dimension, 2),
    (complexity.recursive_teaching_dimension, 1),
    (partial(complexity.recursive_teaching_dimension, positive=True), 1),
    (complexity.no_clash_teaching_dimension, 1),
    (partial(complexity.no_clash_teaching_dimension, positive=True), 1),
]


def chain(n: int, *, seed: int) -> HypothesisClass:
    """Initial segments with columns twice and some constant, in any order."""
    rng = np.random.default_rng(seed)
    table = families.initial_segments(n).table
    table = np.concatenate([table, table[:, ::3], table[:, :2] ^ table[:, :2]], axis=1)
    table = np.concatenate([table, ~table[:, -1:]], axis=1)
    return HypothesisClass(rng.permutation(table)[:, rng.permutation(table.shape[1])])


@pytest.mark.parametrize(("solve", "value"), VALUES)
def test_a_long_chain_is_settled(solve: Solve, value: int) -> None:
    for of in (chain(50, seed=1), families.initial_segments(1000)):
        found = solve(of)
        complexity.check(of, found)
        assert found.value == value


@pytest.mark.parametrize(("solve", "value"), VALUES)
def test_a_search_of_short_chains_finds_the_same(solve: Solve, value: int) -> None:
    for n in (2, 3, 9):  # too short for the shortcut
        assert solve(chain(n, seed=n)).value == value


@pytest.mark.parametrize(("solve", "value"), VALUES[:3])
def test_the_proof_of_a_chain_is_not_believed_of_another_class(solve: Solve, value: int) -> None:
    of = chain(50, seed=1)
    found = solve(of)
    assert isinstance(found.certificate, Bounds)
    assert found.certificate.upper == Nested()
    table = of.table.copy()
    middle = int(table.sum(axis=1).argsort()[20])
    table[middle] ^= True  # nearly the complement of a hypothesis: it meets those around it
    other = HypothesisClass(table)
    with pytest.raises(complexity.CertificateError):
        complexity.check(other, found)
    assert solve(other).quantity == found.quantity


def test_a_chain_says_nothing_of_labellings_outside_the_class() -> None:
    of = chain(50, seed=2)
    found = complexity.extended_teaching_dimension(of)
    forged = Result("consistency_dimension", 0, 2, found.certificate, 0)
    with pytest.raises(complexity.CertificateError):
        complexity.check(of, forged)


@pytest.mark.parametrize("n", [3, 50, 2000])
def test_a_chain_is_as_elastic_as_it_is_long(n: int) -> None:
    of = families.initial_segments(n)
    found = complexity.elasticity(of)
    complexity.check(of, found)
    assert found.value == n


def test_what_is_too_deep_to_be_searched_is_bounded() -> None:
    table = families.initial_segments(500).table
    table = np.concatenate([table, ~table[250:251]])  # one more, so that it is no chain
    of = HypothesisClass(table)
    found = complexity.elasticity(of)
    complexity.check(of, found)
    assert found.lower >= 1
