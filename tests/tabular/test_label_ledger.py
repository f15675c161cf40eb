"""The label ledger: the prototype's numbers, and exact sums over what L labels can show."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import binom

from teachsim.core.arrays import FloatArray
from teachsim.tabular import Knowledge, Reward, exact, label_ledger, objectives
from teachsim.tabular.label_ledger import Method, entry

WORLD = Knowledge()
BASE = (0.56, 0.24, 0.2)


# ---------------------------------------------------------------- the prototype's numbers
@pytest.mark.parametrize(
    ("method", "labels", "expected"),
    [
        *(("r_tuning", L, R) for L, R in ((50, 0.228), (500, 0.295), (5_000, 0.300))),
        *(("auto_graded", L, R) for L, R in ((50, 0.215), (500, 0.293), (5_000, 0.298))),
        *(("human_graded", L, R) for L, R in ((50, -0.221), (500, -0.082), (5_000, 0.264))),
        *(("gold", L, -0.116) for L in (500, 5_000)),
    ],
)
def test_rewards_are_those_of_the_prototype(method: str, labels: int, expected: float) -> None:
    """theory.md T2, Labels; the prototype's steps of human grades are not known, .1 is close."""
    seeds = 50 if method == "human_graded" else 400
    found = entry(WORLD, method, labels=labels, seeds=seeds, rng=1)
    assert found.mean == pytest.approx(expected, abs=0.012 if method == "human_graded" else 0.006)
    low, high = found.interval
    assert low <= found.mean <= high


def test_few_gold_labels_are_worse_than_many_and_none_are_enough() -> None:
    """The prototype has -.116 at 50 labels too: it did not sample the questions."""
    few, many = (entry(WORLD, "gold", labels=L, seeds=300) for L in (50, 50_000))
    assert few.interval[1] < many.mean < 0
    run = exact.train(WORLD, objectives.SFT(labels="gold"), steps=8_000, rate=2.0)
    assert many.mean == pytest.approx(run.truthful[-1] - run.hallucinated[-1], abs=2e-3)


# ---------------------------------------------------------------- exact sums over the labels
def expected_reward(answers: Callable[[FloatArray], FloatArray], L: int, untouched: float) -> float:
    """Mean over how many of L labels lie in a bin, and how many of those are known."""
    total = 0.0
    n = np.arange(L + 1)
    for p, right, share in zip(
        WORLD.known_given_bin, WORLD.right_given_bin, WORLD.share, strict=True
    ):
        pays = 2 * right - 1
        guess = 2 / WORLD.answers - 1
        base = untouched * pays if untouched == 1 else BASE[0] * pays + BASE[1] * guess
        for m, chance in zip(n.tolist(), binom.pmf(n, L, share).tolist(), strict=True):
            if chance < 1e-14:
                continue
            k = np.arange(m + 1)
            found = base if m == 0 else pays * (binom.pmf(k, m, p) @ answers(k / m))
            total += share * chance * found
    return total


@pytest.mark.parametrize("labels", [20, 50, 200])
def test_references_are_worth_what_the_binomial_sums_say(labels: int) -> None:
    lucky = 0.4 / 49
    for method, answers, untouched in (
        ("r_tuning", lambda p: p >= 0.5, 1.0),
        ("auto_graded", lambda p: p * 0.95 + (1 - p) * lucky > 0.5, 0.0),
    ):
        found = entry(WORLD, method, labels=labels, seeds=2_000, rng=5)
        error = found.rewards.std() / np.sqrt(2_000)
        expected = expected_reward(answers, labels, untouched)
        assert abs(found.mean - expected) < 4 * error


def test_many_references_reach_the_optimum() -> None:
    best = exact.optimum(WORLD).reward
    for method in ("r_tuning", "auto_graded"):
        assert entry(WORLD, method, labels=100_000, seeds=20).mean == pytest.approx(best, abs=1e-3)
        assert (entry(WORLD, method, labels=500, seeds=50).rewards <= best + 1e-12).all()


def test_a_comparator_that_lets_wrong_answers_pass_loses_the_labels() -> None:
    """phi >= t: it teaches to answer always, which is what fine-tuning on gold would."""
    lenient = Reward().graded(false_positive=0.6)
    spoilt = entry(WORLD, "auto_graded", labels=5_000, seeds=50, grader=lenient)
    always = float((2 * WORLD.right_given_bin - 1) @ WORLD.share)
    assert spoilt.mean == pytest.approx(always, abs=1e-3)


def test_human_grades_are_worth_more_with_longer_steps() -> None:
    """Where the claim fails: the prototype's gap is mostly one of step size."""
    means = [
        entry(WORLD, "human_graded", labels=500, seeds=50, step=s).mean for s in (0.03, 0.1, 1)
    ]
    assert means == sorted(means)
    assert means[-1] > 0.2


# ---------------------------------------------------------------- fine-tuning on gold
@pytest.mark.parametrize(
    "world", [WORLD, Knowledge(misbelief=0.1), Knowledge(misbelief=1.0), Knowledge(recall=0.01)]
)
def test_the_share_of_recall_maximises_the_likelihood(world: Knowledge) -> None:
    a, b, c = world.recall, (1 - world.misbelief) / (world.answers - 1), 1 / world.answers
    shares = np.array([0.0, 0.005, 0.1, 0.3, 0.55, 0.8, 1.0])
    found = label_ledger.recalled(world, shares)
    for p, g in zip(shares.tolist(), found.tolist(), strict=True):

        def likelihood(x: float, p: float = p) -> float:
            known, unknown = x * a + (1 - x) * c, x * b + (1 - x) * c
            return p * np.log(max(known, 1e-300)) + (1 - p) * np.log(max(unknown, 1e-300))

        best = minimize_scalar(lambda x: -likelihood(x), bounds=(0, 1), method="bounded").x
        assert likelihood(g) >= max(likelihood(best), likelihood(0.0), likelihood(1.0)) - 1e-9


def test_the_same_seed_gives_the_same_line() -> None:
    for method in Method:
        first, second = (entry(WORLD, method, labels=30, seeds=3, rng=4) for _ in range(2))
        assert np.array_equal(first.rewards, second.rewards)


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: entry(WORLD, "dpo", labels=5), "method is 'dpo'"),
        (lambda: entry(WORLD, "gold", labels=0), "labels is 0"),
        (lambda: entry(WORLD, "gold", labels=5, seeds=1), "seeds is 1"),
        (lambda: entry(WORLD, "gold", labels=10**6), "use fewer"),
        (lambda: entry(WORLD, "human_graded", labels=50_000, seeds=500), "use fewer"),
        (lambda: entry(WORLD, "human_graded", labels=5, step=0.0), r"step is 0\.0"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(build: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        build()
