"""A decoder-only transformer, small enough to read: one file, a shape at each line.

Pre-norm blocks (R. Xiong et al., "On layer normalization in the transformer architecture", ICML
2020), ReLU, learned positions, and a head over the tokens of answers alone, untied from the
embedding (tied, it learns as well: `studies/what_fails.py`).

Two ways to read many completions of one prompt: `log_likelihood` lays them side by side behind one
copy of the prompt, each seeing the prompt and itself only (a block mask, one attention call);
`sample` keeps keys and values of what was read before.

Shapes: B prompts of P tokens, G completions each, of T tokens; D width, h heads, A answer tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional

from teachsim.bridge.actor import Actor
from teachsim.bridge.language import END
from teachsim.core.checks import one_of, whole_number

__all__ = ["Architecture", "Transformer"]

_INITIAL = 0.02  # standard deviation of embeddings, as in GPT-2


@dataclass(frozen=True)
class Architecture:
    """Sizes of a transformer.

    Attributes:
        vocabulary: Number of tokens.
        head: A, number of tokens that it may say: 0 to A - 1.
        positions: Longest row of tokens, prompt and completion.
        padding: Token after the end of a completion.
        width: D.
        layers: Number of blocks.
        heads: h, which divides D.
        tied: Whether the head is the embedding's; it is not by default.
    """

    vocabulary: int
    head: int
    positions: int
    padding: int
    width: int = 64
    layers: int = 2
    heads: int = 2
    tied: bool = False

    def __post_init__(self) -> None:
        """Refuse sizes of no network.

        Raises:
            ValueError: If one is too small, or heads do not divide the width.
        """
        for thing in ("vocabulary", "head", "positions", "width", "layers", "heads"):
            whole_number(getattr(self, thing), thing=thing, least=1, way_out="see Architecture")
        one_of(bool, self.tied, thing="tied", way_out="use False")
        if self.width % self.heads:
            raise ValueError(
                f"width is {self.width} and heads {self.heads}, but heads must divide the width; "
                "use 64 and 2"
            )
        if not self.head <= self.padding < self.vocabulary:
            raise ValueError(
                f"padding is token {self.padding}, but must be none of the {self.head} that are "
                f"said and one of the {self.vocabulary} of the vocabulary; use the first after them"
            )


class Attention(nn.Module):
    """Attention over a row, and over keys and values of what was read before."""

    def __init__(self, shape: Architecture) -> None:
        """Make its two matrices."""
        super().__init__()
        self.heads = shape.heads
        self.into = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None,
        *,
        past: tuple[Tensor, Tensor] | None = None,
        since: int = 0,
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """`(N, S - since, D)` from `(N, S, D)`; keys and values, `(N, h, S + past, D / h)` each."""
        n, s, _ = x.shape
        each = x.shape[2] // self.heads
        q, k, v = self.into(x).view(n, s, 3, self.heads, each).permute(2, 0, 3, 1, 4)
        if past is not None:  # (N, h, past, D / h)
            k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)
        seen = mask if mask is None else mask[since:]
        mixed = functional.scaled_dot_product_attention(q[:, :, since:], k, v, attn_mask=seen)
        return self.out(mixed.transpose(1, 2).reshape(n, s - since, x.shape[2])), (k, v)


class Block(nn.Module):
    """Attention, then a layer of four times the width, each added to what came in."""

    def __init__(self, shape: Architecture) -> None:
        """Make its parts."""
        super().__init__()
        self.before, self.between = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.attention = Attention(shape)
        self.up = nn.Linear(shape.width, 4 * shape.width)
        self.down = nn.Linear(4 * shape.width, shape.width)

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None,
        *,
        past: tuple[Tensor, Tensor] | None = None,
        since: int = 0,
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """`(N, S - since, D)` from `(N, S, D)`; and keys and values."""
        mixed, kept = self.attention(self.before(x), mask, past=past, since=since)
        x = x[:, since:] + mixed
        return x + self.down(functional.relu(self.up(self.between(x)))), kept


class Transformer(Actor):
    """The network."""

    def __init__(self, shape: Architecture) -> None:
        """Make it, with weights from torch's own generator: see `pretrain.beginning`."""
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        self.head = nn.Linear(shape.width, shape.head, bias=False)
        nn.init.normal_(self.tokens.weight, std=_INITIAL)
        nn.init.normal_(self.places.weight, std=_INITIAL)
        nn.init.normal_(self.head.weight, std=_INITIAL)

    def read(
        self,
        tokens: Tensor,
        places: Tensor,
        *,
        mask: Tensor | None,
        past: list[tuple[Tensor, Tensor]] | None = None,
        since: int = 0,
    ) -> tuple[Tensor, list[tuple[Tensor, Tensor]]]:
        """`(N, S - since, D)` what is made of tokens `(N, S)` at places `(S,)`; keys and values.

        Args:
            tokens: `(N, S)` tokens.
            places: `(S,)` where they stand.
            mask: `(S, S)` what each sees; None for all.
            past: Keys and values of what was read before.
            since: The first place that is asked for. Those before it end with the last attention.
        """
        x = self.tokens(tokens) + self.places(places)
        kept = []
        for i, block in enumerate(self.blocks):
            lost = since if i + 1 == len(self.blocks) else 0  # no attention reads those any more
            x, both = block(x, mask, past=None if past is None else past[i], since=lost)
            kept.append(both)
        return self.last(x), kept

    def logits(self, x: Tensor) -> Tensor:
        """`(..., A)` logits of the next token from `(..., D)`, in float32 at least."""
        weight = self.tokens.weight[: self.shape.head] if self.shape.tied else self.head.weight
        logits = functional.linear(x, weight)
        return logits.to(torch.promote_types(logits.dtype, torch.float32))

    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        """`(B, G, T)` log chance of each token of completions `(B, G, T)`; 0 after their end."""
        (b, p), (_, g, t) = prompts.shape, completions.shape
        said = completions[:, :, :-1].reshape(b, g * (t - 1))
        row = torch.cat([prompts, said], dim=1)  # (B, P + G (T - 1))
        places, mask = side_by_side(p, g=g, t=t - 1, device=row.device)
        x, _ = self.read(row, places, mask=mask, since=p - 1)  # (B, 1 + G (T - 1), D)
        logs = functional.log_softmax(self.logits(x), dim=-1)  # (B, 1 + G (T - 1), A)
        first = chosen(logs[:, None, :1].expand(-1, g, -1, -1), completions[:, :, :1])
        rest = logs[:, 1:].reshape(b, g, t - 1, logs.shape[2])  # none if T = 1
        return torch.cat([first, chosen(rest, completions[:, :, 1:])], dim=2)

    def first(self, prompts: Tensor) -> Tensor:
        """`(B, A)` log chance of each first token."""
        places, mask = side_by_side(prompts.shape[1], g=0, t=0, device=prompts.device)
        x, _ = self.read(prompts, places, mask=mask, since=prompts.shape[1] - 1)
        return functional.log_softmax(self.logits(x[:, -1]), dim=-1)

    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        """`(B, G, T)` completions; the likeliest token each time without a generator."""
        b, p = prompts.shape
        places, mask = side_by_side(p, g=0, t=0, device=prompts.device)
        said: list[Tensor] = []
        with torch.inference_mode():
            x, past = self.read(prompts, places, mask=mask, since=p - 1)
            logits = self.logits(x[:, -1]).repeat_interleave(group, dim=0)  # (B G, A)
            past = [(k.repeat_interleave(group, 0), v.repeat_interleave(group, 0)) for k, v in past]
            over = torch.zeros(b * group, dtype=torch.bool, device=prompts.device)
            for i in range(tokens):
                token = drawn(logits, generator).masked_fill(over, self.shape.padding)
                said.append(token)
                over = over | (token == END)
                if i + 1 < tokens:
                    x, past = self.read(token[:, None], places[-1:] + 1 + i, mask=None, past=past)
                    logits = self.logits(x[:, 0])
        return torch.stack(said, dim=1).view(b, group, tokens)  # made out here: others may save it


