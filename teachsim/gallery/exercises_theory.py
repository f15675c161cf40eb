"""Exercises on the theoretical argument: claims A1 to A6."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.lesson import Exercise, place

__all__ = ["THEORY"]

THEORY: Final = (
    Exercise(
        "A1-summit",
        "The demonstrator must now show every point that is right, each at least once. On how many "
        "of the 91 truths is the learner who believes the widest idea still misled? And the one "
        "who believes the smallest?",
        place("mislead", "too-broad"),
        "Complete examples settle it: whoever has seen everything that is right must be right.",
        "On 90 of 91: all but the widest idea itself, since no example leaves that one out. Who "
        "believes the smallest idea is misled on 0, once nothing is withheld. Completeness of the "
        "examples is no cure; how a learner generalises decides.",
        """\
from teachsim.symbolic import demonstration, families
ideas = families.intervals(13)
for prefer in ("largest", "smallest"):
    misled = demonstration.misled(ideas, prefer=prefer, complete=True)
    print(f"believes the {prefer}: misled on {len(misled)} of {len(ideas)}")
""",
        """\
believes the largest: misled on 90 of 91
believes the smallest: misled on 0 of 91
""",
    ),
    Exercise(
        "A1-least",
        "The truth is 4 to 8, and the learner believes the smallest idea. Turn “must show at "
        "least” up from 1, and let the page find the worst decoy each time. From which number on "
        "is there none, and which idea is it before?",
        place("mislead", "withholding"),
        "Half of the points, or so: with every further one the damage gets smaller.",
        "From 5 on, that is only when nothing can be withheld. With 4 the decoy is 4 to 7, which "
        "nothing that is shown rules out. One missing example is enough.",
        """\
from teachsim.symbolic import demonstration, families
ideas = families.intervals(13)
truth = ideas.index("4 to 8")
for least in (1, 2, 3, 4, 5):
    decoy = demonstration.misled(ideas, prefer="smallest", at_least=least).get(truth)
    print(least, "->", "safe" if decoy is None else f"may believe {ideas.names[decoy]}")
""",
        """\
1 -> may believe 4 to 7
2 -> may believe 4 to 7
3 -> may believe 4 to 7
4 -> may believe 4 to 7
5 -> safe
""",
    ),
    Exercise(
        "A2-blind",
        "A careless demonstrator draws 20 examples of 4 to 8 at random, but never shows 8. How "
        "likely is it that the learner ends up right? And if it never shows 7 instead?",
        place("mislead", "negligent"),
        "Nearly as likely in both cases: one point of five is missing, and nobody means harm.",
        "With 8 hidden the chance is 0.000: nothing tells 4 to 8 from 4 to 7. With 7 hidden it is "
        "0.994, even more than with nothing hidden (0.977), as the ends are drawn more often. What "
        "matters is not how much is hidden, but whether it tells the truth from a rival.",
        """\
from teachsim.symbolic import demonstration, families
ideas = families.intervals(13)
truth = ideas.index("4 to 8")
for hidden in ([], ["7"], ["8"]):
    blind = [ideas.instances.index(point) for point in hidden]
    chance = demonstration.chance_identified(ideas, truth, rounds=20, withheld=blind)
    print(f"hides {hidden}: {chance:.3f}")
""",
        """\
hides []: 0.977
hides ['7']: 0.994
hides ['8']: 0.000
""",
    ),
    Exercise(
        "A3-halve",
        "The asker puts the vote of all ideas left, and the teacher picks the errors that help it "
        "least. With 13 points there are 91 ideas. How many errors can there be at most, and how "
        "many with 26 points and 351 ideas?",
        place("mislead", "too-broad"),
        "Four times the ideas take about four times the errors.",
        "At most 6, and at most 8: each error rules out at least half of the ideas left, so four "
        "times the ideas cost two more. No asker does better than 6 with 91 ideas; with 351 the "
        "best one needs 7. Both are values of a game, whose strategy a second program checks.",
        """\
from math import floor, log2
from teachsim.symbolic import families, games
for n in (13, 26):
    ideas = families.intervals(n)
    best = games.equivalence(ideas, proper=False)    # about any set, not only runs
    print(f"{n} points, {len(ideas)} ideas: the vote at most {floor(log2(len(ideas)))} errors, "
          f"the best asker {best.value}")
""",
        """\
