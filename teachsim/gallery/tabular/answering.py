"""Experiments on when to answer (B1 to B4, B9), theory beside dynamics; see `rows`."""

from __future__ import annotations

from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.gallery.tabular.rows import Experiment, Row, bent, shown
from teachsim.tabular import Knowledge, Reward, exact, objectives, rote, thresholds
from teachsim.tabular.distillation import Teacher, predicted
from teachsim.tabular.label_ledger import recalled
from teachsim.tabular.objectives import Distillation
from teachsim.tabular.thresholds.cold_start import cold_start, warm_start
from teachsim.tabular.thresholds.cold_start import shown as shown_idk

__all__ = ["b1", "b2", "b3", "b4", "b9", "made_up"]

_WORLD: Final = Knowledge()
_SFT: Final = objectives.SFT(labels="gold")
_RL: Final = objectives.PolicyGradient()
_PACE: Final = 2.0


def made_up(world: Knowledge) -> float:
    """Where fine-tuning on gold ends: chance of a wrong answer, all of them being answers."""
    recall = recalled(world, world.known_given_bin)
    right = recall * world.right_given_bin + (1 - recall) / world.answers
    return float(1 - world.share @ right)


def _reward(run: exact.Run, reward: Reward) -> float:
    """Mean reward on held-out questions at the end."""
    return float(run.held_out.reward(reward.of_answers())[-1])


def _greedy(gate: FloatArray, *, world: Knowledge) -> float:
    """Mean reward at a penalty of 1 of recalling where the gate would rather answer than not."""
    answers = gate > 0.5
    return float(world.share @ (answers * (2 * world.right_given_bin - 1)))


def b1(world: Knowledge = _WORLD, *, steps: int = 1_000) -> Experiment:
    """Fine-tuning on right answers: no abstaining is left, and what memory lacks is made up."""
    sft = exact.train(world, _SFT, steps=steps, rate=_PACE)
    aware = exact.train(world, objectives.SFT(labels="oracle"), steps=steps, rate=_PACE)
    all_known = Knowledge(known=1.0)
    known = [exact.train(all_known, way, steps=steps, rate=_PACE) for way in (_SFT, _RL)]
    by_rote = rote.train(world, _SFT, memory=1_000)
    apart = np.abs(aware.gate[-1] - world.known_given_bin).max()
    best = exact.optimum(world).reward
    return Experiment(
        "B1",
        (
            shown("SFT abstains", found=sft.abstained[-1], predicted=0, within=1e-3),
            shown(
                "SFT makes up",
                found=sft.hallucinated[-1],
                predicted=made_up(world),
                within=2e-3,
            ),
            bent(
                "all known: SFT makes up as much as RL",
                found=known[0].hallucinated[-1],
                predicted=float(known[1].hallucinated[-1]),
                within=2e-3,
            ),
            bent("R-Tuning: off P(known | bin) by", found=apart, predicted=0, within=2e-3),
            bent(
                "R-Tuning, greedy: reward at c = 1",
                found=_greedy(aware.gate[-1], world=world),
                predicted=best,
                within=1e-3,
            ),
            bent(
                "by rote: held-out makes up",
                found=by_rote.hallucinated[-1],
                predicted=float(by_rote.hallucinated[0]),
                within=0.01,
            ),
        ),
    )


def b2(world: Knowledge = _WORLD, *, steps: int = 1_000) -> Experiment:
    """Reward on its own answers: it ends at the optimum, with threshold c / (1 + c)."""
    rows: list[Row] = []
    for c in (1 / 3, 1.0, 3.0):
        reward = Reward(wrong=-c)
        run = exact.train(world, _RL, reward, steps=steps, rate=_PACE / max(1, c))
        best = exact.optimum(world, reward).reward
        name = f"c = {c:.3g}: "
        found = thresholds.effective(_RL, reward)
        rows += [
            shown(name + "threshold", found=found, predicted=c / (1 + c), within=0.01),
            shown(name + "reward", found=_reward(run, reward), predicted=best, within=3e-3),
        ]
    for name, reward in (
        ("wrong answers cost nothing", Reward(wrong=0)),
        ("“I don’t know” marked wrong", Reward(abstain=-1)),
    ):
        free = exact.train(world, _RL, reward, steps=3 * steps, rate=_PACE)
        rows.append(bent(name + ": abstains", found=free.abstained[-1], predicted=0, within=0.01))
    blind = Knowledge(d_prime=0.0)
    run = exact.train(blind, _RL, Reward(wrong=-3), steps=steps, rate=_PACE / 3)
    grouped = thresholds.effective(objectives.GRPO(), Reward(wrong=-3))
    by_rote = rote.train(world, _RL, memory=1_000)
    moved = by_rote.hallucinated[-1] - by_rote.hallucinated[0]
    rows += [
        bent("no self-knowledge: truthful", found=run.truthful[-1], predicted=0, within=0.01),
        bent("GRPO at c = 3: threshold", found=grouped, predicted=0.5, within=0.01),
        bent("by rote: held-out moves by", found=moved, predicted=0, within=0.01),
    ]
    return Experiment("B2", tuple(rows))


