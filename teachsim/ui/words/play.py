"""Words of the page Play. "I" am the adversary, "you" the visitor."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "page-play": "Play",
    # scenes
    "play-scenes": "Game",
    "scene-all-of-it": "Is this all of it?",
    "scene-is-it-this": "Is it this?",
    "scene-does-it-belong": "Does 7 belong?",
    "scene-no-way-round": "No way round",
    "scene-hide-the-rest": "Fool: hide the rest",
    "scene-too-broad": "Fool: too broad",
    # intro
    "play-ask-title": "Find my idea",
    "play-ask-intro": "My secret is {rule}. {how} I answer as unhelpfully as truth allows, "
    "and settle on a secret only when you leave me no choice. The best learner needs **{best}**.",
    "how-this": "Guess an idea: I say yes, or name a point where it is wrong.",
    "how-belongs": "Name a point: I say whether it belongs.",
    "how-part": "Name an idea: I say whether mine holds all of it, or name a point of it that mine "
    "lacks.",
    "how-whole": "Name an idea: I say whether it covers mine, or name a point that it leaves out.",
    "play-fool-title": "Fool the learner",
    "play-fool-intro": "The truth is **{truth}**, and only you know it. Show true examples, one at "
    "a time, and stop when you like. This learner believes {belief}. {goal}",
    "goal": "How many can you show it and still have it wrong?",
    "goal-doubt": "How many can you show it and still have it in doubt?",
    "goal-decoy": "How many can you show it and have it believe **{decoy}**?",
    "goal-decoy-doubt": "How many can you show it and still have it think **{decoy}** possible?",
    "belief-smallest": "the smallest idea that fits all it saw",
    "belief-largest": "the largest idea that fits all it saw",
    "belief-first": "the first idea of its list that fits all it saw",
    "belief-cautious": "nothing until a single idea fits all it saw",
    "questions": "{n} questions",
    "question-one": "1 question",
    "questions-none": "no question",
    "questions-between": "between {least} and {most} questions",
    "too-hard": "The exact number is too hard for this page; I play the best that I know.",
    # rules
    "play-side": "You are",
    "side-ask": "the learner: you ask",
    "side-fool": "the demonstrator: you fool",
    "play-own-help": "The first row names the points, the first column names the ideas, and the "
    "rest is 0 or 1: one row for each idea, one column for each point. A game takes at "
    "most {ideas} ideas on {points} points.",
    "play-query": "You may ask",
    "query-this": "Is it this?",
    "query-belongs": "Does 7 belong?",
    "query-part": "Is this right throughout?",
    "query-whole": "Is this all of it?",
    "play-bias": "The learner believes",
    "play-decoy": "You lead it to",
    "play-decoy-none": "any wrong idea",
    # questions and answers
    "question-this": "Is it {what}?",
    "question-belongs": "Does {what} belong?",
    "question-part": "Is {what} right throughout?",
    "question-whole": "Is {what} all of it?",
    "reply-yes": "Yes.",
    "reply-no": "No.",
    "reply-belongs": "No: {what} belongs.",
    "reply-not": "No: {what} does not belong.",
    "reply-nothing-new": "You knew that already.",
    "said-first": "Ask me.",
    "said-begun": "The first question is put for you, to show how it goes; “{undo}” takes it back.",
    "choose-idea": "Ask about an idea",
    "choose-idea-or-click": "Click an idea in the picture, or choose one here",
    "choose-placeholder": "Choose an idea",
    "choose-placeholder-point": "Choose a point",
    "choose-point": "Does one of these belong? Click it here, or in the picture",
    "ask": "Ask",
    "undo": "Undo",
    "again": "Start again",
    "hint": "Show a best move",
    "give-up": "Give up",
    "hint-do-ask": "Ask it",
    "hint-do-show": "Show it",
    "hint-ask": "A best question now: **{question}**",
    "hint-ask-bounded": "The best question that I know: **{question}**",
    "hint-show": "Show **{what}**: {idea} fits it as well, and {examples} of the truth in all.",
    "hint-none": "Nothing you show from here on keeps it fooled. Stop, or undo.",
    "hint-stop": "Stop here: one example more gives it away.",
    # counts
    "count-asked": "questions asked",
    "count-asked-one": "question asked",
    "count-left": "ideas left",
    "count-left-one": "idea left",
    "count-optimum": "questions of the best learner",
    "count-optimum-one": "question of the best learner",
    "count-shown": "examples shown",
    "count-shown-one": "example shown",
    "count-size": "examples there are",
    "count-size-one": "example there is",
    "count-best": "most that anyone can show",
    "count-score": "your score",
    # the end of asking
    "end-found": "It is **{idea}**: no other idea fits what I said. {judged}",
    "end-perfect": "You needed {asked}. **Nobody needs fewer.**",
    "end-over": "You needed **{asked}**; the best learner needs {best}.",
    "end-bounded": "You needed {asked}. The best learner needs at least {least}, and at most "
    "{most}.",
    "end-given-up": "You gave up after {asked}. **{left} ideas** still fit, and I had not settled "
    "on one. {more}",
    "end-more": "The best learner would find it with {more} more.",
    "loss": "Question {n} was the first to cost you: before it {before} would have done, and "
    "after it you still needed {after}. A best one there: **{question}**",
    "loss-none": "No question cost you anything.",
    "why-least": "Why nobody needs fewer",
    "why-kept": "Take these {n} ideas: {ideas}. Whatever is asked, one of my true answers rules "
    "out at most one of them. To leave one, {least} must go, and each takes a question.",
    "why-size": "I can answer so that at least half of the ideas stay. To get from {ideas} "
    "to one, the number of halvings is {least}.",
    "why-round": "To each first question I have an answer that leaves {less} to be asked. "
    "To each second one again, and so on, down to a position in which the last is plain to see. "
    "Positions that the program went through: {n}.",
    "why-checked": "A second program, which shares nothing with the first, has checked it.",
    "why-most": "And nobody needs more than {best}, whatever I answer: press “{hint}” at each "
    "turn and do what it says.",
    "log": "Your questions",
    "log-line": "{question} – {answer} {left} left.",
    "log-lost": "**Cost you {n}.**",
    "why-counted": "Questions are counted until a single idea is left: to name it then is free.",
    "play-slow": "this position takes long to reach: {followed} of {all} moves were followed; "
    "reload the page to go on",
    "term-play-ask": "worst-case query complexity",
    "formula-play-ask": "D(V) = 0 if |V| = 1, else 1 + min over questions q of max over true "
    "answers a of D(V ∧ a), where V is the version space: all hypotheses that fit what was said.",
    "sure-play-ask": "**Exact computation:** no learner does with fewer against every teacher who "
    "does not lie, and the best never needs more.",
    "source-play-ask": "Angluin (1988), Queries and concept learning",
    "term-play-fool": "inductive bias",
    "formula-play-fool": "Examples S ⊆ t keep the learner wrong iff some h ⊇ S is ranked above t; "
    "the most is max |h ∩ t| over all h ranked above t.",
    "formula-play-fool-doubt": "Examples S ⊆ t leave doubt iff some h ⊇ S is not t; the most is "
    "max |h ∩ t| over all h ≠ t.",
    "formula-play-fool-decoy": "Examples S ⊆ t make it believe the decoy d iff of all h ⊇ S it "
    "prefers d; the most is |d ∩ t|, where S = d ∩ t does so.",
    "formula-play-fool-decoy-doubt": "Examples S ⊆ t leave the decoy d possible iff S ⊆ d; the "
    "most is |d ∩ t|.",
    "sure-play-fool": "**Exact computation** over all ideas that this learner prefers to the "
    "truth.",
    "sure-play-fool-doubt": "**Exact computation** over all ideas.",
    "sure-play-fool-decoy": "**Exact computation** over all ideas.",
    "sure-play-fool-decoy-doubt": "**Exact computation** over all ideas.",
    "source-play-fool": "Gold (1967), Angluin (1980)",
    # fooling
    "shown": "It has seen {what}.",
    "shown-none": "It has seen nothing yet.",
    "count-fooled": "examples shown and still fooled",
    "count-fooled-one": "example shown and still fooled",
    "n-examples": "{n} examples",
    "n-examples-one": "1 example",
    "believes": "It believes **{idea}**.",
    "in-doubt": "It is in doubt: {n} ideas fit.",
    "is-right": "It believes **{idea}**, which is the truth.",
    "choose-example": "Show it an example: click it here, or in the picture",
    "stop": "Stop here",
    "end-for-ever": "**Fooled.** You will show it nothing more that tells, so it stays with "
    "{idea} for ever.",
    "end-doubt": "**Fooled.** You will show it nothing more, so it stays in doubt for ever.",
    "end-saw-all": "**Fooled.** It has seen all there is to see, and believes {idea} for ever.",
    "end-saw-all-doubt": "**Fooled.** It has seen all there is to see, and is in doubt for ever.",
    "end-nothing-shown": "**Fooled**, but trivially: you have shown it nothing. What counts is how "
    "many examples you can show.",
    "end-nothing-to-show": "**Fooled**, but trivially: this truth has no example to show.",
    "end-right": "It has found the truth.",
    "end-right-before": "It has the truth before it sees any example.",
    "end-one-too-many": "It has found the truth: you showed one example too many. Undo, and stop "
    "in time.",
    "end-missed": "It will never believe your decoy now.",
    "end-missed-doubt": "Your decoy is ruled out now.",
    "fooled-best": "It was fooled with {score} of {size} shown. **No demonstrator can show more.**",
    "fooled-less": "It was fooled with {score} of {size} shown; the best demonstrator shows it "
    "**{best}**.",
    "fooled-never": "It was never fooled. **No demonstrator can fool it so.**",
    "fooled-never-could": "It was never fooled; the best demonstrator fools it, and shows it "
    "**{best}**.",
    "slip": "Example {n}, {what}, was the first to cost you: until then {before} could be reached.",
    "why-fool": "Why nobody can show more",
    "why-all": "There are no more. This learner prefers {idea} to the truth, and no example "
    "speaks against it.",
    "why-all-doubt": "There are no more. The idea {idea} fits all of them, so this learner stays "
    "in doubt.",
    "why-shared": "To be fooled it must believe another idea that fits all it saw. Of those it "
    "prefers to the truth, none shares more than {points} with it; {idea} shares {best}.",
    "why-shared-doubt": "It is in doubt as long as another idea fits all it saw. None shares more "
    "than {points} with the truth; {idea} shares {best}.",
    "why-decoy": "Your decoy shares {points} with the truth; any other example rules it out.",
    "why-decoy-nothing": "Your decoy shares no point with the truth: any example rules it out.",
    "why-nothing": "This learner prefers no other idea to the truth that shares a point with it, "
    "so the first example gives it away.",
    "why-nothing-doubt": "No other idea shares a point with the truth, so the first example gives "
    "it away.",
    "why-none": "This learner prefers no other idea to the truth, so whatever you show, it has the "
    "truth.",
    "why-none-doubt": "There is no other idea, so it has the truth whatever you show.",
    "why-never": "Whatever you show, another idea comes before your decoy.",
}
