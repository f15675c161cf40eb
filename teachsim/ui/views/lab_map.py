"""The map of the page Lab: choose two knobs, see the estimate, compute beside the page, click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from teachsim.draw import Theme, to_svg
from teachsim.gallery.lab_chart import RUNS as OFFERED_RUNS
from teachsim.gallery.lab_chart import SHADES, Chart, Shade, Side, Study, knobs_of
from teachsim.gallery.tabular import know
from teachsim.ui import lab_doors, lab_maps, lab_session, markup, worker
from teachsim.ui.guard import RefusedError
from teachsim.ui.lab_map_exports import Map
from teachsim.ui.lab_panes import button
from teachsim.ui.lab_session import Trip
from teachsim.ui.viewing import Control
from teachsim.ui.views import taking
from teachsim.ui.views.lab_takeaway import MAP_FORMS
from teachsim.ui.views.lab_widgets import pick
from teachsim.ui.views.widgets import SEGMENTS, Place
from teachsim.ui.words import say
from teachsim.ui.worker import Job, Order

__all__ = ["show"]

_LEFT: Final = "lab-left"
_BUSY: Final = "lab-busy"
_EVERY: Final = 1.0  # seconds between two looks at a job
_NARROWEST: Final = 34  # rem: a map on a telephone is scrolled, not shrunk


def show(trip: Trip) -> None:
    """Show the section."""
    if not trip.viewing.shown(Control.KNOB):
        return
    st.html(markup.heading(say("lab-map")) + f"<p>{markup.rich(say('lab-map-about'))}</p>")
    with st.container(key="ts-map-knobs"):
        _controls(trip)
    for line in lab_maps.flat(trip.study):
        st.html(markup.remark(line))
    order = lab_maps.order(trip.study)
    job = worker.find(order)
    if job is not None and job.done:
        _result(trip, job)
    elif job is not None and job.running and st.session_state.get(_LEFT) != order:
        _progress(trip, order)
    else:
        _offer(trip, job)


def _offer(trip: Trip, job: Job | None) -> None:
    """Show what the map would cost, and the button that starts it; or why it is not started."""
    study = trip.study
    try:
        needed = lab_maps.affordable(study)
    except RefusedError as error:
        st.html(markup.alert(str(error)))
        return
    if job is not None and job.complaint:
        st.html(markup.alert(job.complaint))
    if busy := st.session_state.pop(_BUSY, ""):
        st.html(markup.alert(say("refused").format(why=busy)))
    words = "lab-cost-model" if study.chart.side is Side.MODEL else "lab-cost"
    st.html(
        markup.remark(
            say(words).format(
                cells=needed.cells, runs=needed.runs, seconds=lab_maps.seconds(needed.seconds)
            )
        )
    )
    st.button(
        say("lab-again" if job is not None and job.complaint else "lab-start"),
        key="lab-start",
        type="primary",
        disabled=trip.viewing.locked(Control.KNOB),
        on_click=_start,
        args=(lab_maps.order(study),),
    )


def _start(order: Order) -> None:
    """Order a map, or say why that cannot be done now."""
    st.session_state.pop(_LEFT, None)
    try:
        lab_maps.affordable(lab_session.current().study)
        worker.start(order, visitor=lab_session.visitor())
    except RefusedError as error:
        st.session_state[_BUSY] = str(error)


def _cancel(order: Order) -> None:
    """Wait no longer for a map."""
    st.session_state[_LEFT] = order
    worker.leave(order, visitor=lab_session.visitor())


@st.fragment(run_every=_EVERY)
def _progress(trip: Trip, order: Order) -> None:
    """Show how far it is, and what is there already; look again after a second."""
    job = worker.find(order)
    if job is None or not job.running:
        st.rerun()
    worker.look(job, visitor=lab_session.visitor())
    words = say("lab-progress").format(done=len(job.rows), all=order.rows)
    st.progress(job.share, words)
    st.button(say("lab-cancel"), key="lab-cancel", on_click=_cancel, args=(order,))
    _drawn(trip, job, linked=False)


def _drawn(trip: Trip, job: Job, *, linked: bool) -> None:
    """Show the map as far as it is there."""
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    picture = lab_maps.picture(trip.study, list(job.rows))
    drawn = markup.image(to_svg(picture, theme=theme), alt=picture.description)
    links = lab_doors.over(trip, picture) if linked else ""
    wide = max(_NARROWEST, picture.width / 16)
    st.html(
        f'<h3 class="ts-row">{markup.rich(picture.title)}</h3>'
        f'<div class="ts-scroll" tabindex="0" role="region" aria-label="{picture.title}">'
        f'<div class="ts-map" style="width:{wide:.1f}rem;max-width:none">{drawn}{links}</div></div>'
    )


def _result(trip: Trip, job: Job) -> None:
    """Show a map that is done, its doors, its table and its files."""
    study, rows = trip.study, list(job.rows)
    _drawn(trip, job, linked=True)
    chart = study.chart
    kind = (
        "-model" if chart.side is Side.MODEL else "-chance" if chart.shade is Shade.CHANCE else ""
    )
    told = [say(f"lab-map-sure{kind}").format(n=chart.runs)]
    if lab_doors.open_(trip):
        told.insert(0, say("lab-doors-model" if chart.side is Side.MODEL else "lab-doors"))
    st.html("".join(markup.remark(line) for line in told))
    with st.expander(say("lab-map-table")):
        st.html(lab_doors.table(trip, rows))
    taking.buttons(MAP_FORMS, Map(study, rows), name="teachsim-map", kind="lab-map")


def _controls(trip: Trip) -> None:
    """Show whose knobs, which two, and what is measured."""
    study, chart = trip.study, trip.study.chart
    at = Place(trip.viewing, Control.KNOB)
    pick(
        at, "map-side", label=say("lab-map-side"), options=list(Side), value=chart.side,
        called=lambda side: say(f"lab-side-{side}"), to=_sided, widget=SEGMENTS,
    )  # fmt: skip
    first, second, third = st.columns(3)
    words = knobs_of(study, chart.side)
    for column, axis, other in ((first, "across", chart.up), (second, "up", chart.across)):
        with column:
            _choice(
                at, axis, options=[word for word in words if word != other],
                value=getattr(chart, axis), called=lambda word: lab_maps.axis_named(study, word),
            )  # fmt: skip
    with third:
        _choice(at, "shade", options=SHADES[chart.side], value=chart.shade,
                called=lambda shade: say(f"lab-shade-{shade}"))  # fmt: skip
    first, second, _ = st.columns(3)
    if chart.side is Side.MODEL:
        with first:
            _choice(at, "trained", options=know.WAYS, value=chart.trained,
                    called=lambda way: say(f"lab-trained-{way}"))  # fmt: skip
        return
    bench = study.bench
    with first:
        _choice(at, "lane", options=range(len(bench.lanes)), value=chart.lane,
                called=lambda i: button(bench, i))  # fmt: skip
    with second:
        _choice(at, "runs", options=OFFERED_RUNS, value=chart.runs, called=str)


def _choice(
    at: Place, name: str, *, options: Any, value: object, called: Callable[[Any], str]
) -> None:
    """Show the choices for one part of the chart."""
    pick(
        at,
        f"map-{name}",
        label=say(f"lab-map-{name}"),
        options=list(options),
        value=value,
        called=called,
        to=lambda study, chosen: replace(study, chart=replace(study.chart, **{name: chosen})),
    )


def _sided(study: Study, side: Any) -> Study:
    """Return the study with a map of the other side's knobs."""
    if side == study.chart.side:
        return study
    if Side(side) is Side.MODEL:
        return replace(study, chart=Chart(Side.MODEL, "penalty", "d_prime", Shade.MADE_UP))
    return replace(study, chart=Chart())
