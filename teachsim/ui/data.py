"""What the pages compute, each at most once: the caches of the app, each of them bounded.

Keys are settings: frozen values, equal when they mean the same run. Classes are kept where they are
built, in `gallery.classes`, as links and knobs need them too.
"""

from __future__ import annotations

import io
from functools import lru_cache
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
from teachsim.gallery.setting import Setting, View
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.complexity.report import report
from teachsim.symbolic.complexity.report_rows import Report
from teachsim.symbolic.games import Game
from teachsim.symbolic.result import Result
from teachsim.ui import guard, proof
from teachsim.ui.explain import endings
from teachsim.ui.numbers import Numbers, numbers
from teachsim.ui.panes import panes, table, title
from teachsim.ui.proof import Proof

KEPT_CLASSES = 32
KEPT_RUNS = 24
KEPT_FILMS = 16
KEPT_PROOFS = 64


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
def page_numbers(setting: Setting) -> Numbers:
    """Return every number the page states about a setting."""
    return numbers(runs(setting))


def film(setting: Setting) -> Film:
    """Return the film of a setting."""
    done = runs(setting)
    if setting.pair:
        return stage_film(panes(done), title=title(done))
    return cells_film(table(panes(done)), title=title(done))


@lru_cache(maxsize=KEPT_RUNS)
def told(setting: Setting) -> tuple[str, ...]:
    """Return how the learners ended, in words."""
    return endings(runs(setting), page_numbers(setting))


@lru_cache(maxsize=KEPT_FILMS)
def film_at(setting: Setting, round: int) -> dict[str, Any]:
    """Return the film as data for the player, at a round; its last one if it has fewer.

    Raises:
        RefusedError: as `runs`.
    """
    runs(setting)  # before the slot: nobody may hold one and wait for another
    with guard.slot(cost(setting)):
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
    H = build_class(setting.ideas)
    with guard.slot(cost(setting)):
        return worst_decoy(setting, H)


@lru_cache(maxsize=KEPT_PROOFS)
def worst_case(ideas: Ideas, game: Game) -> Result:
    """Return how many questions the best asker needs at worst."""
    H = build_class(ideas)
    with guard.slot(len(H) * H.n_instances):
        return proof.fewest_questions(H, game)


@lru_cache(maxsize=KEPT_PROOFS)
def proved(setting: Setting, which: Proof) -> tuple[str, Picture]:
    """Return what is exact about a setting, in words, and the picture that proves it."""
    H = build_class(setting.ideas)
    if which is Proof.QUESTIONS:
        game = proof.game_of(setting)
        fewest = worst_case(setting.ideas, game)
        told = proof.about_questions(fewest, game)
        if setting.view is View.LIES and setting.demonstrator.lies:
            told = f"{told} {_cost_of_lies(setting)}"
        return told, proof.questions_drawn(H, fewest)
    with guard.slot(len(H) * H.n_instances):
        if which is Proof.SHATTERED:
            most = proof.shattered(H)
            return proof.about_shattered(most), proof.shattered_drawn(H, most)
        taught = proof.examples(H, setting.target)
        drawn = proof.teaching_drawn(H, taught, target=setting.target)
        return proof.about_teaching(H, taught, target=setting.target), drawn


def _cost_of_lies(setting: Setting) -> str:
    """Return what the lies of a setting cost the best asker."""
    H, lies = build_class(setting.ideas), setting.demonstrator.lies
    with guard.slot(len(H) * H.n_instances):
        return proof.about_lies(proof.with_lies(H, lies), lies)


@lru_cache(maxsize=KEPT_PROOFS)
def all_numbers(ideas: Ideas) -> Report:
    """Return every quantity of a class, and the laws between them."""
    H = build_class(ideas)
    with guard.slot(guard.SHORT_MARKS + 1):  # whatever its size, it takes a second or two
        return report(H, max_states=proof.affordable(H) * 3)


def warm() -> None:
    """Load and compute what the first visitor of every page will ask for."""
    for offered in PRESETS:
        build_class(offered.setting.ideas)
    film_at(PRESETS[0].setting, 0)
    page_numbers(PRESETS[0].setting)
    proved(PRESETS[0].setting, Proof.QUESTIONS)
