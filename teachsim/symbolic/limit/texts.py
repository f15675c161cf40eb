"""Texts and informants: endless sequences of (number, mark), true where the mark is right.

A text of a language shows its members and nothing else, every one of them at some point; a finite
language begins again when all is shown. Delayed and recurring texts are texts; omitting ones leave
members out, noisy ones show what is no member and say it is one. An informant marks every number
(Gold 1967). Randomness comes from the generator that is passed; without one the order is ascending.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from teachsim.core.checks import chance, quoted, whole_number
from teachsim.symbolic.arguments import a_generator, many
from teachsim.symbolic.limit.language import Language, a_language

__all__ = ["Text", "delayed", "honest", "informant", "noisy", "omitting", "recurring", "repeated"]

Text = Iterator[tuple[int, bool]]


def honest(language: Language, *, rng: np.random.Generator | None = None) -> Text:
    """A text: every member is shown, and nothing else.

    Args:
        language: what is shown; not empty.
        rng: puts the members in a random order within blocks of 1, 2, 4, 8, ... that follow each
            other, so that each is shown nevertheless; consumed as the text is read.

    Raises:
        ValueError: the language is none or empty.

    >>> from teachsim.symbolic.limit import Periodic
    >>> list(itertools.islice(honest(Periodic.of([2, 5])), 3))
    [(2, True), (5, True), (2, True)]
    """
    _some(language, without=())
    return ((x, True) for x in _shown(language, withheld=frozenset(), rng=rng))


def delayed(
    language: Language,
    *,
    late: Collection[int],
    rounds: int,
    rng: np.random.Generator | None = None,
) -> Text:
    """A text that keeps some members back: for so many rounds the others are shown, then all.

    Args:
        language: what is shown; it has a member that is not late.
        late: members that are kept back; from round `rounds` on they are shown in their order, and
            then an honest text begins anew.
        rounds: rounds without them, at least 0.
        rng: as in `honest`.

    Raises:
        ValueError: this is no language or no collection, a late number is no member, or nothing
            else is, or rounds is negative.
    """
    a_language(language)
    many(late, thing="late", way_out="list members of the language")
    first = whole_number(rounds, thing="rounds", least=0, way_out="wait for no round or more")
    for x in late:
        if not language.contains(x):
            raise ValueError(
                f"{quoted(x)} is to be shown late, but is no member of the language; leave it out"
            )
    _some(language, without=late)
    before = _shown(language, withheld=frozenset(late), rng=rng)
    after = _shown(language, withheld=frozenset(), rng=rng)
    order = itertools.chain(itertools.islice(before, first), late, after)
    return ((x, True) for x in order)


def omitting(
    language: Language, withheld: Collection[int], *, rng: np.random.Generator | None = None
) -> Text:
    """The members but for some that are never shown: no text of the language, but of a smaller one.

    Args:
        language: what is shown in part; it has a member that is not withheld.
        withheld: numbers that are never shown; those that are no members change nothing.
        rng: as in `honest`.

    Raises:
        ValueError: this is no language or no collection, or nothing is left to show.
    """
    many(withheld, thing="withheld", way_out="list numbers, such as [3, 5]")
    _some(language, without=withheld)
    return ((x, True) for x in _shown(language, withheld=frozenset(withheld), rng=rng))


def noisy(
    language: Language, *, intruders: Sequence[int], rate: float, rng: np.random.Generator
) -> Text:
    """A text in which wrong numbers are shown as right: every member comes, and intruders between.

    Args:
        language: what is shown; not empty.
        intruders: numbers that are no members, each as likely as another.
        rate: chance in each round that one of them is shown instead of the next member; below 1.
        rng: draws the rounds, the intruders and the order of the members; consumed.

    Raises:
        ValueError: the language is none or empty, an intruder is a member or there is none, or the
            rate is no chance below 1.
    """
    _some(language, without=())
    many(intruders, thing="intruders", way_out="list numbers outside the language")
    a_generator(rng)
    rate = chance(rate, thing="rate")
    if rate == 1.0:
        raise ValueError("rate is 1, but then no member is ever shown; choose a lower one")
    intruders = tuple(intruders)
    wrong = [x for x in intruders if language.contains(x)]
    if wrong or not intruders:
        said = f"{quoted(wrong[0])} is a member" if wrong else "there is none"
        raise ValueError(f"intruders are no members, but {said}; list numbers outside the language")
    return _intruded(language, intruders, rate=rate, rng=rng)


def repeated(language: Language, times: int, *, rng: np.random.Generator | None = None) -> Text:
    """A text that shows each member several times on end.

    Args:
        language: what is shown; not empty.
        times: how often each is shown before the next, at least 1.
        rng: as in `honest`.

    Raises:
        ValueError: the language is none or empty, or times is below 1.
    """
    often = whole_number(times, thing="times", least=1, way_out="show each once or more")
    return (shown for shown in honest(language, rng=rng) for _ in range(often))


def recurring(language: Language) -> Text:
    """A fat text: every member is shown again and again; the first, the first two, the first three.

    Raises:
        ValueError: the language is none or empty.
    """
    _some(language, without=())
    return (
        (x, True)
        for length in itertools.count(1)
        for x in itertools.islice(language.members(), length)
    )


def informant(language: Language, *, rng: np.random.Generator | None = None) -> Text:
    """Every number 0, 1, 2, ... with its mark, right or wrong.

    Args:
        language: gives the marks; it may be empty.
        rng: puts the numbers in a random order within blocks, as in `honest`.

    Raises:
        ValueError: this is no language, or rng no generator.
    """
    a_language(language)
    return ((x, language.contains(x)) for x in _in_blocks(itertools.count(), rng=rng))


def _some(language: Language, *, without: Collection[int]) -> None:
    """Refuse what is no language, and one of which nothing is left: its text would never begin."""
    a_language(language)
    kept = {x for x in without if language.contains(x)}
    if language.size <= len(kept):
        said = "is empty" if not kept else f"has only the members {sorted(kept)}, all kept back"
        raise ValueError(f"the language {said}, so that it has no text; leave a member to show")


def _shown(
    language: Language, *, withheld: frozenset[int], rng: np.random.Generator | None
) -> Iterator[int]:
    """The members that are not withheld, in order; again and again where they are finitely many."""
    while True:
        kept = (x for x in language.members() if x not in withheld)
        yield from _in_blocks(kept, rng=rng)


def _in_blocks(numbers: Iterator[int], *, rng: np.random.Generator | None) -> Iterator[int]:
    """The numbers, in a random order within blocks of 1, 2, 4, ..., or as they come.

    Raises:
        ValueError: rng is no generator; when the first is asked for.
    """
    if rng is None:
        yield from numbers
        return
    a_generator(rng)
    length = 1
    while block := list(itertools.islice(numbers, length)):
        yield from (block[place] for place in rng.permutation(len(block)).tolist())
        length *= 2


def _intruded(
    language: Language, intruders: tuple[int, ...], *, rate: float, rng: np.random.Generator
) -> Text:
    for x in _shown(language, withheld=frozenset(), rng=rng):
        while rng.random() < rate:
            yield intruders[int(rng.integers(len(intruders)))], True
        yield x, True
