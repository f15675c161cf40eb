"""Membership queries, each asked once, with the answers kept as bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from teachsim.symbolic.limit.family import Family

__all__ = ["asked", "bits_of"]


def asked(family: Family) -> Callable[[int, int], int]:
    """A function of i and n: the members of L_i below n, as a bit set."""
    known: dict[int, tuple[int, int]] = {}

    def answers(i: int, n: int) -> int:
        bits, far = known.get(i, (0, 0))
        if far < n:
            bits |= bits_of(x for x in range(far, n) if family.contains(i, x))
            known[i] = bits, n
        return bits & ((1 << n) - 1)

    return answers


def bits_of(members: Iterable[int]) -> int:
    """The set as a whole number: bit x is set iff x is a member."""
    bits = 0
    for x in members:
        bits |= 1 << x
    return bits
