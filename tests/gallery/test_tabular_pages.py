"""The pages about the tabular language model: one mechanism of knobs, scenes and links for five."""

import subprocess
import sys
from dataclasses import fields, replace

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import example, given, settings

from teachsim.gallery.claims import claim
from teachsim.gallery.tabular import credit, diversity, know, say_idk, stealing
from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit, from_query, to_query
from teachsim.gallery.tabular.pages import PAGES, page
from teachsim.tabular import wording
from teachsim.tabular.label_ledger import Method

SCENES = [(shown, scene) for shown in PAGES for scene in shown.scenes]
NAMED = pytest.mark.parametrize(
    ("shown", "scene"), SCENES, ids=[f"{shown.word}-{scene.word}" for shown, scene in SCENES]
)
EACH = pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.word)


@st.composite
def all_settings(draw: st.DrawFn) -> tuple[Page, object]:
    shown = draw(st.sampled_from(PAGES))
    values = {knob.name: draw(st.sampled_from(knob.values)) for knob in shown.knobs}
    if shown is diversity.PAGE:
        values["writer"] = min(values["writer"], values["valid"])
    return shown, replace(shown.default.setting, **values)


# ---------------------------------------------------------------- links
@given(all_settings(), st.integers(0, 9))
@settings(max_examples=500)
def test_a_link_restores_the_setting_from_every_scene(
    drawn: tuple[Page, object], number: int
) -> None:
    shown, setting = drawn
    start = shown.scenes[number % len(shown.scenes)].word
    query = to_query(shown, setting, start=start)
    assert from_query(shown, query) == (setting, ())


@NAMED
def test_the_link_of_a_scene_is_its_word(shown: Page, scene: Scene) -> None:
    expected = {} if scene is shown.default else {"preset": scene.word}
    assert to_query(shown, scene.setting, start=scene.word) == expected


NAMES = sorted({knob.name for shown in PAGES for knob in shown.knobs} | {"preset", "seed", "lock"})


@given(
    st.sampled_from(PAGES),
    st.dictionaries(
        st.sampled_from(NAMES),
        st.text(max_size=40)
        | st.floats().map(str)
        | st.integers().map(str)
        | st.sampled_from(
            ["gold", "modes", "grader", "nan", "1e999", "-0", "8", "0.5", "٣", "1_0"]
        ),
    ),
)
@settings(max_examples=1_000)
@example(diversity.PAGE, {"valid": "2", "writer": "8"})
@example(know.PAGE, {"known": "9" * 9_000})
def test_no_link_raises_and_every_link_gives_a_setting_of_its_page(
    shown: Page, query: dict[str, str]
) -> None:
    setting, problems = from_query(shown, query)
    fit(setting, shown.knobs)
    assert all(len(problem) < 300 for problem in problems)


def test_a_bad_value_is_replaced_and_said() -> None:
    setting, problems = from_query(know.PAGE, {"penalty": "-4", "known": "0.30"})
    assert setting == know.Setting(known=0.3)
    assert problems == ("the link asked for penalty='-4'; using 1",)


def test_values_that_do_not_go_together_are_all_left_and_said() -> None:
    setting, problems = from_query(diversity.PAGE, {"valid": "2"})
    assert setting == diversity.PAGE.default.setting
    assert "only 2 wordings are valid" in problems[0]
    changed, problems = from_query(diversity.PAGE, {"valid": "2", "writer": "1"})
    assert (changed.valid, changed.writer, problems) == (2, 1, ())


# ---------------------------------------------------------------- knobs and scenes
@EACH
def test_there_is_one_knob_for_each_field_and_the_page_opens_within_them(shown: Page) -> None:
    names = [field.name for field in fields(shown.default.setting)]
    assert [knob.name for knob in shown.knobs] == names
    assert len({scene.word for scene in shown.scenes}) == len(shown.scenes)
    assert len({repr(scene.setting) for scene in shown.scenes}) == len(shown.scenes)


