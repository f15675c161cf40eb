"""Pictures as sentences, for whoever cannot see them."""

from __future__ import annotations

import numpy as np

from teachsim.draw.film import Film
from teachsim.draw.lettering import plain
from teachsim.draw.saying import idea, left, point, sentence, verdict
from teachsim.draw.scene import Pane, Scene
from teachsim.draw.words import WORDS, listed, say


def describe_scene(scene: Scene, *, t: int, title: str) -> str:
    """Return what the picture of round t shows."""
    H = scene.hypotheses
    parts = [
        say(
            "describe",
            {
                "title": title,
                "alive": int(scene.survivors[t]),
                "all": len(H),
                "just": int(scene.just_out(t).sum()),
                "truth": idea(H, H[scene.target]),
            },
        ),
        say("describe-learner", {"learner": idea(H, scene.beliefs[t])}),
    ]
    if scene.decoy is not None:
        parts.append(say("describe-decoy", {"decoy": idea(H, H[scene.decoy])}))
    yes, no = (
        listed([point(H, int(x)) for x in np.flatnonzero(scene.evidence[t] == m)], most=12)
        for m in (1, -1)
    )
    parts.append(say("describe-evidence", {"yes": yes or say("none"), "no": no or say("none")}))
    return " ".join(parts)


def describe_round(pane: Pane, scene: Scene, *, t: int) -> str:
    """Return what happened in one pane in round t, and how it stands."""
    now = min(t, scene.rounds)
    return plain(
        say(
            "pane",
            {
                "title": pane.title,
                "say": sentence(pane, scene, t=now),
                "left": left(scene, t=now),
                "verdict": WORDS[verdict(scene, t=now)],
            },
        )
    )


def describe(film: Film, *, round: int) -> str:
    """Return one round of a film in whole sentences.

    Raises:
        ValueError: if there is no such round.
    """
    if not 0 <= round <= film.rounds:
        raise ValueError(f"round is {round}; this film has rounds 0 to {film.rounds}")
    return film.frames[round].spoken
