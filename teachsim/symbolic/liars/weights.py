r"""Berlekamp's weights: how many courses of answers a state has room for.

Of k answers, a hypothesis that may still imply r lies allows those in which at most r are lies:
1 + k + ... + C(k, r) of the 2^k. Two hypotheses that allow the same course are not told apart by
it, so k questions suffice only if

    weight_k = sum over hypotheses of sum over j <= r of C(k, j)  <=  2^k.

The weight is shared out between "yes" and "no": weight_k = weight_{k-1}(yes) + weight_{k-1}(no);
so the best questions are those that share it evenly (Berlekamp, "Block coding for the binary
symmetric channel with noiseless, delayless feedback", in Error-correcting Codes, 1968). For claims
the larger share is put at stake instead: if weight_k < 2^(k+1), then k false claims are the most
(Cesa-Bianchi, Freund, Helmbold & Warmuth, "On-line prediction and conversion strategies", Machine
Learning 25, 1996).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

__all__ = ["claims_that_do", "room", "rounds_needed", "weight"]


def room(k: int, *, most: int) -> tuple[int, ...]:
    """Courses of k answers that a hypothesis allows which implies 0, 1, ..., `most` lies so far.

    >>> room(5, most=2)
    (16, 6, 1)
    """
    sums, term = [1], 1
    for j in range(1, most + 1):
        term = term * (k - j + 1) // j  # C(k, j), which is 0 from k + 1 on
        sums.append(sums[-1] + term)
    return tuple(reversed(sums))


def weight(counts: Sequence[int], k: int) -> int:
    """The weight with k questions to come of `counts[i]` hypotheses that imply i lies.

    >>> weight((16, 0), 7) == 2**7  # one lie about a number of four bits: Hamming's code
    True
    """
    return sum(n * w for n, w in zip(counts, room(k, most=len(counts) - 1), strict=True))


def rounds_needed(counts: Sequence[int]) -> int:
    """The least k with weight_k <= 2^k: no fewer questions tell all apart.

    >>> rounds_needed((1_000_000, 0))
    25
    """
    k = max(sum(counts) - 1, 0).bit_length()
    return _first(lambda k: weight(counts, k) <= 2**k, k)


def claims_that_do(counts: Sequence[int]) -> int:
    """The least k with weight_k < 2^(k+1): so many false claims are the most of weighted majority.

    >>> claims_that_do((16,)), claims_that_do((2, 0))
    (4, 2)
    """
    k = max(sum(counts), 1).bit_length() - 1
    return _first(lambda k: weight(counts, k) < 2 ** (k + 1), k)


def _first(does: Callable[[int], bool], least: int) -> int:
    """The least number from `least` on that does, where all after one that does do, too.

    So it is here: the share of k answers in which at most r are lies only falls with k.
    """
    step = 1
    while not does(least + step - 1):
        step *= 2
    below = least + step // 2
    return below + bisect_left(range(below, least + step - 1), True, key=does)
