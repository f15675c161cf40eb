"""Direct preference optimisation: pairs of answers, of which one is preferred."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import one_of, quoted
from teachsim.core.regimes import INFORMANT, Regime
from teachsim.tabular.numbers import number
from teachsim.tabular.objectives.reward_driven import log_ratio
from teachsim.tabular.objectives.situation import Situation

__all__ = ["DPO"]

_STRONGEST = 1e100  # of a reference: the pace of learning goes with its square


@dataclass(frozen=True)
class DPO:
    """Direct preference optimisation on pairs drawn, off-policy, from where the phase began.

    With D_ij the difference of log(pi / pi_ref) and mu the chance to be drawn,

        w_i = beta sum_j mu_i mu_j [P(i > j) s(-beta D_ij) - P(j > i) s(-beta D_ji)].

    R. Rafailov et al., "Direct preference optimization: your language model is secretly a reward
    model", NeurIPS 2023.

    Attributes:
        beta: Strength of the reference, above 0 and below 1e100.
        labels: "deterministic": the better one is always preferred, ties at random; "sampled":
            with chance sigmoid(r_i - r_j) (R. A. Bradley and M. E. Terry, 1952).
    """

    beta: float = 0.2
    labels: str = "deterministic"

    def __post_init__(self) -> None:
        """Refuse a beta that is not positive, and unknown labels.

        Raises:
            ValueError: If there is either.
        """
        number(self.beta, thing="beta", above=0, below=_STRONGEST, way_out="use 0.2")
        one_of(str, self.labels, thing="labels", way_out="use 'deterministic'")
        if self.labels not in ("deterministic", "sampled"):
            raise ValueError(
                f"labels is {quoted(self.labels)}, but must be 'deterministic' or 'sampled'; use "
                "the first if the better answer is always preferred"
            )

    @property
    def regime(self) -> Regime:
        """Somebody else picks the answers, and says which of two is better."""
        return INFORMANT

    def prefers(self, worth: FloatArray) -> FloatArray:
        """`(A, A)` chance that the first of a pair of answers is preferred to the second."""
        gap = worth[:, np.newaxis] - worth
        return np.asarray((1 + np.sign(gap)) / 2 if self.labels == "deterministic" else expit(gap))

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` the formula above."""
        moved = log_ratio(at.chances, at.reference)
        apart = moved[:, :, np.newaxis] - moved[:, np.newaxis, :]
        drawn = at.reference[:, :, np.newaxis] * at.reference[:, np.newaxis, :]
        pull = drawn * self.prefers(at.worth) * expit(-self.beta * apart)
        return np.asarray(self.beta * (pull.sum(axis=2) - pull.sum(axis=1)))
