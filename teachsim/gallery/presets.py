"""The presets of the Mislead page: each opens on a default that tells its story."""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.gallery.classes import Ideas
from teachsim.gallery.setting import Asker, Bias, Demonstrator, Kind, Setting, View

__all__ = ["DEFAULT", "PRESETS", "Preset", "preset"]


@dataclass(frozen=True)
class Preset:
    """A setting with the claim that it shows.

    Attributes:
        word: Its word in links.
        claim: Id of the claim, as in `claims`.
        setting: What is run.
    """

    word: str
    claim: str
    setting: Setting


# In intervals(13) the run from a to b (points are numbered from 1) comes after the runs that start
# before a: it has number 13 (a - 1) - (a - 1)(a - 2) / 2 + (b - a). A test checks their names.
_RUN_4_TO_8, _ALL_13, _RUN_5_TO_6 = 40, 12, 47

PRESETS = (
    Preset(
        "too-broad",
        "A1",
        Setting(target=_RUN_4_TO_8, bias=Bias.LARGEST, demonstrator=Demonstrator(decoy=_ALL_13)),
    ),
    Preset(
        "withholding",
        "A1",
        Setting(target=_RUN_4_TO_8, demonstrator=Demonstrator(decoy=_RUN_5_TO_6)),
    ),
    Preset(
        "negligent",
        "A2",
        Setting(
            target=_RUN_4_TO_8,
            demonstrator=Demonstrator(kind=Kind.NEGLIGENT, withheld=(7,)),
            rounds=20,
        ),
    ),
    Preset(
        "helpful",
        "A3",
        Setting(target=_RUN_4_TO_8, demonstrator=Demonstrator(kind=Kind.HELPFUL), rounds=8),
    ),
    Preset(
        "slow",
        "A3",
        Setting(
            ideas=Ideas("singletons", (13,)),
            target=12,
            asker=Asker.GUESS,
            rounds=14,
        ),
    ),
    Preset(
        "both-factors",
        "A4",
        Setting(
            target=_RUN_4_TO_8,
            bias=Bias.LARGEST,
            demonstrator=Demonstrator(decoy=_ALL_13),
            asker=Asker.GUESS,
            rounds=16,
            view=View.TABLE,
        ),
    ),
    Preset(
        "lies",
        "A6",
        Setting(target=_RUN_4_TO_8, asker=Asker.BELONGS, rounds=16, view=View.LIES),
    ),
)

DEFAULT = PRESETS[0]


def preset(word: str) -> Preset | None:
    """The preset with this word, or None."""
    return next((offered for offered in PRESETS if offered.word == word), None)
