"""Noise at a rate: many runs at once, against information theory and against single runs."""

from collections.abc import Callable

import numpy as np
import pytest

import teachsim as ts
from teachsim.symbolic import HypothesisClass, families, liars

SEGMENTS = families.initial_segments(15)
ERROR = 0.05


def needed(H: HypothesisClass, *, rate: float, runs: int = 2000, rounds: int = 400) -> liars.Needed:
    rng = np.random.default_rng(3)
    return liars.queries_needed(H, rate=rate, rng=rng, error=ERROR, runs=runs, rounds=rounds)


# ---------------------------------------------------------------- theory = simulation
@pytest.mark.parametrize("rate", [0.0, 0.05, 0.1, 0.2, 0.3])
@pytest.mark.parametrize(
    "H",
    [SEGMENTS, families.parities(4), families.powerset(4), families.singletons(12)],
    ids=["segments", "parities", "power set", "singletons"],
)
def test_queries_to_confidence_obey_capacity(H: HypothesisClass, rate: float) -> None:
    found = needed(H, rate=rate)
    assert found.stopped.all()
    # The posterior is right about itself: 2000 runs may stray four deviations from its promise.
    assert 1 - found.correct.mean() <= ERROR + 4 * np.sqrt(ERROR * (1 - ERROR) / 2000)
    floor = liars.mean_at_least(len(H), rate=rate, error=ERROR)
    assert found.mean >= floor
    capacity = liars.capacity(rate)
    if H is SEGMENTS:
        # What must be told, and the doubt that must go; that no more is needed here is measured.
        assert found.mean <= (np.log2(len(H)) + np.log2(1 / ERROR)) / capacity


def test_more_noise_costs_more_questions() -> None:
    means = [needed(SEGMENTS, rate=rate).mean for rate in (0.0, 0.1, 0.2, 0.3)]
    assert means == sorted(means)
    assert means[0] == 4.0


def test_at_a_half_nothing_is_learned_and_past_it_the_opposite() -> None:
    right = {
        rate: liars.queries_needed(
            SEGMENTS, rate=rate, assumed=0.3, rng=np.random.default_rng(1), rounds=150
        )
        for rate in (0.3, 0.5, 0.7)
    }
    assert right[0.3].correct.mean() > 0.9
    assert abs(right[0.5].correct.mean() - 1 / len(SEGMENTS)) < 0.04
    assert right[0.7].correct.mean() < 0.01
    assert right[0.7].stopped.mean() > 0.9  # sure of it, too


def test_noise_that_persists_cannot_be_asked_away() -> None:
    H = families.parities(3)
    found = {
        persistent: liars.queries_needed(
            H, rate=0.2, persistent=persistent, rng=np.random.default_rng(2)
        )
        for persistent in (False, True)
    }
    assert found[False].stopped.all()
    assert (found[True].asked <= 7).all()  # of eight instances one says nothing
    assert found[True].correct.mean() < 0.8 < found[False].correct.mean()


def test_numbers_may_be_as_large_as_python_has_them() -> None:
    bits = 30 * np.log2(10)
    assert liars.mean_at_least(10**30, rate=0.0, error=0.0) == pytest.approx(bits)
    assert liars.mean_at_least(10**400, rate=0.0, error=0.0) == pytest.approx(400 * np.log2(10))
    for m in (2, 3, 16, 10**6):
        plain = np.log2(m) - 0.1 * np.log2(m - 1) - (1 - liars.capacity(0.1))
        expected = max(plain, 0.0) / liars.capacity(0.2)
        assert liars.mean_at_least(m, rate=0.2, error=0.1) == pytest.approx(expected)
    with pytest.raises(ValueError, match=r"rounds on 16 hyp.* do fewer runs, or rounds, or raise"):
        liars.queries_needed(SEGMENTS, rate=0.1, rng=np.random.default_rng(0), rounds=10**30)


