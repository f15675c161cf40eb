"""What happened in a run and why, in words and numbers: pure, so that tests can read it."""

from __future__ import annotations

from teachsim.draw.saying import closing, idea
from teachsim.draw.scene import read
from teachsim.gallery.claims import Claim, claim
from teachsim.gallery.mislead import Runs
from teachsim.gallery.presets import DEFAULT, preset
from teachsim.gallery.setting import View
from teachsim.symbolic.outcome import Verdict
from teachsim.ui.numbers import Numbers, Standing
from teachsim.ui.panes import panes
from teachsim.ui.words import say


def claim_of(start: str) -> Claim:
    """Return the claim that a scene shows."""
    return claim((preset(start) or DEFAULT).claim)


def endings(runs: Runs, told: Numbers) -> tuple[str, ...]:
    """Return how each learner ended, a sentence or two each."""
    return tuple(
        " ".join(
            (
                _ended(who, standing, runs=runs),
                closing(pane, read(pane)),
            )
        )
        for who, standing, pane in zip(_who(runs), told.standings, panes(runs), strict=True)
    )


def _who(runs: Runs) -> tuple[str, ...]:
    """Return what the learners are called."""
    if runs.setting.view is View.PAIR:
        return say("who-watching"), say("who-asking")
    return tuple(f"**{pane.title}** –" for pane in panes(runs))


def _ended(who: str, standing: Standing, *, runs: Runs) -> str:
    """Return how one learner ended."""
    if standing.verdict is Verdict.RIGHT:
        return say("ended-right").format(who=who, since=standing.since)
    believed = idea(runs.ideas, standing.belief)
    if standing.verdict is Verdict.MISLED:
        return say("ended-misled").format(who=who, idea=believed)
    return say("ended-undetermined").format(who=who, left=standing.left)


def figures(told: Numbers, misled: int | None) -> tuple[tuple[str, str], ...]:
    """Return the numbers of two learners side by side, each with what it counts.

    Args:
        told: the numbers of the runs.
        misled: on how many truths of the class the learner can be misled; None where no fixed
            preference says so.
    """
    watcher, asker = told.standings[0], told.standings[-1]
    found = [
        (str(told.ideas), say("number-ideas")),
        (str(watcher.left), say("number-left-watching")),
        (str(asker.left), say("number-left-asking")),
        (str(asker.errors), say("number-errors")),
        (str(told.halving), say("number-halving")),
    ]
    if misled is not None:
        value = say("number-misled-value").format(misled=misled, all=told.ideas)
        found.append((value, say("number-misled")))
    return tuple(found)


def margin(shown: Claim, *, seed: int) -> tuple[tuple[str, str], ...]:
    """Return the margin: the field's term with its formula, how sure, when it fails, the source."""
    sure = f"**{shown.surety.value.capitalize()}.** {say('this-run').format(seed=seed)}"
    return (
        (say(f"term-{shown.id}"), say(f"formula-{shown.id}")),
        (
            say("sure"),
            f"**{shown.surety.value.capitalize()}.** {say('this-run').format(seed=seed)}",
        ),
        (say("fails"), shown.fails),
        (say("source"), f"{shown.source}. {say('study-script').format(study=shown.study)}"),
    )
