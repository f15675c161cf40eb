"""L*: automata from membership and equivalence queries, by a table of observations.

Rows are words, columns suffixes, entries the answers to their concatenations. Words with the same
row are taken for one state. Rows are kept as Python integers: bit j is the answer for suffix j.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from teachsim.symbolic.automata.channel import Channel
from teachsim.symbolic.automata.dfa import Dfa
from teachsim.symbolic.automata.learning import (
    MAX_STATES,
    Clash,
    Learned,
    checked,
    learn,
    searched,
)

__all__ = ["lstar", "lstar_bound"]


def lstar(channel: Channel, *, max_states: int = MAX_STATES) -> Learned:
    """What L* learns through a channel: with a truthful exact teacher, the minimal automaton.

    The words that stand for states all have different rows, so that the table is always consistent,
    and a counterexample adds one suffix instead of all its beginnings (Rivest and Schapire). For n
    states and A letters and counterexamples of at most m letters it has at most n hypotheses
    examined and asks at most `lstar_bound(n, A, m)` membership queries, repeated ones included.
    Source: D. Angluin, "Learning regular sets from queries and counterexamples", Information and
    Computation 75, 1987; R. Rivest and R. Schapire, "Inference of finite automata using homing
    sequences", Information and Computation 103, 1993.

    Args:
        channel: the way to the teacher.
        max_states: most states, at least 2; where they do not do the last hypothesis is returned,
            known different. A teacher of a language that is not regular needs this.

    Raises:
        ValueError: an argument is none, the teacher contradicts itself, or the channel is spent
            before there is a hypothesis.
    """
    table = _Table(channel, checked(channel, max_states=max_states))
    table.add_word("")
    table.close()
    return learn(channel, table)


def lstar_bound(n_states: int, *, n_letters: int, longest: int) -> int:
    """Most membership queries that `lstar` asks, repeated ones included.

    (1 + A n) n for the table of at most 1 + A n words and n suffixes; and for each of at most n - 1
    splits one for the counterexample and ceil(log2(m - 1)) for the search in it.

    Args:
        n_states: n, states of the minimal automaton, the dead state included.
        n_letters: A.
        longest: m, letters of the longest counterexample.

    Raises:
        ValueError: one of these is no such number.
    """
    n_states, n_letters, searches = searched(n_states, n_letters, longest=longest)
    return (1 + n_letters * n_states) * n_states + searches


@dataclass(frozen=True, eq=False)
class _Table:
    """Row 0 is the empty word; rows 1 + A s to A (s + 1) the steps from state s."""

    channel: Channel
    max_states: int
    suffixes: list[str] = field(default_factory=lambda: [""])
    words: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    known: dict[int, int] = field(default_factory=dict)  # row -> state

    def hypothesis(self) -> Dfa:
        """The automaton of the table."""
        after = [self.known[row] for row in self.rows[1:]]
        steps = np.array(after).reshape(len(self.access), -1)
        # Rows of states are the keys, in the order of the states; the first suffix is empty.
        return Dfa(steps, np.array([row & 1 == 1 for row in self.known]), self.channel.alphabet)

    def split(self, clash: Clash) -> bool:
        """Add the suffix to all rows, and the states that it shows."""
        place = len(self.suffixes)
        self.suffixes.append(clash.suffix)
        answers = self.channel.ask([word + clash.suffix for word in self.words])
        for at, right in enumerate(answers):
            self.rows[at] |= right << place
        row_of = dict(zip(self.words, self.rows, strict=True))
        self.known.clear()
        self.known.update((row_of[word], state) for state, word in enumerate(self.access))
        return self.close()

    def close(self) -> bool:
        """Make a state of each new row; False if they become too many."""
        at = 0
        while at < len(self.rows):
            if self.rows[at] not in self.known:
                if len(self.access) == self.max_states:
                    return False
                self.known[self.rows[at]] = len(self.access)
                self.access.append(self.words[at])
                for letter in self.channel.alphabet:
                    self.add_word(self.words[at] + letter)
            at += 1
        return True

    def add_word(self, word: str) -> None:
        """Add a row."""
        answers = self.channel.ask([word + suffix for suffix in self.suffixes])
        self.words.append(word)
        self.rows.append(sum(right << place for place, right in enumerate(answers)))
