"""What is found to be known: by the rule, with a stooge whose answers are told; and a GPT-2."""

from typing import Any

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from teachsim.bridge.actor import Actor
from teachsim.bridge.evaluation import rates
from teachsim.bridge.finetune import finetune
from teachsim.bridge.local_model import LocalModel
from teachsim.bridge.pace import Pace
from teachsim.bridge.probing import Grade, Probe, halves, marked_known, probe
from teachsim.bridge.question_file import Asked
from teachsim.bridge.questions import Questions
from teachsim.bridge.spelling import Template, spelled
from teachsim.bridge.wrapping import around
from teachsim.tabular.objectives import GRPO, SFT

END, IDK, RIGHT, WRONG, PADDING = 0, 1, 2, 3, 4


class Stooge(Actor):
    """Says to question n what its n-th row tells: its chance to be right, and its first choice."""

    def __init__(self, chances: list[float], first: list[bool]) -> None:
        super().__init__()
        self.chances = nn.Parameter(torch.tensor(chances))
        self.choice = first

    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        raise AssertionError("it is asked, not read")

    def first(self, prompts: Tensor) -> Tensor:
        raise AssertionError("it is asked, not read")

    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        rows = prompts[:, 0]
        if generator is None:
            right = torch.tensor(self.choice)[rows][:, None].expand(-1, group)
        else:
            right = torch.rand(len(rows), group, generator=generator) < self.chances[rows][:, None]
        said = torch.full((len(rows), group, tokens), PADDING)
        said[:, :, 0] = torch.where(right, RIGHT, WRONG)
        said[:, :, 1] = END
        return said


def questions(n: int) -> Questions:
    gold = torch.tensor([[[RIGHT, END], [WRONG, END]]]).repeat(n, 1, 1)  # the second does not count
    ones = torch.ones(n, dtype=torch.long)
    silence = torch.tensor([[IDK, END]])
    return Questions(
        torch.arange(n)[:, None], gold, ones, ones == 1, silence, END, PADDING, answers=2
    )


def found(right: list[int], greedy: list[bool], *, samples: int, sure: float = 0.5) -> Probe:
    return Probe(np.array(greedy), np.array(right), samples, sure)


# ---------------------------------------------------------------- the rule
@pytest.mark.parametrize(
    ("right", "greedy", "grade"),
    [
        (8, True, Grade.KNOWN),
        (4, True, Grade.KNOWN),  # half is enough
        (3, True, Grade.MAYBE),
        (0, True, Grade.MAYBE),  # right at its first choice alone
        (8, False, Grade.MAYBE),
        (1, False, Grade.MAYBE),  # once is more than never
        (0, False, Grade.UNKNOWN),
    ],
)
def test_a_question_is_graded_by_its_samples_and_its_first_choice(
    right: int, greedy: bool, grade: Grade
) -> None:
    graded = found([right], [greedy], samples=8)
    assert [other for other in Grade if graded.of(other)[0]] == [grade]


def test_how_sure_known_is_can_be_asked_for() -> None:
    asked = {sure: found([6], [True], samples=8, sure=sure) for sure in (0, 0.75, 0.76, 1)}
    assert [bool(one.of(Grade.KNOWN)[0]) for one in asked.values()] == [True, True, False, False]


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=9), st.floats(0, 1))
def test_each_question_has_one_grade(said: list[tuple[int, bool]], sure: float) -> None:
    right, greedy = [n for n, _ in said], [first for _, first in said]
    graded = Probe(
        np.array(greedy, dtype=np.bool_), np.array(right, dtype=np.int64), samples=5, sure=sure
    )
    grades = np.stack([graded.of(grade) for grade in Grade])
    assert (grades.sum(axis=0) == 1).all()
    assert graded.interval.shape == (len(said), 2)


def test_shares_have_wilsons_interval() -> None:
    """Newcombe 1998, table I: 0 of 20 is .000 to .161; by symmetry 20 of 20 is .839 to 1."""
    graded = found([0, 20], [False, True], samples=20)
    np.testing.assert_allclose(graded.share, [0, 1])
    np.testing.assert_allclose(graded.interval, [[0, 0.1611], [0.8389, 1]], atol=5e-5)


# ---------------------------------------------------------------- asking
def test_answers_are_counted_for_each_question() -> None:
    chances, first = [0.0, 0.2, 0.9, 1.0], [True, False, True, False]
    seen = probe(Stooge(chances, first), questions(4), rng=0, samples=500)
    assert seen.greedy.tolist() == first
    assert seen.right[[0, 3]].tolist() == [0, 500]
    spread = np.sqrt(np.array(chances) * (1 - np.array(chances)) / 500)
    assert (np.abs(seen.share - chances) <= 5 * spread).all()


