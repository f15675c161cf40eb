"""No-clash teaching: teachers of whom no two hypotheses agree with each other's examples."""

import dataclasses
import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Refuted, Sets, Trivial
from teachsim.symbolic.complexity.no_clash_proofs import Choice, Crowded, Ranked
from teachsim.symbolic.complexity.ranks import fewest_by_rank
from teachsim.symbolic.complexity.teachers import matched
from teachsim.symbolic.result import Result
from tests.symbolic.complexity import oracles
from tests.symbolic.complexity.measured import measured
from tests.symbolic.drawn import classes


def by_trying(of: HypothesisClass, *, positive: bool) -> int:
    """The definition: the least k with which all hypotheses can be given examples, by trying."""
    targets, n = list(oracles.sets_of(of)), of.n_instances

    def given_to(samples: list[frozenset[int]], size: int) -> bool:
        if len(samples) == len(targets):
            return True
        target = targets[len(samples)]
        for some in oracles.subsets(target if positive else range(n)):
            clash = any(
                other & some == target & some and target & shown == other & shown
                for other, shown in zip(targets, samples, strict=False)
            )
            if len(some) <= size and not clash and given_to([*samples, some], size):
                return True
        return False

    return next(size for size in range(n + 1) if given_to([], size))


@settings(deadline=None, max_examples=60)
@given(classes(), st.booleans())
def test_the_value_is_that_of_the_definition(of: HypothesisClass, positive: bool) -> None:
    part = of.subclass(range(min(7, len(of))))
    expected = by_trying(part, positive=positive)
    assert measured(part, "nctd_positive" if positive else "nctd") == expected


# Kirkpatrick, Simon & Zilles 2019 for the powerset; theory.md S2 for the others.
CLOSED = [
    ("powerset", families.powerset(9), 5, 9),
    ("singletons", families.singletons(80), 1, 1),
    ("singletons and the empty set", families.singletons(80, empty=True), 1, 1),
    ("initial segments", families.initial_segments(80), 1, 1),
    ("intervals", families.intervals(40), 2, 2),
    ("intervals and the empty set", families.intervals(40, empty=True), 2, 2),
    ("monotone conjunctions", families.monotone_conjunctions(7), 1, 1),
    ("conjunctions", families.conjunctions(4), 2, 2),
    ("pairs", families.subsets_of_size(30, 2), 2, 2),
    ("sets of at most two", families.subsets_up_to(30, 2), 2, 2),
    ("sets of at most three", families.subsets_up_to(12, 3), 3, 3),
    ("cyclic pairs", families.cyclic_pairs(60), 1, 1),
    ("Warmuth's class", families.warmuth(), 2, 2),
]


@pytest.mark.parametrize(("name", "of", "both", "right"), CLOSED, ids=[row[0] for row in CLOSED])
def test_closed_forms_hold_far_beyond_the_oracle(
    name: str, of: HypothesisClass, both: int, right: int
) -> None:
    assert (measured(of, "nctd"), measured(of, "nctd_positive")) == (both, right), name


def test_parities_need_one_example_though_a_plan_needs_all() -> None:
    of = families.parities(4)
    assert (measured(of, "nctd"), measured(of, "rtd")) == (1, 4)


def test_parities_of_five_variables_need_two_examples_though_smaller_ones_need_one() -> None:
    """S2's 1 ends at v = 4: the rank argument of `ranks`, which a search of v = 4 cannot see."""
    for v in (5, 6):
        of = families.parities(v)
        assert (measured(of, "nctd"), measured(of, "nctd_positive")) == (2, 2)


def test_many_hypotheses_of_low_dimension_need_three_examples() -> None:
    """2^14 hypotheses that span 14 dimensions: (1 + 14 + 91)^2 pairs of factors are fewer."""
    of = families.powerset(14)
    result = Result("no_clash_teaching_dimension", 3, 14, Bounds(Ranked(), Sets({})), 0)
    with pytest.raises(complexity.CertificateError, match="needs its examples"):
        complexity.check(of, result)
    assert fewest_by_rank(of) == 3
    assert fewest_by_rank(families.powerset(13)) == 2


