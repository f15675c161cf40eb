"""Membership queries, each asked once, with the answers kept as bits."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from teachsim.symbolic.limit.family import Family

__all__ = ["MOST_INSTANCES", "Listing", "asked", "bits_of", "countable", "listed", "lowest"]

# Some ten seconds of counting; members of a sparse language may be farther apart than any number.
MOST_INSTANCES = 2**20


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


def listed(family: Family, *, max_instances: int) -> Listing:
    """The members of each language; it asks as far as they are wanted, and keeps what it found.

    Args:
        family: The family.
        max_instances: Refuse to count further than this; the listing raises `ValueError`.
    """
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
            countable(max(x, below) if math.isfinite(below) else x, max_instances=max_instances)
            far[i] = x + 1
            if family.contains(i, x):
                members.append(x)

    return listing


def countable(instance: float, *, max_instances: int) -> None:
    """Refuse to count as far as this instance.

    Raises:
        ValueError: It is above the limit.
    """
    if instance > max_instances:
        raise ValueError(
            f"the search would count up to instance {int(instance):,}, above the limit of "
            f"{max_instances:,}; number the instances so that languages are denser, or raise "
            "max_instances"
        )


def bits_of(members: Iterable[int]) -> int:
    """The set as a whole number: bit x is set iff x is a member."""
    bits = 0
    for x in members:
        bits |= 1 << x
    return bits


def lowest(bits: int) -> int:
    """The least member of a set that is not empty."""
    return (bits & -bits).bit_length() - 1
