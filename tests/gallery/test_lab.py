"""The page Lab: what it runs, what its links restore, and what its maps say."""

from __future__ import annotations

import io
import itertools
import json
from contextlib import redirect_stdout
from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import example, given, settings

import teachsim as ts
from teachsim.gallery import lab_link, mislead
from teachsim.gallery.classes import CHOICES, OWN, Ideas, build_class
from teachsim.gallery.lab import Ask, Bench, Lane, Way, regime, run, with_class
from teachsim.gallery.lab_axes import AXES, offered
from teachsim.gallery.lab_chart import (
    RUNS,
    SHADES,
    Chart,
    Shade,
    Side,
    Study,
    knobs_of,
    mended,
    shape,
    spot_at,
)
from teachsim.gallery.lab_cost import cost
from teachsim.gallery.lab_map import cell, cells, drawn, opened
from teachsim.gallery.lab_scenes import SCENES, Scene
from teachsim.gallery.lab_script import script
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import MAX_LIES, Bias, Kind, View
from teachsim.gallery.tabular import know
from teachsim.symbolic import Verdict, demonstration, outcome

TINY = "idea,a,b,c\nall,1,1,1\nfew,1,0,0\nnone,0,0,0\n"
SMALL = (
    *(Ideas(word, sizes) for word, sizes in (("intervals", (5,)), ("boxes", (2, 3)))),
    *(Ideas(word, sizes) for word, sizes in (("subsets", (5, 2)), ("warmuth", ()))),
    Ideas(OWN, (), TINY),
)

lanes = st.builds(
    Lane,
    way=st.sampled_from(Way),
    teacher=st.sampled_from(Kind),
    bias=st.sampled_from(Bias),
    ask=st.sampled_from(Ask),
    lies=st.integers(0, MAX_LIES),
)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    ideas = draw(st.sampled_from(SMALL))
    H = build_class(ideas)
    points = st.frozensets(st.integers(0, H.n_instances - 1))
    bench = Bench(
        lanes=tuple(draw(st.lists(lanes, min_size=1, max_size=4))),
        ideas=ideas,
        target=draw(st.integers(0, len(H) - 1)),
        decoy=draw(st.none() | st.integers(0, len(H) - 1)),
        withheld=tuple(sorted(draw(points))),
        at_least=draw(st.integers(0, 3)),
        rounds=draw(st.integers(1, 4)),
        seed=draw(st.integers(0, 2**32 - 1)),
    )
    side = draw(st.sampled_from(Side))
    words = knobs_of(Study(bench), side)
    across, up = draw(st.permutations(words))[:2]
    shade = draw(st.sampled_from(SHADES[side]))
    if side is Side.MODEL:
        trained = draw(st.sampled_from(know.WAYS))
        return Study(bench, Chart(side, across, up, shade, trained=trained))
    lane = draw(st.integers(0, len(bench.lanes) - 1))
    return Study(bench, Chart(side, across, up, shade, lane, draw(st.sampled_from(RUNS))))


# ---------------------------------------------------------------- panes
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.word)
def test_the_script_of_a_scene_prints_its_fingerprint(scene: Scene) -> None:
    said = io.StringIO()
    source = script(scene.study.bench)
    assert len(source.splitlines()) == 6
    with redirect_stdout(said):
        exec(source, {})
    assert said.getvalue().strip() == run(scene.study.bench).fingerprint


@settings(max_examples=8, deadline=None)
@given(studies())
def test_the_script_of_any_bench_prints_its_fingerprint(study: Study) -> None:
    said = io.StringIO()
    with redirect_stdout(said):
        exec(script(study.bench), {})
    assert said.getvalue().strip() == run(study.bench).fingerprint


def test_a_bench_of_the_two_learners_of_mislead_runs_just_what_that_page_runs() -> None:
    setting = PRESETS[0].setting
    lanes = (Lane(bias=setting.bias), Lane(Way.EXAMINATION, bias=setting.bias))
    bench = Bench(lanes, target=setting.target, decoy=setting.demonstrator.decoy)
    assert run(bench).fingerprint == mislead.run(setting).fingerprint


