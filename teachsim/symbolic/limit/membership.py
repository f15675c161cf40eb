"""Membership queries, each asked once, with the answers kept as bits or as lists of members."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachsim.symbolic.limit.family import Family

__all__ = ["MOST_INSTANCES", "Listing", "asked", "bits_of", "countable", "listed", "lowest"]

# Some ten seconds of counting.
MOST_INSTANCES = 2**20


@dataclass(frozen=True, eq=False)
class Listing:
    """The members of each language, as far as they were asked for.

    Attributes:
        below: Of i, a bound, and the most to give: the least members of L_i below the bound.
        after: Of i and x: the least member of L_i above x, None where none came in sight.
    """

    below: Callable[..., Sequence[int]]
    after: Callable[[int, int], int | None]


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

    Members are listed by the language itself, which asking one instance after the other would do as
    well, but for a sparse language not within a lifetime. Above an instance far out both are tried
    in turn: a dense language has a member soon after it, and a sparse one few before it.

    Args:
        family: The family.
        max_instances: How many instances to ask for, and members to list, before `after` gives up.
    """
    found: dict[int, list[int]] = {}
    more = _more(family, found)

    def below(i: int, n: int, *, most: int) -> Sequence[int]:
        members = found.setdefault(i, [])
        while len(members) < most and not (members and members[-1] >= n) and more(i) is not None:
            pass
        return members[: min(most, bisect.bisect_left(members, n))]

    def after(i: int, x: int) -> int | None:
        members = found.setdefault(i, [])
        if (place := bisect.bisect_right(members, x)) < len(members):
            return members[place]
        for near in range(x + 1, x + 1 + max_instances):
            if family.contains(i, near):
                return near
            far = more(i)
            if far is None or far > x:
                return far
        return None

    return Listing(below, after)


def _more(family: Family, found: dict[int, list[int]]) -> Callable[[int], int | None]:
    """A function of i: the next member of L_i, which joins those found; None after the last."""
    unlisted: dict[int, Iterator[int]] = {}

    def more(i: int) -> int | None:
        if i not in unlisted:
            unlisted[i] = family.language(i).members()
        x = next(unlisted[i], None)
        if x is not None:
            found.setdefault(i, []).append(x)
        return x

    return more


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
