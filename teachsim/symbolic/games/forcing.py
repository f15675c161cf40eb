"""Whether a teacher can force k queries: exact search for games whose questions are hypotheses.

Questions in which there may be the same error can all be answered by it, and it leaves the same. So
the adversary needs few answers: it forces k queries from V iff each question has an answer from
which it forces k - 1, and one such answer does for all questions that it may be given to. Questions
are gone through from the one that promises the learner most; the first without such an answer is
the one to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.games.records import EVERY, Floor, Game
from teachsim.symbolic.games.rounds import members
from teachsim.symbolic.games.tables import OverBudgetError, Search
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["Forcing", "forces", "forcing_of"]

_BITS_A_BYTE = 8
# Entries of the table that are compared while a state is looked at elsewhere.
_ENTRIES_A_STATE = 10_000

_Error = tuple[int, int]
"""What an error leaves, and the questions in which it may be named, as a bit set."""


@dataclass(frozen=True, eq=False)
class _Kind:
    """One kind of question.

    Attributes:
        code: How a move says that it is of this kind.
        errors: Of a version space all errors that tell something, the least telling first.
        idle: Of a version space the questions with an answer that tells nothing.
        none_wrong: Of a version space and a question, what it leaves if no error is named.
        order: Of a version space some questions, as a bit set: these, the best first.
    """

    code: int
    errors: Callable[[int], list[_Error]]
    idle: Callable[[int], int]
    none_wrong: Callable[[int, int], int]
    order: Callable[[int, int], Iterator[int]]


@dataclass(frozen=True, eq=False)
class Forcing:
    """What is asked, and what is known about it.

    Attributes:
        of: The class.
        search: Whose tables are filled.
        kinds: The kinds of questions.
        bounded: Bounds of a version space so far, paid for.
        eased: Whether k queries do in an easier game; True where there is none.
        replies: Of a version space what the adversary's answers leave, one for each question.
    """

    of: HypothesisClass
    search: Search
    kinds: tuple[_Kind, ...]
    bounded: Callable[[Search, int], tuple[int, int]]
    eased: Callable[[int, int], bool]
    replies: dict[int, tuple[int, ...]] = field(default_factory=dict)


def forcing_of(
    game: Game,
    of: HypothesisClass,
    *,
    search: Search,
    bounded: Callable[[Search, int], tuple[int, int]],
    eased: Callable[[int, int], bool],
) -> Forcing:
    """The game, made ready to be searched: without arbitrary claims, and without mistakes."""
    single = len(game) == 1
    kinds = (
        (_asked if kind is Game.MEMBERSHIP else _claimed)(
            kind, of, code=EVERY if single else -kind.value
        )
        for kind in game
    )
    return Forcing(of, search, tuple(kinds), bounded, eased)


def forces(forcing: Forcing, alive: int, *, k: int) -> bool:
    """Whether k queries can be forced; what proves it, or its contrary, goes into the tables.

    Raises:
        OverBudgetError: the budget is spent before that is known.
    """
    search = forcing.search
    lower, upper = forcing.bounded(search, alive)
    if lower >= k or upper < k:
        return lower >= k
    if not forcing.eased(alive, k - 1):
        return True
    used: set[int] = set()
    for kind in forcing.kinds:
        asked = _unanswered(forcing, alive, kind=kind, k=k, used=used)
        if asked is not None:
            search.above[alive] = k - 1
            search.moves[alive] = ((kind.code, asked),)
            return False
    search.floors[alive] = Floor(k, round=EVERY)
    forcing.replies[alive] = tuple(used)
    return True


def _unanswered(forcing: Forcing, alive: int, *, kind: _Kind, k: int, used: set[int]) -> int | None:
    """A question after which the teacher cannot force k - 1 more; None if there is none.

    What its answers leave is added to `used`.
    """
    search, errors = forcing.search, kind.errors(alive)
    search.budget[0] -= len(errors) + forcing.of.table.size // _ENTRIES_A_STATE
    answered = kind.idle(alive)
    for left, questions in errors:  # what is known costs nothing
        known = left in search.floors and search.floors[left].least >= k - 1
        if known and questions & ~answered:
            answered |= questions
            used.add(left)
    for asked in kind.order(alive, answered):
        if answered >> asked & 1:
            continue
        search.budget[0] -= 1
        if search.budget[0] < 0:
            raise OverBudgetError
        said = [one for one in errors if one[1] >> asked & 1]
        right = kind.none_wrong(alive, asked)
        if right:
            said.append((right, 1 << asked))
        said.sort(key=lambda one: -one[0].bit_count())
        found = next((one for one in said if forces(forcing, one[0], k=k - 1)), None)
        if found is None:
            return asked
        used.add(found[0])
        answered |= found[1]
    return None


def _asked(kind: Game, of: HypothesisClass, *, code: int) -> _Kind:
    """Membership queries: either answer is an error named, in the questions about that instance."""
    columns = of.column_bits

    def errors(alive: int) -> list[_Error]:
        found: dict[int, int] = {}
        for x, column in enumerate(columns):
            right = alive & column
            for left in (right, alive ^ right) if right not in (0, alive) else ():
                found[left] = found.get(left, 0) | 1 << x
        return sorted(found.items(), key=lambda one: -one[0].bit_count())

    def idle(alive: int) -> int:
        return sum(1 << x for x, column in enumerate(columns) if alive & column in (0, alive))

    def order(alive: int, answered: int) -> Iterator[int]:
        uneven = [abs(2 * (alive & column).bit_count() - alive.bit_count()) for column in columns]
        open_ones = (x for x in range(len(columns)) if not answered >> x & 1)
        yield from sorted(open_ones, key=lambda x: uneven[x])

    return _Kind(code, errors, idle, lambda alive, asked: 0, order)


def _claimed(kind: Game, of: HypothesisClass, *, code: int) -> _Kind:
    """Questions that are hypotheses: errors are instances that they hold, or that they lack."""
    everyone = (1 << len(of)) - 1

    @cache
    def flawless(asked: int) -> int:
        return _none_wrong(kind, of, alive=everyone, asked=asked)

    return _Kind(
        code,
        lambda alive: _errors(kind, of, alive=alive),
        lambda alive: _idle(kind, of, alive=alive),
        lambda alive, asked: alive & flawless(asked),
        _by_promise(of, hold=kind is not Game.SUPERSET, lack=kind is not Game.SUBSET),
    )


def _told(kind: Game, of: HypothesisClass, *, alive: int) -> Iterator[_Error]:
    everyone = (1 << len(of)) - 1
    for column in of.column_bits:
        right = alive & column
        if kind is not Game.SUPERSET:
            yield alive ^ right, column
        if kind is not Game.SUBSET:
            yield right, everyone ^ column


def _errors(kind: Game, of: HypothesisClass, *, alive: int) -> list[_Error]:
    found: dict[int, int] = {}
    for left, questions in _told(kind, of, alive=alive):
        if left not in (0, alive):
            found[left] = found.get(left, 0) | questions
    return sorted(found.items(), key=lambda one: -one[0].bit_count())


def _idle(kind: Game, of: HypothesisClass, *, alive: int) -> int:
    everyone = (1 << len(of)) - 1
    if kind is Game.EQUIVALENCE:
        return everyone ^ alive  # as it may be wrong where that is known
    known, tells = 0, 0
    for left, questions in _told(kind, of, alive=alive):
        if left == alive:
            known |= questions
        elif left:
            tells |= questions
    return known | everyone ^ tells


def _none_wrong(kind: Game, of: HypothesisClass, *, alive: int, asked: int) -> int:
    if kind is Game.EQUIVALENCE:
        return 1 << asked
    hold, row = kind is Game.SUBSET, of.row_bits[asked]
    for x in members(row if hold else (1 << of.n_instances) - 1 & ~row):
        column = of.column_bits[x]
        alive &= column if hold else ~column
    return alive


def _by_promise(
    of: HypothesisClass, *, hold: bool, lack: bool
) -> Callable[[int, int], Iterator[int]]:
    table = of.table

    def unpacked(bits: int) -> BoolArray:
        raw = np.frombuffer(bits.to_bytes(-(-len(of) // _BITS_A_BYTE), "little"), dtype=np.uint8)
        return np.unpackbits(raw, count=len(of), bitorder="little").astype(np.bool_)

    def order(alive: int, answered: int) -> Iterator[int]:
        hypotheses = np.flatnonzero(~unpacked(answered))
        if len(hypotheses) == 0:
            return
        size, right = alive.bit_count(), table[unpacked(alive)].sum(axis=0)
        tells = (right > 0) & (right < size)
        held, lacked = (size - right) * (hold * tells), right * (lack * tells)
        worst = np.where(table[hypotheses], held, lacked).max(axis=1)
        yield from hypotheses[worst.argsort(kind="stable")].tolist()

    return order
