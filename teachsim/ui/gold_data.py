"""What the page Gold computes, each run at most once: its caches, each of them bounded."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, Final

from teachsim.draw import Film, Picture, film_data
from teachsim.draw.gold_film import tracks_film
from teachsim.draw.still import still
from teachsim.gallery import gold_run
from teachsim.gallery.gold import SCENES, Setting, View
from teachsim.gallery.gold_families import TRUTHS, build_family
from teachsim.gallery.gold_run import Pair
from teachsim.symbolic.limit import Panel
from teachsim.ui import beside, gold_panes, gold_saying, gold_table, guard
from teachsim.ui.gold_names import named
from teachsim.ui.words import say

KEPT_RUNS: Final = 24
KEPT_FILMS: Final = 16
KEPT_NAMES: Final = 16

MARKS_A_ROUND: Final = 60
"""Marks of `guard` that a round of a film costs, and as many a round for each round of it."""


@lru_cache(maxsize=KEPT_NAMES)
def names(family: str) -> tuple[str, ...]:
    """Return the languages of a family that may be the truth, by name."""
    built = build_family(family)
    return tuple(named(built, i) for i in range(TRUTHS))


def cost(setting: Setting) -> int:
    """Return the work of a setting by estimate, in marks."""
    panes = 8 if setting.view is View.PANEL else 2
    return setting.rounds * (MARKS_A_ROUND + setting.rounds * panes)


@lru_cache(maxsize=KEPT_RUNS)
def run(setting: Setting) -> Pair | Panel:
    """Return the run of a setting.

    Raises:
        RefusedError: if the server is busy.
    """
    with guard.slot(cost(setting)):
        return gold_run.run(setting)


@lru_cache(maxsize=KEPT_RUNS)
def fingerprint(setting: Setting) -> str:
    """Return what the script of a setting prints."""
    done = run(setting)
    return done.fingerprint if isinstance(done, Pair) else gold_run.fingerprint(*done.cells)


def truth(setting: Setting) -> str:
    """Return the truth by name; the adversary's, which it settles on."""
    done = run(setting)
    return named(done.family, done.truth if isinstance(done, Pair) else done.target)


def film(setting: Setting) -> Film:
    """Return the film of a setting."""
    done = run(setting)
    if isinstance(done, Panel):
        drawn = gold_table.film(done)
    else:
        drawn = tracks_film(
            gold_panes.tracks(done),
            gold_panes.window(done),
            title=gold_saying.title(setting, truth(setting)),
            counted=say(f"gold-{setting.view}-counted"),
            speaks=setting.view is View.SPEAK,
        )
    return replace(drawn, fingerprint=fingerprint(setting))


@lru_cache(maxsize=KEPT_FILMS)
def film_at(setting: Setting, round: int) -> dict[str, Any]:
    """Return the film as data for the player, at a round; its last one if it has fewer.

    Raises:
        RefusedError: if the server is busy.
    """
    return beside.compute(cost(setting), partial(_filmed, setting, round))


def _filmed(setting: Setting, round: int) -> dict[str, Any]:
    return film_data(film(setting), round=min(round, setting.rounds))


def picture(setting: Setting, *, round: int, title: str = "", abreast: int = 2) -> Picture:
    """Return one round as a single picture."""
    return still(film(setting), round=round, title=title, abreast=abreast)


def warm() -> None:
    """Load and compute what the first visitor of the page will ask for."""
    film_at(SCENES[0].setting, 0)
    names(SCENES[0].setting.family)
