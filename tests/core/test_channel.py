"""Noise: lies are a property of the channel, at a rate or within a budget, fresh or persistent."""

import itertools

import numpy as np
import pytest

import teachsim as ts
from tests.core.small import NESTED, Picking, asking, key, largest, listed, scenario, smallest, told

ALWAYS = ts.Noise(rate=1.0)
ROUNDS = 2_000


def said_and_heard(run: ts.Transcript) -> list[tuple[int, int]]:
    """Each mark heard, beside the true one."""
    truth = run.scenario.key.reshape(-1)
    return [(int(truth[cell]), mark) for lesson in told(run) for cell, mark in lesson]


# ---------------------------------------------------------------- what a lie is, by regime
def test_a_false_mark_is_the_opposite_one() -> None:
    for regime in (ts.QUERY, ts.INFORMANT):
        run = ts.simulate(scenario("010", regime, noise=ALWAYS), asking(0, of="010"))
        assert all(heard == -true for true, heard in said_and_heard(run))


def test_a_false_approval_is_silence_and_false_silence_approval() -> None:
    for regime in (ts.APPROVAL, ts.STRICT_APPROVAL):
        noisy = scenario("010", regime, rounds=1, batch=2, noise=ALWAYS)
        assert told(ts.simulate(noisy, asking(0, 1, of="010"))) == [[(0, 1), (1, 0)]]


def test_a_false_demonstration_shows_a_wrong_answer_to_the_same_prompt_as_right() -> None:
    space = ("010 100", "001 100")
    noisy = scenario("010 100", ts.DEMONSTRATION, rounds=50, space=space, noise=ALWAYS)
    assert {cell for lesson in told(ts.simulate(noisy, smallest)) for cell, _ in lesson} == {
        *(0, 2),
        *(4, 5),
    }


def test_a_false_examiner_names_an_error_that_is_none_also_where_there_is_none() -> None:
    noisy = scenario("010", ts.EXAMINATION, rounds=40, noise=ALWAYS)
    named = {
        (cell, mark)
        for lesson in told(ts.simulate(noisy, asking(1, of="010")))
        for cell, mark in lesson
    }
    assert named == {(1, -1), (0, 1), (2, 1)}


def test_one_sided_examiners_lie_on_their_own_side() -> None:
    claims = asking(0, 1, of="010")
    made_up = ts.simulate(scenario("010", ts.HALLUCINATIONS_ONLY, noise=ALWAYS), claims)
    assert told(made_up) == [[(1, -1)]] * 3
    left_out = ts.simulate(scenario("010", ts.OMISSIONS_ONLY, noise=ALWAYS), claims)
    assert told(left_out) == [[(2, 1)]] * 3


def test_an_examiner_that_can_only_tell_the_truth_tells_it() -> None:
    noisy = scenario("010", ts.HALLUCINATIONS_ONLY, noise=ALWAYS)
    assert told(ts.simulate(noisy, asking(0, of="010"))) == [[(0, -1)]] * 3


