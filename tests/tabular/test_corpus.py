"""Facts that were read once, and the mass of those that were not: theory against drawn corpora."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.core.arrays import FloatArray
from teachsim.tabular import Knowledge, Reward, exact
from teachsim.tabular.corpus import Corpus, expected_missing, expected_monofacts
from teachsim.tabular.objectives import NSR, SFT, Objective, PolicyGradient


def zipf(facts: int, *, power: float = 1.0) -> FloatArray:
    p = np.arange(1, facts + 1) ** -power
    return p / p.sum()


def by_enumeration(p: FloatArray, *, n: int) -> tuple[float, float]:
    """Mean missing mass and mean monofact rate, over all corpora of n sentences."""
    missing = monofacts = 0.0
    for corpus in itertools.product(range(len(p)), repeat=n):
        chance = math.prod(p[fact] for fact in corpus)
        missing += chance * sum(p[fact] for fact in range(len(p)) if fact not in corpus)
        monofacts += chance * sum(corpus.count(fact) == 1 for fact in corpus) / n
    return missing, monofacts


@pytest.mark.parametrize("n", [1, 2, 4])
def test_means_are_those_over_all_corpora(n: int) -> None:
    p = np.array([0.5, 0.3, 0.15, 0.05])
    missing, monofacts = by_enumeration(p, n=n)
    assert expected_missing(p, n=n) == pytest.approx(missing, abs=1e-12)
    assert expected_monofacts(p, n=n) == pytest.approx(monofacts, abs=1e-12)


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=30), st.integers(1, 200))
def test_the_monofact_rate_is_above_the_missing_mass_on_average_by_less_than_one_in_n(
    masses: list[float], n: int
) -> None:
    p = np.array(masses) / np.sum(masses)
    gap = expected_monofacts(p, n=n) - expected_missing(p, n=n)
    assert -1e-12 <= gap <= 1 / n + 1e-12


@pytest.mark.parametrize("power", [0.0, 1.0, 1.5])
def test_the_bound_on_the_missing_mass_fails_as_seldom_as_it_says(power: float) -> None:
    p, n, error, trials = zipf(4_000, power=power), 3_000, 0.2, 300
    rng = np.random.default_rng(7)
    failed = 0
    useful = 0.0
    for _ in range(trials):
        counts = rng.multinomial(n, p)
        least = Corpus.of(counts).least_missing(error=error)
        failed += least > p[counts == 0].sum()
        useful = max(useful, least)
    assert failed <= error * trials
    assert useful > 0 or power > 1, "a bound of 0 would say nothing"


def test_the_estimate_is_near_what_a_drawn_corpus_misses() -> None:
    p, n = zipf(20_000), 20_000
    rng = np.random.default_rng(3)
    corpora = [rng.multinomial(n, p) for _ in range(20)]
    errors = [Corpus.of(c).monofact_rate - p[c == 0].sum() for c in corpora]
    assert np.abs(errors).max() < 0.02
    rates = [Corpus.drawn(p, n=n, rng=seed).monofact_rate for seed in range(20)]
    assert np.mean(rates) == pytest.approx(expected_monofacts(p, n=n), abs=0.005)


def test_the_bound_never_falls_below_what_a_reader_of_everything_makes_up() -> None:
    # The best reader there is: it gives every fact it read, and one of V answers to the others.
    p, n, answers, trials = zipf(5_000), 4_000, 10, 200
    rng = np.random.default_rng(5)
    failed = 0
    for _ in range(trials):
        counts = rng.multinomial(n, p)
        truth = rng.integers(answers, size=len(p))
        given_answer = np.where(counts > 0, truth, rng.integers(answers, size=len(p)))
        made_up = p[given_answer != truth].sum()
        floor = Corpus.of(counts).least_hallucinated(answers=answers, error=0.1)
        failed += floor > made_up
    assert failed <= 0.1 * trials


@pytest.mark.parametrize(
    "objective", [SFT(), SFT(labels="oracle"), PolicyGradient(), NSR()], ids=repr
)
def test_no_training_makes_up_less_than_the_floor_unless_it_abstains(objective: Objective) -> None:
    corpus = Corpus.of(np.random.default_rng(2).multinomial(30_000, zipf(100_000)))
    world = corpus.world(like=Knowledge(recall=1.0))
    assert world.known == pytest.approx(1 - corpus.monofact_rate)
    run = exact.train(world, objective, Reward(1, -3, 0), steps=300, rate=2.0)
    for abstained, made_up in zip(run.abstained, run.hallucinated, strict=True):
        assert made_up >= corpus.least_hallucinated(abstained=float(abstained)) - 1e-12
    assert corpus.least_hallucinated() > 0.2
    if objective == SFT():
        assert run.hallucinated[-1] > corpus.monofact_rate * 0.9, "it answers all it never read"


def test_where_everything_is_read_often_nothing_need_be_made_up() -> None:
    corpus = Corpus((1_000,) * 50)
    assert corpus.monofact_rate == 0.0
    assert corpus.least_hallucinated() == 0.0
    assert corpus.world().known == 1.0


def test_where_every_fact_is_new_all_is_unknown() -> None:
    corpus = Corpus((1,) * 1_000_000)
    assert corpus.world().known == 0.0
    assert corpus.least_hallucinated(answers=50) > 0.97
    assert corpus.least_hallucinated(answers=50, abstained=1.0) == 0.0


def test_a_corpus_does_not_care_for_the_order_of_its_facts_or_for_what_does_not_occur() -> None:
    assert Corpus.of([0, 2, 0, 1]) == Corpus((2, 1))
    assert Corpus((1, 2)).monofact_rate == Corpus((2, 1)).monofact_rate


@pytest.mark.parametrize(
    ("counts", "says"),
    [([], "counts are"), ([0, 0], "counts are"), ([-1, 2], "counts are"), ([[1]], "counts are")],
)
def test_counts_that_are_no_corpus_are_refused(counts: list[int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Corpus.of(counts)


def test_other_bad_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match=r"counts are .* whole numbers"):
        Corpus.of([1.5, 2.0])
    with pytest.raises(ValueError, match="a fact's number of times is 0"):
        Corpus((1, 0))
    with pytest.raises(ValueError, match="times is"):
        Corpus([1, 2])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="a corpus must have a fact"):
        Corpus(())
    with pytest.raises(ValueError, match="error is 0"):
        Corpus((1,)).least_missing(error=0)
    with pytest.raises(ValueError, match="abstained is 2"):
        Corpus((1,)).least_hallucinated(abstained=2)
    with pytest.raises(ValueError, match="answers is 1"):
        Corpus((1,)).least_hallucinated(answers=1)
    with pytest.raises(ValueError, match="add up to 1"):
        expected_missing([0.5, 0.4], n=3)
    with pytest.raises(ValueError, match="n is 0"):
        Corpus.drawn([1.0], n=0, rng=1)