@NAMED
def test_a_scene_shows_a_claim_that_is_there(shown: Page, scene: Scene) -> None:
    assert claim(scene.claim).question.endswith("?")
    assert page(shown.word) is shown


def test_each_claim_of_the_language_model_has_a_scene() -> None:
    assert {scene.claim for _, scene in SCENES} == {f"B{k}" for k in range(1, 10)}


@pytest.mark.parametrize("value", [1.7, True, float("nan"), "1", None])
def test_what_a_page_does_not_offer_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"the page offers 0, 0\.25"):
        know.Setting(penalty=value)  # type: ignore[arg-type]


def test_a_knob_whose_values_look_alike_is_refused() -> None:
    with pytest.raises(ValueError, match="written differently"):
        Knob("x", (1, 1.0))
    with pytest.raises(ValueError, match="two or more"):
        Knob("x", (1,))


def test_there_is_no_other_page() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        page("elsewhere")


# ---------------------------------------------------------------- scripts
@NAMED
def test_a_script_has_six_lines_and_prints_the_fingerprint(shown: Page, scene: Scene) -> None:
    source = shown.script(scene.setting)
    assert len(source.splitlines()) <= 6
    said: list[str] = []
    exec(source, {"print": said.append})
    assert said == [shown.run(scene.setting).fingerprint]


def test_a_script_runs_on_its_own() -> None:
    source = stealing.PAGE.script(stealing.PAGE.default.setting)
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == stealing.run(stealing.PAGE.default.setting).fingerprint


def test_scenes_of_a_page_have_fingerprints_of_their_own() -> None:
    prints = {shown.run(scene.setting).fingerprint for shown, scene in SCENES}
    assert len(prints) == len(SCENES)


def test_a_fingerprint_tells_numbers_and_shapes_apart_and_not_rounding() -> None:
    assert fingerprint([1.0, 2.0]) != fingerprint([[1.0, 2.0]])
    assert fingerprint(0.5) != fingerprint(0.50001)
    assert fingerprint(0.0, 1e-14) == fingerprint(-0.0, 0.0)
    assert fingerprint(None) != fingerprint(np.inf)


# ---------------------------------------------------------------- what the pages tell
def test_the_wall_opens_on_a_model_that_makes_things_up_and_one_that_does_not() -> None:
    runs = know.run(know.Setting())
    by_way = dict(zip(know.WAYS, runs.runs, strict=True))
    assert by_way["sft"].abstained[-1] < 0.001
    assert by_way["sft"].hallucinated[-1] == pytest.approx(0.558, abs=0.001)  # T2
    for way in ("rl", "warm"):
        reached = by_way[way].held_out.reward(know.Setting().reward.of_answers())[-1]
        assert reached == pytest.approx(runs.best.reward, abs=0.002)
    ticks = {reading.objective: reading.predicted for reading in runs.readings}
    assert ticks["policy gradient"] == 0.5


def test_by_rote_the_taught_questions_are_learned_and_the_others_hardly_change() -> None:
    rote = next(scene for scene in know.PAGE.scenes if scene.word == "by-rote")
    sft = know.run(rote.setting).runs[0]
    assert sft.taught.truthful[-1] > 0.95
    assert abs(sft.hallucinated[-1] - sft.hallucinated[0]) < 0.1


def test_the_square_has_a_path_to_its_corner_from_a_warm_start_alone() -> None:
    runs = say_idk.run(say_idk.Setting())
    sft, cold, warm = (path[-1] for path in runs.paths)
    assert warm.min() > 0.75
    assert cold[0] < 0.05
    assert sft == pytest.approx([0.4, 0.6], abs=0.02)
    assert runs.wait == pytest.approx(52.6, abs=0.1)  # 1 / (1 - .9997^64)
    assert 0 < runs.enough < say_idk.Setting().warm


