"""A bench of the page Lab as a script of six lines on the public names."""

from __future__ import annotations

from teachsim.gallery import classes
from teachsim.gallery.lab import Bench, Lane, regime, setting
from teachsim.gallery.script import teacher
from teachsim.gallery.setting import taste

__all__ = ["script"]


def script(bench: Bench) -> str:
    """Python source of six lines; run, it prints `Runs.fingerprint` of the bench."""
    own = bench.ideas.word == classes.OWN
    head = "import io, teachsim as ts" if own else "import teachsim as ts"
    parts = "HypothesisClass, VersionSpace" if own else "families, VersionSpace"
    lanes = ", ".join(f"({_phase(bench, lane)}, {_learner(lane)})" for lane in bench.lanes)
    scenario = f"ts.Scenario(phase.regime.name, ideas, ideas.key({bench.target}), [phase])"
    return "\n".join(
        (
            head,
            f"from teachsim.symbolic import {parts}",
            f"ideas = {classes.code(bench.ideas)}",
            f"lanes = [{lanes}]",
            f"runs = [ts.simulate({scenario}, learner, rng={bench.seed}) "
            "for phase, learner in lanes]",
            'print("-".join(run.fingerprint for run in runs))',
            "",
        )
    )


def _phase(bench: Bench, lane: Lane) -> str:
    """The phase of a lane as source."""
    name = regime(lane.way).name.upper().replace(" ", "_")
    who = setting(bench, lane).demonstrator
    noise = f", noise=ts.Noise(rate=1.0, budget={lane.lies})" if lane.lies else ""
    return f"ts.Phase(ts.{name}, {bench.rounds}, teacher={teacher(who)}{noise})"


def _learner(lane: Lane) -> str:
    """What makes the learner of a lane, as source."""
    prefer, cautious = taste(lane.bias)
    return f'VersionSpace.learner(prefer="{prefer}", ask="{lane.ask}", cautious={cautious})'