# ---------------------------------------------------------------- the same learner
def test_runs_at_once_are_the_runs_of_simulate() -> None:
    """Told what the channel falsified there, the learner asks the same questions here."""
    H, rate, target, rounds = families.intervals(4), 0.2, 5, 40
    runs = [
        ts.simulate(
            ts.Scenario(
                "noisy", H, H.key(target), [ts.Phase(ts.QUERY, rounds, noise=ts.Noise(rate))]
            ),
            liars.noisy_learner(rate=rate, error=ERROR),
            rng=seed,
        )
        for seed in range(300)
    ]
    asked = np.array([sum(len(lesson.answers) for lesson in run.lessons) for run in runs])
    right = np.mean([run.learner.conjectured == target for run in runs])  # type: ignore[attr-defined]
    found = liars.queries_needed(
        H,
        rate=rate,
        error=ERROR,
        target=target,
        rounds=rounds,
        runs=3000,
        rng=np.random.default_rng(4),
    )
    spread = 4 * np.sqrt(asked.var() / 300 + found.asked.var() / 3000)
    assert abs(asked.mean() - found.mean) < spread
    assert abs(right - found.correct.mean()) < 4 * np.sqrt(0.05 / 300)


def test_without_noise_all_runs_are_the_run_of_simulate() -> None:
    for target in range(len(SEGMENTS)):
        scenario = ts.Scenario("clear", SEGMENTS, SEGMENTS.key(target), [ts.Phase(ts.QUERY, 9)])
        run = ts.simulate(scenario, liars.noisy_learner(rate=0.0))
        found = liars.queries_needed(
            SEGMENTS, rate=0.0, target=target, rng=np.random.default_rng(0), runs=3, rounds=9
        )
        assert found.asked.tolist() == 3 * [sum(len(lesson.answers) for lesson in run.lessons)]
        assert found.correct.all()


def test_shares_of_right_runs_have_a_place_for_every_round() -> None:
    found = needed(SEGMENTS, rate=0.1, runs=500, rounds=60)
    assert found.right.shape == (61,)
    assert found.right[-1] == found.correct.mean()
    assert found.right[0] < 0.2 < 0.9 < found.right[-1]


# ---------------------------------------------------------------- numbers
def test_bounds_where_there_is_nothing_to_know() -> None:
    assert liars.capacity(0.5) == 0.0
    assert liars.capacity(1.0) == 1.0  # always false is as good as always true
    assert liars.mean_at_least(1, rate=0.1, error=0.1) == 0.0
    assert liars.mean_at_least(2, rate=0.1, error=0.5) == 0.0
    assert liars.mean_at_least(2, rate=0.5, error=0.1) == np.inf
    assert liars.mean_at_least(16, rate=0.0, error=0.0) == 4.0


RNG = np.random.default_rng(0)
REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: liars.queries_needed(SEGMENTS, rate=0.5, rng=RNG), r"rate is 0\.5"),
    (lambda: liars.queries_needed(SEGMENTS, rate=0.5, assumed=0.6, rng=RNG), "assumed is"),
    (lambda: liars.queries_needed(SEGMENTS, rate=1.5, rng=RNG), r"rate is 1\.5"),
    (lambda: liars.queries_needed(SEGMENTS, rate=0.1, rng=0), "rng is 0"),  # type: ignore[arg-type]
    (lambda: liars.queries_needed(SEGMENTS, rate=0.1, rng=RNG, target=16), "target is 16"),
    (lambda: liars.queries_needed(SEGMENTS, rate=0.1, rng=RNG, runs=0), "runs is 0"),
    (lambda: liars.queries_needed(SEGMENTS, rate=0.1, rng=RNG, max_bytes=9), "above 9"),
    (lambda: liars.mean_at_least(0, rate=0.1, error=0.1), "m is 0"),
    (lambda: liars.capacity(2.0), r"rate is 2\.0"),
]


@pytest.mark.parametrize(("call", "says"), REFUSED)
def test_runs_that_make_no_sense_are_refused(call: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
