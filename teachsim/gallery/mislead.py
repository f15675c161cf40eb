"""The runs of the Mislead page.

Two learners with the same bias look for the same truth. One may only watch a demonstrator; the
other may put its own idea, or single points, to the very same teacher, who then must answer. The
six cells of claim A4 are the same with every regime.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import teachsim as ts
from teachsim.gallery.setting import Asker, Bias, Kind, Setting, View, checked, taste
from teachsim.symbolic import HypothesisClass, VersionSpace, demonstration
from teachsim.symbolic.asking import Question
from teachsim.symbolic.preference import Preference

__all__ = ["Cell", "Runs", "cells", "habits", "run", "teacher", "with_decoy", "worst_decoy"]


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
    prefer, ask, cautious = habits(setting)
    learner = VersionSpace.learner(prefer=prefer, ask=ask, cautious=cautious)
    return tuple(
        Cell(
            regime,
            ts.Scenario(
                regime.name,
                ideas,
                ideas.key(setting.target),
                (ts.Phase(regime, setting.rounds, teacher=who),),
            ),
            learner,
        )
        for regime in regimes
    )


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
