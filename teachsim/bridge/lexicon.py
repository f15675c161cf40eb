"""Which tokens say which response of a scenario, and how likely a network says each.

A response is T tokens. The network may only say what is a response, or be silent: each token is
chosen among those with which some response goes on, by the network's chances of these alone,

    pi(response | prompt) = product over its tokens of  softmax over what can follow.

So there is no babble, which no teacher could mark, and no way to escape into it. "I don't know" is
the token IDK. Where no response says so, it is silence: it has a chance, and is never put.

All responses are read at once, behind one copy of the prompt: a *node* is a place at which a token
is chosen, the first one behind the prompt, the others behind one of the beginnings of responses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from teachsim.bridge.language import END, IDK, Language
from teachsim.bridge.model import Architecture, Transformer, side_by_side
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, sealed
from teachsim.core.checks import whole_number

__all__ = ["Lexicon"]

_WIDTH, _LAYERS = 32, 1  # enough for hundreds of facts, and a third of the time of 64 and 2
_MOST = 20_000_000  # chances of tokens, over prompts and nodes: 160 MB


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The spelling of prompts and responses.

    Shapes: P prompts of the scenario, R responses, Y = R, or R + 1 with silence as the last; T
    tokens each, of the A that the head has; N nodes.

    Attributes:
        language: Its tokens.
        idk: The response that says "I don't know"; None if there is none.
        prompts: `(P + fresh, prompt)` tokens; the last are names without a meaning.
        fresh: Number of these.
        tokens: `(Y, T)` tokens of each response.
        nodes: `(Y, T)` node at which each of these is chosen.
        allowed: `(N, A)` whether a token can follow at a node.
        beginnings: `(F, T - 1)` the different beginnings of responses, all but their last token.
    """

    language: Language
    idk: int | None
    prompts: IntArray
    fresh: int
    tokens: IntArray
    nodes: IntArray
    allowed: BoolArray
    beginnings: IntArray

    @classmethod
    def of(
        cls,
        *,
        prompts: int,
        responses: int,
        idk: int | None = None,
        places: int = 1,
        fresh: int = 0,
    ) -> Lexicon:
        """A name for each prompt, and so many values for each response, as few as can be.

        Args:
            prompts: P.
            responses: R, "I don't know" included if there is one.
            idk: The response that says so.
            places: T.
            fresh: Number of names without a meaning.

        Raises:
            ValueError: If a number is too small, or there are too many chances to keep.

        >>> words = Lexicon.of(prompts=1, responses=5, places=2)
        >>> words.tokens.tolist()  # two values of three each; the last is silence, and its end
        [[2, 5], [3, 5], [4, 5], [2, 6], [3, 6], [1, 0]]
        """
        spoken = responses - (idk is not None)
        whole_number(spoken, thing="responses that say something", least=1, way_out="add some")
        whole_number(places, thing="places", least=1, way_out="use 1 for a token each")
        values = max(2, math.ceil(round(spoken ** (1 / places), 9)))
        language = Language(values=values, length=places, relations=1)
        names = np.arange(prompts + fresh)
        rows = language.prompts(names, np.zeros_like(names), of=len(names))
        said = language.completions(np.arange(spoken), np.zeros(spoken, dtype=np.int64))[:, :-1]
        silence = np.full(places, END)
        silence[0] = IDK
        tokens = np.insert(said, spoken if idk is None else idk, silence, axis=0)
        beginnings, branch = np.unique(tokens[:, :-1], axis=0, return_inverse=True)
        n_nodes = 1 + len(beginnings) * (places - 1)
        if len(names) * n_nodes * language.head > _MOST:
            raise ValueError(
                f"{prompts:,} prompts and {responses:,} responses of {places} tokens need more "
                f"than {_MOST:,} chances of tokens; use fewer of them, or more places"
            )
        nodes = _nodes(tokens, branch.reshape(-1))
        allowed = np.zeros((n_nodes, language.head), dtype=np.bool_)
        allowed[nodes, tokens] = True
        allowed[~allowed.any(axis=1)] = True  # never asked for, but a softmax over nothing is NaN
        return cls(
            language,
            idk,
            sealed(rows),
            fresh,
            tokens=sealed(tokens),
            nodes=sealed(nodes),
            allowed=sealed(allowed),
            beginnings=sealed(beginnings),
        )

    @property
    def n_prompts(self) -> int:
        """P."""
        return len(self.prompts) - self.fresh

    @property
    def n_responses(self) -> int:
        """R."""
        return len(self.tokens) - (self.idk is None)

    @property
    def architecture(self) -> Architecture:
        """The sizes of a small transformer that reads and says all this."""
        language = self.language
        return Architecture(
            language.vocabulary(len(self.prompts)),
            language.head,
            language.prompt + language.completion,
            language.padding,
            width=_WIDTH,
            layers=_LAYERS,
        )

    def logs(self, network: Transformer, prompts: IntArray) -> Tensor:
        """`(n, N, A)` log chance of each token at each node, float64, behind prompts `(n,)`."""
        device = network.device
        begun, places = self.beginnings.shape
        behind = torch.tensor(self.prompts[prompts], device=device)
        said = torch.tensor(self.beginnings.reshape(-1), device=device)
        row = torch.cat([behind, said.expand(len(prompts), -1)], dim=1)  # (n, prompt + F (T - 1))
        where, mask = side_by_side(behind.shape[1], g=begun, t=places, device=device)
        x, _ = network.read(row, where, mask=mask, since=behind.shape[1] - 1)  # (n, N, D)
        # float64, so that chances sum to 1 in the last digit that anybody looks at.
        logits = network.logits(x).double()
        barred = torch.tensor(~self.allowed, device=device)
        return functional.log_softmax(logits.masked_fill(barred, -math.inf), dim=-1)

    def of_responses(self, logs: Tensor) -> Tensor:
        """`(n, Y)` log chance of each response from those of tokens, `(n, N, A)`."""
        nodes, tokens = (torch.tensor(a, device=logs.device) for a in (self.nodes, self.tokens))
        return logs[:, nodes, tokens].sum(dim=-1)

    def drawn(self, chances: FloatArray, rng: np.random.Generator) -> IntArray:
        """`(n,)` responses, R for silence, said token by token; `rng` is consumed.

        Args:
            chances: `(n, N, A)` of each token at each node.
            rng: Draws the tokens.
        """
        each = np.arange(len(chances))
        open_ = np.ones((len(chances), len(self.tokens)), dtype=np.bool_)  # what it may yet become
        for place in range(self.tokens.shape[1]):
            node = self.nodes[open_.argmax(axis=1), place]
            below = np.cumsum(chances[each, node], axis=1)
            # Scaled by the last, which is 1 but for rounding: what cannot follow never does.
            luck = rng.random((len(chances), 1)) * below[:, -1:]
            open_ &= self.tokens[:, place] == (luck >= below).sum(axis=1, keepdims=True)
        return open_.argmax(axis=1)


def _nodes(tokens: IntArray, branch: IntArray) -> IntArray:
    """`(Y, T)` node at which each token of a response is chosen: one for each beginning.

    Args:
        tokens: `(Y, T)` tokens.
        branch: `(Y,)` which of the longest beginnings is its.
    """
    length = tokens.shape[1]
    nodes = np.zeros_like(tokens)
    for place in range(1, length):
        _, first, same = np.unique(
            tokens[:, :place], axis=0, return_index=True, return_inverse=True
        )
        # Shared beginnings are read in several rows: the first of them stands for all.
        nodes[:, place] = 1 + branch[first[same.reshape(-1)]] * (length - 1) + place - 1
    return nodes
