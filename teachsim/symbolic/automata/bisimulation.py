"""When two automata accept the same language, and a shortest word that tells them apart if not.

Pairs of states that have to be equivalent are merged, breadth first, until an accepting state
would be merged with another, or nothing is left to merge: then the merged states are a
bisimulation. A pair whose states are already merged through others is passed over. No shortest word
is missed by that: where it tells p from q, it tells p from r or r from q for any r between
them, and those pairs came first.
"""

from __future__ import annotations

from teachsim.symbolic.automata.dfa import Dfa, common_alphabet

__all__ = ["difference", "equivalent"]


def difference(a: Dfa, b: Dfa) -> str | None:
    """A shortest word that one automaton accepts and the other does not; None if there is none.

    It has at most S + T - 2 letters for automata of S and T states, and is found in
    almost linear time. Source: J. Hopcroft and R. Karp, "A linear algorithm for testing equivalence
    of finite automata", Technical Report 71-114, Cornell University, 1971; as a bisimulation up to
    equivalence: F. Bonchi and D. Pous, "Checking NFA equivalence with bisimulations up to
    congruence", Principles of Programming Languages, 2013.

    Raises:
        ValueError: their alphabets differ.
    """
    letters = common_alphabet(a, b)
    final = [*a.accepting.tolist(), *b.accepting.tolist()]
    beside = len(a)  # the states of b are numbered on from those of a
    if final[0] != final[beside]:
        return ""
    above = list(range(len(final)))  # trees of merged states
    above[beside] = 0
    ahead, behind = a.rows, b.rows
    pairs, came = [(0, 0)], [(0, 0)]
    for at, (p, q) in enumerate(pairs):  # which grows as it is read
        for letter, (r, s) in enumerate(zip(ahead[p], behind[q], strict=True)):
            r_top, s_top = r, beside + s
            while above[r_top] != r_top:  # written out: the innermost loop of all learners
                above[r_top] = r_top = above[above[r_top]]
            while above[s_top] != s_top:
                above[s_top] = s_top = above[above[s_top]]
            if r_top == s_top:
                continue
            above[s_top] = r_top
            pairs.append((r, s))
            came.append((at, letter))
            if final[r] != final[beside + s]:
                return _spelled(came, letters)
    return None


def equivalent(a: Dfa, b: Dfa) -> bool:
    """Whether two automata accept the same language.

    Raises:
        ValueError: their alphabets differ.
    """
    return difference(a, b) is None


def _spelled(came: list[tuple[int, int]], letters: str) -> str:
    """The word that leads from the first pair to the last."""
    word, at = [], len(came) - 1
    while at:
        at, letter = came[at]
        word.append(letters[letter])
    return "".join(reversed(word))
