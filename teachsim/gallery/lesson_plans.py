"""Lessons of 15, 45 and 90 minutes, made of steps that each open a run in the app."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.lesson import Plan, Step, place

__all__ = ["LONG", "MIDDLE", "SHORT"]

SHORT: Final = Plan(
    15,
    "One contrast",
    (
        "Say why no true example rules out an idea that is too broad.",
        "Name the two things in which watching and asking differ.",
        "Say why a learner needs both: answers of its own marked, and wrong ones called wrong.",
    ),
    (
        Step(
            3,
            "Show the first picture and the rule, and have everybody bet by a show of hands: after "
            "12 rounds, who is right? Expect bets on both, as every example is true.",
            place("mislead", "too-broad"),
        ),
        Step(
            3,
            "Play it. Stop after three rounds and ask which idea could still fall on the left, and "
            "which example would bring it down. None would: let somebody say why.",
            place("mislead", "too-broad"),
        ),
        Step(
            3,
            "The other way to mislead: the learner believes the smallest idea, and one example is "
            "left out. Ask how many examples must be shown before it is safe.",
            place("mislead", "withholding"),
        ),
        Step(
            4,
            "Is it the asking, or the word “wrong”? Bet on how many of six ways to teach end "
            "well, then play them all at once.",
            place("mislead", "both-factors"),
        ),
        Step(
            2,
            "Each writes down one sentence: what must a teacher disclose? Compare it with “when "
            "this fails” on the page. Then name the counterpart: training on right answers is "
            "watching, reward on one’s own answers is asking.",
        ),
    ),
    ("A1-summit", "A1-least", "A4-both"),
)

MIDDLE: Final = Plan(
    45,
    "From version spaces to made-up answers",
    (
        "Derive both ways to mislead a learner by true examples alone.",
        "Bound the number of errors an asker is told by a logarithm, and say when it is exceeded.",
        "Predict whether a language model makes things up, from how it was trained.",
        "Work out the confidence above which an answer pays.",
        "Say why reward alone may never teach “I don’t know”, and what does.",
    ),
    (
        Step(
            5,
            "Bet and play, as in the short lesson: why does the widest idea never fall?",
            place("mislead", "too-broad"),
        ),
        Step(
            4,
            "Nobody means harm: hide one point and let the rest come at random. Which points may "
            "be hidden without damage? (Exercise A2-blind.)",
            place("mislead", "negligent"),
        ),
        Step(
            5,
            "The price of asking: single points. Bet on the number of questions before playing; "
            "then ask what one helpful example would have done. (Exercise A3-single.)",
            place("mislead", "slow"),
        ),
        Step(
            5,
            "Both factors: six ways to teach, two of which work. Fill in the table on the board "
            "before you play them.",
            place("mislead", "both-factors"),
        ),
        Step(
            7,
            "Now a language model in a table. Bet on who makes up most of what it does not know, "
            "then turn the share that it knows. (Exercise B1-known.)",
            place("know-or-make-up", "makes-it-up"),
        ),
        Step(
            6,
            "Marked on its own answers: raise the price of a wrong one, and read the threshold off "
            "the meter. Derive c / (1 + c) on the board. (Exercise B2-price.)",
            place("know-or-make-up", "honest"),
        ),
        Step(
            6,
            "Who teaches “I don’t know”? Reward alone waits; a handful of steps of examples is "
            "enough. (Exercise B3-few.)",
            place("say-idk", "cold-start"),
        ),
        Step(
            3,
            "Does a real network do the same? Bet, then read what was predicted beside what was "
            "measured, and find where it is off. (Exercise C1-network.)",
            place("bridge", "contrast"),
        ),
        Step(
            4,
            "Close with where it fails: all is known, the price is 0, nobody can tell what they "
            "know. Each pair picks one and finds the setting that shows it.",
            place("know-or-make-up", "no-self-knowledge"),
        ),
    ),
    ("A2-blind", "A3-halve", "A3-single", "B1-known", "B2-price", "B3-few", "C1-network"),
)

LONG: Final = Plan(
    90,
    "What a teacher must disclose",
    (
        "Play both sides of the argument: ask against an adversary, and mislead without a lie.",
        "State Gold’s theorem and what a tell-tale is, and say which tasks are easier.",
        "Tell apart the faults of supervised training, of copying, and of reward.",
        "Test a claim on a class of one’s own, and say how sure the result is.",
        "Reproduce a number of the lesson by a script, and cite it.",
    ),
    (
        Step(
            8,
            "In pairs, without any explanation: ask “is it this?” about an idea that hides from "
            "you. How many questions did you need, and how many does the best asker need?",
            place("play", "is-it-this"),
        ),
        Step(
            8,
            "The other side: show true examples only, and keep a learner wrong for as long as you "
            "can. Who manages four? Then take the learner who believes the largest idea: what is "
            "there left to hide?",
            place("play", "hide-the-rest"),
        ),
        Step(
            8,
            "Now the argument: too broad, withholding, both factors. The class states the claim "
            "and its conditions before the page explains it.",
            place("mislead", "both-factors"),
        ),
        Step(
            9,
            "Infinite sets. Bet, play, and find a learner that gets away; then look at tell-tales. "
            "(Exercise A5-led-on.)",
            place("gold", "adversary"),
        ),
        Step(
            5,
            "To say something new and true is easier than to name the set, and what one “no” is "
            "worth.",
            place("gold", "breadth"),
        ),
        Step(
            9,
            "The language model: three ways to train it, its threshold, and what erases the price. "
            "(Exercises B1-known, B2-price, B2-group.)",
            place("know-or-make-up", "makes-it-up"),
        ),
        Step(
            8,
            "“I don’t know”, and the answers of someone who knows more. (Exercises B3-few, "
            "B4-overlap.)",
            place("stealing", "independent"),
        ),
        Step(
            8,
            "What reward does not give: which word was wrong, a grader that errs, variety. Groups "
            "take one each and report. (Exercises B5-wordings, B7-length, B8-lenient.)",
            place("reward-credit", "noisy-grader"),
        ),
        Step(
            7,
            "A real network, predicted before it was taught: first where the table is right, then "
            "where knowledge comes fact by fact. Who is done looks up what marking costs. "
            "(Exercises C1-network, C1-facts, C2-marking.)",
            place("bridge", "facts"),
        ),
        Step(
            10,
            "Bring a class of your own as CSV, ten ideas at least. Before you load it, write down "
            "which truths can be misled and what asking will cost; compare.",
            place("mislead", "too-broad"),
        ),
        Step(
            10,
            "Take away: copy the six lines, run them, compare the fingerprint, and write one "
            "paragraph with claim, number, how sure, when it fails, and the citation.",
            place("mislead", "withholding"),
        ),
    ),
    (
        "A5-led-on",
        "A6-one-lie",
        "B1-known",
        "B2-price",
        "B2-group",
        "B3-few",
        "B4-overlap",
        "B5-wordings",
        "B6-memory",
        "B7-length",
        "B8-lenient",
        "B9-rote",
        "C1-network",
        "C1-facts",
        "C2-marking",
    ),
)