13 points, 91 ideas: the vote at most 6 errors, the best asker 6
26 points, 351 ideas: the vote at most 8 errors, the best asker 7
""",
    ),
    Exercise(
        "A3-single",
        "The truth is one of 13 single points, and the asker may only ask about ideas of the "
        "class. How many questions at worst? And if “none of them” is an idea as well, so that "
        "there are 14?",
        place("mislead", "slow"),
        "One idea more costs one question more, or none.",
        "12 questions for 13 ideas, and 1 for 14: asked “is it none of them?” the teacher has to "
        "name the point. Asking is always safe, and not always cheap; one example from a willing "
        "demonstrator would have done.",
        """\
from teachsim.symbolic import families, games
for empty in (False, True):
    ideas = families.singletons(13, empty=empty)
    print(f"{len(ideas)} ideas: {games.equivalence(ideas).value} at worst")
""",
        """\
13 ideas: 12 at worst
14 ideas: 1 at worst
""",
    ),
    Exercise(
        "A4-both",
        "Six ways to teach: who picks the answer that is marked, and which marks may be heard? The "
        "learner believes the widest idea and puts its own answers. In which of the six does it "
        "end up right?",
        place("mislead", "both-factors"),
        "In all in which it may ask; or in all in which “wrong” is ever said.",
        "In two: query and examination. Picking its own answers is not enough (approval), and "
        "wrong marks on answers that a hostile teacher picks are not enough (informant). It takes "
        "both. An examiner who only names what is left out does not help who believes too much.",
        """\
import teachsim as ts
from teachsim.symbolic import VersionSpace, families, outcome
ideas = families.intervals(13)
truth, decoy = ideas.index("4 to 8"), ideas.index("1 to 13")
teacher = ts.Adversary(decoy=ideas.table[decoy])
learner = VersionSpace.learner(prefer="largest", ask="conjecture")
shown, asked = (ts.DEMONSTRATION, ts.INFORMANT), (ts.APPROVAL, ts.QUERY)
for regime in (*shown, *asked, ts.OMISSIONS_ONLY, ts.EXAMINATION):
    phases = [ts.Phase(regime, 16, teacher=teacher)]
    run = ts.simulate(ts.Scenario("six", ideas, ideas.key(truth), phases), learner, rng=7)
    print(f"{regime.name}: {outcome(run).verdict.value}")
""",
        """\
demonstration: misled
informant: misled
approval: misled
query: right
omissions only: misled
examination: right
""",
    ),
    Exercise(
        "A5-led-on",
        "The adversary shows true examples only. Make the learner name the smallest set that fits, "
        "then the largest. How often does each change its mind in 24 rounds, and in 48? Which one "
        "gets away?",
        place("gold", "adversary"),
        "The careful one gets away: with more examples the changes die out.",
        "Neither. The one that names the smallest changes its mind 23 times in 24 rounds and 47 "
        "times in 48, and would go on. The one that names the largest changes its mind 0 times, "
        "and is wrong for ever, as the truth is one of the finite sets. No learner does better "
        "than one of these two ends.",
        """\
from teachsim.symbolic import limit
segments = limit.families.segments_and_all()
lure = limit.lure(segments, 0)
naming = limit.identifiers
for name, learner in (("smallest", naming.smallest), ("largest", naming.infinite_first)):
    for rounds in (24, 48):
        duel = limit.gold.adversary(lure, learner(segments), horizon=rounds)
        print(f"{name}, {rounds} rounds: {len(duel.run.changes)} changes of mind")
""",
        """\
smallest, 24 rounds: 23 changes of mind
smallest, 48 rounds: 47 changes of mind
largest, 24 rounds: 0 changes of mind
largest, 48 rounds: 0 changes of mind
""",
    ),
    Exercise(
        "A6-one-lie",
        "One of 16 ideas is true, and any question that has a yes or no may be asked. Without lies "
        "4 questions do. How many if one answer may be a lie, and how many with two?",
        place("mislead", "lies"),
        "Twice as many, as each question is simply asked again.",
        "7 with one lie, and 10 with two, at worst: about three more for each, and not twice as "
        "many. Who trusts every answer has no number at all: one lie rules the truth out for ever.",
        """\
from teachsim.symbolic import liars
for lies in (0, 1, 2):
    print(f"{lies} lies: {liars.ulam(16, lies=lies).value} questions")
""",
        """\
0 lies: 4 questions
1 lies: 7 questions
2 lies: 10 questions
""",
    ),
)
