"""The closure dimension, against its definition tried on all samples below a horizon."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic.limit import (
    FiniteClosure,
    Periodic,
    check_closure_dimension,
    closure,
    closure_dimension,
    families,
)
from teachsim.symbolic.result import CertificateError, Result
from tests.symbolic.limit.drawn_languages import periodic

EVENS, ODDS = Periodic.progression(0, 2), Periodic.progression(1, 2)
# Sets that differ early, so that all samples of their prefixes can be tried.
SHORT = 5
PERIOD = 12  # a common multiple of 1, 2, 3, 4


@st.composite
def short(draw: st.DrawFn) -> Periodic:
    prefix = draw(st.lists(st.booleans(), max_size=SHORT))
    period = draw(st.lists(st.booleans(), min_size=1, max_size=4))
    return Periodic(tuple(prefix), tuple(period))


def by_definition(languages: list[Periodic]) -> int:
    """Most numbers shown whose consistent languages share nothing that comes again.

    What all of them share is finite iff nothing in one full period beyond the prefixes is shared,
    and a finite closure has no number there: samples are taken from below.
    """
    most = 0
    for shown in itertools.chain.from_iterable(
        itertools.combinations(range(SHORT), size) for size in range(1, SHORT + 1)
    ):
        consistent = [one for one in languages if all(map(one.contains, shown))]
        later = range(SHORT, SHORT + PERIOD)
        finite = not any(all(one.contains(x) for one in consistent) for x in later)
        if consistent and finite:
            most = max(most, len(shown))
    return most


# ---------------------------------------------------------------- against the definition
@given(st.lists(short(), min_size=1, max_size=6))
def test_it_is_the_most_that_can_be_shown_with_a_finite_closure(languages: list[Periodic]) -> None:
    result = closure_dimension(languages)

    assert result.exact
    assert result.value == by_definition(languages)
    check_closure_dimension(languages, result)


@given(st.lists(periodic(), min_size=1, max_size=5), st.sets(st.integers(0, 20), max_size=3))
def test_a_closure_is_what_all_consistent_languages_share(
    languages: list[Periodic], shown: set[int]
) -> None:
    consistent = [one for one in languages if all(map(one.contains, shown))]
    closed = closure(languages, shown)

    if closed is None:
        assert not consistent
        return
    assert all(closed.subset(one) for one in consistent)
    assert all(closed.contains(x) == all(one.contains(x) for one in consistent) for x in range(99))
    assert closure(languages, closed.first(40)) == closed  # closing again adds nothing


@given(st.lists(periodic(), min_size=2, max_size=5))
def test_more_languages_never_lower_it(languages: list[Periodic]) -> None:
    few, all_of_them = closure_dimension(languages[1:]), closure_dimension(languages)

    assert few.lower <= all_of_them.lower


# ---------------------------------------------------------------- known values
def test_disjoint_languages_and_a_chain_have_none() -> None:
    chain = [Periodic.progression(n, 1) for n in range(6)]

    assert closure_dimension([EVENS, ODDS]).value == 0
    assert closure_dimension(chain).value == 0


def test_languages_that_share_few_numbers_have_as_many() -> None:
    prefix = (True,) * 7
    sharing = [Periodic(prefix, (True, False)), Periodic(prefix, (False, True))]
    result = closure_dimension(sharing)

    assert result.value == 7
    assert result.certificate == FiniteClosure((0, 1), tuple(range(7)))


@pytest.mark.parametrize("n", [3, 9])
def test_sections_of_gold_s_family_grow_without_bound(n: int) -> None:
    family = families.segments_and_all()
    languages = [family.language(i) for i in range(n + 1)]

    assert closure_dimension(languages).value == n
    assert family.facts.closure_dimension == float("inf")


def test_sections_of_half_lines_have_none_as_their_facts_say() -> None:
    for family in (families.half_lines(), families.half_lines_and_all()):
        languages = [family.language(i) for i in range(8)]
        assert closure_dimension(languages).value == 0 == family.facts.closure_dimension


@pytest.mark.parametrize("k", [1, 2, 3])
def test_small_sets_have_their_size(k: int) -> None:
    family = families.at_most(k)

    assert closure_dimension([family.language(i) for i in range(20)]).value == k
    assert family.facts.closure_dimension == k


def test_closures_of_progressions_are_what_their_facts_are_proved_with() -> None:
    family = families.progressions()
    languages = [family.language(i) for i in range(45)]  # all with start + step <= 9

    assert closure(languages, [5, 8]) == Periodic.progression(5, 3)
    single = closure(languages, [0])
    assert single is not None
    # With all steps up to 9 the next number is their common multiple: with all, there is none.
    assert single.first(2) == (0, 2520)
    assert family.facts.closure_dimension == 1


def test_closures_of_multiples_are_what_their_facts_are_proved_with() -> None:
    family = families.multiples()
    languages = [family.language(i) for i in range(9)]

    assert closure(languages, [0]) == Periodic.progression(0, 2520)
    assert closure(languages, [0, 4, 6]) == EVENS
    assert family.facts.closure_dimension == 1


# ---------------------------------------------------------------- budgets
def test_above_the_budget_there_are_bounds_that_hold() -> None:
    languages = [
        Periodic((True,) * 5 + (False,), tuple(x != i for x in range(10))) for i in range(10)
    ]  # any nine of them meet without end, all ten in 0, ..., 4
    exact, bounded = closure_dimension(languages), closure_dimension(languages, max_states=5)

    assert exact.value == 5
    assert not bounded.exact
    assert bounded.lower <= exact.lower <= bounded.upper
    assert bounded.value is None
    check_closure_dimension(languages, bounded)


def test_what_cannot_be_computed_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no language"):
        closure_dimension([])
    with pytest.raises(ValueError, match="takes 30 bits"):
        closure_dimension(
            [Periodic.progression(0, 5), Periodic.progression(0, 6)],
            max_bits=20,
        )
    with pytest.raises(ValueError, match="max_states is 0"):
        closure_dimension([EVENS], max_states=0)


# ---------------------------------------------------------------- certificates
def test_a_number_that_is_listed_twice_counts_once() -> None:
    languages = [Periodic.of([0, 3]), Periodic.progression(3, 1)]
    twice = Result("closure_dimension", 3, 3, FiniteClosure((0,), (0, 3, 3)), 0)
    with pytest.raises(CertificateError, match="2 different numbers"):
        check_closure_dimension(languages, twice)
    check_closure_dimension(languages, replace(twice, lower=2))


def test_a_certificate_that_was_tampered_with_is_rejected() -> None:
    languages = [Periodic.of([0, 1, 2]), Periodic.progression(1, 1)]
    result = closure_dimension(languages)
    check_closure_dimension(languages, result)
    proof = result.certificate
    assert isinstance(proof, FiniteClosure)

    tampered: list[object] = [
        None,
        replace(proof, numbers=proof.numbers[:-1]),
        replace(proof, numbers=(0, 1, 3)),
        replace(proof, numbers=(0, -1, 2)),
        replace(proof, languages=(1,)),
        replace(proof, languages=(5,)),
    ]
    for certificate in tampered:
        with pytest.raises(CertificateError):
            check_closure_dimension(
                languages, Result("closure_dimension", 3, 3, certificate, result.explored)
            )
