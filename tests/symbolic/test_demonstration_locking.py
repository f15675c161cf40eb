"""Locking sequences, of learners that listen to the order and of learners that do not."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, families
from teachsim.symbolic.demonstration import Locking, locking_sequence
from tests.symbolic.drawn import classes

Learner = Callable[[tuple[int, ...]], int]


def smallest(of: HypothesisClass) -> Learner:
    """Conjectures the smallest hypothesis that holds what was shown."""
    order = sorted(range(len(of)), key=lambda h: (int(of[h].sum()), h))
    return lambda shown: next(h for h in order if of[h][list(shown)].all())


def stubborn(of: HypothesisClass) -> Learner:
    """Keeps to what its first example made it conjecture, until three have been shown."""
    closure = smallest(of)
    return lambda shown: closure(shown[:1] if len(shown) < 3 else shown)


def locks(learner: Learner, found: Locking, *, answers: list[int]) -> bool:
    """Whether no order of any of the other right answers moves it: all are tried."""
    rest = [x for x in answers if x not in found.sequence]
    return all(
        learner((*found.sequence, *more)) == found.conjecture
        for k in range(len(rest) + 1)
        for more in itertools.permutations(rest, k)
    )


@settings(deadline=None, max_examples=60)
@given(classes())
def test_the_sequence_locks_and_no_shorter_one_does(of: HypothesisClass) -> None:
    for learner in (smallest(of), stubborn(of)):
        for target in range(min(4, len(of))):
            found = locking_sequence(of, learner, target=target)
            answers = np.flatnonzero(of[target]).tolist()
            assert locks(learner, found, answers=answers)
            for k in range(len(found.sequence)):
                for shorter in itertools.permutations(answers, k):
                    other = Locking(shorter, learner(shorter))
                    assert not locks(learner, other, answers=answers)


@settings(deadline=None, max_examples=40)
@given(classes())
def test_a_learner_that_is_right_in_the_end_is_locked_onto_the_truth(of: HypothesisClass) -> None:
    for target in range(len(of)):
        assert locking_sequence(of, smallest(of), target=target).conjecture == target


def test_the_ends_of_an_interval_lock_the_closure() -> None:
    of = families.intervals(12)
    target = of.index([3 <= x <= 9 for x in range(12)])
    found = locking_sequence(of, smallest(of), target=target, ordered=False)
    assert found == Locking((3, 9), target)


def test_too_many_sequences_are_refused() -> None:
    of = families.intervals(12)
    whole = of.index([True] * 12)
    with pytest.raises(ValueError, match="1,000 sequences of the 12 right answers"):
        locking_sequence(of, smallest(of), target=whole, max_states=1_000)


def test_a_learner_must_name_a_hypothesis() -> None:
    with pytest.raises(ValueError, match="must be the index of a hypothesis"):
        locking_sequence(families.singletons(3), lambda shown: 7, target=0)
