"""A setting as a script of six lines on the public names, which prints the same fingerprint."""

from __future__ import annotations

from teachsim.gallery import classes
from teachsim.gallery.mislead import cells, habits
from teachsim.gallery.setting import Demonstrator, Kind, Setting, View
from teachsim.symbolic import HypothesisClass

__all__ = ["script", "teacher"]

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
    own = setting.ideas.word == classes.OWN
    lied_to = setting.view is View.LIES
    parts = ["HypothesisClass" if own else "families", *(["liars"] if lied_to else [])]
    head = "import io, teachsim as ts" if own else "import teachsim as ts"
    return "\n".join(
        (
            head,
            f"from teachsim.symbolic import {', '.join(parts)}, VersionSpace",
            f"ideas, {_learners(setting)}",
            f"phases = {_phases(setting, ideas)}",
            "lessons = [ts.Scenario(phase.regime.name, ideas, "
            f"ideas.key({setting.target}), [phase]) for phase in phases]",
            _printing(setting),
            "",
        )
    )


def _learners(setting: Setting) -> str:
    """The class and who learns it, as source."""
    prefer, ask, cautious = habits(setting)
    code = classes.code(setting.ideas)
    learner = f'VersionSpace.learner(prefer="{prefer}", ask="{ask}", cautious={cautious})'
    if setting.view is not View.LIES:
        return f"learner = {code}, {learner}"
    return f"learners = {code}, [{learner}, liars.learner(lies={setting.demonstrator.lies})]"


def _phases(setting: Setting, ideas: HypothesisClass) -> str:
    """The phases as source."""
    if setting.view is View.LIES:
        noise = f"noise=ts.Noise(rate=1.0, budget={setting.demonstrator.lies})"
        return f"[ts.Phase(ts.QUERY, {setting.rounds}, {noise})] * 2"
    regimes = ", ".join(_REGIMES[cell.regime.name] for cell in cells(setting, ideas))
    phase = f"ts.Phase(regime, {setting.rounds}, teacher={teacher(setting.demonstrator)})"
    return f"[{phase} for regime in ({regimes})]"


def _printing(setting: Setting) -> str:
    """What runs it all and prints the fingerprint, as source."""
    pairs = "lesson, learner in zip(lessons, learners)"
    each = pairs if setting.view is View.LIES else "lesson in lessons"
    run = f"ts.simulate(lesson, learner, rng={setting.seed}).fingerprint"
    return f'print("-".join({run} for {each}))'


def teacher(who: Demonstrator) -> str:
    """A demonstrator as source."""
    if who.kind is Kind.HELPFUL:
        return "ts.Helper()"
    if who.kind is Kind.HOSTILE:
        decoy = "" if who.decoy is None else f"decoy=ideas.table[{who.decoy}], "
        return f"ts.Adversary({decoy}at_least={who.at_least})"
    withheld = list(who.withheld) if who.kind is Kind.NEGLIGENT else []
    return f"ts.Negligent(withheld={withheld})"
