"""Gold: ask, bet, watch, turn one knob, explain, take away."""

from __future__ import annotations

import streamlit as st

from teachsim.draw import Theme, describe, to_svg
from teachsim.gallery.gold import View
from teachsim.ui import gold_betting, gold_data, gold_explain, gold_session, markup
from teachsim.ui.gold_session import Trip, address
from teachsim.ui.viewing import Control
from teachsim.ui.views import gold_controls, gold_takeaway, stage
from teachsim.ui.words import say


def show() -> None:
    """Show the page."""
    trip = gold_session.arrive()
    try:
        gold_data.film_at(trip.setting, _first_round(trip))
    except (ValueError, MemoryError) as error:
        why = str(error) or say("no-memory")
        _head(trip)
        st.html(markup.alert(say("refused").format(why=why)))
    else:
        _head(trip)
        _watch(trip)
        st.html(markup.fingerprint(gold_data.fingerprint(trip.setting)))
        gold_controls.one_knob(trip)
        _explain(trip)
        gold_takeaway.show(trip)


def _first_round(trip: Trip) -> int:
    """Return the round shown first."""
    return min(trip.viewing.round or 0, trip.setting.rounds)


def _head(trip: Trip) -> None:
    """Show the claim as a question, what is going on, the bet and the scenes."""
    setting = trip.setting
    key = f"gold-intro-{setting.view}"
    if setting.view is View.NAME and setting.target is None:
        key += "-adversary"
    words = {
        "family": say(f"gold-family-{setting.family}"),
        "truth": "" if setting.target is None else gold_data.names(setting.family)[setting.target],
    }
    st.html(markup.title(say("gold-title"), say(key).format(**words)))
    if trip.problems:
        st.html(markup.notice(trip.problems))
    gold_controls.bet(trip)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-scenes"):
        gold_controls.scenes(trip)
        gold_controls.rules(trip)


def _watch(trip: Trip) -> None:
    """Show the film."""
    viewing, setting = trip.viewing, trip.setting
    done = gold_data.run(setting)
    answer = gold_betting.answer(setting, done, placed=viewing.bet)
    if viewing.plain:
        _plain(trip, answer)
        return
    stage.play_film(
        gold_data.film_at(setting, _first_round(trip)),
        link=address(trip),
        play=viewing.round is None and viewing.bet is not None,
        answer=answer,
    )


@st.fragment
def _plain(trip: Trip, answer: str) -> None:
    """Show one round at a time as a picture and sentences, without a script in the browser."""
    setting, at = trip.setting, trip.viewing.round
    last = setting.rounds
    first = last if at is None else min(at, last)
    key = f"plain-gold-{gold_data.fingerprint(setting)}"
    round_ = st.slider(say("plain-round"), 0, last, first, key=key) if last else 0
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    shown = gold_data.picture(setting, round=round_)
    st.html(markup.image(to_svg(shown, theme=theme), alt=shown.description))
    told = [describe(gold_data.film(setting), round=round_)]
    if answer and round_ == last:
        told.append(answer)
    st.html(markup.paragraphs(told))


def _explain(trip: Trip) -> None:
    """Show what happened and why, how sure that is, and when it fails."""
    if not trip.viewing.shown(Control.EXPLAIN):
        return
    done = gold_data.run(trip.setting)
    st.html(
        markup.heading(say("explain"))
        + '<div class="ts-explain"><div>'
        + markup.paragraphs(gold_explain.told(done))
        + "</div>"
        + markup.aside(gold_explain.margin(trip.setting, done))
        + "</div>"
    )
    if trip.setting.view is View.PANEL:
        st.html(markup.table(gold_explain.theorems(), caption=say("gold-theorems")))
