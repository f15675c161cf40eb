"""Values: those known, those by definition, and closed forms on classes far beyond an oracle."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, complexity, families
from tests.symbolic import by_hand
from tests.symbolic.complexity import oracles
from tests.symbolic.complexity.measured import KNOWN, SOLVERS, measured
from tests.symbolic.drawn import classes


@pytest.mark.parametrize("quantity", SOLVERS)
def test_the_value_is_the_known_one(quantity: str) -> None:
    for known in KNOWN:
        expected = known[quantity]
        if expected is None:
            if quantity != "td_positive":
                continue  # not computed
            expected = math.inf
        of = HypothesisClass.from_strings(known["concepts"])
        assert measured(of, quantity) == expected, known["name"]


@settings(deadline=None)
@given(classes())
def test_the_value_is_that_of_the_definition(of: HypothesisClass) -> None:
    sets, n = oracles.sets_of(of), of.n_instances
    targets = [frozenset(np.flatnonzero(row).tolist()) for row in of.table]
    needed = [oracles.teaching(sets, t, n) for t in targets]
    expected = {
        "vc": by_hand.vc_dimension(of),
        "littlestone": oracles.littlestone(sets, n),
        "self_directed": oracles.self_directed(sets, n),
        "td_min": min(needed),
        "td_max": max(needed),
        "td_positive": max(oracles.teaching(sets, t, n, positive=True) for t in targets),
        "rtd": oracles.recursive(sets, n),
        "rtd_positive": oracles.recursive(sets, n, positive=True),
        "star": oracles.star(sets, n),
        "telltale_max": max(oracles.tell_tale(sets, t) for t in targets),
    }
    for quantity, value in expected.items():
        assert measured(of, quantity) == value, quantity
    for target, value in enumerate(needed):
        result = complexity.teaching_dimension(of, target)
        complexity.check(of, result)
        assert result.value == value
        told = complexity.tell_tale(of, target)
        complexity.check(of, told)
        assert told.value == oracles.tell_tale(sets, targets[target])


@settings(deadline=None)
@given(classes())
def test_right_answers_teach_a_target_alone_iff_nothing_else_holds_it(of: HypothesisClass) -> None:
    sets = oracles.sets_of(of)
    for target, row in enumerate(of.table):
        result = complexity.positive_teaching_dimension(of, target)
        complexity.check(of, result)
        right = frozenset(np.flatnonzero(row).tolist())
        assert result.value == oracles.teaching(sets, right, of.n_instances, positive=True)
        assert math.isinf(result.value) == any(right < other for other in sets)
        hurried = complexity.positive_teaching_dimension(of, target, max_states=0)
        complexity.check(of, hurried)
        assert hurried.lower <= result.value <= hurried.upper


def test_what_teaches_one_target_proves_nothing_of_another() -> None:
    of = HypothesisClass.from_strings(["110", "111", "001"])
    for target, value in enumerate([math.inf, 2, math.inf]):
        result = complexity.positive_teaching_dimension(of, target)
        assert result.quantity == f"positive_teaching_dimension of {target}"
        assert result.value == value
        other = f"positive_teaching_dimension of {(target + 1) % 3}"
        with pytest.raises(complexity.CertificateError):
            complexity.check(of, dataclasses.replace(result, quantity=other))


# Closed forms: theory.md S2, each verified there by brute force at small sizes. The number of
# hypotheses decides the Littlestone dimension of a chain.
CLOSED: list[tuple[str, HypothesisClass, dict[str, float]]] = [
    (
        "singletons",
        families.singletons(150),
        {"vc": 1, "littlestone": 1, "td_min": 1, "td_max": 1, "rtd": 1, "star": 149},
    ),
    (
        "singletons and the empty set",
        families.subsets_up_to(150, 1),
        {"vc": 1, "littlestone": 1, "td_min": 1, "td_max": 150, "rtd": 1, "star": 150},
    ),
    (
        "powerset",
        families.powerset(9),
        {"vc": 9, "littlestone": 9, "td_min": 9, "td_max": 9, "rtd": 9, "star": 9},
    ),
    (
        "initial segments",
        families.initial_segments(511),
        {"vc": 1, "littlestone": 9, "td_min": 1, "td_max": 2, "rtd_positive": 1, "star": 2},
    ),
    (
        "initial segments, one fewer",
        families.initial_segments(510),
        {"vc": 1, "littlestone": 8, "self_directed": 1},
    ),
    (
        "intervals",
        families.intervals(60),
        {"vc": 2, "td_min": 2, "td_max": 4, "rtd": 2, "rtd_positive": 2, "td_positive": math.inf},
    ),
    (
        "monotone conjunctions",
        families.monotone_conjunctions(7),
        {"vc": 7, "littlestone": 7, "td_min": 1, "td_max": 7, "rtd": 1, "rtd_positive": 1},
    ),
    (
        "pairs",
        families.subsets_of_size(30, 2),
        {"vc": 2, "littlestone": 2, "td_min": 2, "td_max": 2, "rtd": 2, "rtd_positive": 2},
    ),
    (
        "sets of at most two",
        families.subsets_up_to(30, 2),
        {"vc": 2, "littlestone": 2, "td_min": 2, "td_max": 30, "rtd": 2, "rtd_positive": 2},
    ),
    # The empty interval apart, an interval is told from those inside it by its two ends; a set
    # from those inside it by all of it.
    ("intervals, tell-tales", families.intervals(40), {"telltale_max": 2}),
    ("powerset, tell-tales", families.powerset(9), {"telltale_max": 9}),
    ("segments, tell-tales", families.initial_segments(300), {"telltale_max": 1}),
    ("pairs, fewer", families.subsets_of_size(12, 2), {"star": 10, "self_directed": 2}),
    ("intervals, fewer", families.intervals(30), {"star": 29, "self_directed": 2}),
    ("cyclic pairs", families.cyclic_pairs(100), {"vc": 2, "littlestone": 2, "td_max": 2}),
    ("parities", families.parities(5), {"vc": 5, "littlestone": 5, "td_max": 5}),
]


@pytest.mark.parametrize(("name", "of", "expected"), CLOSED, ids=[name for name, _, _ in CLOSED])
def test_closed_forms_hold_far_beyond_the_oracle(
    name: str, of: HypothesisClass, expected: dict[str, float]
) -> None:
    assert {quantity: measured(of, quantity) for quantity in expected} == expected, name


def test_one_hypothesis_needs_nothing() -> None:
    of = HypothesisClass([[1, 0, 1]])

    assert {measured(of, quantity) for quantity in SOLVERS} == {0}


def test_a_target_is_an_index_of_the_class() -> None:
    for solve in (complexity.teaching_dimension, complexity.positive_teaching_dimension):
        with pytest.raises(ValueError, match="target is 7"):
            solve(families.singletons(3), 7)


@pytest.mark.parametrize("quantity", SOLVERS)
def test_only_a_class_has_a_value(quantity: str) -> None:
    with pytest.raises(ValueError, match="the class"):
        SOLVERS[quantity]("0110")
