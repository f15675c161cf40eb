"""The knobs that a phase diagram of the page Lab can have as its axes.

An axis is a closed list of values and what each does to a bench. A class, a truth and a blind spot
are drawn anew for every run of a cell, so the blind spot is known by its share alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from teachsim.gallery.classes import OWN, Ideas, build_class, choice
from teachsim.gallery.lab import Ask, Bench, Lane, Way
from teachsim.gallery.setting import MAX_LIES, Bias, Kind

__all__ = ["AXES", "Axis", "Spot", "offered"]

_MOST_SIZES = 11  # columns that fit a page
_ROUNDS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 60)
_LEAST = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12)
_SHARES = tuple(k / 10 for k in range(10))


@dataclass(frozen=True)
class Spot:
    """One cell of a phase diagram: who learns what, and how much is withheld.

    Attributes:
        bench: The bench, but for the truth, the blind spot and the seed, which each run draws.
        lane: Number of the learner that is measured.
        withheld: Share in [0, 1) of the points that a careless teacher never shows.
    """

    bench: Bench
    lane: int
    withheld: float

    @property
    def learner(self) -> Lane:
        """The learner that is measured."""
        return self.bench.lanes[self.lane]

    def having(self, learner: Lane) -> Spot:
        """The spot with another learner."""
        lanes = list(self.bench.lanes)
        lanes[self.lane] = learner
        return replace(self, bench=replace(self.bench, lanes=tuple(lanes)))


@dataclass(frozen=True, eq=False)
class Axis:
    """One knob.

    Attributes:
        word: Its word in links.
        values: What it can be set to on a bench, in order; empty if the bench has no such knob.
        put: The spot with a value of it.
    """

    word: str
    values: Callable[[Bench], Sequence[Any]]
    put: Callable[[Spot, Any], Spot]


def _sized(place: int) -> Callable[[Spot, Any], Spot]:
    """What sets size number `place` of the class."""

    def put(spot: Spot, value: int) -> Spot:
        sizes = list(spot.bench.ideas.sizes)
        sizes[place] = value
        ideas = Ideas(spot.bench.ideas.word, tuple(sizes))
        bench = replace(spot.bench, ideas=ideas, target=0, decoy=None, withheld=())
        return replace(spot, bench=bench)

    return put


def _sizes(place: int) -> Callable[[Bench], tuple[int, ...]]:
    """The values of size number `place`, thinned out to what fits a page."""

    def values(bench: Bench) -> tuple[int, ...]:
        sizes = () if bench.ideas.word == OWN else choice(bench.ideas.word).sizes
        if place >= len(sizes):
            return ()
        size = sizes[place]
        n = min(_MOST_SIZES, size.high - size.low + 1)
        return tuple(np.unique(np.linspace(size.low, size.high, n).round().astype(int)).tolist())

    return values


def _least(bench: Bench) -> tuple[int, ...]:
    """How many points a hostile teacher may be made to show."""
    return tuple(n for n in _LEAST if n <= build_class(bench.ideas).n_instances)


AXES: Mapping[str, Axis] = MappingProxyType(
    {
        axis.word: axis
        for axis in (
            Axis("size", _sizes(0), _sized(0)),
            Axis("size2", _sizes(1), _sized(1)),
            Axis(
                "rounds",
                lambda bench: _ROUNDS,
                lambda spot, n: replace(spot, bench=replace(spot.bench, rounds=n)),
            ),
            Axis(
                "withheld",
                lambda bench: _SHARES,
                lambda spot, share: replace(spot, withheld=share),
            ),
            Axis(
                "least",
                _least,
                lambda spot, n: replace(spot, bench=replace(spot.bench, at_least=n)),
            ),
            Axis(
                "way",
                lambda bench: tuple(Way),
                lambda spot, way: spot.having(replace(spot.learner, way=way)),
            ),
            Axis(
                "teacher",
                lambda bench: tuple(Kind),
                lambda spot, who: spot.having(replace(spot.learner, teacher=who)),
            ),
            Axis(
                "bias",
                lambda bench: tuple(Bias),
                lambda spot, bias: spot.having(replace(spot.learner, bias=bias)),
            ),
            Axis(
                "ask",
                lambda bench: tuple(Ask),
                lambda spot, ask: spot.having(replace(spot.learner, ask=ask)),
            ),
            Axis(
                "lies",
                lambda bench: range(MAX_LIES + 1),
                lambda spot, n: spot.having(replace(spot.learner, lies=n)),
            ),
        )
    }
)
"""The knobs of learners, by their words."""


def offered(bench: Bench) -> tuple[str, ...]:
    """The words of the knobs that a bench has."""
    return tuple(word for word, axis in AXES.items() if axis.values(bench))
