"""The report: every number at once, proved or bounded, and every law on the class."""

import csv
import io
import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Trivial
from teachsim.symbolic.complexity.law_proofs import Implied
from teachsim.symbolic.complexity.propagation import combined
from teachsim.symbolic.complexity.quantities import QUANTITIES
from teachsim.symbolic.complexity.report_rows import Report, Standing
from teachsim.symbolic.result import Result
from tests.symbolic.complexity.measured import KNOWN
from tests.symbolic.drawn import classes

SYMBOLS = {
    "vc": "VC",
    "littlestone": "Ldim",
    "td_min": "TD min",
    "td_max": "TD",
    "td_positive": "TD+",
    "rtd": "RTD",
    "rtd_positive": "RTD+",
    "nctd": "NCTD",
    "nctd_positive": "NCTD+",
    "extended_td": "XTD",
    "star": "star",
    "self_directed": "SD",
    "elasticity": "elasticity",
    "telltale_max": "tell-tale",
}
"""By the names of known_values.json."""


def checked(of: HypothesisClass, *, max_states: int = 2_000_000) -> Report:
    """A report of which every row is proved."""
    report = complexity.report(of, max_states=max_states)
    for row in report.rows:
        complexity.check(of, row.result)
    return report


def test_the_values_are_the_known_ones() -> None:
    for known in KNOWN[::6]:
        report = checked(HypothesisClass.from_strings(known["concepts"]))
        for name, symbol in SYMBOLS.items():
            expected = known[name]
            if expected is None:
                if name != "td_positive":
                    continue  # not computed
                expected = math.inf
            assert report[symbol].value == expected, (known["name"], symbol)
        assert all(row.result.exact for row in report.rows), known["name"]


def test_warmuths_class_in_full() -> None:
    report = checked(families.warmuth())
    assert [(row.symbol, row.shown) for row in report.rows] == [
        ("density", "1/2"),
        ("degeneracy", "1"),
        ("deg min", "1"),
        ("deg max", "1"),
        ("Ldim", "3"),
        ("VC", "2"),
        ("elasticity", "3"),
        ("TD min", "3"),
        ("TD", "3"),
        ("TD avg", "3"),
        ("TD+", "infinite"),
        ("tell-tale", "1"),
        ("RTD", "3"),
        ("RTD+", "3"),
        ("NCTD", "2"),
        ("NCTD+", "2"),
        ("star", "3"),
        ("XTD", "3"),
        ("CD", "3"),
        ("SD", "3"),
        ("MQ", "4"),
        ("EQ*", "3"),
        ("EQ", "3"),
        ("Sub", "3"),
        ("Sup", "3"),
        ("MQ|EQ", "3"),
        ("Sub|Sup", "3"),
    ]
    standing = {verdict.law.text: verdict.standing for verdict in report.laws}
    assert standing["RTD <= TD"] is Standing.HOLDS
    assert standing["VC <= Ldim"] is Standing.STRICT
    assert standing["RTD <= VC if VC = 1"] is Standing.NOT_APPLICABLE


def test_conditions_are_found() -> None:
    maximum = families.initial_segments(20)  # all that VC = 1 allows, and a chain
    standing = {v.law.text: v.standing for v in checked(maximum).laws}
    for text in (
        "RTD <= VC if VC = 1",
        "RTD <= VC if |H| is the most for VC",
        "RTD+ <= VC if H is closed under intersection",
    ):
        assert standing[text] is Standing.HOLDS, text


# Three in a chain take one claim where nothing but claims is asked; untabled in a mixture, two.
CHAINED = HypothesisClass(
    np.array([[0, 0, 0], [1, 0, 0], [1, 1, 1], [0, 1, 0], [1, 1, 0], [0, 0, 1]]) > 0
)


@settings(deadline=None, max_examples=20)
@given(classes(), st.integers(0, 2_000))
@example(CHAINED, 107)
def test_over_budget_bounds_hold_the_values(of: HypothesisClass, max_states: int) -> None:
    known = complexity.report(of)
    for row in checked(of, max_states=max_states).rows:
        value = known[row.symbol].value
        assert value is not None
        assert row.result.lower <= value <= row.result.upper, row.symbol


