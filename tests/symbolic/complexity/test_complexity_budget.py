"""Over its budget a solver answers with bounds that are proved, and soon."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from tests.symbolic.complexity.measured import SOLVERS, measured
from tests.symbolic.drawn import classes


@settings(deadline=None)
@given(classes(), st.integers(0, 60))
def test_bounds_hold_the_value_and_are_proved(of: HypothesisClass, max_states: int) -> None:
    for quantity, solver in SOLVERS.items():
        result = solver(of, max_states=max_states)
        complexity.check(of, result)
        assert result.lower <= measured(of, quantity) <= result.upper, quantity
        assert result.explored <= 3 * max_states + 1


@pytest.mark.parametrize("quantity", SOLVERS)
def test_a_hard_class_is_given_up_within_the_budget(quantity: str) -> None:
    hard = families.random_class(60, 100, rng=np.random.default_rng(5))
    result = SOLVERS[quantity](hard, max_states=5_000)
    assert result.explored <= 3 * 5_000 + 1
    assert result.exact == (result.value is not None)
    complexity.check(hard, result)


@pytest.mark.parametrize("quantity", SOLVERS)
def test_one_look_at_thousands_of_hypotheses_is_more_than_a_tiny_budget_pays(quantity: str) -> None:
    large = families.random_class(30, 4_000, rng=np.random.default_rng(5))
    result = SOLVERS[quantity](large, max_states=20)
    assert not result.exact
    assert 0 <= result.explored <= 3 * 20 + 1


@pytest.mark.parametrize("quantity", SOLVERS)
def test_a_budget_is_a_whole_number(quantity: str) -> None:
    with pytest.raises(ValueError, match="max_states is -1"):
        SOLVERS[quantity](families.singletons(3), max_states=-1)
