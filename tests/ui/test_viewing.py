"""The part of a link that says what is on the screen, and links as a whole."""

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from teachsim.gallery.presets import PRESETS, Preset
from teachsim.gallery.setting import checked
from teachsim.ui.viewing import Bet, Control, Viewing, from_query, to_query
from teachsim.ui.visit import Visit, address, opened, query_of
from tests.ui.scenarios import random_settings, viewings

KEYS = (
    *("preset", "class", "n", "own", "target", "teacher", "decoy", "blind", "least", "bias"),
    *("asker", "rounds", "seed", "view", "round", "bet", "lock", "hide", "player"),
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([preset.word for preset in PRESETS]),
    st.sampled_from(["own", "intervals", "boxes", "table", "hostile", "majority", "plain", "4"]),
    st.integers(-(10**12), 10**12).map(str),
    st.sampled_from(["", "NaN", "1e999", "-0", "٣", "30000000", "0x10", "1.2.3", "9" * 5_000]),
)


@given(viewings)
def test_a_link_restores_what_was_on_the_screen(viewing: Viewing) -> None:
    assert from_query(to_query(viewing)) == (viewing, ())


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), VALUES, max_size=10))
@example({"n": "30000000"})
@example({"class": "own", "own": "eJw"})
@example({"lock": "," * 10_000, "hide": "\x00"})
@example({"bet": "both\n", "round": "٣"})
@settings(max_examples=1_000)
def test_no_link_raises_and_what_it_opens_can_be_run(query: dict[str, str]) -> None:
    visit = opened(query)

    checked(visit.setting)
    assert all(0 < len(problem) < 1_000 for problem in visit.problems)
    assert opened(query_of(visit)) == Visit(visit.setting, visit.start, visit.viewing)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.word)
def test_a_link_restores_run_bet_and_locks_from_every_preset(preset: Preset) -> None:
    word = preset.word
    viewing = Viewing(round=3, bet=Bet.ASKER, lock=frozenset({Control.SEED}))
    for setting in random_settings(500, seed=1):
        visit = Visit(setting, word, viewing)
        assert opened(query_of(visit)) == visit


def test_the_address_leaves_the_round_to_the_player() -> None:
    visit = opened({"round": "5", "bet": "asker", "seed": "3"})
    assert address(visit) == "?seed=3&bet=asker"


def test_what_a_link_cannot_say_is_said_in_a_sentence() -> None:
    has = {Control.SEED, Control.BET, Control.TAKE}
    asked = {"round": "-4", "bet": "everything", "lock": "seed,sun,take"}
    viewing, problems = from_query(asked, controls=has)
    assert viewing.lock == {Control.SEED}
    assert problems == (
        "The link’s round=-4 could not be used.",
        "The link’s bet=everything could not be used.",
        "The link’s lock=sun, take could not be used, as all that this page can lock is bet, seed; "
        "use those names, or build the link on “Teach & cite”.",
    )


def test_nobody_can_lock_the_explanation_but_anybody_may_hide_it() -> None:
    viewing, problems = from_query({"lock": "explain", "hide": "explain"})
    assert not viewing.shown(Control.EXPLAIN)
    assert len(problems) == 1
    assert problems[0].startswith("The link’s lock=explain could not be used, as")
