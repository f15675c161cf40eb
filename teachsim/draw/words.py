"""Every word that the drawings say, in one place, ready to be translated.

Second person, short. "Idea" is a hypothesis, "still possible" the version space, "Is it this?" an
equivalence query, "Does 7 belong?" a membership query. Braces are filled in by name; ** is bold.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # who and what
        "truth": "truth",
        "learner": "learner",
        "decoy": "decoy",
        "asked": "asked",
        "evidence": "evidence",
        "shown": "shown",
        "believes": "believes",
        "says": "says",
        "rounds": "round",
        "and": " and ",
        "equals": "{one} =",
        "same": "{one} = {other}",
        # ideas by name
        "run": "{first} to {last}",
        "single": "just {only}",
        "nothing": "nothing at all",
        "everything": "everything",
        "more": "{shown} and {n} more",
        # what happens in a round
        "start": "Nothing has been said yet.",
        "shows": "The demonstrator shows {what}: it belongs.",
        "shows-several": "The demonstrator shows {what}: they belong.",
        "shows-not": "The demonstrator shows {what}: it does not belong.",
        "shows-not-several": "The demonstrator shows {what}: they do not belong.",
        "shows-again": "The demonstrator shows {what} again.",
        "withholds": "The demonstrator shows nothing.",
        "ask-one": "“Does {what} belong?” –",
        "ask-several": "“Do {what} belong?” –",
        "ask-this": "“Is it {what}?” –",
        "ask-too-much": "“Is {what} right throughout?” –",
        "ask-too-little": "“Is {what} all of it?” –",
        "yes": "“Yes.”",
        "no": "“No.”",
        "some": "“{what}: yes. The rest: no.”",
        "approved-some": "“{what}: yes.” About the rest: silence.",
        "silence": "silence.",
        "silence-no": "silence, which means no.",
        "a-lie": " That is a lie.",
        "no-belongs": "“No: {what} belongs.”",
        "no-not": "“No: {what} does not belong.”",
        "must-yes": "The teacher has to say **yes**.",
        "asks-nothing": "The learner asks nothing.",
        "believes-now": "The learner now believes **{idea}**.",
        "believes-still": "The learner still believes **{idea}**.",
        "believes-first": "The learner starts by believing **{idea}**.",
        "sure-of": "The learner is sure only of **{idea}**.",
        "sure-of-nothing": "The learner says “I don’t know”.",
        # a strategy
        "asks-point": "Does {what} belong?",
        "asks-this": "Is it {what}?",
        "asks-too-much": "Is {what} right throughout?",
        "asks-too-little": "Is {what} all of it?",
        "found": "It is {idea}.",
        "so-on": "… and so on.",
        "other-answers": "{n} other answers",
        "first-rows": "The first {shown} of {all} are drawn.",
        "ideas": "{n} ideas",
        "ideas-one": "1 idea",
        # a wall
        "band-truthful": "right",
        "band-made-up": "made up",
        "band-idk": "“I don’t know”",
        "time": "Training runs to the right (log scale).",
        "time-even": "Training runs to the right.",
        "aim": "bars: predicted, in %",
        "aimed": "; predicted: {shares}",
        # the honesty square
        "square-across": "says “I don’t know” where it does not know",
        "square-up": "answers where it knows",
        "square-goal": "goal",
        "square-blind": "says it anywhere",
        "square-told": "{name}: ends saying “I don’t know” to {x} % of what it does not know, and "
        "answering {y} % of what it knows.",
        "square-aimed": "Predicted: {x} % and {y} %.",
        # a threshold meter
        "meter-theory": "theory",
        "meter-none": "no line",
        "meter-always": "always",
        "meter-never": "never",
        "meter-legend": "| theory   ● trained",
        "meter-confidence": "confidence: the chance that its answer would be right",
        "meter-told": "{name}: theory says that it answers from {theory} on, measured {measured}.",
        "meter-told-none": "{name}: theory has no line from which it answers.",
        # verdicts
        "open": "not yet",
        "right": "right",
        "undetermined": "undecided",
        "misled": "misled",
        "left": "**{left}** of {all} ideas left",
        "left-one": "**1** of {all} ideas left",
        "left-only": "the **only** idea is left",
        # the end
        "end-right": "It has found the truth: no other idea fits what it heard.",
        "end-right-others": "It has found the truth, though {n} other ideas fit as well.",
        "end-right-other": "It has found the truth, though one other idea fits as well.",
        "end-forever": "It could go on for ever: every remaining idea fits all it was shown.",
        "end-misled": "Wrong, and nothing it heard says so: {n} ideas still fit.",
        "end-misled-one": "Wrong, and nothing it heard says so: one idea is left.",
        "end-undetermined": "Not wrong, but not there: {n} ideas still fit.",
        "end-undetermined-one": "Not wrong, but not there: one idea still fits.",
        "end-more-to-show": "Out of time: the demonstrator has more to show, which may change its "
        "mind. {n} ideas still fit.",
        "end-more-to-say": "Out of time: another question may still get an answer. {n} ideas still "
        "fit.",
        "end-owed": "Out of time: another question would still get an answer. {n} ideas still fit.",
        # legends and descriptions
        "legend-alive": "idea still possible",
        "legend-just": "ruled out just now",
        "legend-out": "ruled out earlier",
        "legend-pyramid": "Each diamond is one idea, a run of points. Higher covers more.",
        "legend-singles": "Each diamond is one idea: the point below it.",
        "legend-hasse": "Each circle is one idea. Higher covers more; lines join an idea to the "
        "next larger. Solid rim: smallest still possible. Dashed rim: largest.",
        "legend-matrix": "One column for each idea, small to large; filled cells belong to it.",
        "legend-grid": "Hatched: the remaining ideas disagree here.",
        "legend-fresh-none": "settled just now",
        "legend-in-all": "in every remaining idea",
        "legend-in-some": "in some of them",
        "legend-in-none": "in none",
        "legend-col-held": "believed, and true",
        "legend-col-excess": "believed, and not true",
        "legend-dot-yes": "shown as right",
        "legend-dot-no": "shown as wrong",
        "legend-dot-1": "said, and true",
        "legend-made-up": "said, and made up",
        "legend-names": "Below the line one row for each round; an arrow goes on for ever.",
        "legend-says": "Below the line one row for each round.",
        "strip-right": "right",
        "strip-wrong": "wrong",
        "strip-none": "0 %",
        "strip-all": "100 %",
        "legend-strip-right": "right in that round",
        "legend-strip-wrong": "wrong in that round",
        "legend-strip": "The line: how much of the truth’s beginning was shown or said, its first "
        "members, one for each round.",
        "matrix-first": "{shown} of {all} ideas are drawn: those with a part, and the smallest.",
        "evidence-first": "The first {shown} of {all} points are drawn.",
        "pyramid": "Pyramid of ideas",
        "hasse": "Ideas by inclusion",
        "matrix": "Ideas and points",
        "grid": "Grid of points",
        "survivors": "Ideas left after each round",
        "survivors-axes": "round · up: ideas left",
        "count-axes": "round",
        "table": "Who picks, and which marks are heard",
        "describe": "{title}: {alive} of {all} ideas still possible, {just} ruled out in this "
        "round. Truth: {truth}.",
        "describe-open": "{title}: {alive} of {all} ideas still possible, {just} ruled out by the "
        "last answer.",
        "describe-asked": "You asked about: {idea}.",
        "describe-learner": "Learner: {learner}.",
        "describe-decoy": "Decoy: {decoy}.",
        "describe-evidence": "Known to belong: {yes}. Known not to belong: {no}.",
        "describe-survivors": "Ideas left after round {round}: {counts}.",
        "none": "none",
        "round": "Round {round} of {rounds}.",
        "pane": "{title}: {say} {left}. Verdict: {verdict}.",
        # the 3 x 2 table
        "teacher-shows": "The teacher shows",
        "learner-asks": "The learner asks",
        "examiner": "The teacher must name an error",
        "right-only": "Only “right” is heard",
        "right-and-wrong": "“Wrong” is heard, too",
        "no-such": "–",
        # the page
        "round-short": "Round {round} of {rounds}",
        "fingerprint": "Fingerprint {fingerprint}",
        "cite": "Cite as: {program} Run {fingerprint}.",
        "all-rounds": "Every round in words",
        "static": "This is the last round. To step through the run, allow scripts on this page.",
    }
)
"""English. `say` fills the braces."""

PLAYER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "back": "Back one round",
        "play": "Play",
        "pause": "Pause",
        "forward": "Forward one round",
        "scrub": "Round",
        "speed": "Speed",
        "copy": "Copy link",
        "copied": "Copied",
        "url": "Link to this round",
    }
)
"""What the player's buttons are called."""

MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open": "…",
        "right": "✓",
        "undetermined": "?",
        "misled": "✕",
    }
)
"""The sign beside each verdict: it can be told without its colour."""


def say(key: str, parts: Mapping[str, object] = MappingProxyType({})) -> str:
    """Return the words under `key`, its braces filled from `parts`.

    Raises:
        ValueError: if there are no such words.
    """
    if key not in WORDS:
        raise ValueError(f"no words are called {key!r}; add them to teachsim.draw.words.WORDS")
    return WORDS[key].format_map(parts)


def listed(names: list[str], *, most: int = 4) -> str:
    """Return "5", "5 and 7", "5, 6 and 7", or the first few "and 9 more"."""
    if len(names) > most:
        return say("more", {"shown": ", ".join(names[: most - 1]), "n": len(names) - most + 1})
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + WORDS["and"] + names[-1]
