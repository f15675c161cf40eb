"""Scenarios and phases: each wrong input is refused in one sentence, before anything is run."""

import numpy as np
import pytest

import teachsim as ts
from tests.core.small import NESTED, QUIZ, key, listed

SPACE = listed(*NESTED)
RIGHT = key("110")
ONCE = ts.Phase(ts.DEMONSTRATION, 1)


@pytest.mark.parametrize("name", ["rounds", "batch"])
@pytest.mark.parametrize("value", [0, -1, 1.5, 2.0, True, "3", None, float("nan"), float("inf")])
def test_rounds_and_batch_are_whole_numbers_of_at_least_1(name: str, value: int) -> None:
    numbers = {"rounds": 1, "batch": 1, name: value}
    way_out = {"rounds": "leave a phase out", "batch": "use 1 for one answer a round"}[name]
    with pytest.raises(ValueError, match=rf"^Phase\({name}=...\) is .* {way_out}"):
        ts.Phase(ts.QUERY, numbers["rounds"], batch=numbers["batch"])


def test_a_numpy_integer_is_as_good_as_an_int() -> None:
    phase = ts.Phase(ts.QUERY, np.int64(3), batch=np.int8(2))  # type: ignore[arg-type]
    assert (phase.rounds, phase.batch) == (3, 2)
    assert type(phase.rounds) is int


def test_a_regime_by_its_name_a_class_of_teachers_and_a_bare_rate_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^Phase\(regime=...\) is 'query', .*DEMONSTRATION"):
        ts.Phase("query", 1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^Phase\(teacher=...\) is <class .*with its brackets"):
        ts.Phase(ts.QUERY, 1, teacher=ts.Adversary)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^Phase\(teacher=...\) is None"):
        ts.Phase(ts.QUERY, 1, teacher=None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^Phase\(noise=...\) is 0.1, .*teachsim.Noise\(rate="):
        ts.Phase(ts.QUERY, 1, noise=0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize("prompts", [[], [2], [-1]])
def test_prompts_outside_the_space_are_refused(prompts: list[int]) -> None:
    phase = ts.Phase(ts.QUERY, 1, prompts=prompts)
    with pytest.raises(ValueError, match=r"^prompts of phase 1 are .* in 0..1; use None for all"):
        ts.Scenario("quiz", listed(*QUIZ), key(QUIZ[0]), [ONCE, phase])


@pytest.mark.parametrize("prompts", [[0.7], [True, False], ["0"], [[0], [0, 1]]])
def test_prompts_that_are_no_numbers_are_refused(prompts: list[int]) -> None:
    phase = ts.Phase(ts.QUERY, 1, prompts=prompts)
    with pytest.raises(ValueError, match=r"^prompts of phase 0 are .*must be whole numbers"):
        ts.Scenario("quiz", listed(*QUIZ), key(QUIZ[0]), [phase])


def test_the_prompts_of_a_phase_are_sorted_and_each_there_once() -> None:
    phase = ts.Phase(ts.QUERY, 1, prompts=[1, 0, 1])
    quiz = ts.Scenario("quiz", listed(*QUIZ), key(QUIZ[0]), [phase, ONCE])
    assert quiz.scope_of(0).tolist() == quiz.scope_of(1).tolist() == [0, 1]


def test_a_truth_that_is_no_hypothesis_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^right of scenario 'x' is not one of the 4 hypotheses"):
        ts.Scenario("x", SPACE, key("100"), [ONCE])


def test_a_truth_outside_an_empty_space_is_refused_alike() -> None:
    with pytest.raises(ValueError, match="is not one of the 0 hypotheses"):
        ts.Scenario("x", SPACE.given(ts.Answers([0], [1]), np.array([-1], np.int8)), RIGHT, [ONCE])


@pytest.mark.parametrize(
    ("right", "rule"),
    [
        (np.array([True, True, False]), r"has shape \(3,\), but must be .* = \(1, 3\)"),
        (np.array([[1, 1, 0]]), "holds only 0 and 1, but 0 means neither"),
        (np.array([[2, 1, 0]]), r"has entries \[2, 1, 0\]"),
        (np.array([[np.nan, 1, -1]]), r"has entries \[nan, 1.0, -1.0\]"),
        (None, r"has shape \(\)"),
    ],
)
def test_a_truth_of_another_shape_or_kind_is_refused(right: object, rule: str) -> None:
    with pytest.raises(ValueError, match=rf"^right of scenario 'x' {rule}"):
        ts.Scenario("x", SPACE, right, [ONCE])  # type: ignore[arg-type]


def test_a_key_of_a_phase_is_held_to_the_same_rules() -> None:
    phase = ts.Phase(ts.DEMONSTRATION, 1, key=np.array([[1, 0, 0]]))
    with pytest.raises(ValueError, match=r"^key of phase 1 holds only 0 and 1"):
        ts.Scenario("x", SPACE, RIGHT, [ONCE, phase])


@pytest.mark.parametrize(
    ("phases", "rule"),
    [
        ([], "scenario 'x' has no phases"),
        (ONCE, r"Scenario\(phases=...\) is Phase.*pass \[Phase\(...\)\]"),
        (None, r"Scenario\(phases=...\) is None"),
        ([ONCE, ts.QUERY], "phase 1 of scenario 'x' is Regime"),
        (["query"], "phase 0 of scenario 'x' is 'query'"),
    ],
)
def test_phases_that_are_none_are_refused(phases: object, rule: str) -> None:
    with pytest.raises(ValueError, match=rf"^{rule}"):
        ts.Scenario("x", SPACE, RIGHT, phases)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [None, 3, b"x"])
def test_a_scenario_is_called_something(name: str) -> None:
    with pytest.raises(ValueError, match=r"^Scenario\(name=...\) is .* of the kind str; call it"):
        ts.Scenario(name, SPACE, RIGHT, [ONCE])


def test_a_space_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^Scenario\(space=...\) is \['110'\], .*HypothesisSpace"):
        ts.Scenario("x", ["110"], RIGHT, [ONCE])  # type: ignore[arg-type]


def test_a_scenario_keeps_what_it_was_given_whatever_happens_to_the_arrays_and_lists() -> None:
    right, phases = RIGHT.copy(), [ONCE]
    made = ts.Scenario("x", SPACE, right, phases)
    right[:] = False
    phases.append(ONCE)
    assert made.key.tolist() == [[1, 1, -1]]
    assert made.rounds == 1
    with pytest.raises(ValueError, match="read-only"):
        made.key[0, 0] = -1


def test_a_truth_may_say_of_some_answers_that_they_are_neither() -> None:
    made = ts.Scenario("x", SPACE, np.array([[0, 1, -1]], dtype=np.int8), [ONCE])
    assert made.key.tolist() == [[0, 1, -1]]  # in the space it is 010


def test_rounds_are_those_of_all_phases() -> None:
    made = ts.Scenario("x", SPACE, RIGHT, [ONCE, ts.Phase(ts.QUERY, 5)])
    assert made.rounds == 6
