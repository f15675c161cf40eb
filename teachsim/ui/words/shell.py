"""Words that several pages share: the shell, classes, what can be taken away, notices."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    # shell
    "app": "teachsim",
    "page-start": "Start",
    "page-mislead": "Mislead",
    "broken": "Something went wrong on our side, and this page stopped. Reload it; if that does "
    "not help, open {home} afresh.",
    "home": "the start page",
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
    "rule-boxes": "one upright box on a grid of {points}",
    "rule-other": "one of {ideas} about {points}",
    # amounts
    "n-ideas": "{n} ideas",
    "n-ideas-one": "1 idea",
    "n-points": "{n} points",
    "n-points-one": "1 point",
    "n-rounds": "{n} rounds",
    "n-rounds-one": "1 round",
    "n-runs": "{n} runs",
    "n-runs-one": "1 run",
    # take away
    "take": "Take it away",
    "take-about": "The same run in every form. Its fingerprint, a checksum of the run, is the "
    "same in each.",
    "take-svg": "Figure (SVG)",
    "take-pdf": "Figure (PDF)",
    "take-png": "Figure (PNG)",
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
    "link-lock": "The link’s lock={value} could not be used, as all that this page can lock is "
    "{known}; use those names, or build the link on “Teach & cite”.",
    "link-hide": "The link’s hide={value} could not be used, as all that this page can hide is "
    "{known}; use those names, or build the link on “Teach & cite”.",
    "link-more": "{n} more",
    "guard-cost": "{ideas} on {points} in {runs} of {rounds} are about {times:.1f} times what this "
    "page may draw; use fewer rounds, or run the script below at home",
    "guard-time": "this run was stopped after {seconds:g} seconds; use a smaller class or fewer "
    "rounds, or run the script below at home",
    "guard-ended": "the process that ran this was ended; it may have needed too much memory",
    "guard-busy": "too many long runs are under way on this server; try again in a moment",
    "refused": "This was not run: {why}",
    "own-refused": "Your file was not used: {why}.",
    "plain-round": "Round",
}
