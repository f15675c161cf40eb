"""Ulam's game by questions that are repeated: upper bounds where good play has too many states.

The even question, put to the teacher until one answer leads the other by d. A false answer then
takes d lies; each answer that the lead takes back is one lie more, and seen to be. So the states
between questions are those of a game with e / d lies at most, and few: with d = e + 1 a question is
as good as answered by an honest teacher, and the b questions that halve n numbers take
b (e + 1) + e. The smaller d, the fewer questions, and the more states.
"""

from __future__ import annotations

from contextlib import suppress
from math import comb

from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.liars.records import EVERY, Asked, State
from teachsim.symbolic.liars.weights import rounds_needed

__all__ = ["Numbers", "even", "repeated", "shifted"]

Numbers = tuple[int, ...]
"""How many candidates imply 0, 1, ..., e lies."""

_Table = dict[State, tuple[tuple[int, Asked], ...]]

_LEVELS_A_STATE = 32  # a state of so many levels more counts for one more


def even(numbers: Numbers, coefficients: list[int]) -> Numbers:
    """Half of the candidates with the fewest lies, and of the others what evens it out."""
    asked, ahead = [], 0
    for n, c in zip(numbers, coefficients, strict=True):
        # 2 q - n is to be about -ahead / c, as far as it goes: of large numbers it may not fit.
        if c and abs(ahead) > 2 * n * c:
            half = 0 if ahead > 0 else n
        else:
            half = (n - round(ahead / c)) // 2 if c else n // 2
        asked.append(min(max(half, 0), n))
        ahead += (2 * asked[-1] - n) * c
    return tuple(asked)


def shifted(kept: Numbers, lied: Numbers) -> Numbers:
    """How many imply so many lies after an answer that some call a lie, and others do not."""
    return tuple(a + b for a, b in zip(kept, (0, *lied[:-1]), strict=True))


def repeated(start: State, meter: Meter) -> tuple[int, _Table] | None:
    """The fewest questions found, and what is asked in each state; None where nothing was found.

    The largest lead comes first, as it takes the fewest states, then none at all with two
    fifths of what is left, then the others, from the largest on.

    Args:
        start: The first state.
        meter: What may be spent.
    """
    best: tuple[int, _Table] | None = None
    most = len(start) - 2
    largest, *leads = dict.fromkeys(most // (false + 1) + 1 for false in range(most + 1))
    for lead in dict.fromkeys((largest, *leads[-1:], *leads)):
        left = meter.limit - meter.spent
        part = Meter(left * 2 // 5 if lead == 1 else left)
        with suppress(OverBudgetError):
            found = _by_lead(start[1:], lead, meter=part)
            best = min(best or found, found, key=lambda one: one[0])
        meter.spend(part.spent)
    return best


def _by_lead(start: Numbers, lead: int, *, meter: Meter) -> tuple[int, _Table]:
    """How many questions it takes if each is repeated up to this lead, and what is asked where.

    Raises:
        OverBudgetError: There are more states than can be paid for.
    """
    asked: dict[Numbers, Numbers] = {}
    after: dict[Numbers, tuple[Numbers, Numbers]] = {}
    waiting: list[tuple[Numbers, Numbers | None, int]] = [(start, None, 0)]
    while waiting:
        numbers, inside, ahead = waiting.pop()
        if numbers in asked or sum(numbers) <= 1:
            continue  # what was asked there is asked again, whatever led there this time
        meter.spend(1 + len(numbers) // _LEVELS_A_STATE)
        if inside is None:
            inside, ahead = _question(numbers), 0
        asked[numbers] = inside
        outside = tuple(n - q for n, q in zip(numbers, inside, strict=True))
        yes, no = (inside, (0, *outside[:-1])), ((0, *inside[:-1]), outside)
        after[numbers] = shifted(inside, outside), shifted(outside, inside)
        for left, (those, others), leads in zip(
            after[numbers], (yes, no), (ahead + 1, ahead - 1), strict=True
        ):
            open_still = abs(leads) < lead and any(those) and any(others)
            waiting.append((left, those if open_still else None, leads))
    moves: _Table = {(0, *numbers): ((EVERY, inside),) for numbers, inside in asked.items()}
    return _needed(after, start), moves


def _question(numbers: Numbers) -> Numbers:
    """The even question; where that tells nothing, one candidate of the fewest lies."""
    most, k = len(numbers) - 1, rounds_needed(numbers)
    found = even(numbers, [comb(max(k - 1, 0), most - i) for i in range(most + 1)])
    if any(found) and found != numbers:
        return found
    first = next(i for i, n in enumerate(numbers) if n)
    return tuple(int(i == first) for i in range(most + 1))


def _needed(after: dict[Numbers, tuple[Numbers, Numbers]], start: Numbers) -> int:
    """The most questions from the start on; each refutes something, so there is no way back."""
    values: dict[Numbers, int] = {}
    for numbers in sorted(after, key=_steps):
        values[numbers] = 1 + max(values.get(left, 0) for left in after[numbers])
    return values.get(start, 0)


def _steps(numbers: Numbers) -> int:
    return sum(n * (len(numbers) - i) for i, n in enumerate(numbers))
