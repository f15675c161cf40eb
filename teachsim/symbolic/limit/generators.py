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
import math
from collections.abc import Callable, Iterable, Set

from teachsim.core.checks import whole_number
from teachsim.symbolic.limit.evidence import Evidence, Example, following, taken
from teachsim.symbolic.limit.family import Family
from teachsim.symbolic.limit.identifiers import Identifier, enumeration
from teachsim.symbolic.limit.language import Language
from teachsim.symbolic.limit.membership import asked, bits_of
from teachsim.symbolic.limit.sight import REACH, index_in, same, sighted

__all__ = ["Generator", "breadth", "closure", "critical", "first_consistent", "settling_point"]

Generator = Callable[[Evidence], int | None]
"""Evidence to an instance that was not shown, None for nothing to say."""

_Spoken = tuple[Evidence, frozenset[int], int | None]  # with all that was said, and the last of it
_Counted = tuple[Evidence, int, int | None]  # with how far was counted, and what was said last


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
    """
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


def closure(family: Family, *, reach: int = REACH, look: int = 1024) -> Generator:
    """Says what all languages in sight that agree hold: never wrong, but soon with nothing to say.

    Once the target is in sight it never hallucinates. It goes on speaking while the closure of what
    was shown is infinite, which uniformly many examples ensure iff the closure dimension is finite
    (Li, Raman & Tewari 2024).

    Args:
        family: The family; only its membership queries are used.
        reach: How many languages are in sight from the start.
        look: How many instances, beyond the greatest that was shown, to try before it is silent.
    """
    whole_number(look, thing="look", least=1, way_out="say how many instances to try")
    agreeing = sighted(family, reach=reach)
    answers = asked(family)

    def say(evidence: Evidence) -> int | None:
        alive = agreeing(evidence)
        seen = bits_of(x for x, _ in evidence.shown)
        far = seen.bit_length() + look
        common = ((1 << far) - 1) & ~seen if alive else 0
        for i in alive:
            if not common:
                break
            common &= answers(i, far)
        return _lowest(common) if common else None

    return say


def critical(family: Family) -> Generator:
    """Says a new instance of the last critical language (Kleinberg & Mullainathan 2024, section 5).

    After t examples it looks at the first t languages. Among those that agree with the evidence,
    L_n is (t, m)-critical if up to instance m it lies inside every earlier one that agrees. The
    generator counts m up from where it was (beyond all that was shown) until instance m belongs to
    the last language that is (t, m)-critical, and says m. From some round on the target is critical
    (`settling_point`); then the last critical language lies inside it as far as m, and the
    generator is never wrong again. It needs membership queries only, no inclusions.

    The paper takes all languages to be infinite. Where some are finite this passes over a language
    of which all was shown, and looks below m for what is left of a finite one; for that it asks how
    many members a language has. Wrong answers rule languages out as they would for anybody.

    Args:
        family: The family: `contains` and the size of each language are used.
    """
    agreeing = sighted(family, reach=0)
    answers = asked(family)
    size = functools.cache(lambda i: family.language(i).size)

    def take(state: _Counted, example: Example) -> _Counted:
        before, m, _ = state
        evidence = before.plus(example[0], mark=example[1])
        m = start = max(m, example[0])
        alive, n_right = agreeing(evidence), len(evidence.right)
        left = {i for i in alive if size(i) > n_right}
        seen = bits_of(x for x, _ in evidence.shown)
        while left:
            m += 1
            prefixes = ((i, answers(i, m + 1)) for i in alive)
            last, prefix = _last_critical(prefixes, among=left)
            if last is None:
                break
            if prefix >> m:
                return evidence, m, m
            if size(last) != math.inf and (unseen := prefix & ~seen):
                return evidence, start, _lowest(unseen)
        return evidence, start, None

    state = following(lambda: (Evidence(), -1, None), take)
    return lambda evidence: state(evidence)[2]


def settling_point(
    family: Family, target: int, *, text: Iterable[Example], horizon: int
) -> int | None:
    """The round, from 1, from which the critical generator is never wrong on a text of the target.

    Let z be the first index of the target's language. In round t the first t languages are looked
    at; once t > z, and each language before z that does not include the target is refuted, those
    before it that agree all include it, and so the target is critical, and stays so. None where
    that is not so yet at the horizon; for a text that shows all of the target it comes.

    Args:
        family: The family; its inclusions are used, which the generator does without.
        target: An index of the target.
        text: The examples that the generator is shown.
        horizon: How many of them to look at, at least 1.

    Raises:
        ValueError: The target is no index, the text ends early, or the horizon is no such number.
        NotDecidable: The family cannot say what includes what.
    """
    target = index_in(family, target, thing="target")
    z = next(i for i in range(target + 1) if same(family, i, j=target))
    standing = {i for i in range(z) if not family.subset(z, i)}
    for t, (x, mark) in enumerate(taken(text, horizon=horizon), start=1):
        standing = {i for i in standing if family.contains(i, x) == mark}
        if t > z and not standing:
            return t
    return None


def _last_critical(
    prefixes: Iterable[tuple[int, int]], *, among: set[int]
) -> tuple[int | None, int]:
    """The last language among some that lies, as far as it is known, inside all before it.

    Args:
        prefixes: Indices, ascending, with their members so far as a bit set.
        among: The indices that count.
    """
    last, found, inside = None, 0, -1
    for i, prefix in prefixes:
        if not prefix & ~inside and i in among:
            last, found = i, prefix
        inside &= prefix
    return last, found


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _least_outside(language: Language, known: Set[int]) -> int | None:
    return next((x for x in language.members() if x not in known), None)
