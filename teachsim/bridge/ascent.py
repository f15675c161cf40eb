"""One step of a network up the log chances of responses; the one before it stays as it was."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import torch
from torch import nn

from teachsim.bridge.descent import DivergenceError
from teachsim.bridge.lexicon import Lexicon
from teachsim.bridge.model import Transformer
from teachsim.core.arrays import FloatArray

__all__ = ["ascended"]

_Module = TypeVar("_Module", bound=nn.Module)

_NEVER = -30.0
"""Log of a chance that is never: what is wrong is not pushed below it, as on the tabular side."""

_LONGEST = 1.0
"""A longer gradient is cut to this length: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty
of training recurrent neural networks", ICML 2013. Uncut, a lesson in facts that are all new wipes
out the old ones: their gradients are ten times as long as later ones."""


def ascended(
    network: Transformer, lexicon: Lexicon, *, wanted: FloatArray, rate: float
) -> Transformer:
    """A network one step up the gradient of the sum of weights times log chances.

    Args:
        network: What learns; it is left as it was.
        lexicon: What it reads and says.
        wanted: `(P, R)` weight of each response to each prompt, not all of them 0.
        rate: Length of the step for each unit of the gradient, which is cut to length 1.

    Raises:
        DivergenceError: If the gradient is no number.
    """
    rows = np.flatnonzero(wanted.any(axis=1))
    weights = list(network.parameters())
    logs = lexicon.of_responses(lexicon.logs(network, rows))[:, : wanted.shape[1]]
    factor = torch.tensor(wanted[rows], device=logs.device)
    logs = torch.where(factor < 0, logs.clamp(min=_NEVER), logs)
    slopes = torch.autograd.grad((factor * logs).sum(), weights)
    length = torch.stack([slope.square().sum() for slope in slopes]).sum().sqrt()
    if not torch.isfinite(length):
        raise DivergenceError(
            f"the gradient of a lesson is no number at a rate of {rate:g}; use a smaller rate (the "
            "weights before the lesson are kept)",
            network.state_dict(),
        )
    pace = rate / length.clamp(min=_LONGEST)
    with torch.no_grad():
        moved = [weight + pace * slope for weight, slope in zip(weights, slopes, strict=True)]
    return _with(network, dict(zip(weights, map(nn.Parameter, moved), strict=True)))


def _with(module: _Module, moved: Mapping[nn.Parameter, nn.Parameter]) -> _Module:
    """A twin of a module with other weights; all but these is shared with it."""
    twin = copy.copy(module)  # a deep copy takes longer than the gradient
    own = {name: None if p is None else moved[p] for name, p in module._parameters.items()}
    parts = {name: None if m is None else _with(m, moved) for name, m in module._modules.items()}
    twin._parameters, twin._modules = own, parts
    return twin
