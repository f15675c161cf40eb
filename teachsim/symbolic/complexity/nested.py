"""The fewest groups in which sets can be put so that those of each are nested.

They are as many as the most sets of which none holds another (Dilworth 1950, "A decomposition
theorem for partially ordered sets"). In a group each set but the last has a next one that holds it:
as many sets as can be matched with a next one are no last ones. From those that are, go to all that
hold them, and on to those that have these as next ones: sets that are reached from a part of them
never, and otherwise at least once, do not hold each other (Konig 1931).
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["fewest_groups"]


def fewest_groups(sets: Mapping[int, int]) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """The names of the sets in groups, in each the smallest first; and one of each, none nested.

    Args:
        sets: bit sets by name.
    """
    names = sorted(sets, key=lambda name: (sets[name].bit_count(), name))
    later = {
        name: [other for other in names[place + 1 :] if not sets[name] & ~sets[other]]
        for place, name in enumerate(names)
    }
    after: dict[int, int] = {}
    for name in names:
        _match(name, later=later, after=after)
    groups = []
    for name in sorted({*names} - {*after.values()}):
        group = [name]
        while group[-1] in after:
            group.append(after[group[-1]])
        groups.append(tuple(group))
    last = [group[-1] for group in groups]
    return tuple(groups), _apart(last, later=later, after=after)


def _apart(
    last: list[int], *, later: Mapping[int, list[int]], after: Mapping[int, int]
) -> tuple[int, ...]:
    """One set of each group, so that none holds another."""
    taken = {other: one for one, other in after.items()}
    reached = [*last]
    above: set[int] = set()
    for one in reached:
        for other in later[one]:
            if other not in above:
                above.add(other)
                reached.append(taken[other])  # else one more could be matched
    return tuple(one for one in reached if one not in above)


def _match(name: int, *, later: Mapping[int, list[int]], after: dict[int, int]) -> None:
    """Give a name a next one, if need be by giving others another next one."""
    taken = {other: one for one, other in after.items()}
    came: dict[int, int] = {}  # of a next one, who reached it first
    waiting = [name]
    for one in waiting:
        for other in later[one]:
            if other in came:
                continue
            came[other] = one
            if other not in taken:
                _shift(other, came=came, after=after)
                return
            waiting.append(taken[other])


def _shift(other: int, *, came: Mapping[int, int], after: dict[int, int]) -> None:
    """Give each on the way back to the start the next one that it reached."""
    while True:
        one = came[other]
        free, after[one] = after.get(one), other
        if free is None:
            return
        other = free
