"""Statements that look right and are false: the checker accepts none of them."""

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Core, Refuted, Sets, Superset, Trivial
from teachsim.symbolic.complexity.law_proofs import Found, Implied
from teachsim.symbolic.complexity.neighbour_proofs import Apart, Cliques
from teachsim.symbolic.result import Result
from tests.symbolic.complexity.oracles import sets_of, teaching
from tests.symbolic.drawn import classes

NOTHING = Bounds(Trivial(), Trivial())


def refused(of: HypothesisClass, result: Result) -> None:
    with pytest.raises(complexity.CertificateError):
        complexity.check(of, result)


@pytest.mark.parametrize("n", [1, 3])
def test_right_answers_of_a_part_of_another_teach_nothing_however_many(n: int) -> None:
    refused(families.powerset(n), Result("positive_teaching_dimension", 0, n, NOTHING, 0))


@settings(deadline=None)
@given(classes())
def test_the_trivial_bound_of_right_answers_holds_the_value_or_is_refused(
    of: HypothesisClass,
) -> None:
    n = of.n_instances
    everything = max(teaching(sets_of(of), t, n, positive=True) for t in sets_of(of))
    for upper in (n, math.inf):
        try:
            result = Result("positive_teaching_dimension", 0, upper, NOTHING, 0)
            complexity.check(of, result)
        except complexity.CertificateError:
            continue
        assert everything <= upper


@pytest.mark.parametrize("name", ["", " of 0"])
@pytest.mark.parametrize(("target", "contains"), [(-1, 1), (1, -1), (0, -2), (1, 1), (0, 9)])
def test_no_hypothesis_is_a_proper_superset_of_itself_under_a_second_name(
    name: str, target: int, contains: int
) -> None:
    apart = HypothesisClass.from_strings(["001", "010"])
    forged = Bounds(Superset(target, contains), Trivial())
    quantity = f"positive_teaching_dimension{name}"
    refused(apart, Result(quantity, math.inf, math.inf, forged, 0))


def test_a_superset_of_another_hypothesis_says_nothing_of_the_target() -> None:
    of = HypothesisClass.from_strings(["001", "010", "110"])
    found = complexity.positive_teaching_dimension(of)
    assert isinstance(found.certificate, Bounds)
    complexity.check(of, found)
    assert found.certificate.lower == Superset(1, 2)
    forged = Bounds(Superset(1, 2), Trivial())
    for target, infinite in ((0, False), (1, True), (2, False)):
        name = f"positive_teaching_dimension of {target}"
        claim = Result(name, math.inf, math.inf, forged, 0)
        if infinite:
            complexity.check(of, claim)
        else:
            refused(of, claim)


def test_right_answers_have_no_least_teaching_dimension_to_be_checked() -> None:
    of = families.initial_segments(2)
    taught = Bounds(Core((0, 1, 2)), Sets({2: (1,)}))
    refused(of, Result("positive_minimum_teaching_dimension", 0, 1, taught, 0))


def test_a_proof_that_two_examples_are_needed_is_none_of_two_and_a_half() -> None:
    of = families.intervals(4)
    found = complexity.teaching_dimension(of)
    assert isinstance(found.certificate, Bounds)
    assert isinstance(found.certificate.lower, Refuted)
    more = Fraction(2 * int(found.lower) + 1, 2)
    refused(of, Result("teaching_dimension", more, 9, found.certificate, 0))


def test_a_hypothesis_is_not_protected_twice_under_two_names() -> None:
    of = HypothesisClass.from_strings(["1000", "1110", "1101"])
    alone = Bounds(Apart((0, -3, 1)), Trivial())
    refused(of, Result("protected at 2", 3, 3, alone, 0))
    assert complexity.protected(of, at_least=2).value == 2
    refused(of, Result("protected at 2", 1, 1, Bounds(Apart((0,)), Cliques(((-3, 1, 2),), ())), 0))


def test_who_is_chosen_beside_a_target_counts_with_it() -> None:
    """Three languages without a common word are all protected; a proof for two leaves out one."""
    of = HypothesisClass.from_strings(["100", "010", "001"])
    assert complexity.protected(of, at_least=1).value == 3
    lower, rest = Apart((0, 1)), (2, Cliques(((0,),), ()))
    for beside in (Cliques(((0,), (2,)), ()), Cliques((), ((0, Cliques(((2,),), ())), rest))):
        forged = Bounds(lower, Cliques(((0,),), ((1, beside), rest)))
        refused(of, Result("protected at 1", 2, 2, forged, 0))


@pytest.mark.parametrize(
    "law", ["Ldim <= VC", "Ldim <= star", "Ldim <= VC if VC = 1", "VC <= VC", "Ldim <= Ldim <= VC"]
)
def test_what_is_no_law_proves_nothing(law: str) -> None:
    of = families.initial_segments(7)
    dimension, mistakes = complexity.vc_dimension(of), complexity.littlestone_dimension(of)
    assert (dimension.value, mistakes.value) == (1, 3)
    by = (dimension, mistakes, complexity.star_number(of))
    forged = Bounds(Found(mistakes), Implied(law, by))
    with pytest.raises(complexity.CertificateError, match=r"is no known law|says nothing of"):
        complexity.check(of, Result("littlestone_dimension", 1, 2, forged, 0))


@pytest.mark.parametrize("bound", [math.nan, True, "3", None, 1j])
def test_bounds_are_numbers(bound: Any) -> None:
    for lower, upper in ((bound, math.inf), (0, bound)):
        with pytest.raises(ValueError, match="is no number"):
            Result("vc_dimension", lower, upper, NOTHING, 0)


def test_what_is_no_number_is_proved_by_nothing() -> None:
    of = families.intervals(4)
    found = complexity.vc_dimension(of)
    object.__setattr__(found, "upper", math.nan)
    refused(of, found)
