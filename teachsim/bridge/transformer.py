"""The small transformer that `simulate` teaches: one update, whatever the regime.

    ascend the mean over the lesson's answers of  weight(mark) * log pi(response | prompt)

just as `tabular.language_model` does, with the same weights: a right mark weighs 1, a wrong one -c,
no mark 0. Here pi is a network that says a response token by token, and a lesson is one step along
the gradient of all its weights. What it knows is not put in bins: whether it can tell what it does
not know, and whether what it learns of some prompts carries over to others, is found out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import torch

from teachsim.bridge.ascent import ascended
from teachsim.bridge.believing import FRESH, Beliefs, believing
from teachsim.bridge.lexicon import Lexicon
from teachsim.bridge.model import Transformer
from teachsim.core.answers import Answers
from teachsim.core.arrays import FloatArray, sealed
from teachsim.core.checks import generator, one_of
from teachsim.core.learner import Request
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.space import HypothesisSpace
from teachsim.tabular.facts import Quiz
from teachsim.tabular.numbers import number
from teachsim.tabular.turns import claimed, heard, in_turn

__all__ = ["TransformerLM"]

_SPACES = 8  # hypothesis spaces whose networks a maker of learners remembers
_SEED = "pass a seed such as 0, or a numpy Generator"


@dataclass(frozen=True, eq=False)
class TransformerLM:
    """A small transformer that has heard some lessons; its weights are never changed in place.

    >>> import teachsim as ts
    >>> from teachsim.tabular import Knowledge
    >>> torch.set_num_threads(1)  # at this size a second thread only waits for the first
    >>> quiz = Quiz.of(Knowledge(bins=2, d_prime=9.0, answers=25), taught=60)
    >>> unknown = quiz.held_out[~quiz.known[quiz.held_out]]
    >>> pupil = TransformerLM.of_quiz(quiz, rng=0)
    >>> for regime in (ts.DEMONSTRATION, ts.QUERY):
    ...     phase = ts.Phase(regime, 100, batch=60, prompts=quiz.taught)
    ...     run = ts.simulate(ts.Scenario("quiz", quiz.space, quiz.key, [phase]), pupil, rng=0)
    ...     made_up = ts.metrics.hallucinated(run.policies, quiz.key, prompts=unknown)
    ...     print(f"{regime.name}: {made_up[0]:.1f} -> {made_up[-1]:.1f}")
    demonstration: 0.8 -> 0.9
    query: 0.8 -> 0.0

    Attributes:
        network: Its weights.
        lexicon: What they read and say.
        penalty: c, what a wrong mark weighs, at least 0; a right one weighs 1.
        rate: Length of a step for each unit of the gradient, above 0; the gradient is cut to
            length 1. Much larger ones than .05 overshoot: "I don't know" dies out before it is
            found to pay.
    """

    network: Transformer
    lexicon: Lexicon
    penalty: float = 1.0
    rate: float = 0.05

    def __post_init__(self) -> None:
        """Refuse rates out of range, and a network that does not fit the lexicon.

        Raises:
            ValueError: If there is any.
        """
        one_of(Transformer, self.network, thing="the network", way_out="TransformerLM.of_quiz")
        one_of(Lexicon, self.lexicon, thing="the lexicon", way_out="TransformerLM.of_quiz")
        number(self.penalty, thing="penalty", least=0, way_out="use 1")
        number(self.rate, thing="rate", above=0, way_out="use 0.05")
        has, needs = self.network.shape, self.lexicon.architecture
        if (has.vocabulary, has.head) != (needs.vocabulary, needs.head):
            raise ValueError(
                f"the network reads {has.vocabulary} tokens and says {has.head}, but its lexicon "
                f"has {needs.vocabulary} and {needs.head}; make it of lexicon.architecture"
            )

    @staticmethod
    def of_quiz(
        quiz: Quiz,
        *,
        rng: int | np.random.Generator,
        base_idk: float = 0.2,
        penalty: float = 1.0,
        rate: float = 0.05,
        places: int = 2,
    ) -> TransformerLM:
        """A transformer that has read the known facts of a quiz, and none of the others.

        What it read of a known prompt is the answer, as often as `quiz.recall` has it; of names
        that occur once it read any answer. Bins and misbeliefs are not told: it finds out itself
        what it can tell of its own knowledge.

        Args:
            quiz: The facts.
            rng: A seed, or a generator, which is consumed.
            base_idk: Chance in (0, 1) that it read "I don't know" in place of any answer.
            penalty: What a wrong mark weighs.
            rate: Length of a step.
            places: Tokens of an answer.

        Raises:
            ValueError: If an argument is out of its range, or nothing is known.
        """
        one_of(Quiz, quiz, thing="the quiz", way_out="pass Quiz.of(Knowledge())")
        beliefs = Beliefs.of_quiz(quiz, base_idk=base_idk)
        prompts, responses = quiz.recall.shape
        lexicon = Lexicon.of(
            prompts=prompts, responses=responses, idk=quiz.idk, places=places, fresh=FRESH
        )
        network = believing(lexicon, beliefs, rng=generator(rng, way_out=_SEED))
        return TransformerLM(network, lexicon, penalty, rate)

    @staticmethod
    def learner(
        *,
        penalty: float = 1.0,
        rate: float = 0.05,
        idk: int | None = None,
        doubt: float = 0.05,
        base_idk: float = 0.2,
        places: int = 1,
        rng: int | np.random.Generator = 0,
    ) -> Callable[[HypothesisSpace], TransformerLM]:
        """What makes an over-general learner from a hypothesis space: it believes all of it.

        It is pretrained to say what any hypothesis holds right, each response alike, and to say "I
        don't know" at times: where no response `idk` says so, that is silence. The same space gives
        the same network, made once.

        >>> from teachsim.tabular.facts import Facts
        >>> one_of_three = Facts(np.ones((1, 3), dtype=bool))
        >>> TransformerLM.learner(idk=3, base_idk=0.1)(one_of_three).policy().round(2)
        array([[0.3, 0.3, 0.3, 0.1]])

        Args:
            penalty: What a wrong mark weighs.
            rate: Length of a step.
            idk: The response that says "I don't know"; None if there is none.
            doubt: Chance in [0, 1] that it says any response at all.
            base_idk: Chance in (0, 1) that it says "I don't know".
            places: Tokens of a response. With more than one, responses share some, and what is
                learned of one spills over to others.
            rng: A seed, or a generator, of which one number is drawn.
        """
        seed = int(generator(rng, way_out=_SEED).integers(2**63))

        @lru_cache(maxsize=_SPACES)
        def made(table: bytes, prompts: int) -> tuple[Transformer, Lexicon]:
            believed = np.frombuffer(table, dtype=np.bool_).reshape(prompts, -1)
            beliefs = Beliefs.alike(believed, idk=idk, doubt=doubt, base_idk=base_idk)
            responses = believed.shape[1]
            lexicon = Lexicon.of(prompts=prompts, responses=responses, idk=idk, places=places)
            return believing(lexicon, beliefs, rng=np.random.default_rng(seed)), lexicon

        def begin(space: HypothesisSpace) -> TransformerLM:
            believed = space.shares() > 0
            return TransformerLM(*made(believed.tobytes(), len(believed)), penalty, rate)

        return begin

    @cached_property
    def _said(self) -> FloatArray:
        """`(P, N, A)` chance of each token at each node."""
        with torch.no_grad():
            logs = self.lexicon.logs(self.network, np.arange(self.lexicon.n_prompts))
        return sealed(logs.exp().cpu().numpy())

    @cached_property
    def _policy(self) -> FloatArray:
        """`(P, R)` chance of each response."""
        lexicon = self.lexicon
        tokens = self._said[:, lexicon.nodes, lexicon.tokens]  # (P, Y, T)
        return sealed(tokens.prod(axis=2)[:, : lexicon.n_responses])

    def policy(self) -> FloatArray:
        """`(P, R)` chance of each response; what is missing to 1 is silence."""
        return self._policy.copy()

    def ask(self, request: Request, rng: np.random.Generator) -> Answers:
        """Responses of its own, said token by token; in an examination, its idea.

        Each prompt is asked about equally often, but for a remainder drawn at random; silence is
        not put. Its idea is all that it says at least half as often as what it says most often, on
        the prompts that it would rather answer than not.
        """
        if request.regime.picks is Picks.EXAMINER:
            return claimed(self._policy, request, idk=self.lexicon.idk)
        prompts = in_turn(request, rng)
        responses = self.lexicon.drawn(self._said[prompts], rng)
        said = responses < self.lexicon.n_responses
        return Answers(prompts[said], responses[said])

    def learn(self, lesson: Lesson, rng: np.random.Generator) -> TransformerLM:
        """The model after one step of ascent on the lesson; `rng` is not used.

        What follows from silence counts as said, see `Lesson.evidence`, but never against "I don't
        know", which claims nothing.

        Raises:
            DivergenceError: If the gradient is no number.
        """
        lexicon = self.lexicon
        shape = lexicon.n_prompts, lexicon.n_responses
        wanted = heard(lesson, shape=shape, idk=lexicon.idk, penalty=self.penalty)
        if not wanted.any():
            return self
        after = ascended(self.network, self.lexicon, wanted=wanted, rate=self.rate)
        return replace(self, network=after)
