"""What the page calls exact is what the public names give; pictures are drawn from proofs."""

import re
from dataclasses import replace

import numpy as np
import pytest

from teachsim.gallery.classes import CHOICES, Ideas, build_class
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import Asker, Setting, with_ideas
from teachsim.symbolic import HypothesisClass, complexity, games
from teachsim.ui import proof, proof_data
from teachsim.ui.proof import Proof

SETTINGS = [offered.setting for offered in PRESETS] + [
    with_ideas(Setting(), choice.default) for choice in CHOICES
]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.ideas.word)
@pytest.mark.parametrize("which", Proof)
def test_every_scene_and_class_has_its_proofs(setting: Setting, which: Proof) -> None:
    told, picture = proof_data.proved(setting, which)

    assert not re.search(r"\{[a-z]+\}", told)
    assert picture.shapes
    assert picture.description


@pytest.mark.parametrize(
    ("asker", "questions"),
    [(Asker.HALVING, 6), (Asker.GUESS, 12), (Asker.BELONGS, 12), (Asker.RANDOM, 12)],
)
def test_the_number_of_questions_depends_on_what_may_be_asked(asker: Asker, questions: int) -> None:
    setting = replace(PRESETS[0].setting, asker=asker)

    told, _ = proof_data.proved(setting, Proof.QUESTIONS)

    assert f"**{questions}**" in told


def test_the_examples_drawn_leave_the_truth_alone() -> None:
    setting = PRESETS[0].setting
    H = build_class(setting.ideas)
    result = proof.examples(H, setting.target)
    points = list(proof.taught(result, setting.target))

    same = (H.table[:, points] == H.table[setting.target, points]).all(axis=1)
    assert same.sum() == 1
    assert len(points) == complexity.teaching_dimension(H, setting.target).value


def test_over_budget_the_page_says_bounds() -> None:
    ideas = Ideas("half-planes", build_choice("half-planes"))
    H = build_class(ideas)
    result = games.equivalence(H, max_states=1)
    assert not result.exact

    told = proof.about_questions(result, games.Game.EQUIVALENCE)

    assert f"**{int(result.lower)} to {int(result.upper)}**" in told


def test_a_page_says_what_may_be_put_where_the_number_depends_on_it() -> None:
    H = build_class(Ideas("singletons", (5,)))
    kinds = (games.Game.EQUIVALENCE, games.Game.ARBITRARY)

    own, any_set = (proof.about_questions(proof.fewest_questions(H, kind), kind) for kind in kinds)

    assert "ideas of the class only" in own
    assert "**4** questions" in own
    assert "any set of points" in any_set
    assert "**1** question" in any_set


def test_over_budget_nothing_is_said_to_be_the_fewest_or_the_most() -> None:
    H = HypothesisClass(np.random.default_rng(3).random((300, 40)) < 0.5)
    taught = complexity.teaching_dimension(H, 0, max_states=1)
    most = complexity.vc_dimension(H, max_states=1)

    for result in (taught, most):
        assert not result.exact
    for told in (proof.about_teaching(H, taught, target=0), proof.about_shattered(most)):
        assert "more than this page may spend" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("idea,a\nx,0\ny,1\n", ("**1** question at", "**1** example:", "**1** point ")),
        ("idea,a\nx,0\n", ("**0** questions", "no other idea", "**0** points")),
    ],
)
def test_one_and_none_are_said_as_such(text: str, said: tuple[str, ...]) -> None:
    setting = with_ideas(Setting(), Ideas("own", (), text))

    for which, words in zip(Proof, said, strict=True):
        told, _ = proof_data.proved(setting, which)
        assert words in told


def build_choice(word: str) -> tuple[int, ...]:
    """The largest class that the page offers."""
    choice = next(one for one in CHOICES if one.word == word)
    return tuple(size.high for size in choice.sizes)
