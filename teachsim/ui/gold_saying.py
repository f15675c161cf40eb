"""What a run of the Gold page says in words, round by round: pure, so that tests can read it.

A run has a horizon, and no sentence here goes beyond it: what grows is said to grow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from teachsim.draw.gold_track import Told
from teachsim.gallery.gold import Learner, Setting, View
from teachsim.gallery.gold_families import build_family
from teachsim.gallery.gold_run import Pair, settled
from teachsim.ui.gold_names import named, written
from teachsim.ui.words import say

ONE, OTHER = "one", "other"
"""In keys of words: the learner at the left, and the one beside it."""


@dataclass(frozen=True)
class Words:
    """All that is said about a learner.

    Attributes:
        title: who it is.
        subtitle: what it is shown.
        short: a name for the end of its line.
        counts: `(T + 1,)` changes of mind, or answers made up.
        told: `(T + 1,)` words.
        end: how it ended.
    """

    title: str
    subtitle: str
    short: str
    counts: tuple[int, ...]
    told: tuple[Told, ...]
    end: str


def words(pair: Pair, i: int) -> Words:
    """Return what is said about a learner of a run, 0 or 1."""
    view, who = pair.setting.view, (ONE, OTHER)[i]
    counts = _counts(pair, i)
    return Words(
        say(f"gold-{view}-{who}"),
        _subtitle(pair, who),
        say(f"gold-{view}-{who}-short"),
        counts,
        tuple(_told(pair, i, counts=counts)),
        ending(pair, i),
    )


def title(setting: Setting, truth: str) -> str:
    """Return what a film shows."""
    return say(f"gold-title-{setting.view}").format(truth=truth)


def learner(setting: Setting, which: Learner | None = None) -> str:
    """Return what a learner believes, in words: that of a setting, or another one."""
    whole = named(build_family(setting.family), 0)
    words = say(f"gold-learner-{which or setting.learner}")
    return words.format(whole=whole, place=setting.place)


def ending(pair: Pair, i: int) -> str:
    """Return how a learner stands at the horizon."""
    run, since = pair.runs[i], settled(pair.right[i])
    key, truth = f"gold-{pair.setting.view}", named(pair.family, pair.truth)
    parts: dict[str, object] = {"rounds": run.horizon, "truth": truth}
    if since is not None:
        return say(f"{key}-end-right").format(since=since, **parts)
    if pair.setting.view is View.SPEAK:
        late = pair.right[i][-(run.horizon // 2) or -1 :]
        made = int((~pair.right[i]).sum())
        return say(f"{key}-end-wrong").format(
            n=made, late=int((~late).sum()), half=len(late), **parts
        )
    changes = len(run.changes)
    if changing(pair, i):
        return say(f"{key}-end-changing").format(n=changes, **parts)
    last = run.last_change or next((t for t, x in enumerate(run.said, 1) if x is not None), 0)
    held = run.said[-1]
    idea = say("gold-no-idea") if held is None else named(pair.family, held)
    return say(f"{key}-end-stuck").format(idea=idea, since=last or 1, **parts)


def changing(pair: Pair, i: int) -> bool:
    """Return whether a learner kept changing its mind: led on, or within the last half."""
    run = pair.runs[i]
    if pair.pretended and not i:
        return pair.led_on
    return run.last_change is not None and run.last_change > run.horizon // 2


def stands(pair: Pair, i: int, *, t: int) -> str:
    """Return the verdict after round t: "open" until it is settled, or the run is over."""
    since = settled(pair.right[i])
    if since is not None:
        return "right" if t >= since else "open"
    if t < pair.setting.rounds:
        return "open"
    if pair.setting.view is View.NAME and changing(pair, i):
        return "undetermined"
    return "misled"


def _subtitle(pair: Pair, who: str) -> str:
    view = pair.setting.view
    key = f"gold-{view}-{who}-sub"
    if view is View.NAME and who == ONE and pair.setting.target is None:
        key += "-adversary"
    words = {"truth": named(pair.family, pair.truth), "learner": learner(pair.setting)}
    return say(key).format(**words)


def _counts(pair: Pair, i: int) -> tuple[int, ...]:
    run = pair.runs[i]
    if pair.setting.view is View.SPEAK:
        return (0, *accumulate(int(not right) for right in pair.right[i]))
    changed = set(run.changes)
    return (0, *accumulate(int(t in changed) for t in range(1, run.horizon + 1)))


def _told(pair: Pair, i: int, *, counts: tuple[int, ...]) -> Iterator[Told]:
    """Return the words of each round."""
    view = pair.setting.view
    left = say(f"gold-{view}-left")
    first = say(f"gold-{view}-start")
    for t, n in enumerate(counts):
        now = stands(pair, i, t=t)
        counted = say(f"gold-{view}-left-one") if n == 1 else left.format(n=n)
        happened = first if not t else (_spoke if view is View.SPEAK else _named)(pair, i, t=t)
        yield Told(now, say(f"gold-{view}-{now}"), counted, happened)


def _named(pair: Pair, i: int, *, t: int) -> str:
    """Return what a learner who names was shown in round t, and what it believes."""
    run, family = pair.runs[i], pair.family
    x, mark = run.evidence.shown[t - 1]
    before = run.said[t - 2] if t > 1 else None
    now = run.said[t - 1]
    parts = [say("gold-shown" if mark else "gold-shown-wrong").format(what=written(family, x))]
    if now is None:
        parts.append(say("gold-believes-nothing"))
    else:
        key = "gold-believes-still" if now == before else "gold-believes-now"
        parts.append(say(key).format(idea=named(family, now)))
    if not i and pair.pretended and pair.pretended[t] != pair.pretended[t - 1]:
        parts.append(say("gold-led-on"))
    return " ".join(parts)


def _spoke(pair: Pair, i: int, *, t: int) -> str:
    """Return what a generator was shown in round t, and what it said."""
    run, family = pair.runs[i], pair.family
    shown, said = run.evidence.shown[t - 1][0], run.said[t - 1]
    if pair.exhausted[t - 1]:
        return say("gold-says-exhausted").format(shown=written(family, shown))
    if said is None:
        return say("gold-says-nothing").format(shown=written(family, shown))
    key = "gold-says-true" if pair.right[i][t - 1] else "gold-says-made-up"
    return say(key).format(shown=written(family, shown), said=written(family, said))
