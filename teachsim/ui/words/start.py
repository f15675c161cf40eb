"""Words of the page Start."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "start-title": "Shown nothing but the truth, and wrong for ever",
    "start-intro": "Someone has a rule in mind: the points **{truth}**. Two learners look for it. "
    "One may only watch what a hostile demonstrator shows, and every example is true. The other "
    "may ask “is it this?”, and the same teacher has to answer.",
    "start-door": "Place your bet and turn the knobs",
    "chapters": "Chapters",
    "chapter-mislead": "Mislead",
    "chapter-mislead-about": "Seven short scenes: a decoy that is too broad, one that leaves "
    "things out, plain neglect, a helpful teacher, a slow question, who may pick against what may "
    "be heard, and a teacher who lies.",
    "chapter-gold-about": "Infinite sets, true examples without end: how a learner is led on for "
    "ever, what gives a set away, why saying something new is easier than naming it, and what one "
    "“no” is worth.",
    "chapter-play": "Play",
    "chapter-play-about": "You ask, and the program answers as unhelpfully as truth allows: can "
    "you do with as few questions as the best learner? Then you show, and fool a learner without "
    "one lie.",
    "chapter-play-question": "Can you find an idea that hides from you?",
    "chapter-lab-question": "What if you build the experiment yourself?",
    "chapter-lab-about": "Any class, one of your own too; up to four learners side by side from "
    "one seed, each with its own teacher and habits; and maps that say how it ends when two knobs "
    "are turned at once.",
    "about-claims": "Each chapter shows one or more claims about teaching. The program derives "
    "every claim in front of you, says how sure it is (theorem, exact computation, simulation, "
    "measurement), and shows just as plainly where it fails.",
    # doors
    "teach": "I teach",
    "teach-about": "Lessons of 15, 45 and 90 minutes with exercises and answers, and a builder of "
    "links: a link is a lesson, as it carries the run and can lock or hide any control. The "
    "example locks everything but what the learners believe, and hides the explanation.",
    "teach-door": "Lessons, links, citation",
    "teach-example": "An example of a lesson",
    "study": "I study",
    "study-about": "Bet first, then watch, then turn one knob. Can you find a bias that no "
    "demonstrator can mislead? Bring a class of your own as a CSV file, and take the very same "
    "run home as six lines of Python.",
    "study-door": "Start with the first scene",
    "study-lab": "Go to the Lab",
    # grand table
    "grand": "Does a real network do the same?",
    "grand-about": "A small transformer learned some facts and not others. Then it was taught in "
    "the {ways} ways below, and asked questions that were never taught. Beside what it says stands "
    "what three others predict from the network before teaching: the language model in a table, "
    "followed exactly and by drawing, and a learner with a list of habits that strikes out what "
    "is marked wrong.",
    "grand-told": "Of {all} predictions, **{near}** are within {points} points of the network; ≠ "
    "marks the others. What it does not know and does not make up, it answers nearly always with "
    "“I don’t know”.",
    "grand-fails": "**Where it fails:** a network that never says “I don’t know” does not learn to "
    "from reward alone, where a learner of habits gives up at once what was marked wrong. "
    "Teaching costs the network some of what it knew, which no prediction has.",
    "grand-caption": "Percent of the questions, after teaching; the network: mean over the seeds "
    "and 95 % interval, cut at 0 and 100",
    "grand-interval": "{share} ({low} to {high})",
    "grand-way": "Taught by",
    "grand-made-up": "It does not know: made up",
    "grand-right": "It knows: right",
    "grand-none": "–",
    "grand-off": "The prediction is far off here.",
    "grand-short-made-up": "made up",
    "grand-short-right": "right",
    "grand-column": "{side}: {who}",
    "grand-across": "percent of the questions: made up where it does not know, right where it "
    "knows; of the network, the mean over the seeds",
    "grand-svg": "The table, figure (SVG)",
    "grand-pdf": "The table, figure (PDF)",
    "grand-csv": "The whole table (CSV)",
    "grand-json": "The whole table (JSON)",
    "substrate-NETWORK": "network, measured",
    "substrate-EXACT": "table, exact",
    "substrate-SAMPLED": "table, drawn",
    "substrate-HABITS": "habits",
    "way-before-teaching": "nothing yet",
    "way-sft-right-answers": "right answers shown",
    "way-reward-cold": "reward alone",
    "way-a-few-examples-of-idk": "a few examples of “I don’t know”",
    "way-idk-then-sft": "… then right answers shown",
    "way-idk-then-reward": "… then reward",
    "way-idk-then-reward-wrong-costs-0": "… then reward, a wrong answer costs 0",
    "way-idk-then-right-marks-only": "… then only right answers marked",
    "way-idk-then-reward-grader-errs-10": "… then reward, the grader errs on 10 %",
    "way-sft-what-it-knows": "right answers shown, where it knows them",
    "way-sft-idk-where-unknown": "shown, “I don’t know” where it does not know",
    "way-sft-idk-by-category": "shown, “I don’t know” on half the topics",
    "way-copying-another-model": "another model copied",
    "way-copying-then-reward": "… then reward",
}
