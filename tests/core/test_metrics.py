"""Metrics: equal to a sum entry by entry, on whatever leading axes; the three masses are all."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import teachsim as ts
from teachsim.core.arrays import BoolArray, FloatArray, MarkArray
from tests.core.small import scenario, smallest

KEY = np.array([[1, -1, 0], [1, 1, -1]], dtype=np.int8)


@st.composite
def measured(draw: st.DrawFn) -> tuple[FloatArray, MarkArray]:
    """Policies with up to two leading axes, and a key for them."""
    n_prompts, n_responses = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    lead = draw(st.lists(st.integers(1, 3), max_size=2))
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    # the last column is silence, which a policy does not list
    policies = rng.dirichlet(np.ones(n_responses + 1), size=(*lead, n_prompts))[..., :-1]
    policies = policies * rng.integers(2, size=policies.shape)
    key = rng.integers(-1, 2, size=(n_prompts, n_responses)).astype(np.int8)
    return policies, key


def by_hand(policy: FloatArray, key: MarkArray, prompts: list[int]) -> tuple[float, float, float]:
    """Truthful, hallucinated and abstained of one policy, entry by entry."""
    right = wrong = 0.0
    for p in prompts:
        for r in range(key.shape[1]):
            right += policy[p, r] * (key[p, r] == 1)
            wrong += policy[p, r] * (key[p, r] == -1)
    n = len(prompts)
    return right / n, wrong / n, 1 - (right + wrong) / n


@given(measured(), st.data())
def test_metrics_equal_a_sum_by_hand_and_keep_the_leading_axes(
    case: tuple[FloatArray, MarkArray], data: st.DataObject
) -> None:
    policies, key = case
    prompts = data.draw(st.lists(st.integers(0, len(key) - 1), min_size=1, unique=True))
    chosen = np.array(prompts)
    found = [
        metric(policies, key, prompts=chosen)
        for metric in (ts.metrics.truthful, ts.metrics.hallucinated, ts.metrics.abstained)
    ]
    for metric in found:
        assert metric.shape == policies.shape[:-2]
    for at in itertools.product(*map(range, policies.shape[:-2])):
        expected = by_hand(policies[at], key, prompts)
        np.testing.assert_allclose([metric[at] for metric in found], expected, atol=1e-12)


@given(measured())
def test_truthful_hallucinated_and_abstained_sum_to_1_and_each_lies_in_0_to_1(
    case: tuple[FloatArray, MarkArray],
) -> None:
    masses = np.stack(
        [ts.metrics.truthful(*case), ts.metrics.hallucinated(*case), ts.metrics.abstained(*case)]
    )
    np.testing.assert_allclose(masses.sum(0), 1.0, atol=1e-12)
    assert (masses >= 0).all()
    assert (masses <= 1).all()


@given(measured())
def test_what_is_identified_is_covered_and_never_hallucinated(
    case: tuple[FloatArray, MarkArray],
) -> None:
    policies, key = case
    uniform = (key > 0) / np.maximum((key > 0).sum(-1, keepdims=True), 1)
    assert ts.metrics.identified(uniform, key)
    found: BoolArray = np.asarray(ts.metrics.identified(policies, key))
    assert (ts.metrics.coverage(policies, key)[found] == 1.0).all()
    assert (ts.metrics.hallucinated(policies, key)[found] == 0.0).all()


def test_i_do_not_know_is_neither_truthful_nor_hallucinated() -> None:
    policy = np.array([[0.0, 0.0, 1.0], [0.5, 0.5, 0.0]])
    assert ts.metrics.truthful(policy, KEY) == 0.5
    assert ts.metrics.hallucinated(policy, KEY) == 0.0
    assert ts.metrics.abstained(policy, KEY) == 0.5


def test_0_in_a_key_means_neither_even_if_nothing_is_wrong() -> None:
    policy = np.array([[0.25, 0.75]])
    assert ts.metrics.abstained(policy, np.array([[1, 0]])) == 0.75


def test_coverage_is_the_share_of_right_answers_that_are_ever_given() -> None:
    policies = np.array([[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], [[1.0, 0.0, 0.0], [0.5, 0.0, 0.5]]])
    assert ts.metrics.coverage(policies, KEY).tolist() == [0.25, 0.75]  # 0/1 and 1/2; 1/1 and 1/2


def test_a_prompt_without_right_answers_is_covered_and_best_left_unanswered() -> None:
    silent, key = np.zeros((1, 2)), np.array([[-1, -1]], dtype=np.int8)
    assert ts.metrics.coverage(silent, key) == 1.0
    assert ts.metrics.identified(silent, key)
    assert ts.metrics.abstained(silent, key) == 1.0
    assert not ts.metrics.identified(np.array([[0.1, 0.0]]), key)


@pytest.mark.parametrize(
    "policy",
    [
        [[0.4, 0.4, 0.2]],  # a wrong answer is given at times
        [[0.5, 0.0, 0.0]],  # in doubt, and one is left out
        [[1.0, 0.0, 0.0]],  # one is left out
        [[0.4, 0.4, 0.0]],  # right when it speaks, but in doubt
    ],
)
def test_nothing_is_identified_with_a_wrong_answer_one_left_out_or_a_doubt(
    policy: list[list[float]],
) -> None:
    assert not ts.metrics.identified(np.array(policy), np.array([[1, 1, -1]]))


def test_a_bool_key_means_right_and_wrong() -> None:
    policies = np.array([[[0.25, 0.75]]])
    assert ts.metrics.hallucinated(policies, np.array([[True, False]])).tolist() == [0.75]


@pytest.mark.parametrize(
    ("policies", "key", "rule"),
    [
        (np.ones(3) / 3, KEY, r"policies have shape \(3,\), but must be \(..., prompts, resp"),
        (np.ones((2, 2)), KEY, r"key of policies has shape \(2, 3\), but must be .* \(2, 2\)"),
        (np.ones((1, 2)), np.array([[2, 1]]), r"key of policies has entries \[2, 1\]"),
    ],
)
def test_policies_and_keys_that_do_not_fit_are_refused(
    policies: FloatArray, key: MarkArray, rule: str
) -> None:
    for metric in (
        ts.metrics.truthful,
        ts.metrics.hallucinated,
        ts.metrics.abstained,
        ts.metrics.coverage,
        ts.metrics.identified,
    ):
        with pytest.raises(ValueError, match=rf"^.*{rule}"):
            metric(policies, key)


@pytest.mark.parametrize("wrong", ["x", None, {}, [["a", "b"]], [[0.5], [0.5, 0.5]]])
def test_what_is_no_policies_is_refused(wrong: FloatArray) -> None:
    with pytest.raises(ValueError, match=r"^policies .* pass run\.policies"):
        ts.metrics.truthful(wrong, KEY)


def test_a_run_instead_of_its_policies_is_refused_with_the_way_out() -> None:
    run = ts.simulate(scenario("110", ts.QUERY), smallest)
    with pytest.raises(ValueError, match=r"^policies are Transcript\(.*; pass run\.policies"):
        ts.metrics.truthful(run, run.scenario.key)  # type: ignore[arg-type]


@pytest.mark.parametrize("prompts", [[2], [-1], [], [0.5], [True, False], [[0], [1]]])
def test_prompts_out_of_range_or_of_another_kind_are_refused(prompts: list[object]) -> None:
    with pytest.raises(ValueError, match=r"^prompts "):
        ts.metrics.truthful(np.ones((2, 3)) / 3, KEY, prompts=prompts)  # type: ignore[arg-type]
