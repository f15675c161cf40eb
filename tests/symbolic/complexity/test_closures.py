"""The VC dimension of classes that are closed under intersection, but for the empty set."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.structure_proofs import Closed
from teachsim.symbolic.result import Result
from tests.symbolic import by_hand
from tests.symbolic.complexity.measured import measured


# Blumer, Ehrenfeucht, Haussler & Warmuth 1989: 4 for boxes in the plane.
@pytest.mark.parametrize("empty", [False, True])
def test_boxes_shatter_four_points_on_any_grid(empty: bool) -> None:
    of = families.boxes(16, 16, empty=empty)
    assert measured(of, "vc") == 4


def test_what_is_left_out_of_boxes_has_the_same_dimension() -> None:
    of = HypothesisClass(~families.boxes(12, 12).table)
    assert measured(of, "vc") == 4


@st.composite
def closed(draw: st.DrawFn) -> HypothesisClass:
    """All intersections of a few sets, perhaps but for the empty one, perhaps the complements."""
    n = draw(st.integers(1, 6))
    rows = draw(st.sets(st.integers(0, 2**n - 1), min_size=1, max_size=6))
    while len(more := {a & b for a in rows for b in rows}) > len(rows):
        rows = more
    if draw(st.booleans()):
        rows = rows - {0} or rows
    table = np.array([[row >> x & 1 for x in range(n)] for row in sorted(rows)], dtype=np.bool_)
    return HypothesisClass(~table if draw(st.booleans()) else table)


@settings(deadline=None)
@given(closed())
def test_the_value_is_that_of_the_definition(of: HypothesisClass) -> None:
    assert measured(of, "vc") == by_hand.vc_dimension(of)


@settings(deadline=None)
@given(closed(), st.booleans(), st.data())
def test_no_makers_prove_what_is_not_so(
    of: HypothesisClass, turned: bool, data: st.DataObject
) -> None:
    makers = tuple(sorted(data.draw(st.sets(st.integers(0, len(of) - 1)))))
    result = complexity.vc_dimension(of)
    below: Any = result.certificate
    for most in range(int(result.lower) + 1):
        proof = Bounds(below.lower, Closed(makers, turned))
        forged = Result("vc_dimension", min(most, result.lower), most, proof, 0)
        try:
            complexity.check(of, forged)
        except complexity.CertificateError:
            continue
        assert most >= by_hand.vc_dimension(of)


def tampered(of: HypothesisClass, **changes: Any) -> Result:
    result = complexity.vc_dimension(of)
    bounds: Any = result.certificate
    assert isinstance(bounds.upper, Closed)
    upper = dataclasses.replace(bounds.upper, **changes)
    return dataclasses.replace(result, certificate=dataclasses.replace(bounds, upper=upper))


def test_a_tampered_certificate_is_refused_in_a_sentence() -> None:
    of = families.boxes(5, 5)
    for sentence, changes in (
        ("no hypothesis of the class", {"makers": (-1,)}),
        ("no intersection of makers", {"makers": ()}),
        ("intersection that is none", {"turned": True, "makers": tuple(range(len(of)))}),
    ):
        with pytest.raises(complexity.CertificateError, match=sentence):
            complexity.check(of, tampered(of, **changes))


def test_a_check_keeps_to_its_budget() -> None:
    of = families.boxes(5, 5)
    with pytest.raises(complexity.CertificateError, match="max_work=1,000"):
        complexity.check(of, complexity.vc_dimension(of), max_work=1000)
