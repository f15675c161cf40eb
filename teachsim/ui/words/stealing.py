"""Words of the page "Stealing"."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "stealing-page": "Stealing",
    "stealing-about": "A student copies the answers of a teacher that knows more. See what it "
    "steals, what it makes up, and what it unlearns; then let marks on its own answers mend it.",
    # scenes
    "stealing-scene-independent": "A stronger teacher",
    "stealing-scene-nested": "Knows all you know",
    "stealing-scene-opposed": "Knows other things",
    "stealing-scene-all-knowing": "Knows everything",
    "stealing-intro-independent": "A student knows **{student}** of the questions, its teacher "
    "**{teacher}**. Where the teacher does not know, it says so. The student copies it for {steps} "
    "steps; then nobody is copied, and its own answers are marked.",
    "stealing-intro-nested": "Now the teacher shares all it can: it knows **{given_known}** of "
    "what the student knows, and **{given_unknown}** of what the student does not.",
    "stealing-intro-opposed": "Now the teacher knows other things: only **{given_known}** of what "
    "the student knows, but **{given_unknown}** of what the student does not.",
    "stealing-intro-all-knowing": "This teacher knows everything, so it never says “I don’t know”. "
    "The student copies it for {steps} steps.",
    # knobs
    "stealing-knob-student": "Share of the questions that the student knows",
    "stealing-knob-teacher": "Share that the teacher knows",
    "stealing-knob-overlap": "How much alike they know: −1 different things, 0 by chance, 1 the "
    "same things",
    "stealing-knob-d_prime": "How well the student can tell what it knows (d’)",
    "stealing-knob-penalty": "What a wrong answer costs, once its own answers are marked",
    "stealing-knob-copied": "Steps of copying",
    "stealing-turn-overlap": "What if the teacher knows the same things, or quite other ones?",
    "stealing-turn-copied": "What if copying stops earlier, or goes on for longer?",
    # bet
    "stealing-bet-answered": "The student does not know the answer. After copying, how often will "
    "it answer all the same?",
    "stealing-bet-little": "less than a third of the time",
    "stealing-bet-half": "about half of the time",
    "stealing-bet-most": "more than two thirds of the time",
    "stealing-bet-repair": "Afterwards its own answers are marked, for 400 steps. What does it do "
    "with a question that it does not know?",
    "stealing-bet-mended": "it mostly says “I don’t know” again",
    "stealing-bet-partly": "sometimes it does, sometimes not",
    "stealing-bet-not": "it mostly answers all the same",
    # pictures
    "stealing-pairs": "What the teacher shows, and what the student then says",
    "stealing-side-known": "The student knows it: {share} of the questions",
    "stealing-side-unknown": "The student does not know it: {share}",
    "stealing-teacher": "Teacher",
    "stealing-copied": "After copying",
    "stealing-repaired": "After marks",
    "stealing-theory": "theory: answers {share}",
    "stealing-shows": "knows, shows the answer: {share}",
    "stealing-shows-short": "answer: {share}",
    "stealing-passes": "says “I don’t know”: {share}",
    "stealing-passes-short": "“I don’t know” {share}",
    "stealing-teaches": "answer shown",
    "stealing-truthful": "right",
    "stealing-made-up": "made up",
    "stealing-idk": "“I don’t know”",
    "stealing-overlaps": "Both faults, by what the two have in common",
    "stealing-overlaps-told": "Chance that the student, after copying, answers what it does not "
    "know, and that it says “I don’t know” to what it knows, against the overlap of the two "
    "models. Dashed lines are the closed form. In this run, at overlap {overlap}, they are "
    "{invents} and {withholds}.",
    "stealing-often": "how often",
    "stealing-overlap": "overlap (1: they know the same)",
    "stealing-invents": "answers anyway",
    "stealing-withholds": "keeps silent",
    "stealing-here": "this run",
    # what happened
    "stealing-told-independent": "The student cannot see what its teacher knows, so it copies a "
    "proportion. After {steps} steps it answers **{invents}** of what it does not know, and says "
    "“I don’t know” to **{withholds}** of what it knows. Copying without end would make that "
    "{invents_theory} and {withholds_theory}.\nMarks on its own answers then leave {invents_after} "
    "and {withholds_after}.",
    "stealing-told-nested": "The teacher answers **{given_known}** of what the student knows, so "
    "copying keeps it silent on **{withholds}** of that. It also answers **{invents}** of what it "
    "does not know, as the teacher knew some of that. Copying without end would make that "
    "{withholds_theory} and {invents_theory}.\nMarks on its own answers then leave "
    "{withholds_after} and {invents_after}.",
    "stealing-told-opposed": "Here copying does both kinds of harm. The student answers "
    "**{invents}** of what it does not know, and says “I don’t know” to **{withholds}** of what it "
    "knows. Copying without end would make that {invents_theory} and {withholds_theory}.\nMarks on "
    "its own answers then leave {invents_after} and {withholds_after}.",
    "stealing-told-all-knowing": "From a teacher that never says “I don’t know” the student learns "
    "never to say it: it answers **{invents}** of what it does not know.\nMarks can mend only what "
    "is tried. After 400 marked steps it still answers **{invents_after}** of what it does not "
    "know; the longer it copied, the more rarely “I don’t know” is tried at all.",
    # numbers
    "stealing-number-invents": "of what it does not know is answered, after copying",
    "stealing-number-withholds": "of what it knows is met with “I don’t know”, after copying",
    "stealing-number-invents_after": "of what it does not know is answered, after marks",
    "stealing-number-withholds_after": "of what it knows is met with “I don’t know”, after marks",
}
