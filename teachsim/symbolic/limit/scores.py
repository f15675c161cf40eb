"""How a generator did on one text of a target: right, new, and how much of the target it covers.

A generator *hallucinates* where it says what does not belong to the target. It *errs* where
something new and right was left to say and it said something else, or nothing. Once all of a finite
target was shown nobody can say anything new and right: no round after that counts as an error,
though what is said there is made up (in the theory all languages are infinite).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.families.limit import rounded
from teachsim.symbolic.limit.evidence import Presentation
from teachsim.symbolic.limit.language import Language

__all__ = ["Scores", "scored", "to_cover"]

# Members that are listed before the first round is looked at: a second or so.
_MOST_COVERED = 2**20


@dataclass(frozen=True, eq=False)
class Scores:
    """A generator's run, round by round.

    Attributes:
        spoke: `(T,)` whether it said anything.
        valid: `(T,)` whether what it said belongs to the target.
        new: `(T,)` whether what it said had not been shown, with either mark.
        possible: `(T,)` whether the target had members that were not shown.
        coverage: `(T,)` share, in [0, 1], of the first members of the target that were shown or
            said by the end of the round.
    """

    spoke: BoolArray
    valid: BoolArray
    new: BoolArray
    possible: BoolArray
    coverage: FloatArray

    @property
    def hallucinated(self) -> BoolArray:
        """`(T,)` whether it said what does not belong to the target."""
        return self.spoke & ~self.valid

    @property
    def erred(self) -> BoolArray:
        """`(T,)` whether something new and right was left, and it said nothing such."""
        return self.possible & ~(self.valid & self.new)


def scored(run: Presentation, target: Language, *, first: int = 100) -> Scores:
    """The scores of a generator's run on the target.

    Args:
        run: What it was shown and said: see `present`.
        target: The language that the text was of.
        first: How many members of the target, from the least on, coverage is taken of.

    Raises:
        ValueError: This is no run or no language, or `first` no whole number from 1 to 1,048,576.
    """
    one_of(Presentation, run, thing="run", way_out="pass what limit.present returned")
    one_of(Language, target, thing="target", way_out="pass family.language(i)")
    to_cover(first)
    wanted = set(itertools.islice(target.members(), first))
    shown: set[int] = set()
    held: set[int] = set()  # of the target, shown
    covered: set[int] = set()
    valid, new, possible, coverage = [], [], [], []
    for (x, _), said in zip(run.evidence.shown, run.said, strict=True):
        shown.add(x)
        if target.contains(x):
            held.add(x)
        valid.append(said is not None and target.contains(said))
        new.append(said is not None and said not in shown)
        possible.append(len(held) < target.size)
        covered |= {x, said} & wanted if said is not None else {x} & wanted
        coverage.append(len(covered) / max(len(wanted), 1))
    spoke = np.array([said is not None for said in run.said])
    return Scores(spoke, np.array(valid), np.array(new), np.array(possible), np.array(coverage))


def to_cover(first: int) -> None:
    """Refuse what is no number of members that can be listed.

    Raises:
        ValueError: It is none, or too large.
    """
    first = whole_number(first, thing="first", least=1, way_out="say how many members to cover")
    if first > _MOST_COVERED:
        raise ValueError(
            f"first is {rounded(first)}, but coverage is taken of {_MOST_COVERED:,} members at "
            "most; cover fewer"
        )
