"""Finite hypothesis classes, version spaces and the learners that work on them."""

from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.learner import VersionSpaceLearner
from teachsim.symbolic.version_space import VersionSpace

__all__ = ["HypothesisClass", "VersionSpace", "VersionSpaceLearner"]
