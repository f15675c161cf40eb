"""The claims on when to answer as scenarios: what is foretold of them, and what they need."""

import subprocess
import sys

import numpy as np
import pytest

import teachsim as ts
from teachsim.gallery.quiz import RATE, Case, cases
from teachsim.tabular import Base, Start, TabularLM

UNKNOWN, KNOWN = 0, 1
TRUTHFUL, HALLUCINATED, ABSTAINED = range(3)


def foretold(claim: str, number: int) -> tuple[float, float, float]:
    """Hallucinated and abstained on what was not known, abstained on what was."""
    case = cases(claim)[number]
    unknown, known = case.predicted
    return unknown[HALLUCINATED], unknown[ABSTAINED], known[ABSTAINED]


def test_no_scenario_needs_torch() -> None:
    code = "import sys, teachsim.gallery.quiz as q; q.cases('B3'); print('torch' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["False"]


def test_b1_right_answers_to_everything_end_in_making_up_and_labels_that_know_do_not() -> None:
    assert foretold("B1", 0) == pytest.approx((1, 0, 0), abs=0.05)
    assert foretold("B1", 1) == pytest.approx((0, 1, 0), abs=0.05)


def test_b2_marks_end_in_honesty_but_where_wrong_answers_cost_nothing_or_are_not_marked() -> None:
    assert foretold("B2", 0) == pytest.approx((0, 1, 0), abs=0.05)
    for free in (1, 2):
        assert foretold("B2", free) == pytest.approx((1, 0, 0), abs=0.12)  # without a push, slowly


def test_b3_a_warm_start_lets_marks_teach_what_they_do_not_from_a_cold_one() -> None:
    assert foretold("B3", 0) == pytest.approx((0, 1, 0), abs=0.05)
    assert foretold("B3", 1) == pytest.approx((1, 0, 0), abs=0.05)


def test_b4_copying_makes_up_what_the_teacher_knew_and_abstains_where_it_did_not() -> None:
    """The teacher knows 7 of 10, whatever the student knows; marks undo both."""
    assert foretold("B4", 0) == pytest.approx((0.7, 0.3, 0.3), abs=0.05)
    assert foretold("B4", 1) == pytest.approx((0, 1, 0), abs=0.05)


@pytest.mark.parametrize(
    "case", [case for claim in ("B1", "B2", "B3", "B4") for case in cases(claim)]
)
def test_the_tabular_model_in_the_loop_ends_where_its_exact_dynamics_do(case: Case) -> None:
    base = Base.of_quiz(case.quiz, start=Start(idk=case.base_idk))
    pupil = TabularLM(base, penalty=case.penalty, rate=RATE)
    run = ts.simulate(case.scenario, pupil, rng=1, keep_every=case.scenario.rounds)
    found = case.found(run)
    assert found.shape == (2, 2, 3)  # rounds kept, unknown and known, T H A
    assert found.sum(axis=-1) == pytest.approx(np.ones((2, 2)))
    # Sixty answers are drawn for a lesson: the course is not quite that of their mean.
    assert found[-1] == pytest.approx(case.predicted, abs=0.1)


def test_a_claim_without_a_quiz_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"'B5'.*B1, B2, B3 and B4"):
        cases("B5")
