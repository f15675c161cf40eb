"""Runs of the Gold page as data for their drawings: places on a line, and words from `gold_saying`.

Integers stand at their value, words in their order. The window holds all that was shown and said,
up to `MOST_PLACES` places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from teachsim.draw.gold_track import NOWHERE, Line, Span, Step, Track
from teachsim.gallery.gold import View
from teachsim.gallery.gold_families import offer
from teachsim.gallery.gold_run import Pair
from teachsim.symbolic.limit import Family
from teachsim.ui import gold_saying
from teachsim.ui.gold_names import written

MOST_PLACES = 60
_AHEAD = 2  # places beyond the last that was shown, to see that something goes on
_FAR = 24  # places beyond the window that tell whether a set goes on there
_WIDE = 2 * (MOST_PLACES + _FAR)


def window(pair: Pair) -> Line:
    """Return the part of the line that is drawn."""
    seen = {x for run in pair.runs for x, _ in run.evidence.shown}
    seen |= set(islice(pair.family.language(pair.truth).members(), 1))
    if pair.setting.view is View.SPEAK:
        seen |= {x for run in pair.runs for x in run.said if x is not None}
    spots = sorted({place(pair, x) for x in seen})
    low = max(min(spots[0], 0), -MOST_PLACES // 2)
    high = min(max(spots[-1] + _AHEAD, low + 9), low + MOST_PLACES - 1)
    called = names(pair)
    return Line(low, high, tuple(called.get(p, str(p)) for p in range(low, high + 1)))


def place(pair: Pair, x: int) -> int:
    """Return where an instance stands on the line."""
    return int(pair.family.written(x)) if offer(pair.setting.family).numbers else x


def names(pair: Pair) -> dict[int, str]:
    """Return how the instances at the places of any window are written."""
    return {place(pair, x): written(pair.family, x) for x in range(_WIDE)}


def tracks(pair: Pair) -> tuple[Track, Track]:
    """Return the two learners of a run, with words."""
    line = window(pair)
    one, other = (_track(pair, i, line=line) for i in range(2))
    return one, other


def _track(pair: Pair, i: int, *, line: Line) -> Track:
    truth = _language(pair.family, pair.truth)
    seen = _Window(line, {x: place(pair, x) for x in range(_WIDE)})
    steps = (_spoken if pair.setting.view is View.SPEAK else _held)(pair, i, seen=seen)
    words = gold_saying.words(pair, i)
    return Track(
        words.title,
        words.subtitle,
        words.short,
        steps,
        seen.span(truth),
        words.counts,
        words.told,
        words.end,
    )


def _language(family: Family, i: int) -> frozenset[int]:
    """Return the first instances of a language."""
    return frozenset(x for x in range(_WIDE) if family.contains(i, x))


@dataclass(frozen=True)
class _Window:
    """A window, and where the instances stand that it may hold.

    Attributes:
        line: the window.
        spots: the place of each of the first instances.
    """

    line: Line
    spots: Mapping[int, int]

    def span(self, instances: Iterable[int]) -> Span:
        """Return the set within the window, and whether it goes on beyond."""
        line, spots = self.line, sorted(self.spots[x] for x in instances)
        inside = tuple(p for p in spots if line.low <= p <= line.high)
        before = any(line.low - _FAR <= p < line.low for p in spots)
        beyond = any(line.high < p <= line.high + _FAR for p in spots)
        return Span(inside, before, beyond)

    def spot(self, x: int | None) -> int | None:
        """Return the place of an instance, None outside the window."""
        found = None if x is None else self.spots.get(x)
        return found if found is not None and self.line.low <= found <= self.line.high else None


def _held(pair: Pair, i: int, *, seen: _Window) -> tuple[Step, ...]:
    """Return the rounds of a learner who names."""
    run = pair.runs[i]
    truth = _language(pair.family, pair.truth)

    @cache
    def parts(i: int | None) -> tuple[Span, Span]:
        if i is None:
            return NOWHERE, NOWHERE
        language = _language(pair.family, i)
        return seen.span(language & truth), seen.span(language - truth)

    @cache
    def aim(i: int | None) -> Span | None:
        return None if i is None else seen.span(_language(pair.family, i))

    aims: Iterable[int | None] = [None] * run.horizon
    if pair.pretended and not i:
        aims = pair.pretended[1:]  # what it pretends once it has heard the learner
    return tuple(
        Step(seen.spot(x), mark, *parts(said), aim=aim(i))
        for (x, mark), said, i in zip(run.evidence.shown, run.said, aims, strict=True)
    )


def _spoken(pair: Pair, i: int, *, seen: _Window) -> tuple[Step, ...]:
    """Return the rounds of a learner who says instances."""
    run, language = pair.runs[i], pair.family.language(pair.truth)
    return tuple(
        Step(
            seen.spot(x),
            mark,
            said=None if over else seen.spot(said),
            true=said is not None and language.contains(said),
        )
        for (x, mark), said, over in zip(run.evidence.shown, run.said, pair.exhausted, strict=True)
    )
