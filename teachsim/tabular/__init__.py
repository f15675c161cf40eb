"""A tabular language model that may know, guess, or say "I don't know": exact training dynamics."""

from teachsim.tabular import exact, objectives
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.policy import Features, Start
from teachsim.tabular.reward import Reward

__all__ = ["Features", "Knowledge", "Reward", "Start", "exact", "objectives"]
