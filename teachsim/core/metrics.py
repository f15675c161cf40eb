"""What a policy does, measured against a key: truthful, hallucinated, abstained.

For one prompt with key `k` and policy `p`: truthful is the mass of `p` on right answers,
hallucinated the mass on wrong ones, abstained the rest (answers neither right nor wrong, and
silence), so the three sum to 1. All keep the leading axes of `policies`. Not checked: that the
chances are chances, as `simulate` has done that.

>>> key = np.array([[+1, -1, -1, 0]])  # the last response is "I don't know"
>>> policies = np.array([[[0.5, 0.25, 0.0, 0.25]], [[0.25, 0.0, 0.0, 0.5]]])  # two rounds
>>> truthful(policies, key)
array([0.5 , 0.25])
>>> hallucinated(policies, key)
array([0.25, 0.  ])
>>> abstained(policies, key)  # the second is silent with chance 1/4
array([0.25, 0.75])
>>> identified(policies, key)  # the first is wrong at times, the second in doubt
array([False, False])
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import AnyArray, BoolArray, FloatArray, IntArray
from teachsim.core.checks import quoted, signed, whole_numbers

__all__ = ["abstained", "coverage", "hallucinated", "identified", "truthful"]

_ROUNDING = 1e-9  # chances that sum to 1 but for this leave no doubt


def truthful(policies: FloatArray, key: AnyArray, *, prompts: IntArray | None = None) -> FloatArray:
    """Chance of a right answer, mean over prompts, `(...,)`, in [0, 1].

    Args:
        policies: `(..., P, R)` chance of each response; rows sum to 1 or less.
        key: `(P, R)` +1 right, -1 wrong, 0 neither; or bool, right or wrong.
        prompts: `(k,)` the prompts to average over; all if None.

    Raises:
        ValueError: If policies are no numbers, differ in shape from the key, or a prompt is out of
            range.
    """
    policies, key = _selected(policies, key, prompts=prompts)
    return np.where(key > 0, policies, 0.0).sum(-1).mean(-1)


def hallucinated(
    policies: FloatArray, key: AnyArray, *, prompts: IntArray | None = None
) -> FloatArray:
    """Chance of a wrong answer, mean over prompts, `(...,)`, in [0, 1].

    Args:
        policies: `(..., P, R)` chance of each response; rows sum to 1 or less.
        key: `(P, R)` +1 right, -1 wrong, 0 neither; or bool, right or wrong.
        prompts: `(k,)` the prompts to average over; all if None.

    Raises:
        ValueError: If policies are no numbers, differ in shape from the key, or a prompt is out of
            range.
    """
    policies, key = _selected(policies, key, prompts=prompts)
    return np.where(key < 0, policies, 0.0).sum(-1).mean(-1)


def abstained(
    policies: FloatArray, key: AnyArray, *, prompts: IntArray | None = None
) -> FloatArray:
    """Chance of no answer ("I don't know" or silence), mean over prompts, `(...,)`, in [0, 1].

    Args:
        policies: `(..., P, R)` chance of each response; rows sum to 1 or less.
        key: `(P, R)` +1 right, -1 wrong, 0 neither; or bool, right or wrong.
        prompts: `(k,)` the prompts to average over; all if None.

    Raises:
        ValueError: If policies are no numbers, differ in shape from the key, or a prompt is out of
            range.
    """
    policies, key = _selected(policies, key, prompts=prompts)
    answered = np.where(key != 0, policies, 0.0).sum(-1)
    return np.clip(1.0 - answered, 0.0, 1.0).mean(-1)


def coverage(policies: FloatArray, key: AnyArray, *, prompts: IntArray | None = None) -> FloatArray:
    """Share of the right answers that are ever given, mean over prompts, `(...,)`, in [0, 1].

    A prompt without right answers counts as covered.

    Args:
        policies: `(..., P, R)` chance of each response; rows sum to 1 or less.
        key: `(P, R)` +1 right, -1 wrong, 0 neither; or bool, right or wrong.
        prompts: `(k,)` the prompts to average over; all if None.

    Raises:
        ValueError: If policies are no numbers, differ in shape from the key, or a prompt is out of
            range.
    """
    policies, key = _selected(policies, key, prompts=prompts)
    right = key > 0
    given = (right & (policies > 0.0)).sum(-1)
    total = right.sum(-1)
    return np.where(total > 0, given / np.maximum(total, 1), 1.0).mean(-1)


def identified(
    policies: FloatArray, key: AnyArray, *, prompts: IntArray | None = None
) -> BoolArray:
    """Whether exactly the right answers are given: none wrong, none left out, no doubt, `(...,)`.

    This is identification (Gold, 1967) for a learner whose policy covers what it conjectures: each
    right answer has some chance, wrong ones have none, and it abstains only where no answer is
    right, so that a cautious learner in doubt has not identified anything yet.

    Args:
        policies: `(..., P, R)` chance of each response; rows sum to 1 or less.
        key: `(P, R)` +1 right, -1 wrong, 0 neither; or bool, right or wrong.
        prompts: `(k,)` the prompts that count; all if None.

    Raises:
        ValueError: If policies are no numbers, differ in shape from the key, or a prompt is out of
            range.
    """
    policies, key = _selected(policies, key, prompts=prompts)
    exact = (((policies > 0.0) == (key > 0)) | (key == 0)).all(-1)
    answered = np.where(key != 0, policies, 0.0).sum(-1)
    sure = (answered >= 1.0 - _ROUNDING) | ~(key > 0).any(-1)
    return (exact & sure).all(-1)


def _selected(
    policies: FloatArray, key: AnyArray, *, prompts: IntArray | None
) -> tuple[FloatArray, AnyArray]:
    """Policies and the signed key, cut to the prompts asked for."""
    try:
        policies = np.asarray(policies, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            f"policies are {quoted(policies)}, but must be chances, (..., prompts, responses); "
            "pass run.policies of a run"
        ) from None
    if policies.ndim < 2:
        raise ValueError(
            f"policies have shape {policies.shape}, but must be (..., prompts, responses); put the "
            "chances of one prompt in a row: policies[np.newaxis], or pass run.policies"
        )
    key = signed(key, shape=policies.shape[-2:], owner="key of policies")
    if prompts is None:
        return policies, key
    rows = whole_numbers(prompts, thing="prompts", way_out="number the prompts to average over")
    if rows.ndim != 1 or rows.size == 0 or rows.min() < 0 or rows.max() >= key.shape[0]:
        raise ValueError(
            f"prompts {rows.tolist()} must be one or more numbers in 0..{key.shape[0] - 1}; "
            "leave prompts out to average over all"
        )
    return policies[..., rows, :], key[rows]
