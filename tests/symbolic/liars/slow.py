"""The games with a liar by definition, in plain dictionaries: slow, and shares no code.

A hypothesis is a string of 0 and 1. A state maps each hypothesis still possible to the lies that it
implies; nothing is pruned, ordered or bounded.
"""

import functools
from collections.abc import Iterator
from itertools import product

Lies = frozenset[tuple[str, int]]


def after(lies: Lies, *, x: int, said: str, most: int) -> Lies:
    """Who is left when `said` was said about instance x."""
    counted = ((h, n + (h[x] != said)) for h, n in lies)
    return frozenset((h, n) for h, n in counted if n <= most)


def fresh(of: list[str]) -> Lies:
    return frozenset((h, 0) for h in of)


def deepening(possible: "functools._lru_cache_wrapper[bool]", *arguments: object) -> int:
    k = 0
    while not possible(*arguments, k):
        k += 1
    return k


def reaskable(of: list[str], *, most: int) -> int:
    @functools.cache
    def within(lies: Lies, k: int) -> bool:
        if len(lies) <= 1:
            return True
        return k > 0 and any(
            all(within(after(lies, x=x, said=said, most=most), k - 1) for said in "01")
            for x in range(len(of[0]))
        )

    return deepening(within, fresh(of))


def persistent(of: list[str], *, most: int) -> int | None:
    """Asks no instance twice: None where all of them do not tell."""

    @functools.cache
    def within(lies: Lies, asked: frozenset[int], k: int) -> bool:
        if len(lies) <= 1:
            return True
        return k > 0 and any(
            all(within(after(lies, x=x, said=said, most=most), asked | {x}, k - 1) for said in "01")
            for x in set(range(len(of[0]))) - asked
        )

    n = len(of[0])
    told = within(fresh(of), frozenset(), n)
    return deepening(within, fresh(of), frozenset()) if told else None


def examined(of: list[str], *, most: int) -> int:
    """Claims are all labellings; "nothing is wrong" is true, so it ends the game."""

    @functools.cache
    def within(lies: Lies, k: int) -> bool:
        if len(lies) <= 1:
            return True
        return k > 0 and any(
            all(within(left, k - 1) for left in refuted(lies, claim))
            for claim in product("01", repeat=len(of[0]))
        )

    def refuted(lies: Lies, claim: tuple[str, ...]) -> Iterator[Lies]:
        for x, label in enumerate(claim):
            yield after(lies, x=x, said="10"[int(label)], most=most)

    return deepening(within, fresh(of))


def silent(of: list[str], *, most: int, for_ever: bool) -> int | None:
    """Silences are listed by instance; where they persist, that instance is never answered."""

    @functools.cache
    def within(alive: frozenset[str], silences: tuple[int, ...], k: int) -> bool:
        if len(alive) <= 1:
            return True
        return k > 0 and any(
            all(within(*left, k - 1) for left in told(alive, silences, x))
            for x in range(len(of[0]))
        )

    def told(
        alive: frozenset[str], silences: tuple[int, ...], x: int
    ) -> Iterator[tuple[frozenset[str], tuple[int, ...]]]:
        if for_ever and x in silences:
            yield alive, silences
            return
        for said in "01":
            yield frozenset(h for h in alive if h[x] == said), silences
        if len(silences) < most:
            yield alive, tuple(sorted((*silences, x)))

    enough = len(of[0]) if for_ever else len(of) + most
    if not within(frozenset(of), (), enough):
        return None
    return deepening(within, frozenset(of), ())


def ulam(n: int, *, most: int) -> int:
    """Any set of the candidates may be asked for, as lists of those with so many lies."""

    @functools.cache
    def within(numbers: tuple[int, ...], k: int) -> bool:
        if sum(numbers) <= 1:
            return True
        return k > 0 and any(
            all(within(left, k - 1) for left in both(numbers, asked))
            for asked in product(*(range(number + 1) for number in numbers))
        )

    def both(numbers: tuple[int, ...], asked: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        rest = tuple(a - b for a, b in zip(numbers, asked, strict=True))
        for spared, lied in ((asked, rest), (rest, asked)):
            yield tuple(spared[i] + (lied[i - 1] if i else 0) for i in range(len(numbers)))

    return deepening(within, (n, *[0] * most))
