"""Parameter studies on this machine, as far as their stores tell: for whoever watches one.

The app takes no path from visitors: it looks into the folders of the variable TEACHSIM_STUDIES, or,
if that is not set, where the scripts of a clone keep what they do. It only reads.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from teachsim.ui.words import say

__all__ = ["FOLDERS", "Watched", "watched"]

FOLDERS: Final = "TEACHSIM_STUDIES"
"""The variable that names the folders, parted as those of PATH are."""

LOOK_SECONDS: Final = 2.0
"""Between two looks into the stores, however many visitors watch."""

_MOST: Final = 100  # stores that are looked into
_CLONE: Final = Path(__file__).parents[2] / "studies"


@dataclass(frozen=True)
class Watched:
    """A study, as it is shown.

    Attributes:
        name: Its own, after that of its folder.
        words: How it stands.
        share: How much of it is done, in [0, 1].
        running: Whether a driver is at it.
    """

    name: str
    words: str
    share: float
    running: bool


def watched() -> tuple[Watched, ...]:
    """Return the studies of this machine, those that run first; none where there is no store."""
    return _looked(os.environ.get(FOLDERS, ""), int(time.monotonic() / LOOK_SECONDS))


@lru_cache(maxsize=1)
def _looked(folders: str, _now: int) -> tuple[Watched, ...]:
    """What `watched` returns, once for all who ask at that time."""
    told = folders.split(os.pathsep) if folders else [_CLONE / "results", _CLONE / "quick"]
    stores = [path for folder in told for path in sorted(Path(folder).glob("*.sqlite"))]
    found = [_watched(path) for path in stores[:_MOST]]
    return tuple(sorted(found, key=lambda one: (not one.running, one.share >= 1)))


def _watched(path: Path) -> Watched:
    """How the study of a store stands."""
    from teachsim import sweep

    name = f"{path.parent.name}/{path.stem}"
    try:
        now = replace(sweep.standing(path), name=name)
    except sweep.StoreError as error:
        return Watched(name, str(error), 0.0, running=False)
    share = min(1.0, now.done / now.total) if now.total else 0.0
    if now.running:
        return Watched(name, now.sentence, share, running=True)
    state = "study-done" if now.done >= now.total > 0 else "study-stopped"
    words = say(state).format(name=now.name, done=now.done, total=now.total)
    if now.failed:
        words += say("study-failed").format(failed=now.failed)
    return Watched(name, words, share, running=False)
