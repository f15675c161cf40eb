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
    "belongs to it, one after another, and names it. Beside it the same learner is told of one "
    "thing after another whether it belongs or not.",
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
    "gold-learner-smallest": "a smallest set that fits",
    "gold-learner-largest": "a largest set that fits",
    "gold-learner-waits": "a set once it has seen what gives it away",
    "gold-place": "Its place in the list",
    # bets
    "gold-bet-name": "After {rounds}, who names it?",
    "gold-bet-name-both": "both",
    "gold-bet-name-watcher": "only who sees right answers",
    "gold-bet-name-asker": "only who hears “wrong” too",
    "gold-bet-name-neither": "neither",
    "gold-bet-speak": "By round {round}, who has stopped making things up?",
    "gold-bet-speak-both": "both",
    "gold-bet-speak-watcher": "only who trusts its idea",
    "gold-bet-speak-asker": "only who takes no risk",
    "gold-bet-speak-neither": "neither",
    "gold-bet-panel": "How many of the four are done by round {round} from right answers alone?",
    "gold-bet-panel-0": "none",
    "gold-bet-panel-1": "one",
    "gold-bet-panel-2": "two",
    "gold-bet-panel-3": "three",
    "gold-bet-panel-4": "all four",
    # naming
    "gold-title-name": "Gold: naming {truth}",
    "gold-name-one": "Shown only what belongs",
    "gold-name-one-short": "right only",
    "gold-name-one-sub": "It believes {learner}. What belongs to {truth} is shown, in order.",
    "gold-name-one-sub-adversary": "It believes {learner}. The truth is made up as it "
    "goes, without a lie.",
    "gold-name-other": "Told right and wrong",
    "gold-name-other-short": "both marks",
    "gold-name-other-sub": "The same learner is told of one thing after another whether it "
    "belongs.",
    "gold-name-start": "Nothing has been shown yet.",
    "gold-name-counted": "Changes of mind",
    "gold-name-left": "**{n}** changes of mind",
    "gold-name-left-one": "**1** change of mind",
    "gold-name-open": "not yet",
    "gold-name-right": "right",
    "gold-name-misled": "stuck",
    "gold-name-undetermined": "changing",
    "gold-name-end-right": "It has named the truth since round {since} of {round}, and no mark "
    "can speak against that.",
    "gold-name-end-changing": "{changes} in {rounds}, and more may follow.",
    "gold-name-end-stuck": "Stuck on {idea} since round {since} of {round}, though all it is "
    "shown is of {truth}. Nothing it was shown says so.",
    "gold-name-end-open": "After round {round} of {round} it believes {idea}: not the truth, and "
    "examples still to come can tell it so.",
    "gold-name-end-silent": "After round {round} of {round} it has no idea yet, and examples still "
    "to come can give it one.",
    "gold-changes": "{n} changes of mind",
    "gold-changes-one": "1 change of mind",
    "gold-made": "{n} answers made up",
    "gold-made-one": "1 answer made up",
    "gold-made-none": "Nothing made up",
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
    "gold-speak-end-right": "Nothing made up since round {since} of {round}. It never has to "
    "name the language.",
    "gold-speak-over": "nothing left to say",
    "gold-speak-end-wrong": "{made} in {rounds}, the last in round {last}. No example it is shown "
    "can tell it so.",
    "gold-speak-end-open": "{made} in {rounds}, the last in round {last}.",
    "gold-speak-end-silent": "Nothing made up; in round {last} of {round} it had nothing new to "
    "say.",
    "gold-speak-end-all": "All of {truth} is shown by round {over} of {round}: nothing new is left "
    "to say. {made} until then.",
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
    "gold-panel-covered": "**{share} %** covered",
    "gold-panel-start": "Nothing has been shown yet.",
    "gold-panel-said-identify": "It believes **{said}**.",
    "gold-panel-said-generate": "It says **{said}**.",
    "gold-panel-said-generate with breadth": "It says **{said}**.",
    "gold-panel-said-detect hallucination": "Its verdict: {said}.",
    "gold-panel-said-all": "All of it is shown: nothing new is left to say.",
    "gold-panel-possible": "Proved: always possible.",
    "gold-panel-possible-here": "Proved: possible for all sets of this class.",
    "gold-panel-impossible": "Proved: impossible for all sets of this class at once.",
    "gold-panel-no-new": "Once all is shown, nothing new is left.",
    "gold-panel-end-right": "Right since round {since} of {rounds}.",
    "gold-panel-end-late": "Right since round {since} of {rounds}: too late to count as done.",
    "gold-panel-end-wrong": "Still wrong in round {rounds} of {rounds}. Rounds in which it was "
    "wrong: {n}.",
    "gold-panel-happened": "Done by round {rounds} from right answers alone: **{n} of the four**.",
    "gold-panel-happened-none": "Done by round {rounds} from right answers alone: **none of the "
    "four**.",
    # knobs
    "gold-knob-adversary": "The learner believes the first set on its list that fits. What if the "
    "largest, which holds all others, comes earlier or later in that list?",
    "gold-knob-tell-tales": "What if the learner believes something else?",
    "gold-knob-speak": "What if the truth is larger, smaller, or {whole}?",
    "gold-knob-breadth": "What if the truth is another of these sets?",
    "gold-knob-negatives": "What if the truth is smaller, larger, or {whole}?",
}
