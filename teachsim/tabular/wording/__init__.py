"""Several right wordings of one answer: who keeps them, who collapses to one, and who drifts."""

from teachsim.tabular.wording.drift import Drift, drift
from teachsim.tabular.wording.ends import curve, limit
from teachsim.tabular.wording.training import Course, train
from teachsim.tabular.wording.wordings import (
    LIKELY_VALID,
    Shown,
    Wordings,
    divergence,
    effective_number,
    validity,
)

__all__ = [
    "LIKELY_VALID",
    "Course",
    "Drift",
    "Shown",
    "Wordings",
    "curve",
    "divergence",
    "drift",
    "effective_number",
    "limit",
    "train",
    "validity",
]
