"""The channel between a learner of languages and its teacher, and what went through it.

Queries are counted here and nowhere else. A learner sees the channel alone: what it reads in a
hypothesis of its own is no query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from teachsim.core.checks import generator, one_of, quoted, whole_number
from teachsim.symbolic.automata.dfa import Dfa
from teachsim.symbolic.automata.teachers import Reply, Teacher

__all__ = ["MAX_LETTERS", "Channel", "Ledger", "SpentError"]

MAX_LETTERS = 2**28
"""Letters of all words asked for unless told otherwise: a byte each, and some ten seconds."""


class SpentError(ValueError):
    """A channel may carry no more; the learner that began ends with what it has."""


@dataclass(frozen=True)
class Ledger:
    """What was asked.

    Attributes:
        membership: different words whose membership the teacher was asked for.
        repeated: membership queries for words asked for before, answered from memory.
        equivalence: hypotheses that the teacher examined.
        letters: letters of the different words asked for, in all.
        walks: words that the teacher itself tried out in examinations by sampling.
        walked: their letters in all.
    """

    membership: int = 0
    repeated: int = 0
    equivalence: int = 0
    letters: int = 0
    walks: int = 0
    walked: int = 0

    @property
    def asked(self) -> int:
        """Membership queries of the learner in all, repeated ones included."""
        return self.membership + self.repeated


@dataclass(frozen=True, eq=False)
class Channel:
    """The one way to a teacher; it remembers each answer, and counts.

    Attributes:
        teacher: Who answers.
        rng: Seed or generator of the teacher's choices, consumed.
        max_letters: Most letters of different words asked for, at least 0: they are remembered.
        heard: Word -> whether it is in the language: the answers so far.
        entries: `[1]` the ledger so far.
    """

    teacher: Teacher
    rng: int | np.random.Generator = 0
    max_letters: int = MAX_LETTERS
    heard: dict[str, bool] = field(default_factory=dict, init=False, repr=False)
    entries: list[Ledger] = field(default_factory=lambda: [Ledger()], init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no teacher, or no seed."""
        one_of(Teacher, self.teacher, thing="teacher", way_out="pass Exact(target)")
        whole_number(self.max_letters, thing="max_letters", least=0, way_out="leave it out")
        rng = generator(self.rng, way_out="pass a seed such as 0")
        object.__setattr__(self, "rng", rng)

    @property
    def ledger(self) -> Ledger:
        """What was asked so far."""
        return self.entries[0]

    @property
    def alphabet(self) -> str:
        """The letters of the language."""
        return self.teacher.alphabet

    def ask(self, words: Sequence[str]) -> list[bool]:
        """Which of some words are in the language: a membership query for each.

        Raises:
            SpentError: the words have more letters than are left; nothing is asked.
            ValueError: the teacher does not answer each.
        """
        fresh = [word for word in dict.fromkeys(words) if word not in self.heard]
        letters = sum(len(word) for word in fresh)
        total = self.ledger.letters + letters
        if total > self.max_letters:
            raise SpentError(
                f"the words to ask for have {total:,} letters so far, above the limit of "
                f"{self.max_letters:,}; pass a larger max_letters to the channel"
            )
        if fresh:
            self.heard.update(zip(fresh, self._told(fresh), strict=True))
        self._enter(Ledger(len(fresh), len(words) - len(fresh), letters=letters))
        return [self.heard[word] for word in words]

    def examine(self, hypothesis: Dfa) -> str | None:
        """A word on which a hypothesis is said to be wrong, or None for "yes"."""
        rng = generator(self.rng, way_out="pass a seed such as 0")
        reply: Reply = self.teacher.examine(hypothesis, rng=rng)
        self._enter(Ledger(equivalence=1, walks=reply.walks, walked=reply.letters))
        return reply.counterexample

    def _told(self, words: list[str]) -> list[bool]:
        answers = np.asarray(self.teacher.accepts(words))
        if answers.dtype != np.bool_ or answers.shape != (len(words),):
            raise ValueError(
                f"the teacher answers {len(words)} words with {quoted(answers)}, but must return a "
                "bool array with one entry for each; mend its accepts"
            )
        return list(answers.tolist())

    def _enter(self, more: Ledger) -> None:
        so_far = self.entries[0]
        self.entries[0] = Ledger(
            so_far.membership + more.membership,
            so_far.repeated + more.repeated,
            equivalence=so_far.equivalence + more.equivalence,
            letters=so_far.letters + more.letters,
            walks=so_far.walks + more.walks,
            walked=so_far.walked + more.walked,
        )
