"""Teachers pick among legal answers, and so cannot lie.

The loop works out which marked answers are legal in the regime, all of them true; `choose` returns
positions among them. "May withhold" against "must disclose" is the number it may pick: any number,
none included, or at least one. A teacher is not consulted where there is nothing to say, or where
every mark is forced.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from teachsim.core.arrays import AnyArray, BoolArray, IntArray
from teachsim.core.checks import blind_spot, chance, whole_number
from teachsim.core.metrics import identified
from teachsim.core.regimes import Picks
from teachsim.core.view import Teacher, View

__all__ = ["Adversary", "Helper", "Negligent", "Scripted", "Teacher", "View"]


@dataclass(frozen=True, eq=False)
class Negligent:
    """Picks at random, blind to some answers; malice is not needed to mislead (claim A2).

    Attributes:
        withheld: Answers that it never shows, by number prompt * R + response; or a bool array of
            `P * R` entries. Where it must name an error and sees none, it names any.
        shown: Chance in [0, 1] that an answer outside the blind spot belongs to its repertoire,
            settled once a phase for each answer.
    """

    withheld: Collection[int] | AnyArray = ()
    shown: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a chance outside [0, 1] and what cannot number answers."""
        chance(self.shown, thing="Negligent(shown=...)")
        if not isinstance(self.withheld, (Collection, np.ndarray)):
            raise ValueError(
                f"Negligent(withheld={self.withheld!r}) must be a collection of numbers of "
                "answers; pass a list, such as [7]"
            )
        if self._withheld.size and self._withheld.dtype.kind not in "iub":
            raise ValueError(
                f"Negligent(withheld={self.withheld!r}) must hold numbers of answers, prompt * "
                "responses + response, or be a bool array with one entry for each answer"
            )

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """Uniform draws from what it sees, an error once; all of it if the learner asked."""
        blind = blind_spot(self._withheld, n_answers=view.key.size, thing="Negligent(withheld=...)")
        seen = ~blind & (view.whims[:-1] < self.shown)
        visible = np.flatnonzero(seen[view.cells])
        if view.legal.regime.picks is Picks.LEARNER:
            return visible
        if len(visible) == 0 and view.least:
            visible = np.arange(len(view.cells))
        if len(visible) == 0:
            return visible
        if view.legal.regime.picks is Picks.EXAMINER:
            return rng.choice(visible, size=min(view.most, len(visible)), replace=False)
        return rng.choice(visible, size=view.most)

    @cached_property
    def _withheld(self) -> AnyArray:
        """The blind spot as a flat array, of numbers or of bool."""
        listed = self.withheld if isinstance(self.withheld, np.ndarray) else list(self.withheld)
        return np.asarray(listed).reshape(-1)


