"""Exact values of query games, with strategies that can be played and checked.

One recursion holds for all of them. V is the version space, the set of hypotheses still possible:

    D(V) = 0 if |V| <= 1, else 1 + min over questions max over answers D(V and answer).

Every function returns a `Result`: exact, or bounds when the budget is spent. Values count queries
until one hypothesis is left (*identify*); `until_yes` counts those until an equivalence query is
answered "yes". The multi-valued games count mistakes. The certificate is a `Strategy`, which
`question` and `reply` play, `unfold` makes a tree of, and `check` verifies. A `Planner` is the
learner that plays it in any version space, and `worst_case` what the adversary makes of it.
"""

from teachsim.symbolic.games.check import CertificateError, check
from teachsim.symbolic.games.planner import Planner, WorstCase, worst_case
from teachsim.symbolic.games.play import heard, question, reply, unfold, until_yes
from teachsim.symbolic.games.queries import (
    MAX_BYTES,
    MAX_STATES,
    bandit,
    best_question,
    equivalence,
    full_information,
    membership,
    mixture,
    subset,
    superset,
)
from teachsim.symbolic.games.records import EVERY, Answer, Floor, Game, Node, Question, Strategy
from teachsim.symbolic.games.rules import answers

__all__ = [
    "EVERY",
    "MAX_BYTES",
    "MAX_STATES",
    "Answer",
    "CertificateError",
    "Floor",
    "Game",
    "Node",
    "Planner",
    "Question",
    "Strategy",
    "WorstCase",
    "answers",
    "bandit",
    "best_question",
    "check",
    "equivalence",
    "full_information",
    "heard",
    "membership",
    "mixture",
    "question",
    "reply",
    "subset",
    "superset",
    "unfold",
    "until_yes",
    "worst_case",
]
