"""Effective thresholds in closed form, for the limit of training with a gate for each bin.

Let x be the log odds of answering, g = sigmoid(x), x0 those of the base model, and let an answer be
marked right with chance q. With one logit, a bin ends where the sign of its gain first changes, and
all that counts is whether that lies above x = 0.

**Linear in p.** The policy gradient's gain is g (1 - g) [q right + (1 - q) wrong - abstain]: any
baseline, a natural gradient, PPO (unclipped near the threshold), RLOO and GRPO without std change
its pace alone. What is learned depends on the mean mark only, so epistemic and aleatoric agree:

    t = (abstain - wrong') / (right' - wrong'),  right', wrong' what the grader pays on average,

which is (t - phi) / (1 - psi - phi) for a threshold t without noise. PSR, NSR and W-REINFORCE are
the same with rewards max(r, 0), min(r, 0) and lambda max(r, 0) + min(r, 0): with (1, -c, 0) they
have thresholds 0, 1 and c / (lambda + c). KL-regularised RL has gain g (1 - g) [.. - beta (x -
x0)], so x = x0 + (q right + (1 - q) wrong - abstain) / beta and t moves by -beta x0 / (right' -
wrong').

**DPO.** Pairs of two answers leave x alone. With P the mean chance that an answer is preferred to
"I don't know", the gain is a positive number times P sigmoid(-beta (x - x0)) - (1 - P) sigmoid(beta
(x - x0)), 0 at x = x0 + logit(P) / beta, so the threshold is where P = sigmoid(-beta x0), and P is
linear in p. Deterministic labels on (right > abstain > wrong) have P = p: the rewards are gone.

**Rejection sampling.** Kept are own answers with positive reward. If IDK is not kept, whatever is
kept is an answer: always answers. If IDK is kept, an item's gain is g k / (g k + 1 - g) - g <= 0,
k the chance that an answer is kept: never answers, unless all of them are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, cast

import numpy as np
from scipy.special import expit

from teachsim.tabular.objectives.distilled import Distillation
from teachsim.tabular.objectives.group import GRPO, RLOO
from teachsim.tabular.objectives.one_sided import (
    NSR,
    PSR,
    BestOfN,
    RejectionSampling,
    WReinforce,
)
from teachsim.tabular.objectives.preference import DPO
from teachsim.tabular.objectives.reward_driven import (
    PPO,
    KLRegularised,
    NaturalGradient,
    PolicyGradient,
)
from teachsim.tabular.objectives.situation import Demonstrating, Objective
from teachsim.tabular.objectives.supervised import SFT, Labels
from teachsim.tabular.thresholds.graded import ungraded
from teachsim.tabular.thresholds.groups import best_of_n, grpo
from teachsim.tabular.thresholds.roots import INDIFFERENT, line
from teachsim.tabular.thresholds.setting import Prediction, Setting

__all__ = ["explain"]

_SHOWN: Final[Mapping[Labels, str]] = MappingProxyType(
    {
        Labels.GOLD: "it is shown an answer to every question, so that it answers at every p",
        Labels.ORACLE: "the gate becomes P(known | bin): a proportion of p (g = 1/2 at p = 1/2 "
        "whatever the reward), not a threshold",
        Labels.RANDOM: "the gate becomes the share of answers among the labels, at every p",
        Labels.UNFAMILIAR: "a share of the questions is abstained from, whatever the confidence",
        Labels.KNOWN: "it is shown answers alone, so that it answers at every p",
    }
)


def explain(objective: Objective, at: Setting) -> Prediction:
    """The threshold in closed form, or the reason why there is none.

    Raises:
        ValueError: If the objective or the setting is none.
    """
    objective, at = ungraded(objective, at)
    right, wrong, idk = at.worths
    if isinstance(objective, SFT):
        return Prediction(None, _SHOWN[Labels(objective.labels)])
    if isinstance(objective, Distillation):
        return Prediction(
            None, "the gate becomes P(the teacher knows | bin), which no reward decides"
        )
    if isinstance(objective, Demonstrating):
        return Prediction(None, "the gate copies what is shown, which no reward decides")
    form = _FORMS.get(type(objective))
    if form is None:
        return Prediction(None, f"no closed form is known for {type(objective).__name__}")
    if right == wrong == idk:
        return Prediction(None, INDIFFERENT)
    return form(objective, at)


def _linear(  # noqa: PLR0917  # right, wrong, abstain, in the order of every reward here
    right: float, wrong: float, idk: float, *, at: Setting, pull: float = 0.0, why: str
) -> Prediction:
    """Where the mean pay of an answer, and a pull towards answering, reach that of abstaining."""
    phi, psi = at.false_positive, at.false_negative
    if_wrong = phi * right + (1 - phi) * wrong - idk + pull
    if_right = (1 - psi) * right + psi * wrong - idk + pull
    size = max(abs(right), abs(wrong), abs(idk), abs(pull))
    return line(if_wrong, if_right, size=size, why=why)


def _policy_gradient(_: Objective, at: Setting) -> Prediction:
    """What climbs the expected reward."""
    return _linear(*at.worths, at=at, why="(abstain - wrong) / (right - wrong)")


def _positive(_: Objective, at: Setting) -> Prediction:
    """PSR."""
    right, wrong, idk = (max(r, 0.0) for r in at.worths)
    return _linear(right, wrong, idk, at=at, why="the policy gradient's, with max(r, 0)")


def _negative(_: Objective, at: Setting) -> Prediction:
    """NSR."""
    right, wrong, idk = (min(r, 0.0) for r in at.worths)
    return _linear(right, wrong, idk, at=at, why="the policy gradient's, with min(r, 0)")


def _reweighed(objective: Objective, at: Setting) -> Prediction:
    """W-REINFORCE."""
    lam = cast(WReinforce, objective).lam
    right, wrong, idk = (lam * max(r, 0.0) + min(r, 0.0) for r in at.worths)
    why = "the policy gradient's, with lambda max(r, 0) + min(r, 0)"
    return _linear(right, wrong, idk, at=at, why=why)


def _regularised(objective: Objective, at: Setting) -> Prediction:
    """KL-regularised RL."""
    pull = cast(KLRegularised, objective).beta * at.base
    why = "(abstain - wrong - beta logit g_ref) / (right - wrong)"
    return _linear(*at.worths, at=at, pull=pull, why=why)


def _group(objective: Objective, at: Setting) -> Prediction:
    """GRPO, with or without the standard deviation."""
    group = cast(GRPO, objective)
    return grpo(group.group, at) if group.std else _policy_gradient(objective, at)


def _best(objective: Objective, at: Setting) -> Prediction:
    """Best of n."""
    return best_of_n(cast(BestOfN, objective).n, at)


def _kept(_: Objective, at: Setting) -> Prediction:
    """Rejection sampling."""
    right, wrong, idk = (float(r > 0) for r in at.worths)
    kept = [q * right + (1 - q) * wrong for q in at.marked_right(np.array([0.0, 1.0])).tolist()]
    if not idk and not any(kept):
        return Prediction(None, "it keeps nothing: nothing is learned")
    if not idk:
        return Prediction(0.0, "it keeps answers and no IDK, so that it always answers")
    if min(kept) == 1:
        return Prediction(None, "it keeps every answer and every IDK: nothing is learned")
    return Prediction(1.0, "it keeps every IDK and not every answer, so that it never answers")


def _preferred(objective: Objective, at: Setting) -> Prediction:
    """DPO."""
    dpo = cast(DPO, objective)
    right, wrong, idk = at.worths
    if dpo.labels == "sampled":
        if_right, if_wrong = float(expit(right - idk)), float(expit(wrong - idk))
    else:
        if_right, if_wrong = (_preference(worth, idk) for worth in (right, wrong))
    marks = at.marked_right(np.array([0.0, 1.0]))
    preferred = marks * if_right + (1 - marks) * if_wrong
    # P - sigmoid(-beta x0), in a form that holds where that sigmoid is 0 or 1 but for rounding.
    at_half = dpo.beta * at.base
    gains = (preferred * expit(at_half) - (1 - preferred) * expit(-at_half)).tolist()
    why = "where P(answer preferred to IDK) = sigmoid(-beta logit g_ref)"
    return line(gains[0], gains[1], size=0, why=why)


def _preference(worth: float, other: float) -> float:
    """Chance that the first is preferred; ties at random."""
    if worth == other:
        return 0.5
    return float(worth > other)


_FORMS: Final[Mapping[type, Callable[[Objective, Setting], Prediction]]] = MappingProxyType(
    {
        PolicyGradient: _policy_gradient,
        NaturalGradient: _policy_gradient,
        PPO: _policy_gradient,
        RLOO: _policy_gradient,
        GRPO: _group,
        KLRegularised: _regularised,
        PSR: _positive,
        NSR: _negative,
        WReinforce: _reweighed,
        RejectionSampling: _kept,
        BestOfN: _best,
        DPO: _preferred,
    }
)
