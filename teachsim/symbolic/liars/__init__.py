"""Teachers that lie, or keep silent: what that costs a learner that asks (claim A6).

The games are those of `games`, with a channel that falsifies up to e answers: which hypothesis it
is must be sure all the same. A state says how many lies each hypothesis implies; one that implies
more than e is refuted, and the weight of Berlekamp bounds all from below:

    D(S) = 0 if one is left, else 1 + min over questions max over answers D(S after the answer).

`reaskable` and `ulam` (any question at all) answer afresh each time, `persistent` the same again,
`examined` is the game of claims, `omitting` of silences in place of lies. Each returns a `Result`,
exact or with certified bounds, whose certificate `question`, `reply` and `unfold` play, and `check`
verifies. `costs` puts them side by side.

`learner` and `noisy_learner` make learners for `simulate`, whose channel lies (`teachsim.Noise`):
up to e times, or at a rate; `queries_needed` runs the noisy one many times at once.
"""

from teachsim.symbolic.liars.check import CertificateError, check
from teachsim.symbolic.liars.compare import Cost, costs
from teachsim.symbolic.liars.learner import DoubtfulLearner, learner, noisy_learner
from teachsim.symbolic.liars.noise import Needed, capacity, mean_at_least, queries_needed
from teachsim.symbolic.liars.play import question, reply, unfold
from teachsim.symbolic.liars.records import (
    EVERY,
    Alike,
    Answer,
    Asked,
    Floor,
    Game,
    Node,
    State,
    Strategy,
)
from teachsim.symbolic.liars.rules import answers, heard, implied, start
from teachsim.symbolic.liars.ulam import ulam
from teachsim.symbolic.liars.values import MAX_STATES, examined, omitting, persistent, reaskable

__all__ = [
    "EVERY",
    "MAX_STATES",
    "Alike",
    "Answer",
    "Asked",
    "CertificateError",
    "Cost",
    "DoubtfulLearner",
    "Floor",
    "Game",
    "Needed",
    "Node",
    "State",
    "Strategy",
    "answers",
    "capacity",
    "check",
    "costs",
    "examined",
    "heard",
    "implied",
    "learner",
    "mean_at_least",
    "noisy_learner",
    "omitting",
    "persistent",
    "queries_needed",
    "question",
    "reaskable",
    "reply",
    "start",
    "ulam",
    "unfold",
]
