from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest

from teachsim.symbolic.limit import Family, families, identifiers
from teachsim.symbolic.limit.evidence import Evidence
from teachsim.symbolic.limit.identifiers import Identifier
from teachsim.symbolic.limit.locking import locking_sequence

SEGMENTS = families.segments_and_all()


def test_the_greatest_member_locks_a_learner_of_segments() -> None:
    for make in (identifiers.smallest, identifiers.tell_tale, identifiers.closure):
        for n in (2, 3, 5):
            found = locking_sequence(SEGMENTS, n, learner=make(SEGMENTS), n_members=5)
            assert found.sequence == (n - 1,)
            assert found.conjecture == n


def test_no_sequence_locks_it_on_all_numbers() -> None:
    for make in (identifiers.smallest, identifiers.closure):
        found = locking_sequence(SEGMENTS, 0, learner=make(SEGMENTS))
        assert found.sequence is None
        assert found.conjecture is None
        assert found.verdict == (
            "No sequence of up to 3 examples withstood up to 3 more of the first 4 members."
        )


def test_who_prefers_the_whole_is_locked_before_it_saw_anything_and_on_nothing_else() -> None:
    learner = identifiers.infinite_first(SEGMENTS)
    assert locking_sequence(SEGMENTS, 0, learner=learner).sequence == ()
    for n in (1, 2, 3, 4):
        assert locking_sequence(SEGMENTS, n, learner=learner).sequence is None


def test_a_learner_that_counts_needs_that_many_examples() -> None:
    def slow(evidence: Evidence) -> int:
        return 0 if len(evidence) >= 3 else 1

    found = locking_sequence(SEGMENTS, 0, learner=slow, n_members=2, depth=4)
    assert found.sequence == (0, 0, 0)
    assert locking_sequence(SEGMENTS, 0, learner=slow, n_members=2, depth=2).sequence is None


def test_a_learner_that_turns_late_is_found_out_only_by_looking_further() -> None:
    def fickle(evidence: Evidence) -> int:
        return 0 if len(evidence) < 4 else 1

    near = locking_sequence(SEGMENTS, 0, learner=fickle, depth=0, beyond=3)
    assert near.sequence == ()
    assert near.verdict.endswith(
        "none of the continuations by up to 3 more of the first 4 members moved it."
    )
    assert locking_sequence(SEGMENTS, 0, learner=fickle, depth=0, beyond=4).sequence is None


def test_the_conjecture_may_be_another_index_of_the_same_language_if_it_stays() -> None:
    family = families.ultimately_periodic()
    assert family.language(0) == family.language(6)
    assert locking_sequence(family, 0, learner=lambda _: 6).conjecture == 6
    swinging = locking_sequence(family, 0, learner=lambda e: 6 * (len(e) % 2))
    assert swinging.sequence is None  # Gold's learner converges to one index


@pytest.mark.parametrize("make", [identifiers.enumeration, identifiers.tell_tale])
def test_what_is_found_is_what_trying_all_sequences_finds(
    make: Callable[[Family], Identifier],
) -> None:
    family = families.listed([families.multiples().language(i) for i in (0, 1, 2, 3, 5)])
    for target in range(5):
        learner = make(family)
        found = locking_sequence(family, target, learner=learner, n_members=3, depth=2, beyond=2)
        members = tuple(itertools.islice(family.language(target).members(), 3))
        tried = [s for r in range(3) for s in itertools.product(members, repeat=r)]

        def said(shown: tuple[int, ...]) -> int | None:
            return make(family)(Evidence(tuple((x, True) for x in shown)))

        locking = [s for s in tried if all(said(s + more) == said(s) == target for more in tried)]
        assert found.sequence == next(iter(locking), None)


def test_a_search_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(ValueError, match=r"^the search would put 5,592,405 sequences to the"):
        locking_sequence(SEGMENTS, 0, learner=lambda _: 0, depth=6, beyond=5)
    for depth, told in ((10_000, "about 10^6"), (10**400, "more than about 10^60206 sequences")):
        with pytest.raises(ValueError, match=f"^the search would put {re.escape(told)}"):
            locking_sequence(SEGMENTS, 0, learner=lambda _: 0, depth=depth)
    with pytest.raises(ValueError, match=r"would put more than about 10\^30 sequences"):
        locking_sequence(SEGMENTS, 0, learner=lambda _: 0, n_members=10**9)  # not listed first
    with pytest.raises(ValueError, match="would put 100,004 sequences to the learner"):
        locking_sequence(families.singletons(), 0, learner=lambda _: 0, depth=100_000)
    with pytest.raises(ValueError, match="max_states is None, but must be a whole number of at"):
        locking_sequence(SEGMENTS, 0, learner=lambda _: 0, max_states=None)  # type: ignore[arg-type]
    for wrong in ({"depth": -1}, {"beyond": -1}, {"n_members": 0}):
        with pytest.raises(ValueError, match=r"must be a whole number of at least [01]; bound the"):
            locking_sequence(SEGMENTS, 0, learner=lambda _: 0, **wrong)
