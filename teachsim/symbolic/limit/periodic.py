"""Ultimately periodic sets of natural numbers: infinite languages that a computer holds exactly.

After a prefix the same block of bits repeats without end. These are the unary regular languages,
closed under union, intersection and complement. Two sets agree for ever once they agree on a common
prefix and on one common multiple of their periods; and bit r of one block ever meets bit s of the
other iff r and s agree modulo the greatest common divisor of the two periods (Chinese remainders),
which decides inclusion without the common multiple.
"""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.arguments import many
from teachsim.symbolic.families.limit import rounded
from teachsim.symbolic.limit.language import an_instance

__all__ = ["MOST_BITS", "Periodic"]

# Prefix and period of a language together: a million bits as a tuple take some eight megabytes.
MOST_BITS = 2**20

_Bits = tuple[bool, ...]


@dataclass(frozen=True)
class Periodic:
    """The set {x : prefix[x], or period[(x - a) % b] from x = a on}, in its only shortest form.

    The bits are shortened when the record is made, so that `==` is equality of sets.

    Attributes:
        prefix: `(a,)` whether 0, ..., a - 1 belong.
        period: `(b,)` what repeats from a on, b >= 1; `(False,)` for a finite set.

    Raises:
        ValueError: a bit is none, there is no list of them, the period is empty, or there are more
            than `MOST_BITS` bits.

    >>> Periodic((True, False), (True, False)) == Periodic((), (True, False))
    True
    """

    prefix: _Bits
    period: _Bits

    def __post_init__(self) -> None:
        """Refuse what is no list of bits, and shorten the rest."""
        prefix = _bits(self.prefix, thing="prefix")
        period = _bits(self.period, thing="period")
        if not period:
            raise ValueError(
                "period is empty, but something must repeat; pass (False,) for a finite language"
            )
        affordable(len(prefix) + len(period), max_bits=MOST_BITS)
        prefix, period = _shortest(prefix, period)
        put = object.__setattr__  # the record is frozen for everybody else
        put(self, "prefix", prefix)
        put(self, "period", period)

    @classmethod
    def of(cls, members: Iterable[int]) -> Periodic:
        """The finite set of these numbers.

        Raises:
            ValueError: one is no natural number or above `MOST_BITS`, or they are no collection.

        >>> Periodic.of([0, 3]).prefix
        (True, False, False, True)
        """
        way_out = "list natural numbers, such as [0, 3, 5]"
        many(members, thing="members", way_out=way_out)
        listed = {whole_number(x, thing="a member", least=0, way_out=way_out) for x in members}
        affordable(length := max(listed, default=-1) + 1, max_bits=MOST_BITS)
        return cls(tuple(x in listed for x in range(length)), (False,))

    @classmethod
    def progression(cls, start: int, step: int) -> Periodic:
        """The set {start, start + step, start + 2 step, ...}.

        Raises:
            ValueError: start is negative, step is not positive, or they take too many bits.
        """
        start = whole_number(start, thing="start", least=0, way_out="start at 0 or later")
        step = whole_number(step, thing="step", least=1, way_out="step by 1 or more")
        affordable(start + step, max_bits=MOST_BITS)
        return cls((False,) * start, (True, *(False,) * (step - 1)))

    def contains(self, x: int) -> bool:
        """Whether the number belongs; no negative number does.

        Raises:
            ValueError: it is no whole number.
        """
        a, x = len(self.prefix), an_instance(x)
        if x >= a:
            return self.period[(x - a) % len(self.period)]
        return x >= 0 and self.prefix[x]

    @property
    def is_finite(self) -> bool:
        """Whether it has finitely many members."""
        return self.period == (False,)

    @property
    def size(self) -> float:
        """How many members: a whole number or `math.inf`."""
        return sum(self.prefix) if self.is_finite else math.inf

    def members(self) -> Iterator[int]:
        """The members, ascending; without end where there are infinitely many."""
        yield from itertools.compress(itertools.count(), self.prefix)
        if not self.is_finite:
            blocks = itertools.cycle(self.period)
            yield from itertools.compress(itertools.count(len(self.prefix)), blocks)

    def first(self, n: int) -> tuple[int, ...]:
        """The n smallest members, or all of them where they are fewer.

        Raises:
            ValueError: n is no whole number of at least 0.
        """
        whole_number(n, thing="n", least=0, way_out="say how many members to list")
        return tuple(itertools.islice(self.members(), n))

    def subset(self, other: Periodic) -> bool:
        """Whether every member belongs to the other set, exactly, at any lengths of the periods.

        Raises:
            ValueError: the other is no such set.
        """
        _another(other)
        start = max(len(self.prefix), len(other.prefix))
        if not all(other.contains(x) for x in range(start) if self.contains(x)):
            return False
        common = math.gcd(len(self.period), len(other.period))
        ours = _residues(self, start=start, modulus=common, wanted=True)
        return ours.isdisjoint(_residues(other, start=start, modulus=common, wanted=False))

    def complement(self) -> Periodic:
        """The natural numbers that do not belong."""
        return Periodic(tuple(not x for x in self.prefix), tuple(not x for x in self.period))

    def intersection(self, other: Periodic, *, max_bits: int = MOST_BITS) -> Periodic:
        """What belongs to both.

        Args:
            other: the other set.
            max_bits: refuse a common prefix and period that are together longer.

        Raises:
            ValueError: they are, and the length is told; or an argument is none of these.
        """
        return _combined(self, other, rule=operator.and_, max_bits=max_bits)

    def union(self, other: Periodic, *, max_bits: int = MOST_BITS) -> Periodic:
        """What belongs to at least one; arguments and refusals as `intersection`."""
        return _combined(self, other, rule=operator.or_, max_bits=max_bits)

    def difference(self, other: Periodic, *, max_bits: int = MOST_BITS) -> Periodic:
        """What belongs to this one alone; arguments and refusals as `intersection`."""
        return _combined(self, other, rule=operator.gt, max_bits=max_bits)

    def __str__(self) -> str:
        """A finite set by its members, another by its bits: what is in brackets repeats.

        >>> print(Periodic.of([2, 5]), Periodic.progression(1, 3))
        {2, 5} (010)
        """
        if self.is_finite:
            return "{" + ", ".join(map(str, self.members())) + "}"
        return f"{_spelled(self.prefix)}({_spelled(self.period)})"