@pytest.mark.parametrize("way", Way)
def test_the_script_of_a_lane_that_is_lied_to_prints_its_fingerprint_in_every_regime(
    way: Way,
) -> None:
    bench = with_class(Bench((Lane(way, lies=2), Lane(way)), rounds=4), SMALL[0])
    said = io.StringIO()
    with redirect_stdout(said):
        exec(script(bench), {})
    assert said.getvalue().strip() == run(bench).fingerprint
    lied_to, told = run(bench).transcripts
    assert lied_to.fingerprint != told.fingerprint


def test_a_lane_that_is_lied_to_runs_just_what_the_trusting_one_of_mislead_does() -> None:
    setting = next(found.setting for found in PRESETS if found.setting.view is View.LIES)
    lane = Lane(Way.QUERY, Kind.RANDOM, setting.bias, Ask.HALVING, lies=setting.demonstrator.lies)
    bench = Bench(
        (lane,), setting.ideas, target=setting.target, rounds=setting.rounds, seed=setting.seed
    )
    trusting, _ = mislead.run(setting).transcripts
    assert [lesson.marks.tolist() for lesson in run(bench).transcripts[0].lessons] == [
        lesson.marks.tolist() for lesson in trusting.lessons
    ]


@pytest.mark.parametrize("lies", [-1, MAX_LIES + 1])
def test_a_lane_is_lied_to_no_more_often_than_a_page_offers(lies: int) -> None:
    with pytest.raises(ValueError, match=f"number of lies is {lies}, but must lie in 0..3"):
        Bench((Lane(), Lane(lies=lies)))


def test_every_regime_has_a_word_and_every_word_a_regime() -> None:
    assert [regime(way) for way in Way] == list(ts.REGIMES)


@pytest.mark.parametrize("n", [0, 5])
def test_a_bench_has_one_to_four_lanes(n: int) -> None:
    with pytest.raises(ValueError, match=f"{n} lanes, but must have 1 to 4"):
        Bench((Lane(),) * n)


# ---------------------------------------------------------------- links
@settings(max_examples=40, deadline=None)
@given(studies(), st.sampled_from([scene.word for scene in SCENES]))
def test_a_link_restores_the_study_from_whatever_scene_it_starts(study: Study, start: str) -> None:
    again, problems = lab_link.from_query(lab_link.to_query(study, start=start))
    assert problems == ()
    assert again == study


@settings(max_examples=20, deadline=None)
@given(studies())
def test_an_order_survives_json_whatever_the_class(study: Study) -> None:
    told = json.loads(json.dumps(lab_link.order(study)))
    assert lab_link.from_order(told) == study


NAMES = ("preset", "class", "n", "own", "panes", "target", "decoy", "blind", "least", "rounds")
words = st.text(max_size=40) | st.sampled_from(
    [
        *("own", "boxes", "4x5", "999999999999", "-4", "nan", "1.2.3", "learners.size.rounds"),
        *("demonstration.hostile.largest.halving", "a.b.c.d", ",,,,,", "....", "0.0.0"),
        *("learners.rounds.withheld.right.9.16", "model.known.known.idk.rl", "model.known"),
        *("learners.ask.way.chance.1.64", "model.penalty.d_prime.made-up.warm", "size2"),
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([*NAMES, "seed", "map"]), words, max_size=6))
@example({"map": "learners.size2.rounds.right.1.8"})  # runs have one size
@example({"class": "warmuth", "map": "learners.size.rounds.right.1.8"})  # a class of no size
@example({"panes": "query.hostile.largest.halving", "map": "learners.way.bias.right.4.8"})
@example({"blind": ".".join("0" * 300)})
def test_no_link_breaks_the_page_and_what_it_opens_is_legal(query: dict[str, str]) -> None:
    study, problems = lab_link.from_query(query)
    assert mended(study) == study
    assert all(problems)
    again, none = lab_link.from_query(lab_link.to_query(study))
    assert (again, none) == (study, ())


