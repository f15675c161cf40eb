"""Every number on the Mislead page is what the public names give for the same run."""

import math
from dataclasses import replace

import numpy as np
import pytest

import teachsim as ts
from teachsim.gallery.mislead import cells, habits, run
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import Kind, Setting, View, checked
from teachsim.symbolic.demonstration import misled
from teachsim.symbolic.negligence import chance_identified
from teachsim.symbolic.outcome import Verdict, outcome
from teachsim.ui.explain import counted, exact
from teachsim.ui.numbers import numbers
from tests.ui.scenarios import random_settings

SETTINGS = [preset.setting for preset in PRESETS] + random_settings(40, seed=3, most_rounds=12)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_number_on_the_page_is_that_of_the_public_names(setting: Setting) -> None:
    told = numbers(run(setting))

    H = checked(setting)
    transcripts = [
        ts.simulate(cell.scenario, cell.learner, rng=setting.seed) for cell in cells(setting, H)
    ]
    ends = [outcome(transcript) for transcript in transcripts]
    assert told.ideas == len(H)
    assert told.points == H.n_instances
    assert told.rounds == sum(phase.rounds for phase in transcripts[0].scenario.phases)
    assert told.halving == math.floor(math.log2(len(H)))
    assert told.fingerprint == "-".join(t.fingerprint for t in transcripts)
    assert [s.verdict for s in told.standings] == [end.verdict for end in ends]
    doubting = setting.view is View.LIES  # its idea may imply lies, and still fit
    assert [s.left for s in told.standings][: 1 if doubting else None] == [
        end.remaining for end in ends[: 1 if doubting else None]
    ]
    if doubting:
        assert told.standings[1].left == transcripts[1].learner.remaining  # type: ignore[attr-defined]
    assert told.right == sum(end.verdict is Verdict.RIGHT for end in ends)
    for standing, transcript in zip(told.standings, transcripts, strict=True):
        key = transcript.scenario.key
        right = ts.metrics.identified(transcript.policies, key)
        assert (standing.belief == (transcript.policies[-1] > 0).reshape(-1)).all()
        if standing.since is not None and not habits(setting)[2]:
            assert right[standing.since :].all()
            assert standing.since == 0 or not right[standing.since - 1]


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_exact_numbers_are_those_of_the_theory(setting: Setting) -> None:
    told = numbers(run(setting))
    H = checked(setting)
    prefer, _, cautious = habits(setting)
    if cautious:
        assert told.misled == 0
    elif prefer == "majority":
        assert told.misled is None
    else:
        assert told.misled == len(misled(H, prefer=prefer, at_least=1))
    if told.chance is not None:
        careless = setting.demonstrator.kind is Kind.NEGLIGENT
        assert told.chance == chance_identified(
            H,
            setting.target,
            rounds=setting.rounds,
            withheld=setting.demonstrator.withheld if careless else (),
            prefer=prefer,
            cautious=cautious,
        )


def test_an_error_is_counted_once_for_each_round_that_names_one() -> None:
    told = numbers(run(PRESETS[0].setting))
    lessons = run(PRESETS[0].setting).transcripts[1].lessons
    assert told.standings[1].errors == sum(len(lesson.answers) > 0 for lesson in lessons)
    assert told.standings[1].errors <= told.halving


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_numbers_called_exact_do_not_depend_on_the_seed(seed: int) -> None:
    setting = PRESETS[2].setting
    drawn = numbers(run(replace(setting, seed=seed)))
    assert exact(drawn, setting.view) == exact(numbers(run(setting)), setting.view)


def test_the_page_shows_these_numbers_and_no_others() -> None:
    told = numbers(run(PRESETS[0].setting))
    watcher, asker = told.standings
    in_this_run = [number for number, _ in counted(told, View.PAIR)]
    assert in_this_run == [str(watcher.left), str(asker.left), str(asker.errors)]
    assert [number for number, _ in exact(told, View.PAIR)] == ["91", "≤ 6", f"{told.misled} of 91"]
    assert np.array(told.standings[0].belief).all()


@pytest.mark.parametrize("setting", random_settings(60, seed=5), ids=lambda s: s.ideas.word)
def test_who_is_misled_in_a_short_run_is_not_right_in_a_longer_one(setting: Setting) -> None:
    long = run(replace(setting, rounds=40))
    for rounds in (1, 2, 5):
        for short, whole in zip(
            numbers(run(replace(setting, rounds=rounds))).standings, long.transcripts, strict=True
        ):
            right = ts.metrics.identified(whole.policies, whole.scenario.key)
            assert short.verdict is not Verdict.MISLED or not right[rounds:].any()
