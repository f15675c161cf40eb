"""The runs of the Mislead page.

Two learners with the same bias look for the same truth. One may only watch a demonstrator; the
other may put its own idea, or single points, to the very same teacher, who then must answer. The
six cells of claim A4 are the same with every regime. Where the teacher lies (A6) both learners ask,
and differ in whether they expect it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import teachsim as ts
from teachsim.gallery.setting import Asker, Bias, Kind, Setting, View, checked, taste
from teachsim.symbolic import HypothesisClass, VersionSpace, demonstration, liars
from teachsim.symbolic.asking import Question
from teachsim.symbolic.preference import Preference

__all__ = [
    "Cell",
    "Runs",
    "cells",
    "habits",
    "run",
    "teacher",
    "trusting",
    "with_decoy",
    "worst_decoy",
]


_ASKS: dict[Asker, Question] = {
    Asker.HALVING: "halving",
    Asker.OPTIMAL: "optimal",
    Asker.GUESS: "conjecture",
    Asker.BELONGS: "halving",
    Asker.RANDOM: "random",
}


@dataclass(frozen=True, eq=False)
class Cell:
    """One learner in one regime.

    Attributes:
        regime: The regime.
        scenario: What is run.
        learner: Makes the learner.
    """

    regime: ts.Regime
    scenario: ts.Scenario
    learner: ts.Beginner


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of a setting.

    Attributes:
        setting: What was asked for.
        ideas: The class.
        cells: What was run, side by side.
        transcripts: One for each cell.
    """

    setting: Setting
    ideas: HypothesisClass
    cells: tuple[Cell, ...]
    transcripts: tuple[ts.Transcript, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprints of all transcripts, joined by hyphens."""
        return "-".join(transcript.fingerprint for transcript in self.transcripts)


def teacher(setting: Setting, ideas: HypothesisClass) -> ts.Teacher:
    """The teacher of a setting."""
    who = setting.demonstrator
    if who.kind is Kind.HELPFUL:
        return ts.Helper()
    if who.kind is Kind.HOSTILE:
        decoy = None if who.decoy is None else ideas.table[who.decoy]
        return ts.Adversary(decoy=decoy, at_least=who.at_least)
    return ts.Negligent(withheld=who.withheld if who.kind is Kind.NEGLIGENT else ())


def cells(setting: Setting, ideas: HypothesisClass) -> tuple[Cell, ...]:
    """What is run side by side: two cells, or the six of claim A4, row by row."""
    if setting.view is View.LIES:
        return _lied_to(setting, ideas)
    asks = setting.asker in {Asker.BELONGS, Asker.RANDOM}
    if setting.view is View.PAIR:
        regimes: tuple[ts.Regime, ...] = (
            ts.DEMONSTRATION,
            ts.QUERY if asks else ts.EXAMINATION,
        )
    else:
        approval = ts.STRICT_APPROVAL if setting.view is View.STRICT else ts.APPROVAL
        shown = (ts.DEMONSTRATION, ts.INFORMANT)
        regimes = (*shown, approval, ts.QUERY, ts.OMISSIONS_ONLY, ts.EXAMINATION)
    who = teacher(setting, ideas)
    return tuple(
        _cell(setting, ideas, ts.Phase(regime, setting.rounds, teacher=who), trusting(setting))
        for regime in regimes
    )


def trusting(setting: Setting) -> ts.Beginner:
    """The learner of a setting, who takes every answer at its word."""
    prefer, ask, cautious = habits(setting)
    return VersionSpace.learner(prefer=prefer, ask=ask, cautious=cautious)


def _lied_to(setting: Setting, ideas: HypothesisClass) -> tuple[Cell, ...]:
    """Two who ask whether points belong, and hear false answers before they hear true ones."""
    lies = setting.demonstrator.lies
    phase = ts.Phase(ts.QUERY, setting.rounds, noise=ts.Noise(rate=1.0, budget=lies))
    doubting = liars.learner(lies=lies)
    return tuple(_cell(setting, ideas, phase, who) for who in (trusting(setting), doubting))


def _cell(  # noqa: PLR0917  # a cell is these four
    setting: Setting, ideas: HypothesisClass, phase: ts.Phase, learner: ts.Beginner
) -> Cell:
    """One learner in a scenario of one phase."""
    right = ideas.key(setting.target)
    scenario = ts.Scenario(phase.regime.name, ideas, right, (phase,))
    return Cell(phase.regime, scenario, learner)


def run(setting: Setting, *, watch: Callable[[int], None] | None = None) -> Runs:
    """The runs of a setting.

    Args:
        setting: What is run.
        watch: Called after each round of each run; may raise to stop.

    Raises:
        ValueError: If a number of the setting does not fit its class.
    """
    ideas = checked(setting)
    side_by_side = cells(setting, ideas)
    transcripts = tuple(
        ts.simulate(cell.scenario, cell.learner, rng=setting.seed, watch=watch)
        for cell in side_by_side
    )
    return Runs(setting, ideas, side_by_side, transcripts)


def worst_decoy(setting: Setting, ideas: HypothesisClass) -> int | None:
    """The decoy that survives the most truthful examples, or None where no decoy misleads.

    None also for the cautious learner, who is never misled, and for the majority vote, whose
    beliefs follow no fixed order: there a hostile teacher without a decoy looks ahead.
    """
    if setting.bias is Bias.CAUTIOUS or setting.bias is Bias.MAJORITY:
        return None
    prefer, _, _ = habits(setting)
    least = setting.demonstrator.at_least
    return demonstration.misled(ideas, prefer=prefer, at_least=least).get(setting.target)


def with_decoy(setting: Setting, decoy: int | None) -> Setting:
    """The setting with a hostile demonstrator who leads to this decoy."""
    who = replace(setting.demonstrator, kind=Kind.HOSTILE, decoy=decoy)
    return replace(setting, demonstrator=who)


def habits(setting: Setting) -> tuple[Preference, Question, bool]:
    """What the learners prefer, what the asking one asks, and whether both are cautious."""
    prefer, cautious = taste(setting.bias)
    return prefer, _ASKS[setting.asker], cautious