@settings(deadline=None)
@given(classes())
def test_the_dimension_never_demands_more_than_is_needed(of: HypothesisClass) -> None:
    least = fewest_by_rank(of)
    assert least <= measured(of, "nctd")
    every, most = Sets({h: tuple(range(of.n_instances)) for h in range(len(of))}), of.n_instances
    name, bounds = "no_clash_teaching_dimension", Bounds(Ranked(), every)
    complexity.check(of, Result(name, least, most, bounds, 0))
    with pytest.raises(complexity.CertificateError, match="lies in"):
        complexity.check(of, Result(name, least + 1, most + 1, bounds, 0))


@settings(deadline=None)
@given(classes())
def test_no_clash_teaching_is_no_harder_than_other_teaching(of: HypothesisClass) -> None:
    both, right = measured(of, "nctd"), measured(of, "nctd_positive")
    assert both <= measured(of, "rtd")
    assert both <= right <= measured(of, "rtd_positive")
    assert both <= math.ceil(of.n_instances / 2)
    assert right >= measured(of, "telltale_max")  # a part of t cannot tell itself from t


@settings(deadline=None)
@given(classes(), st.data())
def test_a_subclass_is_no_harder(of: HypothesisClass, data: st.DataObject) -> None:
    part = of.subclass(sorted(data.draw(st.sets(st.integers(0, len(of) - 1), min_size=1))))
    for quantity in ("nctd", "nctd_positive"):
        assert measured(part, quantity) <= measured(of, quantity)


@settings(deadline=None)
@given(classes(), st.data())
def test_a_mask_and_repeated_columns_change_nothing(
    of: HypothesisClass, data: st.DataObject
) -> None:
    n = of.n_instances
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    again = data.draw(st.lists(st.integers(0, n - 1), max_size=3))
    table = of.table ^ mask
    other = HypothesisClass(np.hstack([table, table[:, again], ~table[:, again]]))
    assert measured(other, "nctd") == measured(of, "nctd")


@settings(deadline=None, max_examples=40)
@given(classes(), classes())
@example(families.powerset(1), families.powerset(1))  # 1 for both together, not 2
def test_a_product_needs_no_more_than_its_parts(
    one: HypothesisClass, other: HypothesisClass
) -> None:
    one, other = one.subclass(range(min(4, len(one)))), other.subclass(range(min(4, len(other))))
    both = HypothesisClass([[*a, *b] for a in one.table.tolist() for b in other.table.tolist()])
    for quantity in ("nctd", "nctd_positive"):
        assert measured(both, quantity) <= measured(one, quantity) + measured(other, quantity)


def test_a_class_too_large_for_a_search_has_bounds_that_are_proved() -> None:
    of = families.random_class(40, 400, rng=np.random.default_rng(3))
    result = complexity.no_clash_teaching_dimension(of, max_states=20_000)
    complexity.check(of, result)
    assert 1 <= result.lower < result.upper <= 20


def tampered(result: Result, *, lower: object = None, upper: object = None) -> Result:
    bounds = result.certificate
    assert isinstance(bounds, Bounds)
    lower = bounds.lower if lower is None else lower
    upper = bounds.upper if upper is None else upper
    return dataclasses.replace(result, certificate=Bounds(lower, upper))


