"""Mind changes: the worst text, shown to the real learner, against all texts."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import teachsim as ts
from teachsim.symbolic import HypothesisClass, VersionSpace, complexity, demonstration, families
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.chain_proofs import Chain
from teachsim.symbolic.preference import Preference
from tests.symbolic.drawn import classes

ORDERED: tuple[Preference, ...] = ("smallest", "largest", "first")


def text_of(of: HypothesisClass, prefer: Preference) -> tuple[Chain, float]:
    """An optimal text, and how often it moves the learner, both checked."""
    result = demonstration.mind_changes(of, prefer=prefer)
    complexity.check(of, result)
    assert isinstance(result.certificate, Bounds)
    text = result.certificate.lower
    assert isinstance(text, Chain)
    assert result.value is not None
    return text, float(result.value)


def most_moves(of: HypothesisClass, prefer: Preference) -> int:
    """Over all texts of all targets, example by example."""
    sets = [frozenset(np.flatnonzero(row).tolist()) for row in of.table]
    sign = {"smallest": 1, "largest": -1}.get(prefer, 0)
    ranked = sorted(range(len(sets)), key=lambda h: (sign * len(sets[h]), h))

    def conjecture(shown: tuple[int, ...]) -> int:
        return next(h for h in ranked if sets[h].issuperset(shown))

    return max(
        sum(conjecture(text[:i]) != conjecture(text[: i + 1]) for i in range(len(text)))
        for target in sets
        for text in itertools.permutations(target)
    )


@settings(deadline=None, max_examples=60)
@given(classes(), st.sampled_from(ORDERED))
def test_no_text_of_any_target_moves_the_learner_more_often(
    of: HypothesisClass, prefer: Preference
) -> None:
    of = of.subclass(range(min(7, len(of))))
    assert text_of(of, prefer)[1] == most_moves(of, prefer)


@settings(deadline=None, max_examples=60)
@given(classes(), st.sampled_from(ORDERED))
def test_the_text_moves_the_real_learner_at_every_example(
    of: HypothesisClass, prefer: Preference
) -> None:
    text, moves = text_of(of, prefer)
    learner = VersionSpace.learner(prefer=prefer)(of)
    conjectures = [learner.conjectured]
    for x, refuted in text.steps:
        assert refuted == conjectures[-1]
        prompt, response = divmod(x, of.n_responses)
        shown = ts.Answers(np.array([prompt]), np.array([response]))
        asked = np.array([prompt])
        lesson = ts.Lesson(ts.DEMONSTRATION, asked, shown, np.ones(1, dtype=np.int8))
        learner = learner.learn(lesson, np.random.default_rng(0))
        conjectures.append(learner.conjectured)
    changes = sum(a != b for a, b in itertools.pairwise(conjectures))
    assert changes == len(text.steps) == moves
    assert of[text.within][[x for x, _ in text.steps]].all()


@settings(deadline=None)
@given(classes(), st.sampled_from(ORDERED))
def test_no_learner_moves_more_often_than_the_elasticity(
    of: HypothesisClass, prefer: Preference
) -> None:
    assert text_of(of, prefer)[1] <= (demonstration.elasticity(of).value or 0)


@pytest.mark.parametrize("of", [families.intervals(30, empty=True), families.powerset(7)])
def test_the_closure_learner_moves_as_often_as_the_elasticity(of: HypothesisClass) -> None:
    assert text_of(of, "smallest")[1] == demonstration.elasticity(of).value


def test_a_learner_that_starts_with_everything_never_moves() -> None:
    assert text_of(families.initial_segments(40), "largest")[1] == 0


def test_a_text_for_another_learner_is_refused() -> None:
    of = families.initial_segments(5)
    result = demonstration.mind_changes(of, prefer="smallest")
    other = dataclasses.replace(result, quantity="mind_changes largest")
    with pytest.raises(complexity.CertificateError, match="must conjecture"):
        complexity.check(of, other)


@settings(deadline=None)
@given(classes(), st.sampled_from(ORDERED), st.integers(0, 60))
def test_bounds_hold_the_value_within_any_budget(
    of: HypothesisClass, prefer: Preference, max_states: int
) -> None:
    result = demonstration.mind_changes(of, prefer=prefer, max_states=max_states)
    complexity.check(of, result)
    assert result.lower <= text_of(of, prefer)[1] <= result.upper
    assert result.explored <= max_states


def test_a_vote_is_no_preference() -> None:
    with pytest.raises(ValueError, match="is a vote"):
        demonstration.mind_changes(families.singletons(3), prefer="majority")
