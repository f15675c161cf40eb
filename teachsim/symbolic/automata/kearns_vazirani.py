"""Automata from membership and equivalence queries, by a tree of suffixes that tell states apart.

An inner node of the tree is a suffix, a leaf a state. A word sifts down: at each node it goes to
the side of the answer for word and suffix. So a word is asked for a few suffixes alone, where the
table of L* asks for all.
"""

from __future__ import annotations

from collections.abc import Sequence
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

__all__ = ["kearns_vazirani", "kearns_vazirani_bound"]

_NOBODY = None  # the side of a node on which no word was met
Step = tuple[int, int, int]
"""A state, the number of a letter, and the node at which the word of that step has to go on."""


def kearns_vazirani(channel: Channel, *, max_states: int = MAX_STATES) -> Learned:
    """What the discrimination tree learns: with a truthful exact teacher, the minimal automaton.

    For n states and A letters and counterexamples of at most m letters it has at most n hypotheses
    examined and asks at most `kearns_vazirani_bound(n, A, m)` membership queries, repeated ones
    included. Source: M. Kearns and U. Vazirani, An Introduction to Computational Learning Theory,
    MIT Press, 1994, chapter 8. Ours searches a counterexample by halves, as in L*, instead of
    sifting each of its beginnings, and sifts a step on only from where the tree has grown.

    Args:
        channel: the way to the teacher.
        max_states: most states, at least 2; where they do not do the last hypothesis is returned,
            known different. A teacher of a language that is not regular needs this.

    Raises:
        ValueError: an argument is none, the teacher contradicts itself, or the channel is spent
            before there is a hypothesis.
    """
    tree = _Tree(channel, checked(channel, max_states=max_states))
    tree.add_state("", node=0, side=channel.ask([""])[0])
    tree.sift(tree.steps_from(0))
    return learn(channel, tree)


def kearns_vazirani_bound(n_states: int, *, n_letters: int, longest: int) -> int:
    """Most membership queries that `kearns_vazirani` asks, repeated ones included.

    One for the empty word; A n steps meet each of at most max(1, n - 1) suffixes once; and
    for each of at most n - 1 splits one for the counterexample and ceil(log2(m - 1)) for the
    search in it.

    Args:
        n_states: n, states of the minimal automaton, the dead state included.
        n_letters: A.
        longest: m, letters of the longest counterexample.

    Raises:
        ValueError: one of these is no such number.
    """
    n_states, n_letters, searches = searched(n_states, n_letters, longest=longest)
    return 1 + n_letters * n_states * max(1, n_states - 1) + searches


@dataclass(frozen=True, eq=False)
class _Tree:
    """Node 0 has the empty suffix; a child is a node, `~state` for a leaf, or nobody."""

    channel: Channel
    max_states: int
    suffixes: list[str] = field(default_factory=lambda: [""])
    children: list[list[int | None]] = field(default_factory=lambda: [[_NOBODY, _NOBODY]])
    access: list[str] = field(default_factory=list)
    above: list[tuple[int, bool]] = field(default_factory=list)  # node and side of each leaf
    steps: list[list[int]] = field(default_factory=list)

    def hypothesis(self) -> Dfa:
        """The automaton of the tree."""
        accepting = np.array([self.channel.heard[word] for word in self.access])
        return Dfa(np.array(self.steps), accepting, self.channel.alphabet)

    def split(self, clash: Clash) -> bool:
        """Put the suffix in place of the leaf, and sift on what had come to it."""
        if len(self.access) == self.max_states:
            return False
        node, old = len(self.suffixes), clash.reached
        before = [
            (state, letter, node)
            for state, row in enumerate(self.steps)
            for letter, after in enumerate(row)
            if after == old
        ]
        over, side = self.above[old]
        self.suffixes.append(clash.suffix)
        self.children.append([_NOBODY, _NOBODY])
        self.children[over][side] = node
        self.children[node][not clash.right] = ~old
        self.above[old] = (node, not clash.right)
        word = self.access[clash.state] + self.channel.alphabet[clash.letter]
        new = self.add_state(word, node=node, side=clash.right)
        return self.sift([*before, *self.steps_from(new)])

    def sift(self, pending: Sequence[Step]) -> bool:
        """Let steps go down to their leaves; False if a new one is one state too many."""
        while pending:
            words = [self._word(step) for step in pending]
            onward: list[Step] = []
            answers = self.channel.ask(
                [
                    word + self.suffixes[node]
                    for word, (_, _, node) in zip(words, pending, strict=True)
                ]
            )
            for word, (state, letter, node), side in zip(words, pending, answers, strict=True):
                below = self.children[node][side]
                if below is _NOBODY:
                    if len(self.access) == self.max_states:
                        return False
                    new = self.add_state(word, node=node, side=side)
                    onward += self.steps_from(new)
                    below = ~new
                if below < 0:
                    self.steps[state][letter] = ~below
                else:
                    onward.append((state, letter, below))
            pending = onward
        return True

    def add_state(self, word: str, *, node: int, side: bool) -> int:
        """Number of a new state, a leaf at this side of the node."""
        new = len(self.access)
        self.children[node][side] = ~new
        self.access.append(word)
        self.above.append((node, side))
        self.steps.append([0] * len(self.channel.alphabet))
        return new

    def steps_from(self, state: int) -> list[Step]:
        """The steps of a new state, at the top of the tree."""
        return [(state, letter, 0) for letter in range(len(self.channel.alphabet))]

    def _word(self, step: Step) -> str:
        return self.access[step[0]] + self.channel.alphabet[step[1]]
