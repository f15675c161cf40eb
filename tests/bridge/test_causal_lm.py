"""Models of the transformers library against themselves, read one row at a time without padding."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")
pytest.importorskip("transformers", reason="the adapter needs it: pip install 'teachsim[hf]'")

import importlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from teachsim.bridge.causal_lm import CausalLM
from teachsim.bridge.descent import Keep
from teachsim.bridge.evaluation import counted, entropy, rates
from teachsim.bridge.finetune import finetune
from teachsim.bridge.pace import Pace
from teachsim.bridge.questions import Questions
from teachsim.bridge.wrapping import around
from teachsim.tabular.objectives import DPO, GRPO, PPO, SFT, KLRegularised

hf: Any = importlib.import_module("transformers")  # untyped, as it may be absent

A, END = 13, 1
PADDING = A
TOKENS = {"vocab_size": A, "bos_token_id": END, "eos_token_id": END}
GATED = {
    "hidden_size": 8,
    "intermediate_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 24,
}
GPT2 = {"n_positions": 24, "n_embd": 8, "n_layer": 2, "n_head": 2}
# Learned positions, rotary ones, none but a bias; a window shorter than the prompts; no attention.
NAMES = ("gpt2", "llama", "bloom", "mistral", "mamba")
SHARING = ("gpt2", "llama", "bloom", "mistral")


def network(name: str) -> Any:
    match name:
        case "gpt2":
            return hf.GPT2LMHeadModel(hf.GPT2Config(**GPT2, **TOKENS))
        case "llama":
            return hf.LlamaForCausalLM(hf.LlamaConfig(**GATED, **TOKENS))
        case "bloom":
            return hf.BloomForCausalLM(hf.BloomConfig(hidden_size=8, n_layer=2, n_head=2, **TOKENS))
        case "mistral":
            return hf.MistralForCausalLM(hf.MistralConfig(sliding_window=3, **GATED, **TOKENS))
        case "mamba":
            shape = hf.MambaConfig(hidden_size=8, state_size=4, num_hidden_layers=2, **TOKENS)
            return hf.MambaForCausalLM(shape)
        case "bert":
            shape = hf.BertConfig(
                hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
            )
            return hf.BertLMHeadModel(shape)
    raise AssertionError(name)


def sharpened(name: str, *, spread: float = 0.3) -> Any:
    """A network whose chances are far from equal."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        made = network(name)
    luck = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for weight in made.parameters():
            weight.add_(torch.randn(weight.shape, generator=luck), alpha=spread)
    return made


@cache
def actor(name: str) -> CausalLM:
    return around(sharpened(name), end=END)


def rows(b: int = 4, g: int = 3, *, p: int = 6, t: int = 4) -> tuple[Tensor, Tensor]:
    """Prompts of various lengths, and completions that end at various places, or not at all."""
    luck = torch.Generator().manual_seed(0)
    prompts = torch.randint(2, A, (b, p), generator=luck)
    for row, padded in enumerate((0, 2, p - 1)):
        prompts[row : row + 1, :padded] = PADDING
    said = torch.randint(A, (b, g, t), generator=luck)
    over = (said == END).cumsum(-1) - (said == END).long() > 0
    return prompts, said.masked_fill(over, PADDING)


def alone(made: Any, prompts: Tensor, completions: Tensor) -> Tensor:
    """Log chance of each token: each prompt and completion in a pass without any padding."""
    found = torch.zeros(completions.shape)
    for b, prompt in enumerate(prompts):
        for g, completion in enumerate(completions[b]):
            start, said = prompt[prompt != PADDING], completion[completion != PADDING]
            logs = made(input_ids=torch.cat([start, said])[None]).logits[0].log_softmax(-1)
            for i, token in enumerate(said):
                found[b, g, i] = logs[len(start) - 1 + i, token]
    return found


def questions() -> Questions:
    """Six questions of one token, answered by one; the token before the end says "I don't know"."""
    prompts = torch.arange(2, 8)[:, None].repeat(1, 2)
    prompts[::2, 0] = PADDING
    gold = torch.stack([torch.tensor([[2 + n, END], [PADDING, PADDING]]) for n in range(6)])
    silence = torch.tensor([[A - 1, END]])
    known = torch.tensor([True, False] * 3)
    return Questions(
        prompts, gold, torch.ones(6, dtype=torch.long), known, silence, END, PADDING, 6
    )


# ---------------------------------------------------------------- log chances
@pytest.mark.parametrize("name", NAMES)
def test_log_chances_are_those_of_each_row_alone_without_padding(name: str) -> None:
    made, (prompts, completions) = actor(name), rows()
    with torch.no_grad():
        found = made.log_likelihood(prompts, completions)
        wanted = alone(made.network, prompts, completions)
    assert (found[completions == PADDING] == 0).all()
    assert found.std() > 0.3
    torch.testing.assert_close(found, wanted, atol=1e-5, rtol=0)


