"""What pages prove about a class or a setting, each at most once: caches, each of them bounded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from teachsim.draw import Picture
from teachsim.gallery.classes import Ideas, build_class
from teachsim.gallery.setting import Setting, View
from teachsim.symbolic.complexity.report import report
from teachsim.symbolic.games import Game
from teachsim.symbolic.result import Result
from teachsim.ui import beside, guard, proof
from teachsim.ui.proof import Proof

KEPT_PROOFS: Final = 64


@dataclass(frozen=True)
class Tables:
    """All numbers of a class in words.

    Attributes:
        numbers: A head, and a row for each quantity.
        laws: A head, and a row for each law between them.
        csv: The numbers as CSV.
    """

    numbers: tuple[tuple[str, ...], ...]
    laws: tuple[tuple[str, ...], ...]
    csv: str


@lru_cache(maxsize=KEPT_PROOFS)
def worst_case(ideas: Ideas, game: Game) -> Result:
    """Return how many questions the best asker needs at worst."""
    return proof.fewest_questions(build_class(ideas), game)


@lru_cache(maxsize=KEPT_PROOFS)
def proved(setting: Setting, which: Proof) -> tuple[str, Picture]:
    """Return what is exact about a setting, in words, and the picture that proves it."""
    H = build_class(setting.ideas)
    return beside.compute(guard.MARKS_A_CELL * H.table.size, partial(_proved, setting, which))


def _proved(setting: Setting, which: Proof) -> tuple[str, Picture]:
    H = build_class(setting.ideas)
    if which is Proof.QUESTIONS:
        game = proof.game_of(setting)
        fewest = worst_case(setting.ideas, game)
        told = proof.about_questions(fewest, game)
        if setting.view is View.LIES and setting.demonstrator.lies:
            told = f"{told} {_cost_of_lies(setting)}"
        return told, proof.questions_drawn(H, fewest)
    if which is Proof.SHATTERED:
        most = proof.shattered(H)
        return proof.about_shattered(most), proof.shattered_drawn(H, most)
    taught = proof.examples(H, setting.target)
    drawn = proof.teaching_drawn(H, taught, target=setting.target)
    return proof.about_teaching(H, taught, target=setting.target), drawn


def _cost_of_lies(setting: Setting) -> str:
    """Return what the lies of a setting cost the best asker."""
    H, lies = build_class(setting.ideas), setting.demonstrator.lies
    return proof.about_lies(proof.with_lies(H, lies), lies)


@lru_cache(maxsize=KEPT_PROOFS)
def all_numbers(ideas: Ideas) -> Tables:
    """Return every quantity of a class, and the laws between them."""
    # Whatever the size of the class, it takes a second or two.
    return beside.compute(guard.SHORT_MARKS + 1, partial(_all_numbers, ideas))


def _all_numbers(ideas: Ideas) -> Tables:
    H = build_class(ideas)
    found = report(H, max_states=proof.affordable(H) * 3)
    return Tables(found.table(), found.law_table(), found.csv())
