"""Hypothesis classes, version spaces and their learners; exact theory; languages in the limit."""

from teachsim.symbolic import (
    automata,
    complexity,
    demonstration,
    episodes,
    families,
    games,
    liars,
    limit,
    refinement,
)
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.learner import VersionSpaceLearner
from teachsim.symbolic.misfit import Misfit
from teachsim.symbolic.outcome import Outcome, Verdict, outcome, verdicts
from teachsim.symbolic.version_space import VersionSpace

__all__ = [
    "HypothesisClass",
    "Misfit",
    "Outcome",
    "Verdict",
    "VersionSpace",
    "VersionSpaceLearner",
    "automata",
    "complexity",
    "demonstration",
    "episodes",
    "families",
    "games",
    "liars",
    "limit",
    "outcome",
    "refinement",
    "verdicts",
]
