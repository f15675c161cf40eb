"""What fine-tuning needs of a model: to say completions, and to tell how likely it says them.

Everything else (objectives, rewards, evaluation) is written against these two methods, so that the
small transformer and any causal model of a library are trained by the same code.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn

from teachsim.bridge import vectors

__all__ = ["Actor"]

vectors.choose()  # before a model of whatever kind computes anything


class Actor(nn.Module, ABC):
    """A language model that answers questions.

    Shapes: B prompts of P tokens, G completions each, of T tokens.
    """

    @abstractmethod
    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        """`(B, G, T)` log chance in nats of each token, given prompt and tokens before.

        Args:
            prompts: `(B, P)` tokens.
            completions: `(B, G, T)` tokens, padded after their end; padding counts 0.
        """

    @abstractmethod
    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        """`(B, G, T)` completions drawn at temperature 1, padded after their end.

        Args:
            prompts: `(B, P)` tokens.
            group: G.
            tokens: T, where a completion is cut off.
            generator: Consumed; None for the likeliest token each time.
        """

    @abstractmethod
    def first(self, prompts: Tensor) -> Tensor:
        """`(B, A)` log chance in nats of each first token of an answer to prompts `(B, P)`."""

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return next(self.parameters()).device

    @property
    def fingerprint(self) -> str:
        """8 hex digits of a hash of its weights."""
        digest = hashlib.sha256()
        for name, tensor in self.state_dict().items():
            digest.update(f"{name} {tuple(tensor.shape)}".encode())
            digest.update(tensor.detach().float().cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()[:8]
