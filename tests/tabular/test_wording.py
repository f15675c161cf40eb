"""B5: several right wordings of one answer."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from teachsim.tabular import Reward, objectives, wording
from teachsim.tabular.wording import Wordings

ZIPF = Wordings.zipf()
ALIKE: dict[str, objectives.Objective] = {  # what marks valid wordings alike and all others alike
    "policy gradient": objectives.PolicyGradient(),
    "PSR": objectives.PSR(),
    "NSR": objectives.NSR(),
    "W-REINFORCE": objectives.WReinforce(0.3),
    "RLOO": objectives.RLOO(4),
    "GRPO": objectives.GRPO(4),
    "Dr. GRPO": objectives.GRPO(4, std=False),
    "rejection sampling, fresh": objectives.RejectionSampling(),
    "best of n": objectives.BestOfN(3),
}


def facts(chances: np.ndarray, of: Wordings = ZIPF) -> tuple[float, float, float]:
    return (
        float(wording.validity(chances, of)),
        float(wording.effective_number(chances, of)),
        float(wording.divergence(chances, of)),
    )


# ---------------------------------------------------------------- the numbers of T2
@pytest.mark.parametrize(
    ("objective", "effective", "divergence"),
    [
        (ZIPF.only(19), 1.00, 4.22),
        (ZIPF.diverse(), 8.00, 1.24),
        (ZIPF.kept(), 6.04, 0.968),
        (objectives.KLRegularised(0.01), 6.04, 0.968),
        (objectives.NaturalGradient(), 6.04, 0.968),
        (objectives.PolicyGradient(), 1.00, 1.97),
    ],
)
def test_the_ends_are_those_of_the_prototype(
    objective: objectives.Objective, effective: float, divergence: float
) -> None:
    found = facts(wording.limit(ZIPF, objective))
    assert found == pytest.approx((1.0, effective, divergence), abs=0.0055)


def test_rejection_sampling_after_two_thousand_steps_is_that_of_the_prototype() -> None:
    course = wording.train(ZIPF, ZIPF.kept(), steps=4_000)
    assert course.effective[2_000] == pytest.approx(6.03, abs=0.005)
    assert course.divergence[-1] == pytest.approx(0.96, abs=0.005)


def test_the_divergence_of_what_is_only_restricted_is_minus_log_v() -> None:
    for kept in (objectives.KLRegularised(1e-3), objectives.NaturalGradient(), ZIPF.kept()):
        end = facts(wording.limit(ZIPF, kept))
        assert end[2] == pytest.approx(-np.log(ZIPF.valid_mass), abs=1e-9)


# ---------------------------------------------------------------- theory against dynamics
@pytest.mark.parametrize(
    ("objective", "rate", "steps"),
    [
        (ZIPF.only(19), 1.0, 20_000),
        (ZIPF.diverse(), 1.0, 20_000),
        (ZIPF.kept(), 1.0, 20_000),
        (objectives.KLRegularised(0.3), 2.0, 20_000),
        (objectives.NaturalGradient(), 1.0, 200),
        *((objective, 20.0, 5_000) for objective in ALIKE.values()),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, objectives.Objective) else "",
)
def test_training_arrives_where_the_closed_form_says(
    objective: objectives.Objective, rate: float, steps: int
) -> None:
    end = wording.train(ZIPF, objective, rate=rate, steps=steps).chances[-1]
    assert np.abs(end - wording.limit(ZIPF, objective)).max() < 0.02


def flow(of: Wordings, until: float) -> np.ndarray:
    """Policy gradient as a differential equation in the logits; an integrator, not our steps."""
    worth = np.where(of.valid, 1.0, -1.0)

    def slope(_: float, theta: np.ndarray) -> np.ndarray:
        pi = np.exp(theta) / np.exp(theta).sum()
        return np.asarray(pi * (worth - pi @ worth))

    done = solve_ivp(slope, (0, until), np.log(of.base), rtol=1e-10, atol=1e-12)
    return np.asarray(done.y[:, -1])


@pytest.mark.parametrize("until", [1.0, 30.0, 1000.0])
def test_the_gradient_flow_keeps_its_invariants(until: float) -> None:
    theta, began = flow(ZIPF, until), np.log(ZIPF.base)
    assert theta.sum() == pytest.approx(began.sum())
    for side in (ZIPF.valid, ~ZIPF.valid):
        apart = np.diff(np.exp(-theta[side]))
        assert apart == pytest.approx(np.diff(np.exp(-began[side])), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("until", [0.5, 30.0, 1000.0])
def test_the_closed_curve_is_the_flow(until: float) -> None:
    theta = flow(ZIPF, until)
    pi = np.exp(theta) / np.exp(theta).sum()
    on_curve = wording.curve(ZIPF, pi[ZIPF.valid].sum())[0, :-1]
    assert on_curve == pytest.approx(pi, abs=1e-7)


@pytest.mark.parametrize("name", ALIKE)
def test_all_that_marks_valid_wordings_alike_walks_one_curve(name: str) -> None:
    course = wording.train(ZIPF, ALIKE[name], rate=0.02, steps=1_000)
    reached = course.validity[-1]
    assert reached > ZIPF.valid_mass + 0.02, "it has begun to walk"
    on_curve = wording.curve(ZIPF, reached)[0]
    assert course.chances[-1] == pytest.approx(on_curve, abs=2e-3)


def worlds() -> st.SearchStrategy[Wordings]:
    def build(weights: list[float], marks: list[bool]) -> Wordings:
        size = min(len(weights), len(marks))
        valid = np.array(marks[:size])
        valid[0], valid[-1] = True, False
        base = np.array(weights[:size])
        return Wordings(base / base.sum(), valid)

    sizes = {"min_size": 2, "max_size": 6}
    return st.builds(
        build,
        st.lists(st.floats(0.05, 1.0), **sizes),  # type: ignore[arg-type]  # sizes are ints
        st.lists(st.booleans(), **sizes),  # type: ignore[arg-type]  # as above
    )


@settings(max_examples=25, deadline=None)
@given(worlds(), st.sampled_from(sorted(ALIKE)))
def test_variety_only_shrinks_where_proportions_are_not_kept(of: Wordings, name: str) -> None:
    course = wording.train(of, ALIKE[name], rate=0.1, steps=100)
    assert (np.diff(course.validity) >= -1e-12).all()
    inside = of.base[of.valid]
    if np.ptp(inside) > 1e-6:
        assert (np.diff(course.effective) <= 1e-9).all()
    natural = wording.train(of, objectives.NaturalGradient(), rate=0.1, steps=100)
    assert natural.effective == pytest.approx(natural.effective[0])


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_the_order_of_the_wordings_does_not_matter(of: Wordings) -> None:
    order = np.roll(np.arange(len(of.base)), 1)
    turned = Wordings(of.base[order], of.valid[order])
    for objective in (objectives.PolicyGradient(), objectives.KLRegularised(0.2)):
        one = wording.train(of, objective, steps=20).chances[-1, :-1]
        other = wording.train(turned, objective, steps=20).chances[-1, :-1]
        assert other == pytest.approx(one[order])


@settings(max_examples=25, deadline=None)
@given(worlds(), st.floats(0.05, 2.0))
def test_no_policy_beats_the_penalised_optimum(of: Wordings, beta: float) -> None:
    worth = of.worth(Reward())

    def penalised(policy: np.ndarray) -> float:
        return float(policy @ worth - beta * wording.divergence(policy, of))

    best = penalised(wording.limit(of, objectives.KLRegularised(beta)))
    for rival in (of.start, wording.limit(of, of.diverse()), wording.limit(of, of.kept())):
        assert best >= penalised(rival) - 1e-12


@settings(max_examples=10, deadline=None)
@given(worlds(), st.floats(0.5, 20.0))
def test_a_penalty_of_any_strength_settles_at_its_optimum(of: Wordings, beta: float) -> None:
    objective = objectives.KLRegularised(beta)
    end = wording.train(of, objective, rate=min(1.0, 2.0 / beta), steps=2_000).chances[-1]
    assert end == pytest.approx(wording.limit(of, objective), abs=0.01)


# ---------------------------------------------------------------- where it fails or bends
def test_equally_likely_wordings_are_all_kept_even_by_the_policy_gradient() -> None:
    flat = Wordings(np.full(6, 1 / 6), np.arange(6) < 3)
    end = wording.limit(flat, objectives.PolicyGradient())
    assert facts(end, flat)[1] == pytest.approx(3)
    assert wording.train(flat, objectives.PolicyGradient()).effective[-1] == pytest.approx(3)


def test_rejection_sampling_keeps_variety_only_if_it_samples_once() -> None:
    fresh = wording.limit(ZIPF, objectives.RejectionSampling())
    assert facts(fresh)[1] == pytest.approx(1)
    assert facts(wording.limit(ZIPF, ZIPF.kept()))[1] == pytest.approx(6.04, abs=0.005)


def test_diverse_demonstrations_keep_more_wordings_than_any_reward() -> None:
    shown = facts(wording.limit(ZIPF, ZIPF.diverse()))
    assert shown[1] == pytest.approx(8)
    assert shown[2] > facts(wording.limit(ZIPF, objectives.KLRegularised(0.01)))[2]


def test_negative_feedback_alone_prefers_silence_where_silence_is_likely() -> None:
    shy = Wordings.zipf(idk=0.2)
    end = wording.limit(shy, objectives.NSR())
    assert end[-1] == 1.0
    assert wording.train(shy, objectives.NSR(), rate=20).chances[-1, -1] > 0.98


@pytest.mark.parametrize(("beta", "abstain"), [(0.01, 10), (0.1, 100), (5e-324, 0)])
def test_silence_that_the_base_model_never_keeps_does_not_matter_to_a_penalised_optimum(
    beta: float, abstain: float
) -> None:
    found = wording.limit(ZIPF, objectives.KLRegularised(beta), reward=Reward(1, -1, abstain))
    assert facts(found) == pytest.approx((1.0, 6.04, 0.968), abs=0.0055)
    assert found[-1] == 0


def test_a_strong_penalty_leaves_invalid_wordings() -> None:
    end = wording.limit(ZIPF, objectives.KLRegularised(2.0))
    assert facts(end)[0] < 0.7


# ---------------------------------------------------------------- sampling
@pytest.mark.parametrize(
    ("objective", "rests"),
    [
        (objectives.PSR(), False),
        (objectives.RejectionSampling(), False),
        (objectives.NSR(), True),
        (objectives.GRPO(8), True),
        (objectives.RLOO(8), True),
        (objectives.PolicyGradient(), True),
    ],
    ids=lambda value: type(value).__name__,
)
def test_where_all_is_valid_only_praise_goes_on_drifting(
    objective: objectives.Objective, rests: bool
) -> None:
    all_valid = wording.limit(ZIPF, ZIPF.kept())
    run = wording.drift(ZIPF, objective, steps=300, seeds=60, rng=1, start=all_valid)
    assert run.validity == pytest.approx(1.0)
    if rests:
        assert run.effective[-1] == pytest.approx(run.effective[0])
    else:
        assert run.effective[-1].mean() < 0.8 * run.effective[0, 0]
        assert np.quantile(run.effective[-1], 0.9) - np.quantile(run.effective[-1], 0.1) > 0.5


def test_drift_has_no_direction() -> None:
    """The chance of each wording is a martingale to first order in the rate."""
    all_valid = wording.limit(ZIPF, ZIPF.kept())
    run = wording.drift(
        ZIPF, objectives.PSR(), rate=0.05, steps=400, seeds=1_000, rng=2, start=all_valid
    )
    error = run.ends.std(axis=0) / np.sqrt(1_000)
    assert error.max() > 1e-3, "it has moved"
    assert (np.abs(run.ends.mean(axis=0) - all_valid) < 5 * error + 0.01).all()


@pytest.mark.parametrize(
    "objective",
    [
        objectives.PSR(),
        objectives.NSR(),
        objectives.WReinforce(0.3),
        objectives.RLOO(4),
        objectives.GRPO(4),
        objectives.GRPO(4, std=False),
        objectives.PolicyGradient(0.5),
    ],
    ids=lambda value: f"{type(value).__name__}",
)
def test_the_mean_over_seeds_of_one_step_is_the_exact_step(
    objective: objectives.Objective,
) -> None:
    seeds, rate = 40_000, 1e-3
    run = wording.drift(ZIPF, objective, steps=1, rate=rate, seeds=seeds, samples=4, rng=3)
    exact = wording.train(ZIPF, objective, steps=1, rate=rate).chances[-1]
    error = run.ends.std(axis=0) / np.sqrt(seeds) + 1e-7
    assert (np.abs(run.ends.mean(axis=0) - exact) < 5 * error).all()


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda: Wordings(np.array([0.5, 0.6]), np.array([True, False])), "sum to 1"),
        (lambda: Wordings(np.array([1.0, 0.0]), np.array([True, False])), "above 0"),
        (lambda: Wordings(np.array([0.5, 0.5]), np.array([True, True])), "nothing to learn"),
        (lambda: Wordings(np.array([0.5, 0.5]), np.array([True])), "shapes"),
        (lambda: Wordings.zipf(idk=1.0), "idk is 1"),
        (lambda: Wordings.zipf(valid=[21]), "not in 1..20"),
        (lambda: ZIPF.only(21), "rank is 21"),
        (lambda: wording.Shown(np.array([0.5, 0.2])), "sum to 1"),
        (lambda: wording.train(ZIPF, objectives.SFT()), "demonstrations of wordings"),
        (lambda: wording.train(ZIPF, Wordings.zipf(30).diverse()), "30 wordings"),
        (lambda: wording.train(ZIPF, ZIPF.diverse(), rate=0), "rate is 0"),
        (lambda: wording.train(ZIPF, ZIPF.diverse(), steps=10**8), "chances to keep"),
        (lambda: wording.train(ZIPF, ZIPF.diverse(), rate=4.0), "overshoots"),
        (lambda: wording.train(ZIPF, objectives.KLRegularised(50.0)), "below 0.08"),
        (lambda: wording.limit(ZIPF, objectives.DPO()), "no closed form"),
        (lambda: wording.curve(ZIPF, 0.1), "must lie in"),
        (lambda: wording.curve(Wordings.zipf(idk=0.1), 0.5), "use idk=0"),
        (lambda: wording.drift(ZIPF, objectives.DPO(), rng=0), "no sampled form"),
        (lambda: wording.drift(ZIPF, objectives.PSR(), rng=0, steps=10**8), "fewer seeds"),
        (lambda: wording.drift(ZIPF, objectives.PSR(), rng=0, start=np.ones(3)), "start is"),
        (lambda: wording.drift(ZIPF, objectives.PSR(), rng=-1), "rng is -1"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    refused: Callable[[], object], says: str
) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        refused()
    assert "\n" not in str(caught.value)


def test_training_through_other_objectives_stays_a_policy() -> None:
    for objective in (objectives.PPO(), objectives.DPO(), objectives.GRPO()):
        course = wording.train(Wordings.zipf(idk=0.1), objective, steps=50)
        assert course.chances.sum(axis=1) == pytest.approx(1)
        assert course.validity[-1] > course.validity[0]
