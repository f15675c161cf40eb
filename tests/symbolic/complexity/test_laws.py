"""Laws: they hold on classes of any kind, they bound before a search, and a checker knows them."""

import dataclasses
import itertools
import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.law_list import LAWS
from teachsim.symbolic.complexity.law_proofs import Found, Implied
from teachsim.symbolic.complexity.laws import Facts
from teachsim.symbolic.complexity.quantities import QUANTITIES
from teachsim.symbolic.complexity.report_rows import Standing
from teachsim.symbolic.result import Result
from tests.symbolic.drawn import classes


def broken(of: HypothesisClass) -> list[str]:
    """The laws that do not hold, with values found by searches that know no law."""
    values = {s: q.solve(of, 10**6) for s, q in QUANTITIES.items()}
    assert all(result.exact for result in values.values())
    report = complexity.report(of)
    assert {row.symbol: row.result.value for row in report.rows} == {
        symbol: result.value for symbol, result in values.items()
    }
    return [v.law.text for v in report.laws if v.standing is Standing.OPEN]


@settings(deadline=None, max_examples=40)
@given(classes())
def test_every_law_holds_and_gives_no_value_that_a_search_does_not(of: HypothesisClass) -> None:
    assert not broken(of)


@settings(deadline=None, max_examples=10)
@given(classes(), st.data())
def test_every_law_holds_on_derived_classes(of: HypothesisClass, data: st.DataObject) -> None:
    n = of.n_instances
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    again = data.draw(st.lists(st.integers(0, n - 1), max_size=2))
    few = of.subclass(range(min(3, len(of))))
    product = [[*a, *b] for a in few.table.tolist() for b in of.table[:3].tolist()]
    for other in (~of.table, of.table ^ mask, np.hstack([of.table, of.table[:, again]]), product):
        assert not broken(HypothesisClass(other))


def test_laws_and_quantities_know_each_other() -> None:
    assert {symbol for law in LAWS for symbol in law.symbols} == {*QUANTITIES}
    assert len({law.text for law in LAWS}) == len(LAWS)
    assert {row.name for row in QUANTITIES.values()} == {
        row.solve(families.warmuth(), 10**5).quantity for row in QUANTITIES.values()
    }


def chosen_up_to(n: int, d: int) -> int:
    """How many of n things have at most d chosen, one by one."""
    return sum(bits.bit_count() <= d for bits in range(2**n))


def test_each_side_of_a_law_that_is_no_quantity_is_what_it_says() -> None:
    # Of |H|, n and the value of the quantity that the side grows with.
    said: dict[str, Callable[[int, int, int], int]] = {
        "min(1, |H| - 1)": lambda m, n, v: 0 if m == 1 else 1,
        "n": lambda m, n, v: n,
        "ceil(n / 2)": lambda m, n, v: math.ceil(n / 2),
        "|H|": lambda m, n, v: m,
        "|H| - 1": lambda m, n, v: m - 1,
        "floor(log2 |H|)": lambda m, n, v: math.floor(math.log2(m)),
        "ceil(log2 |H|)": lambda m, n, v: math.ceil(math.log2(m)),
        "sum of C(n, i), i <= VC": lambda m, n, v: chosen_up_to(n, v),
        "sum of C(n, i), i <= RTD": lambda m, n, v: chosen_up_to(n, v),
        "XTD ceil(log2 |H|)": lambda m, n, v: v * math.ceil(math.log2(m)),
        "XTD + 1": lambda m, n, v: v + 1,
        "2 EQ": lambda m, n, v: v + v,
    }
    sides = {side.text: side for law in LAWS for side in (law.small, law.large)}
    assert {text for text, side in sides.items() if text != side.symbol} == {*said}
    for m, n, v in itertools.product(range(1, 18), range(6), range(4)):
        for text, side in sides.items():
            right = said[text](m, n, v) if text in said else v
            assert side.at(Facts(m, n, closed=None), v) == right, (text, m, n, v)


def implied(of: HypothesisClass, *, max_states: int) -> Iterator[Result]:
    """The results of a report of which a law proves a bound."""
    for row in complexity.report(of, max_states=max_states).rows:
        bounds = row.result.certificate
        if isinstance(bounds, Bounds) and any(
            isinstance(proof, Implied) for proof in (bounds.lower, bounds.upper)
        ):
            yield row.result


@settings(deadline=None, max_examples=40)
@given(classes(), st.integers(0, 300))
def test_bounds_by_law_are_checked_and_no_better_ones_are_accepted(
    of: HypothesisClass, max_states: int
) -> None:
    for result in implied(of, max_states=max_states):
        complexity.check(of, result)
        sharper = [dataclasses.replace(result, lower=result.upper, upper=result.upper + 1)]
        sharper.append(dataclasses.replace(result, lower=-1, upper=result.lower))
        for wrong in [] if result.exact else sharper:
            with pytest.raises(complexity.CertificateError, match="proves that"):
                complexity.check(of, wrong)


def by_law(law: str, *by: Result) -> Bounds:
    return Bounds(Implied(law, by), Implied(law, by))


def test_a_law_that_is_none_is_refused() -> None:
    of = families.warmuth()
    vc, rtd = complexity.vc_dimension(of), complexity.recursive_teaching_dimension(of)
    for law in ("RTD <= VC", "VC <= RTD", "RTD <= VC if VC = 1", "RTD <= 2", ""):
        wrong = dataclasses.replace(rtd, lower=2, upper=2, certificate=by_law(law, vc))
        with pytest.raises(complexity.CertificateError):
            complexity.check(of, wrong)


@pytest.mark.parametrize(
    "law",
    [
        "RTD <= VC if |H| is the most for VC",
        "RTD+ <= VC if H is closed under intersection",
        "EQ <= elasticity if H is closed under intersection",
    ],
)
def test_a_condition_must_be_met(law: str) -> None:
    of = families.singletons(6)  # without the empty set: neither a maximum class nor closed
    vc, elasticity = complexity.vc_dimension(of), complexity.elasticity(of)
    own = QUANTITIES[law.split(" <= ", maxsplit=1)[0]].solve(of, 10**4)
    certificate = Bounds(Found(own), Implied(law, (vc, elasticity)))
    with pytest.raises(complexity.CertificateError, match=r"closed|not so|intersection"):
        complexity.check(of, dataclasses.replace(own, certificate=certificate))


def test_what_a_law_rests_on_must_be_proved_itself() -> None:
    of = families.intervals(6)
    vc, ldim = complexity.vc_dimension(of), complexity.littlestone_dimension(of)
    assert isinstance(vc.certificate, Bounds)
    unproved = dataclasses.replace(vc, lower=4, upper=4)
    forged = Bounds(Implied("VC <= Ldim", (unproved,)), Found(ldim))
    with pytest.raises(complexity.CertificateError, match="vc_dimension"):
        complexity.check(of, dataclasses.replace(ldim, certificate=forged))
    other = Bounds(Found(vc), Found(ldim))
    with pytest.raises(complexity.CertificateError, match="same quantity"):
        complexity.check(of, dataclasses.replace(ldim, certificate=other))
    missing = Bounds(Implied("VC <= Ldim", ()), Found(ldim))
    with pytest.raises(complexity.CertificateError, match="form"):
        complexity.check(of, dataclasses.replace(ldim, certificate=missing))
