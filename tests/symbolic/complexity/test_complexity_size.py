"""What a solver returns by default is verified by default, however large the class is."""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Core, Exhausted, Shattered, Trivial
from teachsim.symbolic.result import Result
from tests.symbolic.complexity.oracles import recursive, sets_of, subsets
from tests.symbolic.drawn import classes

RANDOM = families.random_class(60, 1000, rng=np.random.default_rng(3))


def test_a_core_of_a_thousand_hypotheses_is_checked_as_it_was_found() -> None:
    found = complexity.recursive_teaching_dimension(RANDOM, positive=True)
    assert found.lower >= 5
    complexity.check(RANDOM, found)


def test_a_search_for_shattered_sets_is_checked_with_as_much_work_as_it_took() -> None:
    of = families.pattern_languages("ab", 4, word_length=6)
    complexity.check(of, complexity.vc_dimension(of), max_work=50_000_000)


@pytest.mark.parametrize("v", [4, 5, 6])
def test_the_stars_of_monotone_conjunctions_are_the_largest_antichains(v: int) -> None:
    """Not v, as S2 has it from v = 2 and 3: around all variables any antichain is a star."""
    of = families.monotone_conjunctions(v)
    found = complexity.star_number(of)
    complexity.check(of, found)
    assert found.value == math.comb(v, v // 2)


def test_the_average_of_many_targets_leaves_none_out() -> None:
    of = families.random_class(40, 200, rng=np.random.default_rng(3))
    found = complexity.average_teaching_dimension(of, max_states=50_000)
    complexity.check(of, found)
    assert found.lower >= 2
    assert found.upper <= 10


@pytest.mark.parametrize("positive", [False, True])
@settings(deadline=None, max_examples=60)
@given(of=classes())
def test_a_core_is_refused_exactly_where_it_proves_too_much(
    of: HypothesisClass, positive: bool
) -> None:
    n, everyone = of.n_instances, Core(tuple(range(len(of))))
    name = "positive_recursive_teaching_dimension" if positive else "recursive_teaching_dimension"
    value = recursive(sets_of(of), n, positive=positive)
    check = partial(complexity.check, of)
    for least in range(n + 2):
        upper = max(least, n, len(of))
        result = Result(name, least, upper, Bounds(everyone, Trivial()), 0)
        try:
            check(result)
        except complexity.CertificateError:
            continue
        assert least <= value


@settings(deadline=None, max_examples=60)
@given(classes())
def test_that_no_set_is_shattered_is_proved_exactly_where_none_is(of: HypothesisClass) -> None:
    rows = sets_of(of)
    value = max(
        len(some)
        for some in subsets(range(of.n_instances))
        if len({h & some for h in rows}) == 2 ** len(some)
    )
    nothing = Shattered((), (0,))
    for most in range(of.n_instances + 1):
        result = Result("vc_dimension", 0, most, Bounds(nothing, Exhausted()), 0)
        if most >= value:
            complexity.check(of, result)
        else:
            with pytest.raises(complexity.CertificateError, match="shattered"):
                complexity.check(of, result)
