"""The stored runs of the transformer and what the page Bridge makes of them."""

import copy
import importlib.resources
import json
import math
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import example, given, settings
from scipy import stats

from teachsim.bridge import predictions
from teachsim.bridge.recorded import RECORDED, WORLDS
from teachsim.bridge.ways import BASE, WARM, WAYS
from teachsim.gallery import bridge, bridge_file, marking_speed
from teachsim.gallery.bridge import ALL, COMPARED, KNOBS, NAMES, PAGE, SEEDS, Runs, Setting
from teachsim.gallery.claims import claim
from teachsim.gallery.tabular.knobs import Scene, fit, from_query, to_query

UNKNOWN, KNOWN = 0, 1
RIGHT, MADE_UP, IDK = 0, 1, 2
NAMED = pytest.mark.parametrize("scene", PAGE.scenes, ids=lambda scene: scene.word)
SETTINGS = st.builds(Setting, **{knob.name: st.sampled_from(knob.values) for knob in KNOBS})


def stored_text() -> str:
    file = importlib.resources.files("teachsim.gallery") / "data" / "bridge_runs.json"
    return file.read_text(encoding="utf-8")


@pytest.fixture
def content() -> Any:
    return json.loads(stored_text())


def shown(**setting: str) -> Runs:
    return bridge.run(Setting(**setting))


# ---------------------------------------------------------------- what was measured
def test_the_stored_runs_show_the_contrast() -> None:
    ways = shown().ways
    assert ways["sft"].rates[0, KNOWN, RIGHT] > 0.9  # the base model knows what it was told
    assert ways["sft"].end[UNKNOWN, MADE_UP] > 0.9
    assert ways["cold"].end[UNKNOWN, IDK] < 0.1
    assert ways["few_sft"].end[UNKNOWN, MADE_UP] > 0.9
    assert ways["few_free"].end[UNKNOWN, MADE_UP] > 0.8
    assert ways["few_praise"].end[UNKNOWN, MADE_UP] > 0.8
    assert ways["few_reward"].end[UNKNOWN, IDK] > 0.8
    assert ways["few_reward"].end[KNOWN, RIGHT] > 0.6


def test_copying_makes_both_errors_and_reward_after_it_mends_some_of_each() -> None:
    copied, marked = shown().ways["copy"], shown().ways["copy_reward"]
    assert copied.end[UNKNOWN, MADE_UP] > 0.5
    assert copied.end[KNOWN, IDK] > 0.1
    assert marked.end[UNKNOWN, IDK] > copied.end[UNKNOWN, IDK] + 0.2
    assert marked.end[KNOWN, IDK] < copied.end[KNOWN, IDK]


def test_what_it_cannot_tell_so_well_it_keeps_less_of() -> None:
    by_name, by_fact = shown(), shown(world="facts")
    assert by_fact.auroc < by_name.auroc
    kept = [runs.ways["few_reward"].end[KNOWN, RIGHT] for runs in (by_name, by_fact)]
    assert kept[1] < kept[0]
    assert by_fact.ways["few_reward"].end[UNKNOWN, IDK] > 0.5
    assert shown(world="no-tail").auroc < by_name.auroc


@pytest.mark.parametrize("world", WORLDS)
def test_each_stored_prediction_is_that_of_its_own_fit(world: str) -> None:
    found = bridge.stored().runs[world, 0]
    for name in (WARM, "IDK, then reward"):
        predicted = predictions.exactly(found.fit, name)
        assert found.courses[name].predicted == pytest.approx(predicted, abs=2e-5)


def test_the_claim_says_how_large_the_network_is() -> None:
    pytest.importorskip("torch", reason="counts the weights of a network")
    from teachsim.bridge.pretrain import Pretraining, pretrain
    from teachsim.bridge.world import KnowledgeBase

    world = WORLDS["names"]
    model = pretrain(KnowledgeBase.draw(world, rng=0), Pretraining(steps=1, sentences=8), rng=0)
    weights = sum(part.numel() for part in model.parameters())
    assert f"{round(weights, -3):,} weights, {world.entities:,} names" in claim("C1").source


