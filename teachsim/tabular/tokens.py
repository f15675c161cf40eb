r"""Credit: which tokens of a long answer were good? Exact training of T independent tokens.

A sequence has T tokens of B choices each, one of them good; it is right iff all T are. Each
position has its own softmax over the B choices. All bad choices of a position are alike, so one
number is left: the log-odds d of the good one. A coefficient A for the drawn choice y moves the
logits by A (e_y - pi), so in expectation, with p the chance of the good one and k = B / (B - 1),

    d' = k (1 - p)          supervised, shown the good token
    d' = k p (1 - p) s_t    otherwise, with s_t how often the credit of token t tells anything:

1 if each token is rewarded on its own, the product of the other tokens' chances if only the whole
sequence is, the product of the chances before t if a critic stops at the first bad token.

As p' = p (1 - p) d', the time from p0 to p of all symmetric ones is (1 / k) times the integral of
1 / (p^m (1 - p)^2), with m = 1 supervised, 2 for rewarded tokens, T + 1 for a rewarded sequence. As
1 / (p^m (1 - p)^2) = sum over j = 1..m of (m - j + 1) / p^j + m / (1 - p) + 1 / (1 - p)^2,

    t = [F_m(p) - F_m(p0)] / k,  F_m(p) = m ln(p / (1 - p)) + 1 / (1 - p)
                                          - sum over j = 2..m of (m - j + 1) / ((j - 1) p^(j - 1)).

For long sequences from p0 = 1 / B that is about B^T / T * B / (B - 1) for a rewarded sequence, and
T / (k ln(1 / R)) until one is right with chance R for the first two. Where it fails: a base model
that is mostly right has p0 near 1, and p0^-T is then a small number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, one_of, quoted
from teachsim.tabular.numbers import MOST_COUNTED, count, number
from teachsim.tabular.tokens_flow import check_ends, time_by_flow

__all__ = ["Credit", "Run", "Sequences", "time_to", "train"]

LONGEST = 64
_MOST_CHOICES = 1_000_000
_MOST_DIGITS = 300
_MOST_CELLS = 20_000_000  # of a record of steps and tokens: 160 MB


class Credit(StrEnum):
    """What a token is credited with."""

    DEMONSTRATION = "demonstration"  # it is shown, and copied: supervised
    TOKEN = "token"  # a reward of its own
    TO_GO = "to_go"  # the rewards of its own and later tokens
    TOTAL = "total"  # the rewards of all tokens
    PREFIX = "prefix"  # an oracle says whether the sequence is still right with it
    SEQUENCE = "sequence"  # one reward at the end, if all tokens are good


# Other tokens' rewards have mean 0 given this one's: these three have the same expectation.
_OWN = (Credit.TOKEN, Credit.TO_GO, Credit.TOTAL)


@dataclass(frozen=True)
class Sequences:
    """Sequences of independent tokens.

    Attributes:
        tokens: T, 1 to 64.
        choices: B of each token, at least 2; one is good.
        start: Chance of the good one in the base model, in (0, 1); None for 1 / B.
    """

    tokens: int = 4
    choices: int = 4
    start: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no sequence.

        Raises:
            ValueError: If a number is out of its range.
        """
        count(self.tokens, thing="tokens", least=1, most=LONGEST, way_out="use 4")
        count(self.choices, thing="choices", least=2, most=_MOST_CHOICES, way_out="use 4")
        if self.start is not None and not 0 < chance(self.start, thing="start") < 1:
            raise ValueError(
                f"start is {self.start}, but must lie in (0, 1): a softmax has no other chances; "
                "leave it out for 1 / choices"
            )

    @property
    def base(self) -> float:
        """Chance of the good choice in the base model."""
        return 1 / self.choices if self.start is None else float(self.start)

    @property
    def gain(self) -> float:
        """The factor B / (B - 1): the good logit rises, and each bad one falls a little."""
        return self.choices / (self.choices - 1)


@dataclass(frozen=True, eq=False)
class Run:
    """A course of training.

    Attributes:
        tokens: `(steps + 1, T)` chance of the good choice at each position.
    """

    tokens: FloatArray

    @property
    def sequence(self) -> FloatArray:
        """`(steps + 1,)` chance that the whole sequence is right."""
        return np.asarray(self.tokens.prod(axis=1))


def check(sequences: object) -> None:
    """Refuse what is no Sequences."""
    one_of(Sequences, sequences, thing="sequences", way_out="pass Sequences(tokens=4, choices=4)")


def credit_of(value: str) -> Credit:
    """The credit of that name.

    Raises:
        ValueError: If there is none.
    """
    if str(value) not in set(Credit):
        raise ValueError(
            f"credit is {quoted(value)}, but must be one of {', '.join(Credit)}; use "
            "sequence for one score at the end"
        )
    return Credit(value)


