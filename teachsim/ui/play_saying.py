"""A game in words: what was asked and answered, how it ended, and why nobody does better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from teachsim.draw.saying import idea, point
from teachsim.draw.words import listed
from teachsim.gallery.claims import claim
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import SCENES, Match, Query, Side
from teachsim.gallery.play_ask import Standing, Turn, best, first_loss
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.games import Floor
from teachsim.ui import data
from teachsim.ui.words import amount, say

_LISTED: Final = 6
_CLAIMS: Final = {Side.ASK: "A3", Side.FOOL: "A1"}


def counted(n: int) -> str:
    """Return so many questions in words."""
    if n == 0:
        return say("questions-none")
    return say("question-one") if n == 1 else say("questions").format(n=n)


def optimum(standing: Standing) -> str:
    """Return how many questions the best learner needs, in words."""
    if standing.needed is not None:
        return counted(standing.needed)
    return say("questions-between").format(least=standing.least, most=standing.most)


def tallied(n: int, words: str) -> tuple[str, str]:
    """Return a number and what it counts, in the singular if it is one."""
    return f"{n:,}", amount(n, words)


def number(standing: Standing) -> str:
    """Return the same in digits."""
    least, most = standing.least, standing.most
    return str(most) if standing.needed is not None else f"{least}–{most}"


def asked_about(match: Match, move: int) -> str:
    """Return what a question is about, by name."""
    if match.query is Query.BELONGS:
        return point(build_class(match.ideas), move)
    return data.names(match.ideas)[move]


def question(match: Match, move: int) -> str:
    """Return a question in words."""
    return say(f"question-{match.query}").format(what=asked_about(match, move))


def put_for_you(match: Match) -> bool:
    """Return whether all moves so far are those that one of the scenes begins with."""
    return bool(match.moves) and any(match == scene.match for scene in SCENES)


def answer(match: Match, turn: Turn) -> str:
    """Return what was answered, in words."""
    H = build_class(match.ideas)
    said = say("reply-yes")
    if not turn.answer.yes:
        said = say("reply-no")
        if turn.answer.witness is not None:
            claimed = bool(H[turn.asked][turn.answer.witness])
            what = f"**{point(H, turn.answer.witness)}**"
            said = say("reply-not" if claimed else "reply-belongs").format(what=what)
    if turn.after.alive == turn.before.alive:
        return f"{said} {say('reply-nothing-new')}"
    return said


def log(match: Match, turns: Sequence[Turn], *, costs: bool) -> tuple[str, ...]:
    """Return the questions with their answers and, if that is wanted, what each of them cost."""
    lines = []
    for turn in turns:
        line = say("log-line").format(
            question=question(match, turn.asked),
            answer=answer(match, turn),
            left=turn.after.left,
        )
        lost = say("log-lost").format(n=turn.loss) if costs and turn.loss else ""
        lines.append(f"{line} {lost}".strip())
    return tuple(lines)


def ending(match: Match, turns: Sequence[Turn], *, opening: Standing) -> tuple[str, ...]:
    """Return how a game of asking ended: what was found, how good that was, the first loss."""
    last = turns[-1].after if turns else opening
    if last.left == 1:
        found = data.names(match.ideas)[last.alive.bit_length() - 1]
        judged = _judged(len(turns), opening)
        return (say("end-found").format(idea=found, judged=judged), *_losses(match, turns, opening))
    more = "" if last.needed is None else say("end-more").format(more=counted(last.needed))
    told = say("end-given-up").format(asked=counted(len(turns)), left=last.left, more=more)
    return (told, *_losses(match, turns, opening))


def _judged(asked: int, opening: Standing) -> str:
    if opening.needed is None:
        return say("end-bounded").format(
            asked=counted(asked), least=opening.least, most=opening.most
        )
    if asked <= opening.needed:
        return say("end-perfect").format(asked=counted(asked))
    return say("end-over").format(asked=counted(asked), best=opening.needed)


def _losses(match: Match, turns: Sequence[Turn], opening: Standing) -> tuple[str, ...]:  # noqa: PLR0917
    """Return the first question that threw one away."""
    if opening.needed is None or not turns:
        return ()
    at = first_loss(turns)
    if at is None:
        return (say("loss-none"),) if turns[-1].after.left > 1 else ()
    turn = turns[at]
    instead = best(build_class(match.ideas), turn.before)
    assert instead is not None  # a question was asked there, so more than one idea was left
    return (
        say("loss").format(
            n=at + 1,
            before=turn.before.needed,
            after=turn.after.needed,
            question=question(match, instead),
        ),
    )


def why(match: Match, opening: Standing, *, checked: bool) -> tuple[str, ...]:
    """Return why no learner needs fewer questions than the lower bound, and why so many do."""
    H = build_class(match.ideas)
    floors = opening.strategy.floors
    floor = floors.get(opening.alive)
    told = [_why_least(H, floor, positions=len(floors))]
    if checked:
        told.append(say("why-checked"))
    if opening.needed is not None:
        hint = say("hint")
        told.append(say("why-most").format(best=counted(opening.needed), hint=hint))
    told.append(say("why-counted"))
    return tuple(told)


def margin(side: Side, *, of: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return the margin: the field's term with its formula, how sure, when it fails, the source.

    Args:
        side: Who you are.
        of: The last part of the keys of what is computed, if it is not the side alone.
    """
    shown, computed = claim(_CLAIMS[side]), of or side
    return (
        (say(f"term-play-{side}"), say(f"formula-play-{computed}")),
        (say("sure"), say(f"sure-play-{computed}")),
        (say("fails"), shown.fails),
        (say("source"), say(f"source-play-{side}")),
    )


def _why_least(H: HypothesisClass, floor: Floor | None, *, positions: int) -> str:
    if floor is not None and floor.keeps is not None:
        kept = [h for h in range(len(H)) if floor.keeps >> h & 1]
        ideas = listed([f"**{idea(H, H[h])}**" for h in kept], most=_LISTED)
        return say("why-kept").format(n=len(kept), ideas=ideas, least=floor.least)
    if floor is not None and floor.round is not None:
        return say("why-round").format(less=counted(floor.least - 1), n=positions)
    least = (len(H) - 1).bit_length() if floor is None else floor.least
    return say("why-size").format(ideas=amount(len(H), "n-ideas"), least=least)
