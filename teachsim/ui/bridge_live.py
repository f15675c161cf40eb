"""What a run in a process of its own has come to: how far it is, and its wall so far."""

from __future__ import annotations

import signal
from functools import lru_cache
from typing import Final

from teachsim.bridge.recorded import RECORDED, Recorded
from teachsim.bridge.replay_log import DONE, LATE, STOPPED
from teachsim.bridge.ways import BASE
from teachsim.draw import Theme, to_svg
from teachsim.gallery.bridge import COMPARED, Setting
from teachsim.gallery.bridge_column import NAMES, Column, column_of, phases
from teachsim.ui import bridge_pictures, bridge_process, markup
from teachsim.ui.bridge_process import Live, Wish
from teachsim.ui.percent import amount, percent
from teachsim.ui.words import say

__all__ = ["SEEDS", "about", "columns", "doing", "drawn", "ended", "share", "wish"]

SEEDS: Final = 9_999
"""The largest seed that may be asked for; those of the stored runs are among them."""

_WORDS: Final = {name: way for way, name in NAMES.items()}


def wish(setting: Setting, seed: int) -> Wish:
    """Return what a run of the ways that a page compares is."""
    needed = {name for way in COMPARED[setting.compared] for name in phases(way)}
    return Wish(setting.world, seed, tuple(name for name in RECORDED if name in needed))


def columns(run: Recorded) -> list[Column]:
    """Return the ways that have begun, but for those that only lead to another."""
    begun = [_WORDS[name] for name in run.courses]
    inner = {name for way in begun for name in phases(way)[:-1]}
    return [column_of(way, [run.courses]) for way in begun if NAMES[way] not in inner]


def share(run: Recorded) -> float:
    """Return how much of a run is done, in [0, 1]: its parts count alike."""
    if run.end == DONE:
        return 1.0
    parts = [BASE, *run.about.names]
    way, part = run.done or (BASE, 0.0)
    return (parts.index(way) + part) / len(parts) if way in parts else 0.0


def doing(run: Recorded | None) -> str:
    """Return what a run is at, in words."""
    if run is not None and run.end:
        return say("bridge-run-ending")  # all is said, and the process not gone yet
    if run is None or run.done is None:
        return say("bridge-run-loading")
    way, part = run.done
    if way == BASE:
        return say("bridge-run-reading").format(share=percent(part))
    named = say(f"bridge-way-{_WORDS[way]}")
    return say("bridge-run-teaching").format(way=named, share=percent(part))


def ended(live: Live, run: Recorded | None) -> str:
    """Return how a run that is over ended, in words."""
    end = "" if run is None else run.end
    if not end and live.process.poll() == -signal.SIGTERM:
        end = STOPPED  # cancelled before it could say so
    words = {DONE: "bridge-run-done", STOPPED: "bridge-run-stopped", LATE: "bridge-run-late"}
    if end in words:
        return say(words[end]).format(seed=live.wish.seed)
    lost = say("bridge-run-lost").format(status=live.process.poll())
    why = end or bridge_process.complaint(live) or lost
    return say("bridge-run-failed").format(why=why)


@lru_cache(maxsize=4)
def drawn(run: Recorded, *, theme: Theme) -> str:
    """Return the wall so far as HTML, for wide windows and for narrow ones; empty before that."""
    shown = columns(run)
    if not shown:
        return ""
    wide = [[bridge_pictures.measured(shown, width=bridge_pictures.WIDE)]]
    narrow = [[bridge_pictures.alone(column)] for column in shown]
    return "".join(
        markup.gallery(
            [
                [
                    (p.title, markup.image(to_svg(p, theme=theme), alt=p.description), p.width)
                    for p in row
                ]
                for row in rows
            ],
            narrow=rows is narrow,
        )
        for rows in (wide, narrow)
    )


def about(run: Recorded) -> str:
    """Return what was read off the base model, in words; empty before it was."""
    if run.fit is None:
        return ""
    fit = run.fit
    return say("bridge-run-fit").format(
        world=say(f"bridge-world-{run.about.world}"),
        known=percent(fit.world.known),
        recall=percent(fit.world.recall),
        d_prime=amount(fit.world.d_prime, digits=1),
        device=run.about.device,
    )
