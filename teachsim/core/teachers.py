"""Teachers pick among legal answers, and so cannot lie.

The loop works out which marked answers are legal in the regime, all of them true; `choose` returns
positions among them. "May withhold" against "must disclose" is the number it may pick: any number,
none included, or at least one. A regime in which every mark is forced does not consult its teacher.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from teachsim.core.arrays import AnyArray, BoolArray, FloatArray, IntArray, MarkArray
from teachsim.core.learner import Learner
from teachsim.core.metrics import identified
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.space import HypothesisSpace

__all__ = ["Adversary", "Helper", "Negligent", "Scripted", "Teacher", "View"]


@dataclass(frozen=True, eq=False)
class View:
    """What a teacher sees when it is its turn.

    Attributes:
        round: Number of the round within its phase, from 0.
        legal: All that it could truthfully say, as one lesson of `n` marked answers.
        most: Greatest number of answers it may pick, at most `n`.
        key: `(P, R)` +1 right, -1 wrong, 0 neither.
        remaining: What an observer who trusts all that was said so far still holds possible.
        told: `(P, R)` how often each answer was marked so far in the run.
        learner: The learner as it is now.
        whims: `(P * R + 1,)` numbers in [0, 1), fixed for the phase: the teacher's habits.
    """

    round: int
    legal: Lesson
    most: int
    key: MarkArray
    remaining: HypothesisSpace
    told: IntArray
    learner: Learner
    whims: FloatArray

    @property
    def least(self) -> int:
        """Smallest number of answers it may pick: 0 if it may withhold, else 1 if there is one."""
        return 0 if self.legal.regime.may_withhold else min(1, len(self.legal.answers))

    @property
    def cells(self) -> IntArray:
        """`(n,)` number of each legal answer, prompt * R + response."""
        return self.legal.answers.prompts * self.key.shape[1] + self.legal.answers.responses

    def survivors(self) -> FloatArray:
        """`(n,)` how many of the remaining hypotheses each legal answer would leave."""
        share = self.remaining.shares()[self.legal.answers.prompts, self.legal.answers.responses]
        return np.where(self.legal.marks > 0, share, 1.0 - share) * len(self.remaining)

    def saying(self, picked: Sequence[int] | IntArray) -> Lesson:
        """The lesson that consists of the legal answers at the positions `picked`."""
        rows = np.asarray(picked, dtype=np.int64)
        return replace(
            self.legal, answers=self.legal.answers.take(rows), marks=self.legal.marks[rows]
        )


class Teacher(Protocol):
    """Picks what is said among what is true."""

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """`(k,)` positions in `view.legal`, `view.least <= k <= view.most`; `rng` is consumed."""
        ...


@dataclass(frozen=True, eq=False)
class Negligent:
    """Picks at random, blind to some answers; malice is not needed to mislead (claim A2).

    Attributes:
        withheld: Answers that it never shows, by number prompt * R + response; or a bool array of
            `P * R` entries.
        shown: Chance in [0, 1] that an answer outside the blind spot belongs to its repertoire,
            settled once a phase for each answer.
    """

    withheld: Collection[int] | AnyArray = ()
    shown: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a chance outside [0, 1]."""
        if not 0.0 <= self.shown <= 1.0:
            raise ValueError(f"Negligent(shown={self.shown}) is no chance; give a number in [0, 1]")

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """Uniform draws, with replacement, from what it sees; all of it if the learner asked."""
        seen = ~self._blind(view.key.size) & (view.whims[:-1] < self.shown)
        visible = np.flatnonzero(seen[view.cells])
        if view.legal.regime.picks is Picks.LEARNER:
            return visible[: view.most]
        if len(visible) == 0 and view.least:
            visible = np.arange(len(view.cells))
        if len(visible) == 0:
            return visible
        if view.legal.regime.picks is Picks.EXAMINER:
            return rng.choice(visible, size=min(view.most, len(visible)), replace=False)
        return rng.choice(visible, size=view.most)

    def _blind(self, n_cells: int) -> BoolArray:
        """`(P * R,)` whether each answer lies in the blind spot."""
        withheld = np.asarray(list(self.withheld))
        if withheld.dtype == np.bool_ and withheld.size == n_cells:
            return withheld.reshape(-1)
        blind = np.zeros(n_cells, dtype=np.bool_)
        if withheld.size == 0:
            return blind
        if not np.issubdtype(withheld.dtype, np.integer) or not (
            withheld.min() >= 0 and withheld.max() < n_cells
        ):
            raise ValueError(
                f"Negligent(withheld={withheld.tolist()}) must number answers in 0..{n_cells - 1} "
                f"(prompt * responses + response) or be a bool array of {n_cells}"
            )
        blind[withheld] = True
        return blind


