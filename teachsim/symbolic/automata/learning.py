"""The loop of all learners of automata from queries, and what they end with.

A learner makes a hypothesis whose states it reaches by words of its own, and has it examined. In a
counterexample w of m letters it looks for a letter at which its states go wrong. Let u_i be
the learner's own word for the state after i letters of w, and v_i the rest of w: the
language holds u_0 v_0 = w right or wrong, and the hypothesis says of u_m the opposite. So for some
i the answers to u_i v_i and u_(i+1) v_(i+1) differ, and a search by halves finds one with
ceil(log2(m - 1)) membership queries. The suffix v_(i+1) then tells u_i a, with a the letter
between, from the state that it was taken for. Source: R. Rivest and R. Schapire, "Inference of
finite automata using homing sequences", Information and Computation 103, 1993.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.automata.bisimulation import difference
from teachsim.symbolic.automata.channel import Channel, Ledger, SpentError
from teachsim.symbolic.automata.dfa import Dfa

__all__ = ["MAX_STATES", "Clash", "Learned", "Pupil", "Standing", "audit", "learn", "searched"]

MAX_STATES = 5_000
"""States that a learner makes at most unless told otherwise: some ten seconds of one core."""


class Standing(Enum):
    """What is known of a hypothesis."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not verified"
    KNOWN_DIFFERENT = "known different"


@dataclass(frozen=True, eq=False)
class Learned:
    """What a learner ended with.

    Attributes:
        dfa: its last hypothesis.
        standing: verified if a teacher said "yes" that proves it; not verified if one said "yes"
            that does not; known different if the learner had to stop after a counterexample, as it
            may make no more states or ask for no more letters.
        witness: a word on which the hypothesis is known to be wrong, None if none is known.
        ledger: what was asked through the channel, from its opening on.
        hypotheses: all that were examined, in order; the last is `dfa`.
        counterexamples: the words that refuted them, in order.
    """

    dfa: Dfa
    standing: Standing
    witness: str | None
    ledger: Ledger
    hypotheses: tuple[Dfa, ...]
    counterexamples: tuple[str, ...]

    @property
    def rounds(self) -> int:
        """Number of hypotheses examined."""
        return len(self.hypotheses)


@dataclass(frozen=True)
class Clash:
    """Where a counterexample proves that a state of a hypothesis stands for two.

    Attributes:
        state: From which the hypothesis takes a wrong step.
        letter: Number of the letter of that step.
        reached: Where it leads.
        suffix: A word that tells the two apart.
        right: Whether the suffix leads from the new state to acceptance; from `reached` it does
            the opposite.
    """

    state: int
    letter: int
    reached: int
    suffix: str
    right: bool


class Pupil(Protocol):
    """What a learner has noted; its states are reached by words of its own."""

    @property
    def access(self) -> Sequence[str]:
        """For each state the word that leads there."""
        ...

    def hypothesis(self) -> Dfa:
        """The automaton of what is noted."""
        ...

    def split(self, clash: Clash) -> bool:
        """Note what a counterexample proved; False if that makes too many states."""
        ...


def learn(channel: Channel, pupil: Pupil) -> Learned:
    """What a learner ends with: its states are split until no counterexample comes.

    A counterexample is used as long as the hypothesis is wrong on it. Where more states would be
    too many, or the channel is spent, the last hypothesis that was examined is what it ends with.

    Raises:
        ValueError: a counterexample is no word, or speaks for the hypothesis.
    """
    hypotheses, counterexamples = [pupil.hypothesis()], []
    while (word := channel.examine(hypotheses[-1])) is not None:
        counterexamples.append(word)
        try:
            mended = _mended(channel, pupil, hypothesis=hypotheses[-1], word=word)
        except SpentError:
            mended = None
        if mended is None:
            break
        hypotheses.append(mended)
    return _learned(channel, hypotheses, counterexamples=counterexamples)


def _mended(channel: Channel, pupil: Pupil, *, hypothesis: Dfa, word: str) -> Dfa | None:
    """The next hypothesis, which is right on a counterexample; None if it has too many states."""
    said = word in hypothesis  # first: it refuses what is no word
    right = channel.ask([word])[0]
    if said == right:
        raise ValueError(
            f"the counterexample {quoted(word)} speaks for the hypothesis, as membership "
            f"queries say {right}; make the teacher agree with itself"
        )
    while (word in hypothesis) != right:
        clash = _clash(channel, pupil.access, hypothesis=hypothesis, word=word)
        if not pupil.split(clash):
            return None
        hypothesis = pupil.hypothesis()
    return hypothesis


def audit(learned: Learned, target: Dfa) -> Learned:
    """The same, with what somebody who knows the target can say of it; it asks no query.

    Raises:
        ValueError: it is nothing that was learned, or the alphabets differ.
    """
    one_of(Learned, learned, thing="learned", way_out="pass what lstar returns")
    witness = difference(learned.dfa, target)
    standing = Standing.VERIFIED if witness is None else Standing.KNOWN_DIFFERENT
    return replace(learned, standing=standing, witness=witness)


def checked(channel: Channel, *, max_states: int) -> int:
    """The most states, after a look at both arguments of a learner.

    Raises:
        ValueError: one is none, or fewer than two states are allowed.
    """
    one_of(Channel, channel, thing="channel", way_out="pass Channel(Exact(target))")
    # Any language but two tells the first states apart by the empty word.
    return whole_number(max_states, thing="max_states", least=2, way_out="leave it out")


def searched(n_states: int, n_letters: int, *, longest: int) -> tuple[int, int, int]:
    """States and letters, and most queries in n - 1 counterexamples of at most so many letters.

    Raises:
        ValueError: one of these is no such number.
    """
    n = whole_number(n_states, thing="n_states", least=1, way_out="one state is the least")
    letters = whole_number(n_letters, thing="n_letters", least=1, way_out="one letter is the least")
    m = whole_number(longest, thing="longest", least=0, way_out="use 0 for the empty word alone")
    return n, letters, (n - 1) * (1 + max(m - 2, 0).bit_length())


def _clash(channel: Channel, access: Sequence[str], *, hypothesis: Dfa, word: str) -> Clash:
    """A place in a counterexample at which the answers change."""
    path = hypothesis.path(word)
    right = channel.heard[word]
    low, high = 0, len(word) - 1  # on words of one letter hypotheses are right
    while high - low > 1:
        middle = (low + high) // 2
        same = channel.ask([access[path[middle]] + word[middle:]])[0] == right
        low, high = (middle, high) if same else (low, middle)
    letter = hypothesis.alphabet.index(word[low])
    return Clash(path[low], letter, path[low + 1], word[low + 1 :], right)


def _learned(channel: Channel, hypotheses: list[Dfa], *, counterexamples: list[str]) -> Learned:
    """The end of a run: with as many counterexamples as hypotheses it had to stop."""
    refuted = len(counterexamples) == len(hypotheses)
    standing = Standing.VERIFIED if channel.teacher.exact else Standing.NOT_VERIFIED
    return Learned(
        hypotheses[-1],
        Standing.KNOWN_DIFFERENT if refuted else standing,
        counterexamples[-1] if refuted else None,
        channel.ledger,
        tuple(hypotheses),
        tuple(counterexamples),
    )