@pytest.mark.parametrize("name", NAMES)
def test_their_gradient_is_that_of_each_row_alone(name: str) -> None:
    made, (prompts, completions) = actor(name), rows()
    weights = list(made.network.parameters())
    pull = torch.rand(completions.shape, generator=torch.Generator().manual_seed(0))
    pulled = (
        (pull * found).sum()
        for found in (
            made.log_likelihood(prompts, completions),
            alone(made.network, prompts, completions),
        )
    )
    found, wanted = (torch.autograd.grad(one, weights) for one in pulled)
    for mine, theirs in zip(found, wanted, strict=True):
        assert mine.isfinite().all()
        torch.testing.assert_close(mine, theirs, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("name", SHARING)
def test_a_prompt_is_read_once_where_keys_and_values_are_kept(name: str) -> None:
    made, seen = actor(name), []
    assert made.manner.shares
    network: Any = made.network
    tokens = network.get_input_embeddings()
    handle = tokens.register_forward_hook(lambda _, given, __: seen.append(given[0].numel()))
    prompts, completions = rows(b=4, g=3, p=6, t=4)
    made.log_likelihood(prompts, completions)
    handle.remove()
    assert sum(seen) == 4 * 6 + 4 * 3 * 3  # and not 4 * 3 * (6 + 3)


def test_a_model_whose_memory_is_no_keys_and_values_reads_prompt_and_completion_in_a_row() -> None:
    assert not actor("mamba").manner.shares


@pytest.mark.parametrize("name", NAMES)
def test_completions_of_a_single_token_have_its_chance(name: str) -> None:
    made, (prompts, completions) = actor(name), rows(t=1)
    with torch.no_grad():
        found = made.log_likelihood(prompts, completions)
        wanted = made.first(prompts)[:, None].expand(-1, 3, -1).gather(2, completions)
    torch.testing.assert_close(found, wanted, atol=1e-6, rtol=0)


def test_the_first_token_has_chances_that_add_up_to_one() -> None:
    chances = actor("llama").first(rows()[0]).exp()
    assert chances.shape == (4, A)
    torch.testing.assert_close(chances.sum(-1), torch.ones(4))


def test_many_questions_are_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    made, (prompts, completions) = actor("gpt2"), rows()

    def everything() -> tuple[Tensor, Tensor, Tensor]:
        likeliest = made.sample(prompts, group=1, tokens=4, generator=None)
        return made.log_likelihood(prompts, completions), made.first(prompts), likeliest

    with torch.no_grad():
        at_once = everything()
        monkeypatch.setattr("teachsim.bridge.causal_lm._MOST_TOKENS", 1)
        for whole, parts in zip(at_once, everything(), strict=True):
            torch.testing.assert_close(whole, parts)


# ---------------------------------------------------------------- samples
@pytest.mark.parametrize("name", NAMES)
def test_samples_with_a_cache_are_those_without(name: str) -> None:
    made = actor(name)
    forgetful = CausalLM(made.network, replace(made.manner, shares=False))

    def drawn(who: CausalLM) -> Tensor:
        luck = torch.Generator().manual_seed(0)
        return who.sample(rows()[0], group=3, tokens=5, generator=luck)

    assert torch.equal(drawn(made), drawn(forgetful))


@pytest.mark.parametrize("name", ["gpt2", "llama"])
def test_samples_come_as_often_as_their_chance_says(name: str) -> None:
    made, prompts = actor(name), rows(b=1)[0]
    n = 4000
    said = made.sample(prompts, group=n, tokens=2, generator=torch.Generator().manual_seed(0))
    kinds, counts = torch.unique(said[0], dim=0, return_counts=True)
    with torch.no_grad():
        chances = made.log_likelihood(prompts, kinds[None]).sum(-1).exp()[0]
    spread = (chances * (1 - chances) / n).sqrt()
    assert ((counts / n - chances).abs() < 5 * spread + 1 / n).all()


@pytest.mark.parametrize("name", ["gpt2", "mamba"])
def test_the_likeliest_answer_goes_on_with_the_likeliest_token(name: str) -> None:
    made, (prompts, _) = actor(name), rows()
    said = made.sample(prompts, group=1, tokens=4, generator=None)[:, 0]
    for prompt, answer in zip(prompts, said, strict=True):
        row = prompt[prompt != PADDING]
        for token in answer[answer != PADDING]:
            with torch.no_grad():
                assert made.network(input_ids=row[None]).logits[0, -1].argmax() == token
            row = torch.cat([row, token[None]])


def test_nothing_but_padding_follows_the_end() -> None:
    said = actor("gpt2").sample(
        rows()[0], group=64, tokens=5, generator=torch.Generator().manual_seed(0)
    )
    after = ((said == END).cumsum(-1) - (said == END).long()) > 0
    assert after.any()
    assert (said[after] == PADDING).all()
    assert (said[~after] < A).all()


# ---------------------------------------------------------------- padding
@pytest.mark.parametrize("pad", [None, END], ids=["without a pad token", "padded with the end"])
def test_the_models_own_padding_token_plays_no_part(pad: int | None) -> None:
    made = hf.GPT2LMHeadModel(hf.GPT2Config(**GPT2, **TOKENS, pad_token_id=pad))
    made.load_state_dict(sharpened("gpt2").state_dict())
    wrapped, (prompts, completions) = around(made, end=END), rows()
    assert wrapped.padding == A
    with torch.no_grad():
        found = wrapped.log_likelihood(prompts, completions)
        wanted = actor("gpt2").log_likelihood(prompts, completions)
    assert torch.equal(found, wanted)


def test_an_end_token_inside_a_prompt_is_read_and_not_hidden() -> None:
    made, (prompts, completions) = actor("gpt2"), rows(b=1)
    prompts[0, 2] = END  # as beginnings of texts are marked by many tokenizers
    with torch.no_grad():
        torch.testing.assert_close(
            made.log_likelihood(prompts, completions), alone(made.network, prompts, completions)
        )


# ---------------------------------------------------------------- refusals
def test_more_tokens_than_the_model_reads_are_refused() -> None:
    made = actor("gpt2")
    with pytest.raises(ValueError, match=r"22 and 3 tokens, but the model reads at most 24"):
        made.log_likelihood(torch.full((1, 22), 2), torch.full((1, 1, 3), 2))
    with pytest.raises(ValueError, match="at most 24; use shorter questions"):
        made.sample(torch.full((1, 22), 2), group=1, tokens=3, generator=None)


def test_a_model_that_sees_what_comes_later_is_refused() -> None:
    with pytest.raises(ValueError, match=r"BertLMHeadModel changes its mind .* must be causal"):
        around(sharpened("bert"), end=END)


class Deaf(nn.Module):
    """A network that is told no mask."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = sharpened("gpt2")
        self.config = self.inner.config

    def forward(self, input_ids: Tensor) -> Any:
        return self.inner(input_ids=input_ids)


class Brittle(Deaf):
    """A network whose chances are no numbers where anything is hidden."""

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None = None) -> Any:
        found = super().forward(input_ids)
        if attention_mask is not None:
            found.logits = found.logits / attention_mask.amin(dim=1)[:, None, None] - 0
        return found


@pytest.mark.parametrize("kind", [Deaf, Brittle])
def test_a_model_that_reads_padding_is_refused(kind: type[Deaf]) -> None:
    with pytest.raises(
        ValueError, match=f"{kind.__name__} reads a prompt otherwise when it is padded"
    ):
        around(kind(), end=END)


def test_weights_that_are_no_numbers_are_refused() -> None:
    made = sharpened("gpt2")
    with torch.no_grad():
        next(made.parameters())[0, 0] = torch.nan
    with pytest.raises(ValueError, match="log chances that are no numbers"):
        around(made, end=END)


@pytest.mark.parametrize("end", [A, -1, True, None])
def test_an_end_that_is_no_token_is_refused(end: object) -> None:
    with pytest.raises(ValueError, match="end is"):
        around(actor("gpt2").network, end=end)  # type: ignore[arg-type]  # on purpose


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="the network is 'gpt2'"):
        around("gpt2", end=END)  # type: ignore[arg-type]  # on purpose


# ---------------------------------------------------------------- the same code as for ours
def test_rates_and_entropy_are_measured_as_of_any_actor() -> None:
    made, asked = actor("llama"), questions()
    found = rates(made, asked)
    with torch.no_grad():
        right = alone(made.network, asked.prompts, asked.gold[:, :1]).sum(-1).exp()[:, 0]
    np.testing.assert_allclose(found[:, 0], right, atol=1e-6)
    np.testing.assert_allclose(found.sum(1), 1)
    sampled = counted(made, asked, group=200, generator=torch.Generator().manual_seed(0))
    assert sampled[0].low - 0.02 < found[:, 0].mean() < sampled[0].high + 0.02
    assert (entropy(made, asked) > 0).all()


@pytest.mark.parametrize("name", ["gpt2", "llama"])
@pytest.mark.parametrize("what", [SFT("gold"), GRPO(group=4), PPO(), DPO(), KLRegularised(0.1)])
def test_training_leaves_the_model_before_as_it_was(name: str, what: object) -> None:
    made, asked = actor(name), questions()
    before = made.fingerprint
    after = finetune(made, asked, what, rng=0, steps=2, pace=Pace(samples=4))  # type: ignore[arg-type]  # an objective
    assert made.fingerprint == before != after.fingerprint


def test_dropout_is_off_while_training() -> None:
    made = actor("gpt2")
    assert hf.GPT2Config().resid_pdrop > 0
    assert not any(
        part.training for part in finetune(made, questions(), SFT("gold"), rng=0, steps=1).modules()
    )


def test_a_run_with_tied_weights_goes_on_from_its_checkpoint_as_if_never_stopped(
    tmp_path: Path,
) -> None:
    made, asked = actor("gpt2"), questions()
    network: Any = made.network
    assert network.config.tie_word_embeddings
    whole = finetune(made, asked, SFT("gold"), rng=0, steps=4)

    def stop(_: str, done: int, steps: int, loss: float) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finetune(made, asked, SFT("gold"), rng=0, steps=4, keep=Keep(tmp_path, 1), watch=stop)
    resumed = finetune(made, asked, SFT("gold"), rng=0, steps=4, keep=Keep(tmp_path, 1))
    assert resumed.fingerprint == whole.fingerprint
