"""Words of the page "Say 'I don't know'"."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "idk-page": "Say “I don’t know”",
    "idk-about": "Examples alone teach a model to say it anywhere; reward alone hears it too "
    "rarely to teach it. A few examples, then reward: watch three ways race for one corner.",
    # scenes
    "idk-scene-warm-start": "A few examples first",
    "idk-scene-cold-start": "Reward alone",
    "idk-scene-likely-enough": "It says it already",
    "idk-scene-window-closed": "Too late",
    "idk-intro-warm-start": "It says “I don’t know” to **{base}** questions. Examples show it on "
    "any question; reward takes **{penalty}** for each wrong answer. Who learns when to say it?",
    "idk-intro-cold-start": "The model says “I don’t know” to **{base}** questions, and now no "
    "one shows it how. Reward has to wait until it says so by itself.",
    "idk-intro-likely-enough": "Now the model says “I don’t know” to **{base}** questions before "
    "anybody trains it. Nobody shows it how.",
    "idk-intro-window-closed": "The model is first shown right answers, for **{warm}** steps, and "
    "only then marked. At the start it says “I don’t know” to **{base}** questions.",
    # knobs
    "idk-knob-base_idk": "Chance of “I don’t know” before training",
    "idk-knob-warm": "Steps of examples before reward",
    "idk-knob-labels": "What the examples show",
    "idk-knob-penalty": "What a wrong answer costs, where a right one earns 1",
    "idk-knob-batch": "Answers drawn in each step",
    "idk-labels-random": "“I don’t know” on 40 % of all questions",
    "idk-labels-gold": "right answers only",
    "idk-turn-warm": "How many steps of examples are enough, and when are they too many?",
    "idk-turn-base_idk": "How often must it say so by itself before reward alone will do?",
    # bet
    "idk-bet-who": "Who gets into the upper right quarter of the square?",
    "idk-bet-alone": "Does reward alone get it into the upper right quarter of the square?",
    "idk-bet-in": "yes, it does",
    "idk-bet-out": "no, it does not",
    "idk-bet-cold": "reward alone",
    "idk-bet-warm": "examples, then reward",
    "idk-bet-both": "both",
    "idk-bet-none": "neither",
    # pictures
    "idk-square": "Where each way of training ends up",
    "idk-way-sft": "examples alone",
    "idk-way-cold": "reward alone",
    "idk-way-warm": "examples, then reward",
    "idk-wait": "How long until it is learned at all",
    "idk-wait-reward": "reward alone",
    "idk-wait-law": "by theory",
    "idk-wait-examples": "examples",
    "idk-wait-first": "first one said",
    "idk-rare": "says it to one in how many, at first",
    "idk-steps": "steps",
    "idk-here": "here",
    "idk-wait-told": "Steps of training over the chance of “I don’t know” before it. By reward "
    "alone they grow like one over that chance, as theory says.",
    "idk-wait-told-examples": "By examples they grow like its logarithm.",
    "idk-step-one": "1 step",
    "idk-step-many": "{number} steps",
    "idk-answer-one": "1 answer",
    "idk-answer-many": "{number} answers",
    "idk-shown-random": "Examples alone reach {sft_says}, and say it to what is known as well.",
    "idk-shown-gold": "Right answers alone leave it at {sft_says}.",
    # what happened
    "idk-told-warm-start": "Examples alone end on the diagonal: “I don’t know” to **{sft_says}** "
    "of what it does not know, and an answer to only {sft_answers} of what it does. Reward alone "
    "says it to **{cold_says}**. After {warm} steps of examples, reward brings it to "
    "**{warm_says}** and {warm_answers}.\nIn steps of {batch}, the first “I don’t know” "
    "is drawn after about **{first}**; examples have done most of their work after "
    "**{enough}**.",
    "idk-told-cold-start": "Reward alone says “I don’t know” to **{cold_says}** of what it does "
    "not know. In steps of {batch}, the first one is drawn after about **{first}**, "
    "and to be learned it takes {learned} or more. {shown}",
    "idk-told-likely-enough": "Reward alone says “I don’t know” to **{cold_says}** of what it "
    "does not know, and answers {cold_answers} of what it does. It hears it after about {first} "
    "of {batch}, so that there is something to praise.",
    "idk-told-window-closed": "Had it been marked at once, it would say “I don’t know” to "
    "**{cold_says}** of what it does not know. After {warm} steps of right answers, then reward, "
    "it says so to **{warm_says}**: right answers make it rarer, and leave less of it to reward.",
    # numbers
    "idk-number-cold_says": "of what it does not know gets “I don’t know”: reward alone",
    "idk-number-warm_says": "the same: examples, then reward",
    "idk-number-warm_answers": "of what it knows is still answered: examples, then reward",
    "idk-number-wait": "is about the step in which “I don’t know” is first drawn",
    "idk-number-enough": "is the step by which examples have done most of their work",
}
