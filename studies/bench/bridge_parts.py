"""What makes a step of the bridge fast, part by part, each against the same without it.

Each line is (what, milliseconds of ours, milliseconds of the other, a note); both are compared
before they are timed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import torch
from torch import Tensor

from studies.bench.timing import timed
from teachsim.bridge.actor import Actor
from teachsim.bridge.finetune import finetune
from teachsim.bridge.language import END
from teachsim.bridge.model import Transformer, drawn, side_by_side
from teachsim.bridge.pace import Pace
from teachsim.bridge.questions import Questions
from teachsim.bridge.rewards import group_reward
from teachsim.tabular.objectives import GRPO, SFT
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

__all__ = ["rows"]

Line = tuple[str, float, float, str]
Taught = tuple[Transformer, Questions]

PROMPTS, GROUP = 16, 8
STEPS = 25  # of a run that is timed
CALLS = 20  # of a part that is timed
REWARD = Reward(1, -1, 0)


def rows(narrow: Taught, wide: Taught, *, repeats: int) -> Iterator[Line]:
    """All lines.

    Args:
        narrow: The model with its head over answers, and its questions.
        wide: The same with a head over all tokens.
        repeats: How often each is timed.
    """
    yield from sharing(*narrow, repeats=repeats)
    yield from heads(narrow, wide, repeats=repeats)
    for prompts in (PROMPTS, 32 * PROMPTS):
        yield from scoring(narrow[1], prompts=prompts, repeats=repeats)


def each(works: Sequence[Callable[[], object]], *, calls: int, repeats: int) -> list[float]:
    """Milliseconds of one call of each, taken in turns."""

    def again(work: Callable[[], object]) -> None:
        for _ in range(calls):
            work()

    seconds = timed(*(partial(again, work) for work in works), repeats=repeats)
    return [taken / calls * 1e3 for taken in seconds]


def steps(actors: Sequence[tuple[Actor, Questions]], objective: Objective) -> list[float]:
    """Milliseconds of a step of each, set-up included."""

    def run(actor: Actor, questions: Questions) -> Actor:
        pace = Pace(shown=PROMPTS * GROUP, asked=PROMPTS, samples=GROUP)
        return finetune(actor, questions, objective, REWARD, rng=0, steps=STEPS, pace=pace)

    works = [partial(run, actor, questions) for actor, questions in actors]
    return [taken / STEPS for taken in each(works, calls=1, repeats=5)]


# ---------------------------------------------------------------- one prompt, many answers
class Apart(Actor):
    """The same model; each answer in a row of its own, behind its own copy of the prompt."""

    def __init__(self, inner: Transformer) -> None:
        """Wrap a model."""
        super().__init__()
        self.inner = inner

    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        """`(B, G, T)` log chance of each token."""
        b, g, t = completions.shape
        copies = prompts.repeat_interleave(g, dim=0)
        return self.inner.log_likelihood(copies, completions.reshape(b * g, 1, t)).view(b, g, t)

    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        """`(B, G, T)` completions."""
        copies = prompts.repeat_interleave(group, dim=0)
        found = self.inner.sample(copies, group=1, tokens=tokens, generator=generator)
        return found.view(len(prompts), group, tokens)

    def first(self, prompts: Tensor) -> Tensor:
        """`(B, A)` log chance of each first token."""
        return self.inner.first(prompts)


@torch.no_grad()
def reread(
    model: Transformer, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator
) -> Tensor:
    """`(B, G, T)` completions, sampled without keys and values of what was read before."""
    row = prompts.repeat_interleave(group, dim=0)
    over = torch.zeros(len(row), dtype=torch.bool)
    for _ in range(tokens):
        length = row.shape[1]
        places, mask = side_by_side(length, g=0, t=0, device=row.device)
        x, _ = model.read(row, places, mask=mask, since=length - 1)
        token = drawn(model.logits(x[:, -1]), generator).masked_fill(over, model.shape.padding)
        over = over | (token == END)
        row = torch.cat([row, token[:, None]], dim=1)
    return row[:, prompts.shape[1] :].view(len(prompts), group, tokens)


def sharing(model: Transformer, questions: Questions, *, repeats: int) -> Iterator[Line]:
    """One copy of a prompt for all its answers; keys and values kept; whole steps."""
    apart = Apart(model)
    some = questions.take(torch.arange(PROMPTS))

    def sampled(by: Callable[..., Tensor]) -> Tensor:
        luck = torch.Generator().manual_seed(3)
        return by(some.prompts, group=GROUP, tokens=some.tokens, generator=luck)

    draws = [partial(sampled, by) for by in (model.sample, apart.sample, partial(reread, model))]
    completions, *others = (draw() for draw in draws)
    assert all(torch.equal(completions, other) for other in others)

    def gradient(actor: Actor) -> None:
        model.zero_grad()
        actor.log_likelihood(some.prompts, completions).sum().backward()

    together, separately = (slopes(model, partial(gradient, actor)) for actor in (model, apart))
    assert torch.allclose(together, separately, rtol=1e-3, atol=1e-3)
    ours, theirs = each(
        [partial(gradient, model), partial(gradient, apart)], calls=CALLS, repeats=repeats
    )
    n = PROMPTS * GROUP
    yield f"gradient of {n} answers, prompts shared, to a row each", ours, theirs, ""
    ours, separate, anew = each(draws, calls=CALLS, repeats=repeats)
    yield f"{n} answers sampled, prompts shared, to a row each", ours, separate, ""
    yield "  a row each with keys and values, to reading all anew", separate, anew, ""
    yield "  ours, to reading all anew", ours, anew, ""
    ours, theirs = steps([(model, questions), (apart, questions)], GRPO(group=GROUP))
    yield f"GRPO step, {n} answers, prompts shared, to a row each", ours, theirs, ""


def slopes(model: Transformer, gradient: Callable[[], None]) -> Tensor:
    """`(weights,)` the gradient, whole."""
    gradient()
    return torch.cat([w.grad.flatten() for w in model.parameters() if w.grad is not None])


def heads(narrow: Taught, wide: Taught, *, repeats: int) -> Iterator[Line]:
    """A head over the tokens of answers, and one over all tokens."""
    (small, _), (large, _) = narrow, wide
    note = f"{small.shape.head} and {large.shape.head:,} tokens"
    for name, objective in (("GRPO", GRPO(group=GROUP)), ("SFT", SFT("gold"))):
        ours, theirs = steps([narrow, wide], objective)
        yield f"{name} step, head over answers, to one over all tokens", ours, theirs, note


# ---------------------------------------------------------------- rewards
def scoring(questions: Questions, *, prompts: int, repeats: int) -> Iterator[Line]:
    """Rewards and advantages from token ids by torch, and from strings by Python."""
    luck = torch.Generator().manual_seed(5)
    some = questions.take(torch.arange(prompts))
    n, t = prompts * GROUP, some.tokens
    noise = torch.randint(END, some.padding, (n, t), generator=luck)
    kind = torch.randint(3, (n, 1), generator=luck)
    right = some.gold[:, 0].repeat_interleave(GROUP, dim=0)
    completions = torch.where(kind == 0, right, torch.where(kind == 1, some.silence, noise))
    words = [f"word{token}" for token in range(some.padding + 1)]
    accepted = [{spelled(row, words) for row in rows} for rows in some.gold.tolist()]
    silent = {spelled(row, words) for row in some.idk.tolist()}

    def by_ids() -> Tensor:
        return group_reward(
            completions, some.gold, some.n_gold, some.idk,
            group=GROUP, pad=some.padding, eos=some.end, reward=REWARD,
        ).advantage  # fmt: skip

    def by_strings() -> Tensor:
        found = [
            REWARD.right if text in accepted[i // GROUP]
            else REWARD.abstain if text in silent
            else REWARD.wrong
            for i, text in enumerate(spelled(row, words) for row in completions.tolist())
        ]  # fmt: skip
        reward = torch.tensor(found, dtype=torch.float32).view(-1, GROUP)
        apart, spread = reward - reward.mean(1, keepdim=True), reward.std(1, keepdim=True)
        return torch.where(spread > 0, apart / spread, 0.0).flatten()

    assert torch.allclose(by_ids(), by_strings(), atol=1e-5)
    ours, theirs = each([by_ids, by_strings], calls=CALLS, repeats=repeats)
    note = f"{ours / n * 1e3:.2f} and {theirs / n * 1e3:.2f} us an answer"
    yield f"rewards of {n:,} answers, token ids in torch, to strings", ours, theirs, note


def spelled(row: list[int], words: list[str]) -> str:
    """An answer in words, its end included."""
    end = row.index(END) + 1 if END in row else len(row)
    return " ".join([words[token] for token in row[:end]])
