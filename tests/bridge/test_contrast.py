"""The contrast: what is predicted before, and what the committed table says happened."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.special import ndtr
from torch import Tensor

from teachsim import sweep
from teachsim.bridge import fit, predictions
from teachsim.bridge.actor import Actor
from teachsim.bridge.contrast import Cell, Sizes, run
from teachsim.bridge.language import Language
from teachsim.bridge.pretrain import Pretraining
from teachsim.bridge.questions import Questions
from teachsim.bridge.ways import BASE, COPY, USUAL, WARM, WAYS, chain, parts
from teachsim.bridge.world import World
from teachsim.tabular import Knowledge

RESULTS = Path(__file__).parents[2] / "studies" / "results"
SMALL = Sizes(
    World(80, 10, language=Language(values=4)), Pretraining(150, 32), warm=5, shown=5, asked=5
)
SURE = predictions.Fit(Knowledge(d_prime=6.0, known=1 / 3, answers=256), 1e-6, 0.99, 1.0)


def committed() -> Mapping[tuple[str, str, str], tuple[float, float, float]]:
    _, rows = sweep.read_table(RESULTS / "contrast.csv")
    return {
        (row["way"], row["substrate"], row["questions"]): (
            float(row["truthful"]),
            float(row["made up"]),
            float(row["I don't know"]),
        )
        for row in rows
    }


# ---------------------------------------------------------------- ways of teaching
def test_each_way_stands_after_the_one_that_it_goes_on_from() -> None:
    names = list(WAYS)
    for name in names[1:]:
        assert names.index(WAYS[name].after) < names.index(name)
    assert chain(BASE) == []
    assert [way.objective for way in chain("IDK, then reward")] == [
        WAYS[WARM].objective,
        WAYS["IDK, then reward"].objective,
    ]


def test_a_lesson_from_which_reward_goes_on_is_a_gentle_one() -> None:
    for name, way in WAYS.items():
        goes_on = any(after.after == name != BASE for after in WAYS.values())
        assert (way.rate < USUAL) == goes_on


def test_copying_goes_by_passes_over_what_is_taught() -> None:
    # (1200 - 150) / 2 entities of two facts are taught, 64 questions a step.
    assert Sizes(copied=64).steps(COPY) == 1050
    few = Sizes(World(known=0.2, language=Language(relations=1)), copied=64)
    assert few.steps(COPY) == 525


def test_two_parts_of_a_seed_find_what_the_whole_does() -> None:
    names = ("SFT, right answers", WARM, "IDK, then SFT")
    assert parts(names) == [(WARM, "IDK, then SFT"), ("SFT, right answers",)]
    alone = run(Cell(SMALL, 1, names))
    for part in parts(names):
        apart = run(Cell(SMALL, 1, part))
        assert apart.fit == alone.fit
        assert (*apart.rates,) == part
        for name in part:
            assert np.array_equal(apart.rates[name], alone.rates[name])
            here, there = apart.held_out(name), alone.held_out(name)
            assert [*here] == [*there]
            for who in here:
                assert np.array_equal(here[who], there[who], equal_nan=True)


# ---------------------------------------------------------------- the learner of habits
@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        (BASE, "made up"),
        ("SFT, right answers", "made up"),
        ("IDK, then SFT", "made up"),
        ("IDK, then reward", "I don't know"),
        ("IDK, then reward, wrong costs 0", "made up"),
        ("IDK, then right marks only", "made up"),
        ("SFT, what it knows", "made up"),
        ("SFT, IDK where unknown", "I don't know"),
        ("copying, then reward", "I don't know"),
    ],
)
def test_a_learner_of_habits_ends_where_the_marks_lead(name: str, unknown: str) -> None:
    found = predictions.habits(name)
    assert found is not None
    assert found[1].tolist() == [1, 0, 0]  # what it knows it answers
    assert found[0].tolist() == ([0, 1, 0] if unknown == "made up" else [0, 0, 1])


def test_no_habit_fits_labels_that_contradict_each_other() -> None:
    for name in (WARM, "SFT, IDK by category", "copying another model"):
        assert predictions.habits(name) is None


# ---------------------------------------------------------------- exact and sampled dynamics
@pytest.mark.parametrize("name", WAYS)
def test_sampled_dynamics_predict_what_exact_ones_do(name: str) -> None:
    told = predictions.exactly(SURE, name)
    assert told.sum(axis=1) == pytest.approx(np.ones(2))
    assert predictions.sampling(SURE, name, rng=1) == pytest.approx(told, abs=0.15)


def test_the_same_reward_teaches_silence_after_a_few_examples_and_never_without() -> None:
    assert predictions.exactly(SURE, "reward, cold")[0, 2] < 0.01
    assert predictions.exactly(SURE, "IDK, then reward")[0, 2] > 0.9


# ---------------------------------------------------------------- the fit
class Signalled(Actor):
    """Answers with one of 256 tokens, as sure of it as its signal says."""

    def __init__(self, logits: Tensor) -> None:
        super().__init__()
        self.table = torch.nn.Parameter(logits)

    def first(self, prompts: Tensor) -> Tensor:
        return self.table[prompts[:, 0]].log_softmax(-1)

    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        logs = self.first(prompts)
        b, g, _ = completions.shape
        said = logs.gather(1, completions[:, :, 0].clamp(max=logs.shape[1] - 1)).view(b, g, 1)
        return torch.cat([said, torch.zeros_like(said)], dim=2)

    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        assert (group, tokens, generator) == (1, 2, None)
        said = self.first(prompts).argmax(-1)
        return torch.stack([said, torch.zeros_like(said)], dim=1)[:, None]


def test_the_fit_finds_the_share_and_the_signal_that_were_put_in() -> None:
    rng = np.random.default_rng(0)
    n, known, d_prime = 4000, 0.3, 2.0
    knows = np.arange(n) < known * n
    z = rng.normal(np.where(knows, d_prime / 2, -d_prime / 2))
    # The signal sets how peaked the answer is; right iff known, and always the likeliest.
    peak = 4.0 + 2.0 * torch.tensor(z, dtype=torch.float32).clamp(-1.9, 4)
    said = torch.from_numpy(rng.integers(2, 130, n))
    gold = torch.where(torch.tensor(knows), said, said + 120)
    logits = torch.zeros(n, 256)
    logits[torch.arange(n), said] = peak + 4
    logits[:, 1] = -12.0
    end = torch.zeros(n, dtype=torch.long)
    questions = Questions(
        torch.arange(n)[:, None],
        torch.stack([gold, end], dim=1)[:, None],
        torch.ones(n, dtype=torch.long),
        torch.tensor(knows),
        torch.tensor([[1, 0]]),
        0,
        300,
        254,
    )
    found = fit.fitted(Signalled(logits), questions)
    assert found.world.known == pytest.approx(known, abs=0.03)
    assert found.auroc == pytest.approx(ndtr(d_prime / np.sqrt(2)), abs=0.02)
    assert found.world.d_prime == pytest.approx(d_prime, abs=0.15)
    assert found.base_idk < 1e-3


# ---------------------------------------------------------------- the committed table
def test_the_table_shows_the_contrast_on_the_transformer() -> None:
    """The bounds of the table in bridge.md, section 2."""
    rates = committed()
    known = {way: rates[way, "transformer", "known, held out"] for way in WAYS}
    unknown = {way: rates[way, "transformer", "unknown, held out"] for way in WAYS}
    assert known[BASE][0] >= 0.95
    assert unknown["reward, cold"][2] <= 0.02
    assert unknown["IDK, then SFT"][1] >= 0.95
    assert unknown["IDK, then reward"][2] >= 0.9
    assert known["IDK, then reward"][0] >= 0.75
    assert unknown["IDK, then reward, wrong costs 0"][1] >= 0.9
    assert unknown["IDK, then right marks only"][1] >= 0.9
    assert unknown["copying another model"][1] > 0.5  # invents what the teacher knew
    assert known["copying another model"][2] > 0.15  # abstains on what the teacher did not
    assert unknown["copying, then reward"][2] >= 0.9  # reward repairs both
    assert known["copying, then reward"][0] >= 0.75


@pytest.mark.parametrize("way", [way for way in WAYS if way != WARM])
def test_the_exact_dynamics_predicted_what_the_transformer_does_not_know(way: str) -> None:
    rates = committed()
    found = rates[way, "transformer", "unknown, held out"]
    told = rates[way, "tabular, exact", "unknown, held out"]
    assert np.abs(np.subtract(found, told)).max() < 0.2


def test_each_way_stands_there_on_each_substrate() -> None:
    substrates = {substrate for _, substrate, _ in committed()}
    assert {"transformer", "tabular, exact", "tabular, sampled", "symbolic"} <= substrates
    assert {way for way, _, _ in committed()} == set(WAYS)
