"""Words of the page "Reward and credit"."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "credit-page": "Reward and credit",
    "credit-about": "One mark at the end of a long answer: which word earned it? And who gives the "
    "marks, if nobody has the time: what a few labels buy, what a grader’s errors do, and what "
    "happens if you trust it too far.",
    # scenes
    "credit-scene-which-token": "Which word was it?",
    "credit-scene-one-token": "One word",
    "credit-scene-noisy-grader": "A grader that errs",
    "credit-scene-too-lenient": "Too lenient",
    "credit-scene-few-labels": "Few labels",
    "credit-scene-pushed-too-hard": "Pushed too hard",
    "credit-intro-which-token": "An answer has **{words}**. For each there are {choices} "
    "choices, and one is good: by chance, 1 answer in {chance} is right. What is the model told?",
    "credit-intro-one-token": "With a single word, a mark for the answer is a mark for the word. "
    "Nothing is lost by waiting for the end: make the answer longer, and see.",
    "credit-intro-noisy-grader": "Nobody marks by hand. A grader does it, and errs: it passes "
    "**{phi}** of the wrong answers and fails **{psi}** of the right ones. Answers are priced so "
    "that they should begin at a confidence of **{target}**.",
    "credit-intro-too-lenient": "This grader passes **{phi}** of the wrong answers. Answers should "
    "begin to pay at a confidence of **{target}**.",
    "credit-intro-few-labels": "People give labels: right answers to read, or marks on what the "
    "model said. There are {few} of them, or up to {many}. Silence earns 0; what is each use of "
    "the labels worth?",
    "credit-intro-pushed-too-hard": "A grader takes **{exploits}** of all answers for far better "
    "than they are. The model is pushed harder and harder to please it.",
    "credit-words-one": "1 word",
    "credit-words": "{n} words",
    # knobs
    "credit-knob-tokens": "Words in an answer",
    "credit-knob-choices": "Choices for each word",
    "credit-knob-target": "Confidence at which answers should begin",
    "credit-knob-false_positive": "Wrong answers that the grader passes (φ)",
    "credit-knob-false_negative": "Right answers that it fails (ψ)",
    "credit-knob-exploits": "Share of answers that look far better than they are",
    "credit-knob-view": "Look at",
    "credit-view-tokens": "words of an answer",
    "credit-view-grader": "a grader that errs",
    "credit-view-labels": "labels by people",
    "credit-view-proxy": "a proxy, pushed",
    "credit-turn-tokens": "What if the answer is longer, or shorter?",
    "credit-turn-false_positive": "What if the grader passes more wrong answers, or none?",
    "credit-turn-target": "What if a wrong answer is dearer, or cheap?",
    "credit-turn-exploits": "What if there are fewer flaws to find, or none?",
    # bet
    "credit-bet-tokens": "An answer of {words}: one mark at the end, or a mark for each word. How "
    "much longer does it take with one at the end?",
    "credit-bet-alike": "about as long",
    "credit-bet-few-times": "a few times as long",
    "credit-bet-many-times": "ten times as long, or more",
    "credit-bet-grader": "It passes {phi} of wrong answers and fails {psi} of right ones. Where "
    "will the model begin to answer?",
    "credit-bet-sooner": "when it is less sure than it should be",
    "credit-bet-same": "where it should",
    "credit-bet-later": "only when it is surer",
    "credit-bet-no-line": "there is no such line",
    "credit-bet-labels": "With {many} labels, which use still earns no more than silence?",
    "credit-bet-shown": "reading right answers",
    "credit-bet-graded": "marks by hand",
    "credit-bet-both": "both of these",
    "credit-bet-neither": "neither",
    "credit-bet-proxy": "The grader’s mark rises and rises. And the true worth of the answers?",
    "credit-bet-rises": "it rises, too",
    "credit-bet-turns": "it rises, then falls",
    "credit-bet-falls": "it falls",
    # pictures of tokens
    "credit-strips": "What each word has learned",
    "credit-of-demonstration": "Shown the answer",
    "credit-of-token": "A mark for each word",
    "credit-of-prefix": "Told where it goes wrong",
    "credit-of-sequence": "One mark at the end",
    "credit-short-demonstration": "shown",
    "credit-short-token": "each word",
    "credit-short-prefix": "told where",
    "credit-short-sequence": "at the end",
    "credit-reached": "90 % at {time}",
    "credit-never": "good word: never",
    "credit-always": "always",
    "credit-first": "first word on top",
    "credit-time": "time (steps times rate)",
    "credit-lengths": "Time until 9 in 10 answers are right",
    "credit-lengths-told": "Time until an answer is right with chance 0.9, for each length from "
    "one word on, by what the model is told; in closed form.",
    "credit-length": "words in an answer",
    "credit-here": "here",
    # pictures of graders
    "credit-gate": "How often it answers, by its confidence",
    "credit-gate-told": "Chance of answering against confidence, before and after training on the "
    "grader’s marks. Answers should begin at {target}; theory’s line for this grader: {theory}. "
    "In all, {answered} is answered.",
    "credit-nowhere": "none",
    "credit-should": "should",
    "credit-theory": "theory",
    "credit-both": "should, theory",
    "credit-before": "before",
    "credit-after": "after",
    "credit-after-wrong": "after: wrong",
    "credit-confidence": "confidence: chance that its answer is right",
    "credit-errors": "Every grader at once",
    "credit-errors-told": "Share of the questions that are answered after training, by the errors "
    "of the grader. To the right of the upright dashed line, φ = t = {target}, wrong answers pay; "
    "above the level one, ψ = 1 − t, right ones do not. On the slanted one, φ + ψ = 1, a mark says "
    "nothing.",
    "credit-errors-note": "Dashed: to the right of φ = t wrong answers pay; above ψ = 1 − t right "
    "ones do not; on φ + ψ = 1 a mark says nothing.",
    "credit-pays": "φ = t",
    "credit-strict": "ψ = 1 − t",
    "credit-useless": "φ + ψ = 1",
    "credit-doors": "Click a place to open the grader that errs so often.",
    "credit-phi": "passes wrong answers (φ)",
    "credit-psi": "fails right answers (ψ)",
    "credit-answered": "answered",
    "credit-ledger": "What labels buy",
    "credit-ledger-told": "Mean reward on all questions against the number of labels, with 95 % "
    "intervals over 50 draws of the questions. Silence earns 0.",
    "credit-method-gold": "read them",
    "credit-method-r_tuning": "sort by them",
    "credit-method-auto_graded": "grade by them",
    "credit-method-human_graded": "marks by hand",
    "credit-labels": "labels by people (logarithmic scale)",
    "credit-reward": "mean reward (silence: 0)",
    "credit-pushed": "What it is worth, and what the grader thinks",
    "credit-pushed-told": "Mean worth and mean mark of the answers against the pressure. The worth "
    "peaks at {gold} and ends at {last}, where the mark is {proxy}. Dots are 20,000 drawn answers; "
    "the curves are the limit of many.",
    "credit-proxy": "the mark",
    "credit-gold": "the worth",
    "credit-peak": "worth peaks",
    "credit-flaws": "Fewer flaws only put it off",
    "credit-flaws-told": "Worth of the answers against the pressure, for different shares of "
    "answers that look far better than they are. The most that each reaches:",
    "credit-pressure": "pressure 1 / β to please the grader",
    "credit-gold-of": "worth of the answers",
    # what happened
    "credit-told-which-token": "Told only at the end, the model needs **{time_sequence}** units of "
    "time until 9 in 10 answers are right; with a mark for each word, **{time_token}**, and shown "
    "the answer, **{time_demonstration}**. At first 1 answer in {chance} is right, and only "
    "a right one teaches anything; then all words are learned at once.\nTold up to which word all "
    "was right, it needs {time_prefix}: the words are learned one after another, the first one "
    "first.",
    "credit-told-one-token": "One mark at the end takes **{time_sequence}** units of time, and a "
    "mark for the word **{time_token}**: where the answer is one word, the two are the same thing."
    "\nShown the answer it is {time_demonstration}, as nothing has to be found by trying.",
    "credit-told-noisy-grader": "Answers should begin at a confidence of t = {target}. {lined}\n"
    "The grader pays {paid} on average; the answers are worth **{reached}**. The model makes up "
    "{made_up} of what it does not know, and says “I don’t know” to {silent} of what it knows.",
    "credit-told-too-lenient": "Once wrong answers pass more often than t = {target}, even an "
    "answer that is surely wrong pays. {lined} The model makes up **{made_up}** of what it does "
    "not know.\nThe grader pays {paid} on average; in truth the answers are worth **{reached}**.",
    "credit-line-holds": "As φ + ψ is below 1, theory puts that line at **{threshold}**: "
    "(t − φ) / (1 − ψ − φ), kept in 0 to 1. The two kinds of errors pull apart: where "
    "φ = t (φ + ψ), it does not move at all.",
    "credit-line-blank": "Here φ + ψ = 1: right and wrong answers pass equally often, so that a "
    "mark says nothing, and (t − φ) / (1 − ψ − φ) is no number. With φ above t every answer pays, "
    "below it none, and with φ = t nothing is learned.",
    "credit-line-wrong": "Here φ + ψ is above 1: wrong answers pass more often than right ones, "
    "and (t − φ) / (1 − ψ − φ) no longer says where answers begin. **A wrong answer pays at any "
    "confidence, so the model learns to give one on purpose:** it is wrong on {made_up_known} of "
    "what it knows.",
    "credit-line-silent": "Here φ + ψ is above 1: wrong answers pass more often than right ones, "
    "and (t − φ) / (1 − ψ − φ) no longer says where answers begin. Not even wrong ones pass more "
    "often than t, so no answer pays more than silence.",
    "credit-told-few-labels": "Read as right answers, {many} labels earn **{gold_many}**: they say "
    "nothing about what the model knows. If the same right answers mark what the model itself "
    "says, **{few}** of them earn **{auto_graded_few}**, and {many} earn {auto_graded_many}. "
    "Sorted by them, so that it is shown its own answer where it is right and “I don’t know” where "
    "it is not, it earns {r_tuning_few} and {r_tuning_many}.\nMarks by hand are used up one by "
    "one: {few} earn {human_graded_few}, {many} earn {human_graded_many}, with steps of 0.1. "
    "Larger steps get more out of each.",
    "credit-told-pushed-too-hard": "The mark rises to **{proxy_last}**. In the limit of many "
    "answers their worth is highest, **{best}**, {peaked}, and ends at "
    "**{last}**; of the 20,000 that are drawn (dots) it ends at **{drawn_last}**.\n{found} "
    "From {rising} of flaws on, the worth rises again at the right end: nearly all answers are "
    "flawed by then, and pushing finds the better ones among those.",
    "credit-found-flaws": "Pushed gently, a model finds better answers; pushed hard, it finds "
    "those that only look better.",
    "credit-found-none": "This grader has no flaws to be found: however hard it is pushed, a model "
    "finds better answers.",
    "credit-peaks-at": "at a pressure of **{peak}**",
    "credit-peaks-never": "at the end, as it has no peak",
    "credit-peaks-beyond": "at the end, as its peak lies beyond it, at {peak}",
    # how sure
    "credit-sure-which-token": "**Exact computation:** times are integrals in closed form, and for "
    "a judge of every word the solution of a differential equation, to nine digits. Training step "
    "by step agrees with them in the study.",
    "credit-sure-one-token": "**Exact computation:** times are integrals in closed form. Training "
    "step by step agrees with them in the study.",
    "credit-sure-noisy-grader": "**Theorem:** the line is where the grader pays as much for "
    "answers as for silence. Curve and map are exact computation: training, followed step by step "
    "on the mean over all that can be asked.",
    "credit-sure-too-lenient": "**Theorem:** the line is where the grader pays as much for answers "
    "as for silence. Curve and map are exact computation: training, followed step by step on the "
    "mean over all that can be asked.",
    "credit-sure-few-labels": "**Simulation, n = 50:** which questions get a label is drawn by "
    "chance. Dots are means over 50 draws, upright strokes their 95 % intervals.",
    "credit-sure-pushed-too-hard": "**Exact computation:** thin curves are the closed form for "
    "answers without number. Dots are a simulation, with 20,000 answers drawn once: hard pressure "
    "runs out of better ones, and there the closed form fails.",
    # numbers
    "credit-number-time_demonstration": "units of time, shown the answer",
    "credit-number-time_token": "with a mark for each word",
    "credit-number-time_prefix": "told where it goes wrong",
    "credit-number-time_sequence": "with one mark at the end",
    "credit-number-threshold": "confidence at which answers begin, by theory",
    "credit-number-made_up": "of what it does not know is made up",
    "credit-number-silent": "of what it knows is met with “I don’t know”",
    "credit-number-reached": "what the answers are worth",
    "credit-number-paid": "what the grader pays for them",
    "credit-number-gold_few": "50 right answers, read",
    "credit-number-auto_graded_few": "the same as a grader of its own answers",
    "credit-number-human_graded_few": "as many marks by hand",
    "credit-number-best": "the most the answers are worth, in the limit of many",
    "credit-number-last": "what they are worth in the end, in that limit",
    "credit-number-proxy_last": "the mark in the end",
}
