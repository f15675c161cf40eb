"""Learners that expect lies: they count how many each hypothesis implies, and refute none at once.

They conjecture a hypothesis that implies the fewest, and ask what shares most evenly the weight
that `weighing` gives them: by Berlekamp for up to e lies, by chance for lies at a rate.

Lies are made by the channel (`teachsim.Noise`), which never says "no error" falsely; so what an
examiner confirms refutes all others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import AnyArray, BoolArray, FloatArray, IntArray, sealed
from teachsim.core.checks import chance, one_of, whole_number
from teachsim.core.learner import Request
from teachsim.core.regimes import Lesson, Marks, Picks
from teachsim.core.space import HypothesisSpace
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.arguments import few_lies
from teachsim.symbolic.liars.weighing import DIGITS, Weighing, by_chance, by_number, informative

__all__ = ["DoubtfulLearner", "learner", "noisy_learner"]

# What was never a lie: so many that no budget and no rate explains them.
_NEVER = 2**20


@dataclass(frozen=True, eq=False)
class DoubtfulLearner:
    """A learner that has heard some lessons, not all of them true.

    Attributes:
        of: The class.
        implied: `(m,)` how many lies each hypothesis implies.
        weigh: Its weighing.
        most: The most lies it believes in; None where they come at a rate.
        error: It asks no more when a hypothesis has all the weight but this share.
        heard: `(n,)` how often each instance was marked, where asking again is answered the same;
            None where each answer is falsified afresh.
    """

    of: HypothesisClass
    implied: IntArray
    weigh: Weighing
    most: int | None
    error: float
    heard: IntArray | None

    @property
    def alive(self) -> BoolArray:
        """`(m,)` which hypotheses are not refuted."""
        most = _NEVER - 1 if self.most is None else self.most
        alive: BoolArray = self.implied <= most
        return alive

    @property
    def remaining(self) -> int:
        """Number of hypotheses that are not refuted."""
        return int(self.alive.sum())

    @property
    def shares(self) -> FloatArray:
        """`(m,)` each hypothesis's share of the weight; at a rate, its posterior chance."""
        weights = np.where(self.alive, self.weigh(self.implied), 0.0)
        if not weights.any():  # so few questions are to come that all weigh nothing
            weights = self.alive.astype(np.float64)
        shares: FloatArray = weights / weights.sum()
        return shares

    @property
    def conjectured(self) -> int:
        """The first hypothesis of those that imply the fewest lies."""
        return int(self.implied.argmin())

    @property
    def sure(self) -> bool:
        """Whether it asks no more."""
        if self.remaining <= 1:
            return True
        return self.error > 0.0 and bool(self.shares.max() >= 1.0 - self.error)

    def policy(self) -> FloatArray:
        """`(P, R)` chances: what the conjecture holds right, each answer to a prompt alike."""
        said = self.of.key(self.conjectured)
        chances: FloatArray = said / np.maximum(said.sum(axis=-1, keepdims=True), 1)
        return chances

    def ask(self, request: Request, rng: np.random.Generator) -> Answers:
        """What shares the weight most evenly, up to a batch of it; `rng` is not used.

        In an examination it claims what more than half of the weight holds right; in a one-sided
        one a single answer, or all but one, as the learners of `asking` do.
        """
        del rng
        pool = self._open(request)
        if request.regime.picks is not Picks.EXAMINER:
            few = pool[: request.batch]
            return Answers(*np.divmod(few, self.of.n_responses))
        claims = self.shares @ self.of.table > 0.5
        if len(pool) == 0:
            claims = self.of.table[self.conjectured].copy()
        elif request.regime.marks is not Marks.BOTH:
            alone = np.arange(self.of.n_instances) == pool[0]
            claims = alone if request.regime.marks is Marks.WRONG else ~alone
        claims &= _allowed(self.of, request)
        return Answers.of(claims.reshape(self.of.n_prompts, -1))

    def _open(self, request: Request) -> IntArray:
        """`(k,)` the instances worth asking about, the most even first."""
        if self.sure:
            return np.empty(0, dtype=np.int64)
        table = self.of.table[self.alive]
        is_open = table.any(axis=0) & ~table.all(axis=0) & _allowed(self.of, request)
        if self.heard is not None:
            is_open &= self.heard == 0
        pool = np.flatnonzero(is_open)
        uneven = np.abs(2.0 * (self.shares @ self.of.table[:, pool]) - 1.0)
        return pool[np.argsort(uneven.round(DIGITS), kind="stable")]

    def learn(self, lesson: Lesson, rng: np.random.Generator) -> DoubtfulLearner:
        """The learner after the lesson; `rng` is not used.

        A lesson that would refute all that is left tells of more lies than it believes in, and is
        passed over.
        """
        del rng
        answers, marks = lesson.evidence(self.of.n_responses)
        cells = answers.cells(self.of.n_responses)
        telling = marks != 0
        if self.heard is not None and lesson.confirmed is None:
            first = np.zeros(len(cells), dtype=np.bool_)
            first[np.unique(cells, return_index=True)[1]] = True
            telling &= first & (self.heard[cells] == 0)
        lies = (self.of.table[:, cells[telling]] != (marks[telling] > 0)).sum(axis=1)
        if lesson.confirmed is not None:
            lies = np.where(lies > 0, _NEVER, 0)
        after = replace(self, implied=sealed(np.minimum(self.implied + lies, 2 * _NEVER)))
        if after.remaining == 0:
            return self
        if self.heard is None:
            return after
        heard = self.heard.copy()
        heard[cells[telling]] += 1
        return replace(after, heard=sealed(heard))


