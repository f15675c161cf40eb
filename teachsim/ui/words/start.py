"""Words of the page Start."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "start-title": "Shown nothing but the truth, and wrong for ever",
    "start-intro": "Someone has a rule in mind: the points **{truth}**. Two learners look for it. "
    "The one on the left may only watch what a hostile demonstrator shows, and every example is "
    "true. The one on the right may ask “is it this?”, and the same teacher has to answer.",
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
    "about-claims": "Each chapter shows one or more claims about teaching. The program derives "
    "every claim in front of you, says how sure it is (theorem, exact computation, simulation, "
    "measurement), and shows just as plainly where it fails.",
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
}
