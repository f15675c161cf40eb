"""The game of a demonstrator in words: what the learner believes, how it ended, and why."""

from __future__ import annotations

from teachsim.draw.saying import point
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import Match
from teachsim.gallery.play_fool import Course, first_slip
from teachsim.gallery.setting import Bias
from teachsim.ui import data
from teachsim.ui.words import say


def goal(match: Match) -> str:
    """Return what you try, as a question."""
    if match.decoy is not None:
        return say("goal-decoy").format(decoy=data.names(match.ideas)[match.decoy])
    return say("goal-doubt" if match.bias is Bias.CAUTIOUS else "goal-wrong")


def stands(match: Match, played: Course) -> str:
    """Return what the learner believes now."""
    now = played.moments[-1]
    if now.believed is None:
        return say("in-doubt").format(n=now.left)
    right = now.believed == match.target
    name = data.names(match.ideas)[now.believed]
    return say("is-right" if right else "believes").format(idea=name)


def hint(match: Match, played: Course) -> tuple[str, int | None]:
    """Return what the best demonstrator does now, in words, and the example; None to stop."""
    now = played.moments[-1]
    if now.reach is None or now.through is None:
        return say("hint-none"), None
    H = build_class(match.ideas)
    useful = H[match.target] & H[now.through]
    useful[list(match.moves[: played.shown])] = False
    if not useful.any():
        return say("hint-stop"), None
    best = int(useful.argmax())
    idea = data.names(match.ideas)[now.through]
    return say("hint-show").format(what=point(H, best), idea=idea, most=now.reach), best


def ending(match: Match, played: Course) -> tuple[str, ...]:
    """Return how it ended: whether it was fooled, how far, and what cost you an example."""
    told = [_end(match, played)]
    words = say("fooled-best" if played.score >= played.best else "fooled-less")
    told.append(words.format(score=played.score, size=played.size, best=played.best))
    at = first_slip(played)
    if at is not None:
        H = build_class(match.ideas)
        reach = played.moments[at].reach
        what = point(H, match.moves[at])
        told.append(say("slip").format(n=at + 1, what=what, before=reach))
    return tuple(told)


def _end(match: Match, played: Course) -> str:
    now = played.moments[-1]
    if not now.fooled and now.believed == match.target:
        return say("end-one-too-many" if played.score else "end-right")
    if not now.fooled:
        return say("end-missed")
    doubt = now.believed is None
    if played.shown == played.size:
        words = say("end-saw-all-doubt" if doubt else "end-saw-all")
    else:
        words = say("end-doubt" if doubt else "end-for-ever")
    return (
        words if now.believed is None else words.format(idea=data.names(match.ideas)[now.believed])
    )


def why(match: Match, played: Course) -> str:
    """Return why no demonstrator can show more."""
    first = played.moments[0]
    if first.reach is None or first.through is None:
        return say("why-nothing" if match.decoy is None else "why-never")
    name = data.names(match.ideas)[first.through]
    if first.reach == played.size:
        return say("why-all").format(idea=name)
    if match.decoy is not None:
        return say("why-decoy").format(best=first.reach)
    if first.reach == 0:
        return say("why-nothing")
    return say("why-shared").format(best=first.reach, idea=name)
