"""Lab: any class, any ways to teach, a bet, up to four panes, and a map over any two knobs."""

from __future__ import annotations

import streamlit as st

from teachsim.draw import Theme, describe, to_svg
from teachsim.gallery.classes import build_class
from teachsim.gallery.lab import Bench, regime
from teachsim.gallery.lab_chart import Side
from teachsim.gallery.setting import Setting
from teachsim.ui import lab_betting, lab_data, lab_session, markup
from teachsim.ui.lab_session import Trip, address
from teachsim.ui.panes import rule
from teachsim.ui.viewing import Control
from teachsim.ui.views import bet_row, lab_controls, lab_map, lab_takeaway, stage
from teachsim.ui.words import amount, say

__all__ = ["show"]


def show() -> None:
    """Show the page."""
    trip = lab_session.arrive()
    bench = trip.study.bench
    of_model = trip.study.chart.side is Side.MODEL  # then the map is what the page is about
    _head(trip)
    if not of_model:
        _bet(trip)
    lab_controls.row(trip)
    if of_model:
        lab_map.show(trip)
        _bet(trip)
    try:
        lab_data.film_at(bench, _first_round(trip))
        ended = lab_data.told(bench).endings
    except (ValueError, MemoryError) as error:
        why = str(error) or say("no-memory")
        st.html(markup.alert(say("refused").format(why=why)))
        lab_takeaway.show_script(trip.study)
        if not of_model:
            lab_map.show(trip)
    else:
        _watch(trip)
        st.html(markup.print_of(bench.seed, lab_data.told(bench).fingerprint))
        _explain(trip, ended)
        if not of_model:
            lab_map.show(trip)
        lab_takeaway.show(trip)


def _first_round(trip: Trip) -> int:
    """Return the round shown first."""
    return min(trip.viewing.round or 0, trip.study.bench.rounds)


def _head(trip: Trip) -> None:
    """Show what can be done here, and what of the link could not be used."""
    bench = trip.study.bench
    words = {
        "rule": rule(Setting(ideas=bench.ideas), build_class(bench.ideas)),
        "n": say(f"lab-n-{len(bench.lanes)}"),
    }
    intro = "lab-intro-model" if trip.study.chart.side is Side.MODEL else "lab-intro"
    if len(bench.lanes) == 1:
        intro = f"{intro}-one"
    st.html(markup.title(say("lab-title"), say(intro).format(**words)))
    if trip.problems:
        st.html(markup.notice(trip.problems))


def _bet(trip: Trip) -> None:
    """Show the row that takes a bet."""
    bench, viewing = trip.study.bench, trip.viewing
    if viewing.shown(Control.BET):
        bet_row.row(
            viewing.bet,
            question=lab_betting.question(bench),
            choices=lab_betting.choices(bench),
            called=lambda bet: lab_betting.called(bench, bet),
            locked=viewing.locked(Control.BET),
            bet=lab_session.bet,
        )


def _watch(trip: Trip) -> None:
    """Show the film, and at its end what it says to the bet."""
    bench, viewing = trip.study.bench, trip.viewing
    answer = lab_betting.answer(bench, lab_data.told(bench).right, placed=viewing.bet)
    if viewing.plain:
        _plain(bench, bench.rounds if viewing.round is None else _first_round(trip), answer=answer)
        return
    stage.play_film(
        lab_data.film_at(bench, _first_round(trip)),
        link=address(trip),
        play=viewing.round is None and viewing.bet is not None,
        answer=answer,
    )


@st.fragment
def _plain(bench: Bench, at: int, *, answer: str) -> None:
    """Show one round at a time as pictures and sentences, without a script in the browser."""
    key = f"plain-lab-{lab_data.film_at(bench, 0)['id']}"
    round_ = st.slider(say("plain-round"), 0, bench.rounds, at, key=key)
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    shown = lab_data.pictures_at(bench, round_)
    for column, picture in zip(st.columns(len(shown)), shown, strict=True):
        column.html(markup.image(to_svg(picture, theme=theme), alt=picture.description))
    told = [describe(lab_data.film(bench), round=round_)]
    if answer and round_ == bench.rounds:
        told.append(answer)
    st.html(markup.paragraphs(told))


def _explain(trip: Trip, ended: tuple[tuple[str, ...], ...]) -> None:
    """Show how the panes ended, how sure that is, and when it fails."""
    if not trip.viewing.shown(Control.EXPLAIN):
        return
    bench = trip.study.bench
    head = tuple(say(f"lab-head-{name}") for name in ("pane", "ended", "left", "since", "print"))
    regimes = dict.fromkeys(regime(lane.way).name for lane in bench.lanes)
    caption = say("lab-caption").format(rounds=amount(bench.rounds, "n-rounds"))
    fails = [say("lab-fails")]
    if any(lane.lies for lane in bench.lanes):
        fails.append(say("lab-fails-lies"))
    margin = (
        (say("lab-term"), say("lab-term-told").format(regimes=", ".join(regimes).capitalize())),
        (say("sure"), say("lab-sure").format(seed=bench.seed)),
        (say("fails"), " ".join(fails)),
    )
    st.html(
        markup.heading(say("lab-explain"))
        + '<div class="ts-explain"><div style="min-width:0">'  # else a wide table widens the page
        + markup.table((head, *ended), caption=caption)
        + "</div>"
        + markup.aside(margin)
        + "</div>"
    )
