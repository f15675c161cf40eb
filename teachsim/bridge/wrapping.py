"""Wrapping a network of the transformers library: how it is spoken to is measured, not looked up.

Architectures differ in what their cache holds, where positions begin and what they take. So a few
tokens are read in every way that training will use. What cannot be right is refused: log chances
that are no numbers, a network that sees what comes later, a prompt that reads otherwise when it is
padded on the left. Whether a prompt can be read once for many completions is found out.
"""

from __future__ import annotations

import inspect
from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from teachsim.bridge.causal_lm import CausalLM, Manner
from teachsim.bridge.model import chosen
from teachsim.core.checks import one_of, whole_number

__all__ = ["around"]

_EXAMINED = 10  # tokens of the examination
# What rounding may move a log chance by, in nats, and at most this share of what another prompt
# does: chances of a network that was never trained hardly depend on what it reads.
_ROUNDING, _LARGE_ROUNDING, _SHARE = 1e-5, 1e-3, 0.01


@torch.no_grad()
def around(network: nn.Module, *, end: int) -> CausalLM:
    """A network as an actor; it is put into evaluation mode, and read a few times to know it.

    Args:
        network: A causal language model of the transformers library.
        end: Token that ends an answer.

    Raises:
        ValueError: If it gives no numbers, sees what comes later, or reads a prompt otherwise when
            it is padded.
    """
    one_of(nn.Module, network, thing="the network", way_out="pass a transformers model")
    end = whole_number(end, thing="end", least=0, way_out="give the id of the end token")
    network.eval()
    takes = frozenset(inspect.signature(network.forward).parameters)
    device = next(network.parameters()).device
    one = network(input_ids=torch.zeros(1, 1, dtype=torch.long, device=device))
    vocabulary = int(one.logits.shape[-1])
    if end >= vocabulary:
        raise ValueError(
            f"end is {end}, but the model says tokens 0 to {vocabulary - 1}; take its tokenizer's"
        )
    room = getattr(network.config, "max_position_embeddings", None)
    manner = Manner(vocabulary, end, takes, room if isinstance(room, int) else None, shares=False)
    return _examined(CausalLM(network, manner), name=type(network).__name__)


def _examined(actor: CausalLM, *, name: str) -> CausalLM:
    """The actor, if what it is built on holds for its network; prompts are shared if they can be.

    Raises:
        ValueError: If it does not.
    """
    few = (7 * torch.arange(_EXAMINED, device=actor.device) + 1) % actor.padding
    prompt, other, completions = few[None, :2], few[None, 2:4], few[4:].view(1, 2, 3)
    padded = functional.pad(prompt, (2, 0), value=actor.padding)
    alone = actor.log_likelihood(prompt, completions)
    matters = _apart(alone, actor.log_likelihood(other, completions))
    nearly = min(_ROUNDING + _SHARE * matters, _LARGE_ROUNDING)
    if not bool(torch.isfinite(alone).all()):
        raise ValueError(
            f"{name} gives log chances that are no numbers; its weights are damaged: load others"
        )
    opened = chosen(actor.first(prompt)[:, None, None].expand(-1, 2, -1, -1), completions[..., :1])
    if not _apart(alone[..., :1], opened) <= nearly:  # nor is it if it is no number
        raise ValueError(
            f"{name} changes its mind about a token when later ones are there, but must be causal; "
            "use a model made to continue text"
        )
    if not (moved := _apart(alone, actor.log_likelihood(padded, completions))) <= nearly:
        raise ValueError(
            f"{name} reads a prompt otherwise when it is padded on the left (by {moved:.3g} nats), "
            "but must leave padding out; use a model that minds its attention mask"
        )
    sharing = CausalLM(actor.network, replace(actor.manner, shares=True))
    try:
        shared = sharing.log_likelihood(padded, completions)
    except Exception:  # its cache is none of keys and values: every kind fails in its own way
        return actor
    return sharing if _apart(alone, shared) < nearly else actor


def _apart(one: Tensor, other: Tensor) -> float:
    """The largest difference."""
    return float((one - other).abs().max())
