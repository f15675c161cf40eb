"""What a demonstrator can do who shows only right answers and may withhold (claim A1).

A learner with a fixed order of preference conjectures, having seen a set S of right answers, the
hypothesis ranked highest among those that contain S. It is *misled* on a target t iff for some S
inside t (S = t where the demonstration must be complete) that is not t. Then some hypothesis h
ranked above t contains S; and conversely, if h is ranked above t, showing S = h & t misleads it.
So t can be misled, by a demonstrator who must show m different answers (or all of t, if t has
fewer), iff some h ranked above t has |h & t| >= min(m, |t|).

The *decoy* is the h ranked above t that shares most with t, of several the highest ranked. Showing
exactly S = h & t, the learner conjectures exactly h: any g ranked above h that contains S would be
ranked above t and share at least as much with t, so it would have been the decoy.

Some demonstrations fool not one learner but all: showing all of a hypothesis h that is a proper
part of t, no learner that is right on honest demonstrations of h can be right on t.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.core.checks import whole_number
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class, a_switch
from teachsim.symbolic.complexity.elasticity import elasticity
from teachsim.symbolic.complexity.mind_changes import mind_changes
from teachsim.symbolic.complexity.protected import protected
from teachsim.symbolic.complexity.tell_tales import tell_tale
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.locking import Locking, locking_sequence
from teachsim.symbolic.misfit import Misfit
from teachsim.symbolic.negligence import chance_identified, chances_identified
from teachsim.symbolic.preference import Preference, preference_order

__all__ = [
    "Decoy",
    "Locking",
    "chance_identified",
    "chances_identified",
    "decoys",
    "elasticity",
    "locking_sequence",
    "mind_changes",
    "misled",
    "protected",
    "tell_tale",
    "undetermined",
    "withholding_decoys",
]

# A block of overlaps is at most 64 MiB; all overlaps of 20,000 hypotheses on 150 instances take a
# few seconds.
_BLOCK_BYTES = 2**26
_MAX_WORK = 10**11
_NO_RIVAL = -1.0

Float32Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Decoy:
    """A hypothesis to which a learner can be led on some target.

    Attributes:
        target: Index of the target.
        hypothesis: Index of the decoy. Showing what it shares with the target makes the learner
            conjecture it.
        shared: Number of right answers that the two share.
        kind: How the decoy misses the target.
    """

    target: int
    hypothesis: int
    shared: int
    kind: Misfit


def misled(
    of: HypothesisClass,
    *,
    prefer: Preference = "smallest",
    complete: bool = False,
    at_least: int = 0,
    max_work: int = _MAX_WORK,
) -> dict[int, int]:
    """The targets on which a learner can be misled, each with its decoy, as indices.

    Args:
        of: The class.
        prefer: The learner's preference; "majority" is no fixed order.
        complete: Whether all right answers must be shown.
        at_least: How many different right answers must be shown, or all where there are fewer.
        max_work: Refuse classes that need more multiplications than this, m * m * n / 2.

    Raises:
        ValueError: If `prefer` is not a fixed order, another argument is not what it should be, or
            the class is too large.

    >>> H = HypothesisClass.from_strings(["100", "110", "111"])
    >>> misled(H, prefer="largest", complete=True)
    {0: 2, 1: 2}
    """
    found = decoys(of, prefer=prefer, complete=complete, at_least=at_least, max_work=max_work)
    return {decoy.target: decoy.hypothesis for decoy in found}


def decoys(
    of: HypothesisClass,
    *,
    prefer: Preference = "smallest",
    complete: bool = False,
    at_least: int = 0,
    max_work: int = _MAX_WORK,
) -> tuple[Decoy, ...]:
    """The decoys of `misled` with how they miss their targets; arguments and errors are the same.

    A decoy is too broad, too narrow (then it fools every learner, as all of it is shown), or
    beside the target.
    """
    order = preference_order(of, prefer=prefer)
    sizes = words.count(of.rows)[order]
    needed = _needed(sizes, complete=complete, at_least=at_least)
    found: list[Decoy] = []
    for targets, shared in _overlaps(of.table[order], max_work=max_work):
        best = shared.argmax(axis=1)  # of equals the highest ranked
        most = shared[np.arange(len(targets)), best]
        for i in np.flatnonzero(most >= needed[targets]):
            t, h, common = int(targets[i]), int(best[i]), int(most[i])
            kind = _kind(common, target=int(sizes[t]), decoy=int(sizes[h]))
            found.append(Decoy(int(order[t]), int(order[h]), common, kind))
    return tuple(sorted(found, key=lambda decoy: decoy.target))


def undetermined(
    of: HypothesisClass,
    *,
    complete: bool = False,
    at_least: int = 0,
    max_work: int = _MAX_WORK,
) -> dict[int, int]:
    """The targets on which a cautious learner can be left in doubt, each with a rival, as indices.

    A cautious learner is never misled. It stays in doubt iff what is shown leaves a second
    hypothesis; the rival is the one that shares most with the target (of several the first), so
    that showing what both share leaves both.

    Args:
        of: The class.
        complete: Whether all right answers must be shown.
        at_least: How many different right answers must be shown, or all where there are fewer.
        max_work: Refuse classes that need more multiplications than this, m * m * n.

    Raises:
        ValueError: If an argument is not what it should be, or the class is too large.
    """
    a_class(of)
    needed = _needed(words.count(of.rows), complete=complete, at_least=at_least)
    found: dict[int, int] = {}
    for targets, shared in _overlaps(of.table, max_work=max_work, all_pairs=True):
        best = shared.argmax(axis=1)
        doubtful = shared[np.arange(len(targets)), best] >= needed[targets]
        found |= dict(zip(targets[doubtful].tolist(), best[doubtful].tolist(), strict=True))
    return found


def withholding_decoys(
    of: HypothesisClass, *, at_least: int = 0, max_work: int = _MAX_WORK
) -> dict[int, int]:
    """The targets of which a hypothesis is a proper part, each with the largest part, as indices.

    Showing all of the part and nothing else fools every learner that is right on honest
    demonstrations of the part, whatever its bias. Of several largest the first is given.

    Args:
        of: The class.
        at_least: How many different right answers must be shown.
        max_work: Refuse classes that need more multiplications than this, m * m * n / 2.

    Raises:
        ValueError: If an argument is not what it should be, or the class is too large.
    """
    order = preference_order(of, prefer="smallest")  # every proper part ranks above its whole
    sizes = words.count(of.rows)[order]
    needed = _needed(sizes, complete=False, at_least=at_least)
    found: dict[int, int] = {}
    for targets, shared in _overlaps(of.table[order], max_work=max_work):
        shared[shared != sizes[: shared.shape[1]]] = _NO_RIVAL  # not a part of the target
        best = shared.argmax(axis=1)
        fooled = shared[np.arange(len(targets)), best] >= needed[targets]
        pairs = zip(order[targets[fooled]].tolist(), order[best[fooled]].tolist(), strict=True)
        found |= dict(pairs)
    return dict(sorted(found.items()))


def _needed(sizes: IntArray, *, complete: bool, at_least: int) -> IntArray:
    """`(m,)` how many answers of each target must be shown."""
    whole_number(at_least, thing="at_least", least=0, way_out="use 0 for no demand")
    a_switch(complete, thing="complete")
    if complete:
        return sizes
    return np.minimum(sizes, min(at_least, int(sizes.max())))  # it may be more than fits an array


def _kind(shared: int, *, target: int, decoy: int) -> Misfit:
    """How two different sets of these sizes lie to each other."""
    if shared == target:
        return Misfit.TOO_BROAD
    return Misfit.TOO_NARROW if shared == decoy else Misfit.BESIDE


def _overlaps(
    table: BoolArray, *, max_work: int, all_pairs: bool = False
) -> Iterator[tuple[IntArray, Float32Array]]:
    """How many right answers hypotheses share with their rivals, a block of targets at a time.

    Args:
        table: `(m, n)` hypotheses.
        max_work: Greatest m * m * n / 2, or m * m * n for all pairs.
        all_pairs: Whether all others are rivals, not only those in the rows before.

    Yields:
        `(b,)` rows, and `(b, k)` numbers of right answers shared with the first k rows, -1 where
        the one is no rival of the other.
    """
    whole_number(max_work, thing="max_work", least=1, way_out="leave it out")
    m, n = table.shape
    work = m * m * n // (1 if all_pairs else 2)
    if work > max_work:
        raise ValueError(
            f"comparing {m:,} hypotheses on {n:,} instances takes {work:,} multiplications, over "
            f"the limit of {max_work:,}; take a subclass or raise max_work"
        )
    # Whole numbers up to 2^24 are exact in float32, whose matrix product is the fastest.
    rows = table.astype(np.float32)
    step = max(1, _BLOCK_BYTES // (4 * m))
    for start in range(0, m, step):
        stop = min(start + step, m)
        shared = rows[start:stop] @ rows[: m if all_pairs else stop].T
        itself = np.eye(stop - start, dtype=np.bool_)
        shared[:, start:stop][itself if all_pairs else np.triu(np.ones_like(itself))] = _NO_RIVAL
        yield np.arange(start, stop), shared
