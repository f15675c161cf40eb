"""The game of a demonstrator in words: what the learner believes, how it ended, and why."""

from __future__ import annotations

from teachsim.draw.saying import point
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import Match
from teachsim.gallery.play_fool import Course, first_slip, led_to
from teachsim.gallery.setting import Bias
from teachsim.ui import data, play_saying
from teachsim.ui.words import amount, say


def goal(match: Match) -> str:
    """Return what you try, as a question."""
    decoy = led_to(match)
    if decoy is not None:
        return say(_for("goal-decoy", match)).format(decoy=data.names(match.ideas)[decoy])
    return say(_for("goal", match))


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
    told = say("hint-show").format(
        what=point(H, best), idea=idea, examples=amount(now.reach, "n-examples")
    )
    return told, best


def ending(match: Match, played: Course) -> tuple[str, ...]:
    """Return how it ended: whether it was fooled, how far, and what cost you an example."""
    told = [_end(match, played), _judged(played)]
    at = first_slip(played)
    if at is not None:
        H = build_class(match.ideas)
        reach = played.moments[at].reach
        what = point(H, match.moves[at])
        told.append(say("slip").format(n=at + 1, what=what, before=reach))
    return tuple(told)


def margin(match: Match) -> tuple[tuple[str, str], ...]:
    """Return the margin: the field's term, what is computed for this learner, the source."""
    return play_saying.margin(match.side, of=_for("fool", match, decoy=led_to(match) is not None))


def _judged(played: Course) -> str:
    """Return how good that was, against the best demonstrator."""
    could = played.moments[0].reach is not None
    if not played.ever:
        return say("fooled-never-could" if could else "fooled-never").format(best=played.best)
    words = say("fooled-best" if played.score >= played.best else "fooled-less")
    return words.format(
        score=played.score, size=amount(played.size, "n-examples"), best=played.best
    )


def _end(match: Match, played: Course) -> str:
    now = played.moments[-1]
    if not now.fooled and now.believed == match.target:
        if not played.shown:
            return say("end-right-before")
        return say("end-one-too-many" if played.ever else "end-right")
    if not now.fooled:
        return say(_for("end-missed", match))
    if not played.shown:
        return say("end-nothing-shown" if played.size else "end-nothing-to-show")
    all_seen = played.shown == played.size
    if now.believed is None:
        return say("end-saw-all-doubt" if all_seen else "end-doubt")
    words = say("end-saw-all" if all_seen else "end-for-ever")
    return words.format(idea=data.names(match.ideas)[now.believed])


def why(match: Match, played: Course) -> str:
    """Return why no demonstrator can show more."""
    first, decoy = played.moments[0], led_to(match)
    if first.reach is None or first.through is None:
        return say("why-never" if decoy is not None else _for("why-none", match))
    name = data.names(match.ideas)[first.through]
    if first.reach == played.size:
        return say(_for("why-all", match)).format(idea=name)
    if decoy is not None:
        words = say("why-decoy" if first.reach else "why-decoy-nothing")
        return words.format(points=amount(first.reach, "n-points"))
    if first.reach == 0:
        return say(_for("why-nothing", match))
    shared = amount(first.reach, "n-points")
    return say(_for("why-shared", match)).format(points=shared, best=first.reach, idea=name)


def _for(words: str, match: Match, *, decoy: bool = False) -> str:
    """Return the key of words for the learner: one that believes something, or a cautious one."""
    key = f"{words}-decoy" if decoy else words
    return f"{key}-doubt" if match.bias is Bias.CAUTIOUS else key
