"""Laws between the quantities of a class: inequalities, each side one quantity or a count.

A law bounds what stands on its larger side from below, and on its smaller side from above, before
any search. Some hold under a condition alone. Most are immediate from the definitions; of the
others the source is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from teachsim.symbolic.complexity.quantities import FRACTIONS
from teachsim.symbolic.result import Result

__all__ = [
    "Condition",
    "Facts",
    "Known",
    "Law",
    "Number",
    "Side",
    "evidence",
    "implied",
    "met",
    "most_hypotheses",
    "value_of",
]

Number = int | float | Fraction

Known = Mapping[str, Result]
"""Results by symbol."""


@dataclass(frozen=True)
class Facts:
    """What is counted before any search.

    Attributes:
        m: Number of hypotheses.
        n: Number of instances that matter: different columns up to complement, none constant.
        closed: Whether the intersection of any two hypotheses is one; None if that was not looked
            at.
    """

    m: int
    n: int
    closed: bool | None


class Condition(Enum):
    """When a law holds."""

    ALWAYS = ""
    VC_IS_ONE = " if VC = 1"
    MAXIMUM = " if |H| is the most for VC"
    CLOSED = " if H is closed under intersection"


@dataclass(frozen=True)
class Side:
    """One side of an inequality.

    Attributes:
        text: As it is written.
        symbol: The quantity that it grows with; None for a count.
        at: Its value, from the facts and the value of the quantity.
    """

    text: str
    symbol: str | None
    at: Callable[[Facts, Number], Number]


@dataclass(frozen=True)
class Law:
    """One side is at most the other, if a condition is met.

    Attributes:
        small: The side that is at most
        large: the other.
        condition: When.
        source: Where it was proved first, if it is not immediate.
    """

    small: Side
    large: Side
    condition: Condition = Condition.ALWAYS
    source: str = ""

    @property
    def text(self) -> str:
        """The law as it is written."""
        return f"{self.small.text} <= {self.large.text}{self.condition.value}"

    @property
    def symbols(self) -> tuple[str, ...]:
        """The quantities that it is about."""
        return tuple(s.symbol for s in (self.small, self.large) if s.symbol is not None)


def most_hypotheses(n: int, d: Number) -> Number:
    """The most hypotheses on n instances with VC dimension d (Sauer 1972, Shelah 1972)."""
    return sum(math.comb(n, i) for i in range(min(n, int(d)) + 1)) if d >= 0 else 0


def met(condition: Condition, facts: Facts, *, known: Known) -> bool | None:
    """Whether a condition is met; None while that is not known."""
    if condition is Condition.ALWAYS:
        return True
    if condition is Condition.CLOSED:
        return facts.closed
    vc = known["VC"].value if "VC" in known else None
    if vc is None:
        return None
    if condition is Condition.VC_IS_ONE:
        return vc == 1
    return facts.m == most_hypotheses(facts.n, vc)


def evidence(law: Law, *, known: Known) -> tuple[Result, ...]:
    """The results that a law needs to bound a quantity: of its sides and its condition."""
    symbols = [*law.symbols]
    if law.condition in (Condition.VC_IS_ONE, Condition.MAXIMUM):
        symbols.append("VC")
    return tuple(known[symbol] for symbol in dict.fromkeys(symbols) if symbol in known)


def implied(
    laws: Iterable[Law], symbol: str, *, facts: Facts, known: Known
) -> Iterator[tuple[Law, str, Number]]:
    """The bounds of a quantity that laws give: which law, "lower" or "upper", and the bound."""
    for law in laws:
        if symbol not in law.symbols or not met(law.condition, facts, known=known):
            continue
        if law.large.symbol == symbol:
            least = value_of(law.small, facts, known=known, bound="lower")
            if least is not None:
                yield law, "lower", _inverse(law.large, facts, limit=least, rounding=math.ceil)
        else:
            most = value_of(law.large, facts, known=known, bound="upper")
            if most is not None:
                yield law, "upper", _inverse(law.small, facts, limit=most, rounding=math.floor)


def value_of(side: Side, facts: Facts, *, known: Known, bound: str) -> Number | None:
    """A bound of one side, None while nothing is known of it."""
    if side.symbol is None:
        return side.at(facts, 0)
    if side.symbol not in known:
        return None
    result = known[side.symbol]
    return side.at(facts, result.lower if bound == "lower" else result.upper)


def _inverse(
    side: Side, facts: Facts, *, limit: Number, rounding: Callable[[Number], int]
) -> Number:
    """The least value with which a side reaches the limit, or the largest that keeps to it."""
    if isinstance(limit, float) and math.isinf(limit):
        return limit
    if side.text == side.symbol:
        return limit if side.symbol in FRACTIONS else rounding(limit)
    values = range(facts.m + 1)
    if rounding is math.ceil:
        return next(v for v in values if side.at(facts, v) >= limit)
    return next(v for v in reversed(values) if side.at(facts, v) <= limit)
