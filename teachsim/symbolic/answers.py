"""Answers as instance numbers: the answer (prompt p, response r) is instance p * R + r."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import IntArray
from teachsim.core.checks import whole_number

__all__ = ["answers_in_range", "default_instances", "responses_in_range"]


def default_instances(n_prompts: int, n_responses: int) -> Iterator[str]:
    """Names of the instances: "0", "1", ... for one prompt, "prompt:response" for several."""
    if n_prompts == 1:
        return map(str, range(n_responses))
    return (f"{p}:{r}" for p in range(n_prompts) for r in range(n_responses))


def responses_in_range(answers: npt.ArrayLike, *, n_responses: int) -> IntArray:
    """The answers as `(m, P)` integers in [0, n_responses).

    Raises:
        ValueError: they are not, or there is no response.
    """
    way_out = "give the number of responses to each prompt"
    whole_number(n_responses, thing="n_responses", least=1, way_out=way_out)
    try:
        right = np.asarray(answers)
    except ValueError:
        right = np.empty(len(answers), dtype=object)  # type: ignore[arg-type]  # ragged, a list
    if right.ndim != 2 or right.size == 0 or right.dtype.kind not in "iu":
        raise ValueError(
            f"answers must be whole numbers of shape (hypotheses, prompts), got {right.dtype} of "
            f"shape {right.shape}; pass one row per hypothesis"
        )
    if (right < 0).any() or (right >= n_responses).any():
        h, p = np.argwhere((right < 0) | (right >= n_responses))[0]
        raise ValueError(
            f"hypothesis {h} answers {right[h, p]} to prompt {p}; "
            f"responses run from 0 to {n_responses - 1}"
        )
    return right.astype(np.int64)


def answers_in_range(
    prompts: npt.ArrayLike, responses: npt.ArrayLike, *, shape: tuple[int, int]
) -> IntArray:
    """Instance `(n,)` of each answer: prompt * R + response.

    Args:
        prompts: `(n,)` integers in [0, P).
        responses: `(n,)` integers in [0, R).
        shape: (P, R).

    Raises:
        ValueError: lengths differ, or an answer is out of range.
    """
    p = np.asarray(prompts, dtype=np.int64)
    r = np.asarray(responses, dtype=np.int64)
    if p.ndim != 1 or p.shape != r.shape:
        raise ValueError(
            f"prompts {p.shape} and responses {r.shape} must be lists of equal length; "
            "give one prompt and one response for each answer"
        )
    n_prompts, n_responses = shape
    outside = (p < 0) | (p >= n_prompts) | (r < 0) | (r >= n_responses)
    if outside.any():
        at = int(np.argmax(outside))
        raise ValueError(
            f"answer {at} is prompt {p[at]}, response {r[at]}; prompts run from 0 to "
            f"{n_prompts - 1} and responses from 0 to {n_responses - 1}"
        )
    return p * n_responses + r
