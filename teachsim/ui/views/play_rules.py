"""The rules of a game: scenes to start from, and every knob behind one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from teachsim.gallery.classes import CHOICES, OWN, Ideas, choice
from teachsim.gallery.play import (
    BIASES,
    MAX_IDEAS,
    MAX_POINTS,
    SCENES,
    Match,
    Query,
    Side,
    begun,
    of_class,
)
from teachsim.gallery.setting import Bias
from teachsim.ui import data, play_session
from teachsim.ui.play_session import CONTROLS, Game
from teachsim.ui.viewing import Control
from teachsim.ui.views import bringing
from teachsim.ui.views.widgets import SEGMENTS, Place, behind
from teachsim.ui.words import say

NO_DECOY = -1
"""In the list of decoys: any wrong idea will do."""

Change = Callable[[Match, Any], Match]


def row(game: Game) -> None:
    """Show the scenes and the button of the rules."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-scenes"):
        _scenes(game)
        if game.viewing.rules(CONTROLS):
            behind(say("rules"), lambda: _all(game))


def _all(game: Game) -> None:
    _side(game)
    _ideas(game)
    _own(game)
    if game.match.side is Side.ASK:
        _query(game)
    else:
        _fooling(game)


def _scenes(game: Game) -> None:
    if not game.viewing.shown(Control.PRESET):
        return
    now = begun(game.match)
    here = next((scene.word for scene in SCENES if begun(scene.match) == now), None)
    st.session_state["scene"] = here
    st.segmented_control(
        say("play-scenes"),
        [scene.word for scene in SCENES],
        format_func=lambda word: say(f"scene-{word}"),
        key="scene",
        wrap=True,
        label_visibility="collapsed",
        disabled=game.viewing.locked(Control.PRESET),
        on_change=lambda: play_session.choose(st.session_state["scene"] or here),
    )


def _side(game: Game) -> None:
    _pick(
        game,
        "side",
        control=Control.TEACHER,
        options=list(Side),
        value=game.match.side,
        called=lambda side: say(f"side-{side}"),
        to=lambda match, side: begun(replace(match, side=Side(side))),
        label=say("play-side"),
        widget=SEGMENTS,
    )


def _ideas(game: Game) -> None:
    """Show the class and its sizes."""
    meant = game.match.ideas
    _pick(
        game,
        "class",
        control=Control.CLASS,
        options=[offered.word for offered in CHOICES] + [OWN] * (meant.word == OWN),
        value=meant.word,
        called=lambda word: say(f"class-{word}"),
        to=lambda match, word: of_class(match, choice(word).default),
        label=say("class"),
    )
    if not game.viewing.shown(Control.CLASS):
        return
    sizes = () if meant.word == OWN else choice(meant.word).sizes
    for at, size in enumerate(sizes):
        key = f"play-size-{at}"
        st.session_state[key] = meant.sizes[at]
        st.slider(
            size.word.capitalize(),
            size.low,
            size.high,
            step=1,
            key=key,
            disabled=game.viewing.locked(Control.CLASS),
            on_change=_resized,
            args=(at, key),
        )


def _own(game: Game) -> None:
    """Show where a visitor's own class is brought in."""
    at = Place(game.viewing, Control.OWN)
    if not at.shown:
        return
    told = say("play-own-help").format(ideas=MAX_IDEAS, points=MAX_POINTS)
    if not bringing.refused(at, "play-own", help=told, to=play_session.bring):
        bringing.used(game.match.ideas)


def _resized(at: int, key: str) -> None:
    def to(match: Match) -> Match:
        sizes = list(match.ideas.sizes)
        sizes[at] = int(st.session_state[key])
        return of_class(match, Ideas(match.ideas.word, tuple(sizes)))

    play_session.change(to)


def _query(game: Game) -> None:
    """Show what may be asked."""
    _pick(
        game,
        "query",
        control=Control.ASKER,
        options=list(Query),
        value=game.match.query,
        called=lambda query: say(f"query-{query}"),
        to=lambda match, query: begun(replace(match, query=Query(query))),
        label=say("play-query"),
    )


def _fooling(game: Game) -> None:
    """Show the truth, the learner, and where it shall be led."""
    names = data.names(game.match.ideas)
    _pick(
        game,
        "target",
        control=Control.TARGET,
        options=range(len(names)),
        value=game.match.target,
        called=lambda h: names[h],
        to=lambda match, h: begun(replace(match, target=int(h))),
        label=say("target"),
    )
    _pick(
        game,
        "bias",
        control=Control.BIAS,
        options=BIASES,
        value=game.match.bias,
        called=lambda bias: say(f"bias-{bias}"),
        to=lambda match, bias: begun(replace(match, bias=Bias(bias))),
        label=say("play-bias"),
        widget=SEGMENTS,
    )
    decoy = game.match.decoy
    _pick(
        game,
        "decoy",
        control=Control.TEACHER,
        options=[h for h in range(NO_DECOY, len(names)) if h != game.match.target],
        value=NO_DECOY if decoy is None or decoy == game.match.target else decoy,
        called=lambda h: say("play-decoy-none") if h == NO_DECOY else names[h],
        to=lambda match, h: begun(replace(match, decoy=None if h == NO_DECOY else int(h))),
        label=say("play-decoy"),
    )


def _pick(
    game: Game,
    name: str,
    *,
    control: Control,
    options: Sequence[Any],
    value: Any,
    called: Callable[[Any], str],
    to: Change,
    label: str,
    widget: Callable[..., Any] = st.selectbox,
) -> None:
    """Show options to choose from; the widget owns nothing, as in `widgets`."""
    if not game.viewing.shown(control):
        return
    key = f"play-{name}"
    st.session_state[key] = value

    def turned() -> None:
        chosen = st.session_state[key]
        if chosen is not None and chosen != value:
            play_session.change(lambda match: to(match, chosen))

    widget(
        label,
        options,
        format_func=called,
        key=key,
        disabled=game.viewing.locked(control),
        on_change=turned,
    )
