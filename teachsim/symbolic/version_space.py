"""Version spaces: the hypotheses that agree with every mark heard so far (Mitchell 1982).

A version space is a smaller hypothesis space: the same questions (`given`, `shares`, `contains`)
can be put to it. It is one packed set of hypotheses, so that hearing a mark is one AND over
`ceil(H / 64)` words.

Source: T. M. Mitchell, "Generalization as search", Artificial Intelligence 18, 1982.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray, IntArray
from teachsim.core.space import HypothesisSpace
from teachsim.symbolic import words
from teachsim.symbolic.answers import answers_in_range
from teachsim.symbolic.words import WordArray

if TYPE_CHECKING:  # these import this module, so only the types come from there
    from teachsim.symbolic.asking import Question
    from teachsim.symbolic.hypothesis_class import HypothesisClass
    from teachsim.symbolic.learner import VersionSpaceLearner
    from teachsim.symbolic.preference import Preference

__all__ = ["VersionSpace"]


@dataclass(frozen=True, eq=False)
class VersionSpace:
    """The hypotheses of a class that are still possible; there may be none.

    Attributes:
        of: the class that the hypotheses belong to.
        alive: `(W,)` words; bit h is 1 where hypothesis h is still possible, pad bits are 0.
    """

    of: HypothesisClass
    alive: WordArray

    def __post_init__(self) -> None:
        """Check the shape; pad bits are not checked (every operation here keeps them 0).

        Raises:
            ValueError: `alive` does not have one bit for each hypothesis of the class.
        """
        expected = words.n_words(len(self.of))
        if self.alive.shape != (expected,) or self.alive.dtype != np.uint64:
            raise ValueError(
                f"alive must be ({expected},) uint64 words for {len(self.of)} hypotheses, got "
                f"{self.alive.dtype} of shape {self.alive.shape}; pack it with words.pack"
            )

    @property
    def n_prompts(self) -> int:
        """Number of prompts P."""
        return self.of.n_prompts

    @property
    def n_responses(self) -> int:
        """Number of responses R to each prompt."""
        return self.of.n_responses

    @cached_property
    def _size(self) -> int:
        return int(words.count(self.alive))

    def __len__(self) -> int:
        """Number of hypotheses still possible."""
        return self._size

    def __repr__(self) -> str:
        """Sizes only: a class may have millions of hypotheses."""
        return f"VersionSpace({len(self)} of {len(self.of)} hypotheses)"

    def given(self, answers: Answers, marks: npt.ArrayLike) -> VersionSpace:
        """The hypotheses that agree with every mark; possibly none.

        Args:
            answers: The `n` marked answers.
            marks: `(n,)` +1 right, -1 wrong; 0, silence, tells nothing.

        Raises:
            ValueError: lengths differ, an answer is out of range, or a mark is not -1, 0 or +1.
        """
        shape = (self.n_prompts, self.n_responses)
        instances = answers_in_range(answers.prompts, answers.responses, shape=shape)
        heard = np.asarray(marks)
        strange = (heard != 1) & (heard != -1) & (heard != 0)
        if heard.shape != instances.shape or strange.any():
            raise ValueError(
                f"marks must be {instances.shape} of -1, 0 or +1, got {heard!r}; "
                "give one mark for each answer"
            )
        right = np.bitwise_and.reduce(self.of.columns[instances[heard > 0]], axis=0)
        wrong = np.bitwise_or.reduce(self.of.columns[instances[heard < 0]], axis=0)
        # AND with `alive` last, whose pad bits are 0, so those of ~wrong do no harm.
        return VersionSpace(self.of, right & ~wrong & self.alive)

    def shares(self) -> FloatArray:
        """Share of the hypotheses in which each answer is right, `(P, R)`, in [0, 1].

        All zeros when no hypothesis is left.
        """
        counts = words.count(self.of.columns & self.alive)
        return (counts / max(len(self), 1)).reshape(self.n_prompts, self.n_responses)

    def contains(self, right: BoolArray) -> bool:
        """Is the `(P, R)` table of right answers one of the hypotheses still possible?"""
        found = self.of.find(right)
        if found is None:
            return False
        word, bit = divmod(found, words.WORD_BITS)
        return bool((int(self.alive[word]) >> bit) & 1)

    def indices(self) -> IntArray:
        """Indices in the class, `(k,)` ascending, of the hypotheses still possible."""
        return words.indices(self.alive, n_bits=len(self.of))

    @property
    def table(self) -> BoolArray:
        """Table `(k, n)` of the hypotheses still possible, in the order of `indices`."""
        return self.of.table[self.indices()]

    def as_class(self) -> HypothesisClass:
        """The hypotheses still possible as a class of their own, names kept.

        Raises:
            ValueError: no hypothesis is left.
        """
        return self.of.subclass(self.indices())

    @staticmethod
    def learner(
        *,
        prefer: Preference = "smallest",
        ask: Question = "halving",
        cautious: bool = False,
    ) -> Callable[[HypothesisSpace], VersionSpaceLearner]:
        """What makes a learner that keeps a version space, for `simulate` to call with the space.

        Args:
            prefer: Its conjecture among the hypotheses left: the "smallest" (fewest right answers),
                "largest" or "first" of them, ties to the lowest index; or, with "majority", the
                answers that more than half of them hold right.
            ask: What it puts to a teacher whom it may ask: "halving" (the most even split),
                "greedy", "random", its own "conjecture", or what is "optimal" at worst; each is
                defined in `asking`.
            cautious: Whether it keeps silent wherever the hypotheses left disagree.

        Raises:
            ValueError: If a word is none of these, or `cautious` no bool. The function raises it
                for a space that is no HypothesisClass or VersionSpace, or that is empty.

        >>> import teachsim as ts
        >>> from teachsim.symbolic import HypothesisClass, VersionSpace
        >>> H = HypothesisClass.from_strings(["0110", "1111"])
        >>> scenario = ts.Scenario("too broad", H, H.key(0), [ts.Phase(ts.DEMONSTRATION, 9)])
        >>> run = ts.simulate(scenario, VersionSpace.learner(prefer="largest"))
        >>> bool(ts.metrics.identified(run.policies[-1], scenario.key))
        False
        """
        from teachsim.symbolic.learner import beginner

        return beginner(prefer=prefer, ask=ask, cautious=cautious)
