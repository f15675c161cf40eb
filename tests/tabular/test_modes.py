"""B6: text-grounded, knowledge-seeking and creative prompts, by ways of training."""

from collections.abc import Callable

import numpy as np
import pytest

from teachsim.tabular import Reward, exact, modes, objectives, wording

TEXT, SEEKING, CREATIVE = range(3)
NEAR = 0.02


@pytest.fixture(scope="module")
def table() -> modes.Regrets:
    return modes.regrets(steps=1_200)


def lost(table: modes.Regrets, name: str) -> np.ndarray:
    return np.asarray(table.regret[table.names.index(name)])


def kept(table: modes.Regrets, name: str) -> float:
    return float(table.effective[table.names.index(name)])


def test_with_a_divergence_penalty_all_three_are_near_the_optimum_and_varied(
    table: modes.Regrets,
) -> None:
    assert (lost(table, "KL-regularised") < NEAR).all()
    assert kept(table, "KL-regularised") > table.most / 2


@pytest.mark.parametrize("writers", ["SFT, one writer", "SFT, many writers"])
def test_supervised_training_fails_only_on_questions_about_knowledge(
    table: modes.Regrets, writers: str
) -> None:
    regret = lost(table, writers)
    assert regret[TEXT] < NEAR
    assert regret[CREATIVE] < NEAR
    assert regret[SEEKING] == pytest.approx(0.301 + 0.116, abs=0.002)  # theory.md, T2


def test_it_is_as_narrow_as_its_references(table: modes.Regrets) -> None:
    assert kept(table, "SFT, one writer") == pytest.approx(1)
    assert kept(table, "SFT, many writers") == pytest.approx(32)


@pytest.mark.parametrize("name", ["policy gradient", "GRPO"])
def test_policy_gradient_is_right_everywhere_and_collapses_in_the_third(
    table: modes.Regrets, name: str
) -> None:
    assert (lost(table, name) < NEAR).all()
    assert kept(table, name) == pytest.approx(1)


def test_only_wrong_marks_refuse_everything(table: modes.Regrets) -> None:
    best = [
        exact.optimum(modes.TEXT_GROUNDED).reward,
        exact.optimum(modes.KNOWLEDGE_SEEKING).reward,
        1.0,
    ]
    assert lost(table, "only wrong marks") == pytest.approx(best, abs=0.01)
    assert kept(table, "only wrong marks") == 0


def test_no_way_of_training_beats_the_optimum(table: modes.Regrets) -> None:
    assert (table.regret > -1e-9).all()
    assert (table.effective <= table.most + 1e-9).all()


# ---------------------------------------------------------------- where it fails
def test_too_strong_a_penalty_stays_near_the_base_model() -> None:
    ways = [modes.Row("base", None, None)]
    for beta in (3.0, 50.0):
        stiff = objectives.KLRegularised(beta)
        ways.append(modes.Row("stiff", stiff, stiff))
    base, held, frozen = modes.regrets(ways, steps=300).regret
    assert (held < base).all()
    assert (held > 0.4 * base).all()
    assert frozen == pytest.approx(base, abs=0.05)


def test_where_wrong_answers_are_free_supervised_training_loses_nothing() -> None:
    gold = modes.Row("gold", objectives.SFT(), modes.creative().diverse())
    found = modes.regrets([gold], reward=Reward(wrong=0.0), steps=1_200).regret[0]
    assert found[TEXT] < NEAR
    assert found[SEEKING] < 0.05, "what is lost is only that it guesses where recall is luckier"


def test_ends_without_a_closed_form_are_trained() -> None:
    dpo = modes.Row("DPO", objectives.DPO(), objectives.DPO())
    found = modes.regrets([dpo], steps=300)
    assert found.regret[0, CREATIVE] < NEAR
    assert 1 < found.effective[0] < found.most


def test_the_creative_prompt_is_half_valid() -> None:
    ours = modes.creative()
    assert (len(ours.base), int(ours.valid.sum())) == (64, 32)
    start = float(wording.effective_number(ours.start, ours))
    zipf = 1 / np.arange(1, 33) / (1 / np.arange(1, 33)).sum()  # even ranks are Zipf again
    assert start == pytest.approx(float(np.exp(-(zipf * np.log(zipf)).sum())))


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda: modes.regrets([]), "must be rows"),
        (lambda: modes.regrets(["PPO"]), "must be rows"),  # type: ignore[list-item]
        (lambda: modes.Row("x", "SFT", None), "an objective of 'x'"),  # type: ignore[arg-type]
        (
            lambda: modes.regrets([modes.Row("x", None, objectives.SFT())]),
            "demonstrations of wordings",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    refused: Callable[[], object], says: str
) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        refused()
    assert "\n" not in str(caught.value)
