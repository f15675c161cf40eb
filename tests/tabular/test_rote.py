"""B9: does fine-tuning on new facts teach the facts, or teach to make things up?"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import logit

from teachsim.tabular import Knowledge, exact, objectives, rote

WORLD = Knowledge(bins=5)
SFT, RL = objectives.SFT(), objectives.PolicyGradient()
RATIOS = (0.0, 0.3, 3.0, 30.0, 300.0)


@pytest.fixture(scope="module")
def taught() -> rote.Chart:
    return rote.chart(SFT, memory=RATIOS, unknown=(0.1, 0.5, 0.9), world=WORLD, base_idk=0.4)


@pytest.fixture(scope="module")
def reinforced() -> rote.Chart:
    return rote.chart(RL, memory=RATIOS, unknown=(0.1, 0.5, 0.9), world=WORLD, base_idk=0.4)


# ---------------------------------------------------------------- both, and the ratio decides
def test_without_memory_supervised_training_teaches_to_make_things_up(taught: rote.Chart) -> None:
    assert taught.abstained[0] == pytest.approx(0, abs=0.005)
    assert taught.learned[0] == pytest.approx(1 / 50, abs=0.015), "no fact is learned"
    assert (taught.hallucinated[0, 1:] > taught.base[1:] + 0.15).all()


def test_between_it_teaches_the_facts_and_to_make_things_up(taught: rote.Chart) -> None:
    assert (taught.learned[2] > 0.99).all()
    assert (taught.abstained[2] < 0.2).all()
    assert (taught.hallucinated[2, 1:] > taught.base[1:] + 0.05).all()


def test_with_fast_memory_it_teaches_the_facts_and_nothing_else(taught: rote.Chart) -> None:
    assert (taught.learned[-1] > 0.99).all()
    assert taught.hallucinated[-1] == pytest.approx(taught.base, abs=0.01)
    assert taught.abstained[-1] == pytest.approx(0.4, abs=0.01)


def test_harm_falls_with_the_ratio_and_rises_with_the_share_of_new_facts(
    taught: rote.Chart,
) -> None:
    harm = taught.hallucinated - taught.base
    assert (np.diff(harm[:, 1:], axis=0) < 0).all()
    assert (np.diff(harm, axis=1) > -1e-3).all()


def test_reinforcement_memorises_too(reinforced: rote.Chart) -> None:
    """With fast memory its held-out gain is gone, though what it was taught is perfect."""
    assert (reinforced.hallucinated[0] < reinforced.base - 0.05).all()
    assert reinforced.hallucinated[-1] == pytest.approx(reinforced.base, abs=0.01)
    end = rote.train(WORLD, RL, memory=300.0).taught
    assert end.truthful[-1] == pytest.approx(0.5, abs=0.01), "it answers just what it knew"
    assert end.hallucinated[-1] < 0.01


def test_reinforcement_teaches_no_new_facts(reinforced: rote.Chart) -> None:
    assert (reinforced.learned < 0.02).all()


# ---------------------------------------------------------------- known first
@pytest.mark.parametrize("memory", [0.3, 3.0, 30.0])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_known_items_are_fitted_first(memory: float, share: float) -> None:
    run = rote.train(Knowledge(bins=5, known=1 - share), SFT, memory=memory)
    first = rote.fitted(run)
    assert first.known is not None
    assert first.unknown is None or first.known < first.unknown


def test_stopping_when_the_known_is_fitted_saves_some_of_the_honesty() -> None:
    run = rote.train(WORLD, SFT, memory=3.0)
    early = rote.fitted(run).known
    assert early is not None
    assert run.abstained[early] > 2 * run.abstained[-1]


def test_what_is_never_fitted_has_no_step() -> None:
    run = rote.train(WORLD, SFT, memory=0.0, steps=50)
    assert rote.fitted(run) == rote.Fitted(unknown=None, known=None)
    assert rote.fitted(run, level=0.0) == rote.Fitted(unknown=0, known=0)


# ---------------------------------------------------------------- the law
@pytest.mark.parametrize("objective", [SFT, RL, objectives.SFT(labels="oracle")])
def test_held_out_behaviour_moves_by_one_over_the_ratio(objective: objectives.Objective) -> None:
    shift = []
    for memory in (100.0, 1_000.0):
        run = rote.train(WORLD, objective, memory=memory)
        shift.append(np.abs(logit(run.gate[-1]) - logit(run.gate[0])).max())
    assert shift[0] / shift[1] == pytest.approx(10, rel=0.05)


def test_the_shared_gate_moves_as_the_mean_of_its_items_over_the_ratio() -> None:
    """One bin of unknown items, taught a wish to abstain: then own and shared logits are one."""
    alone = Knowledge(bins=1, known=0.0)
    plain = exact.train(alone, objectives.SFT(labels="oracle"), steps=30, rate=0.05)
    for memory in (0.5, 2.0, 8.0):
        run = exact.train(
            alone,
            objectives.SFT(labels="oracle"),
            steps=30,
            rate=0.05 / (1 + memory),
            memory=memory,
        )
        start = logit(0.2)
        own = logit(run.taught.abstained) - start
        shared = logit(run.held_out.abstained) - start
        assert run.taught.abstained == pytest.approx(plain.held_out.abstained)
        # All of what is taught moves alike: the sum of both is split as 1 to mu; log odds against
        # two modes are linear in the logits only at first order, so compare slopes at the start.
        assert shared[1] / own[1] == pytest.approx(1 / (1 + memory), rel=0.02)


def test_no_memory_is_the_plain_engine() -> None:
    one = rote.train(WORLD, SFT, memory=0.0, steps=40)
    other = exact.train(WORLD, SFT, steps=40)
    assert one.gate == pytest.approx(other.gate)


def test_more_memory_never_makes_the_held_out_gate_move_more() -> None:
    ends = [rote.train(WORLD, SFT, memory=memory, base_idk=0.4).abstained[-1] for memory in RATIOS]
    assert all(one < other for one, other in pairwise(ends))


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda: rote.train(WORLD, SFT, memory=-1.0), "memory is -1"),
        (lambda: rote.train(WORLD, SFT, memory=float("nan")), "memory is nan"),
        (lambda: rote.chart(SFT, memory=(), unknown=(0.5,)), "0 x 1 cells"),
        (lambda: rote.chart(SFT, memory=(1.0,), unknown=(1.5,)), "1.5"),
        (lambda: rote.chart(SFT, memory=(1.0,) * 100, unknown=(0.5,) * 100), "at most"),
        (lambda: rote.fitted(rote.train(WORLD, SFT, memory=1, steps=1), level=2.0), "level is 2"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    refused: Callable[[], object], says: str
) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        refused()
    assert "\n" not in str(caught.value)
