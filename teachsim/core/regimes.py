"""A regime answers two questions: who picks the answer that is marked, and which marks are heard.

| who picks | right marks only | right and wrong marks |
|---|---|---|
| the teacher shows, may withhold | DEMONSTRATION (SFT, text) | INFORMANT (labelled examples) |
| the learner asks | APPROVAL (rejection sampling) | QUERY (membership query, RL) |
| the teacher must name an error | OMISSIONS_ONLY (superset) | EXAMINATION (equivalence query) |

HALLUCINATIONS_ONLY (subset query) is the other one-sided examination: wrong marks only. The queries
are those of Angluin, "Queries and concept learning", Machine Learning 2 (1988); text and informant
those of Gold, "Language identification in the limit", Information and Control 10 (1967).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import AnyArray, IntArray, MarkArray, sealed
from teachsim.core.checks import one_of

__all__ = [
    "APPROVAL",
    "DEMONSTRATION",
    "EXAMINATION",
    "HALLUCINATIONS_ONLY",
    "INFORMANT",
    "OMISSIONS_ONLY",
    "QUERY",
    "REGIMES",
    "STRICT_APPROVAL",
    "Lesson",
    "Marks",
    "Picks",
    "Regime",
]


class Picks(Enum):
    """Who picks the answer that is marked."""

    TEACHER = "the teacher shows"
    LEARNER = "the learner asks"
    EXAMINER = "the teacher must name an error"


class Marks(Enum):
    """Which marks the learner may hear."""

    RIGHT = "right marks only"
    WRONG = "wrong marks only"
    BOTH = "right and wrong marks"


@dataclass(frozen=True)
class Regime:
    """One way of teaching.

    Attributes:
        name: What it is called.
        picks: Who picks the answer that is marked.
        marks: Which marks the learner may hear.
        may_withhold: Whether the teacher may stay silent although it has something to say. Where it
            may not, silence is evidence: see `STRICT_APPROVAL`.
    """

    name: str
    picks: Picks
    marks: Marks
    may_withhold: bool

    def __post_init__(self) -> None:
        """Refuse the combinations that mean nothing."""
        one_of(Picks, self.picks, thing="Regime(picks=...)", way_out="such as Picks.TEACHER")
        one_of(Marks, self.marks, thing="Regime(marks=...)", way_out="such as Marks.BOTH")
        if self.marks is Marks.WRONG and self.picks is not Picks.EXAMINER:
            raise ValueError(
                f"regime {self.name!r} has wrong marks only where {self.picks.value}; wrong marks "
                "alone make sense in an examination only, use Marks.RIGHT or Marks.BOTH"
            )
        if self.picks is Picks.TEACHER and not self.may_withhold:
            raise ValueError(
                f"regime {self.name!r} forbids a teacher who shows to withhold; such a teacher "
                "picks its examples freely, set may_withhold=True"
            )
        if self.picks is Picks.EXAMINER and self.may_withhold:
            raise ValueError(
                f"regime {self.name!r} lets an examiner withhold an error; an examiner must "
                "disclose one, set may_withhold=False"
            )

    @property
    def hears_right(self) -> bool:
        """Whether right marks reach the learner."""
        return self.marks is not Marks.WRONG

    @property
    def hears_wrong(self) -> bool:
        """Whether wrong marks reach the learner."""
        return self.marks is not Marks.RIGHT

    @property
    def silence_means_wrong(self) -> bool:
        """Whether an answer put by the learner is wrong if it is not approved.

        >>> [regime.name for regime in REGIMES if regime.silence_means_wrong]
        ['strict approval']
        """
        asked = self.picks is Picks.LEARNER
        return asked and self.marks is Marks.RIGHT and not self.may_withhold


DEMONSTRATION = Regime("demonstration", Picks.TEACHER, Marks.RIGHT, may_withhold=True)
INFORMANT = Regime("informant", Picks.TEACHER, Marks.BOTH, may_withhold=True)
APPROVAL = Regime("approval", Picks.LEARNER, Marks.RIGHT, may_withhold=True)
STRICT_APPROVAL = Regime("strict approval", Picks.LEARNER, Marks.RIGHT, may_withhold=False)
QUERY = Regime("query", Picks.LEARNER, Marks.BOTH, may_withhold=False)
EXAMINATION = Regime("examination", Picks.EXAMINER, Marks.BOTH, may_withhold=False)
HALLUCINATIONS_ONLY = Regime("hallucinations only", Picks.EXAMINER, Marks.WRONG, may_withhold=False)
OMISSIONS_ONLY = Regime("omissions only", Picks.EXAMINER, Marks.RIGHT, may_withhold=False)

REGIMES = (
    DEMONSTRATION,
    INFORMANT,
    APPROVAL,
    STRICT_APPROVAL,
    QUERY,
    EXAMINATION,
    HALLUCINATIONS_ONLY,
    OMISSIONS_ONLY,
)


@dataclass(frozen=True, eq=False)
class Lesson:
    """What is said in one round.

    Attributes:
        regime: The regime of its phase.
        scope: `(k,)` the prompts of its phase.
        answers: The `n` answers that are marked; none when the teacher shows nothing or, in an
            examination, has no error to name.
        marks: `(n,)` +1 right, -1 wrong, 0 silence (to an answer put by the learner); a copy that
            cannot be written to.
        asked: The answers the learner put to the teacher; in an examination all those it claims to
            be right, but for those that are neither right nor wrong. None where the teacher shows.
    """

    regime: Regime
    scope: IntArray
    answers: Answers
    marks: MarkArray
    asked: Answers | None = None

    def __post_init__(self) -> None:
        """Refuse marks that do not match the answers or that the regime keeps from the learner."""
        marks = np.asarray(self.marks)
        if marks.shape != (len(self.answers),) or (marks.size and not self._audible(marks)):
            raise ValueError(
                f"a lesson of {len(self.answers)} answers has marks {marks.tolist()}, but needs "
                f"one for each, in (-1, 0, +1), and {self.regime.marks.value} are heard in the "
                f"regime {self.regime.name!r}; give as many of those"
            )
        object.__setattr__(self, "marks", sealed(marks.astype(np.int8)))

    def _audible(self, marks: AnyArray) -> bool:
        """Whether the regime lets the learner hear these marks."""
        least, most = -int(self.regime.hears_wrong), int(self.regime.hears_right)
        return marks.dtype.kind in "iu" and bool(marks.min() >= least and marks.max() <= most)

    @property
    def confirmed(self) -> Answers | None:
        """The claims an examiner found no error in, or None if it named one or did not examine."""
        examined = self.regime.picks is Picks.EXAMINER and len(self.answers) == 0
        return self.asked if examined else None

    def evidence(self, n_responses: int) -> tuple[Answers, MarkArray]:
        """The marked answers that follow from what is said, silence included.

        Where approval may not be withheld, no approval means wrong. "No error" means that the
        claims are right (if wrong marks are heard) and that nothing else is (if right marks are).

        Args:
            n_responses: Number of responses `R`.

        Returns:
            `m` answers and their `(m,)` marks +1, -1 or 0.
        """
        if self.regime.silence_means_wrong:
            return self.answers, np.where(self.marks == 0, -1, self.marks).astype(np.int8)
        claims = self.confirmed
        if claims is None:
            return self.answers, self.marks
        marks = np.zeros((int(self.scope.max()) + 1, n_responses), dtype=np.int8)
        marks[self.scope] = -1 if self.regime.hears_right else 0
        marks[claims.prompts, claims.responses] = 1 if self.regime.hears_wrong else 0
        implied = Answers.of(marks != 0)
        return implied, marks[implied.prompts, implied.responses]
