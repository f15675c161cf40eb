"""Cosets, such as the parities: classes of which no search is needed, since all targets are alike.

A coset of dimension d has 2^d hypotheses, and holds the exclusive or of any three of them.
"""

import dataclasses
import itertools
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Sets, Trivial
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.result import Result
from tests.symbolic.complexity import oracles

# theory.md S2, parities: all of these are v.
ALIKE: dict[str, Callable[..., Result]] = {
    "VC": complexity.vc_dimension,
    "Ldim": complexity.littlestone_dimension,
    "TD min": complexity.minimum_teaching_dimension,
    "TD": complexity.teaching_dimension,
    "TD of one": partial(complexity.teaching_dimension, target=3),
    "TD avg": complexity.average_teaching_dimension,
    "RTD": complexity.recursive_teaching_dimension,
    "RTD+": partial(complexity.recursive_teaching_dimension, positive=True),
    "star": complexity.star_number,
    "XTD": complexity.extended_teaching_dimension,
    "SD": complexity.self_directed_complexity,
    "elasticity": complexity.elasticity,
}


@pytest.mark.parametrize("v", [5, 6, 7, 8])
def test_all_that_teaching_and_learning_parities_takes_is_their_dimension(v: int) -> None:
    of = families.parities(v)
    for name, solve in ALIKE.items():
        result = solve(of)
        complexity.check(of, result)
        assert result.value == v, name


@st.composite
def cosets(draw: st.DrawFn) -> HypothesisClass:
    """Five dimensions on up to eight instances, under a mask, in any order."""
    n = draw(st.integers(5, 8))
    units = [1 << i for i in range(5)]
    makers = [
        unit | draw(st.integers(0, 2 ** (n - 5) - 1)) << 5 for unit in units
    ]  # independent, as they differ on the first five
    mask = draw(st.integers(0, 2**n - 1))
    rows = [mask]
    for maker in makers:
        rows += [row ^ maker for row in rows]
    rows = draw(st.permutations(rows))
    columns = draw(st.permutations(range(n)))
    return HypothesisClass([[row >> x & 1 for x in columns] for row in rows])


@settings(deadline=None, max_examples=15)
@given(cosets())
def test_the_value_is_that_of_the_definition(of: HypothesisClass) -> None:
    sets, n = oracles.sets_of(of), of.n_instances
    needed = {oracles.teaching(sets, h, n) for h in sets}
    assert needed == {5}
    assert oracles.star(sets, n) == 5
    for name in ("TD min", "TD", "TD avg", "RTD", "star", "XTD", "elasticity"):
        result = ALIKE[name](of)
        complexity.check(of, result)
        assert result.lower <= 5 <= result.upper
        assert name == "elasticity" or result.value == 5, name


@settings(deadline=None, max_examples=10)
@given(cosets())
def test_no_labelling_needs_more_examples_than_the_dimension(of: HypothesisClass) -> None:
    rows, n = of.table.tolist(), of.n_instances
    for labels in itertools.islice(itertools.product([False, True], repeat=n), 0, None, 7):
        enough = any(
            sum(all(row[x] == labels[x] for x in some) for row in rows) <= 1
            for some in itertools.combinations(range(n), 5)
        )
        assert enough


def forged(name: str, value: int, *, lower: object, upper: object) -> Result:
    return Result(name, value, value, Bounds(lower, upper), 0)


def test_what_is_no_coset_is_not_taken_for_one() -> None:
    of = families.parities(5)
    proof = Coset((1, 2, 4, 8, 16))
    taught = Sets(dict.fromkeys(range(32), proof.instances))
    name = "teaching_dimension"
    complexity.check(of, forged(name, 5, lower=proof, upper=taught))
    broken = of.table.copy()
    broken[7, 3] ^= True
    part = of.subclass(range(31))
    no_cosets = [HypothesisClass(broken), part, families.random_class(9, 32, rng=_generator())]
    for other in no_cosets:
        result = forged(name, 5, lower=proof, upper=taught)
        with pytest.raises(complexity.CertificateError, match="no coset"):
            complexity.check(other, result)


def _generator() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.mark.parametrize(
    "instances", [(1, 2, 4, 8), (1, 2, 4, 8, 16, 3), (1, 2, 3, 8, 16), (0, 2, 4, 8, 16), (-1,) * 5]
)
def test_instances_that_do_not_carry_all_patterns_are_refused(instances: tuple[int, ...]) -> None:
    of = families.parities(5)
    result = complexity.star_number(of)
    assert isinstance(result.certificate, Bounds)
    bounds = dataclasses.replace(result.certificate, upper=Coset(instances))
    with pytest.raises(complexity.CertificateError, match="no coset"):
        complexity.check(of, dataclasses.replace(result, certificate=bounds))


@pytest.mark.parametrize("name", ["consistency_dimension", "tell_tale", "vc_dimension"])
def test_a_coset_says_nothing_of_other_quantities(name: str) -> None:
    proof = Coset((1, 2, 4, 8, 16))
    with pytest.raises(complexity.CertificateError):
        complexity.check(families.parities(5), forged(name, 5, lower=proof, upper=proof))


def test_a_coset_proves_no_more_than_its_dimension() -> None:
    of, proof = families.parities(5), Coset((1, 2, 4, 8, 16))
    for name in ("recursive_teaching_dimension", "extended_teaching_dimension"):
        with pytest.raises(complexity.CertificateError, match="lies in"):
            complexity.check(of, Result(name, 6, 31, Bounds(proof, Trivial()), 0))