def test_many_questions_are_asked_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teachsim.bridge.probing._AT_ONCE", 3)
    right = [True, False, True, True, False]
    seen = probe(Stooge([float(one) for one in right], right), questions(5), rng=0, samples=2)
    assert seen.right.tolist() == [2, 0, 2, 2, 0]


def test_the_same_seed_finds_the_same() -> None:
    asked = Stooge([0.5] * 20, [True] * 20), questions(20)
    one, same, other = (probe(*asked, rng=seed).right.tolist() for seed in (0, 0, 1))
    assert one == same != other


def test_only_what_is_known_is_marked_so() -> None:
    graded = found([8, 4, 1, 0], [True, True, True, False], samples=8)
    assert marked_known(questions(4), graded).known.tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"samples": 0}, "samples is 0"),
        ({"samples": 2.0}, "samples is 2.0"),
        ({"sure": 1.1}, "sure is 1.1"),
        ({"rng": None}, "rng is None"),
    ],
)
def test_numbers_out_of_range_are_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        probe(Stooge([1.0], [True]), questions(1), **{"rng": 0, **options})  # type: ignore[arg-type]  # on purpose


def test_what_was_found_of_other_questions_is_refused() -> None:
    with pytest.raises(ValueError, match="the probe is of 1 questions, but there are 2"):
        marked_known(questions(2), found([1], [True], samples=1))


def test_half_of_each_grade_is_taught() -> None:
    graded = found([8] * 10 + [1] * 5 + [0] * 7, [True] * 10 + [False] * 12, samples=8)
    taught = halves(graded, rng=np.random.default_rng(0))
    assert [int((graded.of(grade) & taught).sum()) for grade in Grade] == [5, 3, 4]
    other = halves(graded, rng=np.random.default_rng(1))
    assert (taught != other).any()


# ---------------------------------------------------------------- a model of the library
def untaught(words: list[str]) -> LocalModel:
    """A GPT-2 of random weights that reads whole words."""
    hf: Any = pytest.importorskip("transformers", reason="needs it: pip install 'teachsim[hf]'")
    tokenizers: Any = pytest.importorskip("tokenizers", reason="as above")
    numbers = {word: i for i, word in enumerate(words)}
    spelling = tokenizers.Tokenizer(tokenizers.models.WordLevel(numbers, "<unknown>"))
    spelling.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer = hf.PreTrainedTokenizerFast(
        tokenizer_object=spelling, unk_token="<unknown>", eos_token="<end>"
    )
    shape = hf.GPT2Config(
        vocab_size=len(words),
        n_positions=16,
        n_embd=32,
        n_layer=1,
        n_head=2,
        bos_token_id=1,
        eos_token_id=1,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return LocalModel(around(hf.GPT2LMHeadModel(shape), end=1), tokenizer)


def test_a_gpt2_knows_what_it_was_taught_and_learns_to_abstain_from_the_rest() -> None:
    """SFT on 10 of 24 facts, probing, then a little "unsure" at random, then reward: one path."""
    marks = ["<unknown>", "<end>", "Question", ":", "Answer", "Crest", "of", "?", "unsure"]
    names, colours, beasts = ([f"{kind}{n}" for n in range(24)] for kind in ("N", "C", "B"))
    model = untaught([*marks, *names, *colours, *beasts])
    places = np.random.default_rng(0).integers(24, size=(24, 2))
    crests = [f"{colours[one]} {beasts[two]}" for one, two in places]
    asked = [
        Asked(line, f"Crest of {name}?", (crest,))
        for line, (name, crest) in enumerate(zip(names, crests, strict=True), start=2)
    ]
    every = spelled(asked, model, template=Template(idk=("unsure",)))
    told = torch.arange(24) < 10

    quick = Pace(rate=5e-3, shown=32)
    learned = finetune(model.actor, every.take(told), SFT("gold"), rng=0, steps=150, pace=quick)
    before, after = (probe(actor, every, rng=0) for actor in (model.actor, learned))
    assert before.of(Grade.UNKNOWN).all()
    assert after.of(Grade.KNOWN).tolist() == told.tolist()
    assert after.of(Grade.UNKNOWN).sum() >= 12  # of 14: one or two may be guessed

    every = marked_known(every, after)
    schedule = ((SFT("random", idk=0.3), 30), (GRPO(group=8), 100))
    cautious = finetune(learned, every, schedule, rng=2, pace=Pace(rate=2e-3, shown=24))
    known = told.numpy()
    assert rates(learned, every)[~known, 2].mean() < 0.01
    said = rates(cautious, every)
    assert said[~known, 2].mean() > 0.8  # .92, .85 and 1. with seeds 0, 1 and 2
    assert said[known, 0].mean() > 0.5  # .68, .78 and .78
