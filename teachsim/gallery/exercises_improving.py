"""Exercises on what makes answers better: claims B5 to B8."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.lesson import Exercise, place

__all__ = ["IMPROVING"]

IMPROVING: Final = (
    Exercise(
        "B5-wordings",
        "Eight of twenty wordings are right. How many of them stay in use if one writer shows one "
        "of them; if plain policy gradient climbs a reward for any right one; if the model is "
        "shown its own right samples, drawn once?",
        place("diversity", "wordings"),
        "Reward leaves all eight in use, as it pays the same for each.",
        "In the end 1.0, 1.0 and 6.0, counted as the exponential of the entropy. Reward does not "
        "punish other right wordings, but the likeliest one is sampled most, grows most, and takes "
        "all. Variety has to be kept on purpose.",
        """\
from teachsim.tabular import objectives, wording
ours = wording.Wordings.zipf()
one = ours.only(wording.LIKELY_VALID[-1])
for name, way in (("one writer", one), ("reward", objectives.PolicyGradient()),
                  ("own samples", ours.kept())):
    in_use = wording.effective_number(wording.limit(ours, way), ours)
    print(f"{name}: {in_use:.1f} wordings")
""",
        """\
one writer: 1.0 wordings
reward: 1.0 wordings
own samples: 6.0 wordings
""",
    ),
    Exercise(
        "B6-memory",
        "Three kinds of prompts: the answer stands in a text at hand, it must be remembered, many "
        "answers are right. On which of them does showing one writer’s right answers lose "
        "anything? Does reward with a price on drifting lose more?",
        place("diversity", "modes"),
        "Right answers are good for all three; only the rest is a matter of taste.",
        "It loses 0.42 where the answer must be remembered, and at most 0.01 elsewhere: there it "
        "makes things up. Reward with a price on drifting loses 0.02 at most. In the third kind "
        "the writer’s one answer is right, and 1.0 answers stay in use, against 17.7.",
        """\
from teachsim.tabular import modes
table = modes.regrets(steps=100)
for name in ("SFT, one writer", "KL-regularised"):
    row = table.names.index(name)
    lost = ", ".join(f"{regret:.2f}" for regret in table.regret[row])
    print(f"{name}: loses {lost}; {table.effective[row]:.1f} answers in use")
""",
        """\
SFT, one writer: loses 0.01, 0.42, 0.00; 1.0 answers in use
KL-regularised: loses 0.01, 0.02, 0.00; 17.7 answers in use
""",
    ),
    Exercise(
        "B7-length",
        "Each word of an answer has 4 choices, one of them good. Double the length from 2 to 4 to "
        "8. How does the time grow until the whole answer is right, if each word is shown, and if "
        "there is one mark at the end?",
        place("reward-credit", "which-token"),
        "Both double: an answer twice as long has twice as much to learn.",
        "Shown, it takes 17, 31 and 60: about twice as long each time. With one mark at the end it "
        "takes 33, 151 and 12287: by chance all words come out right once in 4 to the power of "
        "their number, and nothing is learned before.",
        """\
from teachsim.tabular import tokens
for length in (2, 4, 8):
    answer = tokens.Sequences(length, 4)
    shown, marked = (tokens.time_to(answer, way) for way in ("demonstration", "sequence"))
    print(f"{length} words: shown {shown:.0f}, one mark at the end {marked:.0f}")
""",
        """\
2 words: shown 17, one mark at the end 33
4 words: shown 31, one mark at the end 151
8 words: shown 60, one mark at the end 12287
""",
    ),
    Exercise(
        "B8-lenient",
        "A grader fails 10 % of right answers. What if it passes 10 %, 30 % or 55 % of the wrong "
        "ones, where an answer begins to pay at a confidence of 0.5?",
        place("reward-credit", "noisy-grader"),
        "The model gets worse little by little, as the grader does.",
        "It makes up 0.10, 0.16, and then all at once 0.52: once wrong answers pass more often "
        "than 0.5, every answer pays, and the model answers all. Below that the threshold moves by "
        "a known amount, and the reward can be set to allow for it.",
        """\
from teachsim.tabular import Knowledge, Reward, exact, objectives
marked, reward = objectives.PolicyGradient(), Reward.confidence_target(0.5)
for passes in (0.1, 0.3, 0.55):
    graded = reward.graded(false_positive=passes, false_negative=0.1)
    run = exact.train(Knowledge(), marked, graded, steps=400, rate=2.0)
    print(f"passes {passes:.0%} of wrong answers: made up {run.hallucinated[-1]:.2f}")
""",
        """\
passes 10% of wrong answers: made up 0.10
passes 30% of wrong answers: made up 0.16
passes 55% of wrong answers: made up 0.52
""",
    ),
)
