"""The extended teaching dimension and the consistency dimension: the worst of all labellings."""

import dataclasses
import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families, games
from teachsim.symbolic.complexity.certificates import Bounds, Trivial
from teachsim.symbolic.complexity.hitting_proofs import Counted, Disjoint
from teachsim.symbolic.complexity.labelling_proofs import Asked, Hard, Spared
from teachsim.symbolic.result import Result
from tests.symbolic.complexity import oracles
from tests.symbolic.complexity.measured import measured
from tests.symbolic.drawn import classes


def consistency(of: HypothesisClass) -> int:
    """A value, proved."""
    result = complexity.consistency_dimension(of)
    complexity.check(of, result)
    assert isinstance(result.value, int)
    return result.value


def least_leaving(of: oracles.Sets, labelling: oracles.Set, n: int, *, most: int) -> int:
    """The fewest instances on which at most so many hypotheses agree with a labelling."""
    return next(
        len(some)
        for some in oracles.subsets(range(n))
        if sum(h & some == labelling & some for h in of) <= most
    )


@settings(deadline=None, max_examples=60)
@given(classes())
@example(HypothesisClass([[0, 0], [1, 1]]))  # a repeated column: 01 agrees on each instance
@example(HypothesisClass([[1]]))
def test_the_values_are_those_of_the_definitions(of: HypothesisClass) -> None:
    sets, n = oracles.sets_of(of), of.n_instances
    everything = list(oracles.subsets(range(n)))
    outside = [f for f in everything if f not in sets]

    assert measured(of, "extended_td") == max(least_leaving(sets, f, n, most=1) for f in everything)
    assert consistency(of) == max((least_leaving(sets, f, n, most=0) for f in outside), default=0)


# Extended: theory.md S2. Consistency, by hand: the empty set is a singleton on no n - 1 instances,
# and an interval on none; a set of r + 1 is on each r; a gap is an instance wrong before one right.
CLOSED = [
    ("singletons", families.singletons(80), 79, 80),
    ("singletons and the empty set", families.singletons(80, empty=True), 80, 2),
    ("powerset", families.powerset(9), 9, 0),
    ("initial segments", families.initial_segments(80), 2, 2),
    ("intervals", families.intervals(40), 39, 40),
    ("intervals and the empty set", families.intervals(25, empty=True), 25, 3),
    ("monotone conjunctions", families.monotone_conjunctions(5), 5, 3),
    ("conjunctions", families.conjunctions(3), 8, 3),
    ("pairs", families.subsets_of_size(20, 2), 18, 19),
    ("sets of at most two", families.subsets_up_to(20, 2), 20, 3),
    ("parities", families.parities(5), 5, 3),
    ("Warmuth's class", families.warmuth(), 3, 3),
]


@pytest.mark.parametrize(
    ("name", "of", "extended", "consistent"), CLOSED, ids=[r[0] for r in CLOSED]
)
def test_closed_forms_hold_far_beyond_the_oracle(
    name: str, of: HypothesisClass, extended: int, consistent: int
) -> None:
    assert (measured(of, "extended_td"), consistency(of)) == (extended, consistent), name


@settings(deadline=None)
@given(classes())
def test_the_extended_dimension_lies_between_teaching_and_stars(of: HypothesisClass) -> None:
    extended, queries = measured(of, "extended_td"), games.membership(of).value
    assert queries is not None

    assert measured(of, "td_max") <= extended <= measured(of, "star")
    assert extended <= queries <= extended * math.ceil(math.log2(len(of)))  # Hegedus 1995
    # One more instance refutes the hypothesis left; labels out of step take two.
    assert consistency(of) <= max(extended + 1, 2)


@settings(deadline=None)
@given(classes(), st.data())
def test_a_subclass_is_identified_as_soon(of: HypothesisClass, data: st.DataObject) -> None:
    part = of.subclass(sorted(data.draw(st.sets(st.integers(0, len(of) - 1), min_size=1))))
    assert measured(part, "extended_td") <= measured(of, "extended_td")


@settings(deadline=None)
@given(classes(), st.data())
def test_a_mask_changes_neither_and_repeated_columns_not_the_extended_one(
    of: HypothesisClass, data: st.DataObject
) -> None:
    n = of.n_instances
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    again = data.draw(st.lists(st.integers(0, n - 1), max_size=3))
    table = of.table ^ mask
    assert consistency(HypothesisClass(table)) == consistency(of)
    other = HypothesisClass(np.hstack([table, table[:, again], ~table[:, again]]))
    assert measured(other, "extended_td") == measured(of, "extended_td")
    assert consistency(other) == max(consistency(of), 2 if set(again) - constant(of) else 0,
                                     1 if again else 0)  # fmt: skip