def b3(*, rate: float = 0.25) -> Experiment:
    """Cold starts wait in proportion to one over the base chance, supervised ones for its log."""
    # Two actions: nothing is guessed, and whatever is answered is wrong, or right.
    clueless = Knowledge(bins=1, d_prime=0.0, known=0.0, misbelief=1.0)
    sure = Knowledge(bins=1, d_prime=0.0, known=1.0, recall=1.0)
    rows: list[Row] = []
    for idk in (0.1, 0.03, 0.01):
        waits: dict[str, tuple[objectives.Objective, float]] = {
            "RL": (_RL, cold_start(1.0, idk)),
            "SFT": (_ORACLE, shown_idk(idk)),
        }
        for name, (way, wait) in waits.items():
            steps = int(1.2 * wait / rate) + 10
            run = exact.train(
                clueless, way, steps=steps, rate=rate, base_idk=idk, base_recall=1 - 1e-9
            )
            found = rate * int((run.abstained >= 0.5).argmax())
            rows.append(
                shown(f"{name} from {idk}: time", found=found, predicted=wait, within=2 * rate)
            )
    random = objectives.SFT(labels="random", idk=0.4)
    for idk in (1e-2, 1e-4, 1e-6):
        warm = exact.train(sure, random, steps=200, rate=rate, base_idk=idk, base_recall=1 - 1e-9)
        found = rate * int((warm.abstained >= 0.36).argmax())
        wait = warm_start(idk)
        rows.append(
            shown(f"warm start from {idk}: time", found=found, predicted=wait, within=2 * rate)
        )
    closed = exact.train(_WORLD, ((_SFT, 640), (_RL, 400)), rate=_PACE, base_idk=0.03)
    ready = exact.train(_WORLD, _RL, steps=800, rate=_PACE, base_idk=0.2)
    best = exact.optimum(_WORLD)
    rows += [
        bent("SFT for too long, then RL: abstains", found=closed.abstained[-1], predicted=0,
             within=0.01),
        bent("no warm start needed from 0.2: reward", found=_reward(ready, Reward()),
             predicted=best.reward, within=3e-3),
    ]  # fmt: skip
    return Experiment("B3", tuple(rows))


_ORACLE: Final = objectives.SFT(labels="oracle")


def b4(world: Knowledge = _WORLD, *, share: float = 0.7, steps: int = 1_000) -> Experiment:
    """A student invents what its teacher knew and it did not, and withholds the reverse."""
    rows: list[Row] = []
    for name, overlap in (("independent", 0.0), ("opposed", -1.0), ("nested", 1.0)):
        pair = Teacher.overlapping(share, student=world.known, overlap=overlap)
        run = exact.train(world, ((Distillation(pair), steps), (_RL, steps)), rate=_PACE)
        told, theory = run.held_out, predicted(world, pair)
        copied = run.ends[0]
        invents, withholds = 1 - told.prudence[copied], told.over_conservativeness[copied]
        rows += [
            shown(f"{name}: invents", found=invents, predicted=theory.invents, within=5e-3),
            shown(f"{name}: withholds", found=withholds, predicted=theory.withholds, within=5e-3),
        ]
        if overlap >= 0:  # else recall itself may have died: nothing that RL could reward
            best = exact.optimum(world).reward
            reached = _reward(run, Reward())
            rows.append(
                bent(f"{name}, then RL: reward", found=reached, predicted=best, within=0.01)
            )
    sharp = Knowledge(known=world.known, d_prime=40.0)
    nested = Teacher.nested(share, student=world.known)
    run = exact.train(sharp, Distillation(nested), steps=steps, rate=_PACE)
    dead = exact.train(
        world, ((Distillation(Teacher.independent(1.0)), 3 * steps), (_RL, 400)), rate=_PACE
    )
    rows += [
        bent("nested, perfect self-knowledge: withholds",
             found=run.held_out.over_conservativeness[-1], predicted=0, within=5e-3),
        bent("a teacher that knows all, then RL: abstains", found=dead.abstained[-1], predicted=0,
             within=5e-3),
    ]  # fmt: skip
    return Experiment("B4", tuple(rows))


def b9() -> Experiment:
    """Memory against gate: what generalises falls as one over their ratio of rates."""
    world = Knowledge(bins=8)
    moved, first = [], []
    for memory in (30.0, 300.0):
        run = rote.train(world, _SFT, memory=memory, steps=600)
        moved.append(float(run.abstained[0] - run.abstained[-1]))
        when = rote.fitted(run)
        first.append((when.known or 0) - (when.unknown or 0))
    gate_alone = rote.train(world, _SFT, memory=0.0, steps=1_000)
    lucky = gate_alone.taught.by_knowledge[-1, 0, 0]
    rl = rote.train(world, _RL, memory=1_000.0)
    return Experiment(
        "B9",
        (
            shown("ten times the memory: the gate moves less by", found=moved[0] / moved[1],
                  predicted=10, within=1.5),
            shown("known first: sign of steps known - unknown", found=np.sign(first[0]),
                  predicted=-1, within=0),
            bent("no memory: new facts learned, beyond guessing", found=max(lucky - 0.02, 0),
                 predicted=0, within=0.01),
            bent("fast memory: what RL teaches held-out", found=rl.abstained[-1],
                 predicted=float(rl.abstained[0]), within=0.01),
        ),
    )  # fmt: skip
