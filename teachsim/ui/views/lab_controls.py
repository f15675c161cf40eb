"""The controls of the page Lab: scenes, class and truth, and one button for each pane."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

import streamlit as st

from teachsim.gallery.classes import CHOICES, OWN, Ideas, build_class, choice
from teachsim.gallery.lab import Bench, with_class
from teachsim.gallery.lab_chart import Study
from teachsim.gallery.lab_scenes import SCENES
from teachsim.gallery.setting import MAX_ROUNDS, Kind
from teachsim.ui import data, lab_session
from teachsim.ui.changes import MAX_SEED
from teachsim.ui.lab_panes import button
from teachsim.ui.lab_session import Trip
from teachsim.ui.viewing import Control
from teachsim.ui.views import bringing, lab_lanes
from teachsim.ui.views.lab_widgets import pick, slide
from teachsim.ui.views.widgets import SEVERAL, Place, behind
from teachsim.ui.words import say

__all__ = ["row"]

LOOKS_AHEAD: Final = -1
"""In the list of decoys: none is given, hostile teachers look ahead."""


def row(trip: Trip) -> None:
    """Show the scenes and the buttons behind which everything can be changed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-scenes"):
        _scenes(trip)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-lanes"):
        behind(say("lab-rules"), lambda: _common(trip))
        for i in range(len(trip.study.bench.lanes)):
            pane = partial(lab_lanes.lane, trip, i)
            behind(button(trip.study.bench, i), pane, key=f"ts-lane-{i}", icon=None)
        lab_lanes.add(trip)


def _common(trip: Trip) -> None:
    """Show what is the same in all panes."""
    _class(trip)
    _truth(trip)


def _scenes(trip: Trip) -> None:
    """Show the scenes to choose from."""
    if not trip.viewing.shown(Control.PRESET):
        return
    st.session_state["lab-scene"] = trip.start
    st.segmented_control(
        say("lab-scenes"),
        [offered.word for offered in SCENES],
        format_func=lambda word: say(f"lab-scene-{word}"),
        key="lab-scene",
        required=True,
        wrap=True,
        label_visibility="collapsed",
        disabled=trip.viewing.locked(Control.PRESET),
        on_change=lambda: lab_session.choose(st.session_state["lab-scene"]),
    )


def _bench(study: Study, bench: Bench) -> Study:
    return replace(study, bench=bench)


def _class(trip: Trip) -> None:
    """Show what sets the class."""
    at, meant = Place(trip.viewing, Control.CLASS), trip.study.bench.ideas
    pick(
        at,
        "class",
        label=say("class"),
        options=[offered.word for offered in CHOICES] + [OWN] * (meant.word == OWN),
        value=meant.word,
        called=lambda word: say(f"class-{word}"),
        to=lambda s, word: _bench(s, with_class(s.bench, choice(word).default)),
    )
    for place, size in enumerate(() if meant.word == OWN else choice(meant.word).sizes):
        slide(
            at,
            f"size-{place}",
            label=size.word.capitalize(),
            low=size.low,
            high=size.high,
            value=meant.sizes[place],
            to=lambda s, n, place=place: _bench(s, _resized(s.bench, place, to=n)),  # type: ignore[misc]
        )
    _own(trip)


def _resized(bench: Bench, place: int, *, to: int) -> Bench:
    """Return the bench with another size of its class."""
    sizes = list(bench.ideas.sizes)
    sizes[place] = int(to)
    return with_class(bench, Ideas(bench.ideas.word, tuple(sizes)))


def _own(trip: Trip) -> None:
    """Show where a visitor's own class is brought in."""
    at, ideas = Place(trip.viewing, Control.OWN), trip.study.bench.ideas
    if not at.shown:
        return
    if not bringing.refused(at, "lab-own", help=say("own-help"), to=lab_session.bring):
        bringing.used(ideas)


def _truth(trip: Trip) -> None:
    """Show the truth, the decoy, the blind spot, rounds and seed: common to all panes."""
    bench, viewing = trip.study.bench, trip.viewing
    H, names = build_class(bench.ideas), data.names(bench.ideas)
    teachers = Place(viewing, Control.TEACHER)
    kinds = {lane.teacher for lane in bench.lanes}
    pick(
        Place(viewing, Control.TARGET), "target", label=say("target"), options=range(len(names)),
        value=bench.target, called=lambda h: names[h],
        to=lambda s, h: _bench(s, replace(s.bench, target=int(h))),
    )  # fmt: skip
    if Kind.HOSTILE in kinds:
        pick(
            teachers, "decoy", label=say("decoy"), options=range(LOOKS_AHEAD, len(names)),
            value=LOOKS_AHEAD if bench.decoy is None else bench.decoy,
            called=lambda h: say("decoy-none") if h == LOOKS_AHEAD else names[h],
            to=lambda s, h: _bench(s, replace(s.bench, decoy=None if h < 0 else int(h))),
        )  # fmt: skip
        shown = max(int(H[bench.target].sum()), bench.at_least, 1)
        slide(
            teachers, "least", label=say("least"), low=0, high=shown, value=bench.at_least,
            to=lambda s, n: _bench(s, replace(s.bench, at_least=int(n))),
        )  # fmt: skip
    if Kind.NEGLIGENT in kinds:
        pick(
            teachers, "withheld", label=say("withheld"), options=range(H.n_instances),
            value=list(bench.withheld), called=lambda x: H.instances[x],
            to=lambda s, v: _bench(s, replace(s.bench, withheld=_points(v))), widget=SEVERAL,
        )  # fmt: skip
    slide(
        Place(viewing, Control.ROUNDS), "rounds", label=say("rounds"), low=1, high=MAX_ROUNDS,
        value=bench.rounds, to=lambda s, n: _bench(s, replace(s.bench, rounds=int(n))),
    )  # fmt: skip
    slide(
        Place(viewing, Control.SEED), "seed", label=say("seed"), low=0, high=MAX_SEED,
        value=bench.seed, to=lambda s, n: _bench(s, replace(s.bench, seed=int(n))),
        widget=st.number_input,
    )  # fmt: skip


def _points(chosen: Any) -> tuple[int, ...]:
    """Return a blind spot, ascending."""
    return tuple(sorted({int(x) for x in chosen}))
