import subprocess
import sys

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import example, given, settings

from teachsim.gallery import link, mislead
from teachsim.gallery.class_link import class_query
from teachsim.gallery.classes import CHOICES, OWN, Ideas, build_class
from teachsim.gallery.presets import DEFAULT, PRESETS
from teachsim.gallery.script import script
from teachsim.gallery.setting import Asker, Bias, Demonstrator, Kind, Setting, View, checked

OWN_CLASS = 'idea,a,"b, or c",d\nall,1,1,1\n"some ""x""",1,1,0\nfew,1,0,0\n'
NAMES = ("preset", "class", "n", "own", "target", "teacher", "decoy", "blind", "least", "bias")
MORE = ("asker", "rounds", "seed", "view", "round", "bet", "lock", "player")


@st.composite
def all_settings(draw: st.DrawFn) -> Setting:
    choice = draw(st.sampled_from(CHOICES))
    sizes = tuple(
        draw(st.integers(size.low, min(size.high, size.low + 4))) for size in choice.sizes
    )
    ideas = draw(st.sampled_from([Ideas(choice.word, sizes), Ideas(OWN, (), OWN_CLASS)]))
    built = build_class(ideas)
    hypotheses, points = st.integers(0, len(built) - 1), st.integers(0, built.n_instances - 1)
    return Setting(
        ideas=ideas,
        target=draw(hypotheses),
        demonstrator=Demonstrator(
            kind=draw(st.sampled_from(Kind)),
            decoy=draw(st.none() | hypotheses),
            withheld=tuple(sorted(draw(st.sets(points, max_size=3)))),
            at_least=draw(st.integers(0, 4)),
        ),
        bias=draw(st.sampled_from(Bias)),
        asker=draw(st.sampled_from(Asker)),
        rounds=draw(st.integers(1, 12)),
        seed=draw(st.integers(0, 2**32 - 1)),
        view=draw(st.sampled_from(View)),
    )


@given(all_settings(), st.sampled_from([preset.word for preset in PRESETS]))
@settings(max_examples=500)
def test_a_link_restores_the_setting_from_every_preset(setting: Setting, start: str) -> None:
    restored, problems = link.from_query(link.to_query(setting, start=start))
    assert problems == ()
    assert restored == setting


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.word)
def test_the_link_of_a_preset_is_its_word(preset: object) -> None:
    assert hasattr(preset, "setting")
    query = link.to_query(preset.setting, start=preset.word)  # type: ignore[attr-defined]
    assert query == ({} if preset is DEFAULT else {"preset": preset.word})  # type: ignore[attr-defined]


@given(
    st.dictionaries(
        st.sampled_from(NAMES + MORE),
        st.text(max_size=60)
        | st.integers().map(str)
        | st.sampled_from(["own", "intervals", "hostile", "table", "5x5", "nan", "1e999", "٣"]),
    )
)
@settings(max_examples=1_000)
@example({"n": "30000000"})
@example({"class": "own", "own": "eNo" * 2_000})
@example({"class": "own", "own": "\ud800"})
@example({"n": "x" * 10_000})
@example({"preset": "both-factors", "class": "warmuth", "target": "9" * 5_000})
def test_no_link_raises_and_every_link_gives_a_setting_that_runs(query: dict[str, str]) -> None:
    setting, problems = link.from_query(query)
    checked(setting)
    assert all(len(problem) < 400 for problem in problems)


def test_a_bad_value_is_replaced_and_said() -> None:
    setting, problems = link.from_query({"seed": "-4", "bias": "largest"})
    assert setting.seed == 7
    assert problems == ("the link asked for seed='-4'; using 7",)


def test_a_class_too_long_for_a_link_is_left_out_and_asked_for() -> None:
    rng = np.random.default_rng(0)
    names = ",".join(rng.bytes(20).hex() for _ in range(200))
    rows = "".join(f"h{k}{f',{k}' * 200}\n" for k in (0, 1))
    setting = Setting(ideas=Ideas(OWN, (), f"idea,{names}\n{rows}"))
    assert not link.carries_class(setting)
    restored, problems = link.from_query(link.to_query(setting))
    assert restored.ideas == DEFAULT.setting.ideas
    assert restored.target == DEFAULT.setting.target
    assert "load its CSV file" in problems[0]


@given(all_settings())
@settings(max_examples=25, deadline=None)
def test_a_script_has_six_lines_and_prints_the_fingerprint_of_the_run(setting: Setting) -> None:
    runs = mislead.run(setting)
    source = script(setting, runs.ideas)
    assert len(source.splitlines()) == 6
    said: list[str] = []
    exec(source, {"print": said.append})
    assert said == [runs.fingerprint]


def test_a_script_runs_on_its_own() -> None:
    runs = mislead.run(DEFAULT.setting)
    source = script(DEFAULT.setting, runs.ideas)
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == runs.fingerprint


def test_a_link_cut_short_is_refused_and_not_read_as_a_smaller_class() -> None:
    rows = "".join(f"h{k},{k & 1},{k >> 1 & 1},{k >> 2 & 1},{k >> 3 & 1}\n" for k in range(16))
    setting = Setting(ideas=Ideas(OWN, (), "idea,a,b,c,d\n" + rows))
    query = link.to_query(setting)
    assert link.from_query(query) == (setting, ())
    own = query["own"]
    broken = [own[:k] for k in range(len(own))] + [own[:9] + c + own[9:] for c in "!*\n"]
    for text in broken:
        restored, problems = link.from_query({**query, "own": text})
        assert restored.ideas == DEFAULT.setting.ideas
        assert len(problems) == 1


def test_a_link_to_another_class_without_a_truth_takes_one_that_tells() -> None:
    setting, problems = link.from_query({"class": "boxes", "n": "3x3"})
    assert problems == ()
    assert 0 < checked(setting)[setting.target].sum() < 9
    assert "target" not in link.to_query(setting)


@pytest.mark.parametrize("points", [100, 33_000])
def test_a_class_is_carried_iff_its_link_can_be_opened(points: int) -> None:
    """Text that packs well may still be too long to be unpacked: 33,000 points are 66 kB."""
    own = f"idea{',p' * points}\nh{',1' * points}\n"
    query = class_query(Ideas(OWN, (), own))
    carried = link.carries_class(Setting(ideas=Ideas(OWN, (), own)))
    assert carried is (points == 100)
    assert ("own" in query) is carried