def constant(of: HypothesisClass) -> set[int]:
    """The instances on which all hypotheses agree."""
    return {x for x in range(of.n_instances) if len({*of.table[:, x].tolist()}) == 1}


@settings(deadline=None)
@given(classes(), st.integers(0, 60))
def test_bounds_of_consistency_hold_the_value_and_are_proved(
    of: HypothesisClass, max_states: int
) -> None:
    result = complexity.consistency_dimension(of, max_states=max_states)
    complexity.check(of, result)
    assert result.lower <= consistency(of) <= result.upper
    assert result.explored <= 3 * max_states + 1


def tampered(result: Result, *, lower: object = None, upper: object = None) -> Result:
    bounds = result.certificate
    assert isinstance(bounds, Bounds)
    lower = bounds.lower if lower is None else lower
    upper = bounds.upper if upper is None else upper
    return dataclasses.replace(result, certificate=Bounds(lower, upper))


def forgeries() -> list[tuple[str, HypothesisClass, Result]]:
    """Results of which one thing was changed: a part of the complaint, the class, the result."""
    segments, single = families.initial_segments(6), families.singletons(5)
    parities = families.parities(3)
    extended, consistent = (
        complexity.extended_teaching_dimension(segments),
        complexity.consistency_dimension(segments),
    )
    apart, hard = complexity.extended_teaching_dimension(single), families.warmuth()
    proved: Any = complexity.extended_teaching_dimension(parities)
    tree: Any = extended.certificate
    far: Any = apart.certificate
    labelled, asked = far.lower, tree.upper
    assert isinstance(labelled, Hard)
    assert isinstance(asked, Asked)
    spared = proved.certificate.lower
    assert isinstance(spared.proof, Spared)
    change = dataclasses.replace
    member = change(labelled, labels=tuple(segments.table[2].tolist()), instances=(*range(6),))
    return [
        ("labels each", single, tampered(apart, lower=change(labelled, labels=(True,)))),
        ("is left out", single, tampered(apart, lower=change(labelled, instances=(0, 1)))),
        ("must be disjoint", single, tampered(apart, lower=change(labelled, proof=Disjoint((1,))))),
        ("met already", single, tampered(apart, lower=change(labelled, sets=(0,)))),
        ("may meet", parities, tampered(proved, lower=change(spared, proof=Counted()))),
        (
            "its whole set",
            parities,
            tampered(
                proved,
                lower=change(spared, proof=change(spared.proof, parts=spared.proof.parts[1:])),
            ),
        ),
        (
            "not met yet",
            parities,
            tampered(proved, lower=change(spared, proof=change(spared.proof, on=-1))),
        ),
        ("cannot be refuted", segments, tampered(consistent, lower=member)),
        ("on the way", segments, tampered(extended, upper=(0, 1))),
        ("lies in", segments, tampered(extended, upper=())),
        ("lies in", segments, tampered(extended, upper=change(asked, right=()))),
        ("no such instance", segments, tampered(extended, upper=change(asked, instance=99))),
        ("lies in", segments, tampered(consistent, upper=Trivial())),
        ("lies in", hard, change(apart, lower=5, upper=5, certificate=Bounds(Trivial(), ()))),
        ("has not the form", segments, tampered(consistent, upper=Disjoint(()))),
        ("has not the form", segments, change(extended, lower=math.inf, upper=math.inf)),
    ]


@pytest.mark.parametrize(("sentence", "of", "result"), forgeries(), ids=lambda it: str(it)[:24])
def test_a_tampered_certificate_is_refused_in_a_sentence(
    sentence: str, of: HypothesisClass, result: Result
) -> None:
    with pytest.raises(complexity.CertificateError, match=sentence):
        complexity.check(of, result)


def test_a_class_with_many_labellings_has_bounds_that_are_proved() -> None:
    of = families.random_class(60, 100, rng=np.random.default_rng(5))
    for solver in (complexity.extended_teaching_dimension, complexity.consistency_dimension):
        result = solver(of, max_states=20_000)
        complexity.check(of, result)
        assert result.lower < result.upper
        assert result.explored <= 3 * 20_000 + 1


def test_a_way_too_long_for_the_stack_is_left_to_its_bounds() -> None:
    of = families.initial_segments(400)
    result = complexity.consistency_dimension(of, max_states=300_000)
    complexity.check(of, result)
    assert result.lower == 2 <= result.upper


def test_who_hears_no_class_says_so() -> None:
    with pytest.raises(ValueError, match="the class"):
        complexity.consistency_dimension("0110")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_states is -1"):
        complexity.consistency_dimension(families.singletons(3), max_states=-1)


def test_all_labels_but_one_are_far_from_refuted_by_fewer_instances() -> None:
    n = 6
    of = HypothesisClass([row for row in itertools.product([0, 1], repeat=n) if any(row)])
    assert consistency(of) == n
