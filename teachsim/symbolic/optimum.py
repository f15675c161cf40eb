"""What the learner who plays optimally puts to its teacher: a question of the game of the regime.

Single answers are membership queries. An examination takes any set, so its errors are those of
arbitrary equivalence queries. Where only what is made up is marked wrong, the claim of a hypothesis
is a subset query, and that of one answer alone a membership query in disguise; where only what is
left out is marked right, a superset query, and that of all answers but one.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.learner import Request
from teachsim.core.regimes import Marks, Picks
from teachsim.symbolic import words
from teachsim.symbolic.games import Game, Planner
from teachsim.symbolic.games.rules import unmixed
from teachsim.symbolic.version_space import VersionSpace

__all__ = ["optimum"]

_EXAMINED = {
    Marks.BOTH: Game.ARBITRARY,
    Marks.WRONG: Game.MEMBERSHIP | Game.SUBSET,
    Marks.RIGHT: Game.MEMBERSHIP | Game.SUPERSET,
}


def optimum(space: VersionSpace, request: Request, *, planner: Planner) -> BoolArray | None:
    """`(P, R)` the answers put to the teacher, in an examination those claimed to be right.

    None where no game is played: one hypothesis is left, the phase has some of the prompts only, or
    several single answers may be put at once.

    Args:
        space: The hypotheses still possible.
        request: Regime, batch and prompts.
        planner: Of the class.
    """
    examined = request.regime.picks is Picks.EXAMINER
    partly = len(np.unique(request.prompts)) < space.n_prompts
    if len(space) <= 1 or partly or (request.batch > 1 and not examined):
        return None
    game = _EXAMINED[request.regime.marks] if examined else Game.MEMBERSHIP
    asked = planner.question(game, alive=words.integers(space.alive[None])[0])
    assert asked is not None  # two hypotheses are left
    kind, what = unmixed(game, asked)
    put: BoolArray = np.zeros(space.of.n_instances, dtype=np.bool_)
    if isinstance(what, tuple):
        put |= np.array(what, dtype=np.bool_)
    elif kind is Game.MEMBERSHIP:
        put[what] = True
        if examined and request.regime.marks is Marks.RIGHT:
            put = ~put
    else:
        put |= space.of.table[what]
    return put.reshape(space.n_prompts, space.n_responses)
