"""Where a click on a phase diagram leads: each place opens its scenario, by a plain link.

A link lies over the picture. It keeps what the instructor locked and hid, and where a knob that it
would turn is locked or hidden there is none. All of it can be done by knobs, so that no key stops
at a hundred links.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from teachsim.draw import Picture
from teachsim.draw.chart import Scale, numeral
from teachsim.draw.heat import frame_of
from teachsim.gallery.tabular import credit, know
from teachsim.ui import tabular_graded, tabular_phase
from teachsim.ui.tabular_look import SKIPPED
from teachsim.ui.tabular_session import Trip, address
from teachsim.ui.words import say

__all__ = ["MAPS", "Door", "Map", "doors", "over"]


_Place = tuple[tuple[float, float], tuple[float, float], Mapping[str, float]]


@dataclass(frozen=True)
class Door:
    """One place of a map.

    Attributes:
        setting: What it opens.
        across: The stretch of the axis along x that it takes.
        up: The same along y.
    """

    setting: Any
    across: tuple[float, float]
    up: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Map:
    """A phase diagram of a page.

    Attributes:
        across: The axis along x.
        up: The axis along y.
        knobs: The knob of each.
        values: The values of each that open, ascending.
        height: Where a value of the second lies along y.
        also: What else a click sets.
        remark: Word that says what a click opens.
    """

    across: Scale
    up: Scale
    knobs: tuple[str, str]
    values: tuple[Sequence[float], Sequence[float]]
    height: Callable[[float], float]
    also: Mapping[str, float]
    remark: str

    @cached_property
    def places(self) -> tuple[_Place, ...]:
        """Stretches of both axes, and the knobs that are turned, of each door."""
        x, y = self.values
        widths = _stretches(list(x), scale=self.across)
        heights = _stretches([self.height(value) for value in y], scale=self.up)
        return tuple(
            (wide, high, {self.knobs[0]: c, self.knobs[1]: p, **self.also})
            for c, wide in zip(x, widths, strict=True)
            for p, high in zip(y, heights, strict=True)
        )


def doors(trip: Trip) -> tuple[Door, ...]:
    """Return where the map of a page leads; nowhere if it has none, or may not be changed."""
    found = MAPS.get(trip.chapter.prefix)
    turned = () if found is None else (*found.knobs, *found.also)
    if found is None or any(trip.look.locked(name) or not trip.look.shown(name) for name in turned):
        return ()
    return tuple(
        Door(replace(trip.setting, **dict(turn)), wide, high) for wide, high, turn in found.places
    )


def over(trip: Trip, picture: Picture) -> tuple[str, str]:
    """Return the links that lie over a picture, and what they do; both empty over most."""
    opens = doors(trip) if _is_map(picture) else ()
    if not opens:
        return "", ""
    found = MAPS[trip.chapter.prefix]
    size = picture.width, picture.height
    frame = frame_of(size, across=found.across, up=found.up)
    links = []
    for door in opens:
        left, right = (frame.x(x) / picture.width for x in door.across)
        bottom, top = (frame.y(y) / picture.height for y in door.up)
        place = {"left": left, "top": top, "width": right - left, "height": bottom - top}
        style = ";".join(f"{name}:{share:.2%}" for name, share in place.items())
        there = replace(trip, setting=door.setting, look=replace(trip.look, bet=SKIPPED))
        links.append(
            f'<a tabindex="-1" href="{escape(address(there))}" style="{style}" '
            f'title="{escape(_named(trip, door))}"></a>'
        )
    return "".join(links), say(found.remark)


def _named(trip: Trip, door: Door) -> str:
    """Return what a door opens, in words."""
    return " · ".join(
        f"{say(f'{trip.chapter.prefix}-knob-{name}')}: {numeral(getattr(door.setting, name))}"
        for name in MAPS[trip.chapter.prefix].knobs
    )


def _is_map(picture: Picture) -> bool:
    return any(shape.key.startswith("shade-") for shape in picture.shapes)


def _stretches(places: list[float], *, scale: Scale) -> list[tuple[float, float]]:
    """Return the stretch of a scale that is nearest to each place, places ascending."""
    halves = [(a + b) / 2 for a, b in pairwise(places)]
    return list(pairwise([scale.low, *halves, scale.high]))


def _offered(name: str, *, of: Sequence[Any], every: int = 1) -> tuple[float, ...]:
    """Return the values of a knob, or every so many of them."""
    return tuple(next(knob.values for knob in of if knob.name == name)[::every])


MAPS: Final[Mapping[str, Map]] = MappingProxyType(
    {
        "know": Map(
            Scale(0, tabular_phase.DEAREST),
            Scale(0, 1),
            ("penalty", "known"),
            (_offered("penalty", of=know.KNOBS), _offered("known", of=know.KNOBS)),
            tabular_phase.right,
            MappingProxyType({"d_prime": 0.0, "memory": 0.0}),
            "know-doors",
        ),
        "credit": Map(
            Scale(0, tabular_graded.WORST),
            Scale(0, tabular_graded.WORST),
            ("false_positive", "false_negative"),
            (
                _offered("false_positive", of=credit.KNOBS, every=2),
                _offered("false_negative", of=credit.KNOBS, every=2),
            ),
            float,
            MappingProxyType({}),
            "credit-doors",
        ),
    }
)
"""The phase diagrams, by the prefix of their page."""
