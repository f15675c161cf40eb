"""Teaching with positive against negative feedback: who can be misled, who makes things up."""

from teachsim.core import contract, metrics
from teachsim.core.answers import Answers
from teachsim.core.channel import Noise
from teachsim.core.learner import Beginner, Learner, Request
from teachsim.core.regimes import (
    APPROVAL,
    DEMONSTRATION,
    EXAMINATION,
    HALLUCINATIONS_ONLY,
    INFORMANT,
    OMISSIONS_ONLY,
    QUERY,
    REGIMES,
    STRICT_APPROVAL,
    Lesson,
    Marks,
    Picks,
    Regime,
)
from teachsim.core.scenario import Phase, Scenario
from teachsim.core.simulate import Transcript, simulate
from teachsim.core.space import HypothesisSpace
from teachsim.core.teachers import Adversary, Helper, Negligent, Scripted, Teacher, View

__version__ = "0.1.0"

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
    "Adversary",
    "Answers",
    "Beginner",
    "Helper",
    "HypothesisSpace",
    "Learner",
    "Lesson",
    "Marks",
    "Negligent",
    "Noise",
    "Phase",
    "Picks",
    "Regime",
    "Request",
    "Scenario",
    "Scripted",
    "Teacher",
    "Transcript",
    "View",
    "__version__",
    "contract",
    "metrics",
    "simulate",
]
