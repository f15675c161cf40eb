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
    "stealing-bet-repair": "Afterwards its own answers are marked, for {marked} steps. What does "
    "it do with a question that it does not know?",
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
    "{invents_theory} and {withholds_theory}.\n{repair}",
    "stealing-told-nested": "The teacher answers {given_unknown} of what the student does not "
    "know, and {given_known} of what it knows. After {steps} steps of copying, the student "
    "answers **{invents}** of what it does not know, and says “I don’t know” to **{withholds}** of "
    "what it knows.{blurred} Copying without end would make that {invents_theory} and "
    "{withholds_theory}.\n{repair}",
    "stealing-told-opposed": "Here copying does both kinds of harm. The student answers "
    "**{invents}** of what it does not know, and says “I don’t know” to **{withholds}** of what it "
    "knows.{blurred} Copying without end would make that {invents_theory} and {withholds_theory}."
    "\n{repair}",
    "stealing-told-all-knowing": "From a teacher that never says “I don’t know” the student learns "
    "to say it ever more rarely: after {steps} steps it answers **{invents}** of what it does not "
    "know. The longer it copies, the less there is left of it to be tried.\n{repair}",
    "stealing-blurred": " It cannot tell well what it knows, so that the two run together.",
    "stealing-repair": "Marked on its own answers for {marked} steps, it then answers "
    "**{invents_after}** of what it does not know, and says “I don’t know” to "
    "**{withholds_after}** of what it knows.{why}",
    "stealing-why-idk": " Only what is tried can be mended: copying has left hardly any “I don’t "
    "know” to what it does not know.",
    "stealing-why-answers": " Only what is tried can be mended: copying has left hardly any "
    "answers to what it knows.",
    "stealing-why-blind": " Hardly more can be mended at this price, as it cannot tell well "
    "enough what it knows.",
    "stealing-why-slow": " It could do better, and is not mended yet: what copying left rare takes "
    "more steps.",
    # numbers
    "stealing-number-invents": "of what it does not know is answered, after copying",
    "stealing-number-withholds": "of what it knows is met with “I don’t know”, after copying",
    "stealing-number-invents_after": "of what it does not know is answered, after marks",
    "stealing-number-withholds_after": "of what it knows is met with “I don’t know”, after marks",
}
