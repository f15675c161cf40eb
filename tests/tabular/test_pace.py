"""The table behind the sliders against training each world itself."""

import numpy as np
import pytest

from teachsim.tabular import Knowledge, Reward, exact, objectives, pace

WORLDS = [
    Knowledge(),
    Knowledge(bins=40, d_prime=3.0, known=0.3),
    Knowledge(bins=7, d_prime=0.5, known=0.8),
    Knowledge(bins=1, d_prime=0.0, known=0.4),
    Knowledge(bins=3, known=1.0),
    Knowledge(bins=3, known=0.0),
]
WARM = ((objectives.SFT(labels="random"), 40), (objectives.PolicyGradient(), 160))


@pytest.mark.parametrize(
    "objective",
    [
        objectives.PolicyGradient(),
        objectives.NaturalGradient(),
        objectives.SFT(labels="gold"),
        objectives.SFT(labels="oracle", error=0.1),
        objectives.GRPO(),
        objectives.KLRegularised(),
        objectives.NSR(),
        objectives.BestOfN(),
        objectives.DPO(),
        WARM,
    ],
)
def test_one_table_serves_every_signal_share_and_number_of_bins(
    objective: objectives.Objective | exact.Schedule,
) -> None:
    steps = None if isinstance(objective, tuple) else 200
    reward = Reward(wrong=-3)
    table = pace.table(Knowledge(bins=2), objective, reward, steps=steps)
    for world in WORLDS:
        run = exact.train(world, objective, reward, steps=steps)
        read = table.read(world)
        assert read.doubt < 1e-3
        assert np.abs(read.gate - run.gate).max() < 1e-3
        assert read.held_out.by_knowledge == pytest.approx(run.held_out.by_knowledge, abs=1e-3)
        assert read.held_out.overall.sum(axis=1) == pytest.approx(1, abs=1e-12)


def test_a_clipped_objective_jumps_and_its_readings_say_so() -> None:
    """A path of PPO depends on which steps the clip cuts, so that no grid is fine enough."""
    table = pace.table(Knowledge(), objectives.PPO(), Reward(wrong=-3), steps=100, rate=2.0)
    for world in WORLDS[:3]:
        run = exact.train(world, objectives.PPO(), Reward(wrong=-3), steps=100, rate=2.0)
        assert np.abs(table.read(world).gate - run.gate).max() < 1.5 * table.read(world).doubt


def test_points_of_the_table_are_trained_and_not_interpolated() -> None:
    table = pace.table(Knowledge(), objectives.PolicyGradient(), steps=50)
    half = np.flatnonzero(np.isclose(table.confidence, 0.5, atol=1e-12))[0]
    run = exact.train(
        Knowledge(bins=1, d_prime=0.0, known=0.5), objectives.PolicyGradient(), steps=50
    )
    assert table.answered[half] == pytest.approx(run.gate[:, 0], abs=1e-12)


def test_a_finer_tolerance_gives_more_points() -> None:
    sizes = [
        len(pace.table(Knowledge(), objectives.PolicyGradient(), steps=100, tolerance=t).confidence)
        for t in (1e-1, 1e-4)
    ]
    assert sizes[0] < sizes[1]


def test_what_a_table_cannot_say_is_refused() -> None:
    objective = objectives.PolicyGradient()
    table = pace.table(Knowledge(), objective, steps=1)
    with pytest.raises(ValueError, match=r"recall 0\.5, but this table is for 0\.95"):
        table.read(Knowledge(recall=0.5))
    with pytest.raises(ValueError, match="depend on how all bins are filled"):
        pace.table(Knowledge(), objectives.SFT(labels="unfamiliar"))
    with pytest.raises(ValueError, match="use fewer steps"):
        pace.table(Knowledge(), objective, steps=900_000)
    with pytest.raises(ValueError, match="tolerance is 0"):
        pace.table(Knowledge(), objective, tolerance=0)
    with pytest.raises(ValueError, match="rate is -1"):
        pace.table(Knowledge(), objective, rate=-1)