def test_there_are_three_models_or_more_of_each_world_and_all_ways() -> None:
    found = bridge.stored()
    assert found.seeds == tuple(range(SEEDS))
    assert SEEDS >= 3
    assert {world for world, _ in found.runs} == set(WORLDS)
    assert set(NAMES.values()) == set(RECORDED) < set(WAYS) - {BASE}
    assert f"--seeds {SEEDS}" in found.command
    assert "--quick" not in found.command
    assert found.device


def test_a_way_begins_with_the_base_model_and_goes_through_its_phases() -> None:
    few, then = shown().ways["few"], shown().ways["few_reward"]
    n = len(few.steps)
    assert then.rates[:n] == pytest.approx(few.rates)
    assert then.steps[:n].tolist() == few.steps.tolist()
    assert then.ends == (*few.ends, int(then.steps[-1]))
    assert (np.diff(then.steps) > 0).all()
    assert then.rates.sum(axis=-1) == pytest.approx(1)


def test_means_and_intervals_are_those_of_student() -> None:
    column = shown().ways["few_reward"]
    each = [shown(model=str(seed)).ways["few_reward"].end for seed in range(SEEDS)]
    assert column.end == pytest.approx(np.mean(each, axis=0))
    low, high = stats.t.interval(
        0.95, SEEDS - 1, loc=np.mean(each, axis=0), scale=stats.sem(each, axis=0)
    )
    assert column.half == pytest.approx((high - low) / 2)
    assert np.isnan(shown(model="0").ways["few_reward"].half).all()


# ---------------------------------------------------------------- the page
@NAMED
def test_a_script_prints_the_fingerprint_last(scene: Scene) -> None:
    source = PAGE.script(scene.setting)
    assert len(source.splitlines()) <= 6
    said: list[tuple[object, ...]] = []
    exec(source, {"print": lambda *words: said.append(words)})
    assert said[-1] == (PAGE.run(scene.setting).fingerprint,)
    assert len(said) == len(COMPARED[scene.setting.compared]) + 1


def test_scenes_have_fingerprints_of_their_own_and_show_a_claim_that_was_measured() -> None:
    assert len({PAGE.run(scene.setting).fingerprint for scene in PAGE.scenes}) == len(PAGE.scenes)
    assert {claim(scene.claim).surety.value for scene in PAGE.scenes} == {"measured"}


@given(SETTINGS, st.sampled_from(PAGE.scenes))
def test_a_link_restores_the_setting_from_every_scene(setting: Setting, start: Scene) -> None:
    query = to_query(PAGE, setting, start=start.word)
    assert from_query(PAGE, query) == (setting, ())


@given(
    st.dictionaries(
        st.sampled_from(["compared", "world", "model", "preset", "seed"]),
        st.text(max_size=40) | st.integers().map(str) | st.sampled_from([ALL, "names", "0", "-1"]),
    )
)
@settings(max_examples=300)
@example({"model": str(SEEDS)})
def test_no_link_raises(query: dict[str, str]) -> None:
    setting, problems = from_query(PAGE, query)
    fit(setting, PAGE.knobs)
    assert all(len(problem) < 300 for problem in problems)


def test_a_bad_link_is_replaced_and_said() -> None:
    setting, problems = from_query(PAGE, {"model": "77", "world": "facts"})
    assert setting == Setting(world="facts")
    assert problems == ("the link asked for model='77'; using all",)


# ---------------------------------------------------------------- the file
def test_the_file_is_read_and_written_the_same() -> None:
    assert len(stored_text()) < 500_000
    found = bridge_file.read(stored_text())
    assert found.runs.keys() == bridge.stored().runs.keys()


