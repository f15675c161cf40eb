"""A network that has been told what to believe: pretraining for the learner of `simulate`.

What it reads is text in its mean: of each prompt with a meaning, each response as often as its
chance, so that nothing is left to the luck of a sample. Between them stand names that occur once,
each with any response. As they are new at every step, what is learned of them holds for every name
that was never read: the answer cannot be told. So the network is undecided about prompts that it
was told nothing about, and as silent on them as it was taught to be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge.descent import Leg, descend, stream
from teachsim.bridge.lexicon import Lexicon
from teachsim.bridge.model import Transformer
from teachsim.bridge.pretrain import Pretraining, beginning
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, sealed
from teachsim.core.checks import chance
from teachsim.tabular.facts import Quiz
from teachsim.tabular.policy import Start

__all__ = ["FRESH", "Beliefs", "believing"]

FRESH = 32
"""Names of a step that occur once: a third of what is read."""

_HOW = Pretraining(steps=200, sentences=64, rate=1e-2)
"""A CPU-second or two for sixty known facts, which come out within .01 of what was told."""

_STEPS_ALIKE = 100  # enough where no name is to be told from others

_NAMED = 0.02  # standard deviation of a name that was never read: see `model`


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What a network shall believe.

    Shapes: Y responses, silence among them where no response says "I don't know".

    Attributes:
        prompts: `(n,)` prompts that it is told about; it is told nothing about the others.
        chances: `(n, Y)` of each response to these; rows sum to 1.
        undecided: `(Y,)` of each response to names that occur once; None for no such names.
    """

    prompts: IntArray
    chances: FloatArray
    undecided: FloatArray | None

    @classmethod
    def of_quiz(cls, quiz: Quiz, *, base_idk: float) -> Beliefs:
        """The known facts of a quiz, as often right as its recall, and any answer to other names.

        Args:
            quiz: The facts.
            base_idk: Chance of "I don't know" in place of any answer, in (0, 1).

        Raises:
            ValueError: If that is no such chance, or nothing is known.
        """
        Start(base_idk)
        known = np.flatnonzero(quiz.known)
        if len(known) == 0:
            raise ValueError(
                "the quiz has no known facts, so there is no text about it; raise known of its "
                "world, or the number of questions"
            )
        spoken = np.arange(quiz.idk + 1) != quiz.idk
        told = np.stack([*quiz.recall[known], spoken / spoken.sum()]) * (1 - base_idk)
        told[:, quiz.idk] = base_idk
        return cls(sealed(known), sealed(told[:-1]), sealed(told[-1]))

    @classmethod
    def alike(
        cls, believed: BoolArray, *, idk: int | None, doubt: float, base_idk: float
    ) -> Beliefs:
        """All that is believed, each response to a prompt alike.

        Args:
            believed: `(P, R)` bool.
            idk: The response that says "I don't know"; None if there is none.
            doubt: Chance that any response is said at all, in [0, 1].
            base_idk: Chance of "I don't know", or silence, in (0, 1).

        Raises:
            ValueError: If nothing is believed of a prompt, or a chance is none.
        """
        Start(base_idk)
        chance(doubt, thing="doubt")
        if not believed.any(axis=-1).all():
            raise ValueError(
                f"believed has shape {believed.shape} and prompts of which nothing is believed; "
                "use a hypothesis space that holds some response right to each prompt"
            )
        spoken = np.arange(believed.shape[1]) != idk
        each = (1 - doubt) * believed / believed.sum(axis=1, keepdims=True)
        told = (1 - base_idk) * (each + doubt * spoken / spoken.sum())
        if idk is None:
            told = np.pad(told, ((0, 0), (0, 1)))
        told[:, -1 if idk is None else idk] += base_idk
        return cls(np.arange(len(told)), sealed(told), None)


def believing(lexicon: Lexicon, beliefs: Beliefs, *, rng: np.random.Generator) -> Transformer:
    """A network with such beliefs, nearly; `rng` is consumed.

    Args:
        lexicon: How responses are spelled.
        beliefs: What it is told.
        rng: Draws its first weights, and what is read when.

    Raises:
        DivergenceError: If the loss is no number any more.
    """
    network = beginning(lexicon.architecture, rng=rng)
    seed = int(rng.integers(2**63))
    fresh = np.arange(lexicon.n_prompts, len(lexicon.prompts))
    undecided, how = beliefs.undecided, _HOW
    if undecided is None:
        undecided, how = np.zeros(len(lexicon.tokens)), replace(_HOW, steps=_STEPS_ALIKE)

    def loss(step: int) -> Tensor:
        luck = stream(seed, leg=0, step=step)
        some = luck.permutation(len(beliefs.prompts))[: how.sentences]
        _rename(network, lexicon.prompts[fresh, 1], rng=luck)
        wanted = np.concatenate([beliefs.chances[some], np.tile(undecided, (len(fresh), 1))])
        logs = lexicon.logs(network, np.concatenate([beliefs.prompts[some], fresh]))
        return -(torch.tensor(wanted) * lexicon.of_responses(logs)).sum() / len(wanted)

    unit = float(lexicon.tokens.shape[1])
    descend(network, Leg("pretraining", how.steps, how.at, loss, recipe="", unit=unit))
    network.zero_grad(set_to_none=True)  # else every copy of it would hold the last gradient too
    return network


def _rename(network: Transformer, names: IntArray, *, rng: np.random.Generator) -> None:
    """Give tokens of names the weights of names that were never read; `rng` is consumed."""
    new = rng.normal(0.0, _NAMED, size=(len(names), network.shape.width))
    with torch.no_grad():
        network.tokens.weight[torch.tensor(names)] = torch.tensor(new, dtype=torch.float32)
