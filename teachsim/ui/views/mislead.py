"""Mislead: ask, bet, watch, turn one knob, explain, take away."""

from __future__ import annotations

import streamlit as st

from teachsim.gallery.classes import build_class
from teachsim.gallery.setting import Setting, View
from teachsim.ui import data, explain, markup, session
from teachsim.ui.numbers import Numbers
from teachsim.ui.panes import rule
from teachsim.ui.viewing import Control
from teachsim.ui.views import all_numbers, betting, controls, proof, stage, takeaway
from teachsim.ui.visit import Visit, address
from teachsim.ui.words import say


def show() -> None:
    """Show the page."""
    visit = session.arrive()
    _ask(visit)
    betting.show(visit)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-scenes"):
        controls.presets(visit)
        controls.rules(visit)
    try:
        told = data.page_numbers(visit.setting)
        data.film_at(visit.setting, _first_round(visit))
    except (ValueError, MemoryError) as error:
        why = str(error) or say("no-memory")
        st.html(markup.alert(say("refused").format(why=why)))
        takeaway.show_script(visit.setting)
    else:
        _watch(visit, told)
        st.html(markup.print_of(visit.setting.seed, told.fingerprint))
        controls.one_knob(visit)
        _explain(visit, told)
        proof.show(visit)
        all_numbers.show(visit)
        takeaway.show(visit)


def _first_round(visit: Visit) -> int:
    """Return the round shown first."""
    return min(visit.viewing.round or 0, visit.setting.rounds)


def _ask(visit: Visit) -> None:
    """Show the claim as a question, and what is going on."""
    H = build_class(visit.setting.ideas)
    intro = _intro(visit.setting)
    st.html(
        markup.title(
            explain.claim_of(visit.start).question, say(intro).format(rule=rule(visit.setting, H))
        )
    )
    if visit.problems:
        st.html(markup.notice(visit.problems))


def _intro(setting: Setting) -> str:
    """Return the key of the words that say what is going on."""
    if setting.view is View.LIES:
        return "intro-lies"
    return "intro-pair" if setting.pair else "intro-table"


def _watch(visit: Visit, told: Numbers) -> None:
    """Show the film."""
    viewing = visit.viewing
    answer = betting.answer(visit, told)
    if viewing.plain:
        at = told.rounds if viewing.round is None else viewing.round
        stage.show_plain(visit.setting, at=at, answer=answer)
        return
    stage.show(
        visit.setting,
        at=_first_round(visit),
        link=address(visit),
        play=viewing.round is None and viewing.bet is not None,
        answer=answer,
    )


def _explain(visit: Visit, told: Numbers) -> None:
    """Show what happened and why, how sure that is, and when it fails."""
    if not visit.viewing.shown(Control.EXPLAIN):
        return
    shown = explain.claim_of(visit.start)
    parts = [
        markup.heading(say("explain")),
        '<div class="ts-explain"><div>',
        markup.paragraphs(data.told(visit.setting)),
        f"<p>{markup.rich(shown.argument)}</p>",
        *_figures(visit, told),
        "</div>",
        markup.aside(explain.margin(shown, seed=visit.setting.seed)),
        "</div>",
    ]
    st.html("".join(parts))


def _figures(visit: Visit, told: Numbers) -> tuple[str, ...]:
    """Return the numbers of two learners: what was counted in this run, and what is exact."""
    if not visit.setting.pair:
        return ()
    return (
        markup.figures(say("number-run"), explain.counted(told, visit.setting.view)),
        markup.figures(say("number-exact"), explain.exact(told, visit.setting.view)),
    )
