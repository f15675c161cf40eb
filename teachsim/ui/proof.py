"""What is exact about a scene, whatever its run shows: numbers and the pictures that prove them.

The number of questions is the value of the game that the asker plays. It holds for the best asker
against the worst teacher, so a run may need fewer questions, and a clumsy asker more.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from teachsim.draw import Picture, patterns, strategy_picture
from teachsim.draw.saying import idea
from teachsim.gallery.setting import Asker, Setting, View
from teachsim.symbolic import HypothesisClass, complexity, games, liars
from teachsim.symbolic.complexity.certificates import Bounds, Sets, Shattered
from teachsim.symbolic.games import Game
from teachsim.symbolic.result import Result
from teachsim.ui.words import say

MOST_STATES: Final = 60_000
"""Version spaces that a page looks at for one number: about a second."""


MOST_STATES_OF_LIARS: Final = 20_000
"""States that tell of lies are larger, and looked at more slowly."""


SMALL_ENTRIES: Final = 40_000
"""Ideas times points up to which a class is looked at so closely; larger ones get their share."""


_ASKED: Final = MappingProxyType(
    {
        Game.MEMBERSHIP: "proof-point",
        Game.EQUIVALENCE: "proof-own",
        Game.ARBITRARY: "proof-any",
    }
)
"""Words of what may be asked: the same class has a value for each."""


class Proof(StrEnum):
    """What can be drawn."""

    QUESTIONS = "questions"
    TEACHING = "teaching"
    SHATTERED = "shattered"


def game_of(setting: Setting) -> Game:
    """Return the game that the asker plays."""
    asker = setting.asker
    if setting.view is View.LIES or asker in {Asker.BELONGS, Asker.RANDOM}:
        return Game.MEMBERSHIP
    return Game.EQUIVALENCE if asker is Asker.GUESS else Game.ARBITRARY


def affordable(H: HypothesisClass) -> int:
    """Return how many version spaces a page looks at: fewer where each is larger."""
    entries = len(H) * H.n_instances
    return max(1, MOST_STATES * SMALL_ENTRIES // max(entries, SMALL_ENTRIES))


def fewest_questions(H: HypothesisClass, game: Game) -> Result:
    """Return how many questions the best asker needs at worst, checked by the second program."""
    if game is Game.MEMBERSHIP:
        found = games.membership(H, max_states=affordable(H))
    else:
        proper = game is Game.EQUIVALENCE
        found = games.equivalence(H, proper=proper, max_states=affordable(H))
    complexity.check(H, found)
    return found


def with_lies(H: HypothesisClass, lies: int) -> Result:
    """Return how many questions it takes if so many answers are false, checked likewise."""
    found = liars.reaskable(H, lies=lies, max_states=MOST_STATES_OF_LIARS)
    liars.check(H, found)
    return found


def examples(H: HypothesisClass, target: int) -> Result:
    """Return how many examples teach a truth, checked by the second program."""
    found = complexity.teaching_dimension(H, target, max_states=affordable(H))
    complexity.check(H, found)
    return found


def shattered(H: HypothesisClass) -> Result:
    """Return on how many points every pattern occurs, checked where that is affordable."""
    found = complexity.vc_dimension(H, max_states=affordable(H))
    complexity.check(H, found)
    return found


def questions_drawn(H: HypothesisClass, result: Result) -> Picture:
    """Return the best questions as an outline."""
    return strategy_picture(H, result, title=say("proof-questions"))


def teaching_drawn(H: HypothesisClass, result: Result, *, target: int) -> Picture:
    """Return the truth with the examples that teach it."""
    return patterns(H, [target], points=taught(result, target), title=say("proof-teaching"))


def shattered_drawn(H: HypothesisClass, result: Result) -> Picture:
    """Return the ideas that make every pattern."""
    bounds = result.certificate
    assert isinstance(bounds, Bounds)
    below = bounds.lower
    if not isinstance(below, Shattered):  # one idea shatters nothing
        below = Shattered((), (0,))
    title = say("proof-shattered")
    return patterns(H, below.witnesses, points=below.instances, title=title)


def taught(result: Result, target: int) -> tuple[int, ...]:
    """Return the points of the examples that teach a truth."""
    bounds = result.certificate
    assert isinstance(bounds, Bounds)
    assert isinstance(bounds.upper, Sets)
    return tuple(bounds.upper.taught[target])


def number(result: Result) -> str:
    """Return a value, or what is known of it."""
    if result.value is not None:
        return str(result.value)
    return say("proof-between").format(lower=int(result.lower), upper=int(result.upper))


def about_questions(result: Result, game: Game) -> str:
    """Return what the number of questions means."""
    kind = say(_ASKED[game])
    key = "proof-questions-one" if result.value == 1 else "proof-questions-many"
    value = say(key).format(value=number(result))
    if result.exact:
        return say("proof-questions-exact").format(kind=kind, value=value)
    return say("proof-questions-bounds").format(kind=kind, value=value)


def about_lies(result: Result, lies: int) -> str:
    """Return what lies cost."""
    key = "proof-lies-one" if lies == 1 else "proof-lies"
    return say(key).format(n=lies, value=number(result))


def about_teaching(H: HypothesisClass, result: Result, *, target: int) -> str:
    """Return what the number of examples means, and what right examples alone cannot do."""
    truth = idea(H, H.table[target])
    told = say("proof-teaching-about").format(
        truth=truth, value=_examples_counted(result), fewer=_fewer(result)
    )
    covers = (H.table >= H.table[target]).all(axis=1)
    covers[target] = False
    if not covers.any():
        return told
    broader = idea(H, H.table[int(covers.argmax())])
    return f"{told} {say('proof-covered').format(broader=broader)}"


def _examples_counted(result: Result) -> str:
    """Return how many examples are drawn: as many as are known to be enough."""
    most = int(result.upper)
    key = {0: "proof-teaching-none", 1: "proof-teaching-one"}.get(most, "proof-teaching-many")
    return say(key).format(value=most)


def _fewer(result: Result) -> str:
    """Return what is known of fewer examples than are drawn."""
    if not result.exact:
        lower, upper = int(result.lower), int(result.upper)
        return say("proof-teaching-open").format(lower=lower, upper=upper)
    return say("proof-teaching-fewer" if result.value else "proof-teaching-alone")


def about_shattered(result: Result) -> str:
    """Return what the number of points means."""
    if not result.exact:
        lower, upper = int(result.lower), int(result.upper)
        return say("proof-shattered-open").format(lower=lower, upper=upper)
    most = int(result.lower)
    key = {0: "proof-shattered-none", 1: "proof-shattered-one"}.get(most, "proof-shattered-about")
    return say(key).format(value=most)