def forgeries() -> list[tuple[str, HypothesisClass, Result]]:
    """Results of which one thing was changed: a part of the complaint, the class, the result."""
    cube, pairs = families.powerset(3), families.subsets_of_size(5, 2)
    segments = families.initial_segments(3)
    whole, search = (complexity.no_clash_teaching_dimension(of) for of in (cube, pairs))
    right = complexity.no_clash_teaching_dimension(cube, positive=True)
    chain = complexity.no_clash_teaching_dimension(segments, positive=True)
    below: Any = search.certificate
    choice = below.lower
    assert isinstance(choice, Choice)
    edges = list(itertools.pairwise([0, 1, 3, 2, 6, 7, 5, 4]))
    alone: dict[int, tuple[int, ...]] = dict.fromkeys(range(8), (0,))
    nowhere: dict[int, tuple[int, ...]] = dict.fromkeys(range(8), (-1,))
    beyond: dict[int, tuple[int, ...]] = dict.fromkeys(range(8), (7,))
    change = dataclasses.replace
    return [
        ("and another clash", cube, tampered(whole, upper=Sets(alone))),
        ("needs its examples", cube, tampered(whole, upper=Sets({0: (0, 1, 2)}))),
        ("no such instance", cube, tampered(whole, upper=Sets(nowhere))),
        ("no such instance", cube, tampered(whole, upper=Sets(beyond))),
        ("only right answers", cube, tampered(right, upper=Sets(alone))),
        ("there is room", cube, tampered(whole, lower=Crowded(tuple(edges)))),
        ("there is room", cube, tampered(whole, lower=Crowded(((0, 1), (1, 0)) * 9))),
        ("two hypotheses", cube, tampered(whole, lower=Crowded(((0, 0),)))),
        ("two hypotheses", cube, tampered(whole, lower=Choice((0, -1), ()))),
        ("serves two", cube, tampered(whole, lower=Crowded(((0, 1), (0, 3))))),
        ("must try all", pairs, tampered(search, lower=change(choice, parts=choice.parts[1:]))),
        ("not apart", pairs, tampered(search, lower=change(choice, parts=choice.parts[:1] * 2))),
        ("only right answers", cube, tampered(whole, lower=Refuted(0, (), (), (), None))),
        ("lies in", segments, change(chain, lower=2, upper=2)),
        ("lies in", cube, change(tampered(whole, lower=Trivial()), lower=3, upper=3)),
        ("has not the form", cube, tampered(whole, lower=Sets({}))),
    ]


@pytest.mark.parametrize(("sentence", "of", "result"), forgeries(), ids=lambda it: str(it)[:24])
def test_a_tampered_certificate_is_refused_in_a_sentence(
    sentence: str, of: HypothesisClass, result: Result
) -> None:
    with pytest.raises(complexity.CertificateError, match=sentence):
        complexity.check(of, result)


def test_a_check_keeps_to_its_budget() -> None:
    of = families.subsets_of_size(5, 2)
    result = complexity.no_clash_teaching_dimension(of)
    for upper in (None, Sets(dict.fromkeys(range(10), (0,)))):
        with pytest.raises(complexity.CertificateError, match="max_work=5"):
            complexity.check(of, tampered(result, upper=upper), max_work=5)


def test_only_right_answers_is_a_switch() -> None:
    with pytest.raises(ValueError, match="positive"):
        complexity.no_clash_teaching_dimension(families.powerset(2), positive=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("n", [5, 40, 400])
@pytest.mark.parametrize("positive", [False, True])
def test_each_pair_of_neighbours_on_a_circle_shows_one_of_them(n: int, positive: bool) -> None:
    order = np.random.default_rng(n)
    table = families.cyclic_pairs(n).table
    of = HypothesisClass(order.permutation(table)[:, order.permutation(n)])
    found = complexity.no_clash_teaching_dimension(of, positive=positive)
    complexity.check(of, found)
    assert found.value == 1  # theory.md S2


@given(classes())
def test_who_is_matched_with_an_answer_of_its_own_has_no_clash(of: HypothesisClass) -> None:
    taught = matched(of, kept=tuple(range(of.n_instances)))
    if taught is not None:
        assert sorted(taught) == [*range(len(of))]
        assert all(of.table[h, x] for h, shown in taught.items() for x in shown)
        for h, g in itertools.combinations(range(len(of)), 2):
            tells = any(not of.table[g, x] for x in taught[h])
            assert tells or any(not of.table[h, x] for x in taught[g])
