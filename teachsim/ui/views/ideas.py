"""The class of ideas: one of those offered, or the visitor's own."""

from __future__ import annotations

import streamlit as st

from teachsim.gallery.classes import CHOICES, OWN, build_class, choice
from teachsim.ui import session
from teachsim.ui.viewing import Control
from teachsim.ui.views import bringing
from teachsim.ui.views.widgets import Place, pick, slide
from teachsim.ui.visit import Visit
from teachsim.ui.words import say


def ideas(visit: Visit) -> None:
    """Show what sets the class."""
    place = Place(visit.viewing, Control.CLASS)
    meant = visit.setting.ideas
    pick(
        place,
        "class",
        label=say("class"),
        options=[offered.word for offered in CHOICES] + [OWN] * (meant.word == OWN),
        value=meant.word,
        called=lambda word: say(f"class-{word}"),
    )
    sizes = () if meant.word == OWN else choice(meant.word).sizes
    for at, size in enumerate(sizes):
        slide(
            place,
            f"size-{at}",
            label=size.word.capitalize(),
            low=size.low,
            high=size.high,
            value=meant.sizes[at],
        )
    own(visit)


def own(visit: Visit) -> None:
    """Show where a visitor's own class is brought in."""
    place = Place(visit.viewing, Control.OWN)
    if not place.shown:
        return
    refused = bringing.refused(place, "own", help=say("own-help"), to=session.bring)
    if not refused and visit.setting.ideas.word == OWN:
        H = build_class(visit.setting.ideas)
        st.success(bringing.told(H))
