"""One visitor's state, and its address: the link is read first and written last.

The setting and the view are kept as two frozen values. Widgets never own anything: each shows what
the setting says, and what it reports is applied by a pure function (`teachsim.ui.changes`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from teachsim.gallery.mislead import with_decoy
from teachsim.gallery.presets import DEFAULT, preset
from teachsim.gallery.setting import with_ideas
from teachsim.ui import data, staying
from teachsim.ui.changes import Value, changed
from teachsim.ui.viewing import Bet
from teachsim.ui.visit import Visit, opened, query_of
from teachsim.ui.words import say

_STATE: Final = "mislead"


def arrive() -> Visit:
    """Return the visit, the link's if it is new, else as it was left, and write its address."""
    return staying.arrive(_STATE, Visit, opened=opened, query_of=query_of)


def keep(visit: Visit) -> None:
    """Make this the visit from now on."""
    st.session_state[_STATE] = replace(visit, problems=())


def current() -> Visit:
    """Return the visit, in a callback."""
    return staying.current(_STATE, Visit, opened=opened)


def turn(name: str, value: Value) -> None:
    """Turn one control: the run is another, so the bet on the old one is off."""
    visit = current()
    setting = changed(visit.setting, name, value=value)
    if setting != visit.setting:
        viewing = replace(visit.viewing, bet=Bet.SKIPPED, round=setting.rounds)
        keep(replace(visit, setting=setting, viewing=viewing, found=""))


def choose(word: str) -> None:
    """Open a preset from its beginning."""
    visit = current()
    chosen = preset(word) or DEFAULT
    viewing = replace(visit.viewing, bet=None, round=None)
    keep(Visit(chosen.setting, chosen.word, viewing))


def bet(placed: Bet | None) -> None:
    """Place a bet, skip it, or take it back; either way the run starts afresh."""
    visit = current()
    keep(replace(visit, viewing=replace(visit.viewing, bet=placed, round=None)))


def bring(content: bytes) -> None:
    """Use a visitor's own class.

    Raises:
        ValueError: if it is not one, in the strict reader's own words.
    """
    visit = current()
    ideas = data.brought(content)
    viewing = replace(visit.viewing, bet=None, round=None)
    setting = with_ideas(visit.setting, ideas)
    keep(replace(visit, setting=setting, viewing=viewing, found=""))


def lead() -> None:
    """Let the demonstrator lead to the decoy that survives the most examples, if there is one."""
    visit = current()
    try:
        found = data.decoy(visit.setting)
    except ValueError as error:
        keep(replace(visit, found=say("refused").format(why=str(error))))
        return
    if found is None:
        keep(replace(visit, found=say("decoy-nothing")))
        return
    setting = with_decoy(visit.setting, found)
    viewing = replace(visit.viewing, bet=Bet.SKIPPED, round=setting.rounds)
    name = data.names(setting.ideas)[found]
    told = say("decoy-found").format(decoy=name)
    keep(replace(visit, setting=setting, viewing=viewing, found=told))
