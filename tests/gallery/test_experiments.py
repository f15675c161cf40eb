"""Claims B1 to B9: what training finds is what theory predicts, where they hold and where not."""

import pytest

from teachsim.gallery.claims import CLAIMS
from teachsim.gallery.tabular.answering import b1, b4
from teachsim.gallery.tabular.experiments import EXPERIMENTS, Experiment, Row, experiment
from teachsim.tabular import Knowledge


def disagreeing(found: Experiment) -> list[str]:
    return [f"{row.name}: {row.found:.4f}, not {row.predicted:.4f}"
            for row in found.rows if not row.agrees]  # fmt: skip


def test_each_claim_about_the_language_model_has_an_experiment() -> None:
    assert list(EXPERIMENTS) == [claim.id for claim in CLAIMS if claim.id.startswith("B")]


@pytest.mark.parametrize("id", EXPERIMENTS)
def test_training_finds_what_theory_predicts_limits_included(id: str) -> None:
    found = experiment(id)
    assert disagreeing(found) == []
    assert found.claim.id == id
    assert found.holds, "something must show the claim"
    assert found.fails, "and something where it fails"
    assert len({row.name for row in found.rows}) == len(found.rows)


def test_so_it_does_in_another_world() -> None:
    world = Knowledge(bins=5, d_prime=1.0, known=0.3, answers=10)
    assert disagreeing(b1(world, steps=1_500)) == []
    assert disagreeing(b4(world)) == []


def test_a_row_whose_numbers_are_apart_does_not_agree() -> None:
    assert not Row("far", found=1.0, predicted=1.2, within=0.1, holds=True).agrees
    assert not Row("nowhere", found=float("nan"), predicted=0, within=1, holds=True).agrees


def test_there_is_no_experiment_of_another_claim() -> None:
    with pytest.raises(ValueError, match="has no experiment"):
        experiment("A1")
