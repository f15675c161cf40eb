"""What a family costs, asked before it is built."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic import checks

__all__ = ["LIMIT", "MOST_BITS", "Limit", "affordable", "rounded", "whole"]

# Exponents above this overflow machine integers, long after any memory is spent.
MOST_BITS = 62
# Sizes above this are refused before formulas with factorials and powers are evaluated.
_MOST = 10_000


@dataclass(frozen=True)
class Limit:
    """The largest class that a family builds.

    Attributes:
        hypotheses: most hypotheses, also counted before duplicates are dropped.
        bytes: most memory for the class, by `checks.estimated_bytes`.

    Raises:
        ValueError: one is no whole number of at least 1.
    """

    hypotheses: int = 2**20
    bytes: int = 2**28

    def __post_init__(self) -> None:
        """Refuse what limits nothing."""
        way_out = "leave it out for the default"
        whole_number(self.hypotheses, thing="hypotheses", least=1, way_out=way_out)
        whole_number(self.bytes, thing="bytes", least=1, way_out=way_out)


LIMIT = Limit()


def affordable(family: str, n_hypotheses: int, *, n_instances: int, limit: Limit) -> None:
    """Refuse a family above its limit; called before anything large is allocated.

    Args:
        family: what to call it in the message, as in "intervals(13)".
        n_hypotheses: how many hypotheses will be listed.
        n_instances: number of instances.
        limit: the limit.

    Raises:
        ValueError: the family is above its limit, or that is none.
    """
    one_of(Limit, limit, thing="limit", way_out="pass Limit(hypotheses=2**22), or leave it out")
    estimate = checks.estimated_bytes(n_hypotheses, n_instances)
    if n_hypotheses > limit.hypotheses or estimate > limit.bytes:
        raise ValueError(
            f"{family} lists {rounded(n_hypotheses)} hypotheses on {rounded(n_instances)} "
            f"instances, in {rounded(estimate)} bytes or so, above the limit of "
            f"{limit.hypotheses:,} hypotheses and {limit.bytes:,} bytes; choose smaller sizes or "
            "pass a larger Limit"
        )


def whole(value: int, name: str, *, low: int = 1, high: int = _MOST) -> int:
    """The argument of a family as an integer.

    Raises:
        ValueError: it is not a whole number in [low, high].
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise ValueError(f"{name} is {quoted(value)} but must be a whole number; pass an int")
    number = int(value)
    if not low <= number <= high:
        raise ValueError(f"{name} is {number} but must lie in {low} to {high:,}; choose another")
    return number


def rounded(number: int) -> str:
    """A number for a sentence; the size alone of one with more digits than anybody reads.

    >>> rounded(1234), rounded(10**5_000)
    ('1,234', 'about 10^5000')
    """
    if number < 10**15:
        return f"{number:,}"
    return f"about 10^{round((number.bit_length() - 1) * 0.30103)}"