@pytest.mark.parametrize(
    "hard",
    [
        families.random_class(20, 200, rng=np.random.default_rng(0)),
        families.random_class(100, 60, rng=np.random.default_rng(5)),
        families.boxes(6, 6),
    ],
    ids=str,
)
def test_a_hard_class_keeps_to_its_budget(hard: HypothesisClass) -> None:
    report = checked(hard, max_states=30_000)
    explored = sum(row.result.explored for row in report.rows)
    counted = sum(report[s].explored for s in ("density", "degeneracy", "deg min", "deg max"))
    assert explored - counted <= 4 * 30_000
    assert any(not row.result.exact for row in report.rows)
    assert all(row.result.lower >= 0 for row in report.rows)


def test_a_value_that_laws_settle_is_not_searched_for() -> None:
    report = checked(families.intervals(10))
    arbitrary = next(row for row in report.rows if row.symbol == "EQ*")
    assert arbitrary.result.explored == 0
    assert arbitrary.how == "Ldim <= EQ*; EQ* <= Ldim"
    searched = next(row for row in report.rows if row.symbol == "RTD")
    assert searched.how.startswith("search, ")


def test_what_is_too_large_to_start_on_is_bounded_by_laws() -> None:
    segments = families.initial_segments(800).table
    of = HypothesisClass(np.concatenate([segments, ~segments[400:401]]))  # no chain for one more
    report = complexity.report(of, max_states=2_000)
    for symbol in ("Sub", "Sup", "TD avg", "NCTD"):
        result = report[symbol]
        assert result.explored == 0
        assert isinstance(result.certificate.lower, Implied)  # type: ignore[attr-defined]
        assert 0 < result.lower < result.upper < math.inf


def test_tables_can_be_read_by_people_and_by_programs() -> None:
    of = families.singletons(4, empty=True)
    report = checked(of)
    lines = report.text().splitlines()
    assert lines[0].split() == ["quantity", "symbol", "value", "exact", "how"]
    assert any(line.split()[:4] == ["VC", "dimension", "VC", "1"] for line in lines)
    assert any("not applicable" in line or "strict" in line for line in lines)

    read = list(csv.reader(io.StringIO(report.csv())))
    assert [tuple(row) for row in read] == list(report.table())
    assert read[1][:3] == ["hypotheses", "|H|", "5"]
    assert {row[1] for row in read[3:]} == {*QUANTITIES}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in read for cell in row)
    assert len(report.law_table()) == 1 + len(report.laws)


def test_a_law_is_shown_with_both_bounds_where_a_side_is_not_exact() -> None:
    of = families.random_class(14, 60, rng=np.random.default_rng(1))
    report = checked(of, max_states=200)
    shown = dict(zip(report.laws, report.law_table()[1:], strict=True))
    for verdict, (_, _, numbers, _) in shown.items():
        if verdict.standing is not Standing.NOT_APPLICABLE:
            open_sides = [low != high for low, high in (verdict.small, verdict.large)]
            assert [".." in side for side in numbers.split(" <= ")] == open_sides, verdict.law.text
    assert any(".." in numbers for _, _, numbers, _ in shown.values())
    assert any(numbers and ".." not in numbers for _, _, numbers, _ in shown.values())


def test_two_results_prove_together_what_either_does() -> None:
    of = families.intervals(5)
    known = complexity.teaching_dimension(of)
    assert isinstance(known.certificate, Bounds)
    at_most = Result(known.quantity, 0, 4, Bounds(Trivial(), known.certificate.upper), 3)
    at_least = Result(known.quantity, 4, 9, Bounds(known.certificate.lower, Trivial()), 4)
    for one, other in itertools.permutations((at_most, at_least)):
        both = combined(one, other)
        assert (both.lower, both.upper, both.explored) == (4, 4, 7)
        complexity.check(of, both)
        assert combined(one, known) is combined(known, one) is known


def test_fractions_are_exact() -> None:
    report = checked(families.powerset(3))
    assert report["density"].value == Fraction(3, 2)
    assert report["TD avg"].value == 3


def test_one_hypothesis_has_nothing_to_tell() -> None:
    report = checked(HypothesisClass([[0, 1, 0]]))
    assert {row.result.value for row in report.rows if row.symbol != "CD"} == {0}


def test_an_unknown_quantity_is_none_of_the_report() -> None:
    with pytest.raises(KeyError):
        complexity.report(families.singletons(2))["VCD"]


def test_a_budget_is_a_whole_number() -> None:
    with pytest.raises(ValueError, match="max_states is -1"):
        complexity.report(families.singletons(3), max_states=-1)


def test_late_rows_are_not_starved_by_early_ones() -> None:
    report = checked(families.monotone_functions(4), max_states=1_000_000)
    assert report["Sub"].value == 7
    assert report["Sub|Sup"].lower >= 6