def test_a_link_says_lies_only_where_there_are_any_so_that_older_ones_open_as_before() -> None:
    older = "query.hostile.largest.halving"
    for text, lies in ((older, 0), (f"{older}.0", 0), (f"{older}.3", 3)):
        study, problems = lab_link.from_query({"panes": text})
        assert (study.bench.lanes, problems) == (
            (Lane(Way.QUERY, bias=Bias.LARGEST, lies=lies),),
            (),
        )
        again = lab_link.to_query(study)["panes"]
        assert again == (text if lies else older)
    for bad in (f"{older}.4", f"{older}.-1", f"{older}.one", f"{older}.1.1"):
        study, problems = lab_link.from_query({"panes": bad})
        assert study == SCENES[0].study
        assert len(problems) == 1


def test_a_fifth_pane_is_refused_in_words() -> None:
    study, problems = lab_link.from_query({"panes": ",".join(["query.random.first.random"] * 5)})
    assert study == SCENES[0].study
    assert len(problems) == 1
    assert "panes" in problems[0]


# ---------------------------------------------------------------- maps
def small_map(chart: Chart, **bench: Any) -> Study:
    """A study on four hypotheses, whose maps take a moment."""
    ideas = Ideas("segments", (3,))
    return mended(Study(replace(with_class(Bench((Lane(),)), ideas), **bench), chart))


def test_every_knob_can_be_an_axis_with_every_other() -> None:
    bench = with_class(Bench(), Ideas("boxes", (2, 3)))
    for across in offered(bench):
        for up in offered(bench):
            if across != up:
                study = Study(bench, Chart(across=across, up=up))
                columns, rows = shape(study)
                spot = spot_at(study, columns - 1, rows - 1)
                assert len(build_class(spot.bench.ideas)) > 0
                assert cost(study).cells == columns * rows


def test_the_map_says_what_the_bench_of_each_place_would() -> None:
    study = small_map(Chart(across="bias", up="teacher", runs=4), rounds=3)
    told = list(cells(lab_link.order(study)))
    assert [(place["x"], place["y"]) for place in told] == [
        (x, y) for y in range(len(Kind)) for x in range(len(Bias))
    ]
    for x, y in ((0, 0), (1, 2), (4, 3)):
        place = cell(study, x, y)
        assert place.items() <= told[y * len(Bias) + x].items()
        spot = spot_at(study, x, y)
        ends = [outcome(run(drawn(spot, n)).transcripts[0]).verdict for n in range(4)]
        assert place["value"] == ends.count(Verdict.RIGHT) / 4
        assert float(str(place["low"])) <= ends.count(Verdict.RIGHT) / 4
        assert float(str(place["high"])) >= ends.count(Verdict.RIGHT) / 4


def test_shares_of_the_three_ends_sum_to_one_in_every_place() -> None:
    for x, y in ((0, 0), (2, 3), (3, 5), (4, 7)):
        total = 0.0
        for shade in (Shade.RIGHT, Shade.MISLED, Shade.UNDECIDED):
            study = small_map(Chart(across="bias", up="way", shade=shade, runs=4), rounds=3)
            total += float(str(cell(study, x, y)["value"]))
        assert total == pytest.approx(1.0)


def test_the_exact_chance_is_that_of_claim_a2_and_agrees_with_simulation() -> None:
    lane, up = Lane(teacher=Kind.RANDOM), list(Bias).index(Bias.SMALLEST)
    exact = small_map(Chart(across="rounds", up="bias", shade=Shade.CHANCE, runs=64), lanes=(lane,))
    counted = replace(exact, chart=replace(exact.chart, shade=Shade.RIGHT))
    spot = spot_at(exact, 2, up)
    H, benches = build_class(spot.bench.ideas), [drawn(spot, number) for number in range(64)]
    chances = [demonstration.chance_identified(H, b.target, rounds=3) for b in benches]
    found = cell(counted, 2, up)
    assert cell(exact, 2, up)["value"] == pytest.approx(np.mean(chances))
    assert float(str(found["low"])) <= np.mean(chances) <= float(str(found["high"]))


