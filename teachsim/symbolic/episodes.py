"""Batched episodes: many learners taught at once, each with its own target and its own lessons.

An episode is one run of DEMONSTRATION or INFORMANT: in each round one right answer is shown, or one
answer marked, or nothing said. What is said is an input, so that any teacher, random or adaptive,
can be put on top; the random ones here are those of `Negligent` and of random labels. Episodes
equal what `simulate` does with the same lessons (batch 1, no noise).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import AnyArray, FloatArray, IntArray
from teachsim.core.checks import blind_spot, chance, whole_number
from teachsim.symbolic.arguments import a_generator
from teachsim.symbolic.batch import CountArray, run, stack_bytes, stacked
from teachsim.symbolic.drawing import SILENCE, drawn, goals_of, said
from teachsim.symbolic.families.limit import rounded
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.preference import Preference, preference_order

__all__ = ["Episodes", "demonstrated", "labelled", "random_demonstrations", "random_labels"]

_BUDGET_BYTES = 2**30
# Draws, rows and their copy a round at a time, and survivors.
_BYTES_PER_LESSON = 8 + 8 + 8 + 4
# Numbers drawn at once: one for each episode and instance, 8 bytes each.
_BLOCK_ENTRIES = 2**22


@dataclass(frozen=True, eq=False)
class Episodes:
    """What became of `E` episodes of `T` rounds.

    Attributes:
        survivors: `(T + 1, E)` number of hypotheses still possible after each round, at least 1.
        right_after: `(E,)` rounds after which the conjecture is, and stays, the target; -1 if it
            never is, or conjectures were left aside.
    """

    survivors: CountArray
    right_after: IntArray

    @property
    def identified(self) -> FloatArray:
        """`(T + 1,)` share of the episodes with one hypothesis left: no doubt is possible.

        A cautious learner is right in these, and undetermined in all others.
        """
        share: FloatArray = (self.survivors == 1).mean(axis=1)
        return share

    @property
    def right(self) -> FloatArray:
        """`(T + 1,)` share of the episodes whose learner conjectures its target.

        In the others it is misled, as nobody is obliged to say more.
        """
        rounds = np.arange(len(self.survivors))
        after = np.sort(self.right_after[self.right_after >= 0])
        share: FloatArray = np.searchsorted(after, rounds, side="right") / len(self.right_after)
        return share


def demonstrated(
    of: HypothesisClass,
    targets: npt.ArrayLike,
    *,
    draws: npt.ArrayLike,
    prefer: Preference | None = "smallest",
    budget_bytes: int = _BUDGET_BYTES,
) -> Episodes:
    """The episodes in which right answers are shown (DEMONSTRATION).

    Args:
        of: the class.
        targets: `(E,)` index of each episode's target.
        draws: `(E, T)` instance shown in each round, one that the target holds right; -1 for
            silence.
        prefer: the learner's preference, "smallest", "largest" or "first"; None to leave the
            conjectures aside, which takes a quarter less time.
        budget_bytes: refuse episodes that would take more memory than this.

    Raises:
        ValueError: a number is out of range, an answer shown is wrong, the preference is no fixed
            order, or memory would not do.

    >>> from teachsim.symbolic import HypothesisClass
    >>> H = HypothesisClass.from_strings(["110", "111", "011"])
    >>> demonstrated(H, [1, 1], draws=[[0, 2], [1, 1]]).survivors.T
    array([[3, 2, 1],
           [3, 3, 3]], dtype=uint32)
    """
    goals, shown = said(of, targets, draws=draws)
    _affordable(of, len(goals), rounds=shown.shape[1], budget_bytes=budget_bytes)
    silent = shown == SILENCE
    lies = ~of.table[goals[:, None], shown] & ~silent
    if lies.any():
        episode, t = np.argwhere(lies)[0]
        raise ValueError(
            f"episode {episode} shows instance {shown[episode, t]} in round {t}, which its target "
            f"{of.names[goals[episode]]!r} does not hold right; show right answers, or use labelled"
        )
    picked = np.where(silent, 2 * of.n_instances, shown)
    return _run(of, goals, picked=picked, prefer=prefer)


def labelled(
    of: HypothesisClass,
    targets: npt.ArrayLike,
    *,
    draws: npt.ArrayLike,
    prefer: Preference | None = "smallest",
    budget_bytes: int = _BUDGET_BYTES,
) -> Episodes:
    """The episodes in which answers are marked right or wrong (INFORMANT).

    Args:
        of: the class.
        targets: `(E,)` index of each episode's target.
        draws: `(E, T)` instance marked in each round; -1 for silence.
        prefer: the learner's preference, "smallest", "largest" or "first"; None to leave the
            conjectures aside, which takes a quarter less time.
        budget_bytes: refuse episodes that would take more memory than this.

    Raises:
        ValueError: a number is out of range, the preference is no fixed order, or memory would not
            do.
    """
    goals, marked = said(of, targets, draws=draws)
    _affordable(of, len(goals), rounds=marked.shape[1], budget_bytes=budget_bytes)
    right = of.table[goals[:, None], marked]
    picked = np.where(right, marked, of.n_instances + marked)
    picked[marked == SILENCE] = 2 * of.n_instances
    return _run(of, goals, picked=picked, prefer=prefer)


def random_demonstrations(
    of: HypothesisClass,
    targets: npt.ArrayLike,
    *,
    rounds: int,
    rng: np.random.Generator,
    shown: float = 1.0,
    withheld: Collection[int] | AnyArray = (),
    prefer: Preference | None = "smallest",
    budget_bytes: int = _BUDGET_BYTES,
) -> Episodes:
    """Episodes under `Negligent` demonstrators: uniform draws, with replacement, from a repertoire.

    Args:
        of: the class.
        targets: `(E,)` index of each episode's target.
        rounds: number of draws T of each episode.
        rng: consumed.
        shown: chance in [0, 1] that a right answer outside the blind spot belongs to an episode's
            repertoire. A demonstrator with nothing to show is silent.
        withheld: the blind spot: numbers of instances, or `(n,)` bool.
        prefer: as in `demonstrated`.
        budget_bytes: refuse episodes that would take more memory than this.

    Raises:
        ValueError: a number is out of range, the preference is no fixed order, or memory would not
            do.
    """
    a_generator(rng)
    chance(shown, thing="shown")
    goals = goals_of(of, targets)
    _affordable(of, len(goals), rounds=rounds, budget_bytes=budget_bytes)
    visible = ~blind_spot(withheld, n_answers=of.n_instances, thing="withheld")
    draws = np.empty((len(goals), rounds), dtype=np.int64)
    step = max(1, _BLOCK_ENTRIES // max(of.n_instances, rounds))
    for start in range(0, len(goals), step):
        repertoire = of.table[goals[start : start + step]] & visible
        if shown < 1.0:
            repertoire &= rng.random(repertoire.shape) < shown
        draws[start : start + step] = drawn(repertoire, rounds=rounds, rng=rng)
    return demonstrated(of, goals, draws=draws, prefer=prefer, budget_bytes=budget_bytes)


def random_labels(
    of: HypothesisClass,
    targets: npt.ArrayLike,
    *,
    rounds: int,
    rng: np.random.Generator,
    withheld: Collection[int] | AnyArray = (),
    prefer: Preference | None = "smallest",
    budget_bytes: int = _BUDGET_BYTES,
) -> Episodes:
    """Episodes with random labelled examples: uniform draws, with replacement, of all instances.

    Args:
        of: the class.
        targets: `(E,)` index of each episode's target.
        rounds: number of draws T of each episode.
        rng: consumed.
        withheld: instances that are never marked: their numbers, or `(n,)` bool.
        prefer: as in `labelled`.
        budget_bytes: refuse episodes that would take more memory than this.

    Raises:
        ValueError: a number is out of range, the preference is no fixed order, or memory would not
            do.
    """
    a_generator(rng)
    goals = goals_of(of, targets)
    _affordable(of, len(goals), rounds=rounds, budget_bytes=budget_bytes)
    visible = ~blind_spot(withheld, n_answers=of.n_instances, thing="withheld")
    draws = drawn(visible[None], rounds=len(goals) * rounds, rng=rng).reshape(-1, rounds)
    return labelled(of, goals, draws=draws, prefer=prefer, budget_bytes=budget_bytes)


def _affordable(of: HypothesisClass, n_episodes: int, *, rounds: int, budget_bytes: int) -> None:
    """Refuse episodes that would take too much memory.

    Raises:
        ValueError: they would, or a number is none.
    """
    whole_number(rounds, thing="rounds", least=0, way_out="change rounds")
    whole_number(budget_bytes, thing="budget_bytes", least=1, way_out="leave it out")
    estimate = stack_bytes(of) + n_episodes * (rounds + 1) * _BYTES_PER_LESSON
    if estimate > budget_bytes:
        raise ValueError(
            f"{n_episodes:,} episodes of {rounded(rounds)} rounds on {len(of):,} hypotheses would "
            f"take {rounded(estimate)} bytes or so, above the budget of {budget_bytes:,}; run them "
            "in parts, or raise budget_bytes"
        )


def _run(
    of: HypothesisClass, goals: IntArray, *, picked: IntArray, prefer: Preference | None
) -> Episodes:
    """The episodes whose version spaces are cut by rows `(E, T)` of the stack."""
    order = preference_order(of, prefer="first" if prefer is None else prefer)
    target = None if prefer is None else goals
    return Episodes(*run(stacked(of, order=order), np.ascontiguousarray(picked.T), target=target))
