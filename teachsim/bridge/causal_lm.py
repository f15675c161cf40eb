"""Any causal language model of the transformers library as an `Actor`, trained by the same code.

Prompts of different lengths are padded on the left, answers on the right. The padding token is the
first id *outside* the vocabulary, whatever the model calls its own: it cannot be said, it cannot be
taken for the end (many models pad with that), and a model without one needs none. It is hidden from
the network by its attention mask and by positions that start at the first real token.

The prompt is read once for the G completions where that gives the same numbers: its keys and values
are repeated, and completions are read behind them. Whether it does is measured when the network is
wrapped (`wrapping.around`); where it does not, prompt and completion are read as one row.

Networks are in evaluation mode, in training as well: with dropout the chances at which an answer
was drawn could not be computed again.

Shapes: B prompts of P tokens, G completions each, of T tokens; A tokens of the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from teachsim.bridge.actor import Actor
from teachsim.bridge.model import chosen, drawn

__all__ = ["CausalLM", "Manner"]

_MOST_CHANCES = 1 << 27  # in one pass without gradients: half a gigabyte of float32
_MOST_TOKENS = 1 << 15


@dataclass(frozen=True)
class Manner:
    """How a network is spoken to.

    Attributes:
        vocabulary: A, the number of tokens that it may say: 0 to A - 1.
        end: Token that ends an answer.
        takes: Names of the arguments that it takes.
        room: Most tokens of prompt and answer; None where it sets no bound.
        shares: Whether a prompt can be read once for all its completions.
    """

    vocabulary: int
    end: int
    takes: frozenset[str]
    room: int | None
    shares: bool

    @property
    def cache(self) -> str:
        """The argument that holds what was read before: its name changed between releases."""
        return "cache" if "cache" in self.takes else "past_key_values"


class CausalLM(Actor):
    """A network of the transformers library."""

    def __init__(self, network: nn.Module, manner: Manner) -> None:
        """Put it into evaluation mode; `wrapping.around` finds out how it is spoken to."""
        super().__init__()
        self.network = network
        self.manner = manner
        self.eval()

    @property
    def padding(self) -> int:
        """The padding token, outside the vocabulary."""
        return self.manner.vocabulary

    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        """`(B, G, T)` log chance of each token of completions `(B, G, T)`; 0 after their end.

        Raises:
            ValueError: If prompt and completion are longer than the network reads.
        """
        n = self._at_once(prompts.shape[1], g=completions.shape[1], t=completions.shape[2])
        if torch.is_grad_enabled():
            n = max(1, len(prompts))  # parts would be kept for the backward pass all the same
        read = self._shared if self.manner.shares else self._plain
        both = zip(prompts.split(n), completions.split(n), strict=True)
        return torch.cat([read(some, said) for some, said in both])

    def first(self, prompts: Tensor) -> Tensor:
        """`(B, A)` log chance of each first token."""
        n = self._at_once(prompts.shape[1], g=1, t=1)
        read = [self._read(some, some < self.padding, last=1)[0] for some in prompts.split(n)]
        return torch.cat(read)[:, 0]

    @torch.no_grad()
    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        """`(B, G, T)` completions; the likeliest token each time without a generator.

        Raises:
            ValueError: If prompt and completion are longer than the network reads.
        """
        n = self._at_once(prompts.shape[1], g=group, t=tokens)
        said = [
            self._said(some, group=group, tokens=tokens, generator=generator)
            for some in prompts.split(n)
        ]
        return torch.cat(said)

    def _at_once(self, p: int, *, g: int, t: int) -> int:
        """Prompts in one pass without gradients.

        Raises:
            ValueError: If prompt and completion are longer than the network reads.
        """
        room = self.manner.room
        if room is not None and p + t > room:
            raise ValueError(
                f"prompt and answer have {p} and {t} tokens, but the model reads at most {room}; "
                "use shorter questions"
            )
        chances, tokens = g * t * self.manner.vocabulary, p + g * (p + t)
        return max(1, min(_MOST_CHANCES // chances, _MOST_TOKENS // tokens))

    def _read(
        self, tokens: Tensor, seen: Tensor, *, last: int, cache: Any = None, keep: bool = False
    ) -> tuple[Tensor, Any]:
        """`(N, last, A)` log chances of what follows the last tokens of `(N, S)`; and the cache.

        Args:
            tokens: What is read.
            seen: `(N, past + S)` whether each token is one, those in the cache before it included.
            last: How many.
            cache: What was read before.
            keep: Whether a cache is wanted.
        """
        given = {
            "input_ids": tokens.masked_fill(tokens >= self.padding, 0),  # hidden: any would do
            "attention_mask": seen.long(),
            "position_ids": (seen.cumsum(-1) - 1).clamp(min=0)[:, -tokens.shape[1] :],
            "use_cache": keep,
            "logits_to_keep": last,
            self.manner.cache: cache,
        }
        found = self.network(**{k: v for k, v in given.items() if k in self.manner.takes})
        logits = found.logits[:, -last:]
        kind = torch.promote_types(logits.dtype, torch.float32)
        logs = functional.log_softmax(logits.to(kind), dim=-1)
        return logs, getattr(found, self.manner.cache) if keep else None

    def _plain(self, prompts: Tensor, completions: Tensor) -> Tensor:
        """`log_likelihood`, with prompt and completion in one row."""
        b, g, t = completions.shape
        before = completions[:, :, :-1].reshape(b * g, t - 1)
        rows = torch.cat([prompts.repeat_interleave(g, dim=0), before], dim=1)
        logs, _ = self._read(rows, rows < self.padding, last=t)  # (B G, T, A)
        return chosen(logs.unflatten(0, (b, g)), completions)

    def _shared(self, prompts: Tensor, completions: Tensor) -> Tensor:
        """`log_likelihood`, with each prompt read once."""
        b, g, t = completions.shape
        seen = prompts < self.padding
        first, cache = self._read(prompts, seen, last=1, keep=True)  # (B, 1, A)
        found = [chosen(first[:, None].expand(-1, g, -1, -1), completions[:, :, :1])]
        if t > 1:
            cache.batch_repeat_interleave(g)
            before = completions[:, :, :-1].reshape(b * g, t - 1)
            seen = torch.cat([seen.repeat_interleave(g, dim=0), before < self.padding], dim=1)
            rest, _ = self._read(before, seen, last=t - 1, cache=cache, keep=True)
            found.append(chosen(rest.unflatten(0, (b, g)), completions[:, :, 1:]))
        return torch.cat(found, dim=2)

    def _said(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        """`sample`, in one pass."""
        shares = self.manner.shares
        logs, cache = self._read(prompts, prompts < self.padding, last=1, keep=shares)
        logs = logs[:, 0].repeat_interleave(group, dim=0)  # (B G, A)
        rows = prompts.repeat_interleave(group, dim=0)
        if cache is not None:
            cache.batch_repeat_interleave(group)
        over = torch.zeros(len(rows), dtype=torch.bool, device=rows.device)
        for i in range(tokens):
            token = drawn(logs, generator).masked_fill(over, self.padding)
            rows = torch.cat([rows, token[:, None]], dim=1)
            over = over | (token == self.manner.end)
            if i + 1 < tokens:
                new = rows[:, -1:] if shares else rows
                logs, cache = self._read(new, rows < self.padding, last=1, cache=cache, keep=shares)
                logs = logs[:, 0]
        return rows[:, -tokens:].view(-1, group, tokens)
