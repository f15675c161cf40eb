"""A setting as a script of six lines on the public names, which prints the same fingerprint."""

from __future__ import annotations

from teachsim.gallery import classes
from teachsim.gallery.mislead import cells, habits
from teachsim.gallery.setting import Kind, Setting
from teachsim.symbolic import HypothesisClass

__all__ = ["script"]

_REGIMES = {
    "demonstration": "ts.DEMONSTRATION",
    "informant": "ts.INFORMANT",
    "approval": "ts.APPROVAL",
    "strict approval": "ts.STRICT_APPROVAL",
    "query": "ts.QUERY",
    "examination": "ts.EXAMINATION",
    "omissions only": "ts.OMISSIONS_ONLY",
}


def script(setting: Setting, ideas: HypothesisClass) -> str:
    """Python source of six lines; run, it prints `Runs.fingerprint` of the setting.

    Args:
        setting: What the script runs.
        ideas: Its class, as `setting.checked` gives it.
    """
    regimes = ", ".join(_REGIMES[cell.regime.name] for cell in cells(setting, ideas))
    prefer, ask, cautious = habits(setting)
    own = setting.ideas.word == classes.OWN
    learner = f'VersionSpace.learner(prefer="{prefer}", ask="{ask}", cautious={cautious})'
    head = "import io, teachsim as ts" if own else "import teachsim as ts"
    part = "HypothesisClass" if own else "families"
    return "\n".join(
        (
            head,
            f"from teachsim.symbolic import {part}, VersionSpace",
            f"ideas, learner = {classes.code(setting.ideas)}, {learner}",
            f"phases = [ts.Phase(regime, {setting.rounds}, teacher={_teacher(setting)}) "
            f"for regime in ({regimes})]",
            "lessons = [ts.Scenario(phase.regime.name, ideas, "
            f"ideas.key({setting.target}), [phase]) for phase in phases]",
            f'print("-".join(ts.simulate(lesson, learner, rng={setting.seed}).fingerprint '
            "for lesson in lessons))",
            "",
        )
    )


def _teacher(setting: Setting) -> str:
    """The teacher as source."""
    who = setting.demonstrator
    if who.kind is Kind.HELPFUL:
        return "ts.Helper()"
    if who.kind is Kind.HOSTILE:
        decoy = "" if who.decoy is None else f"decoy=ideas.table[{who.decoy}], "
        return f"ts.Adversary({decoy}at_least={who.at_least})"
    withheld = list(who.withheld) if who.kind is Kind.NEGLIGENT else []
    return f"ts.Negligent(withheld={withheld})"
