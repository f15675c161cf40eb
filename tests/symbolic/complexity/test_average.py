"""The average teaching dimension: a fraction, exactly."""

import dataclasses
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Needs, Sets, Trivial
from teachsim.symbolic.result import Result
from tests.symbolic.complexity import oracles
from tests.symbolic.complexity.measured import KNOWN, measured
from tests.symbolic.drawn import classes


def average(of: HypothesisClass) -> Fraction:
    """A value, proved."""
    result = complexity.average_teaching_dimension(of)
    complexity.check(of, result)
    assert isinstance(result.value, (int, Fraction))
    return Fraction(result.value)


def test_the_average_is_the_known_one() -> None:
    for known in KNOWN:
        of = HypothesisClass.from_strings(known["concepts"])
        assert round(float(average(of)), 6) == known["td_avg"], known["name"]


@settings(deadline=None)
@given(classes())
def test_the_average_is_that_of_the_definition(of: HypothesisClass) -> None:
    sets = oracles.sets_of(of)
    needed = [int(oracles.teaching(sets, t, of.n_instances)) for t in sets]
    assert average(of) == Fraction(sum(needed), len(needed))
    assert measured(of, "td_min") <= average(of) <= measured(of, "td_max")


def test_an_average_is_whole_only_where_it_is() -> None:
    # Each of n singletons takes one example, the empty set all n.
    assert complexity.average_teaching_dimension(families.singletons(40, empty=True)).value == (
        Fraction(80, 41)
    )
    whole = complexity.average_teaching_dimension(families.powerset(8)).value
    assert whole == 8
    assert isinstance(whole, int)


@settings(deadline=None)
@given(classes(), st.integers(0, 40))
def test_bounds_hold_the_value_and_are_proved(of: HypothesisClass, max_states: int) -> None:
    result = complexity.average_teaching_dimension(of, max_states=max_states)
    complexity.check(of, result)
    assert result.lower <= average(of) <= result.upper
    assert result.explored <= 3 * max_states + 1


def forgeries() -> list[tuple[str, Result]]:
    """Results about singletons and the empty set, of which one thing was changed."""
    result = complexity.average_teaching_dimension(families.singletons(3, empty=True))
    bounds: Any = result.certificate
    needs, taught = bounds.lower.targets, bounds.upper.taught

    def changed(lower: object, upper: object) -> Result:
        return dataclasses.replace(result, certificate=Bounds(lower, upper))

    few = Fraction(result.lower) + Fraction(1, 4)
    return [
        ("hypothesis of the class", changed(Needs({**needs, -1: needs[3]}), bounds.upper)),
        ("hypothesis of the class", changed(bounds.lower, Sets({**taught, 4: ()}))),
        ("leave it alone", changed(bounds.lower, Sets({**taught, 0: ()}))),
        ("is not the target", changed(Needs({**needs, 1: needs[0]}), bounds.upper)),
        ("lies in", changed(Needs({**needs, 0: (1, Trivial())}), bounds.upper)),
        ("lies in", changed(bounds.lower, Sets({0: taught[0]}))),
        ("lies in", dataclasses.replace(result, lower=few, upper=few)),
    ]


@pytest.mark.parametrize(("sentence", "result"), forgeries(), ids=lambda it: str(it)[:24])
def test_a_tampered_certificate_is_refused_in_a_sentence(sentence: str, result: Result) -> None:
    with pytest.raises(complexity.CertificateError, match=sentence):
        complexity.check(families.singletons(3, empty=True), result)


def test_one_hypothesis_needs_nothing() -> None:
    assert average(HypothesisClass([[1, 0, 1]])) == 0
