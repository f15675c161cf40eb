"""The published bars, the regularised gate beside them, and what it does not explain."""

from importlib.resources import files
from itertools import product

import numpy as np
import pytest

from teachsim.tabular import kang, objectives, thresholds

TEXT = (files("teachsim.tabular") / "data" / "kang2024_triviaqa.csv").read_text(encoding="utf-8")


def test_the_bars_are_those_of_the_file() -> None:
    runs = kang.bars()
    assert list(runs) == ["D1", "D2", "D3", "R1", "R2"]
    assert runs["D1"].correct.tolist() == [0.881, 0.808, 0.661, 0.566, 0.420, 0.124]
    assert runs["D2"].idk.tolist() == [0.188, 0.263, 0.347, 0.395, 0.488, 0.641]
    assert not runs["R1"].idk.any()


def test_the_regularised_gate_fits_within_two_points() -> None:
    found = kang.fit()
    assert found.rmse == pytest.approx(0.018, abs=0.002)  # theory.md T2: .02
    assert found.rmse <= 0.02
    assert np.abs(found.residuals).max() < 0.03


def test_no_other_gate_of_that_form_fits_better() -> None:
    found, gain = kang.fit(), 5 * kang.bars()["R1"].correct - 3
    for offset, beta in product(np.linspace(-1.5, -0.5, 41), np.linspace(1.2, 3.5, 47)):
        idk = 1 / (1 + np.exp(-(offset - gain / beta)))
        assert np.sqrt(np.mean((idk - found.measured.idk) ** 2)) >= found.rmse - 1e-9


def test_the_fitted_gate_is_the_one_that_kl_rl_ends_at() -> None:
    found = kang.fit()
    base_idk = 1 / (1 + np.exp(-found.offset))
    at = thresholds.Setting(kang.REWARD, "aleatoric", base_idk=base_idk)
    objective = objectives.KLRegularised(found.beta)
    answering, _ = thresholds.gate(objective, at, p=found.right)
    assert 1 - answering == pytest.approx(found.idk, abs=1e-5)
    assert thresholds.explain(objective, at).value == pytest.approx(found.threshold)


def test_right_answers_follow_without_another_fit_but_for_the_unfamiliar() -> None:
    found = kang.fit()
    assert found.correct == pytest.approx(found.measured.correct, abs=0.035)


def test_what_the_gate_does_not_explain_is_told() -> None:
    found, runs, labels = kang.fit(), kang.bars(), kang.labelled()
    # It is far from the threshold of its own reward.
    assert found.threshold < 0.25
    assert kang.REWARD.threshold == pytest.approx(0.6)
    # Its base chance lies between what D3 does and what D3 was shown.
    assert runs["D3"].idk.max() < 1 / (1 + np.exp(-found.offset)) < 0.4
    # The four least familiar bins are right more often when they answer.
    assert (found.sharpened[2:] > 0).all()
    # Labels: too few of D3, and D2 has the mean but not the step.
    assert (labels["D3"] - runs["D3"].idk > 0.2).all()
    assert labels["D2"].mean() == pytest.approx(0.4)
    assert runs["D2"].idk.mean() == pytest.approx(0.4, abs=0.02)
    assert np.abs(labels["D2"] - runs["D2"].idk).max() > 0.3


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("run,bin,correct,idk", "run,bin,idk,correct", "the header is"),
        ("D1,0,0.881,0", "D1,0,0.881", r"line 5 is .*; a line is run,bin,correct,idk"),
        ("D1,0,0.881,0", "D1,0,nan,0", "line 5 is"),
        ("D1,0,0.881,0", "D1,0,0.881,0.2", r"line 5 is .*correct \+ idk <= 1"),
        ("D1,0,0.881,0", "D9,0,0.881,0", "line 5 is"),
        ("D1,0,0.881,0", "D1,1,0.881,0", "line 6 states bin 1 of D1 again"),
        ("D1,0,0.881,0\n", "", "bin 0 of run D1 is missing"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(old: str, new: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        kang.read(TEXT.replace(old, new, 1))


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r"the header is \[\]"):
        kang.read("# nothing\n")