@dataclass(frozen=True, eq=False)
class Adversary:
    """Means to keep the learner wrong, within the rules (claims A1 and A3).

    Greedy: it plans no further than its next answers. Where it may withhold and has no decoy, it
    shows something new only while the learner, by look-ahead, stays wrong on the prompts of the
    phase (one call of `learn` for each answer that it considers). That misleads every learner with
    a fixed order of preference that can be misled at all (once the target is preferred among the
    consistent hypotheses it stays so), but need not show as much as a well-chosen decoy does: see
    `symbolic.demonstration.misled`. Where it must name an error, it names one that leaves most
    hypotheses possible, which need not draw out the examination as long as could be.

    Attributes:
        decoy: `(P, R)` or `(P * R,)` bool, a hypothesis the learner shall be led to: only answers
            on which it agrees with the truth are said, new ones first. None for none.
        at_least: Number of different answers that it must show or approve in all, if there are as
            many: those that do no harm to its plan first, then others, then repetitions.
    """

    decoy: BoolArray | None = None
    at_least: int = 0

    def __post_init__(self) -> None:
        """Refuse a negative number of answers and a decoy that is no table of 0 and 1."""
        thing, way_out = "Adversary(at_least=...)", "use 0 for no rule"
        whole_number(self.at_least, thing=thing, least=0, way_out=way_out)
        if self.decoy is not None and not np.isin(self.decoy, (0, 1)).all():
            raise ValueError(
                "Adversary's decoy holds other entries than 0 and 1, but must say of each answer "
                "whether the decoy holds it right; pass a row of the class's table, or key > 0"
            )

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """The least helpful legal answers."""
        if view.legal.regime.picks is Picks.EXAMINER:
            least_telling = np.lexsort((view.cells, -view.survivors(), ~self._agrees(view)))
            return least_telling[: view.least]
        order = np.lexsort((view.cells, -view.survivors()))
        new = view.new[order]
        picked = self._harmless(view, order[new], room=view.most, rng=rng)
        told = int(np.count_nonzero(view.told[view.legal.scope]))
        owed = min(self.at_least - told, view.most) - len(picked)
        if owed > 0:
            rest = order[new & ~np.isin(order, picked)]
            picked = [*picked, *rest[:owed].tolist()]
        room = view.most - len(picked)
        repeated = self._harmless(view, order[~new], room=room, rng=rng, before=picked)
        return np.asarray([*picked, *repeated], dtype=np.int64)

    def _harmless(
        self,
        view: View,
        positions: IntArray,
        *,
        room: int,
        rng: np.random.Generator,
        before: Sequence[int] = (),
    ) -> list[int]:
        """Those that lead to the decoy or, without one, leave the learner wrong; at most `room`."""
        if self.decoy is not None:
            agreeing: list[int] = positions[self._agrees(view)[positions]][:room].tolist()
            return agreeing
        picked: list[int] = []
        for i in positions.tolist():
            if len(picked) >= room:
                break
            after = view.learner.learn(view.saying([*before, *picked, i]), rng)
            if not identified(after.policy(), view.key, prompts=view.legal.scope):
                picked.append(i)
        return picked

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


@dataclass(frozen=True)
class Helper:
    """Says what leaves the fewest hypotheses possible, one answer at a time.

    Greedy, so a demonstration may take longer than the positive teaching dimension by a factor of
    at most 1 + ln |H| (it is greedy set cover: Chvatal, Mathematics of OR 4, 1979).
    """

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """The most telling legal answers; nothing when nothing more can be told."""
        picked: list[int] = []
        answers, marks = view.legal.answers, view.legal.marks
        while len(picked) < view.most:
            left = view.survivors()
            left[picked] = np.inf
            best = int(left.argmin())
            if left[best] >= len(view.remaining) and len(picked) >= view.least:
                break
            picked.append(best)
            one = np.array([best])
            view = replace(view, remaining=view.remaining.given(answers.take(one), marks[one]))
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

    def __post_init__(self) -> None:
        """Refuse moves that are neither numbers of answers nor silence."""
        if not isinstance(self.moves, Sequence):
            raise ValueError(
                f"Scripted moves are {self.moves!r}, but must be a sequence with one entry a "
                "round; pass a list, such as [3, None, 4]"
            )
        for i, move in enumerate(self.moves):
            for cell in _said(move):
                way_out = "moves are numbers of answers, several of them, or None for silence"
                whole_number(cell, thing=f"Scripted move {i}", least=0, way_out=way_out)

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """The positions of this round's move.

        Raises:
            ValueError: If the move is not legal in this round.
        """
        move = self.moves[view.round] if view.round < len(self.moves) else None
        if move is None:
            return np.arange(view.least)
        positions = {int(cell): i for i, cell in enumerate(view.cells)}
        for cell in _said(move):
            if cell not in positions:
                raise ValueError(
                    f"Scripted move {view.round} says answer {cell}, which is not legal now under "
                    f"{view.legal.regime.name}; choose among {sorted(positions)}"
                )
        return np.asarray([positions[cell] for cell in _said(move)], dtype=np.int64)


def _said(move: object) -> list[int]:
    """The numbers of a move, none for silence; anything else as it is, to be refused by name."""
    if move is None:
        return []
    listed = isinstance(move, (Sequence, np.ndarray)) and not isinstance(move, str)
    return list(move) if listed else [move]  # type: ignore[call-overload,list-item]
