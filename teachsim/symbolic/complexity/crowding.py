"""Can each pair of hypotheses be given a slot of one of the two? If not, where it is crowded.

Pairs that no example serves together take a slot each. One after the other they are placed, moving
those before them along; if that fails, the hypotheses that can be reached have too few slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teachsim.symbolic.complexity.budget import Meter

__all__ = ["crowded", "packed"]

# Reaching so many hypotheses takes as long as a state elsewhere.
_REACHED_A_STATE = 4

Pair = tuple[int, int]
Open = tuple[int, int, int, int]
"""Two hypotheses, and the instances with which the first, and the second, keeps them apart."""


def packed(pairs: Iterable[Open]) -> list[Open]:
    """Pairs that no example serves two of, the first that fit."""
    used: dict[int, int] = {}
    chosen = []
    for pair in pairs:
        h, g, own, other = pair
        if not own & used.get(h, 0) and not other & used.get(g, 0):
            used[h] = used.get(h, 0) | own
            used[g] = used.get(g, 0) | other
            chosen.append(pair)
    return chosen


def crowded(pairs: Sequence[Open], *, room: Sequence[int], meter: Meter) -> tuple[Pair, ...] | None:
    """Pairs for which there are too few slots, if all have one too few.

    Args:
        pairs: None of which an example serves together with another.
        room: `(m,)` the slots of each hypothesis.
        meter: What the search may spend.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    ends = {h for pair in pairs for h in _ends(pair)}
    if sum(room[h] for h in ends) < len(pairs):
        return tuple((h, g) for h, g, _, _ in pairs)
    placed: dict[int, list[Open]] = {}
    for pair in pairs:
        seen = _place(pair, placed=placed, room=room, meter=meter)
        if seen is not None:
            inside = [kept for h in seen for kept in placed.get(h, [])]
            return tuple((h, g) for h, g, _, _ in (pair, *inside))
    return None


def _ends(pair: Open) -> list[int]:
    """The hypotheses that can keep a pair apart."""
    h, g, own, other = pair
    return [*([h] if own else []), *([g] if other else [])]


def _place(
    pair: Open, *, placed: dict[int, list[Open]], room: Sequence[int], meter: Meter
) -> dict[int, tuple[int, Open] | None] | None:
    """Place a pair; or the hypotheses that were reached, all of them full."""
    ends = sorted(_ends(pair), key=lambda h: len(placed.get(h, [])) - room[h])
    came: dict[int, tuple[int, Open] | None] = dict.fromkeys(ends)
    waiting = list(came)
    for h in waiting:
        if len(placed.get(h, [])) < room[h]:
            meter.spend(len(came) // _REACHED_A_STATE)
            _move(pair, h, came=came, placed=placed)
            return None
        for kept in placed.get(h, []):
            for end in _ends(kept):
                if end not in came:
                    came[end] = (h, kept)
                    waiting.append(end)
    meter.spend(len(came) // _REACHED_A_STATE)
    return came


def _move(
    pair: Open,
    end: int,
    *,
    came: dict[int, tuple[int, Open] | None],
    placed: dict[int, list[Open]],
) -> None:
    """Free a slot by moving each pair on the way back one step along."""
    step = came[end]
    while step is not None:
        before, kept = step
        placed[before].remove(kept)
        placed.setdefault(end, []).append(kept)
        end, step = before, came[before]
    placed.setdefault(end, []).append(pair)
