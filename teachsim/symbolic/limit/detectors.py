"""Hallucination detectors: does a generator say only what belongs to the target?

A detector sees evidence of the target K and may ask a candidate generator whether it would say an
instance: membership queries to its language G, a predicate. It is right in the limit if from some
point on it says True if G is a part of K, and False if G holds anything else.

It is as hard as to name K. Who can identify checks G against its conjecture, a few instances more
each round; who can detect identifies, by trying the family's own languages as candidates. So from
right answers alone it needs tell-tales (Angluin 1980), and with wrong answers marked too it is
possible for every countable family, as identification by enumeration is (Gold 1967).

Source: A. Karbasi, O. Montasser, J. Sous and G. Velegkas, "(Im)possibility of automated
hallucination detection in large language models", 2025 (arXiv:2504.17004).
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_function
from teachsim.symbolic.limit.evidence import Evidence
from teachsim.symbolic.limit.family import Family, a_family
from teachsim.symbolic.limit.identifiers import Identifier, enumeration, tell_tale
from teachsim.symbolic.limit.membership import asked
from teachsim.symbolic.limit.sight import REACH, sighted

__all__ = ["Detector", "as_identifier", "from_both", "from_positives", "through"]

Detector = Callable[[Evidence, Callable[[int], bool]], bool]
"""Evidence and a candidate's language to whether that seems to hold right answers only."""


def through(family: Family, identifier: Identifier, *, least: int = 0) -> Detector:
    """Says whether the candidate says anything, so far, that the language conjectured lacks.

    After t examples it tries the first t instances, or `least` of them where that is more. Once the
    conjecture is right and stays so, it is right on a candidate inside the target at once, and on
    another one as soon as t reaches an instance that the candidate says and the target lacks. With
    no conjecture it vouches for nobody: it says False.

    Args:
        family: The family; only its membership queries are used.
        identifier: What it believes.
        least: How many instances to try from the start.

    Raises:
        ValueError: This is no family, identifier or number.
    """
    a_family(family)
    a_function(identifier, thing="identifier", way_out="pass one of limit.identifiers")
    whole_number(least, thing="least", least=0, way_out="use 0 for as many as examples")
    answers = asked(family)

    def vouches(evidence: Evidence, says: Callable[[int], bool]) -> bool:
        believed = identifier(evidence)
        if believed is None:
            return False
        tried = max(len(evidence), least)
        held = answers(believed, tried)
        return not any(says(x) for x in range(tried) if not held >> x & 1)

    return vouches


def from_positives(family: Family, *, reach: int = REACH) -> Detector:
    """Detects by tell-tales: right in the limit on the targets that have one.

    Args:
        family: The family; its membership queries and its tell-tales are used.
        reach: How many languages are in sight from the start.
    """
    return through(family, tell_tale(family, reach=reach))


def from_both(family: Family, *, reach: int = REACH) -> Detector:
    """Detects by enumeration: right in the limit on every family, if wrong answers are marked too.

    From right answers alone it vouches for whatever the first language that agrees holds.

    Args:
        family: The family; only its membership queries are used.
        reach: How many languages are in sight from the start.
    """
    return through(family, enumeration(family, reach=reach))


def as_identifier(family: Family, detector: Detector, *, reach: int = REACH) -> Identifier:
    """Conjectures the first language that agrees and for which the detector vouches.

    If the detector is right in the limit, so is this, from the same evidence: the target itself is
    vouched for in the end; an earlier language that agrees for ever includes the target, and unless
    it is equal it holds more, for which no right detector vouches. That is why detection from right
    answers is no easier than identification.

    Args:
        family: The family; only its membership queries are used.
        detector: Any detector: yours too.
        reach: How many languages are in sight from the start.

    Raises:
        ValueError: This is no family, detector or number.
    """
    a_function(detector, thing="detector", way_out="pass one of limit.detectors")
    agreeing = sighted(family, reach=reach)

    def conjecture(evidence: Evidence) -> int | None:
        for i in agreeing(evidence):
            if detector(evidence, functools.partial(family.contains, i)):
                return i
        return None

    return conjecture
