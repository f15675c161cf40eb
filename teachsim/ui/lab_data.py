"""What the page Lab computes, each at most once, and never before its estimate.

Maps are computed elsewhere: `teachsim.ui.lab_maps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

from teachsim.draw import Film, Picture, film_data, stage_film, stage_picture
from teachsim.gallery.classes import build_class
from teachsim.gallery.lab import Bench, Runs, checked, run
from teachsim.gallery.lab_chart import Study
from teachsim.gallery.lab_cost import seconds_of
from teachsim.gallery.lab_link import to_query
from teachsim.gallery.lab_scenes import DEFAULT
from teachsim.ui import beside, guard, lab_betting, lab_panes
from teachsim.ui.lab_panes import panes, title
from teachsim.ui.words import say

KEPT: Final = 16


def cost(bench: Bench) -> int:
    """Return the work of a bench by estimate, in marks.

    Raises:
        RefusedError: If the app cannot afford it.
        ValueError: If a number does not fit the class.
    """
    H = checked(bench)
    needed = guard.check_cost(
        hypotheses=len(H),
        instances=H.n_instances,
        rounds=bench.rounds,
        cells=len(bench.lanes),
    )
    seconds = sum(seconds_of(bench, lane) for lane in bench.lanes)
    if seconds > guard.DEADLINE_SECONDS:
        raise guard.RefusedError(
            say("lab-runs-too-long").format(seconds=seconds, most=guard.DEADLINE_SECONDS)
        )
    return max(needed, round(seconds * guard.MARKS_A_SECOND))


@lru_cache(maxsize=KEPT)
def runs(bench: Bench) -> Runs:
    """Return the runs of a bench, within the app's means.

    Raises:
        RefusedError: If they need too much, or the server is busy.
        ValueError: If a number of the bench does not fit its class.
    """
    needed = cost(bench)
    with guard.slot(needed):
        return run(bench, watch=guard.deadline())


def film(bench: Bench) -> Film:
    """Return the film of a bench."""
    done = runs(bench)
    return stage_film(panes(done), title=title(done))


@lru_cache(maxsize=KEPT)
def film_at(bench: Bench, round: int) -> dict[str, Any]:
    """Return the film as data for the player, at a round; its last one if it has fewer.

    Raises:
        RefusedError: As `runs`.
    """
    return beside.compute(cost(bench), partial(_filmed, bench, round))


def _filmed(bench: Bench, round: int) -> dict[str, Any]:
    return film_data(film(bench), round=min(round, bench.rounds))


def pictures_at(bench: Bench, round: int) -> tuple[Picture, ...]:
    """Return one round as pictures, one a pane."""
    return tuple(stage_picture([pane], title="", round=round) for pane in panes(runs(bench)))


@dataclass(frozen=True)
class Told:
    """What the page says about a bench.

    Attributes:
        fingerprint: Of its runs.
        endings: How the panes ended: see `lab_panes.endings`.
        right: The panes that end at the truth: see `lab_betting.right`.
    """

    fingerprint: str
    endings: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]


@lru_cache(maxsize=KEPT)
def told(bench: Bench) -> Told:
    """Return what the page says about a bench.

    Raises:
        RefusedError: As `runs`.
        ValueError: As `runs`.
    """
    return beside.compute(cost(bench), partial(_told, bench))


def _told(bench: Bench) -> Told:
    done = runs(bench)
    return Told(done.fingerprint, lab_panes.endings(done), lab_betting.right(done))


@lru_cache(maxsize=KEPT)
def linked(study: Study, start: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters that restore a study; a class of one's own is packed only once."""
    return tuple(to_query(study, start=start).items())


def warm() -> None:
    """Load and compute what the first visitor of the page will ask for."""
    bench = DEFAULT.study.bench
    build_class(bench.ideas)
    film_at(bench, 0)
    told(bench)
