"""The transformer against itself, read in the slowest way: one row, one token at a time."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare
from torch import Tensor
from torch.nn import functional

from teachsim.bridge.language import Language
from teachsim.bridge.model import Architecture, Transformer
from teachsim.bridge.pretrain import Pretraining, architecture, beginning, pretrain
from teachsim.bridge.world import KnowledgeBase, World

HEAD, PADDING, VOCABULARY = 7, 7, 20
END = 0
SHAPE = Architecture(VOCABULARY, HEAD, positions=12, padding=PADDING, width=8, layers=2, heads=2)


def network(shape: Architecture = SHAPE, *, seed: int = 0, spread: float = 0.4) -> Transformer:
    """A network in double precision, whose chances are far from equal."""
    model = beginning(shape, rng=np.random.default_rng(seed)).double()
    luck = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn(weight.shape, generator=luck, dtype=weight.dtype), alpha=spread)
    return model


def rows(b: int, g: int, t: int, *, p: int = 4, seed: int = 0) -> tuple[Tensor, Tensor]:
    """Prompts, and completions that end at various places, or not at all."""
    luck = torch.Generator().manual_seed(seed)
    prompts = torch.randint(VOCABULARY, (b, p), generator=luck)
    said = torch.randint(HEAD, (b, g, t), generator=luck)
    over = (said == END).cumsum(-1) - (said == END).long() > 0
    return prompts, said.masked_fill(over, PADDING)


def plain(model: Transformer, prompt: list[int], said: list[int]) -> list[Tensor]:
    """Log chance of each token up to the end: by textbook formulas, with no cache and no mask.

    Each token is read by a pass of its own over all that stands before it.
    """
    found = []
    for i, token in enumerate(said):
        if token == PADDING:
            break
        x = by_hand(model, prompt + said[:i])
        head = model.tokens.weight[:HEAD] if model.shape.tied else model.head.weight
        found.append(torch.log_softmax(head @ x, dim=0)[token])
    return found


def by_hand(model: Transformer, tokens: list[int]) -> Tensor:
    """What stands at the last place after all blocks, for one row."""
    n, heads, width = len(tokens), model.shape.heads, model.shape.width
    w = dict(model.named_parameters())

    def normed(x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(x, (width,), w[f"{name}.weight"], w[f"{name}.bias"])

    def through(x: Tensor, name: str) -> Tensor:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    x = torch.stack([w["tokens.weight"][token] for token in tokens]) + w["places.weight"][:n]
    for block in (f"blocks.{i}" for i in range(model.shape.layers)):
        q, k, v = through(normed(x, f"{block}.before"), f"{block}.attention.into").chunk(3, dim=1)
        mixed = []
        for i in range(n):
            for part in torch.arange(width).chunk(heads):
                scores = k[: i + 1, part] @ q[i, part] / len(part) ** 0.5
                mixed.append(torch.softmax(scores, dim=0) @ v[: i + 1, part])
        x = x + through(torch.cat(mixed).view(n, width), f"{block}.attention.out")
        inner = torch.relu(through(normed(x, f"{block}.between"), f"{block}.up"))
        x = x + through(inner, f"{block}.down")
    return normed(x, "last")[-1]


def gradient(of: Tensor, model: Transformer) -> Tensor:
    """The gradient by all weights in a row; 0 for those that do not matter."""
    weights = list(model.parameters())
    found = torch.autograd.grad(of, weights, materialize_grads=True, allow_unused=True)
    return torch.cat([one.flatten() for one in found])


# ---------------------------------------------------------------- prefix sharing
@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize(
    ("b", "g", "t", "p"), [(2, 3, 4, 4), (1, 1, 1, 1), (3, 1, 3, 2), (2, 4, 1, 4), (1, 5, 2, 3)]
)
def test_a_shared_prefix_is_read_as_each_row_is_read_alone(
    b: int, g: int, t: int, p: int, *, tied: bool
) -> None:
    model = network(replace(SHAPE, tied=tied))
    prompts, said = rows(b, g, t, p=p, seed=b + g + t)
    shared = model.log_likelihood(prompts, said)
    alone = torch.zeros_like(shared)
    for i, j in itertools.product(range(b), range(g)):
        found = plain(model, prompts[i].tolist(), said[i, j].tolist())
        alone[i, j, : len(found)] = torch.stack(found)
    torch.testing.assert_close(shared, alone, rtol=0, atol=1e-12)
    # Some weighted sum, so that no row can stand in for another.
    weight = torch.arange(1.0, shared.numel() + 1, dtype=torch.float64).view(shared.shape)
    torch.testing.assert_close(
        gradient((weight * shared).sum(), model),
        gradient((weight * alone).sum(), model),
        rtol=1e-9,
        atol=1e-9,
    )


def test_in_single_precision_it_is_the_same_to_six_digits() -> None:
    model = network(spread=0.2)
    prompts, said = rows(4, 6, 4)
    exact = model.log_likelihood(prompts, said)
    slope = gradient(exact.mean(), model)
    model.float()
    rounded = model.log_likelihood(prompts, said)
    assert rounded.dtype == torch.float32
    torch.testing.assert_close(rounded.double(), exact, rtol=1e-6, atol=1e-6)
    found = gradient(rounded.mean(), model).double()
    torch.testing.assert_close(found, slope, rtol=0, atol=1e-6)


@settings(max_examples=25)
@given(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4), st.integers(0, 10**6))
def test_how_many_are_read_together_does_not_matter(b: int, g: int, t: int, seed: int) -> None:
    model = network(seed=1)
    prompts, said = rows(b, g, t, seed=seed)
    together = model.log_likelihood(prompts, said)
    one_by_one = [
        model.log_likelihood(prompts[i : i + 1], said[i : i + 1, j : j + 1])[0, 0]
        for i, j in itertools.product(range(b), range(g))
    ]
    torch.testing.assert_close(together.view(b * g, t), torch.stack(one_by_one), rtol=0, atol=1e-12)


def test_padding_counts_nothing_whatever_stands_before_it() -> None:
    model = network()
    prompts, _ = rows(1, 1, 1)
    said = torch.tensor([[[END, PADDING, PADDING], [3, END, PADDING], [3, 2, END], [3, 2, 2]]])
    found = model.log_likelihood(prompts, said)
    assert (found[0, 0, 1:] == 0).all()
    assert found[0, 1, 2] == 0
    assert (found[0, 2] < 0).all()
    short = model.log_likelihood(prompts, said[:, :1, :1])
    torch.testing.assert_close(found[0, 0, 0], short[0, 0, 0], rtol=0, atol=1e-12)


def test_nothing_read_is_nothing_found() -> None:
    prompts, said = rows(2, 2, 3)
    assert network().log_likelihood(prompts[:0], said[:0]).shape == (0, 2, 3)


def test_the_chances_of_all_completions_sum_to_one() -> None:
    model = network(seed=3)
    prompts, _ = rows(2, 1, 1, seed=3)
    every = all_completions(tokens=3)
    chances = model.log_likelihood(prompts, every.expand(2, -1, -1)).sum(-1).exp()
    torch.testing.assert_close(chances.sum(1), torch.ones(2).double(), rtol=0, atol=1e-12)


def test_the_first_token_is_as_likely_as_a_completion_of_it_alone() -> None:
    model = network()
    prompts, _ = rows(3, 1, 1)
    alone = torch.arange(HEAD).view(1, HEAD, 1).expand(3, -1, -1)
    torch.testing.assert_close(
        model.first(prompts), model.log_likelihood(prompts, alone)[..., 0], rtol=0, atol=1e-12
    )


# ---------------------------------------------------------------- sampling
def all_completions(*, tokens: int) -> Tensor:
    """`(1, N, tokens)` everything that can be said, padded after its end."""
    found = []
    for said in itertools.product(range(HEAD), repeat=tokens):
        end = said.index(END) if END in said else tokens
        if all(token == END for token in said[end:]):
            found.append([*said[: end + 1], *[PADDING] * (tokens - end - 1)][:tokens])
    return torch.tensor(found)[None]


def uncached(
    model: Transformer,
    prompts: Tensor,
    *,
    group: int,
    tokens: int,
    pick: Callable[[Tensor], Tensor],
) -> Tensor:
    """Sampling that reads everything anew for each token, without keys and values of before."""
    said = torch.full((len(prompts) * group, tokens), PADDING)
    each = prompts.repeat_interleave(group, dim=0)
    for i in range(tokens):
        # The chance of a token is the likelihood of what was said, and that token after it.
        trial = said[:, None, : i + 1].repeat(1, HEAD, 1)
        trial[:, :, i] = torch.arange(HEAD)
        token = pick(model.log_likelihood(each, trial)[..., i])
        over = (said[:, :i] == END).any(1)
        said[:, i] = torch.where(over, PADDING, token)
    return said.view(len(prompts), group, tokens)


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize(("g", "t"), [(1, 1), (1, 4), (3, 1), (5, 4)])
def test_greedy_sampling_with_a_cache_says_what_it_says_without(
    g: int, t: int, *, tied: bool
) -> None:
    model = network(replace(SHAPE, tied=tied), seed=5)
    prompts, _ = rows(6, 1, 1, seed=4)
    with torch.no_grad():
        slow = uncached(model, prompts, group=g, tokens=t, pick=lambda logs: logs.argmax(-1))
    found = model.sample(prompts, group=g, tokens=t, generator=None)
    assert found.tolist() == slow.tolist()
    assert (found == found[:, :1]).all()  # all of a group are the likeliest


def test_sampling_with_a_cache_draws_what_it_draws_without() -> None:
    model = network(seed=6)
    prompts, _ = rows(5, 1, 1, seed=4)
    luck = torch.Generator().manual_seed(3)

    def gumbel(logs: Tensor) -> Tensor:
        # The Gumbel-max trick, on the same uniform numbers.
        uniform = torch.rand(logs.shape, generator=luck, dtype=logs.dtype)
        return (logs - torch.log(-torch.log(uniform))).argmax(-1)

    with torch.no_grad():
        slow = uncached(model, prompts, group=40, tokens=4, pick=gumbel)
    found = model.sample(prompts, group=40, tokens=4, generator=torch.Generator().manual_seed(3))
    assert found.tolist() == slow.tolist()
    assert len({tuple(row) for row in found.view(-1, 4).tolist()}) > 50


@pytest.mark.parametrize("tokens", [1, 3])
def test_samples_are_as_frequent_as_their_likelihood_says(tokens: int) -> None:
    model = network(seed=7, spread=0.3)
    prompts, _ = rows(1, 1, 1, seed=5)
    every = all_completions(tokens=tokens)
    chances = model.log_likelihood(prompts, every)[0].sum(-1).exp().detach().numpy()
    n = 40_000
    said = model.sample(prompts, group=n, tokens=tokens, generator=torch.Generator().manual_seed(1))
    number = {tuple(row): i for i, row in enumerate(every[0].tolist())}
    counts = np.bincount([number[tuple(row)] for row in said[0].tolist()], minlength=len(number))
    # Those expected less than five times are taken together, as is usual.
    rare = chances * n < 5
    seen = np.append(counts[~rare], counts[rare].sum())
    mean = np.append(chances[~rare], chances[rare].sum()) * n
    keep = mean > 0
    assert len(chances[~rare]) > 5
    assert chisquare(seen[keep], mean[keep] * seen.sum() / mean.sum()).pvalue > 1e-4


def test_what_is_said_after_the_end_is_padding() -> None:
    prompts, _ = rows(4, 1, 1)
    said = network().sample(prompts, group=50, tokens=5, generator=torch.Generator().manual_seed(0))
    ended = (said == END).cumsum(-1) > 0
    after = functional.pad(ended, (1, 0))[..., :-1]
    assert (said[after] == PADDING).all()
    assert (said[~after] < HEAD).all()
    assert after.any()
    assert not ended.all()


def test_sampling_leaves_the_stream_of_torch_alone() -> None:
    before = torch.random.get_rng_state()
    prompts, _ = rows(2, 1, 1)
    network().sample(prompts, group=2, tokens=3, generator=torch.Generator().manual_seed(0))
    beginning(SHAPE, rng=np.random.default_rng(0))
    assert torch.equal(torch.random.get_rng_state(), before)


# ---------------------------------------------------------------- weights, sizes
def test_a_seed_begins_and_pretrains_the_same_weights_again() -> None:
    base = KnowledgeBase.draw(World(entities=30, tail=4), rng=0)
    short = Pretraining(steps=3, sentences=8)
    first, again = pretrain(base, short, rng=4), pretrain(base, short, rng=4)
    assert first.fingerprint == again.fingerprint
    assert first.fingerprint != pretrain(base, short, rng=5).fingerprint


def test_a_tied_head_learns_through_the_embedding_alone() -> None:
    model = network(replace(SHAPE, tied=True))
    prompts, said = rows(2, 2, 3)
    (-model.log_likelihood(prompts, said).sum()).backward()
    assert model.head.weight.grad is None
    assert model.tokens.weight.grad is not None
    assert (model.tokens.weight.grad[:HEAD] != 0).all()


def test_the_smallest_transformer_of_a_language_fits_it() -> None:
    language = Language(values=3, length=3, wordings=2, name=2)
    shape = architecture(language, entities=50)
    assert shape.head == 2 + 2 + 9
    assert shape.vocabulary == shape.head + 3 + 2 + 2 * 8  # padding, Q, A; relations; names
    assert shape.positions == 5 + 5


def test_the_default_sizes_are_those_of_the_plan() -> None:
    # The prototype that the plan describes had 183 k parameters.
    language = Language()
    model = beginning(architecture(language, entities=1200), rng=np.random.default_rng(0))
    size = sum(weight.numel() for weight in model.parameters())
    assert 180_000 < size < 186_000


BASE = KnowledgeBase.draw(World(entities=30, tail=4), rng=0)
REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "no width": (lambda: replace(SHAPE, width=0), "width is 0"),
    "half a layer": (
        lambda: replace(SHAPE, layers=1.5),  # type: ignore[arg-type]
        "layers is 1.5",
    ),
    "heads that do not divide": (lambda: replace(SHAPE, heads=3), "heads must divide the width"),
    "padding that is said": (lambda: replace(SHAPE, padding=3), "padding is token 3"),
    "padding outside": (lambda: replace(SHAPE, padding=99), "padding is token 99"),
    "tied a number": (
        lambda: replace(SHAPE, tied=1),  # type: ignore[arg-type]
        "tied is 1",
    ),
    "steps below 0": (lambda: Pretraining(steps=-1), "steps is -1"),
    "no sentences": (lambda: Pretraining(sentences=0), "sentences is 0"),
    "no rate": (lambda: Pretraining(rate=0), "rate is 0"),
    "surer than sure": (lambda: Pretraining(least=1), "least is 1"),
    "a rate without end": (lambda: Pretraining(rate=float("inf")), "rate is inf"),
    "no knowledge": (lambda: pretrain(None, rng=0), "the knowledge base is None"),  # type: ignore[arg-type]
    "no way": (lambda: pretrain(BASE, 3, rng=0), "how is 3"),  # type: ignore[arg-type]
    "no seed": (lambda: pretrain(BASE, rng="x"), "rng is 'x'"),  # type: ignore[arg-type]
    "another language": (lambda: pretrain(BASE, rng=0, shape=SHAPE), "vocabulary of the shape"),
    "no folder": (lambda: pretrain(BASE, rng=0, keep="x"), "keep is 'x'"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_network_is_refused_in_one_sentence(case: str) -> None:
    make, sentence = REFUSED[case]
    with pytest.raises(ValueError, match=sentence) as refusal:
        make()
    assert "\n" not in str(refusal.value)
