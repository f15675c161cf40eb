"""Every word of the pages in one place, ready for a second language.

The words of the drawings stand in `teachsim.draw.words`, the claims' own in
`teachsim.gallery.claims`. Braces are filled by name; ** is bold. Second person, short sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ENGLISH: Final = {
    # shell
    "app": "teachsim",
    "page-start": "Start",
    "page-mislead": "Mislead",
    "broken": "Something went wrong on our side, and this page stopped. Reload it; if that does "
    "not help, open {home} afresh.",
    "home": "the start page",
    # start
    "start-title": "Shown nothing but the truth, and wrong for ever",
    "start-intro": "Someone has a rule in mind: the points **{truth}**. Two learners look for it. "
    "The one on the left may only watch what a hostile demonstrator shows, and every example is "
    "true. The one on the right may ask “is it this?”, and the same teacher has to answer.",
    "start-door": "Place your bet and turn the knobs",
    "chapters": "Chapters",
    "chapter-mislead": "Mislead",
    "chapter-mislead-about": "Six short scenes: a decoy that is too broad, one that leaves things "
    "out, plain neglect, a helpful teacher, a slow question, and who may pick against what may "
    "be heard.",
    "about-claims": "Each chapter shows one or more claims about teaching. The program derives "
    "every claim in front of you, says how sure it is (theorem, exact computation, simulation), "
    "and shows just as plainly where it fails.",
    "teach": "I teach",
    "teach-about": "A link is a lesson: it carries the rule, the seed, the round and the bet, and "
    "can lock or hide any control. This one hides the explanation, so that your class must find "
    "it, and locks everything but the learner’s bias.",
    "teach-door": "Open the lesson",
    "study": "I study",
    "study-about": "Bet first, then watch, then turn one knob. Can you find a bias that no "
    "demonstrator can mislead? Bring a class of your own as a CSV file, and take the very same "
    "run home as six lines of Python.",
    "study-door": "Start with the first scene",
    # presets
    "presets": "Scene",
    "preset-too-broad": "Too broad",
    "preset-withholding": "Withholding",
    "preset-negligent": "Negligent",
    "preset-helpful": "Helpful",
    "preset-slow": "Slow queries",
    "preset-both-factors": "Both factors",
    # intro
    "intro-pair": "Someone has a rule in mind: {rule}. Two learners look for it: one may only "
    "watch true examples, the other may ask.",
    "intro-table": "Someone has a rule in mind: {rule}. Six learners look for it; they differ in "
    "who picks the answer that gets marked, and in which marks they hear.",
    # bets
    "bet": "Place your bet.",
    "bet-pair": "After {rounds} rounds, who is right?",
    "bet-table": "After {rounds} rounds, how many of the six are right?",
    "bet-both": "both",
    "bet-watcher": "only the watcher",
    "bet-asker": "only the asker",
    "bet-neither": "neither",
    "bet-0": "none",
    "bet-1": "one",
    "bet-2": "two",
    "bet-3": "three",
    "bet-4": "four or more",
    "bet-skip": "Just watch",
    "bet-placed": "You bet: **{bet}**.",
    "bet-skipped": "No bet on this run.",
    "bet-again": "Bet again",
    "bet-first": "Place a bet, and watch from the start",
    "won-pair": "You bet **{bet}**, and so it is.",
    "lost-pair": "You bet **{bet}**. It is **{truth}**.",
    # panes
    "run-title": "{page}: {ideas}, where the truth is {truth}",
    "pane-watching": "Only shown examples",
    "pane-asking-idea": "May ask “is it this?”",
    "pane-asking-point": "May ask “does this belong?”",
    "short-watching": "watching",
    "short-asking": "asking",
    "watch-hostile": "A hostile demonstrator picks what you see. It never lies; it leaves things "
    "out.",
    "watch-negligent": "A careless demonstrator shows true examples, but never {blind}.",
    "watch-random": "The demonstrator shows true examples as they come.",
    "watch-helpful": "A helpful demonstrator shows what tells you most.",
    "ask-hostile": "The same teacher, but it must answer.",
    "ask-vote": "Each question: the vote of the ideas left.",
    "ask-negligent": "The same teacher, but it must answer.",
    "ask-random": "The teacher answers, and names any error.",
    "ask-helpful": "It names the error that tells you most.",
    "cell-demonstration": "Watching",
    "cell-informant": "Watching, with counterexamples",
    "cell-approval": "Asking, “yes” or silence",
    "cell-strict approval": "Asking, silence means “no”",
    "cell-query": "Asking, “yes” or “no”",
    "cell-omissions only": "“Is this all of it?”",
    "cell-examination": "“Is it this?”",
    "blind-none": "anything in its blind spot, which is empty",
    # rules
    "rules": "Change the rules",
    "class": "Class of ideas",
    "own": "Bring your own class (CSV)",
    "own-help": "One row for each idea, one column for each point, 0 or 1; a header with the "
    "names of the points. At most 1,000 ideas on 256 points, 1 MB.",
    "own-used": "Your class: {ideas:,} ideas on {points} points.",
    "target": "The truth",
    "teacher": "Demonstrator",
    "decoy": "Leads you to",
    "decoy-none": "whatever keeps you wrong (looks ahead)",
    "decoy-find": "Find the worst decoy for me",
    "decoy-found": "The decoy **{decoy}** fits every example it would show, and this learner "
    "falls for it.",
    "decoy-nothing": "No decoy misleads this learner on this truth.",
    "withheld": "Never shows (blind spot)",
    "least": "Must show at least",
    "bias": "Among the ideas left, both learners believe",
    "asker": "The asker",
    "rounds": "Rounds",
    "seed": "Seed",
    "fingerprint": "Fingerprint",
    "view": "Side by side",
    "view-pair": "watching and asking",
    "view-table": "the six ways to teach",
    "view-strict": "the six, right answers always approved",
    "kind-hostile": "hostile",
    "kind-negligent": "negligent",
    "kind-random": "random",
    "kind-helpful": "helpful",
    "bias-smallest": "the smallest",
    "bias-largest": "the largest",
    "bias-first": "the first",
    "bias-majority": "their majority",
    "bias-cautious": "only what all share",
    "asker-halving": "asks “is it this?” about the vote of all ideas left",
    "asker-guess": "asks “is it this?” about what it believes",
    "asker-belongs": "asks “does 7 belong?” where the ideas split best",
    "asker-random": "asks “does 7 belong?” about any open point",
    # classes and the rule that each hides
    "class-intervals": "runs of points",
    "class-segments": "runs that start at the first point",
    "class-singletons": "single points",
    "class-singletons-or-none": "single points, or none",
    "class-boxes": "boxes on a grid",
    "class-half-planes": "half-planes on a grid",
    "class-monotone-conjunctions": "conjunctions, no negations",
    "class-conjunctions": "conjunctions",
    "class-subsets": "sets of one size",
    "class-powerset": "all sets",
    "class-parities": "parities",
    "class-cyclic-pairs": "neighbours on a ring",
    "class-warmuth": "Warmuth’s class",
    "class-orders": "rankings",
    "class-living-beings": "living beings and water",
    "class-own": "your own file",
    "rule-intervals": "one unbroken run of points between {first} and {last}",
    "rule-segments": "all points up to some point, between {first} and {last}",
    "rule-singletons": "one single point between {first} and {last}",
    "rule-singletons-or-none": "one single point between {first} and {last}, or none",
    "rule-boxes": "one upright box on a grid of {n} points",
    "rule-other": "one of {m:,} ideas about {n} points",
    # knobs
    "knob": "Turn one knob",
    "knob-bias": "What if both learners believe something else among the ideas left?",
    "knob-least": "What if the demonstrator must show at least so many different points?",
    "knob-withheld": "What if the blind spot is smaller, larger or elsewhere?",
    "knob-teacher": "What if the same truth is taught by somebody else?",
    "knob-asker": "What if the asker asks another kind of question?",
    "knob-view": "What if silence means wrong, as right answers are always approved?",
    # explain
    "explain": "What happened, and why",
    "no-memory": "it needs more memory than this server may use",
    "sure": "How sure?",
    "fails": "When this fails",
    "this-run": "that is the argument here. The film is one simulated run, seed {seed}: what it "
    "shows is counted in that run; numbers marked “exact” hold whatever the seed.",
    "ended-right": "{who} is **right**, from round {since} on.",
    "ended-misled": "{who} is **misled**: it believes {idea}.",
    "ended-undetermined": "{who} is **undecided**: it claims no idea, and {left} still fit.",
    "six-right": "**{n} of 6 are right:**",
    "six-undetermined": "**{n} of 6 are undecided:**",
    "six-misled": "**{n} of 6 are misled:**",
    "who-watching": "The watcher",
    "who-asking": "The asker",
    "number-run": "This run",
    "number-exact": "Exact",
    "number-ideas": "ideas in the class",
    "number-left-watching": "ideas left for the watcher",
    "number-left-asking": "ideas left for the asker",
    "number-errors": "times the asker heard “no”",
    "number-halving": "errors at most, for an asker who halves",
    "number-misled": "truths on which this bias can be misled by true examples, one or more",
    "number-chance": "chance that the watcher is right after {rounds} rounds",
    "number-misled-value": "{misled} of {all}",
    "term-A1": "version space",
    "term-A2": "probability of identification",
    "term-A3": "equivalence query",
    "term-A4": "regime",
    "formula-A1": "V(S) = {h ∈ H : S ⊆ h} after the examples S. With h(S) ∈ V(S) the learner’s "
    "belief, t can be misled iff h(S) ≠ t for some S ⊆ t that may be all that is ever shown.",
    "formula-A2": "P(right after T rounds) = Σ P(S is what T rounds have shown), over all S ⊆ t "
    "with h(S) = t.",
    "formula-A3": "errors ≤ ⌊log₂ |H|⌋ for halving, ≤ |H| − 1 for any guess that fits",
    "formula-A4": "who picks ∈ {teacher, learner, examiner} × marks ∈ {right, right and wrong}",
    "source": "Source",
    "study-script": "On every truth of many classes: studies/{study}",
    # take away
    "take": "Take it away",
    "take-about": "The same run, the same fingerprint, in every form.",
    "take-svg": "Figure (SVG)",
    "take-pdf": "Figure (PDF)",
    "take-csv": "Data (CSV)",
    "take-json": "Data (JSON)",
    "take-html": "Web page (HTML)",
    "take-script": "Script (Python)",
    "take-code": "Six lines of Python that print this fingerprint",
    "take-cite": "Cite",
    "take-link": "The link to this run",
    "link-long": "Your class is too large for a link: send its file along.",
    # notices
    "link-unused": "The link’s {name}={value} could not be used.",
    "refused": "This was not run: {why}",
    "own-refused": "Your file was not used: {why}.",
    "plain-round": "Round",
}

WORDS: Final[Mapping[str, str]] = MappingProxyType(_ENGLISH)
"""English. Braces are filled where the words are used, by `str.format`."""


def say(key: str) -> str:
    """Return the words under `key`; those with braces are to be formatted.

    Raises:
        ValueError: if there are no such words.
    """
    if key not in WORDS:
        raise ValueError(f"no words are called {key!r}; add them to teachsim.ui.words.WORDS")
    return WORDS[key]
