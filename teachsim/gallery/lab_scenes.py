"""The scenes of the page Lab: each opens on panes and a phase diagram that tell a story."""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.gallery.classes import Ideas
from teachsim.gallery.lab import Ask, Bench, Lane, Way
from teachsim.gallery.lab_chart import Chart, Shade, Side, Study
from teachsim.gallery.setting import Bias, Kind

__all__ = ["DEFAULT", "SCENES", "Scene", "scene"]

_RUN_4_TO_8, _ALL_13 = 40, 12  # of 13 points: see `presets`


@dataclass(frozen=True)
class Scene:
    """A study that tells a story by itself.

    Attributes:
        word: Its word in links.
        study: What is shown.
    """

    word: str
    study: Study


SCENES = (
    Scene(
        "four-ways",
        Study(
            Bench(
                (
                    Lane(Way.DEMONSTRATION, Kind.HOSTILE, Bias.LARGEST),
                    Lane(Way.INFORMANT, Kind.HOSTILE, Bias.LARGEST),
                    Lane(Way.QUERY, Kind.HOSTILE, Bias.LARGEST),
                    Lane(Way.EXAMINATION, Kind.HOSTILE, Bias.LARGEST),
                ),
                target=_RUN_4_TO_8,
                decoy=_ALL_13,
            ),
            Chart(across="bias", up="way", shade=Shade.RIGHT),
        ),
    ),
    Scene(
        "blind-spot",
        Study(
            Bench(
                (
                    Lane(teacher=Kind.NEGLIGENT),
                    Lane(teacher=Kind.RANDOM),
                    Lane(teacher=Kind.HELPFUL),
                ),
                target=_RUN_4_TO_8,
                withheld=(7,),
                rounds=20,
            ),
            Chart(across="size", up="withheld", shade=Shade.CHANCE, runs=16),
        ),
    ),
    Scene(
        "biases",
        Study(
            Bench(
                tuple(
                    Lane(teacher=Kind.RANDOM, bias=bias)
                    for bias in (Bias.SMALLEST, Bias.LARGEST, Bias.MAJORITY, Bias.CAUTIOUS)
                ),
                ideas=Ideas("boxes", (4, 5)),
                target=58,
                rounds=16,
            ),
            Chart(across="rounds", up="bias", shade=Shade.RIGHT, runs=16),
        ),
    ),
    Scene(
        "questions",
        Study(
            Bench(
                (
                    Lane(Way.QUERY, ask=Ask.HALVING),
                    Lane(Way.QUERY, ask=Ask.RANDOM),
                    Lane(Way.EXAMINATION, ask=Ask.HALVING),
                    Lane(Way.EXAMINATION, ask=Ask.CONJECTURE),
                ),
                target=_RUN_4_TO_8,
            ),
            Chart(across="rounds", up="ask", shade=Shade.RIGHT, lane=2),
        ),
    ),
    Scene(
        "model",
        Study(
            Bench(target=_RUN_4_TO_8),
            Chart(Side.MODEL, "penalty", "d_prime", Shade.MADE_UP),
        ),
    ),
)

DEFAULT = SCENES[0]


def scene(word: str) -> Scene | None:
    """The scene with this word, or None."""
    return next((offered for offered in SCENES if offered.word == word), None)