def _allowed(of: HypothesisClass, request: Request) -> BoolArray:
    """`(n,)` whether the request is about the prompt of each instance."""
    prompts = np.isin(np.arange(of.n_prompts), request.prompts)
    return np.repeat(prompts, of.n_responses)


def learner(*, lies: int, persistent: bool = False) -> Callable[[HypothesisSpace], DoubtfulLearner]:
    """What makes a learner that is safe from up to so many lies, for `simulate` to call.

    It identifies the truth for sure where the channel lies at most so often; in at most
    m (lies + 1) - 1 questions, as each adds a lie to one of the m hypotheses. How far it is from
    `reaskable`, which looks ahead, is for studies to say.

    Args:
        lies: The most lies, e, at least 0.
        persistent: Whether asking again would be answered the same, so that it never does.

    Raises:
        ValueError: These are no number and no bool, or there may be more than 300 lies. The
            function raises it for a space that is no HypothesisClass.

    >>> import teachsim as ts
    >>> from teachsim.symbolic import families
    >>> H = families.initial_segments(7)
    >>> liar = ts.Phase(ts.QUERY, 12, noise=ts.Noise(rate=0.9, budget=2))
    >>> scenario = ts.Scenario("two lies", H, H.key(4), [liar])
    >>> run = ts.simulate(scenario, learner(lies=2))
    >>> bool(ts.metrics.identified(run.policies[-1], scenario.key))
    True
    """
    most = whole_number(lies, thing="lies", least=0, way_out="use 0 for an honest teacher")
    few_lies(most)
    a_switch(persistent, thing="persistent")
    return _beginner(by_number(most), most=most, error=0.0, persistent=persistent)


def noisy_learner(
    *, rate: float, error: float = 0.05, persistent: bool = False
) -> Callable[[HypothesisSpace], DoubtfulLearner]:
    """What makes a learner for answers that are false at a rate, for `simulate` to call.

    If the rate is the channel's and all hypotheses were alike likely, it is wrong with a chance of
    at most `error` when it asks no more.

    Args:
        rate: Chance that an answer is a lie, below 1/2: at 1/2 answers tell nothing.
        error: It asks until all other hypotheses together have at most this chance, above 0.
        persistent: As in `learner`.

    Raises:
        ValueError: These are no chances, or the rate is 1/2 or more; as `learner`.
    """
    rate = informative(rate, thing="rate")
    error = chance(error, thing="error")
    if error <= 0.0:
        raise ValueError(
            f"error is {error}, but noise leaves some doubt for ever; give a chance above 0"
        )
    a_switch(persistent, thing="persistent")
    return _beginner(by_chance(rate), most=None, error=error, persistent=persistent)


def _beginner(
    weigh: Weighing, *, most: int | None, error: float, persistent: bool
) -> Callable[[HypothesisSpace], DoubtfulLearner]:
    def begin(space: HypothesisSpace) -> DoubtfulLearner:
        way_out = "pass the class itself, or space.as_class() for a version space"
        one_of(HypothesisClass, space, thing="the space of a doubtful learner", way_out=way_out)
        assert isinstance(space, HypothesisClass)
        nothing: AnyArray = np.zeros(len(space), dtype=np.int64)
        heard = sealed(np.zeros(space.n_instances, dtype=np.int64)) if persistent else None
        return DoubtfulLearner(space, sealed(nothing), weigh, most, error, heard)

    return begin
