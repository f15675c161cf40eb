"""Many grid points at once: the numbers of `exact`, point by point."""

from collections.abc import Callable

import numpy as np
import pytest

from teachsim.tabular import Knowledge, Reward, Start, exact, grid, objectives


def test_every_point_is_what_exact_says() -> None:
    rng = np.random.default_rng(0)
    n = 6
    worlds = [
        Knowledge(
            bins=9,
            d_prime=float(rng.uniform(0, 4)),
            known=float(rng.uniform(0.1, 0.9)),
            recall=float(rng.uniform(0.5, 1)),
            misbelief=float(rng.uniform(0, 1)),
            answers=int(rng.integers(3, 100)),
        )
        for _ in range(n)
    ]
    rewards = [Reward(*rng.normal(size=3).tolist()) for _ in range(n)]
    points = grid.train(worlds, rewards, steps=200, rate=1.5, base_idk=0.07, base_recall=0.4)

    for i, (world, reward) in enumerate(zip(worlds, rewards, strict=True)):
        run = exact.train(
            world,
            objectives.PolicyGradient(),
            reward,
            steps=200,
            rate=1.5,
            base_idk=0.07,
            base_recall=0.4,
        )
        assert 1 - points.gate[i, :, 2] == pytest.approx(run.gate[-1], abs=1e-12)
        assert points.truthful[i] == pytest.approx(run.truthful[-1], abs=1e-12)
        assert points.hallucinated[i] == pytest.approx(run.hallucinated[-1], abs=1e-12)
        assert points.abstained[i] == pytest.approx(run.abstained[-1], abs=1e-12)


@pytest.mark.parametrize(
    ("objective", "rate"),
    [(objectives.RLOO(), 1.0), (objectives.GRPO(group=4, std=False), 0.75)],
)
def test_group_objectives_without_std_are_the_same_but_for_the_rate(
    objective: objectives.Objective, rate: float
) -> None:
    run = exact.train(Knowledge(), objective, Reward(), steps=100, rate=1.0)
    points = grid.train([Knowledge()], [Reward()], steps=100, rate=rate)
    assert points.truthful[0] == pytest.approx(run.truthful[-1], abs=1e-12)


def test_one_world_serves_many_rewards_and_blocks_do_not_show() -> None:
    """1,100 points of 20 bins are three blocks; each gives what it gives alone."""
    rewards = [Reward(wrong=-c) for c in np.linspace(0, 4, 1_100).tolist()]
    points = grid.train([Knowledge()], rewards, steps=20)
    for i in (0, 511, 512, 1_023, 1_099):
        alone = grid.train([Knowledge()], [rewards[i]], steps=20)
        assert np.array_equal(points.gate[i], alone.gate[0])
    assert points.truthful + points.hallucinated + points.abstained == pytest.approx(1, abs=1e-12)


def test_a_bin_is_answered_iff_its_confidence_is_over_the_threshold() -> None:
    right = np.array([0.2, 0.45, 0.55, 0.8])
    for wrong in (-1 / 3, -1.0, -3.0):
        reward = Reward(wrong=wrong)
        assert reward.threshold is not None
        apart = np.abs(right - reward.threshold) > 0.02
        gate = grid.ascend(
            right * (1 - wrong) + wrong, np.full(4, wrong), start=Start(), steps=20_000
        )
        answered = gate[:, 2] < 0.5
        assert (answered == (right > reward.threshold))[apart].all()


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: grid.train([], [Reward()]), "0 worlds"),
        (lambda: grid.train([Knowledge()] * 2, [Reward()] * 3), "2 worlds and 3 rewards"),
        (lambda: grid.train([Knowledge(), Knowledge(bins=3)], [Reward()]), r"\[3, 20\] bins"),
        (lambda: grid.train([Knowledge()], [Reward()], steps=10**12), "use fewer points"),
        (lambda: grid.train([Knowledge()], [Reward(wrong=-1e6)]), "at most 100"),
        (lambda: grid.train([Knowledge()], [Reward()], rate=0.0), "rate is 0.0"),
        (lambda: grid.train([Knowledge()], [1.0]), "a reward is 1.0"),  # type: ignore[list-item]
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(build: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        build()
