"""Questions as a model reads them: prompts, accepted answers, ways to say "I don't know"."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge.language import END, IDK
from teachsim.bridge.world import KnowledgeBase
from teachsim.core.arrays import IntArray
from teachsim.core.transcript import add_arrays

__all__ = ["Questions", "questions_of"]


@dataclass(frozen=True, eq=False)
class Questions:
    """N questions, on one device.

    Attributes:
        prompts: `(N, P)` tokens.
        gold: `(N, K, T)` tokens of accepted answers, ended, then padded. The first is what a
            demonstrator shows.
        n_gold: `(N,)` how many of the K there are.
        known: `(N,)` whether the model, before fine-tuning, is taken to know the answer.
        idk: `(A, T)` tokens of whole answers that say "I don't know", ended, then padded.
        end: Token that ends an answer.
        padding: Token after that.
        answers: V, how many answers there are to choose among, "I don't know" apart.
    """

    prompts: Tensor
    gold: Tensor
    n_gold: Tensor
    known: Tensor
    idk: Tensor
    end: int
    padding: int
    answers: int

    def __len__(self) -> int:
        """N."""
        return len(self.prompts)

    @property
    def tokens(self) -> int:
        """T, the longest that an accepted answer may be, its end included."""
        return self.gold.shape[2]

    @property
    def silence(self) -> Tensor:
        """`(T,)` tokens of the first "I don't know", which a demonstrator shows."""
        return self.idk[0]

    @property
    def fingerprint(self) -> str:
        """8 hex digits of a hash of all of it."""
        digest = hashlib.sha256(f"{self.end} {self.padding} {self.answers}".encode())
        add_arrays(digest, *(tensor.cpu().numpy() for tensor in self._tensors))
        return digest.hexdigest()[:8]

    @property
    def _tensors(self) -> tuple[Tensor, ...]:
        """All that is on the device."""
        return self.prompts, self.gold, self.n_gold, self.known, self.idk

    def take(self, rows: Tensor) -> Questions:
        """The questions in rows `(n,)`."""
        return replace(
            self,
            prompts=self.prompts[rows],
            gold=self.gold[rows],
            n_gold=self.n_gold[rows],
            known=self.known[rows],
        )

    def varied(self, *, rng: np.random.Generator) -> Questions:
        """The same questions, each shown in a wording of its own; `rng` is consumed."""
        n, k, _ = self.gold.shape
        order = rng.permuted(np.tile(np.arange(k), (n, 1)), axis=1)
        rows = torch.arange(n)[:, None]
        return replace(self, gold=self.gold[rows, torch.from_numpy(order)])


def questions_of(base: KnowledgeBase, facts: IntArray, *, device: torch.device | str) -> Questions:
    """The questions after facts `(N,)` of a knowledge base."""
    language = base.world.language
    idk = torch.full((1, language.completion), language.padding)
    idk[0, 0], idk[0, 1] = IDK, END
    return Questions(
        torch.from_numpy(base.prompts(facts)).to(device),
        torch.from_numpy(base.accepted(facts)).to(device),
        torch.full((len(facts),), language.wordings, device=device),
        torch.tensor(base.known[facts], device=device),
        idk.to(device),
        END,
        language.padding,
        language.answers,
    )
