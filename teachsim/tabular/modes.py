"""Three kinds of prompts, and what each way of training loses on each.

A text-grounded prompt asks about a text that is at hand: almost all of it is known. A
knowledge-seeking one asks what the model may or may not know. A creative one has many right
answers. Supervised training fails only where it cannot know what the model knows; on a creative
prompt it is valid, and as narrow as its references. The three kinds are those of Y. Goldberg,
"Reinforcement learning for language models", 2023.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import one_of, quoted
from teachsim.tabular import exact, objectives, wording
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.wording import Wordings

__all__ = ["KNOWLEDGE_SEEKING", "TEXT_GROUNDED", "Regrets", "Row", "creative", "regrets", "rows"]

TEXT_GROUNDED: Final = Knowledge(known=0.98)
"""Almost all can be read off the text."""

KNOWLEDGE_SEEKING: Final = Knowledge(known=0.5)
"""Half of it is known."""

_WORDINGS = 64
_REFERENCE = 32  # a valid wording of middling rank, as one writer happens to choose
_IDK = 0.2  # as in the base model of the questions
_STEPS = 4_000  # where the end has no closed form


def creative() -> Wordings:
    """A prompt with 64 answers, Zipf in the base model, of which every second one is valid."""
    return Wordings.zipf(_WORDINGS, valid=range(2, _WORDINGS + 1, 2), idk=_IDK)


@dataclass(frozen=True)
class Row:
    """A way of training, on questions and on wordings.

    Attributes:
        name: What it is called.
        questions: The objective for text-grounded and knowledge-seeking prompts; None for the base
            model.
        wordings: The objective for creative prompts; None for the base model.
    """

    name: str
    questions: Objective | None
    wordings: Objective | None

    def __post_init__(self) -> None:
        """Refuse what is no objective.

        Raises:
            ValueError: If one is not.
        """
        for objective in (self.questions, self.wordings):
            if objective is not None:
                one_of(
                    Objective,
                    objective,
                    thing=f"an objective of {quoted(self.name)}",
                    way_out="pass objectives, or None for the base model",
                )


def rows() -> tuple[Row, ...]:
    """The ways of training that people use."""
    ours = creative()
    gold = objectives.SFT(labels="gold")
    same: dict[str, Objective] = {
        "policy gradient": objectives.PolicyGradient(),
        "natural gradient": objectives.NaturalGradient(),
        "GRPO": objectives.GRPO(),
        "KL-regularised": objectives.KLRegularised(0.1),
        "only right marks": objectives.PSR(),
        "only wrong marks": objectives.NSR(),
    }
    return (
        Row("base model", None, None),
        Row("SFT, one writer", gold, ours.only(_REFERENCE)),
        Row("SFT, many writers", gold, ours.diverse()),
        Row("rejection sampling", objectives.RejectionSampling(), ours.kept()),
        *(Row(name, objective, objective) for name, objective in same.items()),
    )


@dataclass(frozen=True, eq=False)
class Regrets:
    """What each way of training loses on each kind of prompt, held out.

    Attributes:
        names: Of the N ways.
        regret: `(N, 3)` best mean reward less the one reached, on text-grounded, knowledge-seeking
            and creative prompts; at least 0 but for rounding.
        effective: `(N,)` effective number of valid wordings of the creative prompt, at the end.
        most: How many there are.
    """

    names: tuple[str, ...]
    regret: FloatArray
    effective: FloatArray
    most: int


def regrets(
    ways: Sequence[Row] | None = None, *, reward: Reward | None = None, steps: int = 2_000
) -> Regrets:
    """The table of three kinds of prompts by ways of training.

    Args:
        ways: Its rows; `rows()` by default.
        reward: What answers are worth; right +1, wrong -1, "I don't know" 0 by default.
        steps: Of training on questions. Wordings are trained to the end.

    Raises:
        ValueError: If the rows are no rows, or there are none.
    """
    ways = rows() if ways is None else ways
    one_of(Sequence, ways, thing="ways", way_out="use modes.rows()")
    if not ways or not all(isinstance(way, Row) for way in ways):
        raise ValueError(f"ways is {quoted(ways)}, but must be rows; use modes.rows()")
    worth = reward_of(reward)
    table, kept = np.empty((len(ways), 3)), np.empty(len(ways))
    for row, way in enumerate(ways):
        for column, world in enumerate((TEXT_GROUNDED, KNOWLEDGE_SEEKING)):
            table[row, column] = _lost(world, way.questions, reward=worth, steps=steps)
        table[row, 2], kept[row] = _creative(way.wordings, reward=worth)
    most = int(creative().valid.sum())
    return Regrets(tuple(way.name for way in ways), table, kept, most)


def _lost(world: Knowledge, objective: Objective | None, *, reward: Reward, steps: int) -> float:
    """The regret on questions; of the base model, that before the first step."""
    trained = objectives.PolicyGradient() if objective is None else objective
    steps = 0 if objective is None else steps
    # A penalty pulls back with strength beta: longer steps would swing about the optimum.
    stiff = trained.beta if isinstance(trained, objectives.KLRegularised) else 1.0
    rate = 1 / max(1.0, stiff)
    run = exact.train(world, trained, reward, steps=steps, rate=rate, base_idk=_IDK)
    reached = run.held_out.reward(reward.of_answers())[-1]
    return float(exact.optimum(world, reward).reward - reached)


def _creative(objective: Objective | None, *, reward: Reward) -> tuple[float, float]:
    """The regret on the creative prompt, and the effective number of valid wordings."""
    ours = creative()
    if objective is None:
        end = ours.start
    elif isinstance(objective, (objectives.PPO, objectives.DPO)):
        end = wording.train(ours, objective, reward=reward, steps=_STEPS).chances[-1]
    else:
        end = wording.limit(ours, objective, reward=reward)
    worth = ours.worth(reward)
    regret = worth.max() - end @ worth
    return float(regret), float(wording.effective_number(end, ours))
