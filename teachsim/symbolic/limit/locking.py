"""Locking sequences: examples after which no further right answer moves a learner.

A learner that identifies L from right answers has one: a finite sequence of members of L after
which it conjectures L and keeps to it, whatever members of L come next. If every sequence could be
continued by one that changes its mind, a text of L made of such continuations would change it for
ever. So where none is found, far and wide, the learner can be kept from L, and that is the other
half of Gold's adversary. What a search finds or does not find has bounds, which it says.

Source: L. Blum and M. Blum, "Toward a mathematical theory of inductive inference", 1975.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_function
from teachsim.symbolic.families.limit import rounded
from teachsim.symbolic.limit.evidence import Evidence
from teachsim.symbolic.limit.family import Family, a_family
from teachsim.symbolic.limit.identifiers import Identifier
from teachsim.symbolic.limit.sight import index_in, same

__all__ = ["Locking", "locking_sequence"]

# Sequences of up to so many examples are counted; of more there are more than anybody reads.
_COUNTED = 100_000


@dataclass(frozen=True)
class Locking:
    """What a search for a locking sequence found.

    Attributes:
        sequence: The members shown, the shortest and first such sequence; None where none was
            found.
        conjecture: Index that the learner conjectures after it, and after all that was tried; None
            where none was found.
        members: The members of the language that were shown in the search.
        depth: The most examples of a sequence that was tried.
        beyond: How many more examples, at most, each continuation had.
        explored: How many sequences were put to the learner.
    """

    sequence: tuple[int, ...] | None
    conjecture: int | None
    members: tuple[int, ...]
    depth: int
    beyond: int
    explored: int

    @property
    def verdict(self) -> str:
        """What was found, within its bounds."""
        tried = f"up to {self.beyond} more of the first {len(self.members)} members"
        if self.sequence is None:
            return f"No sequence of up to {self.depth} examples withstood {tried}."
        return f"After {list(self.sequence)} none of the continuations by {tried} moved it."


def locking_sequence(
    family: Family,
    target: int,
    *,
    learner: Identifier,
    n_members: int = 4,
    depth: int = 3,
    beyond: int = 3,
    max_states: int = 100_000,
) -> Locking:
    """The shortest sequence after which the learner is right and stays so, as far as it is tried.

    Breadth first, in the order of the members. A sequence is tried by all its continuations, also
    by members that were shown before, as a learner may count.

    Args:
        family: The family.
        target: Index of the language.
        learner: Any identifier of the family.
        n_members: How many members, from the least on, are shown.
        depth: The most examples of a sequence, 0 for the empty one alone.
        beyond: How many more examples to try it by.
        max_states: Refuse searches that would put more sequences to the learner.

    Raises:
        ValueError: The family is none, the target no index, the learner no function, a number is
            out of range, the search is too large, or the learner conjectures what is no index.
        NotDecidable: The family cannot say whether two conjectures are the same language.
    """
    a_family(family)
    target = index_in(family, target, thing="target")
    a_function(learner, thing="learner", way_out="pass one of limit.identifiers")
    way_out = "bound the search"
    for thing, number in (("depth", depth), ("beyond", beyond)):
        whole_number(number, thing=thing, least=0, way_out=way_out)
    for thing, number in (("n_members", n_members), ("max_states", max_states)):
        whole_number(number, thing=thing, least=1, way_out=way_out)
    most = min(n_members, max_states)  # with one more, any search is refused
    members = tuple(itertools.islice(family.language(target).members(), most))
    _affordable(len(members), longest=depth + beyond, max_states=max_states)
    heard: dict[tuple[int, ...], int | None] = {}

    def thought(shown: tuple[int, ...]) -> int | None:
        if shown not in heard:
            heard[shown] = learner(Evidence(tuple((x, True) for x in shown)))
        return heard[shown]

    def right(shown: tuple[int, ...]) -> bool:
        said = thought(shown)
        return said is not None and same(family, index_in(family, said, thing="it"), j=target)

    found = functools.partial(Locking, members=members, depth=depth, beyond=beyond)
    for shown in _sequences(members, most=depth):
        if right(shown) and all(
            thought((*shown, *more)) == thought(shown) for more in _sequences(members, most=beyond)
        ):
            return found(sequence=shown, conjecture=thought(shown), explored=len(heard))
    return found(sequence=None, conjecture=None, explored=len(heard))


def _affordable(n_members: int, *, longest: int, max_states: int) -> None:
    """Refuse a search of more sequences than this.

    Raises:
        ValueError: There are more, of so many members each time and up to so many examples.
    """
    if n_members <= 1:
        needed, more = 1 + longest * n_members, ""
    else:
        counted = min(longest, _COUNTED)
        needed = (n_members ** (counted + 1) - 1) // (n_members - 1)
        more = "more than " * (longest > counted or n_members == max_states)
    if needed > max_states:
        told = more + rounded(needed)
        raise ValueError(
            f"the search would put {told} sequences to the learner, above the limit of "
            f"{max_states:,}; show fewer members, go less deep or raise max_states"
        )


def _sequences(members: tuple[int, ...], *, most: int) -> Iterator[tuple[int, ...]]:
    """All sequences of members, the shorter first."""
    for length in range(most + 1):
        yield from itertools.product(members, repeat=length)