def affordable(bits: int, *, max_bits: int) -> None:
    """Refuse a language above the limit, before its bits are written.

    Raises:
        ValueError: it is; both numbers are told.
    """
    if bits > max_bits:
        raise ValueError(
            f"the language takes {rounded(bits)} bits of prefix and period, above the limit of "
            f"{max_bits:,}; choose smaller numbers, or periods with a smaller common multiple"
        )


def _another(other: Periodic) -> None:
    way_out = "pass Periodic.of([0, 1]), or Periodic.progression(0, 2)"
    one_of(Periodic, other, thing="the other set", way_out=way_out)


def _bits(values: Iterable[bool], *, thing: str) -> _Bits:
    many(values, thing=thing, way_out="pass bits, such as (True, False)")
    given = tuple(values)
    wrong = [value for value in given if value not in (0, 1)]
    if wrong:
        raise ValueError(f"{thing} has the bit {quoted(wrong[0])}, but a bit is 0 or 1; pass those")
    return tuple(map(bool, given))


def _shortest(prefix: _Bits, period: _Bits) -> tuple[_Bits, _Bits]:
    """The same set with the shortest period, then the shortest prefix."""
    b = len(period)
    shortest = next(d for d in range(1, b + 1) if b % d == 0 and period[d:] == period[: b - d])
    period = period[:shortest]
    # The end of the prefix may be the period at work already: let the period begin earlier.
    early = 0
    while early < len(prefix) and prefix[-1 - early] == period[(-1 - early) % shortest]:
        early += 1
    turn = -early % shortest
    return prefix[: len(prefix) - early], period[turn:] + period[:turn]


def _residues(language: Periodic, *, start: int, modulus: int, wanted: bool) -> set[int]:
    """Residues of the numbers from `start` on that belong, or, with `wanted` false, do not."""
    block = range(start, start + len(language.period))
    return {x % modulus for x in block if language.contains(x) == wanted}


def _combined(
    left: Periodic, right: Periodic, *, rule: Callable[[bool, bool], bool], max_bits: int
) -> Periodic:
    """The set of the x whose two bits satisfy the rule."""
    _another(right)
    whole_number(max_bits, thing="max_bits", least=1, way_out="leave it out")
    start = max(len(left.prefix), len(right.prefix))
    block = math.lcm(len(left.period), len(right.period))
    affordable(start + block, max_bits=min(max_bits, MOST_BITS))
    bits = [rule(left.contains(x), right.contains(x)) for x in range(start + block)]
    return Periodic(tuple(bits[:start]), tuple(bits[start:]))


def _spelled(bits: _Bits) -> str:
    return "".join("01"[bit] for bit in bits)
