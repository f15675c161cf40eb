"""Words of the page "Teach & cite"; those of the lessons stand in `teachsim.gallery.lessons`."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "page-teach": "Teach & cite",
    "teach-title": "What could you teach with this tomorrow?",
    "teach-intro": "Three lessons, ready to give: what to do minute by minute, what your class "
    "will most likely bet, and exercises with answers that a script works out. Every step is a "
    "link that opens the very run. Below, build links of your own, and copy the citation.",
    # lessons
    "lesson-plans": "Lesson plans",
    "lesson-length": "Length of the lesson",
    "lesson-minutes": "{n} minutes",
    "lesson-objectives": "What your class can do afterwards",
    "lesson-steps": "Step by step",
    "lesson-time": "{start}–{end} min",
    "lesson-open": "Open the run",
    "lesson-exercises": "Exercises of this lesson",
    "lesson-exercises-about": "Give out the question with its link. The answer is folded away, "
    "with what most people expect before they look.",
    "lesson-others": "Other exercises",
    "lesson-answer": "Answer",
    "lesson-wrong": "What most will bet",
    "lesson-right": "What is so, and why",
    "lesson-script": "The script that works it out",
    "lesson-prints": "What it prints",
    "lesson-of": "Exercise {id} · claim {claim}",
    "lesson-licence": "The text of the lessons may be shared and changed under {licence}.",
    "lesson-file-markdown": "Plan (Markdown)",
    "lesson-file-html": "Plan to print (HTML)",
    "lesson-file-sheet": "Exercises without answers, to print (HTML)",
    # studies
    "studies": "Studies on this machine",
    "studies-about": "A study reruns a claim as a script, python studies/NAME.py. Here stands "
    "how far those are that run on the machine of this server, or have run; they go on whether "
    "you look or not.",
    "studies-done": "Done: {n}",
    "study-done": "{name}: all {total:,} done",
    "study-stopped": "{name}: stopped at {done:,} of {total:,}; the same command goes on with it",
    "study-failed": ", {failed:,} failed",
    # link builder
    "build": "Build a link for your class",
    "build-about": "Choose what your class shall see first, what it shall see and not change, and "
    "what it shall not see at all. Locks are a help and no fence: who edits the address gets "
    "round them.",
    "build-page": "Page",
    "build-scene": "Scene",
    "build-paste": "Or start from a run of your own: paste its link",
    "build-paste-help": "On any page, set up the run and copy the address. Its bet and its round "
    "are left out, as your class starts with the bet.",
    "build-lock": "Locked: they see it, and cannot change it",
    "build-hide": "Hidden: they do not see it",
    "build-none": "Choose",
    "build-link": "The link for your class",
    "build-open": "Open it as your class will see it",
    "lesson-no-page": "This link leads to no page with controls: {link}; paste the address of one "
    "of {known}.",
    # controls, as the link builder lists them
    "control-preset": "Choice of scenes",
    "control-class": "Class of ideas",
    "control-own": "Bringing one’s own class",
    "control-target": "The truth",
    "control-teacher": "The demonstrator",
    "control-bias": "What the learners believe",
    "control-asker": "The asker",
    "control-rounds": "Number of rounds",
    "control-seed": "The seed",
    "control-view": "What stands side by side",
    "control-panes": "How many stand side by side",
    "control-map": "The map",
    "control-bet": "The bet",
    "control-knob": "The one knob",
    "control-hint": "The best move",
    "control-explain": "What happened, and why",
    "control-take": "What can be taken away",
    # cite
    "cite": "Cite the program",
    "cite-about": "All three are made of one file, CITATION.cff. Name the fingerprint of a run "
    "beside it, and your readers can check that theirs is the same.",
    "cite-bibtex": "BibTeX",
    "cite-apa": "APA",
    "cite-cff": "CITATION.cff",
}
