"""Learners that say something new and right, without having to know which language it is.

A generator is a pure function of evidence. Generating is easier than identifying: from right
answers alone the critical generator is right from some point on, whatever the countable family.
What it gives up is breadth: the languages it speaks from may shrink without end.

Sources: J. Kleinberg and S. Mullainathan, "Language generation in the limit", 2024
(arXiv:2404.06757); J. Li, V. Raman and A. Tewari, "Generation through the lens of learning theory",
2024 (arXiv:2410.13714); A. Kalavasis, A. Mehrotra and G. Velegkas, "On the limits of language
generation: trade-offs between hallucination and mode collapse", 2024 (arXiv:2411.09642).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Set

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_function
from teachsim.symbolic.limit.critical import critical, settling_point
from teachsim.symbolic.limit.evidence import Evidence, Example, following
from teachsim.symbolic.limit.family import Family, a_family
from teachsim.symbolic.limit.identifiers import Identifier, enumeration
from teachsim.symbolic.limit.language import Language
from teachsim.symbolic.limit.membership import (
    MOST_INSTANCES,
    asked,
    bits_of,
    countable,
    lowest,
)
from teachsim.symbolic.limit.sight import REACH, sighted

__all__ = ["Generator", "breadth", "closure", "critical", "first_consistent", "settling_point"]

Generator = Callable[[Evidence], int | None]
"""Evidence to an instance that was not shown, None for nothing to say."""

_Spoken = tuple[Evidence, frozenset[int], int | None]  # with all that was said, and the last of it


def first_consistent(family: Family, *, reach: int = REACH) -> Generator:
    """Says what the first language that agrees holds: the naive one, and it hallucinates.

    On a target that a proper superset precedes nothing ever refutes the superset, and whatever it
    says that the superset holds alone is wrong, without end.

    Args:
        family: The family; its membership queries and its languages' members are used.
        reach: How many languages are in sight from the start.
    """
    return breadth(family, enumeration(family, reach=reach))


def breadth(family: Family, identifier: Identifier) -> Generator:
    """Says one by one all that the language conjectured holds and that was neither shown nor said.

    Where all of it was, it says the least again that was not shown. So it has breadth, all new and
    right answers and nothing else, iff the conjecture is right. With `identifiers.enumeration` and
    an informant that comes true on every family (Kalavasis, Mehrotra & Velegkas 2024); from right
    answers alone breadth is possible only where identification is.

    Args:
        family: The family; its languages' members are used.
        identifier: What it believes.

    Raises:
        ValueError: This is no family or no identifier.
    """
    a_family(family)
    a_function(identifier, thing="identifier", way_out="pass one of limit.identifiers")
    language = functools.cache(family.language)

    def take(state: _Spoken, example: Example) -> _Spoken:
        before, said, _ = state
        evidence = before.plus(example[0], mark=example[1])
        believed = identifier(evidence)
        if believed is None:
            return evidence, said, None
        shown = {x for x, _ in evidence.shown}
        new = _least_outside(language(believed), shown | said)
        if new is None:
            new = _least_outside(language(believed), shown)
        return evidence, said if new is None else said | {new}, new

    state = following(lambda: (Evidence(), frozenset(), None), take)
    return lambda evidence: state(evidence)[2]


def closure(
    family: Family, *, reach: int = REACH, look: int = 512, max_instances: int = MOST_INSTANCES
) -> Generator:
    """Says what all languages in sight that agree hold: never wrong, but soon with nothing to say.

    Once the target is in sight it never hallucinates. It goes on speaking while the closure of what
    was shown is infinite, which uniformly many examples ensure iff the closure dimension is finite
    (Li, Raman & Tewari 2024).

    Args:
        family: The family; only its membership queries are used.
        reach: How many languages are in sight from the start.
        look: How many instances, beyond the greatest that was shown, to try before it is silent.
        max_instances: The generator refuses (`ValueError`) to try beyond this instance.

    Raises:
        ValueError: This is no family, or a number is none.
    """
    way_out = "leave it out"
    whole_number(max_instances, thing="max_instances", least=1, way_out=way_out)
    whole_number(look, thing="look", least=1, way_out="say how many instances to try")
    agreeing = sighted(family, reach=reach)
    answers = asked(family)

    def say(evidence: Evidence) -> int | None:
        alive = agreeing(evidence)
        far = max((x for x, _ in evidence.shown), default=-1) + 1 + look
        countable(far, max_instances=max_instances)
        seen = bits_of(x for x, _ in evidence.shown)
        common = ((1 << far) - 1) & ~seen if alive else 0
        for i in alive:
            if not common:
                break
            common &= answers(i, far)
        return lowest(common) if common else None

    return say


def _least_outside(language: Language, known: Set[int]) -> int | None:
    return next((x for x in language.members() if x not in known), None)
