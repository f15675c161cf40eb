"""What a learner puts to its teacher, given the hypotheses it still holds possible.

An answer is *open* while some of these hypotheses hold it right and others do not; the marks of all
other answers are known beforehand. A question makes progress iff its reply is known to none.

**Single answers** (QUERY, APPROVAL, STRICT_APPROVAL): each question names open answers only.

- halving: the answer that splits the hypotheses most evenly. In a batch, each further answer is the
  one that leaves fewest on average over the parts made so far (the expected size of the part that
  the truth lies in, all hypotheses alike likely).
- greedy: the answer most likely right, as in the one-step policy of active search (Garnett,
  Krishnamurthy, Xiong, Schneider & Mann, "Bayesian optimal active search and surveying", ICML
  2012): it collects right answers, and does not mind learning little.
- random: any open answer.
- conjecture: an open answer that the learner would give. It finds what the learner makes up, never
  what it leaves out: once all it would say is known right, it has nothing to ask.
- optimal: the answer that needs fewest questions at worst, `games.membership`. Several at a time,
  which is another game, split as halving does.

**Sets of claims** (EXAMINATION): the whole of what the learner claims to be right.

- halving: what more than half of the hypotheses hold right. An error then refutes at least half of
  them, so at most floor(log2 |H|) errors can be named (Angluin, "Queries and concept learning",
  Machine Learning 2, 1988; Littlestone, "Learning quickly when irrelevant attributes abound: a
  new linear-threshold algorithm", Machine Learning 2, 1988).
- greedy: the possible hypothesis whose least telling error still leaves the fewest.
- random: any possible hypothesis. conjecture: the learner's own.
- optimal: the set, in the class or not, that needs fewest errors at worst, as many as Littlestone's
  dimension says (his standard optimal algorithm, in the paper above): `games.equivalence`.

**One-sided examinations.** HALLUCINATIONS_ONLY names no omission, so claims that are all known
right are confirmed without telling anything: a question makes progress iff it claims an open
answer. OMISSIONS_ONLY, its mirror image, iff it leaves one out. Here halving and greedy claim one
open answer alone, or all but one: then the reply is the mark of that answer, a membership query in
disguise, and always progress. A conjecture that is too narrow (or, for omissions, too broad) makes
none: that is the point of the regime, so "conjecture" asks nothing else; "random" comes upon a
telling hypothesis sooner or later. "optimal" claims a hypothesis of the class or one answer alone
(or all but one), whichever needs fewest questions at worst: a mixture of games.

"optimal" plays as a `games.Planner`: within a budget, over which it plays the best it knows. Where
a phase has some of the prompts only, it halves.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, IntArray
from teachsim.core.learner import Request
from teachsim.core.regimes import Marks, Picks
from teachsim.symbolic.games import Planner
from teachsim.symbolic.optimum import optimum
from teachsim.symbolic.version_space import VersionSpace

__all__ = ["QUESTIONS", "Question", "claimed", "open_answers", "put"]

Question = Literal["halving", "greedy", "random", "conjecture", "optimal"]
"""The even split; the likeliest right answer; any; one's own conjecture; the best at worst."""

QUESTIONS: tuple[Question, ...] = get_args(Question)

# Rows of a version space that are compared at once: 2^22 entries are 32 MiB of counts.
_BLOCK_ENTRIES = 2**22


def put(
    space: VersionSpace,
    request: Request,
    *,
    question: Question,
    conjecture: BoolArray,
    rng: np.random.Generator,
    planner: Planner | None = None,
) -> Answers:
    """What is put to the teacher; nothing where no question makes progress.

    Args:
        space: The hypotheses still possible, at least one.
        request: Regime, batch and prompts.
        question: How to ask.
        conjecture: `(P, R)` what the learner itself holds right.
        rng: Consumed by "random" alone.
        planner: Of the class, for "optimal" alone: without it that starts from scratch each time.
    """
    if question == "optimal":
        best = optimum(space, request, planner=planner or Planner(space.of))
        if best is not None:
            return Answers.of(best)
        question = "halving"
    if request.regime.picks is Picks.EXAMINER:
        claims = claimed(space, request, question=question, conjecture=conjecture, rng=rng)
        return Answers.of(claims & _allowed(space, request))
    is_open = open_answers(space) & _allowed(space, request)
    pool = np.flatnonzero(is_open & conjecture if question == "conjecture" else is_open)
    picked = _picked(space, request, question=question, pool=pool, rng=rng)
    return Answers(*np.divmod(picked, space.n_responses))


