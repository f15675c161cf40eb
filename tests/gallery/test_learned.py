"""How far tokens have come: closed forms read backwards, beside training step by step."""

import numpy as np
import pytest

from teachsim.gallery.tabular.credit import CREDITS
from teachsim.gallery.tabular.learned import learned
from teachsim.tabular import tokens
from teachsim.tabular.tokens import Credit, Sequences

RATE = 0.01


@pytest.mark.parametrize("credit", CREDITS)
@pytest.mark.parametrize("ours", [Sequences(1, 2), Sequences(3, 4)], ids=["short", "long"])
def test_tokens_are_where_training_in_small_steps_has_them(ours: Sequences, credit: Credit) -> None:
    last = 1.2 * tokens.time_to(ours, credit)
    run = tokens.train(ours, credit, steps=int(last / RATE), rate=RATE)
    steps = np.linspace(0, len(run.tokens) - 1, 30).astype(int)
    found = learned(ours, credit, times=steps * RATE)
    assert found.shape == (30, ours.tokens)
    assert found == pytest.approx(run.tokens[steps], abs=0.01)


@pytest.mark.parametrize("credit", CREDITS)
def test_nine_in_ten_answers_are_right_when_the_closed_form_says(credit: Credit) -> None:
    ours = Sequences(4, 4)
    there = learned(ours, credit, times=np.array([tokens.time_to(ours, credit)]))
    assert there.prod() == pytest.approx(0.9, abs=0.005)


def test_with_one_mark_at_the_end_all_words_are_learned_at_once_and_told_where_one_by_one() -> None:
    ours = Sequences(5, 4)
    times = np.array([30.0])
    assert np.ptp(learned(ours, Credit.SEQUENCE, times=times)) == 0
    assert (np.diff(learned(ours, Credit.PREFIX, times=times)[0]) < 0).all()


def test_long_after_all_is_learned_it_stays_so() -> None:
    far = np.array([1e6])
    for credit in CREDITS:
        assert learned(Sequences(2, 3), credit, times=far).min() > 0.9
