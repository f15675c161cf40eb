"""What a policy does, measured against a key: truthful, hallucinated, abstained.

For one prompt with key `k` and policy `p`: truthful is the mass of `p` on right answers,
hallucinated the mass on wrong ones, abstained the rest (answers neither right nor wrong, and
silence), so the three sum to 1. All keep the leading axes of `policies`.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import AnyArray, BoolArray, FloatArray, IntArray

__all__ = ["abstained", "coverage", "hallucinated", "identified", "truthful"]


def truthful(policies: FloatArray, key: AnyArray, *, prompts: IntArray | None = None) -> FloatArray:
    """Chance of a right answer, mean over prompts, `(...,)`, in [0, 1].

    Args:
        policies: `(..., P, R)` chance of each response; rows sum to 1 or less.
        key: `(P, R)` +1 right, -1 wrong, 0 neither; or bool, right or wrong.
        prompts: `(k,)` the prompts to average over; all if None.

    Raises:
        ValueError: If key and policies differ in shape or a prompt is out of range.
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
        ValueError: If key and policies differ in shape or a prompt is out of range.
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
        ValueError: If key and policies differ in shape or a prompt is out of range.
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
        ValueError: If key and policies differ in shape or a prompt is out of range.
    """
    policies, key = _selected(policies, key, prompts=prompts)
    right = key > 0
    given = (right & (policies > 0.0)).sum(-1)
    total = right.sum(-1)
    return np.where(total > 0, given / np.maximum(total, 1), 1.0).mean(-1)


def identified(
    policies: FloatArray, key: AnyArray, *, prompts: IntArray | None = None
) -> BoolArray:
    """Whether exactly the right answers are given: none wrong, none left out, `(...,)`.

    This is identification (Gold, 1967) for a learner whose policy covers what it conjectures.

    Args:
        policies: `(..., P, R)` chance of each response; rows sum to 1 or less.
        key: `(P, R)` +1 right, -1 wrong, 0 neither; or bool, right or wrong.
        prompts: `(k,)` the prompts that count; all if None.

    Raises:
        ValueError: If key and policies differ in shape or a prompt is out of range.
    """
    policies, key = _selected(policies, key, prompts=prompts)
    return (((policies > 0.0) == (key > 0)) | (key == 0)).all((-1, -2))


def _selected(
    policies: FloatArray, key: AnyArray, *, prompts: IntArray | None
) -> tuple[FloatArray, AnyArray]:
    """Policies and the signed key, cut to the prompts asked for."""
    if policies.ndim < 2 or policies.shape[-2:] != key.shape:
        raise ValueError(
            f"policies {policies.shape} and key {key.shape} differ; the last two axes of policies "
            "must be the key's (prompts, responses)"
        )
    if key.dtype == np.bool_:
        key = np.where(key, 1, -1)
    if prompts is None:
        return policies, key
    prompts = np.asarray(prompts, dtype=np.int64)
    if prompts.size == 0 or prompts.min() < 0 or prompts.max() >= key.shape[0]:
        raise ValueError(
            f"prompts {prompts.tolist()} must be one or more numbers in 0..{key.shape[0] - 1}; "
            "leave prompts out to average over all"
        )
    return policies[..., prompts, :], key[prompts]
