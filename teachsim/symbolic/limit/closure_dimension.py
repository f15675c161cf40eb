"""The closure dimension: how much may be shown and still leave nothing safe to generate.

The closure of some numbers is what all languages that contain them have in common; a generator that
says something new from an infinite closure cannot be wrong. The closure dimension is the most
different numbers x_1, ..., x_d that some language contains and whose closure is finite, 0 where
there are none. A class of infinite languages can be generated from uniformly, after the same number
of examples whatever the language, iff it is finite. Source: J. Li, V. Raman and A. Tewari,
"Generation through the lens of learning theory", 2024, arXiv 2410.13714. They let all languages be
infinite; the number is computed here whatever they are.

For finitely many languages it is the size of the largest finite intersection of some of them: the
closure of x_1, ..., x_d is such a one, has at least d numbers, and is its own closure. So it is
finite; and it is 0 iff no intersection is finite but the empty one. Infinite families have it in
their `facts`, each with a proof.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.arguments import many
from teachsim.symbolic.limit.periodic import MOST_BITS, Periodic, affordable
from teachsim.symbolic.result import CertificateError, Result

__all__ = ["FiniteClosure", "check_closure_dimension", "closure", "closure_dimension"]

# An intersection that is kept counts as a state for so many bits: 512 bytes.
_BITS_A_STATE = 4096


@dataclass(frozen=True)
class FiniteClosure:
    """Proves a lower bound: numbers that are, together, all that some languages have in common.

    Attributes:
        languages: indices of the languages; empty for the lower bound 0.
        numbers: what they have in common, all of it, ascending.
    """

    languages: tuple[int, ...]
    numbers: tuple[int, ...]


def closure(
    languages: Iterable[Periodic], shown: Collection[int], *, max_bits: int = MOST_BITS
) -> Periodic | None:
    """What all languages that contain the shown numbers have in common; None where none does.

    Args:
        languages: any number of languages.
        shown: the numbers; without any, all languages count.
        max_bits: as in `Periodic.intersection`.

    Raises:
        ValueError: a language is no `Periodic`, `shown` no collection of whole numbers, or the
            common period is above the limit.

    >>> twos, threes = Periodic.progression(0, 2), Periodic.progression(0, 3)
    >>> closure([twos, threes], [6]) == Periodic.progression(0, 6)
    True
    """
    languages = _languages(languages)
    many(shown, thing="shown", way_out="list the numbers, such as [6]")
    shown = [whole_number(x, thing="a number shown", least=0, way_out="list some") for x in shown]
    consistent = [language for language in languages if all(map(language.contains, shown))]
    if not consistent:
        return None
    return reduce(lambda left, right: left.intersection(right, max_bits=max_bits), consistent)


def closure_dimension(
    languages: Sequence[Periodic], *, max_states: int = 100_000, max_bits: int = MOST_BITS
) -> Result:
    """The closure dimension of finitely many languages, with a `FiniteClosure` for the lower bound.

    Goes through the intersections of the first languages, of one more, and so on, without those
    that have no more numbers in the prefix than the best finite one. That search is what proves
    the upper bound; the certificate does not.

    Args:
        languages: at least one.
        max_states: intersections to look at, one of more than 4,096 bits counting several times;
            above it the result has bounds that are proved, the upper one the most numbers in the
            prefix of an intersection that was left.
        max_bits: refuse languages whose common prefix and period are together longer.

    Raises:
        ValueError: there is no language, one is no `Periodic`, or the common period is above the
            limit.

    >>> closure_dimension([Periodic.of([0, 1]), Periodic.progression(1, 1)]).value
    2
    """
    budget = whole_number(max_states, thing="max_states", least=1, way_out="look at one or more")
    languages = _languages(languages)
    if not languages:
        raise ValueError("there is no language, but the closure dimension is that of some; add one")
    given = _aligned(languages, max_bits=max_bits)
    weight = 1 + max(sum(map(int.bit_length, one)) for one in given) // _BITS_A_STATE
    found: dict[_Set, tuple[int, ...]] = {}
    best, proof, explored = 0, FiniteClosure((), ()), 0
    for place, (head, tail) in enumerate(given):
        alone = [((head, tail), (place,))]
        joined = [((h & head, t & tail), (*used, place)) for (h, t), used in found.items()]
        explored += weight * (1 + len(joined))
        for both, used in alone + joined:
            if both[0].bit_count() <= best or both in found:
                continue
            if both[1]:
                found[both] = used
            else:
                best, proof = both[0].bit_count(), FiniteClosure(used, _numbers(both[0]))
        found = {both: used for both, used in found.items() if both[0].bit_count() > best}
        if explored > budget and place + 1 < len(given):
            left = [*found, *given[place + 1 :]]
            upper = max([best, *(both[0].bit_count() for both in left)])
            return Result("closure_dimension", best, upper, proof, explored)
    return Result("closure_dimension", best, best, proof, explored)


def check_closure_dimension(languages: Sequence[Periodic], result: Result) -> None:
    """Check the lower bound of a closure dimension, without the solver; the upper is not checked.

    Raises:
        CertificateError: the certificate is none, or does not prove the bound.
        ValueError: this is no result, or a language is no `Periodic`.
    """
    languages = _languages(languages)
    one_of(Result, result, thing="result", way_out="pass what closure_dimension returned")
    proof = result.certificate
    if result.quantity != "closure_dimension" or not isinstance(proof, FiniteClosure):
        raise CertificateError(
            f"the result is {result.quantity} with a {type(proof).__name__}, but a closure "
            "dimension comes with a FiniteClosure; pass what closure_dimension returned"
        )
    try:
        shared = Periodic.of(proof.numbers)
        known = all(0 <= i < len(languages) for i in proof.languages)
    except (TypeError, ValueError) as error:
        raise CertificateError(f"{proof} has not the form it should have: {error}") from error
    different = len({*proof.numbers})
    if different != result.lower:
        raise CertificateError(
            f"the certificate has {different} different numbers, but the bound is {result.lower}; "
            "pass the certificate that belongs to it"
        )
    if not different:
        return
    if not known:
        raise CertificateError("the certificate names a language that is not in the list")
    common = closure((languages[i] for i in proof.languages), ())
    if common != shared:
        raise CertificateError(
            f"languages {proof.languages} have {common} in common, not {proof.numbers}"
        )


def _languages(languages: Iterable[Periodic]) -> list[Periodic]:
    """The languages, listed.

    Raises:
        ValueError: One is no `Periodic`, or they are no collection.
    """
    many(languages, thing="languages", way_out="list some, such as [Periodic.progression(0, 2)]")
    listed = [*languages]
    for language in listed:
        one_of(Periodic, language, thing="a language", way_out="pass Periodic.of([0, 1])")
    return listed


# A set as two integers: bits of the common prefix, and of different places of the common period.
_Set = tuple[int, int]


def _aligned(languages: Sequence[Periodic], *, max_bits: int) -> list[_Set]:
    """The languages with one common prefix and, of one common period, the different places."""
    start = max(len(language.prefix) for language in languages)
    block = math.lcm(*(len(language.period) for language in languages))
    most = whole_number(max_bits, thing="max_bits", least=1, way_out="leave it out")
    affordable(start + block, max_bits=min(most, MOST_BITS))
    later = range(start, start + block)
    # Places that belong to the same languages are in the same intersections: one of them will do.
    places = dict.fromkeys(zip(*(map(one.contains, later) for one in languages), strict=True))
    heads = (_packed(map(one.contains, range(start))) for one in languages)
    return list(zip(heads, map(_packed, zip(*places, strict=True)), strict=True))


def _packed(bits: Iterable[bool]) -> int:
    """Bit x of the number is the x-th of the bits."""
    return int("0" + "".join("01"[bit] for bit in bits)[::-1], base=2)


def _numbers(head: int) -> tuple[int, ...]:
    return tuple(_places(head))


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
