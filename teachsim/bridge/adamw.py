"""AdamW, by torch's own function; its class loads a compiler first, a second and more."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.optim.adamw import adamw

__all__ = ["MOMENTS", "AdamW"]

MOMENTS = ("step", "exp_avg", "exp_avg_sq")
"""What it remembers of each weight: steps taken, mean slope, mean squared slope."""

_BETAS = (0.9, 0.98)
_DECAY, _LEAST = 1e-2, 1e-8  # torch's own


class AdamW:
    """I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019.

    Attributes:
        moments: `MOMENTS` of each weight that a loss has reached; the others have none.
    """

    def __init__(self, weights: Iterable[nn.Parameter]) -> None:
        """Begin without moments."""
        self.weights = list(weights)
        self.moments: dict[nn.Parameter, dict[str, Tensor]] = {}

    def forget(self) -> None:
        """Drop the slopes of the last loss."""
        for weight in self.weights:
            weight.grad = None

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """One step down the slopes, at a learning rate; weights without a slope stay."""
        moved = [weight for weight in self.weights if weight.grad is not None]
        for weight in moved:
            if weight not in self.moments:
                none = torch.zeros((), dtype=torch.float32, device=weight.device)
                zeros = none, torch.zeros_like(weight), torch.zeros_like(weight)
                self.moments[weight] = dict(zip(MOMENTS, zeros, strict=True))
        steps, means, squares = ([self.moments[w][key] for w in moved] for key in MOMENTS)
        adamw(
            moved,  # type: ignore[arg-type]  # a list of tensors, which parameters are
            [weight.grad for weight in moved if weight.grad is not None],
            means,
            squares,
            [],
            steps,
            fused=True,
            amsgrad=False,
            beta1=_BETAS[0],
            beta2=_BETAS[1],
            lr=rate,
            weight_decay=_DECAY,
            eps=_LEAST,
            maximize=False,
        )
