"""A world made from a corpus of counts: what was read once, what never, what must be made up.

The mass M of facts that a corpus of n sentences misses cannot be seen, but its share of facts that
occur once, the monofact rate N1 / n, estimates it: I. J. Good, "The population frequencies of
species and the estimation of population parameters", Biometrika 40, 1953 (Good-Turing). Facts are
arbitrary: nothing says which of V answers is right but the fact itself. Whoever answers what it
never read is then right with chance 1 / V, so that of all questions

    hallucinated >= (1 - 1 / V) (M - abstained),   M >= N1 / n - (less and less as n grows).

The argument is that of A. T. Kalai and S. S. Vempala, "Calibrated language models must
hallucinate", STOC 2024 (arXiv 2311.14648), and of its successor with prompts and "I don't know",
A. T. Kalai et al., "Why language models hallucinate", 2025 (arXiv 2509.04664). Theirs bounds what a
calibrated model generates unasked; here questions are asked, and calibration is replaced by having
to answer or to say "I don't know".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, generator, one_of, quoted, whole_number, whole_numbers
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import MOST_COUNTED, count, floats, number

__all__ = ["Corpus", "expected_missing", "expected_monofacts"]

_FITS = 1e-9  # how far chances may add up to something else than 1


@dataclass(frozen=True)
class Corpus:
    """How often each fact occurs in a corpus.

    Attributes:
        times: Of each fact that occurs, at least 1 each; in any order.

    >>> corpus = Corpus((3, 1, 1, 2, 1))
    >>> corpus.n, corpus.monofact_rate
    (8, 0.375)
    """

    times: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse what is no corpus.

        Raises:
            ValueError: If there is no fact, or one that occurs less than once.
        """
        way_out, most = "leave facts out that do not occur", MOST_COUNTED
        one_of(tuple, self.times, thing="times", way_out="use Corpus.of(counts)")
        if not self.times:
            raise ValueError("times is (), but a corpus must have a fact; pass one number or more")
        for times in self.times:
            count(times, thing="a fact's number of times", least=1, most=most, way_out=way_out)

    @classmethod
    def of(cls, counts: npt.ArrayLike) -> Corpus:
        """The corpus of an array of counts; 0 stands for a fact that does not occur.

        Raises:
            ValueError: If a count is no whole number of at least 0, or all are 0.
        """
        times = whole_numbers(counts, thing="counts", way_out="pass one whole number a fact")
        if times.ndim != 1 or (times < 0).any() or not times.any():
            raise ValueError(
                f"counts are {quoted(counts)}, but must be a row of numbers of at least 0, not all "
                "0; pass how often each fact occurs"
            )
        return cls(tuple(times[times > 0].tolist()))

    @classmethod
    def drawn(
        cls, chances: Sequence[float] | FloatArray, *, n: int, rng: np.random.Generator | int
    ) -> Corpus:
        """A corpus of n sentences, each a fact drawn independently.

        Args:
            chances: `(F,)` chance of each fact; sums to 1.
            n: Sentences, at least 1.
            rng: Where chance comes from, consumed; or a seed.

        Raises:
            ValueError: If the chances are none, or n is below 1, or over what an array counts to.
        """
        p = _distribution(chances)
        count(n, thing="n", least=1, most=MOST_COUNTED, way_out="use 10,000")
        stream = generator(rng, way_out="pass a seed or numpy.random.default_rng(seed)")
        return cls.of(stream.multinomial(n, p))

    @cached_property
    def n(self) -> int:
        """Sentences: all occurrences of all facts."""
        return sum(self.times)

    @property
    def monofact_rate(self) -> float:
        """N1 / n in [0, 1]: the Good-Turing estimate of the mass of facts that do not occur."""
        return self.times.count(1) / self.n

    def least_missing(self, *, error: float = 0.05) -> float:
        """A mass in [0, 1] that facts which do not occur have at least, with chance 1 - error.

        N1 / n is on average above M, by sum of p^2 (1 - p)^(n - 1) <= 1 / n. One sentence more or
        less changes it by 2 / n at most, so that it exceeds its mean by t with chance
        exp(-n t^2 / 2) at most (McDiarmid). M falls short of its own by t with chance exp(-n t^2)
        at most: D. McAllester and L. Ortiz, "Concentration inequalities for the missing mass and
        for histogram rule error", JMLR 4, 2003; a sharper constant is known. Half of the error for
        each, and M >= N1 / n - 1 / n - (1 + sqrt 2) sqrt(ln(2 / error) / n).

        Args:
            error: Chance that the bound does not hold, in (0, 1).

        Raises:
            ValueError: If the error is not in (0, 1).
        """
        number(error, thing="error", above=0, below=1.0, way_out="use 0.05")
        slack = (1 + math.sqrt(2)) * math.sqrt(math.log(2 / error) / self.n)
        return max(0.0, self.monofact_rate - 1 / self.n - slack)

    def least_hallucinated(
        self, *, answers: int = 50, abstained: float = 0.0, error: float = 0.05
    ) -> float:
        """How much any learner makes up of all questions at least, with chance 1 - error.

        On average over arbitrary facts, whose answer is one of V with the same chance each: the one
        way round it is to say "I don't know". Questions are asked as often as the corpus says them.

        Args:
            answers: V, at least 2.
            abstained: Share of all questions to which the learner says "I don't know", in [0, 1].
            error: Chance that the corpus misses less than `least_missing` says.

        Raises:
            ValueError: If an argument is out of its range.

        >>> f"{Corpus((1,) * 3000 + (10,) * 700).least_hallucinated():.3f}"
        '0.248'
        """
        whole_number(answers, thing="answers", least=2, way_out="use 50")
        unread = self.least_missing(error=error) - chance(abstained, thing="abstained")
        return max(0.0, (1 - 1 / answers) * unread)

    def world(self, *, like: Knowledge | None = None) -> Knowledge:
        """A world where as much is unknown as the corpus is estimated to miss.

        Args:
            like: All else about the world; `Knowledge()` by default.

        Raises:
            ValueError: If `like` is no world.
        """
        if like is not None:
            one_of(Knowledge, like, thing="like", way_out="pass Knowledge()")
        return replace(like or Knowledge(), known=1 - self.monofact_rate)


