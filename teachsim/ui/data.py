"""What the pages compute, each at most once: the caches of the app, each of them bounded.

Keys are settings: frozen values, equal when they mean the same run. Classes are kept where they are
built, in `gallery.classes`, as links and knobs need them too.
"""

from __future__ import annotations

import io
from functools import lru_cache, partial
from typing import Any

from teachsim.draw import (
    Film,
    Picture,
    cells_film,
    cells_picture,
    film_data,
    stage_film,
    stage_picture,
)
from teachsim.draw.saying import idea
from teachsim.gallery.classes import OWN, Ideas, build_class
from teachsim.gallery.link import carries_class, to_query
from teachsim.gallery.mislead import Runs, run, worst_decoy
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.script import script
from teachsim.gallery.setting import Setting
from teachsim.symbolic import HypothesisClass
from teachsim.ui import beside, guard, proof_data
from teachsim.ui.explain import endings
from teachsim.ui.numbers import Numbers, numbers
from teachsim.ui.panes import panes, table, title
from teachsim.ui.proof import Proof

KEPT_CLASSES = 32
KEPT_RUNS = 24
KEPT_FILMS = 16


@lru_cache(maxsize=KEPT_CLASSES)
def names(ideas: Ideas) -> tuple[str, ...]:
    """Return the ideas of a class by name, as the drawings call them."""
    H = build_class(ideas)
    return tuple(idea(H, row) for row in H.table)


def brought(content: bytes) -> Ideas:
    """Return the class that a visitor brings as a file.

    Raises:
        ValueError: if it is not one, in the strict reader's own words.
    """
    HypothesisClass.from_csv(io.BytesIO(content))
    return Ideas(OWN, (), content.decode("utf-8-sig"))


@lru_cache(maxsize=KEPT_RUNS)
def linked(setting: Setting, start: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters that restore a setting; a class of one's own is packed only once."""
    return tuple(to_query(setting, start=start).items())


@lru_cache(maxsize=KEPT_RUNS)
def fits_a_link(setting: Setting) -> bool:
    """Return whether a link can carry the class of a setting."""
    return carries_class(setting)


@lru_cache(maxsize=KEPT_RUNS)
def code(setting: Setting) -> str:
    """Return the script that prints the fingerprint of a setting."""
    return script(setting, build_class(setting.ideas))


def cost(setting: Setting) -> int:
    """Return the work of a setting by estimate, in marks.

    Raises:
        RefusedError: if the app cannot afford it.
    """
    H = build_class(setting.ideas)
    cells = 2 if setting.pair else 6
    return guard.check_cost(
        hypotheses=len(H), instances=H.n_instances, rounds=setting.rounds, cells=cells
    )


@lru_cache(maxsize=KEPT_RUNS)
def runs(setting: Setting) -> Runs:
    """Return the runs of a setting, within the app's means.

    Raises:
        RefusedError: if they need too much, or the server is busy.
        ValueError: if a number of the setting does not fit its class.
    """
    needed = cost(setting)
    with guard.slot(needed):
        return run(setting, watch=guard.deadline())


@lru_cache(maxsize=KEPT_RUNS)
def _read(setting: Setting) -> tuple[Numbers, tuple[str, ...]]:
    """Return every number the page states about a setting, and how the learners ended, in words."""
    return beside.compute(cost(setting), partial(_reading, setting))


def _reading(setting: Setting) -> tuple[Numbers, tuple[str, ...]]:
    done = runs(setting)
    found = numbers(done)
    return found, endings(done, found)


def page_numbers(setting: Setting) -> Numbers:
    """Return every number the page states about a setting.

    Raises:
        RefusedError: as `runs`.
        ValueError: as `runs`.
    """
    return _read(setting)[0]


def film(setting: Setting) -> Film:
    """Return the film of a setting."""
    done = runs(setting)
    if setting.pair:
        return stage_film(panes(done), title=title(done))
    return cells_film(table(panes(done)), title=title(done))


def told(setting: Setting) -> tuple[str, ...]:
    """Return how the learners ended, in words."""
    return _read(setting)[1]


@lru_cache(maxsize=KEPT_FILMS)
def film_at(setting: Setting, round: int) -> dict[str, Any]:
    """Return the film as data for the player, at a round; its last one if it has fewer.

    Raises:
        RefusedError: as `runs`.
    """
    return beside.compute(cost(setting), partial(_filmed, setting, round))


def _filmed(setting: Setting, round: int) -> dict[str, Any]:
    return film_data(film(setting), round=min(round, setting.rounds))


def pictures_at(setting: Setting, round: int) -> tuple[Picture, ...]:
    """Return one round as pictures: one for each of two learners, or the table of six."""
    shown = panes(runs(setting))
    if setting.pair:
        return tuple(stage_picture([pane], title="", round=round) for pane in shown)
    return (cells_picture(table(shown), title="", round=round),)


@lru_cache(maxsize=KEPT_RUNS)
def decoy(setting: Setting) -> int | None:
    """Return the decoy that survives the most examples, None where none misleads."""
    return beside.compute(cost(setting), partial(_decoy, setting))


def _decoy(setting: Setting) -> int | None:
    return worst_decoy(setting, build_class(setting.ideas))


def warm() -> None:
    """Load and compute what the first visitor of every page will ask for."""
    for offered in PRESETS:
        build_class(offered.setting.ideas)
    film_at(PRESETS[0].setting, 0)
    page_numbers(PRESETS[0].setting)
    proof_data.proved(PRESETS[0].setting, Proof.QUESTIONS)
