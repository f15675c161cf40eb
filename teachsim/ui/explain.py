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
from teachsim.ui.words import amount, say


def claim_of(start: str) -> Claim:
    """Return the claim that a scene shows."""
    return claim((preset(start) or DEFAULT).claim)


def endings(runs: Runs, told: Numbers) -> tuple[str, ...]:
    """Return how the learners ended: a sentence or two for each of two, a list for six."""
    if not runs.setting.pair:
        return _endings_of_six(runs, told)
    lied_to = runs.setting.view is View.LIES
    names = ("who-trusting", "who-doubting") if lied_to else ("who-watching", "who-asking")
    who = tuple(say(name) for name in names)
    return tuple(
        f"{_ended(name, standing, runs=runs)} {closing(pane, read(pane))}"
        for name, standing, pane in zip(who, told.standings, panes(runs), strict=True)
    )


def _endings_of_six(runs: Runs, told: Numbers) -> tuple[str, ...]:
    """Return which of the six learners ended how."""
    lines = []
    for verdict in Verdict:
        names = [
            pane.title
            for pane, standing in zip(panes(runs), told.standings, strict=True)
            if standing.verdict is verdict
        ]
        if names:
            words = amount(len(names), f"six-{verdict.value}")
            lines.append(f"{words} {'; '.join(names)}.")
    return tuple(lines)


def _ended(who: str, standing: Standing, *, runs: Runs) -> str:
    """Return how one learner ended."""
    if standing.verdict is Verdict.RIGHT:
        return say("ended-right").format(who=who, since=standing.since)
    if standing.verdict is Verdict.MISLED:
        return say("ended-misled").format(who=who, idea=idea(runs.ideas, standing.belief))
    if standing.misfit is None:
        return say("ended-undetermined").format(who=who)
    return say("ended-not-yet").format(who=who, idea=idea(runs.ideas, standing.belief))


def counted(told: Numbers, view: View) -> tuple[tuple[str, str], ...]:
    """Return the numbers that were counted in a run of two, each with what it counts."""
    watcher, asker = told.standings
    if view is View.LIES:
        return (
            (_round(watcher.since), say("number-since-trusting")),
            (_round(asker.since), say("number-since-doubting")),
        )
    return (
        (f"{watcher.left:,}", amount(watcher.left, "number-left-watching")),
        (f"{asker.left:,}", amount(asker.left, "number-left-asking")),
        (str(asker.errors), amount(asker.errors, "number-errors")),
    )


def _round(since: int | None) -> str:
    """Return a round, or that there is none."""
    return say("number-never") if since is None else str(since)


def exact(told: Numbers, view: View) -> tuple[tuple[str, str], ...]:
    """Return the numbers that hold whatever the seed, each with what it counts."""
    found = [(f"{told.ideas:,}", amount(told.ideas, "number-ideas"))]
    if view is View.LIES:
        return tuple(found)
    found += [
        (f"≤ {told.halving}", amount(told.halving, "number-halving")),
    ]
    if told.misled is not None:
        value = say("number-misled-value").format(misled=told.misled, all=told.ideas)
        found.append((value, say("number-misled")))
    if told.chance is not None:
        rounds = amount(told.rounds, "n-rounds")
        found.append((f"{told.chance:.3f}", say("number-chance").format(rounds=rounds)))
    return tuple(found)


def margin(shown: Claim, *, seed: int) -> tuple[tuple[str, str], ...]:
    """Return the margin: the field's term with its formula, how sure, when it fails, the source."""
    sure = f"**{shown.surety.value.capitalize()}:** {say('this-run').format(seed=seed)}"
    return (
        (say(f"term-{shown.id}"), say(f"formula-{shown.id}")),
        (say("sure"), sure),
        (say("fails"), shown.fails),
        (say("source"), f"{shown.source}. {say('study-script').format(study=shown.study)}"),
    )
