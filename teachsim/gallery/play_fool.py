"""You demonstrate: only true examples, each once, and nothing more than you like.

The learner believes, of the ideas that hold all you showed, the one it prefers. After the examples
S it can still be kept wrong until k of them are shown iff some idea h ranked above the truth t
holds S and |h & t| >= k: show the rest of h & t, and no more. So the most that anybody reaches is
the greatest such |h & t|; if it is |t|, you have fooled it for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import Match
from teachsim.gallery.setting import Bias, taste
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.preference import preference_order

__all__ = ["Course", "Moment", "course", "first_slip", "led_to"]


@dataclass(frozen=True, eq=False)
class Moment:
    """Where the game stands after some examples.

    Attributes:
        left: Number of ideas that hold all of them.
        believed: Number of the idea that the learner believes; None if it is in doubt.
        fooled: Whether that is what you want: any wrong idea or doubt, or your decoy.
        reach: Greatest number of examples after which it can still be fooled; None if it cannot.
        through: Number of the idea that gets you there; None if none does.
    """

    left: int
    believed: int | None
    fooled: bool
    reach: int | None
    through: int | None


@dataclass(frozen=True, eq=False)
class Course:
    """The game of a demonstrator.

    Attributes:
        moments: One before the first example, and one after each.
        size: Number of examples there are.
        stopped: Whether you will show no more.
    """

    moments: tuple[Moment, ...]
    size: int
    stopped: bool

    @property
    def shown(self) -> int:
        """Number of examples shown."""
        return len(self.moments) - 1

    @property
    def over(self) -> bool:
        """Whether nothing that follows can matter."""
        return self.stopped or self.shown == self.size or self.moments[-1].reach is None

    @property
    def ever(self) -> bool:
        """Whether the learner was fooled at any time, be it before the first example."""
        return any(moment.fooled for moment in self.moments)

    @property
    def score(self) -> int:
        """Most examples after which the learner was fooled; 0, too, if it never was."""
        return max((k for k, moment in enumerate(self.moments) if moment.fooled), default=0)

    @property
    def best(self) -> int:
        """The most that any demonstrator reaches."""
        return self.moments[0].reach or 0


def led_to(match: Match) -> int | None:
    """The decoy, None if any wrong idea will do; who leads to the truth leads to no decoy."""
    return None if match.decoy == match.target else match.decoy


def course(match: Match) -> Course:
    """The game as far as it was played; examples after its end are void.

    Raises:
        ValueError: If the class cannot be built.
    """
    H = build_class(match.ideas)
    seen = np.zeros(H.n_instances, dtype=np.bool_)
    moments = [_moment(H, match, seen=seen)]
    for x in match.moves:
        if moments[-1].reach is None:
            break
        seen = seen.copy()
        seen[x] = True
        moments.append(_moment(H, match, seen=seen))
    return Course(tuple(moments), int(H[match.target].sum()), match.over)


def first_slip(played: Course) -> int | None:
    """Place of the first example that made you fall short of the best, None if there is none."""
    reaches = [-1 if moment.reach is None else moment.reach for moment in played.moments]
    at = (k for k in range(1, len(reaches)) if max(reaches[k], played.score) < reaches[k - 1])
    return next((k - 1 for k in at), None)


def _moment(H: HypothesisClass, match: Match, *, seen: BoolArray) -> Moment:
    fits = _fitting(H, seen)
    believed = _believed(H, match.bias, fits=fits)
    decoy = led_to(match)
    if decoy is None:
        fooled = believed != match.target
    elif match.bias is Bias.CAUTIOUS:
        fooled = bool(fits[decoy])
    else:
        fooled = believed == decoy
    reach, through = _reach(H, match, fits=fits)
    return Moment(int(fits.sum()), believed, fooled, reach, through)


def _believed(H: HypothesisClass, bias: Bias, *, fits: BoolArray) -> int | None:
    """The idea that the learner prefers of those that fit; None for one in doubt."""
    if bias is Bias.CAUTIOUS:
        return int(fits.argmax()) if fits.sum() == 1 else None
    order = _order(H, bias)
    return int(order[fits[order].argmax()])


def _reach(H: HypothesisClass, match: Match, *, fits: BoolArray) -> tuple[int | None, int | None]:
    """How far the learner can still be fooled, and through which idea."""
    shared = (H.table & H.table[match.target]).sum(axis=1)
    rivals = [h for h in _before_truth(H, match) if fits[h]]
    if led_to(match) is not None:
        rivals = [h for h in rivals if h == match.decoy and _leads_to_decoy(H, match)]
    if not rivals:
        return None, None
    through = max(rivals, key=lambda h: shared[h])  # of several the one that it will believe
    return int(shared[through]), through


def _before_truth(H: HypothesisClass, match: Match) -> list[int]:
    """The ideas that keep the learner from the truth as long as they fit, most preferred first."""
    if match.bias is Bias.CAUTIOUS:
        return [h for h in range(len(H)) if h != match.target]
    order: list[int] = _order(H, match.bias).tolist()
    return order[: order.index(match.target)]


def _leads_to_decoy(H: HypothesisClass, match: Match) -> bool:
    """Whether showing all that decoy and truth share makes the learner believe the decoy."""
    if match.bias is Bias.CAUTIOUS:
        return True
    common = H.table[match.decoy] & H.table[match.target]
    return _believed(H, match.bias, fits=_fitting(H, common)) == match.decoy


def _fitting(H: HypothesisClass, shown: BoolArray) -> BoolArray:
    """`(m,)` whether an idea holds all examples shown."""
    return np.asarray((H.table | ~shown).all(axis=1))


def _order(H: HypothesisClass, bias: Bias) -> IntArray:
    prefer, _ = taste(bias)
    return preference_order(H, prefer=prefer)
