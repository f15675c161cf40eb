"""The tabular world that a base model lives in, measured before it is fine-tuned.

What the tabular side needs is read off the model's answers to the taught questions: the share that
it knows, how well its own indecision tells known from unknown (d' from the area under the ROC curve
of its entropy, d' = sqrt(2) Phi^-1(area)), how right it is where it knows, how sure of one wrong
answer where it does not, and how often it says "I don't know". With these the exact dynamics
predict what fine-tuning will do on questions that were never taught.
"""

from __future__ import annotations

import numpy as np
import torch
from scipy.special import ndtri

from teachsim.bridge import evaluation
from teachsim.bridge.actor import Actor
from teachsim.bridge.predictions import Fit
from teachsim.bridge.questions import Questions
from teachsim.tabular import Knowledge

__all__ = ["fitted"]

_BINS = 20
_RECALLS = (
    0.99  # share of recall in what it says: a network has no guess apart from what it recalls
)
_LEAST = 1e-12  # of a chance that must not be 0
_KNOWN = 0.5  # it knows what it is rather right about than not


def fitted(actor: Actor, questions: Questions) -> Fit:
    """The tabular world of a base model, measured on questions.

    Raises:
        ValueError: If it knows all of them, or none: then there is nothing to tell apart.
    """
    rates = evaluation.rates(actor, questions)
    answered = 1 - rates[:, 2]
    right = rates[:, 0] / np.maximum(answered, _LEAST)
    known = right > _KNOWN
    area = evaluation.auroc(evaluation.entropy(actor, questions), ~known)
    # As sure as so many pairs can make it: an area of 1 would be a d' without end.
    pairs = int(known.sum()) * int((~known).sum())
    d_prime = np.sqrt(2) * ndtri(min(max(area, 0.5), 1 - 1 / (2 * pairs)))
    recall = right[known].mean() / _RECALLS
    return Fit(
        Knowledge(
            bins=_BINS,
            d_prime=float(d_prime),
            known=float(known.mean()),
            recall=float(min(recall, 1.0)),
            misbelief=_believed(actor, questions.take(_rows(~known, like=questions))),
            answers=max(questions.answers, 3),
        ),
        float(np.clip(rates[:, 2].mean(), _LEAST, 1 - _LEAST)),
        _RECALLS,
        area,
    )


def _rows(chosen: np.ndarray, *, like: Questions) -> torch.Tensor:
    """The rows that are chosen."""
    return torch.from_numpy(np.flatnonzero(chosen)).to(like.prompts.device)


@torch.no_grad()
def _believed(actor: Actor, unknown: Questions) -> float:
    """Mean chance of the answer it would give, to questions that it does not know."""
    said = actor.sample(unknown.prompts, group=1, tokens=unknown.tokens, generator=None)
    return float(actor.log_likelihood(unknown.prompts, said).sum(-1).exp().mean())