def test_the_exact_chance_of_a_majority_is_unknown_and_so_is_that_of_an_asker() -> None:
    study = small_map(Chart(across="bias", up="way", shade=Shade.CHANCE), lanes=(Lane(),))
    assert cell(study, list(Bias).index(Bias.MAJORITY), 0) == {"value": None}
    assert cell(study, 0, list(Way).index(Way.QUERY)) == {"value": None}


def test_the_exact_chance_is_unknown_where_lies_are_heard() -> None:
    chart = Chart(across="lies", up="rounds", shade=Shade.CHANCE)
    study = small_map(chart, lanes=(Lane(teacher=Kind.RANDOM),))
    assert cell(study, 0, 2)["value"] is not None
    assert cell(study, 1, 2) == {"value": None}


def test_a_larger_share_that_is_withheld_holds_the_smaller() -> None:
    study = small_map(Chart(across="withheld", up="rounds"), lanes=(Lane(teacher=Kind.NEGLIGENT),))
    for number in range(5):
        blind = [set(drawn(spot_at(study, x, 2), number).withheld) for x in range(10)]
        assert all(a <= b for a, b in itertools.pairwise(blind))


def test_the_map_of_the_model_says_what_its_page_says() -> None:
    study = small_map(Chart(Side.MODEL, "penalty", "known", Shade.MADE_UP, trained="sft"))
    where = opened(study, 3, 4)
    assert isinstance(where, know.Setting)
    assert (where.penalty, where.known) == (1.0, 0.5)
    shown = know.run(where).runs[know.WAYS.index("sft")].held_out.by_knowledge[-1]
    unknown, made_up = 0, 1
    assert cell(study, 3, 4)["value"] == pytest.approx(shown[unknown, made_up])


def test_a_click_opens_a_run_that_ends_as_the_place_counted() -> None:
    """With every run misled, or none, the one that opens is too."""
    study = small_map(Chart(across="bias", up="way", shade=Shade.RIGHT, runs=4), rounds=6)
    certain = 0
    for x, y in ((0, 0), (1, 0), (0, 4), (2, 5), (4, 5)):
        value, found = cell(study, x, y)["value"], opened(study, x, y)
        assert isinstance(found, Study)
        if value in {0.0, 1.0}:
            certain += 1
            ended = outcome(run(found.bench).transcripts[0]).verdict
            assert (ended is Verdict.RIGHT) == (value == 1.0)
    assert certain > 0


def test_a_chart_that_lost_its_knob_or_its_pane_is_mended() -> None:
    study = Study(Bench((Lane(), Lane())), Chart(across="size", up="rounds", lane=1))
    other = replace(study, bench=with_class(replace(study.bench, lanes=(Lane(),)), SMALL[-1]))
    found = mended(other).chart
    assert found.across in offered(other.bench)
    assert (found.up, found.lane) == ("rounds", 0)


def test_two_axes_must_differ_and_quantities_go_with_their_side() -> None:
    with pytest.raises(ValueError, match="both axes are 'rounds'"):
        Chart(across="rounds", up="rounds")
    with pytest.raises(ValueError, match="idk is no quantity of learners"):
        Chart(shade=Shade.IDK)


def test_no_estimate_is_off_by_more_than_the_largest_class_of_the_chooser_explains() -> None:
    """Estimates come from sizes alone, so they grow with them."""
    costs = []
    for choice in CHOICES:
        bench = with_class(Bench(), choice.default)
        costs.append(cost(Study(bench, Chart(across="rounds", up="way"))).seconds)
    assert all(0 < seconds < 60 for seconds in costs)
    assert set(AXES) >= set(offered(Bench()))