@dataclass(frozen=True, eq=False)
class Adversary:
    """Keeps the learner wrong for as long as the rules allow (claims A1 and A3).

    Where it may withhold and has no decoy, it shows something new only while the learner, by
    look-ahead, stays wrong. That misleads every learner with a fixed order of preference that can
    be misled at all (once the target is preferred among the consistent hypotheses it stays so), but
    need not show as much as a well-chosen decoy does: see `symbolic.demonstration.misled`. Where it
    must name an error, it names one that leaves most hypotheses possible.

    Attributes:
        decoy: `(P, R)` or `(P * R,)` bool, a hypothesis the learner shall be led to: only answers
            on which it agrees with the truth are said, new ones first. None for none.
        at_least: Number of different answers that it must show, if there are as many.
    """

    decoy: BoolArray | None = None
    at_least: int = 0

    def __post_init__(self) -> None:
        """Refuse a negative number of answers."""
        if self.at_least < 0:
            raise ValueError(
                f"Adversary(at_least={self.at_least}) must be 0 or more answers; use 0 for no rule"
            )

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """The least helpful legal answers."""
        order = np.lexsort((view.cells, -view.survivors(), view.told.reshape(-1)[view.cells] > 0))
        if view.legal.regime.picks is Picks.EXAMINER:
            harmless = np.lexsort((view.cells, -view.survivors(), ~self._agrees(view)))
            return harmless[: view.least]
        picked = self._harmless(view, order, rng=rng)
        missing = min(self.at_least - self._different(view), view.most - len(picked))
        if missing > 0:
            fresh = view.told.reshape(-1)[view.cells[order]] == 0
            rest = order[fresh & ~np.isin(order, picked)]
            picked = np.concatenate([picked, rest[:missing]])
        return picked

    def _harmless(self, view: View, order: IntArray, *, rng: np.random.Generator) -> IntArray:
        """Positions that lead to the decoy or, without one, leave the learner wrong."""
        if self.decoy is not None:
            return order[self._agrees(view)[order]][: view.most]
        picked: list[int] = []
        for i in order:
            if len(picked) == view.most:
                break
            after = view.learner.learn(view.saying([*picked, int(i)]), rng)
            if not identified(after.policy(), view.key):
                picked.append(int(i))
        return np.asarray(picked, dtype=np.int64)

    def _agrees(self, view: View) -> BoolArray:
        """`(n,)` whether the decoy marks each legal answer as the truth does."""
        if self.decoy is None:
            return np.zeros(len(view.cells), dtype=np.bool_)
        decoy: BoolArray = np.asarray(self.decoy, dtype=np.bool_).reshape(-1)
        if decoy.size != view.key.size:
            raise ValueError(
                f"Adversary's decoy has {decoy.size} entries, but a hypothesis has "
                f"{view.key.size} (prompts x responses); pass a row of the class's table"
            )
        return decoy[view.cells] == (view.legal.marks > 0)

    def _different(self, view: View) -> int:
        """How many different legal answers were told before this round."""
        return int((view.told.reshape(-1)[view.cells] > 0).sum())


@dataclass(frozen=True)
class Helper:
    """Says what leaves the fewest hypotheses possible, one answer at a time.

    Greedy, so a demonstration may take longer than the positive teaching dimension by a factor of
    at most 1 + ln |H| (it is greedy set cover: Chvatal, Mathematics of OR 4, 1979).
    """

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """The most telling legal answers; nothing when nothing more can be told."""
        picked: list[int] = []
        remaining = view.remaining
        answers, marks = view.legal.answers, view.legal.marks
        while len(picked) < view.most:
            share = remaining.shares()[answers.prompts, answers.responses]
            left = np.where(marks > 0, share, 1.0 - share)
            left[picked] = np.inf
            best = int(left.argmin())
            if left[best] >= 1.0 and len(picked) >= view.least:
                break
            picked.append(best)
            remaining = remaining.given(answers.take(np.array([best])), marks[best : best + 1])
        return np.asarray(picked, dtype=np.int64)


@dataclass(frozen=True)
class Scripted:
    """Says what its script says, one move a round, then withholds.

    Attributes:
        moves: One entry a round: the number of an answer (prompt * R + response), several of them,
            or None for silence. After the last move it is silent, or names the first error there is
            where it must name one.
    """

    moves: Sequence[int | Sequence[int] | None]

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """The positions of this round's move.

        Raises:
            ValueError: If the move is not legal in this round.
        """
        move = self.moves[view.round] if view.round < len(self.moves) else None
        if move is None:
            return np.arange(view.least)
        wanted = [move] if isinstance(move, (int, np.integer)) else list(move)
        positions = {int(cell): i for i, cell in enumerate(view.cells)}
        for cell in wanted:
            if cell not in positions:
                raise ValueError(
                    f"Scripted move {cell} of round {view.round} is not legal in a "
                    f"{view.legal.regime.name}; legal now: {sorted(positions)}"
                )
        return np.asarray([positions[cell] for cell in wanted], dtype=np.int64)