@lru_cache(maxsize=16)  # every step asks for the same ones again
def side_by_side(p: int, *, g: int, t: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """`(S,)` places and `(S, S)` mask of g completions of t tokens behind one prompt of p."""
    with torch.inference_mode(False):  # whoever asks first, others may differentiate
        branch = torch.cat(
            [torch.zeros(p, dtype=torch.long), torch.arange(1, g + 1).repeat_interleave(t)]
        )
        places = torch.cat([torch.arange(p), torch.arange(p, p + t).repeat(g)])
        same = (branch[:, None] == branch) | (branch == 0)
        mask = same & (places[:, None] >= places)
        return places.to(device), mask.to(device)


def chosen(logs: Tensor, completions: Tensor) -> Tensor:
    """`(B, G, T)` the entries of log chances `(B, G, T, A)` that were said; 0 for padding."""
    inside = completions < logs.shape[-1]
    picked = logs.gather(-1, completions.clamp(max=logs.shape[-1] - 1)[..., None]).squeeze(-1)
    return picked * inside


def drawn(logits: Tensor, generator: torch.Generator | None) -> Tensor:
    """`(N,)` a token by `(N, A)` logits: Gumbel-max, or the likeliest without a generator."""
    if generator is None:
        return logits.argmax(dim=-1)
    uniform = torch.rand(
        logits.shape, generator=generator, device=logits.device, dtype=logits.dtype
    )
    # An exponential variate is -log of a uniform one; the largest ratio is the Gumbel maximum.
    return (logits - torch.log(-torch.log(uniform.clamp_(min=1e-20)))).argmax(dim=-1)