def expected_missing(chances: Sequence[float] | FloatArray, *, n: int) -> float:
    """Mean mass of the facts that n sentences miss: sum of p (1 - p)^n.

    Args:
        chances: `(F,)` chance of each fact; sums to 1.
        n: Sentences, at least 0.

    Raises:
        ValueError: If the chances are none, or n is below 0.
    """
    p = _distribution(chances)
    count(n, thing="n", least=0, most=MOST_COUNTED, way_out="use 0 for an empty corpus")
    return float((p * (1 - p) ** n).sum())


def expected_monofacts(chances: Sequence[float] | FloatArray, *, n: int) -> float:
    """Mean monofact rate of n sentences: sum of p (1 - p)^(n - 1), the mass that n - 1 miss.

    Args:
        chances: `(F,)` chance of each fact; sums to 1.
        n: Sentences, at least 1.

    Raises:
        ValueError: If the chances are none, or n is below 1.
    """
    count(n, thing="n", least=1, most=MOST_COUNTED, way_out="a corpus has a sentence")
    return expected_missing(chances, n=n - 1)


def _distribution(chances: Sequence[float] | FloatArray) -> FloatArray:
    """The chances as an array.

    Raises:
        ValueError: If they are no distribution.
    """
    p = floats(chances, thing="chances", way_out="divide by their sum")
    if p.ndim != 1 or not (p >= 0).all() or not abs(p.sum() - 1) <= _FITS:
        raise ValueError(
            f"chances are {quoted(chances)}, but must be a row of numbers of at least 0 that add "
            "up to 1; divide by their sum"
        )
    return p / p.sum()