def slope(good: FloatArray, credit: Credit) -> FloatArray:
    """`(..., T)` expected gradient of the good token's log-odds, over k = B / (B - 1).

    Args:
        good: `(..., T)` chance of the good token at each position.
        credit: What a token is credited with.
    """
    if credit is Credit.DEMONSTRATION:
        return 1 - good
    own = good * (1 - good)
    if credit in _OWN:
        return own
    if credit is Credit.SEQUENCE:
        return np.asarray((1 - good) * good.prod(axis=-1, keepdims=True))
    return np.asarray((1 - good) * good.cumprod(axis=-1))


def train(
    sequences: Sequences, credit: str = Credit.SEQUENCE, *, steps: int, rate: float = 1.0
) -> Run:
    """The exact expected dynamics: gradient ascent, position by position.

    Args:
        sequences: What is learned.
        credit: What a token is credited with.
        steps: How many.
        rate: Learning rate, above 0; `rate * steps` is the time of `time_to`.

    Raises:
        ValueError: If an argument is out of its range, or the record over 20 million numbers.
    """
    check(sequences)
    kind = credit_of(credit)
    count(steps, thing="steps", least=0, most=MOST_COUNTED, way_out="use 1000")
    number(rate, thing="rate", above=0, way_out="use 0.1")
    cells = (steps + 1) * sequences.tokens
    if cells > _MOST_CELLS:
        raise ValueError(
            f"{steps:,} steps of {sequences.tokens} tokens are {cells:,} numbers, over "
            f"{_MOST_CELLS:,}; raise the rate, or ask time_to, which takes no steps"
        )
    odds = np.full(sequences.tokens, math.log(sequences.base / (1 - sequences.base)))
    good = np.empty((steps + 1, sequences.tokens))
    for step in range(steps + 1):
        good[step] = 1 / (1 + np.exp(-odds))
        odds += rate * sequences.gain * slope(good[step], kind)
    return Run(good)


def time_to(sequences: Sequences, credit: str = Credit.SEQUENCE, *, reach: float = 0.9) -> float:
    """Time of the gradient flow until the whole sequence is right with chance `reach`.

    In closed form, as in the head of this module; an oracle prefix critic treats positions
    differently, and its flow is integrated, to about nine digits, six next to 1. 0 if it starts
    there.

    Raises:
        ValueError: If `reach` is not in (0, 1) or no float can tell a token's share of it from 1,
            the credit unknown, the time too long for a float to hold, or a solver's ends too far.

    >>> round(time_to(Sequences(tokens=4, choices=4), "demonstration"), 1)
    31.4
    >>> round(time_to(Sequences(tokens=4, choices=4), "sequence"), 1)
    150.5
    """
    check(sequences)
    kind = credit_of(credit)
    if not 0 < chance(reach, thing="reach") < 1:
        raise ValueError(f"reach is {reach}, but must lie in (0, 1): 1 takes for ever; use 0.9")
    T, wanted = sequences.tokens, reach ** (1 / sequences.tokens)
    if wanted <= sequences.base:
        return 0.0
    if wanted == 1:
        raise ValueError(
            f"reach is {reach}, for which each of {T} tokens needs a chance that no float tells "
            "from 1; use 1 - 1e-12"
        )
    if kind is Credit.PREFIX:
        # Tokens one after the other, each waiting for the whole time of all before it, are slower.
        alone = Sequences(1, sequences.choices, sequences.base)
        check_ends(sequences.base, wanted)
        most = T / reach * time_to(alone, "token", reach=wanted)

        def speed(good: FloatArray) -> FloatArray:
            return sequences.gain * slope(good, Credit.PREFIX)

        return time_by_flow(speed, start=np.full(T, sequences.base), reach=reach, most=2 * most)
    if kind is Credit.SEQUENCE and -T * math.log10(sequences.base) > _MOST_DIGITS:
        raise ValueError(
            f"{T} tokens that start at {sequences.base:g} take over 1e{_MOST_DIGITS} units of time "
            "on one reward at the end; use fewer tokens or a warmer start"
        )
    power = 1 if kind is Credit.DEMONSTRATION else T + 1 if kind is Credit.SEQUENCE else 2
    whole = _antiderivative(wanted, power=power) - _antiderivative(sequences.base, power=power)
    if math.isinf(whole):
        raise ValueError(
            f"tokens that start at {sequences.base:g} take longer than a float can hold; use a "
            "warmer start"
        )
    return whole / sequences.gain


def _antiderivative(p: float, *, power: int) -> float:
    """F_m of the module's head: of 1 / (p^m (1 - p)^2)."""
    lower = math.fsum((power - j + 1) / ((j - 1) * p ** (j - 1)) for j in range(2, power + 1))
    return power * math.log(p / (1 - p)) + 1 / (1 - p) - lower
