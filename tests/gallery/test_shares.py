from itertools import combinations

import numpy as np
import pytest

import teachsim as ts
from teachsim.gallery.classes import studied
from teachsim.gallery.setting import Bias
from teachsim.gallery.shares import Shows, ends, not_right, not_right_simulated
from teachsim.symbolic import HypothesisClass, Verdict, families

BIASES = (Bias.SMALLEST, Bias.LARGEST, Bias.CAUTIOUS)


def conjecture(H: HypothesisClass, shown: frozenset[int], *, bias: Bias) -> int | None:
    """What a learner of this bias believes, by definition; None while a cautious one doubts."""
    sets = [frozenset(np.flatnonzero(row).tolist()) for row in H.table]
    left = [h for h in range(len(H)) if shown <= sets[h]]
    if bias is Bias.CAUTIOUS:
        return left[0] if len(left) == 1 else None
    sign = 1 if bias is Bias.SMALLEST else -1
    return min(left, key=lambda h: (sign * len(sets[h]), h))


@pytest.mark.parametrize("bias", BIASES)
def test_a_hostile_demonstrator_is_as_good_as_the_worst_set_of_examples(bias: Bias) -> None:
    for H in studied(quick=True).values():
        worst = not_right(H, Shows.HOSTILE, bias=bias, rounds=5)
        for m in range(6):
            fooled = 0
            for t in range(len(H)):
                right = np.flatnonzero(H.table[t]).tolist()
                least = min(m, len(right))
                fooled += any(
                    conjecture(H, frozenset(shown), bias=bias) != t
                    for size in range(least, len(right) + 1)
                    for shown in combinations(right, size)
                )
            assert worst[m] == fooled / len(H)


@pytest.mark.parametrize("bias", BIASES)
def test_theory_and_simulation_agree_on_random_draws(bias: Bias) -> None:
    H, seeds = families.intervals(5), 400
    exact = not_right(H, Shows.RANDOM, bias=bias, rounds=8)
    share, low, high = not_right_simulated(H, bias=bias, rounds=8, seeds=seeds).T
    assert ((low <= share) & (share <= high)).all()
    # 9 rounds in one test: twice the width of a 95 % interval, about four standard errors
    assert (np.abs(exact - share) <= high - low).all()


@pytest.mark.parametrize("bias", BIASES)
def test_a_blind_spot_never_helps_and_help_never_harms(bias: Bias) -> None:
    for H in studied(quick=True).values():
        shares = {shows: not_right(H, shows, bias=bias, rounds=6) for shows in Shows}
        assert (shares[Shows.NEGLIGENT] >= shares[Shows.RANDOM] - 1e-12).all()
        assert (shares[Shows.HELPFUL] <= shares[Shows.HOSTILE]).all()
        for share in shares.values():
            assert (np.diff(share) <= 1e-12).all()


def test_it_takes_both_factors_to_rescue_the_over_general_learner_on_every_target() -> None:
    H = families.intervals(4)
    right = {
        regime.name: ends(H, regime, bias=Bias.LARGEST)[Verdict.RIGHT] for regime in ts.REGIMES
    }
    only_the_widest_idea = 1 / len(H)
    for regime in (ts.DEMONSTRATION, ts.INFORMANT, ts.APPROVAL, ts.OMISSIONS_ONLY):
        assert right[regime.name] == pytest.approx(only_the_widest_idea)
    for regime in (ts.QUERY, ts.STRICT_APPROVAL, ts.EXAMINATION, ts.HALLUCINATIONS_ONLY):
        assert right[regime.name] == 1.0


def test_the_cautious_learner_is_never_misled() -> None:
    H = families.intervals(4)
    for regime in ts.REGIMES:
        assert ends(H, regime, bias=Bias.CAUTIOUS)[Verdict.MISLED] == 0.0
        assert ends(H, regime, bias=Bias.CAUTIOUS, seed=1)[Verdict.MISLED] == 0.0
