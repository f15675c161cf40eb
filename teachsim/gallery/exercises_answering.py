"""Exercises on when a model answers: claims B1 to B4 and B9."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.lesson import Exercise, place

__all__ = ["ANSWERING"]

ANSWERING: Final = (
    Exercise(
        "B1-known",
        "Right answers to all questions are shown. How much is made up on questions that were not "
        "shown, if the model knows half of all answers, 80 % of them, all of them? And how often "
        "does it still say “I don’t know”?",
        place("know-or-make-up", "makes-it-up"),
        "Right answers teach it to be right: little is made up, whatever it knows.",
        "It makes up 0.56 if it knows half, 0.25 if it knows 80 %, and 0.05 if it knows all, which "
        "are slips of memory. It says “I don’t know” 0.00 of the time in each case. The "
        "training is the same; what it does not know decides what is made up.",
        """\
from teachsim.tabular import Knowledge, exact, objectives
shown = objectives.SFT(labels="gold")
for known in (0.5, 0.8, 1.0):
    run = exact.train(Knowledge(known=known), shown, steps=400, rate=2.0)
    print(f"knows {known:.0%}: made up {run.hallucinated[-1]:.2f}, "
          f"I don't know {run.abstained[-1]:.2f}")
""",
        """\
knows 50%: made up 0.56, I don't know 0.00
knows 80%: made up 0.25, I don't know 0.00
knows 100%: made up 0.05, I don't know 0.00
""",
    ),
    Exercise(
        "B2-price",
        "The model is marked on its own answers: 1 for right, −c for wrong, 0 for “I don’t know”. "
        "How sure must it be before it answers, for c = 0, 1 and 3? And what do you lose by making "
        "c large?",
        place("know-or-make-up", "honest"),
        "The higher the price, the better: a model that is punished more is simply more honest.",
        "Above 0.00, 0.50 and 0.75, which is c / (1 + c). A higher price also costs right answers: "
        "with c = 1 it gives 0.40 right ones and makes up 0.10, with c = 3 it gives 0.31 and makes "
        "up 0.04. And a price of 0 makes it guess like the others.",
        """\
from teachsim.tabular import Knowledge, Reward, exact, objectives, thresholds
marked = objectives.PolicyGradient()
for c in (0, 1, 3):
    reward = Reward(wrong=-c)
    run = exact.train(Knowledge(), marked, reward, steps=400, rate=2.0 / max(1, c))
    print(f"c = {c}: answers above {thresholds.predicted(marked, reward):.2f}, "
          f"right {run.truthful[-1]:.2f}, made up {run.hallucinated[-1]:.2f}")
""",
        """\
c = 0: answers above 0.00, right 0.48, made up 0.52
c = 1: answers above 0.50, right 0.40, made up 0.10
c = 3: answers above 0.75, right 0.31, made up 0.04
""",
    ),
    Exercise(
        "B2-group",
        "GRPO divides each reward by the spread within its group of answers. Does a price of 3 for "
        "a wrong answer still move the threshold? Look at the threshold meter.",
        place("know-or-make-up", "honest"),
        "Dividing by the spread is a matter of pace; the threshold is where it was.",
        "Its threshold is 0.50 at all three prices, where each question is always answered "
        "right or always wrong: then the spread is the price itself, and divides it out. Without "
        "the division, at c = 3, it is 0.75.",
        """\
from teachsim.tabular import Reward, objectives, thresholds
for c in (1, 3, 9):
    divided, whole = (
        thresholds.effective(objectives.GRPO(group=8, std=std), Reward(wrong=-c))
        for std in (True, False)
    )
    print(f"c = {c}: divided by the spread {divided:.2f}, not divided {whole:.2f}")
""",
        """\
c = 1: divided by the spread 0.50, not divided 0.50
c = 3: divided by the spread 0.50, not divided 0.75
c = 9: divided by the spread 0.50, not divided 0.90
""",
    ),
    Exercise(
        "B3-few",
        "A model says “I don’t know” three times in 10,000 answers. Reward alone does not teach it "
        "to in 400 steps. How many steps of examples before that, on questions taken at random, "
        "are enough?",
        place("say-idk", "cold-start"),
        "Many: it has to be shown for each question whether it knows the answer.",
        "5 steps are enough. The examples need not know what the model knows: they only make “I "
        "don’t know” likely enough to be tried, and reward then finds out where it belongs. With 0 "
        "steps it ends by making up 0.52, with 5 or more 0.10.",
        """\
from teachsim.tabular import Knowledge, exact, objectives
show, reward = objectives.SFT(labels="random", idk=0.4), objectives.PolicyGradient()
for warm in (0, 5, 40):
    ways = (show, warm), (reward, 400)
    run = exact.train(Knowledge(), ways, rate=2.0, base_idk=0.0003)
    print(f"{warm} steps: made up {run.hallucinated[-1]:.2f}, "
          f"I don't know {run.abstained[-1]:.2f}")
""",
        """\
0 steps: made up 0.52, I don't know 0.00
5 steps: made up 0.10, I don't know 0.50
40 steps: made up 0.10, I don't know 0.50
""",
    ),
    Exercise(
        "B4-overlap",
        "A student who can tell what it knows copies the answers of a teacher who knows 80 % of "
        "all, while the student knows half. How often does the student make up what it does not "
        "know, if the two know as different things as can be, independent ones, as much alike as "
        "can be?",
        place("stealing", "independent"),
        "A better teacher makes a better student: the more it knows, the less is made up.",
        "At 1.00, 0.80 and 0.60: as often as the teacher knows what the student does not. And what "
        "the student knew, it withholds at 0.40, 0.20 and 0.00. A stronger model is a worse "
        "teacher in the first respect, not a better one.",
        """\
from teachsim.tabular import Knowledge, distillation
student = Knowledge(known=0.5, d_prime=6.0)
for name, overlap in (("different", -1), ("independent", 0), ("alike", 1)):
    teacher = distillation.Teacher.overlapping(0.8, student=0.5, overlap=overlap)
    habits = distillation.predicted(student, teacher)
    print(f"{name}: invents {habits.invents:.2f}, withholds {habits.withholds:.2f}")
""",
        """\
different: invents 1.00, withholds 0.40
independent: invents 0.80, withholds 0.20
alike: invents 0.60, withholds 0.00
""",
    ),
    Exercise(
        "B9-rote",
        "Single questions are learned by heart, 0, 3 or 30 times as fast as habits. How many of "
        "the taught questions are right in the end, and how often does the model still say “I "
        "don’t know” to others, which was 0.20 before?",
        place("know-or-make-up", "by-rote"),
        "New facts do no harm; whatever is learned well is learned for good.",
        "With no such memory 0.44 of the taught questions are right, and “I don’t know” is down to "
        "0.00: no new facts, but a new habit. At 3 it is 1.00 and 0.07, at 30 it is 0.99 and 0.18: "
        "new facts, and hardly a new habit. Both happen; the ratio of the two speeds decides.",
        """\
from teachsim.tabular import Knowledge, objectives, rote
shown = objectives.SFT(labels="gold")
for memory in (0, 3, 30):
    run = rote.train(Knowledge(), shown, memory=memory, steps=300)
    print(f"memory {memory}: taught right {run.taught.truthful[-1]:.2f}, "
          f"others I don't know {run.abstained[-1]:.2f}")
""",
        """\
memory 0: taught right 0.44, others I don't know 0.00
memory 3: taught right 1.00, others I don't know 0.07
memory 30: taught right 0.99, others I don't know 0.18
""",
    ),
)
