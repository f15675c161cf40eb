"""Ulam's game: which of n numbers is it, if any yes-or-no question may be asked and some are lies?

Only numbers matter: a state says how many candidates imply 0, 1, ..., e lies, a question of how
many of each it asks. That of greatest use shares the weight evenly: in

    weight_{k-1}(yes) - weight_{k-1}(no) = sum over i of (2 q_i - n_i) C(k - 1, e - i)

the candidates with the fewest lies are halved, and those with more make up for what is odd
(Spencer, "Ulam's searching game with a fixed number of lies", Theoretical Computer Science 95,
1992).

The game: Renyi 1961; Ulam, "Adventures of a mathematician", 1976. One lie: Pelc, "Solution of
Ulam's problem on searching with a lie", Journal of Combinatorial Theory A 44, 1987. Surveys: Pelc,
"Searching games with errors - fifty years of coping with liars", Theoretical Computer Science 270,
2002; Deppe, "Coding with feedback and searching with lies", 2007.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import comb, prod

from teachsim.core.checks import whole_number
from teachsim.symbolic.complexity.budget import Meter
from teachsim.symbolic.liars.records import EVERY, Floor, Game, State
from teachsim.symbolic.liars.repeating import even, repeated, shifted
from teachsim.symbolic.liars.rounds import Move
from teachsim.symbolic.liars.rules import start
from teachsim.symbolic.liars.solver import Search, solved
from teachsim.symbolic.liars.values import MAX_STATES
from teachsim.symbolic.liars.weights import rounds_needed
from teachsim.symbolic.result import Result

__all__ = ["ulam"]

_SHORT = 8  # numbers of a state; bounding longer ones takes time as the square of their length
_ANY = 3  # so many candidates may be kept whatever they are: see `Floor`


def ulam(n: int, *, lies: int = 1, max_states: int = MAX_STATES) -> Result:
    """Yes-or-no questions needed to find one of n numbers if up to so many answers are lies.

    Args:
        n: How many numbers, at least 1.
        lies: The most lies, e, at least 0.
        max_states: States to look at, those of many lies counting for more, and questions to list;
            then bounds are returned that are not yet equal. Where good play has more states than
            half of that, questions are repeated: see `repeating`.

    Returns:
        In questions. The certificate is a `Strategy` whose states are numbers of candidates;
        `liars.check(n, result)` checks it.

    Raises:
        ValueError: A number is none, n has more than 1,000 binary digits, or there may be more than
            300 lies.

    >>> [ulam(n).value for n in range(2, 9)]
    [3, 5, 5, 6, 6, 6, 6]
    >>> ulam(1_000_000).value, ulam(1_000_000, lies=2).value
    (25, 29)
    """
    n = whole_number(n, thing="n", least=1, way_out="say how many numbers there are")
    most = whole_number(lies, thing="lies", least=0, way_out="use 0 for an honest teacher")
    whole_number(max_states, thing="max_states", least=0, way_out="use 0 for bounds alone")
    search = Search(
        lambda state: sum(state[1:]),
        lambda state: 1 + len(state) ** 2 // _SHORT**2,
        lambda state, k, meter: [((EVERY,), _moves(state, k, meter=meter))],
        _ceiling,
        _floor,
    )
    begin = start(Game.ULAM, n, most=most)
    return solved(
        Game.ULAM, search, start=begin, most=most, max_states=max_states, fallback=repeated
    )


def _moves(state: State, k: int, *, meter: Meter) -> Iterator[Move]:
    """The even question, then all others, the most even first, if they can be paid for."""
    numbers = state[1:]
    coefficients = [comb(max(k - 1, 0), len(numbers) - 1 - i) for i in range(len(numbers))]
    first = even(numbers, coefficients)
    yield first, _left(numbers, first)
    meter.spend(prod(n + 1 for n in numbers))

    def uneven(asked: tuple[int, ...]) -> int:
        parts = zip(asked, numbers, coefficients, strict=True)
        return abs(sum((2 * q - n) * c for q, n, c in parts))

    for asked in sorted(product(*(range(n + 1) for n in numbers)), key=uneven):
        others = tuple(n - q for q, n in zip(asked, numbers, strict=True))
        if any(asked) and others <= asked and first not in (asked, others):
            yield asked, _left(numbers, asked)


def _left(numbers: tuple[int, ...], asked: tuple[int, ...]) -> tuple[State, State]:
    others = tuple(n - q for q, n in zip(asked, numbers, strict=True))
    return (0, *shifted(asked, others)), (0, *shifted(others, asked))


def _steps(numbers: tuple[int, ...]) -> int:
    """What refutes all of these, each on its own."""
    return sum(n * (len(numbers) - i) for i, n in enumerate(numbers))


def _ceiling(state: State) -> int:
    return _steps(state[1:]) - 1


def _floor(state: State) -> Floor:
    numbers = state[1:]
    few, room = [], _ANY
    for n in numbers:
        few.append(min(n, room))
        room -= few[-1]
    kept, by_weight = _steps(tuple(few)) - 1, rounds_needed(numbers)
    return Floor(by_weight) if by_weight >= kept else Floor(kept, keeps=sum(few))
