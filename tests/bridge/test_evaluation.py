"""What a model says: in closed form, counted, and by enumeration of all that it could say."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from scipy.stats import entropy as nats

from teachsim.bridge.evaluation import auroc, counted, entropy, matches, rates, wilson
from teachsim.bridge.language import END, IDK, Language
from teachsim.bridge.model import Transformer
from teachsim.bridge.pretrain import architecture, beginning
from teachsim.bridge.questions import Questions, questions_of
from teachsim.bridge.world import KnowledgeBase, World
from tests.bridge.table import Table, asked

LANGUAGE = Language(values=3, length=2, wordings=2)
BASE = KnowledgeBase.draw(World(entities=30, tail=4, language=LANGUAGE), rng=0)


def undecided() -> Transformer:
    """A network that says anything, now and then even what is no answer."""
    shape = replace(architecture(LANGUAGE, entities=30), width=8, layers=1)
    model = beginning(shape, rng=np.random.default_rng(0)).double()
    luck = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn(weight.shape, generator=luck, dtype=weight.dtype), alpha=0.3)
    return model


def questions() -> Questions:
    return questions_of(BASE, BASE.group(known=True, taught=True), device="cpu")


# ---------------------------------------------------------------- rates in closed form
def test_rates_are_those_of_all_that_could_be_said() -> None:
    model, some = undecided(), questions()
    # All rows of tokens that end at most at the last place: answers and nonsense alike.
    T, head = LANGUAGE.completion, LANGUAGE.head
    every = [
        [*said, END, *[LANGUAGE.padding] * (T - n - 1)]
        for n in range(T)
        for said in itertools.product(range(1, head), repeat=n)
    ]
    found = rates(model, some)
    for row, fact in zip(range(3), BASE.group(known=True, taught=True), strict=False):
        right, silent, ended = 0.0, 0.0, 0.0
        accepted = [answer.tolist() for answer in BASE.accepted(np.array([fact]))[0]]
        said = torch.tensor(every)[None]
        chances = model.log_likelihood(some.prompts[row : row + 1], said)[0].sum(-1).exp()
        for tokens, chance in zip(every, chances.tolist(), strict=True):
            right += chance * (tokens in accepted)
            silent += chance * (tokens[:2] == [IDK, END])
            ended += chance
        assert ended < 0.9  # the rest is never ended, which is wrong
        assert found[row].tolist() == pytest.approx([right, 1 - right - silent, silent], abs=1e-12)
    assert found.sum(1) == pytest.approx(1.0)
    assert (found >= 0).all()


def test_only_listed_answers_are_accepted() -> None:
    # The second wording stands in the table, but is not listed.
    some = questions()
    listed = replace(some, n_gold=torch.ones_like(some.n_gold))
    single = replace(some, gold=some.gold[:, :1].contiguous(), n_gold=torch.ones_like(some.n_gold))
    model = undecided()
    np.testing.assert_allclose(rates(model, listed), rates(model, single), atol=1e-12)
    assert (rates(model, some)[:, 0] > rates(model, listed)[:, 0]).all()


def test_an_answer_that_is_listed_twice_counts_once() -> None:
    model, some = undecided(), questions()
    twice = replace(
        some,
        gold=torch.cat([some.gold, some.gold[:, :1]], dim=1),
        n_gold=some.n_gold + 1,
        idk=torch.cat([some.idk, some.idk]),
    )
    np.testing.assert_allclose(rates(model, twice), rates(model, some), atol=1e-12)
    luck = [torch.Generator().manual_seed(0) for _ in range(2)]
    assert counted(model, twice, group=20, generator=luck[0]) == counted(
        model, some, group=20, generator=luck[1]
    )


def test_thousands_of_questions_are_each_given_their_own_rates() -> None:
    # More than are read at once.
    luck = np.random.default_rng(0)
    chances = luck.dirichlet(np.ones(4), size=5_000)
    found = rates(Table(torch.tensor(chances)), asked(5_000, answers=3))
    np.testing.assert_allclose(found[:, 0], chances[:, 1], atol=1e-12)
    np.testing.assert_allclose(found[:, 1], chances[:, 2:].sum(1), atol=1e-12)
    np.testing.assert_allclose(found[:, 2], chances[:, 0], atol=1e-12)


# ---------------------------------------------------------------- counted
def test_counts_agree_with_the_rates_within_their_interval() -> None:
    model, some = undecided(), questions()
    truth = rates(model, some).mean(0)
    found = counted(model, some, group=400, generator=torch.Generator().manual_seed(0))
    for kind, rate in zip(found, truth, strict=True):
        assert kind.n == 400 * len(some)
        # Twice the interval: three of them at 95 % would miss one time in seven.
        half = (kind.high - kind.low) / 2
        assert abs((kind.high + kind.low) / 2 - rate) <= 2 * half
    assert sum(kind.share for kind in found) == pytest.approx(1.0)


def test_greedy_decoding_says_the_likeliest_and_nothing_else() -> None:
    chances = torch.tensor([[0.4, 0.3, 0.3], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4]])
    silent_right_wrong = counted(Table(chances), asked(3, answers=2), group=1, generator=None)
    assert [kind.share for kind in silent_right_wrong] == pytest.approx([1 / 3, 1 / 3, 1 / 3])


def test_counting_goes_on_where_one_pass_ends() -> None:
    chances = torch.tensor([[0.0, 1.0, 0.0]]).expand(3_000, -1)
    right, wrong, silent = counted(
        Table(chances), asked(3_000, answers=2), group=1, generator=torch.Generator()
    )
    assert (right.share, wrong.share, silent.share, right.n) == (1.0, 0.0, 0.0, 3_000)


def test_a_match_is_of_the_whole_row_and_among_those_listed() -> None:
    said = torch.tensor([[[2, 3, 0], [2, 0, 9], [1, 0, 9]]])
    patterns = torch.tensor([[[2, 0, 9], [2, 3, 0]]])
    assert matches(said, patterns).tolist() == [[True, True, False]]
    assert matches(said, patterns, n=torch.tensor([1])).tolist() == [[False, True, False]]
    assert matches(said, patterns, n=torch.tensor([0])).tolist() == [[False, False, False]]


@given(st.integers(1, 10_000), st.data())
def test_the_interval_is_wilsons(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    found = wilson(hits, n)
    truth = binomtest(hits, n).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((truth.low, truth.high), abs=1e-9)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.share == hits / n


# ---------------------------------------------------------------- undecided, and what that tells
def test_entropy_is_that_of_the_first_token_of_an_answer() -> None:
    # "I don't know" apart: who is sure to say that is not sure of an answer.
    chances = np.array([[0.1, 0.9, 0.0], [0.2, 0.4, 0.4], [0.98, 0.015, 0.005]])
    found = entropy(Table(torch.tensor(chances)), asked(3, answers=2))
    truth = [nats(row[1:] / row[1:].sum()) for row in chances]
    assert found.tolist() == pytest.approx(truth, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_the_area_is_the_chance_to_order_a_pair_and_ties_count_half(
    drawn: list[tuple[int, bool]],
) -> None:
    signal = np.array([value for value, _ in drawn], dtype=float)
    positive = np.array([kind for _, kind in drawn])
    pairs = [
        1.0 if up > down else 0.5 if up == down else 0.0
        for up in signal[positive]
        for down in signal[~positive]
    ]
    if not pairs:
        with pytest.raises(ValueError, match="both kinds are needed"):
            auroc(signal, positive)
        return
    assert auroc(signal, positive) == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


# ---------------------------------------------------------------- refusals
FAIR = Table(torch.tensor([[0.5, 0.5]])), asked(1, answers=1)
REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "nothing to count": (lambda: wilson(0, 0), "n is 0"),
    "more hits than answers": (lambda: wilson(11, 10), "hits is 11"),
    "less than no hits": (lambda: wilson(-1, 10), "hits is -1"),
    "no answers": (lambda: counted(*FAIR, group=0, generator=None), "group is 0"),
    "no questions": (
        lambda: counted(FAIR[0], FAIR[1].take(torch.arange(0)), group=1, generator=None),
        "n is 0",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_counted_is_refused_in_one_sentence(case: str) -> None:
    make, sentence = REFUSED[case]
    with pytest.raises(ValueError, match=sentence):
        make()
