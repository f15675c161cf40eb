"""What a run of the Gold page says in words, round by round: pure, so that tests can read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teachsim.draw.gold_track import Told
from teachsim.gallery.gold import Learner, Setting, View
from teachsim.gallery.gold_families import build_family
from teachsim.gallery.gold_run import Pair
from teachsim.ui import gold_ending
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
    counts = gold_ending.counts(pair, i)
    return Words(
        say(f"gold-{view}-{who}"),
        _subtitle(pair, who),
        say(f"gold-{view}-{who}-short"),
        counts,
        tuple(_told(pair, i, counts=counts)),
        gold_ending.ending(pair, i),
    )


def title(setting: Setting, truth: str) -> str:
    """Return what a film shows."""
    return say(f"gold-title-{setting.view}").format(truth=truth)


def learner(setting: Setting, which: Learner | None = None) -> str:
    """Return what a learner believes, in words: that of a setting, or another one."""
    whole = named(build_family(setting.family), 0)
    words = say(f"gold-learner-{which or setting.learner}")
    return words.format(whole=whole, place=setting.place)


def _subtitle(pair: Pair, who: str) -> str:
    view = pair.setting.view
    key = f"gold-{view}-{who}-sub"
    if view is View.NAME and who == ONE and pair.setting.target is None:
        key += "-adversary"
    words = {"truth": named(pair.family, pair.truth), "learner": learner(pair.setting)}
    return say(key).format(**words)


def _told(pair: Pair, i: int, *, counts: tuple[int, ...]) -> Iterator[Told]:
    """Return the words of each round."""
    view = pair.setting.view
    left = say(f"gold-{view}-left")
    first = say(f"gold-{view}-start")
    for t, n in enumerate(counts):
        now = gold_ending.stands(pair, i, t=t)
        counted = say(f"gold-{view}-left-one") if n == 1 else left.format(n=n)
        happened = first if not t else (_spoke if view is View.SPEAK else _named)(pair, i, t=t)
        yield Told(now, gold_ending.badge(pair, i, t=t), counted, happened)


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
