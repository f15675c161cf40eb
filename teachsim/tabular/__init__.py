"""A tabular language model that may know, guess, or say "I don't know": exact training dynamics."""

from teachsim.tabular import (
    distillation,
    exact,
    grading,
    kang,
    modes,
    objectives,
    presets,
    rote,
    sampled,
    thresholds,
    tokens,
    wording,
)
from teachsim.tabular.base import Base
from teachsim.tabular.corpus import Corpus
from teachsim.tabular.facts import Facts, Quiz
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.language_model import TabularLM
from teachsim.tabular.policy import Features, Start
from teachsim.tabular.reward import Reward

__all__ = [
    "Base",
    "Corpus",
    "Facts",
    "Features",
    "Knowledge",
    "Quiz",
    "Reward",
    "Start",
    "TabularLM",
    "distillation",
    "exact",
    "grading",
    "kang",
    "modes",
    "objectives",
    "presets",
    "rote",
    "sampled",
    "thresholds",
    "tokens",
    "wording",
]
