"""Membership queries, each asked once, with the answers kept as bits."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from teachsim.symbolic.limit.family import Family

__all__ = ["Listing", "asked", "bits_of", "listed", "lowest"]


class Listing(Protocol):
    """The members of each language, found by asking for one instance after the other."""

    def __call__(self, i: int, *, above: int, below: float = ...) -> Iterator[int]:
        """The members of L_i above the one number and below the other, ascending."""
        ...


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


def listed(family: Family) -> Listing:
    """The members of each language; it asks as far as they are wanted, and keeps what it found."""
    found: dict[int, list[int]] = {}
    far: dict[int, int] = {}

    def listing(i: int, *, above: int, below: float = math.inf) -> Iterator[int]:
        members = found.setdefault(i, [])
        place = bisect.bisect_right(members, above)
        while True:
            while place < len(members):
                if members[place] >= below:
                    return
                if members[place] > above:
                    yield members[place]
                place += 1
            x = far.get(i, 0)
            if x >= below:
                return
            far[i] = x + 1
            if family.contains(i, x):
                members.append(x)

    return listing


def bits_of(members: Iterable[int]) -> int:
    """The set as a whole number: bit x is set iff x is a member."""
    bits = 0
    for x in members:
        bits |= 1 << x
    return bits


def lowest(bits: int) -> int:
    """The least member of a set that is not empty."""
    return (bits & -bits).bit_length() - 1