def test_false_errors_are_different_ones_among_the_prompts_of_the_phase() -> None:
    space = ("10000 10000", "00001 10000")
    examine = Picking(lambda view, rng: np.arange(view.most))
    phase = ts.Phase(ts.EXAMINATION, 30, teacher=examine, batch=3, prompts=[1], noise=ALWAYS)
    run = ts.simulate(ts.Scenario("", listed(*space), key(space[0]), [phase]), smallest)
    for lesson in told(run):
        assert len({cell for cell, _ in lesson}) == len(lesson) == 1
        assert {cell // 5 for cell, _ in lesson} == {1}
    three_errors = ts.simulate(
        scenario("00010", ts.EXAMINATION, space=("11000", "00010"), batch=3, noise=ALWAYS),
        asking(0, 1, of="00010"),
    )
    # false are "2 is missing" and "4 is missing" and no more, so that one truth remains
    for lesson in told(three_errors):
        assert set(lesson) > {(2, 1), (4, 1)}
        assert len(set(lesson) & {(0, -1), (1, -1), (3, 1)}) == 1


def test_i_do_not_know_cannot_be_lied_about() -> None:
    truth = np.array([[0, 1, -1]], dtype=np.int8)
    phase = ts.Phase(ts.QUERY, 3, noise=ALWAYS)
    run = ts.simulate(ts.Scenario("", listed("010"), truth, [phase]), asking(0, of="010"))
    assert told(run) == [[(0, 0)]] * 3
    examined = ts.Phase(ts.EXAMINATION, 40, noise=ALWAYS)
    for claims in (asking(1, of="010"), asking(0, 1, of="010")):
        run = ts.simulate(ts.Scenario("", listed("010"), truth, [examined]), claims)
        assert {pair for lesson in told(run) for pair in lesson} == {(1, -1), (2, 1)}


def test_a_prompt_without_wrong_answers_cannot_be_lied_about_by_showing() -> None:
    noisy = scenario("111", ts.DEMONSTRATION, noise=ALWAYS)
    assert all(mark == 1 for lesson in told(ts.simulate(noisy, smallest)) for _, mark in lesson)


# ---------------------------------------------------------------- how often
@pytest.mark.parametrize("rate", [0.0, 0.1, 0.5, 0.9])
def test_lies_come_at_their_rate(rate: float) -> None:
    noisy = scenario("010", ts.QUERY, rounds=ROUNDS, noise=ts.Noise(rate=rate))
    lies = sum(a != b for a, b in said_and_heard(ts.simulate(noisy, asking(0, of="010"))))
    spread = (ROUNDS * rate * (1 - rate)) ** 0.5  # of a binomial
    assert abs(lies - ROUNDS * rate) <= 4 * spread


def test_lies_are_independent_from_round_to_round() -> None:
    noisy = scenario("010", ts.QUERY, rounds=ROUNDS, noise=ts.Noise(rate=0.5))
    marks = [b for _, b in said_and_heard(ts.simulate(noisy, asking(0, of="010")))]
    repeats = sum(a == b for a, b in itertools.pairwise(marks))
    assert abs(repeats - (ROUNDS - 1) / 2) <= 4 * (ROUNDS / 4) ** 0.5


@pytest.mark.parametrize("budget", [0, 1, 2, 3, 7])
@pytest.mark.parametrize("regime", ts.REGIMES, ids=lambda regime: regime.name)
def test_a_budget_of_lies_is_used_up_and_never_exceeded(regime: ts.Regime, budget: int) -> None:
    everything = Picking(lambda view, rng: np.arange(min(view.most, len(view.cells))))
    noise = ts.Noise(rate=0.7, budget=budget)
    space = ("01001", "11111", "00000")
    noisy = scenario(
        "01001", regime, space=space, rounds=30, batch=2, teacher=everything, noise=noise
    )
    run = ts.simulate(noisy, asking(0, 1, of="01001"))
    lies = 0
    for lesson in run.lessons:
        marks = run.scenario.key[0][lesson.answers.responses]
        if regime.picks is ts.Picks.LEARNER and not regime.hears_wrong:
            marks = np.maximum(marks, 0)
        lies += int((marks != lesson.marks).sum())
        if regime.picks is ts.Picks.EXAMINER:  # an error of the learner is named with a true mark
            claimed = np.isin(lesson.answers.responses, [0, 1])
            lies += int((claimed == (lesson.marks > 0)).sum())
    assert lies == budget


def test_what_exceeds_the_budget_arrives_as_it_was_said() -> None:
    noise = ts.Noise(rate=1.0, budget=1)
    noisy = scenario("010", ts.QUERY, rounds=2, batch=3, noise=noise)
    run = ts.simulate(noisy, asking(0, 1, 2, of="010"))
    assert told(run) == [[(0, 1), (1, 1), (2, -1)], [(0, -1), (1, 1), (2, -1)]]


def test_each_phase_has_its_own_budget() -> None:
    phase = ts.Phase(ts.QUERY, 2, noise=ts.Noise(rate=1.0, budget=1))
    run = ts.simulate(
        ts.Scenario("", listed(*NESTED), key("010"), [phase, phase]), asking(0, of="010")
    )
    assert told(run) == [[(0, 1)], [(0, -1)], [(0, 1)], [(0, -1)]]


# ---------------------------------------------------------------- asking again
def test_asking_again_helps_against_fresh_lies() -> None:
    noisy = scenario("010", ts.QUERY, rounds=400, noise=ts.Noise(rate=0.2))
    marks = [b for _, b in said_and_heard(ts.simulate(noisy, asking(0, of="010")))]
    assert set(marks) == {-1, 1}
    assert sum(marks) < 0  # a vote finds the truth


@pytest.mark.parametrize("regime", [ts.QUERY, ts.INFORMANT, ts.APPROVAL, ts.STRICT_APPROVAL])
def test_a_persistent_lie_is_told_each_time_so_that_asking_again_does_not_help(
    regime: ts.Regime,
) -> None:
    heard: dict[int, set[int]] = {}
    lying = 0
    for seed in range(40):
        noisy = scenario(
            "010", regime, rounds=12, batch=3, noise=ts.Noise(rate=0.5, persistent=True)
        )
        run = ts.simulate(noisy, asking(0, 1, 2, of="010"), rng=seed)
        heard = {}
        for lesson in told(run):
            for cell, mark in lesson:
                heard.setdefault(cell, set()).add(mark)
        assert all(len(marks) == 1 for marks in heard.values())
        lying += int(heard[0] in ({1}, set()))
    assert 8 <= lying <= 32  # 20 expected, give or take 4 standard deviations of 3.2


def test_a_persistent_demonstration_shows_the_same_wrong_answer_for_the_same_right_one() -> None:
    noise = ts.Noise(rate=1.0, persistent=True)
    noisy = scenario("00100", ts.DEMONSTRATION, space=("00100",), rounds=20, noise=noise)
    assert len({cell for lesson in told(ts.simulate(noisy, smallest)) for cell, _ in lesson}) == 1


# ---------------------------------------------------------------- learners and observers in noise
def test_a_lesson_that_contradicts_everything_is_passed_over_by_the_observer() -> None:
    views: list[int] = []

    def watch(view: ts.View, rng: np.random.Generator) -> list[int]:
        views.append(len(view.remaining))
        return [0]

    noisy = scenario("010", ts.DEMONSTRATION, teacher=Picking(watch), noise=ALWAYS, space=("010",))
    ts.simulate(noisy, smallest)
    assert views == [1, 1, 1]


def test_no_noise_and_noise_at_rate_0_give_the_same_lessons() -> None:
    plain = ts.simulate(scenario("110", ts.INFORMANT, rounds=20), largest)
    at_rate_0 = scenario("110", ts.INFORMANT, rounds=20, noise=ts.Noise())
    assert ts.simulate(at_rate_0, largest).fingerprint == plain.fingerprint


# ---------------------------------------------------------------- wrong input
@pytest.mark.parametrize("rate", [-0.1, 1.1, float("nan"), "0.1", None, True])
def test_a_rate_that_is_no_chance_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match=r"^Noise\(rate=...\) is .* number in \[0, 1\]"):
        ts.Noise(rate=rate)


@pytest.mark.parametrize("budget", [-1, 1.5, "2", True])
def test_a_budget_that_counts_nothing_is_refused(budget: int) -> None:
    with pytest.raises(ValueError, match=r"^Noise\(budget=...\) is .*None for no limit"):
        ts.Noise(rate=0.1, budget=budget)


def test_a_budget_and_persistence_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="drop budget or persistent"):
        ts.Noise(rate=0.1, budget=2, persistent=True)