def test_too_long_a_supervised_start_closes_the_window() -> None:
    closed = next(scene for scene in say_idk.PAGE.scenes if scene.word == "window-closed")
    assert say_idk.run(closed.setting).paths[2][-1, 0] < 0.1
    opened = replace(closed.setting, warm=0)
    assert say_idk.run(opened).paths[2][-1, 0] > 0.7


def test_the_thief_invents_what_its_victim_knew_and_forgets_what_it_did_not() -> None:
    runs = stealing.run(stealing.Setting())
    assert (runs.copied.invents, runs.copied.withholds) == pytest.approx((0.8, 0.2), abs=0.01)
    assert (runs.repaired.invents, runs.repaired.withholds) == pytest.approx((0, 0), abs=0.02)
    assert runs.shares.sum() == pytest.approx(1)
    nested = stealing.run(stealing.Setting(overlap=1.0))
    assert nested.copied.withholds == pytest.approx(0, abs=0.01)
    assert nested.copied.invents == pytest.approx(nested.theory.invents, abs=0.01)


def test_one_writer_leaves_one_wording_and_a_penalty_keeps_variety() -> None:
    courses = dict(zip(diversity.WAYS, diversity.run(diversity.Setting()).courses, strict=True))
    assert courses["one"].effective[-1] == pytest.approx(1, abs=0.05)
    assert courses["many"].effective[-1] == pytest.approx(8, abs=0.05)
    assert courses["gradient"].effective[-1] < 1.2
    assert courses["natural"].effective[-1] == pytest.approx(6.04, abs=0.01)


def test_a_price_on_drifting_brings_variety_back_but_late() -> None:
    runs = diversity.run(diversity.Setting(beta=0.1, steps=1_600))
    kept = runs.courses[-1].effective
    assert kept.min() < 1.5
    assert kept[-1] > 4
    end = wording.effective_number(runs.limits[-1], runs.setting.wordings)
    assert end == pytest.approx(6.04, abs=0.01)


def test_a_lenient_grader_is_believed() -> None:
    scenes = {scene.word: credit.run(scene.setting) for scene in credit.PAGE.scenes}
    assert scenes["noisy-grader"].threshold == pytest.approx(0.5)
    lenient = scenes["too-lenient"]
    assert lenient.threshold == 0.0
    assert lenient.course.abstained[-1] < 0.01
    assert lenient.paid > 0 > lenient.reached


def test_a_mark_at_the_end_takes_longest_and_with_one_word_all_marks_are_one() -> None:
    scenes = {scene.word: credit.run(scene.setting) for scene in credit.PAGE.scenes}
    shown, by_token, by_prefix, at_the_end = scenes["which-token"].times
    assert (shown, at_the_end) == pytest.approx((31.6, 153), rel=0.02)  # T2, in whole steps
    assert shown < by_token < by_prefix < at_the_end
    assert scenes["one-token"].times[1:] == pytest.approx((13.6,) * 3, rel=0.02)  # T2


def test_references_buy_more_than_grades_that_are_spent_at_once() -> None:
    ledger = credit.run(credit.Setting(view="labels")).ledger
    few, _, many = range(len(credit.LABELS))
    best = ledger[Method.AUTO_GRADED]
    assert best[few].mean > ledger[Method.HUMAN_GRADED][many].mean
    assert ledger[Method.GOLD][many].mean < 0 < best[few].interval[0]


def test_pushed_too_hard_the_grade_rises_while_the_truth_falls() -> None:
    pushed = credit.run(credit.Setting(view="proxy")).curve
    assert (np.diff(pushed.proxy) > 0).all()
    top = int(pushed.gold.argmax())
    assert pushed.gold[top] > 0.8 > 0.3 > pushed.gold[-1]
    sound = credit.run(credit.Setting(exploits=0.0, view="proxy")).curve
    assert (np.diff(sound.gold) > 0).all()
