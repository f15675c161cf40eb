"""Turning controls, pure: whatever a widget sends, the setting stays one that runs."""

import hypothesis.strategies as st
from hypothesis import given, settings

from teachsim.gallery.classes import CHOICES, build_class
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import Bias, Kind, Setting, checked
from teachsim.ui.changes import CHANGES, changed
from tests.ui.scenarios import random_settings

SENT = st.one_of(
    st.none(),
    st.integers(-5, 10**13),
    st.text(max_size=10),
    st.floats(),
    st.lists(st.integers(-3, 300), max_size=4),
    st.sampled_from([choice.word for choice in CHOICES]),
    st.sampled_from([word.value for kind in (Kind, Bias) for word in kind]),
)


@given(st.sampled_from(random_settings(40, seed=2)), st.sampled_from(sorted(CHANGES)), SENT)
@settings(max_examples=500)
def test_whatever_a_widget_sends_the_setting_stays_legal(
    setting: Setting, name: str, value: object
) -> None:
    checked(changed(setting, name, value=value))


def test_another_class_gets_a_truth_that_tells_and_forgets_decoy_and_blind_spot() -> None:
    boxes = changed(PRESETS[0].setting, "class", value="boxes")
    H = build_class(boxes.ideas)
    assert 0 < H[boxes.target].sum() < H.n_instances
    assert boxes.demonstrator.decoy is None
    assert boxes.demonstrator.withheld == ()


def test_a_careless_demonstrator_starts_with_a_blind_spot_inside_the_truth() -> None:
    careless = changed(PRESETS[0].setting, "teacher", value="negligent")
    truth = build_class(careless.ideas)[careless.target]
    assert careless.demonstrator.withheld
    assert truth[list(careless.demonstrator.withheld)].all()


def test_the_class_stays_when_it_is_chosen_again() -> None:
    setting = PRESETS[1].setting
    assert changed(setting, "class", value=setting.ideas.word) is setting