def open_answers(space: VersionSpace) -> BoolArray:
    """`(P, R)` whether some of the hypotheses hold each answer right and others do not."""
    shares = space.shares()
    return (shares > 0.0) & (shares < 1.0)


def claimed(
    space: VersionSpace,
    request: Request,
    *,
    question: Question,
    conjecture: BoolArray,
    rng: np.random.Generator,
) -> BoolArray:
    """`(P, R)` the answers that are claimed to be right in an examination, all prompts.

    Args:
        space: The hypotheses still possible, at least one.
        request: Regime and prompts.
        question: How to ask.
        conjecture: `(P, R)` what the learner itself holds right.
        rng: Consumed by "random" alone.
    """
    if question == "conjecture":
        return conjecture
    if question == "random":
        return space.of.key(int(rng.choice(space.indices())))
    if request.regime.marks is Marks.BOTH:
        return space.shares() > 0.5 if question == "halving" else _safest(space, request)
    pool = np.flatnonzero(open_answers(space) & _allowed(space, request))
    if len(pool) == 0:
        return conjecture
    one = np.zeros(conjecture.size, dtype=np.bool_)
    one[_picked(space, request, question=question, pool=pool, rng=rng)[0]] = True
    alone = request.regime.marks is Marks.WRONG
    return (one if alone else ~one).reshape(conjecture.shape)


def _allowed(space: VersionSpace, request: Request) -> BoolArray:
    """`(P, 1)` whether the request is about each prompt."""
    return np.isin(np.arange(space.n_prompts), request.prompts)[:, None]


def _picked(
    space: VersionSpace,
    request: Request,
    *,
    question: Question,
    pool: IntArray,
    rng: np.random.Generator,
) -> IntArray:
    """Up to a batch of the answers in the pool, `(k,)`, by number prompt * R + response."""
    batch = 1 if request.regime.picks is Picks.EXAMINER else min(request.batch, len(pool))
    if question == "random":
        return rng.choice(pool, size=batch, replace=False)
    shares = space.shares().reshape(-1)[pool]
    if question == "greedy":
        return pool[np.argsort(-shares, kind="stable")[:batch]]
    if question == "conjecture" or batch == 0:
        return pool[:batch]
    if batch == 1:
        # Whole numbers: shares of one third and two thirds must tie.
        uneven = np.abs(2.0 * np.rint(shares * len(space)) - len(space))
        return pool[[uneven.argmin()]]
    return _splitting(space, pool, batch=batch, fill=request.regime.may_withhold)


def _splitting(space: VersionSpace, pool: IntArray, *, batch: int, fill: bool) -> IntArray:
    """Up to a batch of answers of the pool that together split the hypotheses finely, `(k,)`.

    Args:
        space: The hypotheses, `k` of them.
        pool: Open answers.
        batch: How many to pick at most.
        fill: Whether to go on when the replies to those picked would tell all, as is worth while
            where the teacher may withhold them.
    """
    table = space.table[:, pool]
    parts = np.zeros(len(table), dtype=np.int64)
    picked: list[int] = []
    while len(picked) < batch:
        order = np.argsort(parts, kind="stable")
        starts = np.flatnonzero(np.diff(parts[order], prepend=-1))
        right = np.add.reduceat(table[order], starts, axis=0, dtype=np.int64)
        size = np.diff(np.append(starts, len(order)))[:, None]
        squares = (right**2 + (size - right) ** 2).sum(axis=0)
        squares[picked] = np.iinfo(np.int64).max
        best = int(squares.argmin())
        if not fill and squares[best] == (size**2).sum():
            break
        picked.append(best)
        parts = np.unique(2 * parts + table[:, best], return_inverse=True)[1]
    return pool[picked]


def _safest(space: VersionSpace, request: Request) -> BoolArray:
    """`(P, R)` the possible hypothesis whose least telling error leaves the fewest."""
    in_play = np.flatnonzero(open_answers(space) & _allowed(space, request))
    hypotheses = space.indices()
    if len(in_play) == 0:
        return space.of.key(int(hypotheses[0]))
    right = np.rint(space.shares().reshape(-1)[in_play] * len(space))
    worst = np.empty(len(hypotheses))
    step = max(1, _BLOCK_ENTRIES // len(in_play))
    for start in range(0, len(hypotheses), step):
        rows = space.of.table[hypotheses[start : start + step]][:, in_play]
        # An error at x leaves those that disagree with the hypothesis there.
        worst[start : start + step] = np.where(rows, len(space) - right, right).max(axis=1)
    return space.of.key(int(hypotheses[worst.argmin()]))
