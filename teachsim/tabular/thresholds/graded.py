"""A noisy grader is one thing, whether it stands in the objective or in the setting."""

from __future__ import annotations

from dataclasses import replace

from teachsim.core.checks import one_of
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.thresholds.setting import Setting

__all__ = ["check", "ungraded"]


def check(objective: object, at: object) -> None:
    """Refuse what is no objective, or no setting.

    Raises:
        ValueError: If one is none.
    """
    one_of(Objective, objective, thing="the objective", way_out="pass objectives.PolicyGradient()")
    one_of(Setting, at, thing="the setting", way_out="pass Setting()")


def ungraded(objective: Objective, at: Setting) -> tuple[Objective, Setting]:
    """The objective without its grader, and the setting with it.

    Raises:
        ValueError: If one is none, or both have a grader: one would grade the other's grades.
    """
    check(objective, at)
    if not isinstance(objective, NoisyGrader):
        return objective, at
    if at.false_positive or at.false_negative:
        raise ValueError(
            f"the objective is graded with errors, and so is the setting (false_positive "
            f"{at.false_positive:g}, false_negative {at.false_negative:g}); leave one of them out"
        )
    wrong, right = objective.false_positive, objective.false_negative
    return objective.objective, replace(at, false_positive=wrong, false_negative=right)