def broken(content: Any, how: str) -> Any:
    """A copy of the file with one thing wrong."""
    found = copy.deepcopy(content)
    run = found["runs"][0]
    course = run["courses"]["reward, cold"]
    changes: dict[str, Any] = {
        "another format": lambda: found.update(format="other"),
        "a field too many": lambda: found.update(more=1),
        "no device": lambda: found.pop("device"),
        "no runs": lambda: found.update(runs=[]),
        "a run twice": lambda: found["runs"].append(run),
        "a run missing": lambda: found["runs"].pop(),
        "another world": lambda: run.update(world="mars"),
        "a seed of words": lambda: run.update(seed="one"),
        "a way missing": lambda: run["courses"].pop("reward, cold"),
        "no fit": lambda: run.update(fit=None),
        "a chance above one": lambda: run["fit"].update(known=1.2),
        "steps that fall": lambda: course["steps"].reverse(),
        "a rate missing": lambda: course["rates"].pop(),
        "rates above one": lambda: course["rates"].__setitem__(0, [[0.9, 0.9], [0, 0]]),
        "other steps": lambda: (course["steps"].pop(), course["rates"].pop()),
        "one step": lambda: course.update(steps=3),
        "a step that no run takes": lambda: course["steps"].__setitem__(-1, 10**30),
        "one rate": lambda: course.update(rates=3),
        "one run": lambda: found.update(runs=5),
        "a world of lists": lambda: run.update(world=[1]),
        "a version that is none": lambda: found.update(version=math.inf),
        "a prediction of one row": lambda: course.update(predicted=[[0.5, 0.5]]),
    }
    changes[how]()
    return found


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("another format", "the format is 'other'"),
        ("a field too many", "the file has"),
        ("no device", "must have format, version"),
        ("no runs", "runs are missing"),
        ("a run twice", "is there twice"),
        ("a run missing", "runs are missing"),
        ("another world", "the world is 'mars'"),
        ("a seed of words", "the seed is 'one'"),
        ("a way missing", "the courses has"),
        ("no fit", "the fit has None"),
        ("a chance above one", "known is 1.2"),
        ("steps that fall", "must ascend from 0"),
        ("a rate missing", "rates at"),
        ("rates above one", "no pair may sum to more than 1"),
        ("other steps", "looked at at different steps"),
        ("one step", "the steps of reward, cold are 3, but must be a list"),
        ("a step that no run takes", "must ascend from 0 to 10,000,000 at most"),
        ("one rate", "the rates of reward, cold are 3, but must be a list"),
        ("one run", "the runs are 5, but must be a list"),
        ("a world of lists", r"the world is \[1\], but must be a text"),
        ("a version that is none", "the version is inf, but must be a text"),
        ("a prediction of one row", "two pairs"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(content: Any, how: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        bridge_file.read(json.dumps(broken(content, how)))


def test_a_name_that_stands_twice_is_refused() -> None:
    twice = stored_text().replace('"format"', '"format": 1, "format"', 1)
    with pytest.raises(ValueError, match="'format' stands twice in one object"):
        bridge_file.read(twice)


@pytest.mark.parametrize("text", ["", "{", "[" * 50_000, "null", "[]", "x" * 3_000_000])
def test_what_is_no_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the file"):
        bridge_file.read(text)


# ---------------------------------------------------------------- what marking costs
HEAD = "device,torch,date,prompts,group,accepted,tokens,how,microseconds\n"
LINE = "cpu,2.0,2026-01-31,16,8,1,3,words,1.5\n"


def test_measurements_say_their_device() -> None:
    found = marking_speed.rows()
    assert {row.how for row in found if row.on_processor} == {
        "words on the host",
        "torch on the device",
    }
    (row,) = marking_speed.read(f"# about\n{HEAD}{LINE}")
    assert (row.device, row.size, row.microseconds) == ("cpu", (16, 8, 1, 3), 1.5)
    assert not marking_speed.read(HEAD + LINE.replace("cpu", "a GPU"))[0].on_processor


@pytest.mark.parametrize(
    "line",
    [
        "cpu,2.0,2026-01-31,16,8,1,3,words\n",
        "cpu,2.0,yesterday,16,8,1,3,words,1.5\n",
        "cpu,2.0,2026-01-31,16.5,8,1,3,words,1.5\n",
        "cpu,2.0,2026-01-31,16,8,1,3,words,nan\n",
        "cpu,2.0,2026-01-31,16,8,1,3,words,-1\n",
        "cpu,2.0,2026-01-31,0,8,1,3,words,1\n",
        ",2.0,2026-01-31,16,8,1,3,words,1\n",
    ],
)
def test_a_measurement_that_does_not_fit_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="line 3 is"):
        marking_speed.read(HEAD + LINE + line)


def test_a_table_without_its_head_or_with_a_row_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="the header is"):
        marking_speed.read(LINE)
    with pytest.raises(ValueError, match="is there twice"):
        marking_speed.read(HEAD + LINE + LINE)
    with pytest.raises(ValueError, match="at most 100,000 are read"):
        marking_speed.read("#" * 200_000)
