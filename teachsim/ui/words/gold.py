"""Words of the page Gold."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "page-gold": "Gold",
    "gold-title": "Can you name the language if you are only shown its words?",
    # scenes
    "gold-scenes": "Scene",
    "gold-scene-adversary": "Led on",
    "gold-scene-tell-tales": "Telling numbers",
    "gold-scene-speak": "Speaking is easier",
    "gold-scene-breadth": "Saying everything",
    "gold-scene-negatives": "One “no” is enough",
    # intro
    "gold-intro-name-adversary": "A language is a set, one of these: {family}. Someone who never "
    "lies shows more and more of it, and a learner names it. But this someone has not made "
    "up their mind which one it is: as soon as the learner names the set that is being shown, "
    "there comes something more.",
    "gold-intro-name": "A language is a set, one of these: {family}. A learner is shown what "
    "belongs to it, one after another, and names it. Beside it the same learner is told about "
    "everything, whether it belongs or not.",
    "gold-intro-speak": "A language is a set, one of these: {family}. Nobody has to name it now: "
    "it is enough to say something new that belongs to it. Both learners are shown the same true "
    "examples, and nothing else.",
    "gold-intro-panel": "A language is a set, one of these: {family}; the truth is **{truth}**. "
    "Four things to do, each tried by a learner who is shown only what belongs, and by one who "
    "is also told what does not.",
    # families
    "gold-family": "The languages",
    "gold-family-segments": "{0, …, n} for every n, and all numbers",
    "gold-family-half-lines-and-all": "half-lines {−n, −n + 1, …}, and all integers",
    "gold-family-half-lines": "half-lines {−n, −n + 1, …} alone",
    "gold-family-multiples": "multiples of a number (6N: 0, 6, 12, …)",
    "gold-family-progressions": "arithmetic progressions",
    "gold-family-patterns": "patterns of letters (“axb”: all words a…b)",
    # rules
    "gold-view": "What to do",
    "gold-view-name": "name it",
    "gold-view-speak": "say something new",
    "gold-view-panel": "all four tasks",
    "gold-target": "The truth",
    "gold-target-adversary": "made up on the way, by Gold’s adversary",
    "gold-learner": "The learner believes",
    "gold-learner-late": "the first set that fits; “{whole}” is number {place} in its list",
    "gold-learner-first": "the first set that fits",
    "gold-learner-smallest": "the smallest set that fits",
    "gold-learner-largest": "the largest set that fits",
    "gold-learner-waits": "a set once it has seen what gives it away",
    "gold-place": "Its place in the list",
    # bets
    "gold-bet-name": "After {rounds} rounds, who names it?",
    "gold-bet-name-both": "both",
    "gold-bet-name-watcher": "only who sees right answers",
    "gold-bet-name-asker": "only who hears “wrong” too",
    "gold-bet-name-neither": "neither",
    "gold-bet-speak": "By round {rounds}, who has stopped making things up?",
    "gold-bet-speak-both": "both",
    "gold-bet-speak-watcher": "only who trusts its idea",
    "gold-bet-speak-asker": "only who takes no risk",
    "gold-bet-speak-neither": "neither",
    "gold-bet-panel": "How many of the four can be done from right answers alone?",
    "gold-bet-panel-0": "none",
    "gold-bet-panel-1": "one",
    "gold-bet-panel-2": "two",
    "gold-bet-panel-3": "three",
    "gold-bet-panel-4": "all four",
    # naming
    "gold-title-name": "Gold: naming {truth}",
    "gold-name-one": "Shown only what belongs",
    "gold-name-one-short": "right only",
    "gold-name-one-sub": "It believes {learner}. All of {truth} is shown, in order.",
    "gold-name-one-sub-adversary": "It believes {learner}. The truth is made up as it "
    "goes, without a lie.",
    "gold-name-other": "Told right and wrong",
    "gold-name-other-short": "both marks",
    "gold-name-other-sub": "The same learner is told of everything whether it belongs.",
    "gold-name-start": "Nothing has been shown yet.",
    "gold-name-counted": "Changes of mind",
    "gold-name-left": "**{n}** changes of mind",
    "gold-name-left-one": "**1** change of mind",
    "gold-name-open": "not yet",
    "gold-name-right": "right",
    "gold-name-misled": "stuck",
    "gold-name-undetermined": "changing",
    "gold-name-end-right": "It has named the truth since round {since} of {rounds}, and no mark "
    "can speak against that.",
    "gold-name-end-changing": "{n} changes of mind in {rounds} rounds, and more may follow.",
    "gold-name-end-stuck": "Stuck on {idea} since round {since} of {rounds}, though all it is "
    "shown is of {truth}. Nothing it was shown says so.",
    "gold-no-idea": "no idea at all",
    "gold-shown": "**{what}** belongs.",
    "gold-shown-wrong": "**{what}** does not belong.",
    "gold-believes-now": "It now believes **{idea}**.",
    "gold-believes-still": "It still believes **{idea}**.",
    "gold-believes-nothing": "It has no idea yet.",
    "gold-led-on": "That is what was being shown: so now there comes more.",
    # speaking
    "gold-title-speak": "Gold: saying something new of {truth}",
    "gold-speak-one": "Trusts its idea",
    "gold-speak-one-short": "trusts its idea",
    "gold-speak-one-sub": "It says something new from the first language that fits.",
    "gold-speak-other": "Takes no risk",
    "gold-speak-other-short": "takes no risk",
    "gold-speak-other-sub": "It says something new that lies inside every earlier one that fits.",
    "gold-speak-start": "Nothing has been shown yet.",
    "gold-speak-counted": "Answers made up",
    "gold-speak-left": "**{n}** made up",
    "gold-speak-left-one": "**1** made up",
    "gold-speak-open": "not yet",
    "gold-speak-right": "only true answers",
    "gold-speak-misled": "makes things up",
    "gold-speak-end-right": "Nothing made up since round {since} of {rounds}. It never has to "
    "name the language.",
    "gold-speak-end-wrong": "{n} answers made up in {rounds} rounds, {late} of them in the last "
    "{half}. No example it is shown can tell it so.",
    "gold-says-true": "Shown {shown}, it says **{said}**: true.",
    "gold-says-made-up": "Shown {shown}, it says **{said}**: made up.",
    "gold-says-exhausted": "Shown {shown}, it has seen all there is: nothing new is left to say.",
    "gold-says-nothing": "Shown {shown}, it has nothing new to say.",
    # the panel
    "gold-title-panel": "Gold: four tasks on {truth}",
    "gold-column-right": "Shown only what belongs",
    "gold-column-both": "Told right and wrong",
    "gold-task-identify": "Name it",
    "gold-task-generate": "Say something new",
    "gold-task-generate with breadth": "Say all of it, and nothing else",
    "gold-task-detect hallucination": "Catch another making things up",
    "gold-panel-open": "not yet",
    "gold-panel-right": "right",
    "gold-panel-misled": "wrong",
    "gold-panel-left": "since round **{since}**",
    "gold-panel-covered": "**{share} %** of it said",
    "gold-panel-start": "Nothing has been shown yet.",
    "gold-panel-said-identify": "It believes **{said}**.",
    "gold-panel-said-generate": "It says **{said}**.",
    "gold-panel-said-generate with breadth": "It says **{said}**.",
    "gold-panel-said-detect hallucination": "Its verdict: {said}.",
    "gold-panel-possible": "Proved: always possible.",
    "gold-panel-possible-here": "Proved: possible here.",
    "gold-panel-impossible": "Proved: impossible here.",
    "gold-panel-no-new": "Once all is shown, nothing new is left.",
    "gold-panel-end-right": "Right since round {since} of {rounds}.",
    "gold-panel-end-wrong": "Wrong in {n} of {rounds} rounds, the last ones among them.",
    "gold-panel-happened": "Done by round {rounds} from right answers alone: **{n} of the four**.",
    # knobs
    "gold-knob-adversary": "The learner believes the first set on its list that fits. What if the "
    "largest, which holds all others, comes earlier or later in that list?",
    "gold-knob-tell-tales": "What if the learner believes something else?",
    "gold-knob-speak": "What if the truth is larger, smaller, or everything?",
    "gold-knob-breadth": "What if the truth is one of the smaller sets?",
    "gold-knob-negatives": "What if the truth is smaller, larger, or everything?",
    # explain
    "gold-why-adversary": "As long as the learner names what it is shown, it is shown one number "
    "more, so it changes its mind again. Once it goes over to the largest set, nothing more is "
    "added: every example fits what it believes, and it is never told. A learner who keeps to "
    "small sets is led on for ever; then all is shown in the end, and it never says so. The other "
    "learner believes the same, but a single “that does not belong” frees it of the largest set.",
    "gold-why-tell-tales": "This set is given away by a few of its members: no smaller set of the "
    "class holds them. A learner who believes a set only when it has seen those is never too "
    "large, and no further example leads it on. One that takes the largest set that fits is wrong "
    "for ever on most sets here, too.",
    "gold-why-speak": "The learner that trusts its idea believes the first set that fits, the "
    "largest. No true example speaks against that, so it goes on to say what is not true. The one "
    "that takes no risk asks how the sets that fit lie within each other, and speaks only from "
    "one that lies inside all those before it. From some round on the truth is among those, and "
    "what is inside the truth is true.",
    "gold-why-breadth": "To say something new is possible from right answers alone; to say all of "
    "it and nothing else is as hard as to name it, and so is to catch another who makes things "
    "up. A learner who stays safe may leave much of the truth out, one who wants all of it must "
    "make things up for some truth. Marks on wrong answers make all four possible.",
    "gold-why-negatives": "A set that is too large is refuted by nothing that belongs to the "
    "truth, and at once by something that does not. So a learner who believes too much stays "
    "where it is for as long as it is shown only what belongs. One that keeps to small sets is "
    "safe from that, and never comes to name the largest.",
    "gold-this-run": "so sure is the argument. What you see is one run, in which nothing is "
    "drawn by chance, up to round {rounds}. It shows what grows and what stands still, and proves "
    "nothing about what comes after.",
    "gold-these": "These languages",
    "gold-facts": "{why} {source}.",
    "gold-term-adversary": "identification in the limit",
    "gold-term-tell-tales": "tell-tale",
    "gold-term-speak": "generation in the limit",
    "gold-term-breadth": "breadth, hallucination detection",
    "gold-term-negatives": "informant",
    "gold-formula-adversary": "For every learner there is a text of some L ∈ {L₁ ⊂ L₂ ⊂ …}, or of "
    "their union, on which it does not converge to L.",
    "gold-formula-tell-tales": "Finite T ⊆ L such that T ⊆ M ⊊ L for no M of the class.",
    "gold-formula-speak": "Lₙ is critical if it fits and Lₙ ⊆ Lᵢ for every i < n that fits. "
    "Say a new word of the last critical one.",
    "gold-formula-breadth": "G ⊆ K for never wrong; G ⊇ K for breadth; both from text iff K is "
    "identifiable from text.",
    "gold-formula-negatives": "All pairs (x, [x ∈ L]); the first language that agrees with all of "
    "them is L from some round on.",
    "gold-theorems": "What is proved, and by whom",
    "gold-table-task": "To do",
    "gold-table-marks": "From",
    "gold-table-proved": "When it is possible",
    "gold-table-source": "Source",
}
