"""Batched episodes against the plain loop, against frozensets, and against exact chances."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import teachsim as ts
from teachsim.core.arrays import IntArray
from teachsim.symbolic import (
    HypothesisClass,
    VersionSpace,
    batch,
    demonstration,
    episodes,
    families,
)
from teachsim.symbolic.episodes import Episodes
from teachsim.symbolic.outcome import survivors
from teachsim.symbolic.preference import Preference, preference_order
from tests.symbolic.drawn import classes

ORDERS: tuple[Preference, ...] = ("smallest", "largest", "first")
INTERVALS = families.intervals(6)


@st.composite
def lessons(draw: st.DrawFn) -> tuple[HypothesisClass, IntArray, IntArray]:
    """A class, a few targets, and instances (or silence) for each round."""
    of = draw(classes())
    n_episodes, rounds = draw(st.integers(1, 4)), draw(st.integers(0, 5))
    targets = draw(st.lists(st.integers(0, len(of) - 1), min_size=n_episodes, max_size=n_episodes))
    cells = st.integers(-1, of.n_instances - 1)
    draws = draw(
        st.lists(
            st.lists(cells, min_size=rounds, max_size=rounds),
            min_size=n_episodes,
            max_size=n_episodes,
        )
    )
    return of, np.array(targets), np.array(draws, dtype=np.int64).reshape(n_episodes, rounds)


def only_right(of: HypothesisClass, targets: IntArray, *, draws: IntArray) -> IntArray:
    """The draws with silence instead of what is wrong."""
    return np.where(of.table[targets[:, None], draws], draws, -1)


def assert_equal_to_the_loop(
    found: Episodes,
    of: HypothesisClass,
    *,
    targets: IntArray,
    draws: IntArray,
    regime: ts.Regime,
    prefer: Preference,
) -> None:
    learner = VersionSpace.learner(prefer=prefer)
    for episode, target in enumerate(targets):
        script = ts.Scripted([None if x < 0 else int(x) for x in draws[episode]])
        phase = ts.Phase(regime, max(1, draws.shape[1]), teacher=script)
        run = ts.simulate(ts.Scenario("one", of, of.key(int(target)), [phase]), learner)
        left = survivors(run)[: draws.shape[1] + 1]
        right = ts.metrics.identified(run.policies, run.scenario.key)[: len(left)]
        assert found.survivors[:, episode].tolist() == left.tolist()
        assert found.right_after[episode] == (right.argmax() if right.any() else -1)


# ---------------------------------------------------------------- equal to the plain loop
@given(lessons(), st.sampled_from(ORDERS))
def test_shown_answers_do_what_they_do_in_the_loop(
    taught: tuple[HypothesisClass, IntArray, IntArray], prefer: Preference
) -> None:
    of, targets, draws = taught
    draws = only_right(of, targets, draws=draws)
    found = episodes.demonstrated(of, targets, draws=draws, prefer=prefer)
    assert_equal_to_the_loop(
        found, of, targets=targets, draws=draws, regime=ts.DEMONSTRATION, prefer=prefer
    )


@given(lessons(), st.sampled_from(ORDERS))
def test_marked_answers_do_what_they_do_in_the_loop(
    taught: tuple[HypothesisClass, IntArray, IntArray], prefer: Preference
) -> None:
    of, targets, draws = taught
    found = episodes.labelled(of, targets, draws=draws, prefer=prefer)
    assert_equal_to_the_loop(
        found, of, targets=targets, draws=draws, regime=ts.INFORMANT, prefer=prefer
    )


# ---------------------------------------------------------------- equal to frozensets, larger
def by_hand(
    of: HypothesisClass, target: int, *, draws: list[int], order: list[int], marked: bool
) -> tuple[list[int], int]:
    """Survivors, and the first round at which the conjecture is the target."""
    alive = frozenset(range(len(of)))
    left, right = [], -1
    for done, x in enumerate([-1, *draws]):
        if x >= 0 and (marked or of.table[target, x]):
            alive = frozenset(h for h in alive if of.table[h, x] == of.table[target, x])
        left.append(len(alive))
        if right < 0 and next(h for h in order if h in alive) == target:
            right = done
    return left, right


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("prefer", ORDERS)
@pytest.mark.parametrize("sizes", [(8, 2**9, 40), (16, 2**15, 40), (1024, 2**20, 40)])
def test_classes_of_many_slabs_and_blocks_lose_nobody(
    monkeypatch: pytest.MonkeyPatch,
    marked: bool,
    prefer: Preference,
    sizes: tuple[int, int, int],
) -> None:
    row_words, block_bytes, n_episodes = sizes
    monkeypatch.setattr(batch, "_ROW_WORDS", row_words)
    monkeypatch.setattr(batch, "_BLOCK_BYTES", block_bytes)
    rng = np.random.default_rng(row_words)
    of = families.random_class(12, 1300, rng=rng, density=0.6)
    order = preference_order(of, prefer=prefer)
    # The least and the most preferred as targets, too: the last slab and the first.
    targets = np.append(rng.integers(0, len(of), n_episodes), order[[0, -1]])
    draws = rng.integers(0, of.n_instances, (len(targets), 21))
    teach = episodes.labelled if marked else episodes.demonstrated
    said = draws if marked else only_right(of, targets, draws=draws)
    found = teach(of, targets, draws=said, prefer=prefer)
    for episode in range(-4, 0):
        target = int(targets[episode])
        expected = by_hand(
            of, target, draws=draws[episode].tolist(), order=order.tolist(), marked=marked
        )
        assert (found.survivors[:, episode].tolist(), found.right_after[episode]) == expected
    counted = teach(of, targets, draws=said, prefer=None)
    assert (counted.survivors == found.survivors).all()
    assert (counted.right_after == -1).all()


# ---------------------------------------------------------------- chances
def assert_near(found: float, expected: float, *, n: int) -> None:
    """Within five standard deviations: chance fails one in two million, and the seeds are fixed."""
    spread = 5.0 * np.sqrt(max(expected * (1.0 - expected), 1.0 / n) / n)
    assert abs(found - expected) <= spread


@pytest.mark.parametrize("prefer", ORDERS)
@pytest.mark.parametrize("withheld", [(), (2,)])
def test_random_demonstrations_identify_as_often_as_theory_says(
    prefer: Preference, withheld: tuple[int, ...]
) -> None:
    n, rounds = 4_000, 8
    target = INTERVALS.index("2 to 5")
    found = episodes.random_demonstrations(
        INTERVALS,
        np.full(n, target),
        rounds=rounds,
        rng=np.random.default_rng(1),
        withheld=withheld,
        prefer=prefer,
    )
    chances = demonstration.chances_identified(
        INTERVALS, target, rounds=rounds, withheld=withheld, prefer=prefer
    )
    for done in range(rounds + 1):
        assert_near(found.right[done], chances[done], n=n)
    certain = demonstration.chances_identified(
        INTERVALS, target, rounds=rounds, withheld=withheld, cautious=True
    )
    assert_near(found.identified[-1], certain[-1], n=n)


def test_a_repertoire_of_half_the_answers_identifies_as_often_as_theory_says() -> None:
    n, target = 4_000, INTERVALS.index("2 to 5")
    found = episodes.random_demonstrations(
        INTERVALS,
        np.full(n, target),
        rounds=60,  # enough to show the whole repertoire, but for a chance of 1e-4
        rng=np.random.default_rng(2),
        shown=0.5,
    )
    chance = demonstration.chance_identified(INTERVALS, target, shown=0.5)
    assert_near(found.right[-1], chance, n=n)


def test_random_labels_are_uniform_outside_the_blind_spot() -> None:
    # One label of the powerset of 6 halves it; instance 5 is never marked, so 2 of 64 stay.
    found = episodes.random_labels(
        families.powerset(6),
        np.zeros(3_000, dtype=np.int64),
        rounds=40,
        rng=np.random.default_rng(3),
        withheld=[5],
    )
    assert (found.survivors[1] == 32).all()
    assert found.survivors.min() == 2
    # Two draws agree in one case of five.
    assert_near(float((found.survivors[2] == 32).mean()), 0.2, n=3_000)


def test_a_demonstrator_with_nothing_to_show_is_silent() -> None:
    found = episodes.random_demonstrations(
        INTERVALS, [0, 5], rounds=3, rng=np.random.default_rng(0), withheld=np.ones(6, np.bool_)
    )
    assert (found.survivors == len(INTERVALS)).all()


# ---------------------------------------------------------------- laws
@given(lessons())
def test_survivors_never_grow_and_the_target_survives(
    taught: tuple[HypothesisClass, IntArray, IntArray],
) -> None:
    of, targets, draws = taught
    found = episodes.labelled(of, targets, draws=draws)
    left = found.survivors.astype(np.int64)
    assert (np.diff(left, axis=0) <= 0).all()
    assert (left[0] == len(of)).all()
    assert (left >= 1).all()
    assert (found.identified <= found.right + 1e-12).all()


@given(lessons())
def test_positive_examples_remove_no_superset_of_the_target(
    taught: tuple[HypothesisClass, IntArray, IntArray],
) -> None:
    of, targets, draws = taught
    found = episodes.demonstrated(of, targets, draws=only_right(of, targets, draws=draws))
    supersets = (~of.table[targets][:, None] | of.table).all(axis=2).sum(axis=1)
    assert (found.survivors >= supersets).all()


# ---------------------------------------------------------------- refusals
RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: episodes.demonstrated(INTERVALS, [0], draws=[[5]]),
            "episode 0 shows instance 5 in round 0",
        ),
        (lambda: episodes.labelled(INTERVALS, [99], draws=[[0]]), "not all hypotheses"),
        (lambda: episodes.labelled(INTERVALS, [0.5], draws=[[0]]), "must be whole numbers"),
        (lambda: episodes.labelled(INTERVALS, [0], draws=[0]), r"draws of shape \(1,\)"),
        (lambda: episodes.labelled(INTERVALS, [0], draws=[[6]]), "draws run from 6 to 6"),
        (lambda: episodes.labelled(INTERVALS, [0], draws=[[0]], prefer="majority"), "is a vote"),
        (lambda: episodes.labelled(INTERVALS, [0], draws=[[0]], budget_bytes=9), "budget of 9"),
        (
            lambda: episodes.labelled(INTERVALS, [0], draws=[[0]], budget_bytes=None),  # type: ignore[arg-type]
            "budget_bytes is None, but must be a whole number of at least 1; leave it out",
        ),
        (
            lambda: episodes.random_labels(INTERVALS, [0], rounds=10**400, rng=RNG),
            r"1 episodes of about 10\^400 rounds on \d+ hypotheses would take about 10\^401 bytes",
        ),
        (lambda: episodes.random_labels(INTERVALS, [0], rounds=-1, rng=RNG), "rounds is -1"),
        (
            lambda: episodes.random_labels(INTERVALS, [0], rounds=1, rng=RNG, withheld=[6]),
            r"withheld is \[6\], but must number answers in 0..5",
        ),
        (
            lambda: episodes.random_demonstrations(INTERVALS, [0], rounds=1, rng=RNG, shown=2.0),
            "shown",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    call: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


# ---------------------------------------------------------------- benchmarks
def test_the_benchmarks_agree_with_what_they_are_compared_with(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("concepts", reason="closures are compared with it")
    path = Path(__file__).parents[2] / "studies" / "bench" / "run.py"
    spec = importlib.util.spec_from_file_location("bench", path)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "bench", bench)  # records look their module up
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # what the script sets is taken back with this
    spec.loader.exec_module(bench)
    bench.compare(quick=True)
    assert "to frozensets" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [INTERVALS.table, None])
def test_what_is_no_class_is_refused(wrong: HypothesisClass) -> None:
    asks: tuple[Callable[[], object], ...] = (
        lambda: episodes.demonstrated(wrong, [0], draws=[[0]]),
        lambda: episodes.labelled(wrong, [0], draws=[[0]]),
        lambda: episodes.random_demonstrations(wrong, [0], rounds=1, rng=RNG),
        lambda: episodes.random_labels(wrong, [0], rounds=1, rng=RNG),
    )
    for ask in asks:
        with pytest.raises(ValueError, match=r"^the class is .* of the kind HypothesisClass; pass"):
            ask()


@pytest.mark.parametrize("rng", [0, None])
def test_episodes_draw_from_a_generator_that_is_passed_in(rng: np.random.Generator) -> None:
    for draw in (episodes.random_demonstrations, episodes.random_labels):
        with pytest.raises(ValueError, match=r"^rng is .*; pass numpy\.random\.default_rng"):
            draw(INTERVALS, [0], rounds=1, rng=rng)
