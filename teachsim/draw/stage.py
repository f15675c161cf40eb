"""The stage: one to four runs side by side, in lockstep, as a film or as a single picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from teachsim.draw.blocks import picture
from teachsim.draw.choose import choose, painter
from teachsim.draw.film import Film, Frame, Word
from teachsim.draw.saying import closing, left, sentence, verdict
from teachsim.draw.scene import Pane, Scene, read
from teachsim.draw.shapes import Picture
from teachsim.draw.styles import HIDDEN
from teachsim.draw.survivors import survivors
from teachsim.draw.text import describe_round, describe_scene
from teachsim.draw.words import MARKS, WORDS, say
from teachsim.symbolic.hypothesis_class import HypothesisClass

MOST_PANES: Final = 4

LEGENDS: Final = {
    "pyramid": ("alive", "just", "out", "legend-pyramid"),
    "singles": ("alive", "just", "out", "legend-singles"),
    "hasse": ("alive", "just", "out", "legend-hasse"),
    "matrix": ("alive", "just", "out", "legend-matrix"),
    "grid": ("in-all", "in-some", "in-none", "fresh-none", "legend-grid"),
}
"""For each picture the roles that its legend explains, and the sentence at its end."""


def stage_film(panes: Sequence[Pane], *, title: str) -> Film:
    """Return the film of one to four runs, side by side and in lockstep.

    Args:
        panes: the runs; a shorter one stands still at its end until the longest is over.
        title: what the film shows, in a few words.

    Raises:
        ValueError: if there is no pane, or more than four.
    """
    checked(panes)
    scenes = [read(pane) for pane in panes]
    painters = [paint_pane(pane, scene) for pane, scene in zip(panes, scenes, strict=True)]
    rounds = max(scene.rounds for scene in scenes)
    frames = []
    for t in range(rounds + 1):
        words = [Word("round", "round", say("round-short", {"round": t, "rounds": rounds}))]
        for i, (pane, scene) in enumerate(zip(panes, scenes, strict=True)):
            words.extend(pane_words(i, pane, scene=scene, t=t))
        pictures = [chart(panes, scenes, t=t), *(paint(t) for paint in painters)]
        frames.append(Frame(tuple(pictures), tuple(words), spoken(panes, scenes, t=t)))
    return Film(
        title,
        tuple(frames),
        tuple((pane.title, pane.subtitle) for pane in panes),
        legend=legend(panes[0].hypotheses),
        fingerprint=" ".join(dict.fromkeys(p.transcript.fingerprint for p in panes)),
    )


def checked(panes: Sequence[Pane]) -> None:
    """Refuse too few or too many panes.

    Raises:
        ValueError: if there is no pane, or more than four.
    """
    if not 1 <= len(panes) <= MOST_PANES:
        raise ValueError(f"a stage has {len(panes)} panes; pass one to {MOST_PANES}")


def paint_pane(pane: Pane, scene: Scene) -> Callable[[int], Picture]:
    """Return what draws one pane after a round: the picture of its class, evidence and bars."""
    paint = painter(scene)
    title = say(choose(pane.hypotheses))

    def at(t: int) -> Picture:
        now = min(t, scene.rounds)
        told = describe_scene(scene, t=now, title=title)
        return picture(paint(now), title=title, description=told)

    return at


def chart(panes: Sequence[Pane], scenes: Sequence[Scene], *, t: int) -> Picture:
    """Return the survivors line of all panes after round t."""
    return survivors(
        [scene.survivors for scene in scenes],
        names=[pane.short or pane.title for pane in panes],
        most=max(len(pane.hypotheses) for pane in panes),
        t=t,
    )


def pane_words(i: int, pane: Pane, *, scene: Scene, t: int) -> list[Word]:
    """Return the texts of pane i: the round in a sentence, the verdict, what is left, the end."""
    now = min(t, scene.rounds)
    stands = verdict(scene, t=now)
    over = t >= scene.rounds
    return [
        Word(f"badge-{i}", f"badge badge-{stands}", f"{MARKS[stands]} {WORDS[stands]}"),
        Word(f"left-{i}", "left", left(scene, t=now)),
        Word(f"say-{i}", "say", sentence(pane, scene, t=now)),
        Word(f"end-{i}", "end" if over else f"end {HIDDEN}", closing(pane, scene) if over else "–"),
    ]


def spoken(panes: Sequence[Pane], scenes: Sequence[Scene], *, t: int) -> str:
    """Return a round in whole sentences."""
    rounds = max(scene.rounds for scene in scenes)
    told = [say("round", {"round": t, "rounds": rounds})]
    told += [describe_round(pane, scene, t=t) for pane, scene in zip(panes, scenes, strict=True)]
    return " ".join(told)


def legend(H: HypothesisClass) -> tuple[tuple[str, str], ...]:
    """Return the legend of a class's picture: (role of a swatch, words); no role for the last."""
    kind = choose(H)
    if kind == "pyramid" and int(H.table.sum(axis=1).max()) == 1:
        kind = "singles"
    *roles, sentence_key = LEGENDS[kind]
    swatches = tuple((role, say(f"legend-{role}")) for role in roles)
    return (*swatches, ("", say(sentence_key)))
