"""The language model that `simulate` teaches: one update, whatever the regime.

    ascend the mean over the lesson's answers of  weight(mark) * log pi(response | prompt)

with the policy of `policy` (a gate over recall, guess, abstain; memory of single prompts), response
by response and not lumped. A right mark weighs 1, a wrong one -c, no mark 0. Shown right answers,
that is supervised fine-tuning; marked on responses of its own, drawn from pi, it is REINFORCE with
rewards (1, -c, 0): "I don't know" claims nothing, is neither right nor wrong, and earns 0. Rewards
(a, b, r) have the same mean update as (a - r, b - r, 0), as a constant baseline adds nothing to it,
so no mark on "I don't know" is needed to pay for it: all that counts is c / (1 + c), the confidence
above which answering pays. Marks for right answers alone (approval) leave nothing that speaks
against answering.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import FloatArray
from teachsim.core.checks import one_of
from teachsim.core.learner import Request
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.space import HypothesisSpace
from teachsim.tabular.base import Base
from teachsim.tabular.numbers import number
from teachsim.tabular.policy import CLIP, Outlook, Parameters, Start, gradient
from teachsim.tabular.turns import claimed, heard, in_turn

__all__ = ["TabularLM"]


@dataclass(frozen=True, eq=False)
class TabularLM:
    """A language model that has heard some lessons.

    >>> import teachsim as ts
    >>> from teachsim.tabular import Knowledge
    >>> from teachsim.tabular.facts import Quiz
    >>> quiz = Quiz.of(Knowledge(bins=2, d_prime=9.0, answers=10), taught=20)
    >>> unknown = quiz.held_out[~quiz.known[quiz.held_out]]
    >>> for regime in (ts.DEMONSTRATION, ts.QUERY):
    ...     phase = ts.Phase(regime, 200, batch=20, prompts=quiz.taught)
    ...     lessons = ts.Scenario("quiz", quiz.space, quiz.key, [phase])
    ...     run = ts.simulate(lessons, TabularLM(Base.of_quiz(quiz)), rng=0)
    ...     made_up = ts.metrics.hallucinated(run.policies, quiz.key, prompts=unknown)
    ...     print(f"{regime.name}: {made_up[0]:.2f} -> {made_up[-1]:.2f}")
    demonstration: 0.75 -> 0.90
    query: 0.75 -> 0.00

    Attributes:
        base: The model before any.
        penalty: c, what a wrong mark weighs, at least 0; a right one weighs 1.
        rate: Learning rate of the shared gate, above 0: a bin's logits move by the rate times the
            gradient averaged over the bin, as in `exact`.
        memory: Rate at which single prompts are memorised, relative to that, at least 0. It does
            nothing on prompts that are not taught: report those.
        learned: What the lessons changed; None for nothing.
    """

    base: Base
    penalty: float = 1.0
    rate: float = 1.0
    memory: float = 0.0
    learned: Parameters | None = None

    def __post_init__(self) -> None:
        """Refuse rates out of range and what was learned by another model.

        Raises:
            ValueError: If there is any.
        """
        one_of(Base, self.base, thing="the base", way_out="pass Base.of_quiz(quiz)")
        number(self.penalty, thing="penalty", least=0, way_out="use 1")
        number(self.rate, thing="rate", above=0, way_out="use 1")
        number(self.memory, thing="memory", least=0, way_out="use 0 for no rote memory")
        if self.learned is None:
            return
        learned, nothing = _shapes(self.learned), _shapes(self.base.nothing_learned())
        if learned != nothing:
            raise ValueError(
                f"what was learned has shapes {learned}, but this base model needs {nothing}; "
                "leave it out to begin with nothing"
            )

    @staticmethod
    def learner(
        *,
        penalty: float = 1.0,
        rate: float = 1.0,
        memory: float = 1.0,
        idk: int | None = None,
        doubt: float = 0.05,
        start: Start | None = None,
    ) -> Callable[[HypothesisSpace], TabularLM]:
        """What makes an over-general learner from a hypothesis space: it believes all of it.

        What any hypothesis holds right it recalls, each response alike, so that no example can be
        new to it. Without a response `idk` that says "I don't know" it may keep silent.

        >>> from teachsim.tabular.facts import Facts
        >>> one_of_three = Facts(np.ones((1, 3), dtype=bool))
        >>> pupil = TabularLM.learner(idk=3, start=Start(idk=0.1))(one_of_three)
        >>> pupil.policy().round(2)
        array([[0.3, 0.3, 0.3, 0.1]])
        """

        def begin(space: HypothesisSpace) -> TabularLM:
            base = Base.believing(space.shares() > 0, idk=idk, doubt=doubt, start=start)
            return TabularLM(base, penalty, rate, memory)

        return begin

    @cached_property
    def outlook(self) -> Outlook:
        """The policy, prompt by prompt, with its gate and modes."""
        return self.base.look(self._at)

    @property
    def _at(self) -> Parameters:
        """What was learned so far."""
        return self.base.nothing_learned() if self.learned is None else self.learned

    def policy(self) -> FloatArray:
        """`(P, R)` chance of each response; what is missing to 1 is silence."""
        return self.outlook.chances.copy()

    def ask(self, request: Request, rng: np.random.Generator) -> Answers:
        """Responses of its own, drawn from the policy; in an examination, its idea.

        Each prompt is asked about equally often, but for a remainder drawn at random; what would be
        silence is not put. Its idea is all that it says at least half as often as what it says most
        often, on the prompts that it would rather answer than not.
        """
        policy = self.outlook.chances
        if request.regime.picks is Picks.EXAMINER:
            return claimed(policy, request, idk=self.base.idk)
        prompts = in_turn(request, rng)
        below = np.cumsum(policy[prompts], axis=1)
        responses = (rng.random((len(prompts), 1)) >= below).sum(axis=1)
        # Rows sum to 1 but for rounding: past the last response lies silence only if there is any.
        if self.base.idk is not None:
            responses = np.minimum(responses, policy.shape[1] - 1)
        said = responses < policy.shape[1]
        return Answers(prompts[said], responses[said])

    def learn(self, lesson: Lesson, rng: np.random.Generator) -> TabularLM:
        """The model after one step of ascent on the lesson; `rng` is not used.

        What follows from silence counts as said, see `Lesson.evidence`, but never against "I don't
        know", which claims nothing.
        """
        shape = self.base.recall.shape
        wanted = heard(lesson, shape=shape, idk=self.base.idk, penalty=self.penalty)
        if not wanted.any():
            return self
        return replace(self, learned=self._ascended(wanted, n_taught=len(lesson.scope)))

    def _ascended(self, weights: FloatArray, *, n_taught: int) -> Parameters:
        """One step along the gradient of the sum of weights `(P, R)` times log pi."""
        at, base = self._at, self.base
        gate, recall = gradient(weights, self.outlook, n=np.ones_like(weights))
        by_bin = np.zeros_like(at.shared)
        np.add.at(by_bin, base.bin, gate)
        # In the lesson's mean a prompt is one of many; its own memory moves by its own gradient.
        own = self.rate * self.memory * n_taught
        return Parameters(
            at.shared + self.rate * (base.phi.T @ by_bin),
            np.clip(at.gate + own * gate, -CLIP, CLIP),
            np.clip(at.recall + own * recall, -CLIP, CLIP),
        )


def _shapes(at: Parameters) -> tuple[tuple[int, ...], ...]:
    """The shapes of parameters."""
    return at.shared.shape, at.gate.shape, at.recall.shape
