"""How a learner of the Gold page stands, after a round and at the end, in words.

A run has a horizon, and no sentence here goes beyond it but one: who believes more than the truth,
and is shown only what belongs, is stuck.
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.gallery.gold import View
from teachsim.gallery.gold_run import Pair
from teachsim.ui.gold_names import named
from teachsim.ui.words import amount, say


def stands(pair: Pair, i: int, *, t: int) -> str:
    """Return the verdict after round t: "open" until it is settled, or the run is over."""
    since = pair.since[i]
    if since is not None:
        return "right" if t >= since else "open"
    if t < pair.setting.rounds:
        return "open"
    if pair.setting.view is View.SPEAK:
        return "misled" if pair.astray and not i and made_up(pair, i).any() else "open"
    if pair.astray and not i:
        return "misled"
    return "undetermined" if changing(pair, i) else "open"


def badge(pair: Pair, i: int, *, t: int) -> str:
    """Return the same in words."""
    if t and pair.setting.view is View.SPEAK and pair.exhausted[t - 1]:
        return say("gold-speak-over")
    return say(f"gold-{pair.setting.view}-{stands(pair, i, t=t)}")


def counts(pair: Pair, i: int) -> tuple[int, ...]:
    """Return what the chart counts: `(T + 1,)` changes of mind, or answers made up."""
    run = pair.runs[i]
    if pair.setting.view is View.SPEAK:
        return (0, *accumulate(map(int, made_up(pair, i))))
    changed = set(run.changes)
    return (0, *accumulate(int(t in changed) for t in range(1, run.horizon + 1)))


def made_up(pair: Pair, i: int) -> BoolArray:
    """Return `(T,)` whether a generator made something up; to say nothing is not to."""
    said = np.array([x is not None for x in pair.runs[i].said])
    return said & ~pair.right[i]


def changing(pair: Pair, i: int) -> bool:
    """Return whether a learner kept changing its mind: led on, or within the last half."""
    run = pair.runs[i]
    if run.last_change is None:
        return False
    if pair.pretended and not i:
        return pair.led_on
    return run.last_change > run.horizon // 2


def ending(pair: Pair, i: int) -> str:
    """Return how a learner stands at the horizon."""
    speaks = pair.setting.view is View.SPEAK
    if speaks and pair.exhausted[-1]:
        return _all_shown(pair, i)
    since, horizon = pair.since[i], pair.runs[i].horizon
    if since is not None:
        return say(f"gold-{pair.setting.view}-end-right").format(since=since, round=horizon)
    return (_made_up if speaks else _wrong)(pair, i)


def _wrong(pair: Pair, i: int) -> str:
    """Return how one stands who does not name the truth."""
    run = pair.runs[i]
    held, round = run.said[-1], run.horizon
    if held is None:
        return say("gold-name-end-silent").format(round=round)
    idea, truth = named(pair.family, held), named(pair.family, pair.truth)
    if pair.astray and not i:
        first = next(t for t, x in enumerate(run.said, 1) if x is not None)
        since = run.last_change or first
        words = {"idea": idea, "truth": truth, "since": since, "round": round}
        return say("gold-name-end-stuck").format(**words)
    if changing(pair, i):
        return say("gold-name-end-changing").format(
            changes=amount(len(run.changes), "gold-changes"), rounds=amount(round, "n-rounds")
        )
    return say("gold-name-end-open").format(idea=idea, round=round)


def _made_up(pair: Pair, i: int) -> str:
    """Return how a generator stands that was wrong of late."""
    made, horizon = np.flatnonzero(made_up(pair, i)), pair.runs[i].horizon
    if not made.size:
        silent = int(np.flatnonzero(~pair.right[i])[-1]) + 1
        return say("gold-speak-end-silent").format(last=silent, round=horizon)
    key = "gold-speak-end-wrong" if pair.astray and not i else "gold-speak-end-open"
    return say(key).format(
        made=amount(len(made), "gold-made"),
        rounds=amount(horizon, "n-rounds"),
        last=int(made[-1]) + 1,
    )


def _all_shown(pair: Pair, i: int) -> str:
    """Return how a generator stands that has nothing new left to say."""
    n, over = int(made_up(pair, i).sum()), int(np.flatnonzero(pair.exhausted)[0]) + 1
    return say("gold-speak-end-all").format(
        truth=named(pair.family, pair.truth),
        over=over,
        round=pair.runs[i].horizon,
        made=amount(n, "gold-made") if n else say("gold-made-none"),
    )
