"""Two learners in the limit, side by side and in lockstep, as a film."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from teachsim.draw.film import Film, Frame, Word
from teachsim.draw.gold_chart import counting
from teachsim.draw.gold_line import painted
from teachsim.draw.gold_track import Line, Track
from teachsim.draw.lettering import plain
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import MARKS, say

_LEGENDS: Final = {
    False: ("col-held", "col-excess", "dot-yes", "dot-no"),
    True: ("dot-yes", "dot-1", "made-up"),
}
"""Swatches of learners who name, and of those who speak."""


def tracks_film(
    tracks: Sequence[Track], line: Line, *, title: str, counted: str, speaks: bool
) -> Film:
    """Return the film of learners in the limit.

    Args:
        tracks: their runs, of equally many rounds.
        line: the window of the number line.
        title: what it shows.
        counted: what the chart counts.
        speaks: whether they say instances, instead of holding a language.

    Raises:
        ValueError: if there is no run, or they differ in length.
    """
    lengths = {len(track.steps) for track in tracks}
    if len(lengths) != 1:
        raise ValueError(
            f"the runs of film {title!r} have {sorted(lengths)} rounds; pass runs of one length"
        )
    rounds = lengths.pop()
    painters = [painted(track, line, speaks=speaks) for track in tracks]
    counts, names = [track.counts for track in tracks], [track.short for track in tracks]
    frames = []
    for t in range(rounds + 1):
        words = [Word("round", "round", say("round-short", {"round": t, "rounds": rounds}))]
        for i, track in enumerate(tracks):
            words += _words(i, track, t=t)
        chart = counting(counts, names=names, title=counted, t=t)
        frames.append(Frame((chart, *(at(t) for at in painters)), tuple(words), _told(tracks, t)))
    panes = tuple((track.title, track.subtitle) for track in tracks)
    legend = tuple((role, say(f"legend-{role}")) for role in _LEGENDS[speaks])
    about = say("legend-says" if speaks else "legend-names")
    return Film(title, tuple(frames), panes, legend=(*legend, ("", about)))


def _words(i: int, track: Track, *, t: int) -> list[Word]:
    """Return the texts of one learner: the verdict, what is counted, what happened, the end."""
    now, over = track.told[t], t == len(track.steps)
    return [
        Word(f"badge-{i}", f"badge badge-{now.stands}", f"{MARKS[now.stands]} {now.badge}"),
        Word(f"left-{i}", "left", now.left),
        Word(f"say-{i}", "say", now.say),
        Word(f"end-{i}", "end" if over else f"end {HIDDEN}", track.end if over else "–"),
    ]


def _told(tracks: Sequence[Track], t: int) -> str:
    """Return a round in whole sentences."""
    parts = [say("round", {"round": t, "rounds": len(tracks[0].steps)})]
    for track in tracks:
        now = track.told[t]
        parts.append(f"{track.title}: {now.badge}. {now.say} {now.left}.")
    return plain(" ".join(parts))
