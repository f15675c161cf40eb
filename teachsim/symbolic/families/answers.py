"""Families where each prompt has one right response, and orders, which compare instances.

The question-answering analogue of concept classes: a hypothesis is a function from prompts to
responses, and its table has one true entry for each prompt.
"""

from __future__ import annotations

import itertools
import math

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.symbolic.families.limit import LIMIT, MOST_BITS, Limit, affordable, whole
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["all_functions", "linear_orders", "permutations"]

# 20! is the last factorial below 2^64.
_MOST_PERMUTED = 20


def all_functions(prompts: int, responses: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """All responses^prompts functions from prompts to responses, in lexicographic order.

    A deterministic learner makes at most `prompts` mistakes when the right response is revealed,
    and prompts (responses - 1) when it only hears "wrong". Source: P. Auer and P. M. Long,
    "Structural results about on-line learning models with and without queries", Machine Learning
    36, 1999.

    Args:
        prompts: number of prompts P, at least 1.
        responses: number of responses R to each, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: a size is out of range, or the class is above the limit.
    """
    prompts = whole(prompts, "prompts", high=MOST_BITS)
    responses = whole(responses, "responses")
    size, n = responses**prompts, prompts * responses
    affordable(f"all_functions({prompts}, {responses})", size, n_instances=n, limit=limit)
    right = np.indices((responses,) * prompts, dtype=np.int64).reshape(prompts, -1).T
    return HypothesisClass.from_answers(right, n_responses=responses, max_bytes=limit.bytes)


def permutations(n: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The n! one-to-one functions from n prompts to n responses, in lexicographic order.

    Worst-case mistakes: n - 1 when the right response is revealed, n (n - 1) / 2 when the learner
    only hears "wrong".

    Args:
        n: number of prompts, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: n is out of range, or the class is above the limit.
    """
    n = whole(n, "n", high=_MOST_PERMUTED)
    affordable(f"permutations({n})", math.factorial(n), n_instances=n * n, limit=limit)
    return HypothesisClass.from_answers(_permuted(n), n_responses=n, max_bytes=limit.bytes)


def linear_orders(n: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The n! linear orders of n things; the instances are the pairs "a before b" with a < b.

    One prompt; VC n - 1, as a set of pairs is shattered iff it has no cycle. The opposite pair
    "b before a" would say the same, so it is no instance.

    Args:
        n: number of things, at least 2.
        limit: refuse a larger class.

    Raises:
        ValueError: n is out of range, or the class is above the limit.
    """
    n = whole(n, "n", low=2, high=_MOST_PERMUTED)
    affordable(f"linear_orders({n})", math.factorial(n), n_instances=math.comb(n, 2), limit=limit)
    order = _permuted(n)  # thing at each place
    place = np.argsort(order, axis=1)
    first, second = np.triu_indices(n, k=1)
    pairs = [f"{a} before {b}" for a, b in zip(first + 1, second + 1, strict=True)]
    names = ["<".join(map(str, things)) for things in (order + 1).tolist()]
    return HypothesisClass(place[:, first] < place[:, second], names, instances=pairs)


def _permuted(n: int) -> IntArray:
    """All permutations `(n!, n)` of 0 to n - 1, in lexicographic order."""
    every = itertools.chain.from_iterable(itertools.permutations(range(n)))
    return np.fromiter(every, dtype=np.int64).reshape(math.factorial(n), n)
